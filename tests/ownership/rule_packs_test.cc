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

std::string RulesDirectory() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(root == nullptr ? "." : root, "rules");
}

std::shared_ptr<const RuleSet> Shipped() {
  const auto rules = rules::LoadRules(RulesDirectory());
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

TEST(RulePacksTest, OwnCasesHoldUnderTheShippedRegimes) {
  const auto text = ReadFile(JoinPath(RulesDirectory(), "regimes/cases.json"));
  ASSERT_THAT(text, support::IsOk());
  const auto results = RunVectors(*text, Shipped()->regimes);
  ASSERT_THAT(results, support::IsOk());
  EXPECT_THAT(results->failures, IsEmpty());
  EXPECT_THAT(results->skipped_by_regime, IsEmpty());
  EXPECT_GE(results->cases, 104u);
  EXPECT_GE(results->checked, 224u);
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
