// The risk universe: whom it reaches, and that updates give what a full search gives.
#include "lib/ownership/risk_universe.h"

#include <algorithm>

#include "lib/base/random.h"
#include "lib/ownership/memory_graph.h"
#include "tests/ownership/graph_text.h"
#include "tests/ownership/random_graphs.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::lynceus::support::IsOk;
using ::testing::ElementsAre;

TEST(RiskUniverseTest, ReachesForwardOverAnyEdgeAtAnyDate) {
  const GraphText text(
      "listed X\nX -> A shares 1 until 1990-01-01\nA -> B director 0\n"
      "C -> X shares 100\nB ~ D");
  const auto universe = RiskUniverse(text.graph());
  ASSERT_THAT(universe, IsOk());
  std::vector<std::string> reached;
  for (const char* const name : {"X", "A", "B", "C", "D"}) {
    if ((*universe)[text.At(name)]) reached.push_back(name);
  }
  EXPECT_THAT(reached, ElementsAre("X", "A", "B", "D"));
}

TEST(RiskUniverseTest, KinAndAssociatesAreTiedBothWays) {
  const GraphText text(
      "listed X\nR -> X family 0\nR -> S family 0\nL -> S linked 0\nD -> X director 0\n");
  const auto universe = RiskUniverse(text.graph());
  ASSERT_THAT(universe, IsOk());
  std::vector<std::string> reached;
  for (const char* const name : {"X", "R", "S", "L", "D"}) {
    if ((*universe)[text.At(name)]) reached.push_back(name);
  }
  EXPECT_THAT(reached, ElementsAre("X", "R", "S", "L"));
}

// A graph that is edited, and the parties that an edit touches.
class EditedGraph {
 public:
  explicit EditedGraph(SeededRandom& random) : random_(random) {
    for (int i = 0; i < 8; ++i) AddNode();
    for (int i = 0; i < 10; ++i) AddEdge();
    touched_.clear();
  }

  // Edits at random. `universe` has a value a party, and is kept so.
  void Edit(std::vector<bool>& universe) {
    switch (random_.Below(6)) {
      case 0:
        AddNode();
        universe.push_back(false);
        break;
      case 1:
        if (listed_.size() > 2) RemoveNode(AnyNode(), universe);
        break;
      case 2: {
        const Node node = AnyNode();
        listed_[node] = !listed_[node];
        touched_.push_back(node);
        break;
      }
      case 3:
        if (!edges_.empty()) RemoveEdge(random_.Below(edges_.size()));
        break;
      default:
        AddEdge();
    }
  }

  MemoryGraph Graph() const {
    MemoryGraph graph;
    for (const bool listed : listed_) {
      NodeFacts facts;
      if (listed) facts.designations.push_back({.authority = "A"});
      graph.AddNode(std::move(facts));
    }
    for (const Edge& edge : edges_) EXPECT_THAT(graph.AddEdge(edge), IsOk());
    return graph;
  }

  std::vector<Node> TakeTouched() { return std::exchange(touched_, {}); }

 private:
  Node AnyNode() { return static_cast<Node>(random_.Below(listed_.size())); }

  void AddNode() {
    listed_.push_back(random_.Below(6) == 0);
    touched_.push_back(static_cast<Node>(listed_.size() - 1));
  }

  void AddEdge() {
    constexpr InterestKind kKinds[] = {InterestKind::kShares, InterestKind::kDirector,
                                       InterestKind::kFamily, InterestKind::kLinked};
    Edge edge{.owner = random_.Below(12) == 0 ? kUnknownHolder : AnyNode(), .subject = AnyNode()};
    edge.interest.kind = kKinds[random_.Below(std::size(kKinds))];
    Touch(edge);
    edges_.push_back(edge);
  }

  void RemoveEdge(std::size_t at) {
    Touch(edges_[at]);
    edges_.erase(edges_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  // Those behind the removed party move up by one.
  void RemoveNode(Node removed, std::vector<bool>& universe) {
    for (std::size_t at = edges_.size(); at-- > 0;) {
      if (edges_[at].owner == removed || edges_[at].subject == removed) RemoveEdge(at);
    }
    const auto renumber = [removed](Node& node) {
      if (node != kUnknownHolder && node > removed) --node;
    };
    for (Edge& edge : edges_) {
      renumber(edge.owner);
      renumber(edge.subject);
    }
    std::erase(touched_, removed);
    for (Node& node : touched_) renumber(node);
    listed_.erase(listed_.begin() + removed);
    universe.erase(universe.begin() + removed);
  }

  void Touch(const Edge& edge) {
    if (edge.owner != kUnknownHolder) touched_.push_back(edge.owner);
    touched_.push_back(edge.subject);
  }

  SeededRandom& random_;
  std::vector<bool> listed_;
  std::vector<Edge> edges_;
  std::vector<Node> touched_;
};

TEST(RiskUniverseTest, UpdatesGiveWhatAFullSearchGives) {
  int grown = 0;
  int shrunk = 0;
  for (int sequence = 0; sequence < Graphs(3'000); ++sequence) {
    const auto seed = static_cast<std::uint64_t>(sequence);
    SeededRandom random(seed);
    EditedGraph edited(random);
    auto universe = RiskUniverse(edited.Graph());
    ASSERT_THAT(universe, IsOk());
    for (int step = 0; step < 12; ++step) {
      std::vector<bool> before = *universe;
      for (std::uint64_t edits = 1 + random.Below(3); edits > 0; --edits) edited.Edit(before);
      const auto size_before = std::count(before.begin(), before.end(), true);
      const MemoryGraph graph = edited.Graph();
      const std::vector<Node> touched = edited.TakeTouched();
      universe = UpdatedRiskUniverse(graph, std::move(before),
                                     {.reached_otherwise = touched, .reaching_others = touched});
      ASSERT_THAT(universe, IsOk());
      const auto full = RiskUniverse(graph);
      ASSERT_THAT(full, IsOk());
      ASSERT_EQ(*universe, *full) << "sequence " << seed << ", step " << step;
      const auto size = std::count(full->begin(), full->end(), true);
      grown += size > size_before ? 1 : 0;
      shrunk += size < size_before ? 1 : 0;
    }
  }
  EXPECT_GT(grown, Graphs(1'000));
  EXPECT_GT(shrunk, Graphs(1'000));
}

TEST(RiskUniverseTest, ARingThatNothingListedLeadsToAnyMoreIsLeft) {
  const GraphText before("listed X\nX -> A shares 1\nA -> B shares 1\nB -> A shares 1");
  const GraphText after("listed X\nX -> C shares 1\nA -> B shares 1\nB -> A shares 1");
  ASSERT_THAT(RiskUniverse(before.graph()), IsOk());
  std::vector<bool> universe(after.graph().nodes());
  for (const char* const name : {"X", "A", "B"}) universe[after.At(name)] = true;
  const UniverseChanges changes = {.reached_otherwise = {after.At("A")},
                                   .reaching_others = {after.At("X")}};
  const auto updated = UpdatedRiskUniverse(after.graph(), universe, changes);
  ASSERT_THAT(updated, IsOk());
  EXPECT_TRUE((*updated)[after.At("C")]);
  EXPECT_FALSE((*updated)[after.At("A")]);
  EXPECT_FALSE((*updated)[after.At("B")]);
}

}  // namespace
}  // namespace lynceus::ownership
