// What is said of damaged tables of the European Union's journal.

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/damage.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;

constexpr char kSeparator = ',';

const std::string kHeader =
    "celex,recordId,programKey,annex,measure,startDate,schema,name,birthDate,nationality\n";
const std::string kWhole =
    kHeader +
    "32014R0269,12,EU-UKR,I,Asset freeze,15.9.2022,Person,Anna Probe,15.4.1965,Russian\n" +
    "32014R0269,13,EU-UKR,I,Asset freeze,15.9.2022,Company,Example Firm,,\n";

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

TEST(EuJournalDamageTest, SaysWhatIsWrong) {
  ExpectOutcomes(
      "eu-journal-csv",
      {
          {"whole", kWhole, "loads 2 entities and 2 designations"},
          {"empty", "",
           "INVALID_ARGUMENT list: no row names the column \"celex\". Do: get the file again; its "
           "first lines are missing"},
          {"only white space", " \n",
           "INVALID_ARGUMENT list: no row names the column \"celex\". Do: get the file again; its "
           "first lines are missing"},
          {"a NUL byte", WithReplaced(kWhole, "Example", "Ex\0ample"s),
           "INVALID_ARGUMENT list, line 3: it holds a NUL byte: it is not text, or it is UTF-16 or "
           "damaged. Do: give the file as its publisher sent it, as UTF-8 text"},
          {"UTF-16", "\xFF\xFE<\0e\0"s,
           "INVALID_ARGUMENT list, line 1: the file is UTF-16, not UTF-8. Do: save it as UTF-8"},
          {"a byte of no encoding",
           WithReplaced(kWhole, "Example",
                        "Ex\x81"
                        "ample"),
           "INVALID_ARGUMENT list, line 3: a field is not valid UTF-8. Do: save the file as UTF-8"},
          {"two encodings",
           WithReplaced(kWhole, "Example",
                        "Ex\xC3\xA9"
                        "am\xE9ple"),
           "INVALID_ARGUMENT list, line 3: a field is not valid UTF-8. Do: save the file as UTF-8"},
          {"Windows-1252",
           WithReplaced(kWhole, "Example",
                        "Ex\xE9"
                        "mple"),
           "INVALID_ARGUMENT list, line 3: a field is not valid UTF-8. Do: save the file as UTF-8"},
          {"a byte order mark", "\xEF\xBB\xBF" + kWhole, "loads 2 entities and 2 designations"},
          {"a quote that is not closed", WithReplaced(kWhole, "Example", "\"Example"),
           "INVALID_ARGUMENT list, line 3: the row begins a quoted field that is never closed. Do: "
           "the file is cut off or a quote is missing; get it again"},
          {"a quote inside", WithReplaced(kWhole, "Example", "Ex\"ample"),
           "INVALID_ARGUMENT list, line 3: a quote stands inside a field, or text behind a closing "
           "quote. Do: write the field in quotes and every quote in it twice"},
          {"bytes behind the end mark", kWhole + "\x1A" + "more\n",
           "INVALID_ARGUMENT list, line 4: text stands behind the end mark (byte 0x1A). Do: if "
           "files were joined, give them one by one"},
          {"an end mark", kWhole + "\x1A", "loads 2 entities and 2 designations"},
          {"line ends of DOS", Dos(kWhole), "loads 2 entities and 2 designations"},
          {"blank lines", kWhole + "\n\n", "loads 2 entities and 2 designations"},
          {"another separator", WithSeparator(kWhole, '|'),
           "INVALID_ARGUMENT list, line 1: it should name the columns of the EU's journal lists, "
           "but there is no column \"celex\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"HTML", "<html><body>Service unavailable</body></html>",
           "INVALID_ARGUMENT list, line 1: it should name the columns of the EU's journal lists, "
           "but there is no column \"celex\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"a header alone", kHeader,
           "INVALID_ARGUMENT list: it names its columns and holds no row. Do: get the file again"},
          {"no header", kWhole.substr(kHeader.size()),
           "INVALID_ARGUMENT list, line 1: it should name the columns of the EU's journal lists, "
           "but there is no column \"celex\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"no column of names", WithReplaced(kWhole, ",name,", ",names,"),
           "INVALID_ARGUMENT list, line 1: there is no column \"name\". Do: this is no form of the "
           "EU's journal lists that is known; get the file from its publisher again"},
          {"a column that nobody knows", WithReplaced(kWhole, "annex", "mood"),
           "loads 2 entities and 2 designations; warning: the column \"mood\" is not known; kept "
           "as fragments; fragment: mood: I; fragment: mood: I"},
          {"a column twice", WithReplaced(kWhole, "annex", "measure"),
           "INVALID_ARGUMENT list, line 1: the column \"measure\" is there twice. Do: get the file "
           "again"},
          {"a row too short", WithReplaced(kWhole, "Example Firm,,\n", "Example Firm,\n"),
           "INVALID_ARGUMENT list, line 3: the row has 9 fields, the header has 10. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"a row too long", WithReplaced(kWhole, "Example Firm,,\n", "Example Firm,,,x\n"),
           "INVALID_ARGUMENT list, line 3: the row has 11 fields, the header has 10. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"no act", WithReplaced(kWhole, "32014R0269,12", ",12"),
           "INVALID_ARGUMENT list, line 2: the row has no celex. Do: give each entry its act, its "
           "id and a name"},
          {"no id of the record", WithReplaced(kWhole, ",12,", ",,"),
           "INVALID_ARGUMENT list, line 2: the row has no recordId. Do: give each entry its act, "
           "its id and a name"},
          {"no name", WithReplaced(kWhole, "Anna Probe", ""),
           "INVALID_ARGUMENT list, line 2: the row has no name. Do: give each entry its act, its "
           "id and a name"},
          {"a date that is none", WithReplaced(kWhole, "15.9.2022", "soon"),
           "loads 2 entities and 2 designations; fragment: startDate: soon"},
          {"a date of birth that is none", WithReplaced(kWhole, "15.4.1965", "31.2.1965"),
           "loads 2 entities and 2 designations; fragment: birthDate: 31.2.1965"},
          {"a schema that nobody knows", WithReplaced(kWhole, "Person", "Robot"),
           "loads 2 entities and 2 designations; fragment: schema: Robot"},
          {"no line end at the end", kWhole.substr(0, kWhole.size() - 1),
           "loads 2 entities and 2 designations; warning: line 3: the last row has no line end; "
           "its end may be cut off"},
          {"cut in the last row", kWhole.substr(0, kWhole.rfind("Example")),
           "INVALID_ARGUMENT list, line 3: the row has 8 fields, the header has 10. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
      });
}

}  // namespace
}  // namespace lynceus::sources
