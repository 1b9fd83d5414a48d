// Ten ways to state ownership wrongly: what is said, and that no share of a blocked party in them
// comes out as NO. What a file cannot say at all (a share below nothing or above all, a day that is
// none) its loader refuses; these are what a well-formed file still can.
#include "lib/ownership/judge.h"
#include "tests/ownership/graph_text.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::testing::HasSubstr;

std::string Said(const Verdict& verdict) {
  std::string said = verdict.text;
  for (const EvidenceItem& item : verdict.evidence) said += "\n" + item.text;
  for (const std::string& fact : verdict.undecided) said += "\n" + fact;
  return said;
}

TEST(WrongInputTest, ErrsToUndeterminedAndSaysWhy) {
  const struct {
    const char* why;
    const char* facts;
    Answer answer;
    const char* said;
  } rows[] = {
      {"holdings add to more than the whole", "listed X\nX -> A shares 40\nY -> A shares 70",
       Answer::kUndetermined, "add to more than the whole"},
      {"and so do ranges, by their lower ends",
       "listed X\nX -> A shares 10..20\nY -> A shares 60..70\nZ -> A shares >35",
       Answer::kUndetermined, "add to more than the whole"},
      {"a company that holds all of itself", "listed X\nX -> A shares 30\nA -> A shares 100",
       Answer::kUndetermined, "add to more than the whole"},
      {"two sources contradict each other", "listed X\nX -> A shares 30\nX -> A shares 80",
       Answer::kUndetermined, "contradictory: other statements differ"},
      {"one says nothing, one says most", "listed X\nX -> A shares 0\nX -> A shares 60",
       Answer::kUndetermined, "how much of A X holds"},
      {"it ends before it begins", "listed X\nX -> A shares 60 from 2025-01-01 until 2024-01-01",
       Answer::kYes, "shares 60 %"},
      {"and so does what leads to it",
       "listed X\nX -> B shares 20..60 from 2025-01-01 until 2024-01-01\nB -> A shares 100",
       Answer::kUndetermined, "how much of B X holds"},
      {"a holder that no source names", "listed X\nX -> A shares 10\n? -> A shares 60",
       Answer::kUndetermined, "who holds the shares of A stated without a holder"},
      {"a nominee of nobody", "listed X\nX -> A shares 10\nN -> A nominee 60",
       Answer::kUndetermined, "stated without a holder"},
      {"a share through a chain that is not stated", "listed X\nX -> A shares 30 indirect",
       Answer::kUndetermined, "through whom X holds A"},
      {"owned, nothing said of how much", "listed X\nX -> A shares unknown", Answer::kUndetermined,
       "how much of A X holds"},
  };
  for (const auto& row : rows) {
    const Verdict verdict = GraphText(row.facts).VerdictOn("A", OfacRegime());
    EXPECT_EQ(AnswerName(verdict.answer), AnswerName(row.answer)) << row.why;
    EXPECT_THAT(Said(verdict), HasSubstr(row.said)) << row.why;
  }
}

TEST(WrongInputTest, AnEdgeToAPartyThatIsNotThereIsAnError) {
  MemoryGraph graph;
  graph.AddNode({.id = "a"});
  EXPECT_THAT(graph.AddEdge({.owner = 7, .subject = 0}),
              support::StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(graph.AddEdge({.owner = 0, .subject = 7}),
              support::StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Judge(graph, OfacRegime(), AllLists(), Day(2026, 1, 1), 7),
              support::StatusIs(absl::StatusCode::kOutOfRange));
}

// A closed ring has no owner at all: nothing in it is cleared.
TEST(WrongInputTest, ACompanyThatHoldsAllOfItselfIsOpaque) {
  for (const char* facts :
       {"A -> A shares 100", "A -> B shares 100\nB -> A shares 100\n? -> B shares 1"}) {
    const Verdict verdict = GraphText(facts).VerdictOn("A", OfacRegime());
    EXPECT_EQ(verdict.answer, Answer::kNo) << facts;
  }
  EXPECT_TRUE(GraphText("A -> A shares 100").VerdictOn("A", OfacRegime()).opaque);
}

}  // namespace
}  // namespace lynceus::ownership
