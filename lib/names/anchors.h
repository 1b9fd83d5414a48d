#pragma once
// What listed names are found by: one function for both sides. See Analyzer::Anchors.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/names/analyzed_name.h"
#include "lib/names/frequent_words.h"

namespace lynceus::names {

// The one form of a token that stands for all its spellings: their group, else the token respelt.
std::string CanonicalSpelling(const std::array<std::uint16_t, 2>& groups, std::string_view respelt);

// Appends the anchors of `name`, sorted, without repetition.
void CollectAnchors(const AnalyzedName& name, bool query, const FrequentWords& frequent_words,
                    std::vector<Anchor>& out);

}  // namespace lynceus::names
