// Cells of every type, and workbooks that are damaged or made to attack.
#include "lib/sources/xlsx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "tests/sources/quick_write.h"
#include "tests/sources/xlsx_bytes.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Rows = std::vector<std::vector<std::string>>;

constexpr char kStyles[] =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-C09]d\\ mmmm\\ yyyy;@\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"0.00&quot; days&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"165\"/><xf numFmtId=\"20\"/><xf/></cellXfs>";

class XlsxReaderTest : public ::testing::Test {
 protected:
  absl::StatusOr<Workbook> Read(const std::string& bytes, const std::string& sheet = "") {
    rows_.clear();
    numbers_.clear();
    path_ = QuickWrite(dir_, "book.xlsx", bytes);
    return ReadXlsx(path_, sheet, [this](const SheetRow& row) {
      rows_.push_back(row.cells);
      numbers_.push_back(row.number);
      return absl::OkStatus();
    });
  }
  Rows RowsOf(const XlsxParts& parts) {
    const auto workbook = Read(XlsxBytes(parts));
    EXPECT_TRUE(workbook.ok()) << ErrorText(workbook.status());
    return rows_;
  }

  support::TempDir dir_;
  std::string path_;
  Rows rows_;
  std::vector<std::uint64_t> numbers_;
};

TEST_F(XlsxReaderTest, CellsOfEveryType) {
  const struct {
    const char* why;
    const char* cell;
    const char* text;
  } kCases[] = {
      {"shared text", R"(<c t="s"><v>0</v></c>)", "Anna"},
      {"shared rich text keeps the blanks between its runs", R"(<c t="s"><v>1</v></c>)",
       "Anna Maria Beispiel"},
      {"phonetic guides are no text", R"(<c t="s"><v>2</v></c>)", "東京"},
      {"white space and lines are kept", R"(<c t="s"><v>3</v></c>)", " a\nb "},
      {"escaped characters", R"(<c t="s"><v>4</v></c>)", "a\rb_x000D_c_xZ"},
      {"inline text", R"(<c t="inlineStr"><is><t>in</t></is></c>)", "in"},
      {"inline rich text", R"(<c t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r></is></c>)",
       "a b"},
      {"number", R"(<c><v>123</v></c>)", "123"},
      {"number as stored", R"(<c t="n"><v>4.0999999999999996</v></c>)", "4.0999999999999996"},
      {"a style that is General", R"(<c s="0"><v>45321</v></c>)", "45321"},
      {"a style without a format", R"(<c s="5"><v>45321</v></c>)", "45321"},
      {"built-in date", R"(<c s="1"><v>45322</v></c>)", "2024-01-31"},
      {"date of a format", R"(<c s="2"><v>45322</v></c>)", "2024-01-31"},
      {"date and time", R"(<c s="1"><v>45322.5625</v></c>)", "2024-01-31 13:30:00"},
      {"a word in a number format is no date", R"(<c s="3"><v>45322</v></c>)", "45322"},
      {"a time of day is no date", R"(<c s="4"><v>0.5</v></c>)", "0.5"},
      {"text with a date's style", R"(<c s="1" t="s"><v>0</v></c>)", "Anna"},
      {"a date's style on no date", R"(<c s="1"><v>-3</v></c>)", "-3"},
      {"an unknown style", R"(<c s="99"><v>7</v></c>)", "7"},
      {"ISO date", R"(<c t="d"><v>2024-01-31</v></c>)", "2024-01-31"},
      {"true", R"(<c t="b"><v>1</v></c>)", "TRUE"},
      {"false", R"(<c t="b"><v>0</v></c>)", "FALSE"},
      {"a formula's text", R"(<c t="str"><f>A1&amp;"x"</f><v>Ax</v></c>)", "Ax"},
      {"a formula's number", R"(<c><f>1+1</f><v>2</v></c>)", "2"},
  };
  for (const auto& [why, cell, text] : kCases) {
    EXPECT_EQ(
        RowsOf({.sheet = "<row>" + std::string(cell) + "</row>",
                .strings = "<si><t>Anna</t></si>"
                           "<si><r><rPr><b/></rPr><t>Anna </t></r><r><t>Maria</t></r>"
                           "<r><t xml:space=\"preserve\"> Beispiel</t></r></si>"
                           "<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"
                           "<si><t xml:space=\"preserve\"> a\nb </t></si>"
                           "<si><t>a_x000D_b_x005F_x000D_c_xZ</t></si>",
                .styles = kStyles}),
        Rows{{text}})
        << why;
  }
}

