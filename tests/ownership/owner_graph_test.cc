// The mapped graph: the same answers as in memory, and its damage.
#include "lib/ownership/owner_graph.h"

#include <algorithm>
#include <map>

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

// One party that very many hold, some of them several times, and that some unnamed parties hold:
// more than one chunk of owners, and ids of every form.
Plan MakeHub() {
  SeededRandom random(11);
  Plan plan;
  for (int node = 0; node < 150; ++node) {
    plan.nodes.push_back({.id = "registry:" + std::to_string(10'000 + 7 * node), .name = "Name"});
  }
  for (int i = 0; i < 400; ++i) {
    Edge edge{.owner = static_cast<Node>(random.Below(150)), .subject = 77};
    if (i % 5 == 0) edge.owner = 149;
    if (i % 20 == 1) edge.owner = kUnknownHolder;
    if (i % 10 == 2) edge.subject = static_cast<Node>(random.Below(150));
    edge.interest.share = Share::Exact(static_cast<std::int64_t>(random.Below(kWholePpm + 1)));
    const std::string number = std::to_string(i);
    const std::string ids[] = {"",
                               number,
                               "00" + number,
                               "x0",
                               "i" + number,
                               "n-" + number + "-e",
                               "99999999999999999999" + number,
                               std::string(70, 'p') + number};
    edge.interest.id = ids[random.Below(std::size(ids))];
    edge.interest.provenance = {"registry", "line " + std::to_string(random.Below(1'000))};
    if (i % 3 == 0) edge.interest.start = Day(1900 + i % 300, 1, 1);
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
  keys.reserve(edges.size());
  for (const Edge& edge : edges) {
    keys.emplace_back(edge.owner, edge.subject, static_cast<int>(edge.edge_kind), edge.interest.id);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

void ExpectSameInterests(const std::vector<Edge>& read, const std::vector<Edge>& added) {
  for (const Edge& edge : read) {
    EXPECT_TRUE(std::any_of(added.begin(), added.end(), [&](const Edge& other) {
      return other.owner == edge.owner && other.subject == edge.subject &&
             other.edge_kind == edge.edge_kind && other.interest == edge.interest;
    })) << edge.interest.id;
  }
}

// In memory, edges come in the order in which they were added; in the file, in one order.
TEST(OwnerGraphTest, HoldingsComeInTheOrderOfOwners) {
  const MemoryBlocks blocks = BlocksOf(Encoded(MakeHub()));
  const auto graph = OpenOwnerGraph(blocks);
  ASSERT_THAT(graph, IsOk());
  std::vector<Edge> into;
  ASSERT_THAT((*graph)->OwnersOf(77, into), IsOk());
  ASSERT_GT(into.size(), 300u);
  for (std::size_t i = 1; i < into.size(); ++i) EXPECT_LE(into[i - 1].owner, into[i].owner);
  std::vector<Edge> of_149;
  std::copy_if(into.begin(), into.end(), std::back_inserter(of_149),
               [](const Edge& edge) { return edge.owner == 149; });
  EXPECT_GT(of_149.size(), 64u) << "more than one chunk";
  std::vector<Edge> out_of;
  ASSERT_THAT((*graph)->HoldingsOf(149, out_of), IsOk());
  std::erase_if(out_of, [](const Edge& edge) { return edge.subject != 77; });
  ASSERT_EQ(out_of.size(), of_149.size());
  for (std::size_t i = 0; i < out_of.size(); ++i) {
    EXPECT_EQ(out_of[i].interest, of_149[i].interest) << i;
  }
}

TEST(OwnerGraphTest, GivesBackWhatWasAdded) {
  for (std::uint64_t seed = 0; seed < 201; ++seed) {
    const Plan plan = seed == 200 ? MakeHub() : MakePlan(seed);
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
      ExpectSameInterests(into, all_into);
      ExpectSameInterests(out_of, all_out_of);
    }
  }
}

TEST(OwnerGraphTest, EqualGraphsGiveEqualBytesInAnyOrder) {
  for (Plan plan : {MakePlan(5), MakeHub()}) {
    const std::string first = Encoded(plan);
    std::reverse(plan.edges.begin(), plan.edges.end());
    EXPECT_EQ(Encoded(plan), first);
  }
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
  for (const char version : {char{1}, char{3}}) {
    content[8] = version;
    const MemoryBlocks blocks = BlocksOf(content);
    EXPECT_THAT(OpenOwnerGraph(blocks), StatusIs(absl::StatusCode::kFailedPrecondition,
                                                 HasSubstr("version " + std::to_string(version))));
  }
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

// Tries every `step`-th length and byte.
void ExpectSafe(const std::string& whole, std::size_t step) {
  ASSERT_THAT(ReadAll(whole), IsOk());
  for (std::size_t length = 0; length < whole.size(); length += step) {
    EXPECT_THAT(ReadAll(whole.substr(0, length)), StatusIs(absl::StatusCode::kDataLoss)) << length;
  }
  for (std::size_t at = 0; at < whole.size(); at += step) {
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

TEST(OwnerGraphTest, DamageIsFoundOrHarmlessNeverACrash) {
  ExpectSafe(Encoded(MakePlan(9)), 1);
  ExpectSafe(Encoded(MakeHub()), 5);
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

// Counts what is asked of a graph.
class CountingGraph final : public InterestSource {
 public:
  explicit CountingGraph(const InterestSource& graph) : graph_(graph) {}
  Node nodes() const override { return graph_.nodes(); }
  absl::Status OwnersOf(Node subject, std::vector<Edge>& out) const override {
    ++owners_asked_[subject];
    const std::size_t before = out.size();
    absl::Status status = graph_.OwnersOf(subject, out);
    edges_read_ += out.size() - before;
    return status;
  }
  absl::Status HoldingsOf(Node owner, std::vector<Edge>& out) const override {
    ++holdings_asked_;
    return graph_.HoldingsOf(owner, out);
  }
  absl::Status DesignationsOf(Node node, std::vector<Designation>& out) const override {
    ++designations_asked_[node];
    return graph_.DesignationsOf(node, out);
  }
  absl::Status Describe(Node node, std::string& id, std::string& name) const override {
    return graph_.Describe(node, id, name);
  }

  // How often the owners of each party were asked for, and so on.
  const std::map<Node, int>& owners_asked() const { return owners_asked_; }
  const std::map<Node, int>& designations_asked() const { return designations_asked_; }
  int holdings_asked() const { return holdings_asked_; }
  std::size_t edges_read() const { return edges_read_; }

 private:
  const InterestSource& graph_;
  mutable std::map<Node, int> owners_asked_;
  mutable std::map<Node, int> designations_asked_;
  mutable int holdings_asked_ = 0;
  mutable std::size_t edges_read_ = 0;
};

TEST(OwnerGraphTest, AVerdictReadsTheOwnerClosureAndNothingElse) {
  std::string facts =
      "listed X\nX -> H shares 60\nY -> H shares 20\nH -> A shares 50\nZ -> A shares 50\n"
      "D -> A director 0\n";
  for (int i = 0; i < 500; ++i) {  // what they hold besides, and what others hold of that
    const std::string number = std::to_string(i);
    facts.append("X -> O").append(number).append(" shares 50\nH -> O").append(number);
    facts.append(" shares 10\nP").append(number).append(" -> O").append(number);
    facts.append(" shares 40\nA -> B").append(number).append(" shares 100\n");
  }
  const GraphText text(facts);
  const CountingGraph graph(text.graph());
  const auto verdict = Judge(graph, OfacRegime(), AllLists(), Day(2026, 1, 1), text.At("A"));
  ASSERT_THAT(verdict, IsOk());
  EXPECT_EQ(verdict->answer, Answer::kYes);
  std::map<Node, int> closure;  // once each; a director is no owner
  for (const char* const name : {"A", "H", "Z", "X", "Y"}) closure[text.At(name)] = 1;
  EXPECT_EQ(graph.owners_asked(), closure);
  EXPECT_EQ(graph.designations_asked(), closure);
  EXPECT_EQ(graph.holdings_asked(), 0);
  EXPECT_EQ(graph.edges_read(), 5u) << "of " << 5 + 4 * 500;
}

}  // namespace
}  // namespace lynceus::ownership
