#pragma once
// What only the whole set shows of policies: presets and lists that are not there, thresholds that
// could lose a match, scopes that hold for the same questions.

#include "lib/rules/problems.h"
#include "lib/rules/read_packs.h"

namespace lynceus::rules {

// Fills Policy::in_force of every scope of every policy, puts the default policy's thresholds into
// its preset, and then the default policy into the rule set.
void CheckPolicies(PackItems& items, Problems& problems);

}  // namespace lynceus::rules
