#pragma once
// What a decision says where rules were applied outside the days they are valid on.

#include "lib/model/decision.h"
#include "lib/model/rules.h"

namespace lynceus::screening {

// Adds a note for each file of `rules` that is not valid on the day of the question. Where one was
// applied all the same, CLEAR becomes REVIEW by the reason `rules`: nobody approved that these
// rules let anybody pass on that day. A decision that is stricter stays.
void ApplyValidity(const RuleSet& rules, DecisionCore& core);

}  // namespace lynceus::screening
