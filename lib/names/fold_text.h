#pragma once
// Free text made plain for patterns: what looks like a letter is that letter.

#include <cstddef>
#include <string>
#include <string_view>

namespace lynceus::names {

// Returns `text` in NFKC (full-width letters become plain ones), without what cannot be seen
// (zero-width and bidirectional controls, soft hyphens), with words that mix look-alike letters of
// two scripts written in one. Case and blanks stay; ASCII comes back as it is. REQUIRES: UTF-8.
std::string FoldText(std::string_view text);

// True where the characters before and behind byte `at` of `text` are letters or digits of one
// word. Scripts that write no blanks (Han, kana, Hangul with its endings) have no such words: there
// it is false. REQUIRES: UTF-8, and a character begins at `at`.
bool IsInsideWord(std::string_view text, std::size_t at);

}  // namespace lynceus::names
