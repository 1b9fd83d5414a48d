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

// True where a word of the name was written without its vowels ("rsnft").
bool IsWrittenBare(const names::AnalyzedName& name);

// What the words of two names have in common that were compared by their consonants.
struct BareWords {
  std::size_t consonants = 0;
  int differing = 0;      // words of which one side has a consonant more
  bool anchored = false;  // some words agree that lead from one name to the other
};

// True where the asked word has the listed one's consonants, in its order, and the same first
// letter, and is written without vowels; or where both are equal.
bool IsSameBare(const names::Token& asked, const names::Token& listed, BareWords& words);

// The same of all words: the vowels of the longer ones were left out. Two names that agree so share
// the anchor of all their consonants; one consonant may differ ("Njbllh", Najibullah) where they
// share another.
template <typename WordAt>
bool IsSameBare(const names::AnalyzedName& asked, WordAt word_at, std::size_t count) {
  constexpr std::size_t kConsonantsMin = 5;
  if (asked.tokens.size() != count || count < 2 || !IsWrittenBare(asked)) return false;
  BareWords words;
  for (std::size_t at = 0; at < count; ++at) {
    if (!IsSameBare(asked.tokens[at], word_at(at), words)) return false;
  }
  const bool found = words.differing == 0 || (words.differing == 1 && words.anchored);
  return found && words.consonants >= kConsonantsMin;
}

// True where the listed name begins with the asked one, and enough of its own words is left to know
// it by.
bool IsCutOff(const names::AnalyzedName& asked, const names::AnalyzedName& listed);

}  // namespace lynceus::matching
