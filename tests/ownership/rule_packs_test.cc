// The regimes as the project ships them, against the conformance cases.

#include "lib/base/file.h"
#include "lib/ownership/vectors.h"
#include "lib/rules/load.h"
#include "tests/ownership/graph_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::ownership {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<const RuleSet> Shipped() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  const auto rules = rules::LoadRules(JoinPath(root == nullptr ? "." : root, "rules"));
  EXPECT_THAT(rules, support::IsOk());
  return rules.ok() ? *rules : std::make_shared<const RuleSet>();
}

TEST(RulePacksTest, SharedCasesHoldUnderTheShippedRegimes) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto text = ReadFile(*support::TestDataDir() + "/ownership/rule_vectors.json");
  ASSERT_THAT(text, support::IsOk());
  const auto results = RunVectors(*text, Shipped()->regimes);
  ASSERT_THAT(results, support::IsOk());
  EXPECT_THAT(results->failures, IsEmpty());
  EXPECT_EQ(results->passed, 24u);
  EXPECT_THAT(results->skipped_by_regime, IsEmpty());
}

// 15 CFR 744, Supplement 8: of several listed owners the most restrictive requirement applies, so
// also of one without whom the proof would hold.
TEST(RulePacksTest, BisNamesEveryListedOwnerAndItsEntries) {
  const auto rules = Shipped();
  const GraphText text(
      "listed X US-BIS EL\nlisted Y US-BIS MEU\nX -> A shares 60\nY -> A shares 10");
  const Verdict verdict = text.VerdictOn("A", *rules->FindRegime("us-bis"), Day(2025, 9, 29));
  EXPECT_EQ(verdict.answer, Answer::kYes);
  EXPECT_THAT(verdict.text, HasSubstr("the strictest of what is asked for its listed owners "
                                      "applies: X (US-BIS EL"));
  EXPECT_THAT(verdict.text, HasSubstr("; Y (US-BIS MEU"));
  const GraphText ofac("listed X\nX -> A shares 60");
  EXPECT_THAT(ofac.VerdictOn("A", *rules->FindRegime("us-ofac"), Day(2026, 1, 1)).text,
              ::testing::Not(HasSubstr("strictest")));
}

