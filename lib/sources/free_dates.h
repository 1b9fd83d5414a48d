#pragma once
// Dates as people type them into one field of a list: several, enumerated, approximate, with notes.
// Pure functions; thread-safe.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"

namespace lynceus::sources {

struct FreeDates {
  std::vector<PartialDate> dates;  // in the order of the text, without repetition
  std::vector<std::string> rest;   // pieces that are no date, tidy
};

// "a) 15 February 1951 b) Approximately 1945-1950", "1963 or 1964", "12/05/1958; alt DOB: 1960",
// "c. 1970", "Between 1956 and 1958", "early 1970s" (the years 1970 to 1974, circa),
// "15 Mar 1960 (as Ali)": the note is of `rest`. Numbers parted by slashes, dots or dashes have the
// day first, as everywhere but in the United States; a second number above 12 is the day. Years of
// two digits are not read, since their century is not said.
FreeDates ParseFreeDates(std::string_view text);

// "25 January 2001", "Jul 03, 2024", "2024-07-03T12:00:59Z", "07/01/2025" (day first) and the like:
// one whole day. Nothing where the text is anything else.
std::optional<Date> ParseFreeDay(std::string_view text);

}  // namespace lynceus::sources
