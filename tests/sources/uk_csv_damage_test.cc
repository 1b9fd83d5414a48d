// What is said of damaged CSV of the UK Sanctions List.

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/damage.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;

constexpr char kSeparator = ',';

const std::string kHeader =
    "Last Updated,Unique ID,Name 6,Name 1,Name type,Regime Name,Designation Type,Date Designated,"
    "D.O.B,Address Country\n";
const std::string kWhole =
    "Report Date: 23-Sep-2025\n" + kHeader +
    "04/08/2025,RUS9001,Probe,Anna,Primary Name,Russia,Individual,29/06/2022,dd/mm/1965,Russia\n"
    "02/01/2024,BEL9107,Example Firm,,Primary Name,Belarus,Entity,21/06/2021,,Belarus\n";

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

TEST(UkCsvDamageTest, SaysWhatIsWrong) {
  ExpectOutcomes(
      "uk-csv",
      {
          {"whole", kWhole, "loads 2 entities and 2 designations"},
          {"empty", "",
           "INVALID_ARGUMENT list: no row names the column \"Unique ID\". Do: get the file again; "
           "its first lines are missing"},
          {"only white space", " \n",
           "INVALID_ARGUMENT list: no row names the column \"Unique ID\". Do: get the file again; "
           "its first lines are missing"},
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
           "INVALID_ARGUMENT list, line 2: it should name the columns of the UK sanctions list, "
           "but there is no column \"Unique ID\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"HTML", "<html><body>Service unavailable</body></html>",
           "INVALID_ARGUMENT list: no row names the column \"Unique ID\". Do: get the file again; "
           "its first lines are missing"},
          {"no date of the list", WithReplaced(kWhole, "Report Date: 23-Sep-2025\n", ""),
           "loads 2 entities and 2 designations; warning: the file states no \"Report Date\" "
           "before its columns; the list's date is not known"},
          {"a date of the list that is none", WithReplaced(kWhole, "23-Sep-2025", "today"),
           "loads 2 entities and 2 designations; warning: the file states no \"Report Date\" "
           "before its columns; the list's date is not known"},
          {"a header alone", "Report Date: 23-Sep-2025\n" + kHeader,
           "INVALID_ARGUMENT list: it names its columns and holds no row. Do: get the file again"},
          {"a header that comes too late", "a\n" + kWhole,
           "INVALID_ARGUMENT list, line 2: it should name the columns of the UK sanctions list, "
           "but there is no column \"Unique ID\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"no header", "Report Date: 23-Sep-2025\n04/08/2025,RUS9001\n",
           "INVALID_ARGUMENT list, line 2: it should name the columns of the UK sanctions list, "
           "but there is no column \"Unique ID\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"no column of ids", WithReplaced(kWhole, "Unique ID", "Unique"),
           "INVALID_ARGUMENT list, line 2: it should name the columns of the UK sanctions list, "
           "but there is no column \"Unique ID\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"no column of regimes", WithReplaced(kWhole, "Regime Name", "Regime"),
           "INVALID_ARGUMENT list, line 2: there is no column \"Regime Name\". Do: this is no form "
           "of the UK sanctions list that is known; get the file from its publisher again"},
          {"a column that nobody knows", WithReplaced(kWhole, "D.O.B", "Shoe size"),
           "loads 2 entities and 2 designations; warning: the column \"Shoe size\" is not known; "
           "kept as fragments; fragment: Shoe size: dd/mm/1965"},
          {"a column twice", WithReplaced(kWhole, "Address Country", "Name 6"),
           "INVALID_ARGUMENT list, line 2: the column \"Name 6\" is there twice. Do: get the file "
           "again"},
          {"columns in other words", WithReplaced(kWhole, "D.O.B", "DOB"),
           "loads 2 entities and 2 designations"},
          {"a row too short", WithReplaced(kWhole, ",,Belarus\n", "\n"),
           "INVALID_ARGUMENT list, line 4: the row has 8 fields, the header has 10. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"a row too long", WithReplaced(kWhole, ",,Belarus\n", ",,Belarus,more\n"),
           "INVALID_ARGUMENT list, line 4: the row has 11 fields, the header has 10. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"empty fields behind the last column",
           WithReplaced(kWhole, ",,Belarus\n", ",,Belarus,,\n"),
           "loads 2 entities and 2 designations"},
          {"no id", WithReplaced(kWhole, "RUS9001", ""),
           "INVALID_ARGUMENT list, line 3: the row has no \"Unique ID\". Do: get the file again; "
           "its columns may be shifted"},
          {"a date of designation that is none", WithReplaced(kWhole, "29/06/2022", "31/06/2022"),
           "loads 2 entities and 2 designations; fragment: Date Designated: 31/06/2022"},
          {"a date of birth that is none", WithReplaced(kWhole, "dd/mm/1965", "dd/13/1965"),
           "loads 2 entities and 2 designations; fragment: date of birth: dd/13/1965"},
          {"a type of party that nobody knows", WithReplaced(kWhole, ",Individual,", ",Robot,"),
           "loads 2 entities and 2 designations; fragment: type of party: Robot"},
          {"no line end at the end", kWhole.substr(0, kWhole.size() - 1),
           "loads 2 entities and 2 designations; warning: line 4: the last row has no line end; "
           "its end may be cut off"},
          {"cut in the last row", kWhole.substr(0, kWhole.rfind("Entity")),
           "INVALID_ARGUMENT list, line 4: the row has 7 fields, the header has 10. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
      });
}

}  // namespace
}  // namespace lynceus::sources
