#pragma once
// What people type and what their programs save into a table: full-width letters and digits of East
// Asian input, dates of national calendars, names whose letters were lost. All functions are pure
// and thread-safe.

#include <string>
#include <string_view>

namespace lynceus::sources {

// Full-width forms of ASCII (U+FF01 to U+FF5E) and the ideographic space as ASCII: "ｊｐ：４５" is
// "jp:45". Everything else stays.
std::string FoldWidth(std::string_view text);

// How a day, month or year that is written otherwise would be written in ISO 8601: "1960-02-03" for
// "1960/2/3", "1960年2月3日", "昭和35年2月3日", "S35.2.3" and "令和元年" ("2019"). Empty where it
// is none of these, is no day, or lies outside of its era.
std::string IsoHint(std::string_view text);

// True where a name lost its letters on its way through an encoding that has not got them: it holds
// U+FFFD, or "??", or no letter or digit but "?" ("????? ??"). Source: what Excel saves for letters
// that its code page lacks.
bool HasLostLetters(std::string_view name);

}  // namespace lynceus::sources
