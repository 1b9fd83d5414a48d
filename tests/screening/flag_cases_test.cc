// The golden cases of rules/flags, and that they can fail.
#include "lib/screening/flag_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "lib/rules/load.h"
#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;

rules::RuleCheck ProjectCheck() {
  auto check = rules::CheckRules(rules::ProjectRules());
  EXPECT_THAT(check, IsOk());
  EXPECT_THAT(check->problems, ::testing::IsEmpty());
  return *std::move(check);
}

TEST(FlagCasesTest, TheProjectsCasesHold) {
  const rules::RuleCheck check = ProjectCheck();
  const auto wrong = RunFlagCases(check.flag_cases, check.rules);
  ASSERT_THAT(wrong, IsOk());
  EXPECT_THAT(*wrong, ::testing::IsEmpty());
}

TEST(FlagCasesTest, EveryRuleHasACaseThatRaisesItAndOneThatDoesNot) {
  const rules::RuleCheck check = ProjectCheck();
  for (const std::string& type : rules::RuledFlagTypes()) {
    std::set<bool> raised;
    for (const rules::FlagCase& each : check.flag_cases) {
      raised.insert(std::find(each.flags.begin(), each.flags.end(), type) != each.flags.end());
    }
    EXPECT_EQ(raised.size(), 2U) << type;
  }
}

TEST(FlagCasesTest, AChangedParameterIsSeen) {
  rules::RuleCheck check = ProjectCheck();
  check.rules.flags.just_under.from_ppm = 495'000;
  const auto wrong = RunFlagCases(check.flag_cases, check.rules);
  ASSERT_THAT(wrong, IsOk());
  EXPECT_THAT(*wrong, ::testing::Contains(::testing::HasSubstr(
                          "49 of 100 is just under: expected just_under, got minority")));
}

}  // namespace
}  // namespace lynceus::screening
