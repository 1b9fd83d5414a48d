// What is said of damaged CSV of the European Union's list.

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/damage.h"
#include "tests/sources/eu_samples.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;

constexpr char kSeparator = ';';

const std::string kAnna = "04/07/2018;1;P;269/2014;2014-03-17;;UKR;";
const std::string kFirm = "04/07/2018;2;E;34/2012;2012-01-18;;TAQA;";
const std::string kWhole = EuCsvHeader() +
                           EuCsvRow(kAnna, ";;;;;;Probe;Anna;;Anna Probe;F;;;", kNoAddress,
                                    kNoBirth, kNoDocument, kNoCitizenship, "EU.1.1") +
                           EuCsvRow(kAnna, kNoName, kNoAddress, ";;;;;;1965-04-15;;", kNoDocument,
                                    kNoCitizenship, "EU.1.1") +
                           EuCsvRow(kFirm, ";;;;;;;;;Example Firm;;;;", kNoAddress, kNoBirth,
                                    kNoDocument, kNoCitizenship, "EU.2.2");

std::string Dos(const std::string& text) {
  std::string dos;
  for (const char c : text) {
    if (c == '\n') dos += '\r';
    dos += c;
  }
  return dos;
}

std::string WithSeparator(std::string text, char separator) {
  for (char& c : text) {
    if (c == kSeparator) c = separator;
  }
  return text;
}

