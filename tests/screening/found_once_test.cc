// What two rule sets share is found once, and is what each would find by itself.
#include "lib/screening/found_once.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/status.h"
#include "lib/review/answer_json.h"
#include "lib/review/decision_diff.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using support::IsOk;

const Date kDay = *Date::FromCivil(2026, 11, 1);

// The demonstration's engine with another threshold, and a policy that does no more than `most`.
std::shared_ptr<const Engine> EngineWith(std::int32_t match_score_min, Decision most) {
  RuleSet rules = *DemoEngine().rules;
  rules.policy.in_force.match_score_min = match_score_min;
  rules.policy.on_yes = Effect(most);
  for (auto& [type, effect] : rules.policy.on_flag) {
    effect.decision = std::min(effect.decision, most);
  }
  auto engine = WithRules(DemoEngine(), std::make_shared<const RuleSet>(std::move(rules)));
  EXPECT_THAT(engine, IsOk());
  return *engine;
}

std::string JsonOf(const absl::StatusOr<DecisionCore>& core) {
  return core.ok() ? review::DecisionCoreJson(*core) : ErrorText(core.status());
}

const std::vector<Counterparty>& Questions() {
  static const auto& questions = *new std::vector<Counterparty>{
      {.names = {"Sovcombank"}},
      {.names = {"Sovkombank Leasing"}},
      {.names = {"Hokkaido Dairy Cooperative"}},
      {.names = {"Russia-Japan Investment Fund", "RJIF"}},
      {.names = {"Russian Direct Investment"}},
      {.names = {"Invest Bank"}},
      {.names = {"GmbH"}},
      {.names = {"..."}},
      {.names = {"Example"}, .owners = {{.name = "Sovcombank", .share = Share::Unknown()}}},
      {.names = {"Kim"}, .countries = {"kp"}},
  };
  return questions;
}

TEST(FoundOnceTest, GivesWhatASearchGives) {
  const std::int32_t thresholds[] = {6'000, 7'000, 8'500, 10'000};
  std::size_t searches = 0;
  std::size_t evaluations = 0;
  for (const Counterparty& question : Questions()) {
    for (const std::int32_t first : thresholds) {
      FoundOnce found;
      for (const std::int32_t each : {first, thresholds[1], thresholds[2], first}) {
        const auto engine = EngineWith(each, Decision::kBlock);
        EXPECT_EQ(JsonOf(Evaluate(question, kDay, *engine, "", found.finder())),
                  JsonOf(Evaluate(question, kDay, *engine)))
            << question.names.front() << " " << first << " " << each;
        ++evaluations;
      }
      searches += found.searches();
    }
  }
  EXPECT_LT(searches, evaluations * 3 / 4) << "nothing was kept";
}

TEST(DecisionDiffTest, IsWhatTwoEvaluationsSay) {
  const auto before = EngineWith(7'000, Decision::kBlock);
  const auto after = EngineWith(8'500, Decision::kReview);
  int changed = 0;
  for (const Counterparty& question : Questions()) {
    for (const auto& [old, young] : {std::pair{before, after}, std::pair{after, before}}) {
      const review::DecisionDiff diff = review::DiffDecisions(question, kDay, *old, *young);
      const auto core_before = Evaluate(question, kDay, *old);
      const auto core_after = Evaluate(question, kDay, *young);
      ASSERT_EQ(diff.before.decision.ok(), core_before.ok());
      ASSERT_EQ(diff.after.decision.ok(), core_after.ok());
      if (diff.failed()) continue;
      EXPECT_EQ(*diff.before.decision, core_before->decision);
      EXPECT_EQ(*diff.after.decision, core_after->decision);
      if (!diff.changed()) continue;
      ++changed;
      EXPECT_FALSE(diff.why.empty()) << "a change has a reason";
    }
  }
  EXPECT_GT(changed, 0);
}

}  // namespace
}  // namespace lynceus::screening
