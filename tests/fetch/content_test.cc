// Content that is and is not what it should be.
#include "lib/fetch/content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fetch/fetching.h"
#include "tests/sources/xlsx_bytes.h"
#include "tests/sources/zip_bytes.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::fetch {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(CheckContentTest, WhatItTakes) {
  const support::TempDir dir;
  const std::string ftm = "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{}}\n";
  const struct {
    const char* why;
    const char* kind;
    std::string content;
    std::size_t warnings;
  } rows[] = {
      {"a list", "un-xml", UnList(1'000), 0},
      {"longer than the head", "un-xml", UnList(3 << 20), 0},
      {"a comment behind its end", "un-xml", UnList(1'000) + "<!-- the end -->\n\n", 0},
      {"packed", "un-xml", sources::GzipBytes(UnList(1'000)), 0},
      {"in an archive", "un-xml",
       sources::ZipBytes({{.name = "a.xml", .content = UnList(2 << 20)}}), 0},
      {"a prefix at the root", "new-xml", "<x:list xmlns:x=\"u\"><x:a/></x:list>", 1},
      {"space in the closing tag", "new-xml", "<list><a/></list >", 1},
      {"JSON lines", "ftm-json", ftm + ftm, 0},
      {"OFAC's other list has the same form", "ofac-cons-xml",
       "<sdnList><sdnEntry></sdnEntry></sdnList>", 0},
      {"a workbook", "new-xlsx", sources::TableXlsx({{"a", "b"}, {"1", "2"}}), 1},
      {"a kind nobody knows yet", "new-json", "[{\"a\": 1}]", 1},
  };
  for (const auto& row : rows) {
    const auto check = CheckContent(dir.Write("file", row.content), row.kind);
    ASSERT_THAT(check, IsOk()) << row.why;
    EXPECT_THAT(check->warnings, SizeIs(row.warnings)) << row.why;
  }
}

TEST(CheckContentTest, WhatItRefuses) {
  const support::TempDir dir;
  const struct {
    const char* why;
    const char* kind;
    std::string content;
    const char* text;
  } rows[] = {
      {"nothing", "un-xml", "", "empty"},
      {"white space", "un-xml", " \n\n", "white space"},
      {"an error page", "un-xml", "<html><body>404</body></html>", "HTML"},
      {"an error page for a table", "interests-csv", "<!doctype html><html></html>", "HTML"},
      {"an error in JSON", "un-xml", "{\"message\": \"no\"}", "it is JSON, and XML is expected"},
      {"a table for JSON", "ftm-json", "a,b\n1,2\n", "JSON is expected"},
      {"another root", "un-xml", "<other><a/></other>", "<other>"},
      {"another list", "un-xml", "<sdnList><sdnEntry/></sdnList>", "ofac-sdn-xml"},
      {"no end", "un-xml", UnList(1'000).substr(0, 950), "before </CONSOLIDATED_LIST>"},
      {"a name that only begins like the root", "new-xml", "<list><a></listing>", "before </list>"},
      {"no end, JSON", "ftm-json", "{\"id\":\"a\",\"schema\":\"Person\",\"properties\":{",
       "middle of a JSON value"},
      {"no end, packed", "un-xml", sources::GzipBytes(UnList(9'000)).substr(0, 80), ""},
      {"no end, archive", "un-xml",
       sources::ZipBytes({{.name = "a.xml", .content = UnList(9'000)}}).substr(0, 90), ""},
      {"two files in the archive", "un-xml",
       sources::ZipBytes(
           {{.name = "a.xml", .content = UnList(900)}, {.name = "b.xml", .content = UnList(900)}}),
       ""},
      {"no workbook", "au-dfat-xlsx", "a,b\n1,2\n", "no workbook"},
      {"a workbook for XML", "un-xml", sources::TableXlsx({{"a", "b"}, {"1", "2"}}), "workbook"},
      {"an empty workbook", "new-xlsx", sources::TableXlsx({}), "is empty"},
      {"a cut workbook", "new-xlsx", sources::TableXlsx({{"a", "b"}, {"1", "2"}}).substr(0, 300),
       ""},
      {"PDF", "un-xml", "%PDF-1.7\n", "PDF"},
      {"a kind without a form", "whatever", "<a></a>", "no such kind"},
  };
  for (const auto& row : rows) {
    EXPECT_THAT(CheckContent(dir.Write("file", row.content), row.kind),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(row.text)))
        << row.why;
  }
}

// Each publisher's own file is what it is, and no other.
TEST(CheckContentTest, RealListsAreOfTheirKinds) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string data = *support::TestDataDir();
  const std::pair<const char*, const char*> files[] = {
      {"lists/au/regulation8_consolidated_2025-02.xlsx", "au-xlsx"},
      {"lists/ca/sema-lmes_2025-05.xml", "ca-xml"},
      {"lists/ch/seco_whole-list_excerpt_2026-08-15.xml", "ch-xml"},
      {"lists/debarment/ebrd_ineligible_2025-02.csv", "ebrd-csv"},
      {"lists/debarment/iadb_sanctioned_2025-02.xlsx", "iadb-xlsx"},
      {"lists/debarment/worldbank_ineligible_2025-02.xlsx", "wb-xlsx"},
      {"lists/eu/EU_FSF_csv_v1_short_2018-07-04.csv", "eu-csv"},
      {"lists/eu/eu_fsf_1_1_sample_2026-08-05.xml", "eu-xml"},
      {"lists/ofac/add_2024-01.csv", "ofac-add-csv"},
      {"lists/ofac/alt_2024-01.csv", "ofac-alt-csv"},
      {"lists/ofac/consolidated_2025-03-28.xml", "ofac-cons-xml"},
      {"lists/ofac/sdn_2024-05-03.csv", "ofac-sdn-csv"},
      {"lists/ofac/sdn_comments_2025-12.csv", "ofac-comments-csv"},
      {"lists/ofac/cons_advanced_2020-03-17.xml", "ofac-advanced-xml"},
      {"lists/ofac/CONS_ENHANCED_2025-01-10.ZIP", "ofac-enhanced-xml"},
      {"lists/us_bis/dpl_2023-11.txt", "us-bis-dpl-tsv"},
      {"lists/us_csl/consolidated_2022-04-21.csv.gz", "us-csl-csv"},
      {"lists/uk/sanctionsconlist_2018-04-13.csv", "uk-conlist-csv"},
      {"lists/uk/ukSL_xml_sample/sample_uk_sanctions_2026-09-10.xml", "uk-xml"},
      {"lists/un/un_consolidated_2026-02-27.xml", "un-xml"},
      {"registries/gleif/bodspipelines-golden-copy/lei-data.xml", "gleif-lei-xml"},
      {"registries/gleif/bodspipelines-golden-copy/repex-data.xml", "gleif-repex-xml"},
      {"registries/gleif/bodspipelines-golden-copy/rr-data.xml", "gleif-rr-xml"},
  };
  for (const auto& [path, kind] : files) {
    for (const auto& [other_path, other] : files) {
      const auto check = CheckContent(JoinPath(data, path), other);
      EXPECT_EQ(check.ok(), std::string_view(kind) == other)
          << path << " as " << other << ": " << ErrorText(check.status());
      if (check.ok()) {
        EXPECT_THAT(check->warnings, SizeIs(0)) << path;
      }
    }
  }
}

}  // namespace
}  // namespace lynceus::fetch