TEST(EuCsvDamageTest, SaysWhatIsWrong) {
  ExpectOutcomes(
      "eu-csv",
      {
          {"whole", kWhole, "loads 2 entities and 2 designations"},
          {"empty", "",
           "INVALID_ARGUMENT list: no row names the column \"Entity_logical_id\". Do: get the file "
           "again; its first lines are missing"},
          {"only white space", " \n",
           "INVALID_ARGUMENT list: no row names the column \"Entity_logical_id\". Do: get the file "
           "again; its first lines are missing"},
          {"a NUL byte", WithReplaced(kWhole, "Example", "Ex\0ample"s),
           "INVALID_ARGUMENT list, line 4: it holds a NUL byte: it is not text, or it is UTF-16 or "
           "damaged. Do: give the file as its publisher sent it, as UTF-8 text"},
          {"UTF-16", "\xFF\xFE<\0e\0"s,
           "INVALID_ARGUMENT list, line 1: the file is UTF-16, not UTF-8. Do: save it as UTF-8"},
          {"a byte of no encoding",
           WithReplaced(kWhole, "Example",
                        "Ex\x81"
                        "ample"),
           "INVALID_ARGUMENT list, line 4: a field is neither UTF-8 nor Windows-1252. Do: save the "
           "file as UTF-8"},
          {"two encodings",
           WithReplaced(kWhole, "Example",
                        "Ex\xC3\xA9"
                        "am\xE9ple"),
           "loads 2 entities and 2 designations; warning: list, line 4: not UTF-8; the "
           "file is read as Windows-1252"},
          {"Windows-1252",
           WithReplaced(kWhole, "Example",
                        "Ex\xE9"
                        "mple"),
           "loads 2 entities and 2 designations; warning: list, line 4: not UTF-8; the "
           "file is read as Windows-1252"},
          {"a byte order mark", "\xEF\xBB\xBF" + kWhole, "loads 2 entities and 2 designations"},
          {"a quote that is not closed", WithReplaced(kWhole, "Example", "\"Example"),
           "INVALID_ARGUMENT list, line 4: the row begins a quoted field that is never closed. Do: "
           "the file is cut off or a quote is missing; get it again"},
          {"a quote inside", WithReplaced(kWhole, "Example", "Ex\"ample"),
           "INVALID_ARGUMENT list, line 4: a quote stands inside a field, or text behind a closing "
           "quote. Do: write the field in quotes and every quote in it twice"},
          {"bytes behind the end mark", kWhole + "\x1A" + "more\n",
           "INVALID_ARGUMENT list, line 5: text stands behind the end mark (byte 0x1A). Do: if "
           "files were joined, give them one by one"},
          {"an end mark", kWhole + "\x1A", "loads 2 entities and 2 designations"},
          {"line ends of DOS", Dos(kWhole), "loads 2 entities and 2 designations"},
          {"blank lines", kWhole + "\n\n", "loads 2 entities and 2 designations"},
          {"another separator", WithSeparator(kWhole, '|'),
           "INVALID_ARGUMENT list, line 1: it should name the columns of the EU consolidated list "
           "(CSV 1.0), but there is no column \"Entity_logical_id\". Do: get the file again, or "
           "force its kind with KIND:FILE"},
          {"HTML", "<html><body>Service unavailable</body></html>",
           "INVALID_ARGUMENT list, line 1: it should name the columns of the EU consolidated list "
           "(CSV 1.0), but there is no column \"Entity_logical_id\". Do: get the file again, or "
           "force its kind with KIND:FILE"},
          {"a header alone", EuCsvHeader(),
           "INVALID_ARGUMENT list: it names its columns and holds no row. Do: get the file again"},
          {"no header", kWhole.substr(EuCsvHeader().size()),
           "INVALID_ARGUMENT list, line 1: it should name the columns of the EU consolidated list "
           "(CSV 1.0), but there is no column \"Entity_logical_id\". Do: get the file again, or "
           "force its kind with KIND:FILE"},
          {"no column of names", WithReplaced(kWhole, "Naal_wholename", "Naal_name"),
           "INVALID_ARGUMENT list, line 1: there is no column \"Naal_wholename\". Do: this is no "
           "form of the EU consolidated list (CSV 1.0) that is known; get the file from its "
           "publisher again"},
          {"a column that nobody knows", WithReplaced(kWhole, "Naal_title", "Naal_mood"),
           "loads 2 entities and 2 designations; warning: the column \"Naal_mood\" is not known; "
           "kept as fragments"},
          {"a column twice", WithReplaced(kWhole, "Naal_title", "Naal_gender"),
           "INVALID_ARGUMENT list, line 1: the column \"Naal_gender\" is there twice. Do: get the "
           "file again"},
          {"a row too short", WithReplaced(kWhole, ";EU.2.2\n", "\n"),
           "INVALID_ARGUMENT list, line 4: the row has 58 fields, the header has 59. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"a row too long", WithReplaced(kWhole, ";EU.2.2\n", ";EU.2.2;more\n"),
           "INVALID_ARGUMENT list, line 4: the row has 60 fields, the header has 59. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"no id", WithReplaced(WithReplaced(kWhole, ";2;E;", ";;E;"), "EU.2.2", ""),
           "INVALID_ARGUMENT list, line 4: the row has neither EU_ref_num nor Entity_logical_id. "
           "Do: get the file again"},
          {"no reference number", WithReplaced(kWhole, "EU.2.2", ""),
           "loads 2 entities and 2 designations; warning: line 4: eu:logical-2 has no EU_ref_num; "
           "its "
           "Entity_logical_id stands for it"},
          {"a reference of two parties", WithReplaced(kWhole, "EU.2.2", "EU.1.1"),
           "INVALID_ARGUMENT list, line 4: the row gives eu:EU.1.1 another Entity_logical_id than "
           "line 2. Do: get the file again; its columns do not fit together"},
          {"a date of the list that is none", WithReplaced(kWhole, "04/07/2018", "yesterday"),
           "loads 2 entities and 2 designations; warning: line 2: \"yesterday\" is no date; the "
           "list's date may not be known"},
          {"rows of two days", WithReplaced(kWhole, kFirm, "05/07/2018" + kFirm.substr(10)),
           "INVALID_ARGUMENT list, line 4: the row is of another day than those before it. Do: "
           "give one edition of the list alone"},
          {"a date of an act that is none", WithReplaced(kWhole, "2012-01-18", "18.1.12"),
           "loads 2 entities and 2 designations; fragment: Leba_publication_date: 18.1.12"},
          {"a date of birth that is none", WithReplaced(kWhole, "1965-04-15", "1965-02-30"),
           "loads 2 entities and 2 designations; fragment: date of birth: 1965-02-30"},
          {"a type of party that nobody knows", WithReplaced(kWhole, ";2;E;", ";2;X;"),
           "loads 2 entities and 2 designations; fragment: Subject_type: X"},
          {"no name", WithReplaced(kWhole, "Example Firm", ""),
           "loads 2 entities and 2 designations; warning: line 4: eu:EU.2.2 has no name"},
          {"no line end at the end", kWhole.substr(0, kWhole.size() - 1),
           "INVALID_ARGUMENT list, line 4: the last row has no line end; the file may be cut off. "
           "Do: get the whole file, or end its last row with a line end"},
          {"cut in the last row", kWhole.substr(0, kWhole.rfind("Example")),
           "INVALID_ARGUMENT list, line 4: the row has 18 fields, the header has 59. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"wrapped lines", Wrapped(kWhole),
           "loads 2 entities and 2 designations; warning: a spreadsheet has wrapped each line in "
           "quotes; commas inside were tabs and are commas again"},
          {"wrapped lines but one", Wrapped(kWhole) + kWhole.substr(kWhole.rfind("04/")),
           "INVALID_ARGUMENT list, line 5: the first line is wrapped in quotes by a spreadsheet, "
           "this one is not, or is cut off. Do: get the file from its publisher again"},
          {"a lone quote in a wrapped line", WithReplaced(Wrapped(kWhole), "Example", "Ex\"ample"),
           "INVALID_ARGUMENT list, line 4: the first line is wrapped in quotes by a spreadsheet, "
           "this one is not, or is cut off. Do: get the file from its publisher again"},
          {"wrapped and cut", Wrapped(kWhole).substr(0, Wrapped(kWhole).size() - 4),
           "INVALID_ARGUMENT list, line 4: the first line is wrapped in quotes by a spreadsheet, "
           "this one is not, or is cut off. Do: get the file from its publisher again"},
          {"wrapped and cut before the last line end",
           Wrapped(kWhole).substr(0, Wrapped(kWhole).size() - 1),
           "INVALID_ARGUMENT list, line 4: the last row has no line end; the file may be cut off. "
           "Do: get the whole file, or end its last row with a line end"},
      });
}

TEST(EuCsvDamageTest, IsNeverSilentAboutACutOfTheLastRow) {
  for (std::size_t size = kWhole.rfind("04/") + 1; size < kWhole.size(); ++size) {
    EXPECT_FALSE(LoadList("eu-csv", kWhole.substr(0, size)).report.ok()) << size;
  }
}

}  // namespace
}  // namespace lynceus::sources
