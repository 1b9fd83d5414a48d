// Designations by programme and by Magnitsky class of every real list, as a built snapshot reports
// them, against counts that share nothing with the loaders or the rule reader
// (tests/sources/counts/count_programmes.py). Skipped without the lists or Python.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ingest/build.h"
#include "lib/rules/load.h"
#include "tests/sources/python_script.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;
using Counts = std::map<std::string, std::uint64_t>;

struct List {
  const char* kind;
  const char* file;  // below lists/
};
// All of them but: OpenSanctions' samples (excerpts of many lists in one file), Malaysia's alert
// list in its form, side files of names and addresses, which have no programmes, and successive
// copies of SDN.CSV.
constexpr List kLists[] = {
    {"ofac-sdn-csv", "ofac/sdn_2024-05-03.csv"},
    {"ofac-sdn-csv", "ofac/sdn_2023-12-28.csv"},
    {"ofac-cons-csv", "ofac/cons_prim_2025-12.csv"},
    {"ofac-cons-xml", "ofac/consolidated_2025-03-28.xml"},
    {"ofac-enhanced-xml", "ofac/CONS_ENHANCED_2025-01-10.ZIP"},
    {"ofac-advanced-xml", "ofac/cons_advanced_2020-03-17.xml"},
    {"us-csl-csv", "us_csl/consolidated_2022-04-21.csv.gz"},
    {"us-bis-dpl-tsv", "us_bis/dpl_2023-11.txt"},
    {"us-bis-mieu-csv", "us_bis/mieu.csv"},
    {"un-xml", "un/un_consolidated_2026-02-27.xml"},
    {"un-xml", "un/un_consolidated_2025-11-20.xml"},
    {"eu-xml", "eu/eu_fsf_1_1_sample_2026-08-05.xml"},
    {"eu-xml", "eu/eu_fsf_1_1_circa_range_excerpt_2026-08-05.xml"},
    {"eu-csv", "eu/EU_FSF_csv_v1_short_2018-07-04.csv"},
    {"uk-xml", "uk/ukSL_xml_sample/sample_uk_sanctions_2026-09-10.xml"},
    {"uk-conlist-csv", "uk/sanctionsconlist_2018-04-13.csv"},
    {"ch-xml", "ch/seco_whole-list_excerpt_2026-08-15.xml"},
    {"ch-xml", "ch/seco_example_2024-01-17.xml"},
    {"ca-xml", "ca/sema-lmes_2025-05.xml"},
    {"au-xlsx", "au/regulation8_consolidated_2025-02.xlsx"},
    {"wb-xlsx", "debarment/worldbank_ineligible_2025-02.xlsx"},
    {"iadb-xlsx", "debarment/iadb_sanctioned_2025-02.xlsx"},
    {"ebrd-csv", "debarment/ebrd_ineligible_2025-02.csv"},
};

class ProgrammeCountsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    LYNCEUS_REQUIRE_TEST_DATA();
    if (!sources::CanRunScripts()) GTEST_SKIP() << "no python3, or no LYNCEUS_SOURCE_DIR";
    rules_directory_ = JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "rules");
    const auto rules = rules::LoadRules(rules_directory_);
    ASSERT_THAT(rules, IsOk());
    rules_ = *rules;
    const auto analyzer = names::Analyzer::Load(JoinPath(rules_directory_, "names"));
    ASSERT_THAT(analyzer, IsOk());
    analyzer_ = *analyzer;
  }

  static std::string PathOf(const List& list) {
    return JoinPath(JoinPath(*support::TestDataDir(), "lists"), list.file);
  }

  // What the built snapshot's report says, and the classes that follow by the rules.
  Counts Built(const List& list) {
    const support::TempDir dir;
    const auto built = BuildSnapshot({.files = {{PathOf(list), ""}},
                                      .out_directory = dir / "snapshot",
                                      .rules_directory = rules_directory_,
                                      .rules = rules_,
                                      .analyzer = analyzer_,
                                      .engine = "lynceus test"});
    EXPECT_THAT(built, IsOk()) << list.file;
    Counts counts;
    if (!built.ok()) return counts;
    for (const LoadReport& report : built->manifest.sources) {
      for (const Tally& tally : report.programmes) {
        counts[tally.word] += tally.count;
        const std::string magnitsky_class = ClassOf(tally.word);
        if (!magnitsky_class.empty()) counts["class " + magnitsky_class] += tally.count;
      }
    }
    return counts;
  }

  std::string ClassOf(const std::string& word) const {  // "US-OFAC SDN US-GLOMAG"
    const std::size_t first = word.find(' ');
    const std::size_t second = word.find(' ', first + 1);
    const Programme* const programme =
        rules_->FindProgramme(word.substr(0, first), word.substr(second + 1));
    return programme == nullptr ? "" : programme->magnitsky_class;
  }

  Counts Counted(const List& list) const {
    const auto result =
        sources::RunScript("counts/count_programmes.py",
                           "'" + rules_directory_ + "' " + list.kind + " '" + PathOf(list) + "'");
    EXPECT_EQ(result.exit_status, 0) << list.file;
    Counts counts;
    for (const std::string& line : SplitTrimmed(result.output, '\n')) {
      const std::size_t tab = line.find('\t');
      if (tab != std::string::npos) counts[line.substr(0, tab)] = std::stoull(line.substr(tab + 1));
    }
    EXPECT_FALSE(counts.empty()) << list.file;
    return counts;
  }

  std::string rules_directory_;
  std::shared_ptr<const RuleSet> rules_;
  std::shared_ptr<const names::Analyzer> analyzer_;
};

// And some are known from elsewhere, so that both ways cannot be wrong together.
TEST_F(ProgrammeCountsTest, OfEveryListAreTheSameCountedAnotherWay) {
  std::map<std::string, Counts> built;
  for (const List& list : kLists) {
    built[list.file] = Built(list);
    EXPECT_EQ(built[list.file], Counted(list)) << list.file;
  }
  Counts& sdn = built["ofac/sdn_2024-05-03.csv"];
  EXPECT_EQ(sdn["US-OFAC SDN US-GLOMAG"], 694u);
  EXPECT_EQ(sdn["US-OFAC SDN US-MAGNIT"], 64u);
  EXPECT_EQ(sdn["class GLOBAL_HUMAN_RIGHTS"], 694u);
  EXPECT_EQ(sdn["class NAMED_MAGNITSKY"], 64u);
  EXPECT_EQ(built["ca/sema-lmes_2025-05.xml"]["CA JVCFOA CA-JVCFOA"], 80u);
  Counts& australia = built["au/regulation8_consolidated_2025-02.xlsx"];
  EXPECT_EQ(australia["AU DFAT AU-HUMAN"], 103u);
  EXPECT_EQ(australia["AU DFAT AU-CRP"], 14u);
}

}  // namespace
}  // namespace lynceus::ingest
