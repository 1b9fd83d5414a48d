#pragma once
// The whole graph on one day, in memory and small: what a spread over all parties has to follow.
//
// Of each edge that bears on the day only its ends and what it can add to a sum are kept; whoever
// needs more of it asks the graph. 16 bytes an edge and 13 a party, and 4 an edge for the way down.

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "lib/ownership/closure.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// An edge, and bounds for what it adds where its owner is blocked.
struct DayFact {
  // More than any share: it may extend by itself, or by more than it states.
  static constexpr std::int32_t kMuchPpm = 1 << 30;

  Node owner = kUnknownHolder;
  Node subject = 0;
  std::uint32_t lo_bits = 0;  // ppm, bit 31: open
  std::uint32_t hi_bits = 0;

  ShareBound lo() const { return Unpacked(lo_bits); }
  ShareBound hi() const { return Unpacked(hi_bits); }
  static std::uint32_t Packed(ShareBound bound) {
    return static_cast<std::uint32_t>(bound.ppm) | (bound.open ? 1u << 31 : 0);
  }

 private:
  static ShareBound Unpacked(std::uint32_t bits) {
    return {static_cast<std::int64_t>(bits & ~(1u << 31)), bits >> 31 != 0};
  }
};

// Immutable once loaded; Thread-safe.
class DayGraph {
 public:
  // Reads the whole of `graph`, which must outlive what is returned. Cost: one pass over all edges
  // and designations. Errors: those of `graph`; InvalidArgument where an identity link stands one
  // way only (in a snapshot each stands both ways).
  static absl::StatusOr<DayGraph> Load(const InterestSource& graph, Date day);

  const InterestSource& source() const { return *source_; }
  Date day() const { return day_; }
  Node nodes() const { return static_cast<Node>(sums_decide_.size()); }
  std::size_t facts() const { return facts_.size(); }

  std::span<const DayFact> Into(Node subject) const {
    return std::span(facts_).subspan(into_begin_[subject],
                                     into_begin_[subject + 1] - into_begin_[subject]);
  }
  // Positions for FactAt of what `owner` holds.
  std::span<const std::uint32_t> OutOf(Node owner) const {
    return std::span(out_).subspan(out_begin_[owner], out_begin_[owner + 1] - out_begin_[owner]);
  }
  const DayFact& FactAt(std::uint32_t position) const { return facts_[position]; }

  // True where all that is stated of a party are shares that named holders hold directly, each
  // once, which add to no more than the whole: what is measured of it are their sums.
  bool SumsDecide(Node node) const { return sums_decide_[node]; }
  // Parties of which a holder is stated whom no source names, or may hold for one.
  const std::vector<Node>& with_unknown() const { return with_unknown_; }
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
  const InterestSource* source_ = nullptr;
  Date day_;
  std::vector<DayFact> facts_;  // by subject, in the graph's order
  std::vector<std::uint32_t> into_begin_;
  std::vector<std::uint32_t> out_;
  std::vector<std::uint32_t> out_begin_;
  std::vector<bool> sums_decide_;
  std::vector<Node> with_unknown_;
  std::vector<std::pair<Node, std::vector<Designation>>> designated_;
  std::vector<std::pair<Node, std::vector<Rebuttal>>> rebutted_;
  absl::flat_hash_map<Node, Node> identity_class_;
};

}  // namespace lynceus::ownership
