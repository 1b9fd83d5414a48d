// The damages of the common kinds that need not be said, and why.

#include <map>

#include "tests/ingest/damage.h"

namespace lynceus::ingest {

std::string HarmlessReason(std::string_view kind, std::string_view what) {
  struct Reason {
    std::string_view kind;  // empty: all
    std::string_view what;
    std::string_view why;
  };
  static constexpr std::string_view kWhole =
      "what is left is whole, so only the list before tells that records are missing";
  static constexpr Reason kReasons[] = {
      {"", "a byte order mark", "it is a form of UTF-8; every record is read as without it"},
      {"", "line ends of DOS", "they end the same lines"},
      {"", "a comment in a record", "a comment is for readers of the file; it is no data"},
      {"", "no line end at its end", "the last record is whole: its end is told by its form"},
      {"", "an end mark (0x1A) at its end", "DOS marks the end so; nothing stands behind it"},
      {"", "blank lines at its end", "no row follows them"},
      {"", "its last row twice", "a row that is there again says nothing new"},
      {"", "a member more", "the workbook does not name it; a sheet that is not read is named"},
      {"", "cut behind the line before the last", kWhole},
      {"", "its last row gone", kWhole},
      {"", "its first record gone", kWhole},
      {"eu-csv", "a party that every row calls nothing",
       "the row states no name, and those of the party's other rows stay"},
      {"opensanctions-simple-csv", "two columns changed for one another",
       "columns are found by their titles, in any order, and both of these hold free text"},
      {"ofac-cons-xml", "UTF-16", "its byte order mark says so; every character is read"},
      {"ofac-sdn-xml", "UTF-16", "its byte order mark says so; every character is read"},
      {"ofac-sdn-csv", "a passport without a country",
       "a word in parentheses that is no country is a part of the number: HRA 738077 (Stuttgart)"},
      {"ftm-delta-versions-json", "a member that nobody knows",
       "of this map nothing is read but the order of the versions"},
      {"ebrd-csv", "a quote that is not closed",
       "its publisher does not double quotes: it is read as one that stands in the name"},
      {"ebrd-csv", "a quote inside",
       "its publisher does not double quotes: it is read as one that stands in the name"},
      {"ebrd-csv", "two columns changed for one another",
       "columns are found by their titles, in any order; both of these hold free text"},
      {"us-bis-mieu-csv", "two columns changed for one another",
       "columns are found by their titles, in any order; both of these hold free text"},
  };
  std::string found;
  for (const Reason& reason : kReasons) {
    if (reason.what != what) continue;
    if (reason.kind == kind) return std::string(reason.why);
    if (reason.kind.empty()) found = reason.why;
  }
  return found;
}

}  // namespace lynceus::ingest
