#pragma once
// The words of the United Kingdom's lists: their dates, numbered lists inside one field, and
// nationalities. All functions are pure and thread-safe.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"

namespace lynceus::sources {

// "12/05/1958", "dd/mm/1945" and "00/00/1945" (a year), "dd/05/1945" (a month), "05/1945", "1946",
// and what ParseListDate reads. Nothing where it is none of these or the calendar has no such day.
std::optional<PartialDate> ParseUkDate(std::string_view text);
// A whole day: "12/05/1958", "1958-05-12", "12-May-1958", "12 May 1958".
std::optional<Date> ParseUkDay(std::string_view text);

// "(1) A (2) B", "1) A 2) B", "a) A, b) B" and "(1)-(3) A (4) B" as their parts, where the text
// begins so; else the text alone. Parts that are only a dash are left out.
std::vector<std::string> SplitNumbered(std::string_view text);

// The code of a country or nationality word, also behind "possibly", before "citizenship", and
// before a remark in parentheses or "as at ...": "Afghan", "Iranian citizenship", "Syria (as at
// May 2014)", "DPRK". Empty where it is none.
std::string_view UkCountryCode(std::string_view word);
// The codes of a field that may name several; the parts that are none stand as they are printed.
std::vector<std::string> UkCountries(std::string_view text);

}  // namespace lynceus::sources
