#pragma once
// C++ source as the house rules look at it: with comments and the contents of literals blanked out,
// so that a word in a sentence is not taken for code.

#include <cstddef>
#include <string>
#include <string_view>

namespace lynceus::support {

// Returns `source` with comments and the insides of string and character literals (raw ones
// included) replaced by spaces. Lines keep their numbers and lengths. Digit separators are not
// literals.
std::string BlankCommentsAndLiterals(std::string_view source);

// Returns the number of the line, from 1, that holds byte `at`.
std::size_t LineOf(std::string_view text, std::size_t at);

// Returns the number of characters in a UTF-8 line.
std::size_t CharactersOf(std::string_view line);

}  // namespace lynceus::support
