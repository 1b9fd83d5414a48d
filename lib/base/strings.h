#pragma once
// The bridge between std::string_view and Debian's absl::string_view (two types that convert
// neither way), and the few string helpers every module needs.

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"

namespace lynceus {

inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view ToStd(absl::string_view text) { return {text.data(), text.size()}; }

// Returns `text` without ASCII white space at both ends.
std::string_view TrimAscii(std::string_view text);

// Returns the parts of `text` between `separator`s, trimmed; empty parts are left out.
std::vector<std::string> SplitTrimmed(std::string_view text, char separator);

// Returns `text` with A-Z lowered; other bytes as they are.
std::string LowerAscii(std::string_view text);

// True where `text` is well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool IsValidUtf8(std::string_view text);

// Returns the longest beginning of `text` of at most `bytes_max` bytes that ends between letters.
// REQUIRES: `text` is UTF-8.
std::string_view CutUtf8(std::string_view text, std::size_t bytes_max);

// Returns `text` with U+FFFD for each maximal ill-formed part (Unicode Standard, section 3.9).
std::string ToValidUtf8(std::string_view text);

// Returns the parts joined by `separator`.
std::string Join(const std::vector<std::string>& parts, std::string_view separator);

}  // namespace lynceus
