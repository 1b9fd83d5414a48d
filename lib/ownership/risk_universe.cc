// An update deletes too much and derives again: who is downstream of a change may have been reached
// through it alone, so all of these are taken out; then whoever of them is designated, or held by
// one who stayed, comes back with all that follows from it. A ring that nothing designated leads to
// any more stays out, which counting supports would not see.
#include "lib/ownership/risk_universe.h"

#include <utility>

#include "lib/base/status.h"

namespace lynceus::ownership {
namespace {

class Universe {
 public:
  Universe(const InterestSource& graph, std::vector<bool> reached)
      : graph_(graph), reached_(std::move(reached)) {}

  absl::Status ReachDesignated() {
    for (Node node = 0; node < graph_.nodes(); ++node) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool designated, IsDesignated(node));
      if (designated) Reach(node);
    }
    return Spread();
  }

  absl::Status Update(std::span<const Node> changed) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Node> suspects, TakeOut(changed));
    for (const Node node : suspects) {
      if (reached_[node]) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const bool supported, IsSupported(node));
      if (supported) Reach(node);
    }
    return Spread();
  }

  std::vector<bool> Take() { return std::move(reached_); }

 private:
  void Reach(Node node) {
    if (node == kUnknownHolder || reached_[node]) return;
    reached_[node] = true;
    open_.push_back(node);
  }

  absl::StatusOr<bool> IsDesignated(Node node) {
    designations_.clear();
    LYNCEUS_RETURN_IF_ERROR(graph_.DesignationsOf(node, designations_));
    return !designations_.empty();
  }

  // Calls `meet` for everybody who is reached where `node` is.
  template <typename Meet>
  absl::Status ForEachFollower(Node node, const Meet& meet) {
    edges_.clear();
    LYNCEUS_RETURN_IF_ERROR(graph_.HoldingsOf(node, edges_));
    for (const Edge& edge : edges_) meet(edge.subject);
    edges_.clear();
    LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(node, edges_));
    for (const Edge& edge : edges_) {
      if (IsMutual(edge.interest.kind)) meet(edge.owner);
    }
    return absl::OkStatus();
  }

  absl::Status Spread() {
    while (!open_.empty()) {
      const Node node = open_.back();
      open_.pop_back();
      LYNCEUS_RETURN_IF_ERROR(ForEachFollower(node, [&](Node met) { Reach(met); }));
    }
    return absl::OkStatus();
  }

  // Takes out the changed, and who is reached through those of them who were. Gives back all these
  // and the changed.
  absl::StatusOr<std::vector<Node>> TakeOut(std::span<const Node> changed) {
    std::vector<Node> suspects(changed.begin(), changed.end());
    std::vector<Node> taken;
    const auto take = [&](Node node) {
      if (node == kUnknownHolder || !reached_[node]) return;
      reached_[node] = false;
      taken.push_back(node);
    };
    for (const Node node : changed) take(node);
    std::size_t followed = 0;
    while (followed < taken.size()) {
      LYNCEUS_RETURN_IF_ERROR(ForEachFollower(taken[followed++], take));
    }
    suspects.insert(suspects.end(), taken.begin(), taken.end());
    return suspects;
  }

  // Designated, or a follower of somebody who is reached.
  absl::StatusOr<bool> IsSupported(Node node) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool designated, IsDesignated(node));
    if (designated) return true;
    edges_.clear();
    LYNCEUS_RETURN_IF_ERROR(graph_.OwnersOf(node, edges_));
    for (const Edge& edge : edges_) {
      if (edge.owner != kUnknownHolder && reached_[edge.owner]) return true;
    }
    edges_.clear();
    LYNCEUS_RETURN_IF_ERROR(graph_.HoldingsOf(node, edges_));
    for (const Edge& edge : edges_) {
      if (IsMutual(edge.interest.kind) && reached_[edge.subject]) return true;
    }
    return false;
  }

  const InterestSource& graph_;
  std::vector<bool> reached_;
  std::vector<Node> open_;
  std::vector<Edge> edges_;
  std::vector<Designation> designations_;
};

}  // namespace

bool IsMutual(InterestKind kind) {
  return kind == InterestKind::kFamily || kind == InterestKind::kLinked;
}

absl::StatusOr<std::vector<bool>> RiskUniverse(const InterestSource& graph) {
  Universe universe(graph, std::vector<bool>(graph.nodes()));
  LYNCEUS_RETURN_IF_ERROR(universe.ReachDesignated());
  return universe.Take();
}

absl::StatusOr<std::vector<bool>> UpdatedRiskUniverse(const InterestSource& graph,
                                                      std::vector<bool> before,
                                                      std::span<const Node> changed) {
  LYNCEUS_CHECK(before.size() == graph.nodes());
  Universe universe(graph, std::move(before));
  LYNCEUS_RETURN_IF_ERROR(universe.Update(changed));
  return universe.Take();
}

}  // namespace lynceus::ownership
