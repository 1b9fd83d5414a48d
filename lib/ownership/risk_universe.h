#pragma once
// The risk universe: whom any as-of date, regime, threshold or change of what is stated could
// reach.

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// Kin and associates are tied both ways, whichever end a source names first.
bool IsMutual(InterestKind kind);

// Every node reachable forward from a designated one over any edge at any date, and over family and
// link edges in either direction. Cost: one pass over all designations, and over the edges of who
// is reached. Errors: those of `graph`.
absl::StatusOr<std::vector<bool>> RiskUniverse(const InterestSource& graph);

// The universe of `graph` from that of the graph before it: the same as RiskUniverse(graph).
// `before` has a value for each node of `graph`: whether it was in the universe (new nodes: false).
// `changed` are, of those who were, the nodes whose being designated or whose edges, at either end,
// may have changed, those tied to removed ones included; and, of those who were not, the designated
// ones. More of them do no harm; why these are enough stands in universe_update.cc. Cost: linear in
// the edges of who is downstream of `changed`. Errors: those of `graph`.
absl::StatusOr<std::vector<bool>> UpdatedRiskUniverse(const InterestSource& graph,
                                                      std::vector<bool> before,
                                                      std::span<const Node> changed);

}  // namespace lynceus::ownership
