#pragma once
// Dates as OFAC and the UN print them.

#include <optional>
#include <string_view>

#include "lib/model/date.h"

namespace lynceus::sources {

// "10 Dec 1948", "Mar 1945", "August 1961", "1962", "circa 1951", "1953 to 1958", "1969-1970",
// "01 Jan 1953 to 31 Dec 1953" (a year), "Mar 1966 to Feb 1967", "1948-12-10"; circa before any of
// them. Nothing where the text is none of these, or the calendar has no such day.
// Pure; thread-safe.
std::optional<PartialDate> ParseListDate(std::string_view text);

// "03/28/2025" (month first), as OFAC's XML states its publication date.
std::optional<Date> ParseUsDate(std::string_view text);

}  // namespace lynceus::sources
