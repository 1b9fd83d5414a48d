#pragma once
// The rows behind country_table.h, for the test that holds them to their order.

#include <span>
#include <string_view>

namespace lynceus::sources {

struct CountryWord {
  std::string_view word;  // lower case
  std::string_view code;
};

// Immutable; sorted by the bytes of the word, without repetition.
std::span<const CountryWord> CountryWords();

}  // namespace lynceus::sources
