// The three regimes as the project ships them, against the conformance cases.

#include "lib/base/file.h"
#include "lib/ownership/vectors.h"
#include "lib/rules/load.h"
#include "tests/ownership/graph_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::ownership {
namespace {

using ::testing::AnyOf;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Key;

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
  EXPECT_THAT(results->skipped_by_regime, Each(Key(AnyOf("CH", "CA", "KR_TF"))));
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
  };
  for (const auto& row : rows) {
    const Regime* regime = rules->FindRegime(row.regime);
    ASSERT_NE(regime, nullptr) << row.regime;
    EXPECT_EQ(GraphText(row.facts).VerdictOn("A", *regime, row.day).answer, row.answer) << row.why;
  }
}

TEST(RulePacksTest, EveryRegimeNamesItsSources) {
  const auto shipped = Shipped();  // a temporary would be gone before the loop
  for (const Regime& regime : shipped->regimes) {
    EXPECT_FALSE(regime.sources.empty()) << regime.key;
    EXPECT_FALSE(regime.title.empty()) << regime.key;
    EXPECT_FALSE(regime.measure.empty()) << regime.key;
  }
}

}  // namespace
}  // namespace lynceus::ownership
