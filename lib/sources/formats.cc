// The table of all formats, and for each the words by which its files are known.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "lib/base/strings.h"
#include "lib/sources/au_xlsx.h"
#include "lib/sources/bods_json.h"
#include "lib/sources/ca_xml.h"
#include "lib/sources/debarment.h"
#include "lib/sources/dk_owners.h"
#include "lib/sources/eu_csv.h"
#include "lib/sources/eu_journal_csv.h"
#include "lib/sources/eu_xml.h"
#include "lib/sources/format.h"
#include "lib/sources/ftm_json.h"
#include "lib/sources/gleif_lei.h"
#include "lib/sources/gleif_repex.h"
#include "lib/sources/gleif_rr.h"
#include "lib/sources/interests_csv.h"
#include "lib/sources/lynceus_csv.h"
#include "lib/sources/ofac_advanced.h"
#include "lib/sources/ofac_csv.h"
#include "lib/sources/ofac_enhanced.h"
#include "lib/sources/ofac_sdn_xml.h"
#include "lib/sources/opensanctions_csv.h"
#include "lib/sources/psc_jsonl.h"
#include "lib/sources/seco_xml.h"
#include "lib/sources/uk_companies.h"
#include "lib/sources/uk_conlist.h"
#include "lib/sources/uk_csv.h"
#include "lib/sources/uk_xml.h"
#include "lib/sources/un_xml.h"
#include "lib/sources/us_bis.h"
#include "lib/sources/us_csl.h"

