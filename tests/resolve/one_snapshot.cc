#include "tests/resolve/one_snapshot.h"

#include "lib/base/file.h"

namespace lynceus::resolve {
namespace {

constexpr const char* kFiles[] = {
    "lists/un/un_consolidated_2026-02-27.xml",
    "lists/ofac/sdn_2024-05-03.csv",
    "lists/ofac/alt_2024-01.csv",
    "lists/ofac/add_2024-01.csv",
    "lists/ofac/sdn_comments_2025-12.csv",
    "lists/ofac/cons_prim_2025-12.csv",
    "lists/ofac/cons_alt_2025-12.csv",
    "lists/ofac/cons_add_2025-12.csv",
    "lists/ofac/cons_comments_2025-12.csv",
    "lists/uk/sanctionsconlist_2018-04-13.csv",
    "lists/uk/ukSL_xml_sample/sample_uk_sanctions_2026-09-10.xml",
    "lists/eu/EU_FSF_csv_v1_short_2018-07-04.csv",
    "lists/eu/eu_fsf_1_1_circa_range_excerpt_2026-08-05.xml",
    "lists/eu/eu_fsf_1_1_sample_2026-08-05.xml",
    "lists/ch/seco_example_2024-01-17.xml",
    "lists/ch/seco_whole-list_excerpt_2026-08-15.xml",
    "lists/ca/sema-lmes_2025-05.xml",
    "lists/au/regulation8_consolidated_2025-02.xlsx",
    "lists/debarment/ebrd_ineligible_2025-02.csv",
    "lists/debarment/iadb_sanctioned_2025-02.xlsx",
    "lists/debarment/malaysia_alert_list_2025-02.csv",
    "lists/debarment/worldbank_ineligible_2025-02.xlsx",
    "lists/us_csl/consolidated_2022-04-21.csv.gz",
    "lists/us_bis/dpl_2023-11.txt",
    "lists/us_bis/mieu.csv",
    "lists/opensanctions/wd_persons_targets.nested_2024-03.json",
    "lists/opensanctions/wd_sa_peps_entities.ftm_2024-03.json",
    "lists/opensanctions/yente_parteispenden_entities.ftm.json",
    "lists/opensanctions/yente_zala_entities.ftm.json",
    "lists/opensanctions/delta/t1/entities.ftm.json",
    "registries/bods/data-standard-examples-0.4/bods-package-annotations.json",
    "registries/bods/data-standard-examples-0.4/bods-package-entity-owning-entity.json",
    "registries/bods/data-standard-examples-0.4/bods-package-fi-soe.json",
    "registries/bods/data-standard-examples-0.4/bods-package-linking-annotations.json",
    "registries/bods/data-standard-examples-0.4/bods-package.json",
    "registries/bods/data-standard-examples-0.4/fermcat.json",
    "registries/bods/data-standard-examples-0.4/full-pep-declaration.json",
    "registries/bods/data-standard-examples-0.4/indirect-ownership.json",
    "registries/bods/data-standard-examples-0.4/joint-ownership.json",
    "registries/bods/data-standard-examples-0.4/levent.json",
    "registries/bods/data-standard-examples-0.4/listed-company-exempt-from-disclosure.json",
    "registries/bods/data-standard-examples-0.4/mixed-direct-and-indirect-ownership.json",
    "registries/bods/data-standard-examples-0.4/multiple-indirect-ownership.json",
    "registries/bods/data-standard-examples-0.4/multiple-tax-residencies.json",
    "registries/bods/data-standard-examples-0.4/mutilple-indirect-ownership-2.json",
    "registries/bods/data-standard-examples-0.4/nomination.json",
    "registries/bods/data-standard-examples-0.4/plc-entity-statement.json",
    "registries/bods/data-standard-examples-0.4/simple-pep-declaration.json",
    "registries/bods/data-standard-examples-0.4/tecido.json",
    "registries/ftm/ftm.jsonl",
    "registries/gleif/bodspipelines-golden-copy/lei-data.xml",
    "registries/gleif/bodspipelines-golden-copy/repex-data.xml",
    "registries/gleif/bodspipelines-golden-copy/rr-data.xml",
    "registries/intervals/resights-denmark/CasaAS.json",
    "registries/intervals/resights-denmark/ResightsApS.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-1.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-10.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-11.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-12.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-13.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-14.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-15.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-16.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-2.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-3.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-4.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-5.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-6.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-7.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-8.json",
    "registries/uk-psc/bods-uk-psc-pipeline/psc-data-9.json",
};

}  // namespace

std::vector<std::string> OneSnapshotBelow(const std::string& data_directory) {
  std::vector<std::string> files;
  for (const char* const file : kFiles) files.push_back(JoinPath(data_directory, file));
  return files;
}

}  // namespace lynceus::resolve
