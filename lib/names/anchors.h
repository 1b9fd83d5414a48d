#pragma once
// What listed names are found by: one function for both sides. See Analyzer::Anchors.

#include <vector>

#include "lib/names/analyzed_name.h"

namespace lynceus::names {

// Appends the anchors of `name`, sorted, without repetition.
void CollectAnchors(const AnalyzedName& name, bool query, std::vector<Anchor>& out);

}  // namespace lynceus::names
