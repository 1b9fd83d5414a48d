// An update deletes too much and derives again: who is reached otherwise than before, and who is
// downstream of such a one, may have been reached through what is gone, so all of these are taken
// out, but for the designated, who need nobody; then whoever of them is held by one who stayed
// comes back with all that follows from it. A ring that nothing designated leads to any more stays
// out, which counting supports would not see.
//
// Let R be the members who stay in.
//
// Nobody stays who must not. A member of R was reached in the old graph over a chain of members
// from a designated one. All who come on it behind the last that is gone, or reached otherwise, are
// reached from the same parties as before, so the chain from there on still stands. If there is no
// such one, all of it stands. If there is, it is not gone, since who comes behind it still has it;
// and where neither it nor any behind it is designated, it and all of them were taken out.
//
// Nobody is missed. Take a chain in the new graph from a designated party: a member before, who
// stays, or one who comes in as such. Behind one who comes in or back, all followers do. Behind one
// who stayed, p, stands one, q. Either p reaches others than before, and then all its followers
// come in; or p reached q before as well, so that q was a member, who stays, or was taken out and
// comes back, since p reaches it.
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

  absl::Status Update(const UniverseChanges& changes) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Node> suspects, TakeOut(changes.reached_otherwise));
    for (const Node node : suspects) {
      if (reached_[node]) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const bool supported, IsSupported(node));
      if (supported) Reach(node);
    }
    for (const Node node : changes.reaching_others) {
      if (reached_[node]) open_.push_back(node);
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

  // Takes out those of `changed` who are in, and whom they reach, up to the designated. Gives back
  // all whom it took out, and those of `changed` who were not in.
  absl::StatusOr<std::vector<Node>> TakeOut(const std::vector<Node>& changed) {
    std::vector<Node> out;
    std::vector<Node> met;
    for (const Node node : changed) {
      if (reached_[node]) {
        met.push_back(node);
      } else {
        out.push_back(node);
      }
    }
    while (!met.empty()) {
      const Node node = met.back();
      met.pop_back();
      if (!reached_[node]) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const bool designated, IsDesignated(node));
      if (designated) continue;
      reached_[node] = false;
      out.push_back(node);
      LYNCEUS_RETURN_IF_ERROR(ForEachFollower(node, [&](Node follower) {
        if (follower != kUnknownHolder && reached_[follower]) met.push_back(follower);
      }));
    }
    return out;
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
                                                      const UniverseChanges& changes) {
  LYNCEUS_CHECK(before.size() == graph.nodes());
  Universe universe(graph, std::move(before));
  LYNCEUS_RETURN_IF_ERROR(universe.Update(changes));
  return universe.Take();
}

}  // namespace lynceus::ownership
