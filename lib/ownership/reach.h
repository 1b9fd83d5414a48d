#pragma once
// All parties that one regime reaches on one day: what Judge says of each party of the graph, found
// in one go from the listed parties outward. For reports and measuring; a single question is
// Judge's.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/verdict.h"
#include "lib/ownership/day_graph.h"
#include "lib/ownership/seeds.h"

namespace lynceus::ownership {

struct Reach {
  struct Party {
    Node node = 0;
    Answer answer = Answer::kYes;  // YES or UNDETERMINED
    bool listed = false;           // itself, under the regime's own seed rules
    friend bool operator==(const Party&, const Party&) = default;
  };
  std::vector<Party> parties;  // in the order of nodes
  // What the regime says of all others: NO, or NOT_EVALUATED with `why`: its rule is not in force
  // (then only listed parties are reached), or not all of its lists are loaded.
  Answer others = Answer::kNo;
  std::string why;
};

// Cost: linear in the holdings of who is blocked, in those of who stands below a holder that no
// source names, and in those of who stands below a seed; all within the day's part.
// Errors: InvalidArgument for a regime of beneficial owners, which no designation seeds;
// Unimplemented for a rule that WholeSpread does not know (ask party by party).
absl::StatusOr<Reach> ReachOf(const DayGraph& graph, const Regime& regime,
                              const LoadedLists& lists);

}  // namespace lynceus::ownership
