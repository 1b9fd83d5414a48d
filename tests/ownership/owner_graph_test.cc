// The mapped graph: the same answers as in memory, and its damage.
#include "lib/ownership/owner_graph.h"

#include <algorithm>

#include "lib/base/random.h"
#include "lib/ownership/judge.h"
#include "lib/ownership/memory_graph.h"
#include "tests/ownership/graph_text.h"
#include "tests/ownership/regimes.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Plan {
  std::vector<NodeFacts> nodes;
  std::vector<Edge> edges;
};

// Every field filled in some way.
Plan MakePlan(std::uint64_t seed) {
  SeededRandom random(seed);
  Plan plan;
  const auto count = static_cast<Node>(1 + random.Below(20));
  for (Node node = 0; node < count; ++node) {
    NodeFacts facts{.id = "id:" + std::to_string(node), .name = "Name " + std::to_string(node)};
    for (std::uint64_t i = random.Below(3); i > 0; --i) {
      Designation designation{.entity_id = facts.id,
                              .authority = "EU",
                              .list = "FSF",
                              .programme = "HR",
                              .legal_basis = "2020/1998",
                              .measures = {"asset_freeze", "travel_ban"},
                              .provenance = {"eu", "record " + std::to_string(i)}};
      if (random.Below(2) == 0) designation.date = Day(1969, 12, 30);
      if (random.Below(2) == 0) designation.end_date = Day(2030, 1, 2);
      facts.designations.push_back(designation);
    }
    plan.nodes.push_back(facts);
  }
  for (std::uint64_t i = random.Below(60); i > 0; --i) {
    Edge edge{.owner = static_cast<Node>(random.Below(count)),
              .subject = static_cast<Node>(random.Below(count))};
    if (random.Below(8) == 0) edge.owner = kUnknownHolder;
    if (random.Below(8) == 0) edge.edge_kind = EdgeKind::kProbableIdentity;
    Interest& interest = edge.interest;
    interest.id = "i:" + std::to_string(i);
    interest.kind = random.Below(2) == 0 ? InterestKind::kTrust : InterestKind::kVotes;
    interest.share = random.Below(2) == 0 ? Share::Exact(333'333)
                                          : Share::Parse("(25..50)").value_or(Share::Unknown());
    if (random.Below(2) == 0) interest.joint_group = "joint";
    if (random.Below(2) == 0) interest.unknown_holder = "unknown";
    if (random.Below(2) == 0) interest.start = Day(1960, 1, 1);
    if (random.Below(2) == 0) interest.end = Day(2031, 1, 1);
    interest.indirect = random.Below(2) == 0;
    interest.summary = random.Below(2) == 0;
    interest.role = random.Below(2) == 0 ? "shareholder" : "";
    interest.provenance = {random.Below(2) == 0 ? "gleif" : "bods", "line 7"};
    plan.edges.push_back(edge);
  }
  return plan;
}

std::string Encoded(const Plan& plan) {
  OwnerGraphBuilder builder;
  for (const NodeFacts& facts : plan.nodes) EXPECT_THAT(builder.AddNode(facts), IsOk());
  for (const Edge& edge : plan.edges) EXPECT_THAT(builder.AddEdge(edge), IsOk());
  MemoryBlocks blocks;
  EXPECT_THAT(builder.Finish(blocks), IsOk());
  return blocks.content();
}

MemoryBlocks BlocksOf(const std::string& content) {
  MemoryBlocks blocks;
  EXPECT_THAT(blocks.Append(content), IsOk());
  return blocks;
}

using EdgeKey = std::tuple<Node, Node, int, std::string>;
std::vector<EdgeKey> KeysOf(const std::vector<Edge>& edges) {
  std::vector<EdgeKey> keys;
  for (const Edge& edge : edges) {
    keys.emplace_back(edge.owner, edge.subject, static_cast<int>(edge.edge_kind), edge.interest.id);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

TEST(OwnerGraphTest, GivesBackWhatWasAdded) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Plan plan = MakePlan(seed);
    const MemoryBlocks blocks = BlocksOf(Encoded(plan));
    const auto graph = OpenOwnerGraph(blocks);
    ASSERT_THAT(graph, IsOk());
    ASSERT_EQ((*graph)->nodes(), plan.nodes.size());
    for (Node node = 0; node < plan.nodes.size(); ++node) {
      std::string id;
      std::string name;
      ASSERT_THAT((*graph)->Describe(node, id, name), IsOk());
      EXPECT_EQ(id, plan.nodes[node].id);
      EXPECT_EQ(name, plan.nodes[node].name);
      std::vector<Designation> designations;
      ASSERT_THAT((*graph)->DesignationsOf(node, designations), IsOk());
      EXPECT_EQ(designations, plan.nodes[node].designations);
      std::vector<Edge> into;
      std::vector<Edge> out_of;
      ASSERT_THAT((*graph)->OwnersOf(node, into), IsOk());
      ASSERT_THAT((*graph)->HoldingsOf(node, out_of), IsOk());
      std::vector<Edge> all_into;
      std::vector<Edge> all_out_of;
      for (const Edge& edge : plan.edges) {
        if (edge.subject == node) all_into.push_back(edge);
        if (edge.owner == node) all_out_of.push_back(edge);
      }
      EXPECT_EQ(KeysOf(into), KeysOf(all_into));
      EXPECT_EQ(KeysOf(out_of), KeysOf(all_out_of));
      for (const Edge& edge : into) {
        EXPECT_TRUE(std::any_of(all_into.begin(), all_into.end(), [&](const Edge& other) {
          return other.owner == edge.owner && other.interest == edge.interest;
        }));
      }
    }
  }
}

TEST(OwnerGraphTest, EqualGraphsGiveEqualBytesInAnyOrder) {
  Plan plan = MakePlan(5);
  const std::string first = Encoded(plan);
  std::reverse(plan.edges.begin(), plan.edges.end());
  EXPECT_EQ(Encoded(plan), first);
}

TEST(OwnerGraphTest, AnEmptyGraphOpens) {
  const MemoryBlocks blocks = BlocksOf(Encoded({}));
  const auto graph = OpenOwnerGraph(blocks);
  ASSERT_THAT(graph, IsOk());
  EXPECT_EQ((*graph)->nodes(), 0u);
  std::vector<Edge> edges;
  EXPECT_THAT((*graph)->OwnersOf(0, edges), StatusIs(absl::StatusCode::kOutOfRange));
}

TEST(OwnerGraphTest, EdgesToNowhereAreRefused) {
  for (const Edge& edge : {Edge{.owner = 0, .subject = 1}, Edge{.owner = 1, .subject = 0}}) {
    OwnerGraphBuilder builder;
    ASSERT_THAT(builder.AddNode({.id = "a"}), IsOk());
    ASSERT_THAT(builder.AddEdge(edge), IsOk());
    MemoryBlocks blocks;
    EXPECT_THAT(builder.Finish(blocks), StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

TEST(OwnerGraphTest, AnotherVersionIsRefused) {
  std::string content = Encoded(MakePlan(3));
  content[8] = 2;
  const MemoryBlocks blocks = BlocksOf(content);
  EXPECT_THAT(OpenOwnerGraph(blocks),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("version 2")));
}

// Reads everything; OK or one of the promised errors, and no crash.
absl::Status ReadAll(const std::string& content) {
  const MemoryBlocks blocks = BlocksOf(content);
  const auto graph = OpenOwnerGraph(blocks);
  if (!graph.ok()) return graph.status();
  std::vector<Edge> edges;
  std::vector<Designation> designations;
  std::string id;
  std::string name;
  for (Node node = 0; node < (*graph)->nodes(); ++node) {
    edges.clear();
    designations.clear();
    LYNCEUS_RETURN_IF_ERROR((*graph)->OwnersOf(node, edges));
    LYNCEUS_RETURN_IF_ERROR((*graph)->HoldingsOf(node, edges));
    LYNCEUS_RETURN_IF_ERROR((*graph)->DesignationsOf(node, designations));
    LYNCEUS_RETURN_IF_ERROR((*graph)->Describe(node, id, name));
  }
  return absl::OkStatus();
}

TEST(OwnerGraphTest, DamageIsFoundOrHarmlessNeverACrash) {
  const std::string whole = Encoded(MakePlan(9));
  ASSERT_THAT(ReadAll(whole), IsOk());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_THAT(ReadAll(whole.substr(0, length)), StatusIs(absl::StatusCode::kDataLoss)) << length;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ mask);
      const absl::Status status = ReadAll(damaged);
      const bool fits = status.ok() || status.code() == absl::StatusCode::kDataLoss ||
                        (at < 12 && status.code() == absl::StatusCode::kFailedPrecondition);
      EXPECT_TRUE(fits) << "byte " << at << ": " << ErrorText(status);
    }
  }
}

