#pragma once
// The whole graph on one day, in memory and small: what a spread over all parties has to follow.
//
// Of each edge that bears on the day what a rule measures is kept, and nothing to read: 28 bytes an
// edge and 4 a party. What spreads walk stands apart, for all regimes once (day_part.h).

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "lib/ownership/closure.h"
#include "lib/ownership/day_part.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// An edge from its subject.
struct DayHolder {
  Node owner = kUnknownHolder;
  Share share;
  std::uint32_t role = 0;  // numbers of words of the graph
  std::uint32_t joint_group = 0;
  InterestKind kind = InterestKind::kShares;
  EdgeKind edge_kind = EdgeKind::kInterest;
  bool indirect = false;
};

// Immutable once loaded; Thread-safe.
class DayGraph {
 public:
  // Reads the whole of `graph`. Cost: one pass over all edges and designations. Errors: those of
  // `graph`; InvalidArgument where an identity link stands one way only (in a snapshot each stands
  // both ways).
  static absl::StatusOr<DayGraph> Load(const InterestSource& graph, Date day);

  Date day() const { return day_; }
  Node nodes() const { return static_cast<Node>(is_branch_.size()); }

  std::span<const DayHolder> HoldersOf(Node subject) const {
    return std::span(holders_).subspan(holders_begin_[subject],
                                       holders_begin_[subject + 1] - holders_begin_[subject]);
  }
  // The closure of `subject` cut after its holders, and after those of the head offices above it,
  // where it is a branch: they stand in it without what is stated of them, and without designations
  // and rebuttals; its facts without what no rule measures.
  Closure HoldersAlone(Node subject) const;

  const DayPart& part() const { return part_; }
  // Parties designated on the day, with their designations as Judge orders them.
  const std::vector<std::pair<Node, std::vector<Designation>>>& designated() const {
    return designated_;
  }
  const std::vector<std::pair<Node, std::vector<Rebuttal>>>& rebutted() const { return rebutted_; }
  // The same for all parties that identity links join.
  Node IdentityClass(Node node) const {
    const auto found = identity_class_.find(node);
    return found == identity_class_.end() ? node : found->second;
  }

 private:
  class Loader;
  std::vector<Node> WithHeadOffices(Node branch) const;  // itself first
  void SetIdentityClasses(Closure& closure) const;
  Closure::Fact FactOf(const DayHolder& holder, Node subject) const;

  Date day_;
  std::vector<std::string> words_;
  std::vector<DayHolder> holders_;  // by subject
  std::vector<std::uint32_t> holders_begin_;
  std::vector<bool> is_branch_;  // of another party
  DayPart part_;
  std::vector<std::pair<Node, std::vector<Designation>>> designated_;
  std::vector<std::pair<Node, std::vector<Rebuttal>>> rebutted_;
  absl::flat_hash_map<Node, Node> identity_class_;
};

}  // namespace lynceus::ownership
