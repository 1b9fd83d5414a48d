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
#include <vector>

#include "lib/model/score_node.h"

namespace lynceus::matching {

// Jaro-Winkler similarity in 1/10,000, rounded down: 10,000 for equal texts, 0 for texts without a
// common letter and for an empty one. Symmetric. Cost: the product of the lengths at worst.
std::int32_t JaroWinkler(std::string_view a, std::string_view b);

// American Soundex: a letter and three digits; empty for text without a letter of A to Z.
std::string Soundex(std::string_view word);

// A name as the page compares it: its parts in capitals, and these with a blank between.
struct OfacText {
  std::vector<std::string> parts;
  std::string joined;
};
OfacText OfacTextOf(std::string_view name);
// True where letters of `name` are none of A to Z, which are dropped before it is compared.
bool DropsLetters(std::string_view name);

// The parts of an asked name that count: those of one or two letters only where no other is longer.
std::vector<std::string_view> CountedParts(const OfacText& asked);
// What a listed part counts for an asked one; `same_sound`: their Soundex is equal.
std::int32_t OfacPartScore(std::string_view asked, std::string_view listed, bool same_sound);
// The least Jaro-Winkler similarity with which a part of another Soundex counts.
inline constexpr std::int32_t kNearWithoutSoundex = 8'800;

// The score in 1/10,000, of which the page shows hundredths. Latin letters only, as there: a name
// in another script scores 0. Both as listed and typed, in any case. Cost: some microseconds.
std::int32_t OfacSearchScore(std::string_view asked, std::string_view listed);
// The same score as a tree: the whole names, or a leaf a part.
ScoreNode ExplainOfacSearch(std::string_view asked, std::string_view listed);

}  // namespace lynceus::matching
