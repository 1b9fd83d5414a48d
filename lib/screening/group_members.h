#pragma once
// Who is of a group by what sources state: its root, whom it owns or controls, who is tied to it.
//
// Membership is judged as a regime is (lib/ownership/judge.h), with the group's roots for its
// seeds: a cascade over intervals, in three values, with a proof. What cannot be excluded is
// possible, not certain.

#include <map>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/model/group.h"
#include "lib/model/regime.h"
#include "lib/ownership/changed_graph.h"

namespace lynceus::screening {

// A party that is the root of a group.
struct GroupRoot {
  ownership::Node node = 0;
  std::size_t group = 0;  // position in the groups
  bool by_name = false;   // found by its name alone, so that nothing that rests on it is certain
};

// The sentence of a group's flag: "of the group Rosneft: " and what shows it.
std::string GroupText(const Group& group, const std::string& shows);

// Immutable; Thread-safe.
class GroupMembers {
 public:
  // `groups` and `graph` must outlive the result. Errors: those of `graph`.
  static absl::StatusOr<std::unique_ptr<const GroupMembers>> Make(
      const std::vector<Group>& groups, const ownership::InterestSource& graph,
      const std::vector<GroupRoot>& roots);

  // One flag `affiliate` a group that the party is of on the day, by group. Cost: the party's owner
  // closure and, where a root stands in it, a verdict a group; the same for each party that is tied
  // to it in a way that a group counts. Errors: those of ownership::Judge.
  absl::StatusOr<std::vector<Flag>> FlagsOf(ownership::Node party, Date as_of) const;

 private:
  GroupMembers(const std::vector<Group>& groups, const ownership::InterestSource& graph)
      : groups_(groups), graph_(graph) {}
  // The groups whose roots may reach the party by ownership or control.
  absl::StatusOr<std::vector<std::size_t>> GroupsAbove(ownership::Node party, Date as_of) const;
  absl::StatusOr<Verdict> JudgeOf(std::size_t group, ownership::Node party, Date as_of) const;
  Flag FlagOf(std::size_t group, const Verdict& verdict) const;
  absl::Status AddLinks(ownership::Node party, Date as_of,
                        std::map<std::size_t, Flag>& flags) const;
  bool Counts(InterestKind kind) const;  // whether a link of this kind is one of any group
  absl::Status AddLink(const ownership::Edge& edge, ownership::Node other, Date as_of,
                       std::map<std::size_t, Flag>& flags) const;

  const std::vector<Group>& groups_;
  ownership::ChangedGraph graph_;  // with the roots as designated, each by its group
  std::vector<Regime> regimes_;    // one a group
  std::multimap<ownership::Node, std::size_t> groups_of_root_;
  std::vector<bool> by_name_;  // of each group
};

}  // namespace lynceus::screening
