// A field is its text; a cell is never a formula.
#include "lib/base/csv.h"

#include <gtest/gtest.h>

namespace lynceus {
namespace {

TEST(CsvTest, AFieldIsItsText) {
  EXPECT_EQ(CsvField(""), "\"\"");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("a \"b\"\r\nc"), "\"a \"\"b\"\"\r\nc\"");
  EXPECT_EQ(CsvField("=1+1"), "\"=1+1\"");
}

TEST(CsvTest, ACellIsNeverAFormula) {
  const struct {
    const char* why;
    const char* text;
    const char* cell;
  } rows[] = {
      {"plain text stays", "Example 1-2 = x", "\"Example 1-2 = x\""},
      {"a formula", "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""},
      {"plus", "+1", "\"'+1\""},
      {"minus", "-1", "\"'-1\""},
      {"at", "@SUM(A1)", "\"'@SUM(A1)\""},
      {"tab", "\t=1", "\"'\t=1\""},
      {"carriage return", "\r=1", "\"'\r=1\""},
      {"after blanks", "  =1", "\"'  =1\""},
      {"full-width sign",
       "\xEF\xBC\x9D"
       "1",
       "\"'\xEF\xBC\x9D"
       "1\""},
      {"nothing", "", "\"\""},
      {"blanks alone", "  ", "\"  \""},
  };
  for (const auto& row : rows) EXPECT_EQ(CsvCell(row.text), row.cell) << row.why;
}

}  // namespace
}  // namespace lynceus
