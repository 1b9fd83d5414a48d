// What a verdict says beside its answer, and its limits. Answers rule by rule are the conformance
// cases of rules/regimes/cases.json (rule_packs_test.cc).
#include "lib/ownership/judge.h"

#include <algorithm>

#include "lib/base/limits.h"
#include "lib/ownership/overlay_graph.h"
#include "tests/ownership/graph_text.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(JudgeTest, SaysWhatItRestsOn) {
  const GraphText text(
      "listed X\nX -> A shares 50\nX -> B board unknown\nX -> C shares 20..50\n"
      "X -> D shares 49");
  EXPECT_EQ(text.VerdictOn("X", OfacRegime()).basis, Basis::kListed);
  const Verdict owned = text.VerdictOn("A", OfacRegime());
  EXPECT_EQ(owned.basis, Basis::kOwned);
  EXPECT_EQ(owned.measure, "asset_freeze");
  EXPECT_EQ(owned.blocked, Share::Exact(500'000));
  EXPECT_THAT(owned.text, HasSubstr("owned 50 % by blocked persons"));
  EXPECT_EQ(text.VerdictOn("A", EuRegime()).basis, Basis::kPresumed);
  EXPECT_THAT(text.VerdictOn("A", EuRegime()).text, HasSubstr("rebutted"));
  EXPECT_EQ(text.VerdictOn("B", EuRegime()).basis, Basis::kControlled);
  const Verdict range = text.VerdictOn("C", OfacRegime());
  EXPECT_EQ(range.basis, Basis::kNone);
  EXPECT_THAT(range.text,
              AllOf(HasSubstr("owned 20 % to 50 % by blocked persons"), Not(HasSubstr("control"))));
  EXPECT_THAT(range.undecided, ElementsAre("how much of C X holds (shares 20 % to 50 %)"));
  const Verdict under = text.VerdictOn("D", OfacRegime());
  EXPECT_THAT(under.text, HasSubstr("owned 49 % by blocked persons, which is not 50 % or more"));
  ASSERT_EQ(under.evidence.size(), 2u);
  EXPECT_EQ(under.evidence[0].kind, EvidenceKind::kDesignation);
  EXPECT_EQ(under.evidence[1].text, "shares 49 %");
}

TEST(JudgeTest, AProofIsInOrderAndHasNothingToSpare) {
  const GraphText text(
      "listed X\nlisted Y\nX -> B shares 60\nY -> B shares 40\nB -> A shares 30\nX -> A shares 25\n"
      "Y -> A shares 1\nZ -> A shares 40");
  const Verdict verdict = text.VerdictOn("A", OfacRegime());
  std::vector<std::string> words;
  words.reserve(verdict.evidence.size());
  for (const EvidenceItem& item : verdict.evidence) {
    words.push_back(item.owner_name + ">" + item.subject_name + " " + item.text);
  }
  EXPECT_THAT(words, ElementsAre("X> US-OFAC SDN", "X>B shares 60 %", "B>A shares 30 %",
                                 "X>A shares 25 %"));
}

TEST(JudgeTest, RemaindersAreToldAndOpaqueWhereTheyCouldReach) {
  const struct {
    const char* why;
    const char* facts;
    std::int64_t unstated_ppm;
    bool opaque;
  } rows[] = {
      {"all of it stated", "Y -> A shares 100", 0, false},
      {"none of it", "A -> B shares 1", 1'000'000, true},
      {"a remainder below the threshold", "Y -> A shares 50.0001", 499'999, false},
      {"at it", "Y -> A shares 50", 500'000, true},
      {"more than half is others', by an open end", "Y -> A shares >50", 500'000, false},
      {"blocked share and remainder reach it", "listed X\nX -> A shares 20\nY -> A shares 50",
       300'000, true},
      {"blocked share and remainder do not", "listed X\nX -> A shares 20\nY -> A shares 60",
       200'000, false},
      {"a stated unknown holder", "? -> A shares 60\nY -> A shares 40", 0, true},
      {"one further up", "? -> B shares 60\nY -> B shares 40\nB -> A shares 100", 0, true},
      {"one too small", "? -> A shares 30\nY -> A shares 70", 0, false},
  };
  for (const auto& row : rows) {
    const Verdict verdict = GraphText(row.facts).VerdictOn("A", OfacRegime());
    EXPECT_EQ(verdict.answer, Answer::kNo) << row.why;
    EXPECT_EQ(verdict.unstated_ppm, row.unstated_ppm) << row.why;
    EXPECT_EQ(verdict.opaque, row.opaque) << row.why;
  }
}

TEST(JudgeTest, ARegimeAnswersInItsPeriodAndWithItsListsOnly) {
  const GraphText text("listed X\nX -> A shares 50");
  const Verdict early = text.VerdictOn("A", OfacRegime(), Day(2014, 8, 12));
  EXPECT_EQ(early.answer, Answer::kNotEvaluated);
  EXPECT_EQ(early.basis, Basis::kNotInForce);
  EXPECT_EQ(text.VerdictOn("A", OfacRegime(), Day(2014, 8, 13)).answer, Answer::kYes);
  EXPECT_EQ(text.VerdictOn("A", EuRegime(), Day(2024, 7, 2)).answer, Answer::kNo);
  EXPECT_EQ(text.VerdictOn("A", EuRegime(), Day(2024, 7, 3)).answer, Answer::kYes);
  const auto none = Judge(text.graph(), OfacRegime(), {}, Day(2026, 1, 1), text.At("A"));
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->answer, Answer::kNotEvaluated);
  EXPECT_EQ(none->basis, Basis::kNoList);
  EXPECT_THAT(none->text, HasSubstr("US-OFAC SDN"));
}

TEST(JudgeTest, WithPartOfItsListsOnlyYesIsAnAnswer) {
  const GraphText text("listed X US-OFAC SDN\nX -> A shares 50\nX -> B shares 10");
  Regime regime = OfacRegime();
  regime.seeds.push_back({.authority = "US-BIS", .lists = {"DPL"}});
  EXPECT_EQ(text.VerdictOn("A", regime).answer, Answer::kYes);
  EXPECT_EQ(text.VerdictOn("B", regime).answer, Answer::kNotEvaluated);
  EXPECT_EQ(text.VerdictOn("B", regime).basis, Basis::kNoList);
}

TEST(JudgeTest, DesignationsHoldBetweenTheirDates) {
  MemoryGraph graph;
  graph.AddNode({.id = "x",
                 .designations = {{.authority = "US-OFAC",
                                   .list = "SDN",
                                   .date = Day(2022, 2, 24),
                                   .end_date = Day(2025, 1, 1)}}});
  const auto answer = [&](Date day) {
    const auto verdict = Judge(graph, OfacRegime(), AllLists(), day, 0);
    EXPECT_THAT(verdict, IsOk());
    return verdict->answer;
  };
  EXPECT_EQ(answer(Day(2022, 2, 23)), Answer::kNo);
  EXPECT_EQ(answer(Day(2022, 2, 24)), Answer::kYes);
  EXPECT_EQ(answer(Day(2024, 12, 31)), Answer::kYes);
  EXPECT_EQ(answer(Day(2025, 1, 1)), Answer::kNo);
}

TEST(JudgeTest, DirectOnlyStopsAtListedHolders) {
  Regime regime = OfacRegime();
  regime.periods[0].depth = Depth::kDirect;
  const GraphText text("listed X\nX -> A shares 60\nA -> B shares 60\nX ~ D\nD -> C shares 60");
  EXPECT_EQ(text.VerdictOn("A", regime).answer, Answer::kYes);
  EXPECT_EQ(text.VerdictOn("B", regime).answer, Answer::kNo);
  EXPECT_EQ(text.VerdictOn("C", regime).answer, Answer::kUndetermined);
}

TEST(JudgeTest, ABranchIsWhatItsHeadOfficeIs) {
  Regime direct = OfacRegime();
  direct.periods[0].depth = Depth::kDirect;
  const GraphText text(
      "listed X\nX -> H shares 60\nH -> A ownership 100 role IS_INTERNATIONAL_BRANCH_OF\n"
      "A -> B ownership 100 role IS_INTERNATIONAL_BRANCH_OF\nH -> C ownership 100\nX -> U board ?\n"
      "U -> V ownership 100 role IS_INTERNATIONAL_BRANCH_OF");
  for (const Regime& regime : {OfacRegime(), EuRegime(), UkRegime(), direct}) {
    for (const char* party : {"H", "A", "B"}) {
      EXPECT_EQ(text.VerdictOn(party, regime).answer, Answer::kYes) << regime.key << party;
    }
  }
  EXPECT_EQ(text.VerdictOn("C", direct).answer, Answer::kNo) << "a company is one of its own";
  EXPECT_EQ(text.VerdictOn("V", OfacRegime()).answer, text.VerdictOn("U", OfacRegime()).answer);
  EXPECT_EQ(text.VerdictOn("V", EuRegime()).answer, Answer::kYes);
}

TEST(JudgeTest, SmallSharesAddUpExactly) {
  std::string facts;
  for (int i = 0; i < 125; ++i) {
    facts += "listed X" + std::to_string(i) + "\nX" + std::to_string(i) + " -> A shares 0.4\n";
  }
  const Verdict verdict = GraphText(facts).VerdictOn("A", OfacRegime());
  EXPECT_EQ(verdict.answer, Answer::kYes);
  EXPECT_EQ(verdict.evidence.size(), 250u);
}

TEST(JudgeTest, EvidenceIsBoundedAndSaysSo) {
  std::string facts;
  for (int i = 0; i < 500; ++i) {
    facts += "listed X" + std::to_string(i) + "\nX" + std::to_string(i) + " -> A shares 0.1\n";
  }
  const Verdict verdict = GraphText(facts).VerdictOn("A", OfacRegime());
  EXPECT_EQ(verdict.answer, Answer::kYes);
  EXPECT_EQ(verdict.evidence.size(), limits::kEvidenceItemsMax);
  EXPECT_EQ(verdict.evidence.back().kind, EvidenceKind::kNote);
  EXPECT_EQ(verdict.evidence.back().text, "745 more facts were left out");
}

TEST(JudgeTest, AClosureBeyondTheLimitIsAnErrorNeverNo) {
  MemoryGraph graph;
  graph.AddNode({.id = "a"});
  for (std::size_t i = 1; i <= limits::kOwnerClosureNodesMax; ++i) {
    const Node node = graph.AddNode({.id = "b"});
    ASSERT_THAT(graph.AddEdge({.owner = node, .subject = 0}), IsOk());
  }
  EXPECT_THAT(Judge(graph, OfacRegime(), AllLists(), Day(2026, 1, 1), 0),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("200000 parties")));
  EXPECT_THAT(Judge(graph, OfacRegime(), AllLists(), Day(2026, 1, 1), graph.nodes()),
              StatusIs(absl::StatusCode::kOutOfRange));
}

// A company of which every link of a long chain holds a little: measuring it once for each link
// would take minutes.
TEST(JudgeTest, ALongChainOverOneCompanyIsJudgedInTime) {
  constexpr Node kLinks = 60'000;
  MemoryGraph graph;
  graph.AddNode({.id = "a"});
  for (Node node = 1; node <= kLinks; ++node) {
    NodeFacts facts{.id = "n"};
    if (node == 1) facts.designations = {{.authority = "US-OFAC", .list = "SDN"}};
    graph.AddNode(std::move(facts));
    ASSERT_THAT(
        graph.AddEdge({.owner = node, .subject = 0, .interest = {.share = Share::Exact(8)}}),
        IsOk());
    if (node > 1) {
      ASSERT_THAT(
          graph.AddEdge(
              {.owner = node - 1, .subject = node, .interest = {.share = Share::Exact(600'000)}}),
          IsOk());
    }
  }
  const auto verdict = Judge(graph, OfacRegime(), AllLists(), Day(2026, 1, 1), 0);
  ASSERT_THAT(verdict, IsOk());
  EXPECT_EQ(verdict->answer, Answer::kNo);
  EXPECT_EQ(verdict->blocked, Share::Exact(480'000));
}

// --- overlays ------------------------------------------------------------------------------------

TEST(OverlayTest, DeclaredOwnersByIdAreCertainByNameProbable) {
  const GraphText base("listed X\nX -> A shares 60\nY -> B shares 60");
  const auto answer = [&](const auto& declare) {
    OverlayGraph graph(base.graph());
    const Node subject = graph.AddNode("counterparty", "Company");
    declare(graph, subject);
    const auto verdict = Judge(graph, OfacRegime(), AllLists(), Day(2026, 1, 1), subject);
    EXPECT_THAT(verdict, IsOk());
    return verdict.value_or(Verdict());
  };
  const Verdict by_id = answer([&](OverlayGraph& graph, Node subject) {
    EXPECT_THAT(graph.AddEdge(base.At("A"), subject, {.share = Share::Exact(500'000)}), IsOk());
  });
  EXPECT_EQ(by_id.answer, Answer::kYes);
  const Verdict by_name = answer([&](OverlayGraph& graph, Node subject) {
    const Node owner = graph.AddNode("declared-owner:1", "A");
    EXPECT_THAT(graph.AddEdge(owner, subject, {.share = Share::Exact(1'000'000)}), IsOk());
    EXPECT_THAT(graph.AddProbableIdentity(base.At("A"), owner, "equal name"), IsOk());
  });
  EXPECT_EQ(by_name.answer, Answer::kUndetermined);
  EXPECT_THAT(by_name.undecided, Contains("whether A and A are one party"));
  const Verdict nobody = answer([&](OverlayGraph& graph, Node subject) {
    EXPECT_THAT(graph.AddEdge(kUnknownHolder, subject, {.share = Share::Exact(600'000)}), IsOk());
  });
  EXPECT_EQ(nobody.answer, Answer::kNo);
  EXPECT_TRUE(nobody.opaque);
}

TEST(OverlayTest, FactsCannotBeDeclaredAboutPartiesOfTheSnapshot) {
  const GraphText base("listed X\nX -> A shares 60");
  OverlayGraph graph(base.graph());
  const Node owner = graph.AddNode("o", "Owner");
  EXPECT_THAT(graph.AddEdge(owner, base.At("A"), {}), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(graph.AddProbableIdentity(base.At("A"), base.At("X"), ""),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(graph.AddEdge(77, owner, {}), StatusIs(absl::StatusCode::kInvalidArgument));
  std::vector<Edge> edges;
  EXPECT_THAT(graph.OwnersOf(99, edges), StatusIs(absl::StatusCode::kOutOfRange));
  EXPECT_THAT(edges, IsEmpty());
}

TEST(OverlayTest, ServesBothDirections) {
  const GraphText base("listed X\nX -> A shares 60");
  OverlayGraph graph(base.graph());
  const Node subject = graph.AddNode("s", "Subject");
  ASSERT_THAT(graph.AddEdge(base.At("X"), subject, {.share = Share::Exact(1)}), IsOk());
  std::vector<Edge> edges;
  ASSERT_THAT(graph.HoldingsOf(base.At("X"), edges), IsOk());
  ASSERT_EQ(edges.size(), 2u);
  EXPECT_EQ(edges[1].subject, subject);
  std::string id;
  std::string name;
  ASSERT_THAT(graph.Describe(subject, id, name), IsOk());
  EXPECT_EQ(id, "s");
  std::vector<Designation> designations;
  ASSERT_THAT(graph.DesignationsOf(subject, designations), IsOk());
  EXPECT_THAT(designations, IsEmpty());
}

}  // namespace
}  // namespace lynceus::ownership
