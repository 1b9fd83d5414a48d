#pragma once
// Writing CSV (RFC 4180): every field quoted.

#include <string>
#include <string_view>

namespace lynceus {

// The text as it is.
std::string CsvField(std::string_view text);

// For files that people open in a spreadsheet: text that one would take for a formula (it begins
// with = + - @ or a control character, full-width forms included) gets an apostrophe before it, and
// is then shown as text. Readers that want the very text use JSON.
std::string CsvCell(std::string_view text);

}  // namespace lynceus
