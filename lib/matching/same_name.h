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

inline constexpr std::size_t kAcronymLettersMin = 3;
inline constexpr std::size_t kAcronymLettersMax = 8;
// "PLA" against "People's Liberation Army"; three words at least, particles aside.
bool IsAcronymOf(const names::AnalyzedName& shorter, const names::AnalyzedName& longer);

// True where the listed name begins with the asked one, and enough of its own words is left to know
// it by.
bool IsCutOff(const names::AnalyzedName& asked, const names::AnalyzedName& listed);

}  // namespace lynceus::matching
