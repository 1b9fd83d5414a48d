#pragma once
// Whether two names are the same as a whole: the same words, the same letters however they are
// split or in another order, an acronym, a beginning. Pure functions; no allocation.

#include <cstddef>
#include <string_view>

#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// True where the names have the same words, titles aside.
bool SameTokens(const names::AnalyzedName& a, const names::AnalyzedName& b);

// True where the names are the same text but for blanks: as written, or by their words.
bool SameLetters(const names::AnalyzedName& a, const names::AnalyzedName& b);

// Long names with the same letters, each as often, are the same words shuffled.
bool SameLettersInAnyOrder(std::string_view a, std::string_view b);

// "PLA" against "People's Liberation Army"; three words at least, particles aside.
bool IsAcronymOf(const names::AnalyzedName& shorter, const names::AnalyzedName& longer);

// The same of one token and the words word_at(0) ... word_at(words - 1).
template <typename WordAt>
bool IsAcronymOf(const names::Token& acronym, WordAt word_at, std::size_t words) {
  constexpr std::size_t kLettersMin = 3;
  constexpr std::size_t kLettersMax = 8;
  const std::string& letters = acronym.text;
  if (letters.size() < kLettersMin || letters.size() > kLettersMax) return false;
  std::size_t count = 0;
  for (std::size_t at = 0; at < words; ++at) {
    const names::Token& word = word_at(at);
    if (word.kind != names::TokenKind::kWord && word.kind != names::TokenKind::kCommon) continue;
    if (count == letters.size() || word.text[0] != letters[count]) return false;
    ++count;
  }
  return count == letters.size();
}

// True where the listed name begins with the asked one, and enough of its own words is left to know
// it by.
bool IsCutOff(const names::AnalyzedName& asked, const names::AnalyzedName& listed);

}  // namespace lynceus::matching