TEST(RulePacksTest, EachRegimeHasItsOwnParameters) {
  const auto rules = Shipped();
  const struct {
    const char* why;
    const char* regime;
    const char* facts;
    Date day;
    Answer answer;
  } rows[] = {
      {"half, added", "us-ofac", "listed X\nlisted Y\nX -> A shares 25\nY -> A shares 25",
       Day(2014, 8, 13), Answer::kYes},
      {"not added before 2014", "us-ofac", "listed X\nlisted Y\nX -> A shares 25\nY -> A shares 25",
       Day(2014, 8, 12), Answer::kNo},
      {"no rule before 2008", "us-ofac", "listed X\nX -> A shares 100", Day(2008, 2, 13),
       Answer::kNotEvaluated},
      {"directives are no SDN list", "us-ofac",
       "listed X US-OFAC CONS RUSSIA-EO14024\n"
       "X -> A shares 100",
       Day(2026, 1, 1), Answer::kNo},
      {"control is not ownership", "us-ofac", "listed X\nX -> A board unknown", Day(2026, 1, 1),
       Answer::kNo},
      {"control in the EU", "eu-freeze", "listed X\nX -> A board unknown", Day(2026, 1, 1),
       Answer::kYes},
      {"half before July 2024", "eu-freeze", "listed X\nX -> A shares 50", Day(2024, 7, 2),
       Answer::kNo},
      {"half since", "eu-freeze", "listed X\nX -> A shares 50", Day(2024, 7, 3), Answer::kYes},
      {"votes in the UK", "uk", "listed X\nX -> A votes 51", Day(2026, 1, 1), Answer::kYes},
      {"joint holders in the UK", "uk",
       "listed X\nX -> A shares 30 joint g\n"
       "Y -> A shares 25 joint g",
       Day(2026, 1, 1), Answer::kYes},
      {"control of a government that is blocked by definition", "us-ofac",
       "listed X US-OFAC SDN VENEZUELA-EO13884\nX -> A board unknown", Day(2026, 1, 1),
       Answer::kYes},
      {"and of what it controls", "us-ofac",
       "listed X US-OFAC SDN VENEZUELA-EO13884\nX -> B shares 60\nB -> A influence unknown",
       Day(2026, 1, 1), Answer::kYes},
      {"a directive that does not extend", "us-sectoral",
       "listed X US-OFAC NS-MBS RUSSIA-EO14024\nX -> A shares 100", Day(2026, 1, 1), Answer::kNo},
      {"a sectoral directive that does", "us-sectoral",
       "listed X US-OFAC SSI UKRAINE-EO13662\nlisted Y US-OFAC SSI UKRAINE-EO13662\n"
       "X -> A shares 25\nY -> A shares 25",
       Day(2026, 1, 1), Answer::kYes},
      {"before the affiliates rule", "us-bis", "listed X US-BIS EL\nX -> A shares 50",
       Day(2025, 9, 28), Answer::kNotEvaluated},
      {"entity list and military end users added", "us-bis",
       "listed X US-BIS EL\nlisted Y US-BIS MEU\nX -> A shares 25\nY -> A shares 25",
       Day(2025, 9, 29), Answer::kYes},
      {"49 percent does not carry on", "us-bis",
       "listed X US-BIS EL\nX -> B shares 49\nB -> A shares 100", Day(2025, 9, 29), Answer::kNo},
      {"a programme that counts", "us-bis", "listed X US-OFAC SDN SDGT\nX -> A shares 50",
       Day(2025, 9, 29), Answer::kYes},
      {"a programme that does not", "us-bis", "listed X US-OFAC SDN CUBA\nX -> A shares 50",
       Day(2025, 9, 29), Answer::kNo},
      {"suspended", "us-bis", "listed X US-BIS EL\nX -> A shares 50", Day(2025, 11, 10),
       Answer::kNotEvaluated},
      {"not verified whether it came back", "us-bis", "listed X US-BIS EL\nX -> A shares 50",
       Day(2026, 11, 10), Answer::kUndetermined},
      {"sectoral: half is not more than half", "eu-sectoral",
       "listed X EU OJ-SECTORAL\nX -> A shares 50", Day(2026, 1, 1), Answer::kNo},
      {"sectoral: more than half", "eu-sectoral", "listed X EU OJ-SECTORAL\nX -> A shares 50.0001",
       Day(2026, 1, 1), Answer::kYes},
      {"cumulated in Switzerland", "ch", "listed X\nlisted Y\nX -> A shares 30\nY -> A shares 25",
       Day(2026, 1, 1), Answer::kYes},
      {"half of the votes in Canada", "ca", "listed X\nX -> A votes 50", Day(2026, 1, 1),
       Answer::kYes},
      {"an aggregate in Canada", "ca", "listed X\nlisted Y\nX -> A shares 30\nY -> A shares 25",
       Day(2026, 1, 1), Answer::kNo},
      {"before the Canadian amendment", "ca", "listed X\nX -> A shares 50", Day(2023, 6, 21),
       Answer::kNotEvaluated},
      {"a material interest in Australia", "au", "listed X\nX -> A shares 8", Day(2026, 1, 1),
       Answer::kUndetermined},
      {"even all of it", "au", "listed X\nX -> A shares 100", Day(2026, 1, 1),
       Answer::kUndetermined},
      {"no material one", "au", "listed X\nX -> A shares 4.9", Day(2026, 1, 1), Answer::kNo},
      {"exactly half in Japan is not verified", "jp", "listed X\nX -> A shares 50", Day(2026, 1, 1),
       Answer::kUndetermined},
      {"more than half in Japan", "jp", "listed X\nX -> A shares 50.0001", Day(2026, 1, 1),
       Answer::kYes},
      {"Japan looks at direct holdings alone", "jp",
       "listed X\nX -> B shares 100\nB -> A shares 100", Day(2026, 1, 1), Answer::kNo},
      {"before the Korean amendment", "kr", "listed X\nX -> A shares 100", Day(2026, 1, 21),
       Answer::kNotEvaluated},
      {"together in Korea", "kr", "listed X\nlisted Y\nX -> A shares 25\nY -> A shares 25",
       Day(2026, 1, 22), Answer::kYes},
      {"the United Nations state no number", "un", "listed X\nX -> A shares 100", Day(2026, 1, 1),
       Answer::kUndetermined},
  };
  for (const auto& row : rows) {
    const Regime* regime = rules->FindRegime(row.regime);
    ASSERT_NE(regime, nullptr) << row.regime;
    EXPECT_EQ(GraphText(row.facts).VerdictOn("A", *regime, row.day).answer, row.answer) << row.why;
  }
}

