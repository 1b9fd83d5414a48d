// What is said of damaged files of OFSI's consolidated list.

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/damage.h"

namespace lynceus::sources {
namespace {

using std::string_literals::operator""s;

constexpr char kSeparator = ',';

const std::string kHeader =
    "Name 6,Name 1,Title,DOB,Nationality,Country,Other Information,Group Type,Alias Type,Regime,"
    "Listed On,Last Updated,Group ID\n";
const std::string kWhole =
    "Last Updated,13/04/2018,,,,,,,,,,,\n" + kHeader +
    "PROBE,Anna,,00/00/1965,Russian,,,Individual,Prime Alias,Russia,01/04/2016,02/04/2016,13349\n"
    "EXAMPLE FIRM,,,,,Belarus,,Entity,Prime Alias,Belarus,24/08/2011,27/06/2017,13556\n";

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

TEST(ConListDamageTest, SaysWhatIsWrong) {
  ExpectOutcomes(
      "uk-conlist-csv",
      {
          {"whole", kWhole, "loads 2 entities and 2 designations"},
          {"empty", "",
           "INVALID_ARGUMENT list: no row names the column \"Group ID\". Do: get the file again; "
           "its first lines are missing"},
          {"only white space", " \n",
           "INVALID_ARGUMENT list: no row names the column \"Group ID\". Do: get the file again; "
           "its first lines are missing"},
          {"a NUL byte", WithReplaced(kWhole, "EXAMPLE", "Ex\0ample"s),
           "INVALID_ARGUMENT list, line 4: it holds a NUL byte: it is not text, or it is UTF-16 or "
           "damaged. Do: give the file as its publisher sent it, as UTF-8 text"},
          {"UTF-16", "\xFF\xFE<\0e\0"s,
           "INVALID_ARGUMENT list, line 1: the file is UTF-16, not UTF-8. Do: save it as UTF-8"},
          {"a byte of no encoding",
           WithReplaced(kWhole, "EXAMPLE",
                        "Ex\x81"
                        "ample"),
           "INVALID_ARGUMENT list, line 4: a field is neither UTF-8 nor Windows-1252. Do: save the "
           "file as UTF-8"},
          {"two encodings",
           WithReplaced(kWhole, "EXAMPLE",
                        "Ex\xC3\xA9"
                        "am\xE9ple"),
           "loads 2 entities and 2 designations; warning: list, line 4: not UTF-8; the "
           "file is read as Windows-1252"},
          {"Windows-1252",
           WithReplaced(kWhole, "EXAMPLE",
                        "Ex\xE9"
                        "mple"),
           "loads 2 entities and 2 designations; warning: list, line 4: not UTF-8; the "
           "file is read as Windows-1252"},
          {"a byte order mark", "\xEF\xBB\xBF" + kWhole, "loads 2 entities and 2 designations"},
          {"a quote that is not closed", WithReplaced(kWhole, "EXAMPLE", "\"EXAMPLE"),
           "INVALID_ARGUMENT list, line 4: the row begins a quoted field that is never closed. Do: "
           "the file is cut off or a quote is missing; get it again"},
          {"a quote inside", WithReplaced(kWhole, "EXAMPLE", "Ex\"ample"),
           "INVALID_ARGUMENT list, line 4: a quote stands inside a field, or text behind a closing "
           "quote. Do: write the field in quotes and every quote in it twice"},
          {"bytes behind the end mark", kWhole + "\x1A" + "more\n",
           "INVALID_ARGUMENT list, line 5: text stands behind the end mark (byte 0x1A). Do: if "
           "files were joined, give them one by one"},
          {"an end mark", kWhole + "\x1A", "loads 2 entities and 2 designations"},
          {"line ends of DOS", Dos(kWhole), "loads 2 entities and 2 designations"},
          {"blank lines", kWhole + "\n\n", "loads 2 entities and 2 designations"},
          {"another separator", WithSeparator(kWhole, '|'),
           "INVALID_ARGUMENT list, line 2: it should name the columns of OFSI's consolidated list, "
           "but there is no column \"Group ID\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"HTML", "<html><body>Service unavailable</body></html>",
           "INVALID_ARGUMENT list: no row names the column \"Group ID\". Do: get the file again; "
           "its first lines are missing"},
          {"no date of the list", WithReplaced(kWhole, "Last Updated,13/04/2018,,,,,,,,,,,\n", ""),
           "loads 2 entities and 2 designations; warning: the file states no \"Last Updated\" "
           "before its columns; the list's date is not known"},
          {"a date of the list that is none", WithReplaced(kWhole, "13/04/2018", "13/14/2018"),
           "loads 2 entities and 2 designations; warning: the file states no \"Last Updated\" "
           "before its columns; the list's date is not known"},
          {"a header alone", "Last Updated,13/04/2018\n" + kHeader,
           "INVALID_ARGUMENT list: it names its columns and holds no row. Do: get the file again"},
          {"a header that comes too late", "a\n" + kWhole,
           "INVALID_ARGUMENT list, line 2: it should name the columns of OFSI's consolidated list, "
           "but there is no column \"Group ID\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"no column of groups", WithReplaced(kWhole, "Group ID", "Group"),
           "INVALID_ARGUMENT list, line 2: it should name the columns of OFSI's consolidated list, "
           "but there is no column \"Group ID\". Do: get the file again, or force its kind with "
           "KIND:FILE"},
          {"no column of regimes", WithReplaced(kWhole, "Regime", "Regimes"),
           "INVALID_ARGUMENT list, line 2: there is no column \"Regime\". Do: this is no form of "
           "OFSI's consolidated list that is known; get the file from its publisher again"},
          {"a column that nobody knows", WithReplaced(kWhole, "Title", "Mood"),
           "loads 2 entities and 2 designations; warning: the column \"Mood\" is not known; kept "
           "as fragments"},
          {"an unknown column with something in it",
           WithReplaced(WithReplaced(kWhole, "Title", "Mood"), "Anna,", "Anna,bad"),
           "loads 2 entities and 2 designations; warning: the column \"Mood\" is not known; kept "
           "as fragments; fragment: Mood: bad"},
          {"a column twice", WithReplaced(kWhole, "Title", "DOB"),
           "INVALID_ARGUMENT list, line 2: the column \"DOB\" is there twice. Do: get the file "
           "again"},
          {"a row too short", WithReplaced(kWhole, ",13556\n", "\n"),
           "INVALID_ARGUMENT list, line 4: the row has 12 fields, the header has 13. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"a row too long", WithReplaced(kWhole, ",13556\n", ",13556,more\n"),
           "INVALID_ARGUMENT list, line 4: the row has 14 fields, the header has 13. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
          {"a group that is no number", WithReplaced(kWhole, "13349", "x13349"),
           "INVALID_ARGUMENT list, line 3: the \"Group ID\" \"x13349\" is no number. Do: get the "
           "file again; its columns may be shifted"},
          {"no group", WithReplaced(kWhole, "13349", ""),
           "INVALID_ARGUMENT list, line 3: the \"Group ID\" \"\" is no number. Do: get the file "
           "again; its columns may be shifted"},
          {"a date of listing that is none", WithReplaced(kWhole, "01/04/2016", "1.4"),
           "loads 2 entities and 2 designations; fragment: Listed On: 1.4"},
          {"a date of birth that is none", WithReplaced(kWhole, "00/00/1965", "00/13/1965"),
           "loads 2 entities and 2 designations; fragment: date of birth: 00/13/1965"},
          {"a type of party that nobody knows", WithReplaced(kWhole, ",Individual,", ",Robot,"),
           "loads 2 entities and 2 designations; fragment: type of party: Robot"},
          {"a kind of name that nobody knows", WithReplaced(kWhole, "Prime Alias", "Pseudonym"),
           "loads 2 entities and 2 designations; warning: line 3: uk-ofsi:13349 has no primary "
           "name; "
           "fragment: name type: Pseudonym"},
          {"no line end at the end", kWhole.substr(0, kWhole.size() - 1),
           "INVALID_ARGUMENT list, line 4: the last row has no line end; the file may be cut off. "
           "Do: get the whole file, or end its last row with a line end"},
          {"cut in the last row", kWhole.substr(0, kWhole.rfind("Entity")),
           "INVALID_ARGUMENT list, line 4: the row has 8 fields, the header has 13. Do: get the "
           "file again; a line is cut off, or a field with a separator is not quoted"},
      });
}

TEST(ConListDamageTest, IsNeverSilentAboutACutOfTheLastRow) {
  const std::size_t begin = kWhole.rfind("EXAMPLE") + 1;
  for (std::size_t size = begin; size < kWhole.size(); ++size) {
    EXPECT_FALSE(LoadList("uk-conlist-csv", kWhole.substr(0, size)).report.ok()) << size;
  }
}

}  // namespace
}  // namespace lynceus::sources
