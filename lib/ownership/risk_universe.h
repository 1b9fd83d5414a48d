#pragma once
// The risk universe: whom any as-of date, regime, threshold or change of what is stated could
// reach.

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

// What may have changed since the graph before; more nodes do no harm.
struct UniverseChanges {
  // Of those who were in the universe: who is designated now and was not, or no longer is, or is
  // reached from others than before. Of those who were not: who is designated.
  std::vector<Node> reached_otherwise;
  // Of those who were in the universe: who reaches others than before.
  std::vector<Node> reaching_others;
};

// The universe of `graph` from that of the graph before it: the same as RiskUniverse(graph).
// `before` has a value for each node of `graph`: whether it was in the universe (new nodes: false).
// A change shows at both ends of an edge, so that nobody need be named for ties to parties that are
// gone but who had them. Cost: linear in the edges of who is downstream of `reached_otherwise`, no
// further than to the designated, and of `reaching_others`. Errors: those of `graph`.
absl::StatusOr<std::vector<bool>> UpdatedRiskUniverse(const InterestSource& graph,
                                                      std::vector<bool> before,
                                                      const UniverseChanges& changes);

}  // namespace lynceus::ownership
