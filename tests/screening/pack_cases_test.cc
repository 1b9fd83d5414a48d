// The golden cases of rules/groups and rules/patterns, that they can fail, and that they leave no
// group and no pattern out.
#include "lib/screening/pack_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "lib/rules/load.h"
#include "lib/screening/group_words.h"
#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const rules::RuleCheck& ProjectCheck() {
  static const auto& check = *new rules::RuleCheck([] {
    auto read = rules::CheckRules(rules::ProjectRules());
    EXPECT_THAT(read, IsOk());
    EXPECT_THAT(read->problems, IsEmpty());
    return *std::move(read);
  }());
  return check;
}

const names::Analyzer& ProjectAnalyzer() {
  static const auto analyzer = *names::Analyzer::Load(rules::ProjectRules() + "/names");
  return *analyzer;
}

std::string KeyOf(const std::string& finding) { return finding.substr(0, finding.find(' ')); }

TEST(PackCasesTest, TheProjectsCasesHold) {
  const rules::RuleCheck& check = ProjectCheck();
  const auto groups = RunGroupCases(check.group_cases, check.rules, ProjectAnalyzer());
  ASSERT_THAT(groups, IsOk());
  EXPECT_THAT(*groups, IsEmpty());
  const auto texts = RunTextCases(check.text_cases, check.rules);
  ASSERT_THAT(texts, IsOk());
  EXPECT_THAT(*texts, IsEmpty());
}

TEST(PackCasesTest, EveryGroupAndEveryPatternHasACase) {
  const rules::RuleCheck& check = ProjectCheck();
  std::set<std::string> found;
  std::size_t negative = 0;
  for (const rules::GroupCase& each : check.group_cases) {
    for (const std::string& finding : each.groups) found.insert(KeyOf(finding));
    if (each.groups.empty()) ++negative;
  }
  for (const Group& group : check.rules.groups) EXPECT_TRUE(found.contains(group.key)) << group.key;
  EXPECT_GE(check.group_cases.size(), 40U);
  EXPECT_GE(negative, 15U);

  found.clear();
  negative = 0;
  for (const rules::TextCase& each : check.text_cases) {
    found.insert(each.found.begin(), each.found.end());
    if (each.found.empty()) ++negative;
  }
  for (const TextPattern& each : check.rules.patterns) EXPECT_TRUE(found.contains(each.key));
  EXPECT_GE(check.text_cases.size(), 30U);
  EXPECT_GE(negative, 20U);
}

TEST(PackCasesTest, AChangedShareIsSeen) {
  RuleSet changed = ProjectCheck().rules;
  for (Group& group : changed.groups) group.ownership_from_ppm = 510'000;
  const auto wrong = RunGroupCases(ProjectCheck().group_cases, changed, ProjectAnalyzer());
  ASSERT_THAT(wrong, IsOk());
  EXPECT_THAT(*wrong, ::testing::Contains(
                          HasSubstr("works: expected sovcombank ownership certain, got none")));
}

TEST(PackCasesTest, AMissingNameIsSeen) {
  RuleSet changed = ProjectCheck().rules;
  for (Group& group : changed.groups) {
    std::erase(group.family, "Совкомбанк");
    std::erase(group.family, "Sovkombank");  // which is read as the Cyrillic one
  }
  const auto wrong = RunGroupCases(ProjectCheck().group_cases, changed, ProjectAnalyzer());
  ASSERT_THAT(wrong, IsOk());
  EXPECT_THAT(*wrong, ::testing::Contains(HasSubstr("Совкомбанк Лизинг")));
}

TEST(PackCasesTest, AChangedPatternIsSeen) {
  RuleSet changed = ProjectCheck().rules;
  for (TextPattern& pattern : changed.patterns) pattern.unless.clear();
  const auto wrong = RunTextCases(ProjectCheck().text_cases, changed);
  ASSERT_THAT(wrong, IsOk());
  EXPECT_THAT(*wrong, ::testing::Contains(HasSubstr("De Krim, Overijssel: expected none, got")));
}

// --- what is refused -----------------------------------------------------------------------------

TEST(GroupWordsTest, ANameOfTwoGroupsIsRefused) {
  const std::vector<Group> groups = {{.key = "a", .family = {"Sovcombank"}},
                                     {.key = "b", .family_shared = {"SOVCOMBANK"}}};
  EXPECT_THAT(GroupWords::Compile(groups, ProjectAnalyzer()).status().message(),
              HasSubstr("another group has it too"));
}

TEST(GroupWordsTest, AFrequentWordAloneIsRefused) {
  for (const char* word : {"Bank", "Банк", "银行", "International"}) {
    const std::vector<Group> groups = {{.key = "a", .family = {word}}};
    EXPECT_THAT(GroupWords::Compile(groups, ProjectAnalyzer()).status().message(),
                HasSubstr("every other company bears it"))
        << word;
  }
}

TEST(GroupWordsTest, ANameWithoutLettersIsRefused) {
  const std::vector<Group> groups = {{.key = "a", .family = {"..."}}};
  EXPECT_EQ(GroupWords::Compile(groups, ProjectAnalyzer()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace lynceus::screening
