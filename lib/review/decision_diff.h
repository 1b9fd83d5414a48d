#pragma once
// What two rule sets or snapshots decide of one counterparty, and why they differ: `lynceus rules
// diff` and `lynceus log compare`.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/screening/engine.h"

namespace lynceus::review {

// One set's decision, or why there is none.
struct OneSide {
  absl::StatusOr<Decision> decision = absl::UnknownError("not asked");
  // "CLEAR", or "ERROR".
  std::string word() const;
};

struct DecisionDiff {
  OneSide before;
  OneSide after;
  // What differs in the answers, a sentence each: reasons, lists, matches, verdicts, flags, what
  // the policies do with them. Ids of parties and words of the rules; no names. Empty: nothing.
  std::vector<std::string> why;

  bool failed() const { return !before.decision.ok() || !after.decision.ok(); }
  // An error is a change too where the other side has an answer.
  bool changed() const { return before.word() != after.word(); }
};

// `preset` is the key of a preset; empty: each policy's own. Thread-safe. Over one snapshot, what
// does not depend on the rules is done once (screening::FoundOnce).
DecisionDiff DiffDecisions(const Counterparty& counterparty, Date as_of,
                           const screening::Engine& before, const screening::Engine& after,
                           const std::string& preset = "");

// What differs between two answers on one counterparty, each with the rules that made it; see
// DecisionDiff::why.
std::vector<std::string> WhyDifferent(const DecisionCore& before, const RuleSet& rules_before,
                                      const DecisionCore& after, const RuleSet& rules_after);

}  // namespace lynceus::review
