#pragma once
// The topics that OpenSanctions' graph analysis would give the neighbours of one party: an output
// for those who compare with its data. No decision rests on it: there is no share and no threshold
// in it, so that 1 % gives `sanction.control` as 100 % does.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"
#include "lib/model/verdict.h"
#include "lib/ownership/interest_source.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

struct NeighbourTag {
  std::string entity_id;
  std::string name;
  std::string topic;  // "sanction.linked", "sanction.control", "export.control.linked", "role.rca"
  EvidenceItem tie;
  friend bool operator==(const NeighbourTag&, const NeighbourTag&) = default;
};

// The topics a party has: those that its sources state, and `sanction` or `export.control` where it
// is designated on `as_of` (by what its list means). Sorted. Errors of both: those of `graph` and
// `entity_of`.
absl::StatusOr<std::vector<std::string>> TopicsOf(const ownership::InterestSource& graph,
                                                  ownership::Node party, Date as_of,
                                                  const RuleSet& rules, const EntityOf& entity_of);

// What `party` gives its neighbours over ties that hold on `as_of`, sorted by id, then topic:
//   role.rca               from role.pep to family, unless it is role.pep or role.rca
//   sanction.linked        from sanction to every neighbour over a tie whose kind is stated, unless
//                          it is sanction; with sanction.control too
//   sanction.control       from sanction and sanction.control down ownership and control, unless it
//                          is sanction or sanction.control
//   export.control.linked  from export.control and export.control.linked down the same, unless it
//                          is either
absl::StatusOr<std::vector<NeighbourTag>> OpenSanctionsTags(const ownership::InterestSource& graph,
                                                            ownership::Node party, Date as_of,
                                                            const RuleSet& rules,
                                                            const EntityOf& entity_of);

}  // namespace lynceus::screening
