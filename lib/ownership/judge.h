#pragma once
// Verdicts: one party, one regime, one day, from its owner closure alone.
//
// Two monotone least fixpoints over the closure, must (lower bounds) and may (upper bounds, with
// the residual cap); must is a subset of may, asserted. YES = in must; NO = not in may; else
// UNDETERMINED. A listed party is YES, basis listed. Exact integer arithmetic throughout. See
// judge.cc for the rules.

#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/regime.h"
#include "lib/model/verdict.h"
#include "lib/ownership/interest_source.h"
#include "lib/ownership/seeds.h"

namespace lynceus::ownership {

// Errors: ResourceExhausted where the owner closure exceeds limits::kOwnerClosureNodesMax;
// DataLoss; OutOfRange where `subject` is no node. Cost: linear in the owner closure.
absl::StatusOr<Verdict> Judge(const InterestSource& graph, const Regime& regime,
                              const LoadedLists& lists, Date as_of, Node subject);

// The same for every regime, collecting the closure once.
absl::StatusOr<std::vector<Verdict>> JudgeAll(const InterestSource& graph,
                                              std::span<const Regime> regimes,
                                              const LoadedLists& lists, Date as_of, Node subject);

}  // namespace lynceus::ownership
