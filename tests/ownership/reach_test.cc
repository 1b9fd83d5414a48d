// All parties that a regime reaches: the same answers as Judge gives party by party.
#include "lib/ownership/reach.h"

#include <map>
#include <memory>

#include "lib/base/file.h"
#include "lib/ownership/spread.h"
#include "lib/rules/load.h"
#include "tests/ownership/graph_text.h"
#include "tests/ownership/random_graphs.h"
#include "tests/ownership/regimes.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::ElementsAre;

constexpr int kGraphs = Graphs(20'000);

std::vector<Regime> ShippedRegimes() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  const auto rules = rules::LoadRules(JoinPath(root == nullptr ? "." : root, "rules"));
  EXPECT_THAT(rules, IsOk());
  std::vector<Regime> regimes;
  if (!rules.ok()) return regimes;
  for (const Regime& regime : (*rules)->regimes) {
    if (regime.kind == RegimeKind::kSanctions) regimes.push_back(regime);
  }
  return regimes;
}

// Every kind of designation that a seed rule tells apart, and one of nobody's.
std::vector<Designation> DesignationsFor(const std::vector<Regime>& regimes) {
  std::vector<Designation> all = {{.authority = "OTHER", .list = "L"}};
  for (const Regime& regime : regimes) {
    for (const SeedRule& rule : regime.seeds) {
      std::vector<std::string> lists = rule.lists;
      if (lists.empty()) lists.emplace_back("L");
      std::vector<std::string> programmes = {""};
      for (const auto* words :
           {&rule.programmes, &rule.except_programmes, &rule.control_blocks_for}) {
        programmes.insert(programmes.end(), words->begin(), words->end());
      }
      for (const std::string& list : lists) {
        for (const std::string& programme : programmes) {
          all.push_back({.authority = rule.authority, .list = list, .programme = programme});
        }
      }
    }
  }
  return all;
}

// Some holders are head offices, which no other test of random graphs has.
void MakeBranches(reference::Graph& graph, SeededRandom& random) {
  for (reference::Statement& statement : graph.statements) {
    if (random.Below(12) != 0) continue;
    statement.interest = {.kind = InterestKind::kOwnershipOther,
                          .share = Share::Exact(kWholePpm),
                          .role = std::string(kBranchRole)};
  }
}

LoadedLists ListsOf(const std::vector<Designation>& designations, SeededRandom& random) {
  LoadedLists lists;
  const bool some_missing = random.Below(4) == 0;
  for (const Designation& each : designations) {
    if (some_missing && random.Below(3) == 0) continue;
    lists.authority_and_list.emplace_back(each.authority, each.list);
  }
  return lists;
}

// "3 YES listed, 5 UNDETERMINED, others NO".
std::string Words(const std::map<Node, std::pair<Answer, bool>>& reached, Answer others) {
  std::string words;
  for (const auto& [node, what] : reached) {
    words += std::to_string(node) + " " + std::string(AnswerName(what.first)) +
             (what.second ? " listed" : "") + ", ";
  }
  return words + "others " + std::string(AnswerName(others));
}

std::string ReachWords(const DayGraph& graph, const Regime& regime, const LoadedLists& lists) {
  const auto reach = ReachOf(graph, regime, lists);
  EXPECT_THAT(reach, IsOk()) << regime.key;
  if (!reach.ok()) return "";
  std::map<Node, std::pair<Answer, bool>> reached;
  for (const Reach::Party& party : reach->parties) {
    reached[party.node] = {party.answer, party.listed};
  }
  EXPECT_EQ(reached.size(), reach->parties.size());
  return Words(reached, reach->others);
}

// Judge's answers in the same words; `others` is what the regime says of whom it does not reach.
class JudgedWords {
 public:
  void Add(Node node, const Verdict& verdict) {
    if (verdict.answer == Answer::kYes || verdict.answer == Answer::kUndetermined) {
      reached_[node] = {verdict.answer, verdict.basis == Basis::kListed};
    } else {
      others_.insert(verdict.answer);
    }
  }
  // Where every party is reached, nothing tells what is said of others.
  std::string Words(Answer unless_told) const {
    EXPECT_LE(others_.size(), 1u);
    return ownership::Words(reached_, others_.empty() ? unless_told : *others_.begin());
  }

 private:
  std::map<Node, std::pair<Answer, bool>> reached_;
  std::set<Answer> others_;
};

void ExpectSameAsJudge(const InterestSource& source, const std::vector<Regime>& regimes,
                       const LoadedLists& lists, Date day, const std::string& why) {
  const auto graph = DayGraph::Load(source, day);
  ASSERT_THAT(graph, IsOk());
  std::vector<JudgedWords> judged(regimes.size());
  for (Node node = 0; node < source.nodes(); ++node) {
    const auto verdicts = JudgeAll(source, regimes, lists, day, node);
    ASSERT_THAT(verdicts, IsOk());
    for (std::size_t i = 0; i < regimes.size(); ++i) judged[i].Add(node, (*verdicts)[i]);
  }
  for (std::size_t i = 0; i < regimes.size(); ++i) {
    const auto reach = ReachOf(*graph, regimes[i], lists);
    ASSERT_THAT(reach, IsOk());
    ASSERT_EQ(ReachWords(*graph, regimes[i], lists), judged[i].Words(reach->others))
        << regimes[i].key << ", " << why;
  }
}

