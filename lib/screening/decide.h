#pragma once
// Policy applied: what flags and verdicts do. The only place where facts become CLEAR, REVIEW or
// BLOCK.

#include "lib/model/decision.h"
#include "lib/model/rules.h"

namespace lynceus::screening {

// What policy does with one match: its flags and verdicts, capped at REVIEW where the score is
// below `block_score_min`, the preset's. A flag type that policy does not name counts as REVIEW.
Decision DecideMatch(const Match& match, const Policy& policy, std::int32_t block_score_min);

// Moves the matches that policy does not act on from `core.hits` to `core.suppressed`, naming the
// rule, then sets core.decision and core.reasons from what is left, the flags on the question
// itself (the reason is their type), the declared ownership, the coverage and truncation.
// UNDETERMINED, a list that is not current and `truncated` never give CLEAR.
void Decide(const Policy& policy, std::int32_t block_score_min, bool covered, DecisionCore& core);

}  // namespace lynceus::screening
