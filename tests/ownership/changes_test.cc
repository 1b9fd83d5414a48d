// What if: changes over a graph, rebuttals, and answers over time.
#include "lib/ownership/changes.h"

#include "lib/ownership/history.h"
#include "tests/ownership/graph_text.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;
using ::testing::ElementsAre;
using ::testing::SizeIs;

const Date kToday = Day(2026, 1, 1);

std::string Said(const std::string& members) {
  return R"({"author":"A. Officer","reason":"deed","date":"2025-12-01",)" + members + "}";
}

absl::StatusOr<std::size_t> Apply(const GraphText& text, const std::string& changes,
                                  ChangedGraph& graph) {
  const auto read = ReadChanges(R"({"changes":[)" + changes + "]}");
  if (!read.ok()) return read.status();
  const absl::Status applied = ApplyChanges(
      *read,
      [&](const std::string& id) -> absl::StatusOr<Node> {
        for (Node node = 0; node < text.graph().nodes(); ++node) {
          std::string found;
          std::string name;
          EXPECT_THAT(text.graph().Describe(node, found, name), IsOk());
          if (found == id) return node;
        }
        return absl::NotFoundError("no party " + id);
      },
      graph);
  if (!applied.ok()) return applied;
  return read->size();
}

Verdict After(const std::string& facts, const std::string& changes, const Regime& regime) {
  const GraphText text(facts);
  ChangedGraph graph(text.graph());
  EXPECT_THAT(Apply(text, changes, graph), IsOk());
  const auto verdict = Judge(graph, regime, AllLists(), kToday, text.At("A"));
  EXPECT_THAT(verdict, IsOk());
  return verdict.value_or(Verdict());
}

constexpr char kHolds[] = R"("owner":"t:X","subject":"t:A","kind":"shares")";

TEST(ChangesTest, WhatIf) {
  const struct {
    const char* why;
    const char* facts;
    std::string change;
    Answer answer;
  } rows[] = {
      {"sold", "listed X\nX -> A shares 60",
       Said(R"("change":"remove_interest",)" + std::string(kHolds)), Answer::kNo},
      {"sold down", "listed X\nX -> A shares 60\nX -> A shares 55",
       Said(R"("change":"set_interest",)" + std::string(kHolds) + R"(,"share":"49")"), Answer::kNo},
      {"bought more", "listed X\nX -> A shares 25\nY -> A shares 25",
       Said(R"("change":"set_interest","share":"50",)" + std::string(kHolds)), Answer::kYes},
      {"through a new company", "listed X\nB -> A shares 10",
       Said(R"("change":"add_party","id":"n:1","name":"New")") + "," +
           Said(
               R"("change":"add_interest","owner":"t:X","subject":"n:1","kind":"shares","share":"100")") +
           "," +
           Said(
               R"("change":"add_interest","owner":"n:1","subject":"t:A","kind":"shares","share":"50")"),
       Answer::kYes},
      {"not yet", "listed X\nY -> A shares 1",
       Said(R"("change":"add_interest","share":"60","from":"2026-01-02",)" + std::string(kHolds)),
       Answer::kNo},
      {"listed", "X -> A shares 60",
       Said(R"("change":"add_designation","party":"t:X","authority":"US-OFAC","list":"SDN")"),
       Answer::kYes},
      {"taken off the list", "listed X\nX -> A shares 60",
       Said(R"("change":"remove_designation","party":"t:X","authority":"US-OFAC")"), Answer::kNo},
      {"somebody unnamed holds the rest", "listed X\nX -> A shares 10",
       Said(R"("change":"add_interest","owner":"","subject":"t:A","kind":"shares","share":"60")"),
       Answer::kUndetermined},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(After(row.facts, row.change, OfacRegime()).answer, row.answer) << row.why;
  }
}

TEST(ChangesTest, WhoSaidItStandsInTheEvidence) {
  const Verdict verdict =
      After("listed X\nY -> A shares 1",
            Said(R"("change":"add_interest","share":"60",)" + std::string(kHolds)), OfacRegime());
  ASSERT_EQ(verdict.answer, Answer::kYes);
  ASSERT_THAT(verdict.evidence, SizeIs(2));
  EXPECT_EQ(verdict.evidence[1].provenance,
            (Provenance{"stated by A. Officer", "2025-12-01: deed"}));
}

TEST(ChangesTest, APresumptionCanBeRebutted) {
  const char* const facts = "listed X\nX -> B shares 50\nB -> A shares 100";
  const std::string rebut = Said(R"("change":"rebut","party":"t:B","regime":"eu-freeze")");
  const Verdict eu = After(facts, rebut, EuRegime());
  EXPECT_EQ(eu.answer, Answer::kNo);
  EXPECT_THAT(eu.cautions, ElementsAre("the presumption that B is blocked was rebutted by A. "
                                       "Officer: deed"));
  EXPECT_EQ(After(facts, rebut, OfacRegime()).answer, Answer::kYes) << "no presumption to rebut";
  EXPECT_EQ(After("listed A\nlisted X\nX -> A shares 60",
                  Said(R"("change":"rebut","party":"t:A","regime":"eu-freeze")"), EuRegime())
                .answer,
            Answer::kYes)
      << "a listing stays";
  const std::string later =
      Said(R"("change":"rebut","party":"t:B","regime":"eu-freeze","from":"2026-01-02")");
  EXPECT_EQ(After(facts, later, EuRegime()).answer, Answer::kYes) << "not yet rebutted";
  const std::string over =
      Said(R"("change":"rebut","party":"t:B","regime":"eu-freeze","until":"2026-01-01")");
  EXPECT_EQ(After(facts, over, EuRegime()).answer, Answer::kYes) << "rebutted no longer";
}

