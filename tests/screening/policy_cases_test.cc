// The golden cases of rules/policy, and that they can fail.
#include "lib/screening/policy_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::Contains;
using ::testing::HasSubstr;

rules::RuleCheck ProjectCheck() {
  auto check = rules::CheckRules(rules::ProjectRules());
  EXPECT_THAT(check, IsOk());
  EXPECT_THAT(check->problems, ::testing::IsEmpty());
  return *std::move(check);
}

TEST(PolicyCasesTest, TheProjectsCasesHold) {
  const rules::RuleCheck check = ProjectCheck();
  EXPECT_GE(check.policy_cases.size(), 25u);
  const auto wrong = RunPolicyCases(check);
  ASSERT_THAT(wrong, IsOk());
  EXPECT_THAT(*wrong, ::testing::IsEmpty());
}

TEST(PolicyCasesTest, EveryScopeOfEveryPolicyHasACase) {
  const rules::RuleCheck check = ProjectCheck();
  ASSERT_FALSE(check.policy_examples.empty());
  for (const rules::ExamplePolicy& example : check.policy_examples) {
    for (const Policy& policy : example.scopes.policies) {
      EXPECT_TRUE(std::any_of(check.policy_cases.begin(), check.policy_cases.end(),
                              [&](const rules::PolicyCase& each) {
                                return each.policy == policy.key && each.scope == policy.scope;
                              }))
          << policy.scope;
    }
  }
}

TEST(PolicyCasesTest, AChangedPolicyIsSeen) {
  rules::RuleCheck check = ProjectCheck();
  check.rules.policy.on_flag["designated"] = Effect(Decision::kReview);
  check.policy_examples.front().policy.minority->act_from_ppm = 300'000;
  const auto wrong = RunPolicyCases(check);
  ASSERT_THAT(wrong, IsOk());
  EXPECT_THAT(*wrong,
              Contains(HasSubstr("exactly at block_score_min: expected scope default, BLOCK "
                                 "urgent, suppressed: none; got scope default, REVIEW "
                                 "normal, suppressed: none")));
  EXPECT_THAT(*wrong, Contains(HasSubstr("a quarter acts: ")));
}

TEST(PolicyCasesTest, ACaseOfNoPolicyIsAnError) {
  rules::RuleCheck check = ProjectCheck();
  check.policy_cases.front().policy = "korean_bank";
  EXPECT_THAT(RunPolicyCases(check), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace lynceus::screening
