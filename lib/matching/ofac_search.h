#pragma once
// The score that OFAC's own search page (Sanctions List Search) shows for two names, as far as its
// answers tell: banks are asked to compare with it. Not how Lynceus matches.
//
// OFAC's FAQ 249 says that two comparisons are made and the higher one is shown: the whole strings
// by Jaro-Winkler; and part by part by Jaro-Winkler and Soundex. What it leaves open was inferred
// from recorded answers (matching/ofac_search.cc says what): 87 of 91 lie within 5 points. The page
// also compares aliases, so a caller gives each of a party's names and takes the highest score.

#include <cstdint>
#include <string>
#include <string_view>

namespace lynceus::matching {

// Jaro-Winkler similarity in 1/10,000, rounded down: 10,000 for equal texts, 0 for texts without a
// common letter and for an empty one. Symmetric. Cost: the product of the lengths at worst.
std::int32_t JaroWinkler(std::string_view a, std::string_view b);

// American Soundex: a letter and three digits; empty for text without a letter of A to Z.
std::string Soundex(std::string_view word);

// The score in 1/10,000, of which the page shows hundredths. Latin letters only, as there: a name
// in another script scores 0. Both as listed and typed, in any case. Cost: some microseconds.
std::int32_t OfacSearchScore(std::string_view asked, std::string_view listed);

}  // namespace lynceus::matching
