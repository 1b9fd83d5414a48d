// Content that is and is not what it should be.
#include "lib/fetch/content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fetch/fetching.h"
#include "tests/sources/xlsx_bytes.h"
#include "tests/sources/zip_bytes.h"
#include "tests/support/status_matchers.h"

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

}  // namespace
}  // namespace lynceus::fetch