TEST(RulePacksTest, WhatIsNotVerifiedIsSaid) {
  const auto rules = Shipped();
  const GraphText text("listed X\nX -> A shares 50\nX -> B shares 10");
  const Verdict bis = text.VerdictOn("A", *rules->FindRegime("us-bis"), Day(2026, 12, 1));
  EXPECT_EQ(bis.basis, Basis::kUnverified);
  EXPECT_TRUE(bis.unverified);
  EXPECT_EQ(bis.measure, "export_licence");
  EXPECT_THAT(bis.undecided, ElementsAre("whether the rule holds on this day"));
  const Verdict japan = text.VerdictOn("A", *rules->FindRegime("jp"));
  EXPECT_EQ(japan.basis, Basis::kUnverified);
  EXPECT_THAT(japan.undecided, Contains("whether exactly 50 % reaches the threshold"));
  const Verdict australia = text.VerdictOn("A", *rules->FindRegime("au"));
  EXPECT_EQ(australia.basis, Basis::kReview);
  EXPECT_FALSE(australia.unverified);
  const Verdict swiss = text.VerdictOn("B", *rules->FindRegime("ch"));
  EXPECT_EQ(swiss.answer, Answer::kNo);
  EXPECT_TRUE(swiss.unverified);
  EXPECT_THAT(swiss.text, HasSubstr("this rule is unverified"));
  EXPECT_FALSE(text.VerdictOn("X", *rules->FindRegime("ch")).unverified) << "a listing is certain";
}

TEST(RulePacksTest, WhatARegimeDoesNotCountIsACaution) {
  const auto rules = Shipped();
  const GraphText text(
      "listed X\nlisted Y\nX -> A board unknown\nX -> B shares 30\nY -> B shares 25\n"
      "X -> C shares 30");
  EXPECT_THAT(text.VerdictOn("A", *rules->FindRegime("us-ofac")).cautions,
              ElementsAre("a blocked party, X, is stated to hold board over it: this regime does "
                          "not count control"));
  for (const char* regime : {"uk", "ca"}) {
    EXPECT_THAT(text.VerdictOn("B", *rules->FindRegime(regime)).cautions,
                ElementsAre(HasSubstr("this regime does not add them")))
        << regime;
    EXPECT_THAT(text.VerdictOn("C", *rules->FindRegime(regime)).cautions, IsEmpty()) << regime;
  }
}

TEST(RulePacksTest, EveryRegimeNamesItsSources) {
  const auto shipped = Shipped();  // a temporary would be gone before the loop
  std::vector<Regime> all = shipped->regimes;
  all.insert(all.end(), shipped->beneficial.begin(), shipped->beneficial.end());
  EXPECT_EQ(all.size(), 18u);
  for (const Regime& regime : all) {
    EXPECT_FALSE(regime.sources.empty()) << regime.key;
    EXPECT_FALSE(regime.title.empty()) << regime.key;
    EXPECT_FALSE(regime.measure.empty()) << regime.key;
  }
}

}  // namespace
}  // namespace lynceus::ownership