TEST_F(XlsxReaderTest, AnErrorIsNoTextAndIsNamed) {
  const auto workbook = Read(XlsxBytes(
      {.sheet =
           R"(<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c t="e"><v>#REF!</v></c></row>)"}));
  ASSERT_TRUE(workbook.ok()) << ErrorText(workbook.status());
  EXPECT_EQ(rows_, (Rows{{"1"}}));
  EXPECT_THAT(workbook->errors, ElementsAre("row 1, column 2: #N/A", "row 2, column 1: #REF!"));
}

TEST_F(XlsxReaderTest, EmptyCellsAndRowsAreTakenByTheirReferences) {
  EXPECT_EQ(
      RowsOf({.sheet =
                  R"(<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c><c r="E2" s="1"/></row>
                                <row r="5"><c r="A5"/></row>
                                <row r="7"><c><v>3</v></c><c/><c><v>4</v></c></row>)"}),
      (Rows{{"", "1", "", "2"}, {"3", "", "4"}}));
  EXPECT_THAT(numbers_, ElementsAre(2, 7));
}

TEST_F(XlsxReaderTest, Dates) {
  const struct {
    const char* serial;
    const char* from_1900;
    const char* from_1904;
  } kCases[] = {
      {"0", "", "1904-01-01"},
      {"1", "1900-01-01", "1904-01-02"},
      {"59", "1900-02-28", "1904-02-29"},
      {"60", "1900-02-29", "1904-03-01"},  // A day that never was, as Excel shows it.
      {"61", "1900-03-01", "1904-03-02"},
      {"25569", "1970-01-01", "1974-01-02"},
      {"45322", "2024-01-31", "2028-02-01"},
      {"45322.999999", "2024-02-01", "2028-02-02"},
      {"2958465", "9999-12-31", ""},
      {"2958466", "", ""},
      {"-1", "", ""},
      {"1e400", "", ""},
      {"nan", "", ""},
      {"", "", ""},
      {"5 May", "", ""},
  };
  for (const auto& [serial, from_1900, from_1904] : kCases) {
    EXPECT_EQ(ExcelDate(serial, false), from_1900) << serial;
    EXPECT_EQ(ExcelDate(serial, true), from_1904) << serial;
  }
}

TEST_F(XlsxReaderTest, FormatsThatShowDates) {
  for (const char* const format : {"d/mm/yyyy;@", "dd\\-mmm\\-yyyy", "[$-409]dd\\-mmm\\-yyyy;@",
                                   "mmm", "yyyy", "m/d/yy h:mm", "[Red]D MMM YYYY"}) {
    EXPECT_TRUE(IsDateFormat(format)) << format;
  }
  for (const char* const format :
       {"General", "0.00", "@", "#,##0.00_);[Red](#,##0.00)", "h:mm", "[h]:mm:ss", "mm:ss.0",
        "0\" days\"", "\\d0", "0.00E+00", "[DBNum1]0", ""}) {
    EXPECT_FALSE(IsDateFormat(format)) << format;
  }
}

TEST_F(XlsxReaderTest, TheSystemOf1904IsTheWorkbooks) {
  XlsxParts parts{.sheet = R"(<row><c s="1"><v>45322</v></c></row>)", .styles = kStyles};
  parts.workbook = "<workbookPr date1904=\"1\"/>" + parts.workbook;
  EXPECT_EQ(RowsOf(parts), (Rows{{"2028-02-01"}}));
}

std::string TwoSheets(const std::string& state, const std::string& second) {
  XlsxParts parts{.sheet = "<row><c><v>1</v></c></row>"};
  parts.workbook = "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"" + state +
                   "/><sheet name=\"B\" sheetId=\"2\" r:id=\"rId9\"/></sheets>";
  parts.relations +=
      "<Relationship Id=\"rId9\" Type=\"http://x/worksheet\" Target=\"worksheets/b.xml\"/>";
  parts.more = {{.name = "xl/worksheets/b.xml",
                 .content = "<worksheet><sheetData>" + second + "</sheetData></worksheet>"}};
  return XlsxBytes(parts);
}

TEST_F(XlsxReaderTest, OtherSheetsAreNamedOrChosen) {
  const std::string cells = "<row><c><v>2</v></c></row>";
  auto workbook = Read(TwoSheets("", cells));
  ASSERT_TRUE(workbook.ok()) << ErrorText(workbook.status());
  EXPECT_EQ(workbook->sheet, "A");
  EXPECT_THAT(workbook->other_sheets, ElementsAre("B"));
  EXPECT_EQ(rows_, Rows{{"1"}});

  workbook = Read(TwoSheets("", "<row><c/></row>"));
  EXPECT_TRUE(workbook->other_sheets.empty()) << "a sheet without cells is none";

  workbook = Read(TwoSheets(" state=\"hidden\"", cells));
  EXPECT_EQ(workbook->sheet, "B");
  EXPECT_THAT(workbook->other_sheets, ElementsAre("A"));
  EXPECT_EQ(rows_, Rows{{"2"}});

  workbook = Read(TwoSheets("", cells), "B");
  EXPECT_EQ(workbook->sheet, "B");
  EXPECT_THAT(ErrorText(Read(TwoSheets("", cells), "C").status()),
              HasSubstr("no sheet \"C\"; it has A, B"));
}

TEST_F(XlsxReaderTest, TheHeadEndsEarly) {
  const std::string path =
      QuickWrite(dir_, "head.xlsx", TableXlsx({{"a", "b"}, {"1", ""}, {"2", "3"}}));
  EXPECT_EQ(*ReadXlsxHead(path, 2), (Rows{{"a", "b"}, {"1"}}));
  EXPECT_EQ(ReadXlsxHead(path, 9)->size(), 3);
}

TEST_F(XlsxReaderTest, AnErrorOfTheCallerEndsTheReading) {
  const std::string path = QuickWrite(dir_, "book.xlsx", TableXlsx({{"a"}, {"b"}}));
  int rows = 0;
  const auto workbook = ReadXlsx(path, "", [&rows](const SheetRow&) {
    ++rows;
    return InvalidError({.cause = "enough"});
  });
  EXPECT_EQ(rows, 1);
  EXPECT_THAT(ErrorText(workbook.status()), HasSubstr("enough"));
  EXPECT_THAT(DetailOf(workbook.status()).subject, HasSubstr("book.xlsx!xl/worksheets/sheet1.xml"));
}

TEST_F(XlsxReaderTest, DamageIsNamed) {
  const std::string row = "<row><c><v>1</v></c></row>";
  const struct {
    const char* why;
    XlsxParts parts;
    const char* says;
  } kCases[] = {
      {"a text that is not there",
       {.sheet = R"(<row><c t="s"><v>3</v></c></row>)"},
       "names the text 3 and the workbook has 0"},
      {"a text that is no number",
       {.sheet = R"(<row><c t="s"><v>x</v></c></row>)"},
       "names the text x"},
      {"an unknown type", {.sheet = R"(<row><c t="zz"><v>3</v></c></row>)"}, "unknown type \"zz\""},
      {"an unknown type without a value",
       {.sheet = R"(<row><c t="zz"><is><t>a</t></is></c></row>)"},
       "unknown type \"zz\""},
      {"cells out of order", {.sheet = R"(<row><c r="B1"/><c r="A1"/></row>)"}, "out of order"},
      {"one cell twice", {.sheet = R"(<row><c r="B1"/><c r="B1"/></row>)"}, "out of order"},
      {"no reference", {.sheet = R"(<row><c r="12"/></row>)"}, "no cell's reference"},
      {"a column that Excel has not",
       {.sheet = R"(<row><c r="XFE1"/></row>)"},
       "no cell's reference"},
      {"too many columns", {.sheet = R"(<row><c r="XFD1"><v>1</v></c></row>)"}, "1024 columns"},
      {"rows out of order", {.sheet = R"(<row r="2"/><row r="1"/>)"}, "stands behind row 2"},
      {"row 0", {.sheet = R"(<row r="0"/>)"}, "stands behind row 0"},
      {"too many rows", {.sheet = R"(<row r="1048577"/>)"}, "1048576 rows"},
      {"another element", {.sheet = "<rows/>"}, "stands where none is known"},
      {"text between rows", {.sheet = row + "text"}, "text stands outside"},
      {"not well formed", {.sheet = "<row>"}, "not well-formed"},
      {"a sheet without its part", {.sheet = row, .relations = ""}, "no sheet that is shown"},
      {"a part that is not there",
       {.sheet = row,
        .relations = "<Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"gone.xml\"/>"},
       "no member \"xl/gone.xml\""},
      {"a part outside",
       {.sheet = row,
        .relations = "<Relationship Id=\"rId1\" Type=\"x/worksheet\" TargetMode=\"External\" "
                     "Target=\"http://elsewhere/\"/>"},
       "no sheet that is shown"},
      {"no sheets", {.sheet = row, .workbook = "<sheets/>"}, "no sheet that is shown"},
      {"another workbook", {.sheet = row, .workbook = "<things/>"}, "stands where none is known"},
      {"texts of another kind", {.sheet = row, .strings = "<text/>"}, "where none is known"},
  };
  for (const auto& [why, parts, says] : kCases) {
    const auto workbook = Read(XlsxBytes(parts));
    ASSERT_FALSE(workbook.ok()) << why;
    EXPECT_THAT(ErrorText(workbook.status()), HasSubstr(says)) << why;
    EXPECT_THAT(DetailOf(workbook.status()).subject, HasSubstr(path_)) << why;
  }
}

TEST_F(XlsxReaderTest, PartsThatAreNoXmlOfOursAreRefused) {
  const struct {
    const char* why;
    std::string content;
    const char* says;
  } kCases[] = {
      {"a document type", "<!DOCTYPE worksheet [<!ENTITY a \"b\">]><worksheet/>", "DOCTYPE"},
      {"another root", "<chartsheet/>", "not <worksheet>"},
      {"empty", "", "holds no element"},
      {"cut off", "<worksheet><sheetData><row>", "cut off: <row>"},
      {"UTF-16 that is none", "\xFF\xFE<worksheet/>", "not well-formed"},
  };
  for (const auto& [why, content, says] : kCases) {
    XlsxParts parts{.sheet = ""};
    parts.relations =
        "<Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/b.xml\"/>";
    parts.more = {{.name = "xl/worksheets/b.xml", .content = content}};
    const auto workbook = Read(XlsxBytes(parts));
    ASSERT_FALSE(workbook.ok()) << why;
    EXPECT_THAT(ErrorText(workbook.status()), HasSubstr(says)) << why;
  }
}

TEST_F(XlsxReaderTest, NoCutGoesUnseen) {
  const std::string right = TableXlsx({{"Reference", "Name"}, {"1", "Anna Beispiel"}});
  for (std::size_t size = 0; size < right.size(); ++size) {
    EXPECT_FALSE(Read(right.substr(0, size)).ok()) << size;
  }
}

}  // namespace
}  // namespace lynceus::sources
