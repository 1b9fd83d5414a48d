#pragma once
// Policy applied: what flags and verdicts do. The only place where facts become CLEAR, REVIEW or
// BLOCK.

#include <string>

#include "lib/model/decision.h"
#include "lib/model/rules.h"

namespace lynceus::screening {

// What policy does, and which finding is the most urgent.
struct Consequence {
  Decision decision = Decision::kClear;
  Priority priority = Priority::kNone;
  std::string reason;  // of the priority: "designated of ofac-sdn:1"; empty where CLEAR
};

// What policy does with one flag, by whichever of its keys speaks of it; `match` is the one that
// carries it (an empty one for flags on the question itself). What is not certain (group.h) is
// REVIEW at most. A flag type that policy does not name counts as REVIEW, but internal_block, whose
// entry says BLOCK.
Effect EffectOf(const Flag& flag, const Match& match, const Policy& policy);

// What policy does with one match: its flags and verdicts, each at least, the highest of all. Below
// its block_score_min, and for a declared owner, it is REVIEW and of normal priority at most.
Consequence DecideMatch(const Match& match, const Policy& policy, const Preset& preset);

// Moves the matches that policy does not act on from `core.hits` to `core.suppressed`, naming the
// rule (those that carry one already keep it), then sets decision, reasons and priority from what
// is left, the flags on the question itself (the reason is their type), the declared ownership, the
// coverage and truncation. UNDETERMINED, a list that is not current and `truncated` never give
// CLEAR. `preset` is the one that the question was asked by.
void Decide(const Policy& policy, const Preset& preset, bool covered, DecisionCore& core);

}  // namespace lynceus::screening