namespace lynceus::sources {
namespace {

using Row = std::vector<std::string>;

bool HasKey(const FileHead& head, std::string_view key) {
  return std::ranges::find(head.json_keys, key) != head.json_keys.end();
}

bool HasAnyKey(const FileHead& head, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(keys, [&head](std::string_view key) { return HasKey(head, key); });
}

// OFAC's tables have no header: their number of columns and the form of the first ones tell them.
bool IsDigits(std::string_view text) {
  return !text.empty() && text.size() <= 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsOfacRow(const FileHead& head, std::size_t columns) {
  const Row& row = head.first_row();
  return head.separator == ',' && row.size() == columns && IsDigits(row[0]);
}

bool ThirdIs(const Row& row, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, LowerAscii(row[2])) != words.end();
}

// A column whose name begins with that word.
bool HasColumnLike(const FileHead& head, std::string_view word) {
  return std::ranges::any_of(head.first_row(), [word](const std::string& field) {
    return LowerAscii(field).starts_with(word);
  });
}

constexpr std::array kFormats = {
    Format{"au-xlsx", "Australia's consolidated list (workbook)", Shape::kWorkbook,
           [](const FileHead& head) {
             return head.HasColumn("reference") && head.HasColumn("name of individual or entity");
           },
           &LoadAuXlsx},
    Format{"bods-json", "Beneficial Ownership Data Standard (JSON)", Shape::kJson,
           [](const FileHead& head) {
             return HasAnyKey(head, {"statementId", "statementID", "statementType", "recordType"});
           },
           &LoadBodsJson},
    Format{"ca-xml", "Canada's autonomous sanctions list (XML)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "data-set"; }, &LoadCaXml},
    Format{"ch-xml", "Switzerland's SECO list (XML)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "swiss-sanctions-list"; },
           &LoadSecoXml},
    Format{"dk-owners-json", "owners of Danish companies, CVR (JSON)", Shape::kJson,
           [](const FileHead& head) {
             return HasKey(head, "source") && HasKey(head, "target") && HasKey(head, "share");
           },
           &LoadDkOwners},
    Format{"ebrd-csv", "EBRD ineligible entities (CSV)", Shape::kTable,
           [](const FileHead& head) {
             return head.HasColumn("notice effective at ebrd") &&
                    HasColumnLike(head, "originating institution");
           },
           &LoadEbrdCsv},
    Format{"eu-csv", "EU consolidated financial sanctions list (CSV 1.0)", Shape::kTable, &IsEuCsv,
           &LoadEuCsv},
    Format{"eu-journal-csv", "EU lists as the Official Journal prints them (CSV)", Shape::kTable,
           &IsEuJournalCsv, &LoadEuJournalCsv},
    Format{"eu-xml", "EU consolidated financial sanctions list (XML 1.1)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "export"; }, &LoadEuXml},
    Format{"ftm-delta-json", "changes of FollowTheMoney entities, OpenSanctions (JSON)",
           Shape::kJson,
           [](const FileHead& head) {
             return HasKey(head, "op") && HasKey(head, "entity") && head.json_keys.size() == 2;
           },
           nullptr, "ftm-json", ".delta.json"},
    Format{
        "ftm-delta-versions-json", "the versions that deltas lead to, OpenSanctions (JSON)",
        Shape::kJson,
        [](const FileHead& head) { return HasKey(head, "versions") && head.json_keys.size() <= 2; },
        nullptr, "ftm-json"},
    Format{"ftm-json", "FollowTheMoney entities (JSON)", Shape::kJson,
           [](const FileHead& head) {
             return HasKey(head, "schema") && HasAnyKey(head, {"properties", "id"});
           },
           &LoadFtmJson},
    Format{"gleif-lei-xml", "GLEIF legal entity reference data, LEI-CDF (XML)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "LEIData"; }, &LoadGleifLei},
    Format{"gleif-repex-xml", "GLEIF reporting exceptions (XML)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "ReportingExceptionData"; },
           &LoadGleifRepex},
    Format{"gleif-rr-xml", "GLEIF relationship records, RR-CDF (XML)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "RelationshipData"; }, &LoadGleifRr},
    Format{"iadb-xlsx", "Inter-American Development Bank, sanctioned parties (workbook)",
           Shape::kWorkbook,
           [](const FileHead& head) {
             return head.HasColumn("title") && head.HasColumn("idb sanction type");
           },
           &LoadIadbXlsx},
    Format{"interests-csv", "a bank's own interests (CSV)", Shape::kTable,
           [](const FileHead& head) {
             return head.separator == ',' && HasColumnLike(head, "owner") &&
                    HasColumnLike(head, "subject");
           },
           &LoadInterestsCsv},
    Format{"lynceus-csv", "a list in Lynceus's own table (CSV)", Shape::kTable,
           [](const FileHead& head) {
             return head.separator == ',' && head.HasColumn("id") && head.HasColumn("name") &&
                    head.HasColumn("authority") && head.HasColumn("list");
           },
           &LoadLynceusCsv},
    Format{"ofac-add-csv", "OFAC addresses, ADD.CSV", Shape::kTable,
           [](const FileHead& head) { return IsOfacRow(head, 6) && IsDigits(head.first_row()[1]); },
           nullptr},
    Format{"ofac-advanced-xml", "OFAC lists, SDN_ADVANCED.XML and CONS_ADVANCED.XML", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "Sanctions"; }, &LoadOfacAdvanced},
    Format{"ofac-alt-csv", "OFAC aliases, ALT.CSV", Shape::kTable,
           [](const FileHead& head) {
             return IsOfacRow(head, 5) && IsDigits(head.first_row()[1]) &&
                    ThirdIs(head.first_row(), {"aka", "fka", "nka"});
           },
           nullptr},
    Format{"ofac-comments-csv", "OFAC remarks continued, SDN_COMMENTS.CSV", Shape::kTable,
           [](const FileHead& head) { return IsOfacRow(head, 2); }, nullptr},
    Format{"ofac-cons-csv", "OFAC non-SDN lists, CONS_PRIM.CSV", Shape::kTable, nullptr,
           &LoadOfacCsv},
    Format{"ofac-cons-xml", "OFAC non-SDN lists, CONSOLIDATED.XML", Shape::kXml, nullptr,
           &LoadOfacXml},
    Format{"ofac-enhanced-xml", "OFAC lists, SDN_ENHANCED.XML and CONS_ENHANCED.XML", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "sanctionsData"; },
           &LoadOfacEnhanced},
    Format{"ofac-sdn-csv", "OFAC SDN list, SDN.CSV", Shape::kTable,
           [](const FileHead& head) {
             return IsOfacRow(head, 12) && ThirdIs(head.first_row(), {"individual", "vessel",
                                                                      "aircraft", "entity", "-0-"});
           },
           &LoadOfacCsv},
    Format{"ofac-sdn-xml", "OFAC SDN list, SDN.XML", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "sdnList"; }, &LoadOfacXml},
    Format{"opensanctions-simple-csv", "OpenSanctions' table of targets (CSV)", Shape::kTable,
           [](const FileHead& head) {
             return head.HasColumn("id") && head.HasColumn("schema") && head.HasColumn("dataset") &&
                    head.HasColumn("aliases");
           },
           &LoadOpenSanctionsCsv},
    Format{"uk-companies-csv", "UK companies, Companies House (CSV)", Shape::kTable,
           [](const FileHead& head) {
             return head.separator == ',' && head.HasColumn("CompanyNumber") &&
                    head.HasColumn("RegAddress.PostCode");
           },
           &LoadUkCompanies},
    Format{"uk-conlist-csv", "OFSI consolidated list, ConList (CSV)", Shape::kTable, &IsUkConList,
           &LoadUkConList},
    Format{"uk-csv", "UK Sanctions List (CSV)", Shape::kTable, &IsUkCsv, &LoadUkCsv},
    Format{"uk-psc-json",
           "UK register of people with significant control (JSON)",
           Shape::kJson,
           [](const FileHead& head) {
             return HasKey(head, "data") &&
                    (HasKey(head, "company_number") ||
                     head.text.find("persons-of-significant-control") != std::string::npos);
           },
           &LoadPscJsonl,
           {},
           {},
           /*may_be_empty=*/true},
    Format{"uk-xml", "UK Sanctions List (XML)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "Designations"; }, &LoadUkXml},
    Format{"un-xml", "UN Security Council consolidated list (XML)", Shape::kXml,
           [](const FileHead& head) { return head.xml_root == "CONSOLIDATED_LIST"; }, &LoadUnXml},
    Format{"us-bis-dpl-tsv", "BIS Denied Persons List (tab-separated)", Shape::kTable,
           [](const FileHead& head) {
             return head.separator == '\t' && head.HasColumn("Effective_Date") &&
                    head.HasColumn("FR_Citation");
           },
           &LoadUsBisDpl},
    Format{"us-bis-mieu-csv", "BIS Military-Intelligence End Users (CSV)", Shape::kTable,
           [](const FileHead& head) {
             return head.separator == ',' && head.HasColumn("Name") && head.HasColumn("Topics") &&
                    head.HasColumn("Program") && head.HasColumn("Source URL");
           },
           &LoadUsBisMieu},
    Format{"us-csl-csv", "US Consolidated Screening List (CSV)", Shape::kTable,
           [](const FileHead& head) {
             return head.separator == ',' && head.HasColumn("source") && head.HasColumn("_id") &&
                    head.HasColumn("entity_number");
           },
           &LoadUsCslCsv},
    Format{"wb-xlsx", "World Bank, ineligible parties (workbook)", Shape::kWorkbook,
           [](const FileHead& head) {
             return std::ranges::any_of(head.rows, [](const Row& row) {
               return !row.empty() && LowerAscii(TrimAscii(row[0])) == "firm name";
             });
           },
           &LoadWbXlsx},
};

static_assert(std::ranges::is_sorted(kFormats, {}, &Format::kind));

}  // namespace

const std::vector<std::string>& FileHead::first_row() const {
  static const auto& none = *new Row();
  return rows.empty() ? none : rows[0];
}

bool FileHead::HasColumn(std::string_view word) const {
  const std::string wanted = LowerAscii(word);
  return std::ranges::any_of(
      first_row(), [&wanted](const std::string& field) { return LowerAscii(field) == wanted; });
}

std::span<const Format> Formats() { return kFormats; }

const Format* FindFormat(std::string_view kind) {
  const auto found = std::ranges::find(kFormats, kind, &Format::kind);
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace lynceus::sources