TEST(OwnerGraphTest, VerdictsAreThoseOfTheGraphInMemory) {
  const GraphText text(
      "listed X\nX -> B shares 60\nB -> A shares 30\n? -> A shares 20\n"
      "Y -> A shares 20\nX -> C votes 60 from 2020-01-01");
  OwnerGraphBuilder builder;
  for (Node node = 0; node < text.graph().nodes(); ++node) {
    NodeFacts facts;
    ASSERT_THAT(text.graph().Describe(node, facts.id, facts.name), IsOk());
    ASSERT_THAT(text.graph().DesignationsOf(node, facts.designations), IsOk());
    std::vector<Edge> edges;
    ASSERT_THAT(text.graph().OwnersOf(node, edges), IsOk());
    for (Edge& edge : edges) ASSERT_THAT(builder.AddEdge(std::move(edge)), IsOk());
    ASSERT_THAT(builder.AddNode(std::move(facts)), IsOk());
  }
  MemoryBlocks blocks;
  ASSERT_THAT(builder.Finish(blocks), IsOk());
  const auto graph = OpenOwnerGraph(blocks);
  ASSERT_THAT(graph, IsOk());
  for (Node node = 0; node < text.graph().nodes(); ++node) {
    for (const Regime& regime : {OfacRegime(), EuRegime(), UkRegime()}) {
      const auto a = Judge(text.graph(), regime, AllLists(), Day(2026, 1, 1), node);
      const auto b = Judge(**graph, regime, AllLists(), Day(2026, 1, 1), node);
      ASSERT_THAT(a, IsOk());
      ASSERT_THAT(b, IsOk());
      EXPECT_EQ(a->answer, b->answer);
      EXPECT_EQ(a->blocked, b->blocked);
      EXPECT_EQ(a->text, b->text);
      EXPECT_EQ(a->evidence.size(), b->evidence.size());
    }
  }
}

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

}  // namespace
}  // namespace lynceus::ownership
