// What an edge can add. Shares that a named holder holds directly add what they state. Votes and
// profit do so where a regime counts them, and are of unknown size where it does not. Everything
// else (control, trusts, nominees, joint arrangements, what is held through others, identity) may
// extend by itself, by more than it states, or make others count: it adds kMuchPpm, so that its
// subject is measured by Judge's own rules when it is touched. So does every edge into a party of
// which more than the whole is stated.
#include "lib/ownership/day_graph.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::ownership {
namespace {

constexpr ShareBound kMuch{DayFact::kMuchPpm, false};

bool IsPlainShares(const Edge& edge) {
  const Interest& interest = edge.interest;
  const bool shares =
      interest.kind == InterestKind::kShares || interest.kind == InterestKind::kOwnershipOther;
  return edge.edge_kind == EdgeKind::kInterest && shares && !interest.indirect &&
         interest.joint_group.empty();
}

bool IsPlainOwnership(const Edge& edge) {
  const Interest& interest = edge.interest;
  return edge.edge_kind == EdgeKind::kInterest && IsOwnership(interest.kind) &&
         !interest.indirect && interest.joint_group.empty();
}

DayFact FactOf(const Edge& edge) {
  const ShareBound lo = IsPlainOwnership(edge) ? edge.interest.share.lo() : kMuch;
  const ShareBound hi = IsPlainShares(edge) ? edge.interest.share.hi() : kMuch;
  return {edge.owner, edge.subject, DayFact::Packed(lo), DayFact::Packed(hi)};
}

}  // namespace

class DayGraph::Loader {
 public:
  Loader(const InterestSource& source, Date day) {
    made_.source_ = &source;
    made_.day_ = day;
  }

  absl::StatusOr<DayGraph> Load() {
    const Node nodes = made_.source_->nodes();
    made_.into_begin_.reserve(std::size_t{nodes} + 1);
    made_.sums_decide_.reserve(nodes);
    for (Node node = 0; node < nodes; ++node) LYNCEUS_RETURN_IF_ERROR(AddNode(node));
    made_.into_begin_.push_back(Position());
    made_.facts_.shrink_to_fit();
    SortOut(nodes);
    LYNCEUS_RETURN_IF_ERROR(JoinIdentities());
    for (const auto& [node, first] : made_.identity_class_) MarkHoldings(node);
    return std::move(made_);
  }

 private:
  std::uint32_t Position() const { return static_cast<std::uint32_t>(made_.facts_.size()); }

  absl::Status AddNode(Node node) {
    LYNCEUS_RETURN_IF_ERROR(AddDesignations(node));
    made_.into_begin_.push_back(Position());
    edges_.clear();
    LYNCEUS_RETURN_IF_ERROR(made_.source_->OwnersOf(node, edges_));
    std::erase_if(edges_, [&](const Edge& edge) { return !Bears(edge, made_.day_); });
    std::int64_t stated_ppm = 0;
    bool unknown = false;
    for (const Edge& edge : edges_) {
      if (edge.edge_kind == EdgeKind::kProbableIdentity) links_.emplace_back(edge.owner, node);
      unknown =
          unknown || edge.owner == kUnknownHolder || edge.interest.kind == InterestKind::kNominee;
      stated_ppm += edge.interest.share.lo().ppm;
      made_.facts_.push_back(FactOf(edge));
    }
    // An open end at the very whole states more than it, too.
    const bool over_stated = stated_ppm >= kWholePpm && HasOpenEnd();
    if (stated_ppm > kWholePpm || over_stated) StateMuch(node);
    if (unknown) made_.with_unknown_.push_back(node);
    made_.sums_decide_.push_back(!unknown && stated_ppm <= kWholePpm && !over_stated &&
                                 IsPlain(node));
    return absl::OkStatus();
  }

  absl::Status AddDesignations(Node node) {
    designations_.clear();
    LYNCEUS_RETURN_IF_ERROR(made_.source_->DesignationsOf(node, designations_));
    std::erase_if(designations_,
                  [&](const Designation& d) { return !InForce(d.date, d.end_date, made_.day_); });
    std::sort(designations_.begin(), designations_.end());
    if (!designations_.empty()) made_.designated_.emplace_back(node, designations_);
    rebuttals_.clear();
    LYNCEUS_RETURN_IF_ERROR(made_.source_->RebuttalsOf(node, rebuttals_));
    std::erase_if(rebuttals_, [&](const Rebuttal& r) { return !InForce(r.date, {}, made_.day_); });
    if (!rebuttals_.empty()) made_.rebutted_.emplace_back(node, rebuttals_);
    return absl::OkStatus();
  }

  bool HasOpenEnd() const {
    return std::any_of(edges_.begin(), edges_.end(),
                       [](const Edge& edge) { return edge.interest.share.lo().open; });
  }

  void StateMuch(Node node) {
    for (std::size_t at = made_.into_begin_[node]; at < made_.facts_.size(); ++at) {
      made_.facts_[at].hi_bits = DayFact::Packed(kMuch);
    }
  }

  // Holders come sorted in no order that a source promises.
  bool IsPlain(Node node) {
    holders_.clear();
    for (const Edge& edge : edges_) {
      if (!IsPlainShares(edge) || edge.owner == node) return false;
      holders_.push_back(edge.owner);
    }
    std::sort(holders_.begin(), holders_.end());
    return std::adjacent_find(holders_.begin(), holders_.end()) == holders_.end();
  }

  void SortOut(Node nodes) {
    std::vector<std::uint32_t>& begin = made_.out_begin_;
    begin.assign(std::size_t{nodes} + 1, 0);
    for (const DayFact& fact : made_.facts_) {
      if (fact.owner != kUnknownHolder) ++begin[std::size_t{fact.owner} + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    made_.out_.resize(begin.back());
    std::vector<std::uint32_t> next(begin);
    for (std::uint32_t at = 0; at < Position(); ++at) {
      const Node owner = made_.facts_[at].owner;
      if (owner != kUnknownHolder) made_.out_[next[owner]++] = at;
    }
  }

  Node Root(Node node) {
    absl::flat_hash_map<Node, Node>& parent = made_.identity_class_;
    parent.try_emplace(node, node);
    while (parent[node] != node) node = parent[node] = parent[parent[node]];
    return node;
  }

  absl::Status JoinIdentities() {
    std::sort(links_.begin(), links_.end());
    for (const auto& [a, b] : links_) {
      if (!std::binary_search(links_.begin(), links_.end(), std::pair(b, a))) {
        return InvalidError({.subject = "owner graph",
                             .place = absl::StrCat("identity link ", a, " to ", b),
                             .cause = "it stands one way only"});
      }
      const Node root_a = Root(a);
      const Node root_b = Root(b);
      made_.identity_class_[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }
    std::vector<Node> joined;
    for (const auto& [node, parent] : made_.identity_class_) joined.push_back(node);
    for (const Node node : joined) made_.identity_class_[node] = Root(node);
    return absl::OkStatus();
  }

  // Holders that may be one party may be stating one stake.
  void MarkHoldings(Node owner) {
    for (const std::uint32_t at : made_.OutOf(owner)) {
      made_.sums_decide_[made_.facts_[at].subject] = false;
    }
  }

  DayGraph made_;
  std::vector<Edge> edges_;
  std::vector<Designation> designations_;
  std::vector<Rebuttal> rebuttals_;
  std::vector<Node> holders_;
  std::vector<std::pair<Node, Node>> links_;
};

absl::StatusOr<DayGraph> DayGraph::Load(const InterestSource& graph, Date day) {
  return Loader(graph, day).Load();
}

}  // namespace lynceus::ownership
