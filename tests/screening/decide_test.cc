// Policy: decisions only rise, nothing undecided is clear, what is suppressed stays in the answer.
#include "lib/screening/decide.h"

#include <gtest/gtest.h>

#include "lib/screening/coverage.h"

namespace lynceus::screening {
namespace {

Policy SamplePolicy() {
  Policy policy;
  policy.key = "sample";
  policy.on_flag = {{"designated", Effect(Decision::kBlock)},
                    {"pep", Effect(Decision::kClear)},
                    {"minority", Effect(Decision::kReview)}};
  return policy;
}

// A preset of another key than the policy's: its thresholds alone hold.
Preset BlocksFrom(std::int32_t block_score_min) {
  return {.key = "sample", .block_score_min = block_score_min};
}

Match With(std::int32_t score, const std::vector<std::string>& flags) {
  Match match{.entity_id = "x:1", .score = score};
  for (const std::string& type : flags) match.flags.push_back({.type = type});
  return match;
}

TEST(DecideTest, DecidesEachMatch) {
  const struct {
    Match match;
    Decision expected;
    const char* why;
  } kCases[] = {
      {With(9'500, {"designated"}), Decision::kBlock, "a strong hit on a listed party"},
      {With(8'999, {"designated"}), Decision::kReview, "below block_score_min a person decides"},
      {With(kScoreMax, {"designated"}), Decision::kBlock, "the highest score"},
      {With(9'500, {"minority"}), Decision::kReview, "as the policy says"},
      {With(9'500, {"pep"}), Decision::kClear, "the policy does not act on it"},
      {With(9'500, {"unheard_of"}), Decision::kReview, "an unknown flag is never clear"},
      {With(9'500, {}), Decision::kClear, "no flag"},
      {With(9'500, {"pep", "designated"}), Decision::kBlock, "the highest counts"},
      {With(9'500, {"declared_owner", "designated"}), Decision::kReview,
       "a listed owner is judged by its share"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(DecideMatch(test.match, SamplePolicy(), BlocksFrom(9'000)).decision, test.expected)
        << test.why;
  }
}

TEST(DecideTest, APresetWhoseHitsNeverBlockLeavesThemToAPerson) {
  EXPECT_EQ(DecideMatch(With(kScoreMax, {"designated"}), SamplePolicy(), BlocksFrom(kBlocksNever))
                .decision,
            Decision::kReview);
}

TEST(DecideTest, UndeterminedIsNeverClear) {
  Match match = With(7'000, {});
  match.ownership.push_back({.regime = "r", .answer = Answer::kUndetermined});
  Policy policy = SamplePolicy();
  policy.on_undetermined = Effect(Decision::kClear);  // rules check refuses it; the code does too
  EXPECT_EQ(DecideMatch(match, policy, BlocksFrom(9'000)).decision, Decision::kReview);
}

TEST(DecideTest, SuppressedMatchesStayWithTheRulesName) {
  DecisionCore core;
  core.hits = {With(9'900, {"pep"}), With(9'800, {})};
  Decide(SamplePolicy(), BlocksFrom(9'000), /*covered=*/true, core);
  EXPECT_EQ(core.decision, Decision::kClear);
  EXPECT_TRUE(core.hits.empty());
  ASSERT_EQ(core.suppressed.size(), 2u);
  EXPECT_EQ(core.suppressed[0].suppressed_by, "policy sample: no_flag_acts");
  EXPECT_EQ(core.suppressed[1].suppressed_by, "policy sample: no_flag");
}

TEST(DecideTest, TruncationAndMissingListsAreNeverClear) {
  DecisionCore truncated;
  truncated.truncated = true;
  Decide(SamplePolicy(), BlocksFrom(9'000), true, truncated);
  EXPECT_EQ(truncated.decision, Decision::kReview);
  DecisionCore uncovered;
  Decide(SamplePolicy(), BlocksFrom(9'000), false, uncovered);
  EXPECT_EQ(uncovered.decision, Decision::kReview);
  EXPECT_EQ(uncovered.reasons, std::vector<std::string>{"coverage"});
}

TEST(DecideTest, TheMostUrgentFindingIsNamed) {
  Policy policy = SamplePolicy();
  policy.on_flag["pep"] = {Decision::kReview, Priority::kUrgent};
  DecisionCore core;
  core.hits = {With(9'900, {"designated"}), With(9'800, {"pep"})};
  core.hits[1].entity_id = "x:2";
  Decide(policy, BlocksFrom(9'000), true, core);
  EXPECT_EQ(core.decision, Decision::kBlock);
  EXPECT_EQ(core.priority, Priority::kUrgent);
  EXPECT_EQ(core.priority_reason, "pep of x:2");
  Decide(policy, BlocksFrom(kBlocksNever), true, core);
  EXPECT_EQ(core.priority, Priority::kNormal) << "possibly the same party is not urgent";
  DecisionCore clear;
  Decide(policy, BlocksFrom(9'000), true, clear);
  EXPECT_EQ(clear.priority, Priority::kNone);
  EXPECT_EQ(clear.priority_reason, "");
}

TEST(DecideTest, WhatIsSuppressedAlreadyKeepsItsRule) {
  DecisionCore core;
  core.hits = {With(9'900, {"designated"})};
  core.hits[0].suppressed_by = "good_guy gg-1 by A. Officer, approved by B. Officer";
  Decide(SamplePolicy(), BlocksFrom(9'000), true, core);
  EXPECT_EQ(core.decision, Decision::kClear);
  ASSERT_EQ(core.suppressed.size(), 1u);
  EXPECT_EQ(core.suppressed[0].suppressed_by,
            "good_guy gg-1 by A. Officer, approved by B. Officer");
}

LoadReport Source(const char* authority, const char* list, const char* date) {
  LoadReport report;
  report.source.authority = authority;
  report.source.list = list;
  if (*date != '\0') report.source.list_date = *Date::ParseIso(date);
  return report;
}

TEST(CoverageTest, StatesOfLists) {
  Policy policy;
  policy.required_lists = {{"A", "L", 30}};
  const Date day = *Date::FromCivil(2026, 3, 1);
  const struct {
    std::vector<LoadReport> sources;
    ListState state;
    const char* why;
  } kCases[] = {
      {{Source("A", "L", "2026-02-20")}, ListState::kCurrent, "fresh"},
      {{Source("A", "L", "2026-01-29")}, ListState::kStale, "31 days old"},
      {{Source("A", "L", "2026-01-30")}, ListState::kCurrent, "30 days old"},
      {{Source("A", "L", "")}, ListState::kStale, "no date where an age is asked for"},
      {{Source("B", "L", "2026-02-20")}, ListState::kMissing, "another authority's"},
      {{Source("A", "L", "2020-01-01"), Source("A", "L", "2026-02-20")},
       ListState::kCurrent,
       "the newest counts"},
  };
  for (const auto& test : kCases) {
    const std::vector<ListRef> lists = Coverage(test.sources, policy, day);
    ASSERT_FALSE(lists.empty()) << test.why;
    EXPECT_EQ(lists.front().state, test.state) << test.why;
    EXPECT_EQ(Covered(lists, policy), test.state == ListState::kCurrent) << test.why;
  }
  LoadReport partial = Source("A", "L", "2026-02-20");
  partial.skipped_total = 1;
  EXPECT_FALSE(Covered(Coverage({partial}, policy, day), policy)) << "a record was not loaded";

  // An aggregator's copy is partial unless accepted, and takes nothing from the publisher's own.
  LoadReport copy = Source("", "", "2026-02-25");
  copy.source.copies = true;
  copy.lists = {{"A", "L", 5}};
  copy.skipped_total = 3;
  EXPECT_EQ(Coverage({copy}, policy, day).front().state, ListState::kPartial);
  EXPECT_TRUE(Covered(Coverage({Source("A", "L", "2026-02-20"), copy}, policy, day), policy));
  copy.skipped_total = 0;
  EXPECT_FALSE(Covered(Coverage({copy}, policy, day), policy));
  policy.required_lists[0].copies_accepted = true;
  EXPECT_TRUE(Covered(Coverage({copy}, policy, day), policy));
}

}  // namespace
}  // namespace lynceus::screening