TEST(ReachTest, EveryShippedRegimeReachesWhomJudgeSays) {
  const std::vector<Regime> regimes = ShippedRegimes();
  ASSERT_GE(regimes.size(), 12u);
  const std::vector<Designation> pool = DesignationsFor(regimes);
  const Date days[] = {Day(2020, 1, 10), Day(2020, 1, 15), Day(2024, 7, 2), Day(2025, 10, 15),
                       Day(2026, 3, 1),  Day(2026, 12, 1), Day(2012, 1, 1)};
  for (std::uint64_t seed = 0; seed < kGraphs; ++seed) {
    SeededRandom random(seed);
    RandomCase made = MakeRandomCase(random, /*plain=*/seed % 4 == 0);
    MakeBranches(made.graph, random);
    std::map<int, std::vector<Designation>> designations;
    for (const int party : made.graph.listed) {
      for (std::uint64_t i = 1 + random.Below(8); i > 0; --i) {
        Designation each = pool[random.Below(pool.size())];
        if (random.Below(6) == 0) each.date = Day(2020, 1, 12);
        if (random.Below(6) == 0) each.end_date = Day(2026, 1, 1);
        designations[party].push_back(std::move(each));
      }
    }
    const RebuttedGraph graph(GraphOf(made.graph, [&](int party) { return designations[party]; }),
                              made.graph.rebutted, "eu-freeze");
    const Date day = days[random.Below(std::size(days))];
    ExpectSameAsJudge(graph, regimes, ListsOf(pool, random), day,
                      "graph " + std::to_string(seed) + " on " + day.ToString());
    if (HasFatalFailure()) return;
  }
}

// The parameters that a rule pack can state, in any combination.
TEST(ReachTest, AnyRuleReachesWhomJudgeSays) {
  for (std::uint64_t seed = 0; seed < kGraphs; ++seed) {
    SeededRandom random(seed + kGraphs);
    RandomCase made = MakeRandomCase(random, /*plain=*/false);
    MakeBranches(made.graph, random);
    made.period.when_reached = static_cast<WhenReached>(random.Below(3));
    Regime regime = OneSeedRegime("r", "A", made.period);
    regime.seeds[0].control_blocks_for = {"GOVERNMENT"};
    const RebuttedGraph graph(
        GraphOf(made.graph,
                [&](int party) -> std::vector<Designation> {
                  if (!made.graph.listed.contains(party)) return {};
                  const bool controlling = made.graph.controlling.contains(party);
                  return {{.authority = "A", .programme = controlling ? "GOVERNMENT" : ""}};
                }),
        made.graph.rebutted, "r");
    const LoadedLists lists{.authority_and_list = {{"A", ""}}};
    const auto day_graph = DayGraph::Load(graph, Day(2020, 1, 10));
    ASSERT_THAT(day_graph, IsOk());
    const auto reach = ReachOf(*day_graph, regime, lists);
    if (reach.status().code() == absl::StatusCode::kUnimplemented) {
      EXPECT_NE(made.period.depth, Depth::kCascade);
      continue;
    }
    ExpectSameAsJudge(graph, {regime}, lists, Day(2020, 1, 10), "graph " + std::to_string(seed));
    if (HasFatalFailure()) return;
  }
}

TEST(ReachTest, AnUnknownHolderCountsOnlyBelowAListedParty) {
  const GraphText text(
      "listed X\nX -> A shares 30\n? -> A shares 30\nY -> B shares 30\n? -> B shares 70\n"
      "B -> A shares 40\n? -> C shares 100\nX -> D shares 50");
  const auto graph = DayGraph::Load(text.graph(), Day(2026, 1, 1));
  ASSERT_THAT(graph, IsOk());
  const auto reach = ReachOf(*graph, OfacRegime(), AllLists());
  ASSERT_THAT(reach, IsOk());
  EXPECT_THAT(reach->parties, ElementsAre(Reach::Party{text.At("X"), Answer::kYes, true},
                                          Reach::Party{text.At("A"), Answer::kUndetermined, false},
                                          Reach::Party{text.At("D"), Answer::kYes, false}));
}

TEST(ReachTest, WhatCannotBeAskedIsAnError) {
  const GraphText text("listed X\nX -> A shares 30");
  const auto graph = DayGraph::Load(text.graph(), Day(2026, 1, 1));
  ASSERT_THAT(graph, IsOk());
  Regime regime = OfacRegime();
  regime.periods[0].depth = Depth::kLookThrough;
  EXPECT_THAT(ReachOf(*graph, regime, AllLists()), StatusIs(absl::StatusCode::kUnimplemented));
  regime.kind = RegimeKind::kBeneficial;
  EXPECT_THAT(ReachOf(*graph, regime, AllLists()), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ReachTest, AnIdentityThatStandsOneWayIsRefused) {
  MemoryGraph graph;
  graph.AddNode({.id = "a"});
  graph.AddNode({.id = "b"});
  ASSERT_THAT(graph.AddEdge({0, 1, EdgeKind::kProbableIdentity, {}}), IsOk());
  EXPECT_THAT(DayGraph::Load(graph, Day(2026, 1, 1)), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace lynceus::ownership