TEST(ChangesTest, WhatIsMisunderstoodIsAnErrorWithItsNumber) {
  const GraphText text("listed X\nX -> A shares 60");
  const struct {
    const char* why;
    std::string change;
    absl::StatusCode code;
  } rows[] = {
      {"nobody says it", R"({"change":"remove_interest"})", absl::StatusCode::kInvalidArgument},
      {"no such change", Said(R"("change":"sell")"), absl::StatusCode::kInvalidArgument},
      {"it ends before it begins",
       Said(R"("change":"rebut","party":"t:A","regime":"eu-freeze","from":"2026-02-01",)"
            R"("until":"2026-01-01")"),
       absl::StatusCode::kInvalidArgument},
      {"no such party", Said(R"("change":"rebut","party":"t:Q","regime":"uk")"),
       absl::StatusCode::kNotFound},
      {"no such interest",
       Said(R"("change":"remove_interest","owner":"t:A","subject":"t:X","kind":"shares")"),
       absl::StatusCode::kNotFound},
      {"on no such list",
       Said(R"("change":"remove_designation","party":"t:A","authority":"US-OFAC")"),
       absl::StatusCode::kNotFound},
      {"no share", Said(R"("change":"add_interest","share":"much",)" + std::string(kHolds)),
       absl::StatusCode::kInvalidArgument},
      {"more than all", Said(R"("change":"add_interest","share":"101",)" + std::string(kHolds)),
       absl::StatusCode::kInvalidArgument},
      {"reversed dates",
       Said(R"("change":"add_interest","share":"1","from":"2026-01-02","until":"2026-01-01",)" +
            std::string(kHolds)),
       absl::StatusCode::kInvalidArgument},
      {"a member nobody reads",
       Said(R"("change":"remove_interest","shar":"1",)" + std::string(kHolds)),
       absl::StatusCode::kInvalidArgument},
      {"a party twice", Said(R"("change":"add_party","id":"t:X","name":"X")"),
       absl::StatusCode::kInvalidArgument},
      {"no text", R"({"author":7})", absl::StatusCode::kInvalidArgument},
  };
  for (const auto& row : rows) {
    ChangedGraph graph(text.graph());
    EXPECT_THAT(Apply(text, row.change, graph), StatusIs(row.code)) << row.why;
  }
  ChangedGraph graph(text.graph());
  EXPECT_THAT(ReadChanges("{"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ReadChanges("{}"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ReadChanges(R"({"changes":[]})"), IsOkAndHolds(::testing::IsEmpty()));
}

// --- over time -----------------------------------------------------------------------------------

std::string SpansOf(const GraphText& text, const Regime& regime) {
  const auto spans = HistoryOf(text.graph(), regime, AllLists(), text.At("A"));
  EXPECT_THAT(spans, IsOk());
  std::string words;
  for (const VerdictSpan& span : spans.value_or(std::vector<VerdictSpan>())) {
    words += (span.from ? span.from->ToString() : "ever") + " " +
             std::string(AnswerName(span.verdict.answer)) + "; ";
    EXPECT_TRUE(!span.until || !span.from || *span.from < *span.until);
  }
  return words;
}

TEST(HistoryTest, BlockedFromWhenUntilWhen) {
  EXPECT_EQ(SpansOf(GraphText("listed X\nX -> A shares 60 from 2020-01-01 until 2023-05-01\n"
                              "X -> A shares 49 from 2023-05-01"),
                    OfacRegime()),
            "ever NOT_EVALUATED; 2014-08-13 NO; 2020-01-01 YES; 2023-05-01 NO; ");
  EXPECT_EQ(SpansOf(GraphText("listed X\nX -> A shares 50"), EuRegime()),
            "ever NO; 2024-07-03 YES; ");
  EXPECT_EQ(SpansOf(GraphText("listed X\nX -> A shares 60"), EuRegime()), "ever YES; ")
      << "what is not dated holds at all dates, and the threshold makes no difference";
  EXPECT_EQ(SpansOf(GraphText("listed X\nX -> B shares 60\nB -> A shares 51 from 2025-01-01"),
                    UkRegime()),
            "ever NOT_EVALUATED; 2020-12-31 NO; 2025-01-01 YES; ");
}

TEST(HistoryTest, AsManySpansAsDaysAndNoMore) {
  std::string facts = "listed X\n";
  for (int year = 2000; year < 2100; ++year) {
    facts += "X -> A shares " + std::to_string(year % 2 == 0 ? 60 : 40) + " from " +
             std::to_string(year) + "-01-01 until " + std::to_string(year + 1) + "-01-01\n";
  }
  const GraphText text(facts);
  const auto spans = HistoryOf(text.graph(), EuRegime(), AllLists(), text.At("A"));
  ASSERT_THAT(spans, IsOk());
  EXPECT_THAT(*spans, SizeIs(102));
  EXPECT_EQ(spans->front().from, std::nullopt);
  EXPECT_EQ(spans->back().until, std::nullopt);
  for (std::size_t i = 1; i < spans->size(); ++i) {
    EXPECT_EQ((*spans)[i - 1].until, (*spans)[i].from) << "no gaps";
  }
}

}  // namespace
}  // namespace lynceus::ownership
