#pragma once
// Whether two names are the same as a whole: the same words, the same letters however they are
// split or in another order, an acronym, a beginning. Pure functions; no allocation.

#include <string>

#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// True where the names have the same words, titles aside.
bool SameTokens(const names::AnalyzedName& a, const names::AnalyzedName& b);

// True where the names are the same text but for blanks: as written, or by their words.
bool SameLetters(const names::AnalyzedName& a, const names::AnalyzedName& b);

// Long names with the same letters, each as often, are the same words shuffled.
bool SameLettersInAnyOrder(const std::string& a, const std::string& b);

// "PLA" against "People's Liberation Army"; three words at least, particles aside.
bool IsAcronymOf(const names::AnalyzedName& shorter, const names::AnalyzedName& longer);

// True where the listed name begins with the asked one, and enough of its own words is left to know
// it by.
bool IsCutOff(const names::AnalyzedName& asked, const names::AnalyzedName& listed);

}  // namespace lynceus::matching
