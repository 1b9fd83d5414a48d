#pragma once
// The whole graph on one day, in memory and small: what a spread over all parties has to follow.
//
// Of each edge that bears on the day what a rule measures is kept, and nothing to read: 40 bytes an
// edge and 8 a party. An edge stands twice, under its subject and under its owner, so that
// following it is one step in memory.

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "lib/ownership/closure.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// The end of an interval of shares, in four bytes.
class PackedBound {
 public:
  // More than any share: an edge with it may extend by itself, or by more than it states.
  static constexpr ShareBound kMuch{1 << 30, false};

  PackedBound() = default;
  explicit PackedBound(ShareBound bound)
      : bits_(static_cast<std::uint32_t>(bound.ppm) | (bound.open ? kOpenBit : 0)) {}
  ShareBound bound() const {
    return {static_cast<std::int64_t>(bits_ & ~kOpenBit), (bits_ & kOpenBit) != 0};
  }

 private:
  static constexpr std::uint32_t kOpenBit = 1u << 31;
  std::uint32_t bits_ = 0;
};

// An edge from its owner: bounds for what it adds to what is held of the subject.
struct DayHolding {
  Node subject = 0;
  PackedBound lo;
  PackedBound hi;
};

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
  Node nodes() const { return static_cast<Node>(sums_decide_.size()); }

  std::span<const DayHolder> HoldersOf(Node subject) const {
    return std::span(holders_).subspan(holders_begin_[subject],
                                       holders_begin_[subject + 1] - holders_begin_[subject]);
  }
  std::span<const DayHolding> HoldingsOf(Node owner) const {
    return std::span(holdings_).subspan(holdings_begin_[owner],
                                        holdings_begin_[owner + 1] - holdings_begin_[owner]);
  }
  // Has the holdings of the first of `owners` brought near: each is far from the others in memory.
  void Prefetch(std::span<const Node> owners) const {
    constexpr std::size_t kAhead = 8;
    if (owners.size() <= 2 * kAhead) return;
    __builtin_prefetch(&holdings_begin_[owners[2 * kAhead]]);
    const std::uint32_t begin = holdings_begin_[owners[kAhead]];
    if (begin < holdings_.size()) __builtin_prefetch(&holdings_[begin]);
  }

  // The closure of `subject` cut after its holders, and after those of the head offices above it,
  // where it is a branch: they stand in it without what is stated of them, and without designations
  // and rebuttals; its facts without what no rule measures.
  Closure HoldersAlone(Node subject) const;

  // True where a party is stated to be a branch of another.
  bool IsBranch(Node node) const { return is_branch_[node]; }
  // True where all that is stated of a party are shares that named holders hold directly, each
  // once, which add to no more than the whole: what is measured of it are their sums.
  bool SumsDecide(Node node) const { return sums_decide_[node]; }
  // True where a holder is stated whom no source names, or one may hold for such a one.
  bool HasUnknown(Node node) const { return has_unknown_[node]; }
  // True where such a holder stands anywhere above, or of the party itself.
  bool BelowUnknown(Node node) const { return below_unknown_[node]; }
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
  Closure::Fact FactOf(const DayHolder& holder, Node subject) const;

  Date day_;
  std::vector<std::string> words_;
  std::vector<DayHolder> holders_;  // by subject
  std::vector<std::uint32_t> holders_begin_;
  std::vector<DayHolding> holdings_;  // by owner
  std::vector<std::uint32_t> holdings_begin_;
  std::vector<bool> sums_decide_;
  std::vector<bool> is_branch_;
  std::vector<bool> has_unknown_;
  std::vector<bool> below_unknown_;
  std::vector<std::pair<Node, std::vector<Designation>>> designated_;
  std::vector<std::pair<Node, std::vector<Rebuttal>>> rebutted_;
  absl::flat_hash_map<Node, Node> identity_class_;
};

}  // namespace lynceus::ownership
