// Folds: a partition that keeps units together, the same every time.

#include "lib/validation/folds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/random.h"

namespace lynceus::validation {
namespace {

std::vector<std::string> RandomUnits(SeededRandom& random) {
  std::vector<std::string> units(random.Below(200));
  for (std::string& unit : units) unit = absl::StrCat("unit", random.Below(30));
  return units;
}

TEST(FoldsLaws, PartitionThePairsAndKeepUnitsTogether) {
  SeededRandom random(21);
  for (int round = 0; round < 100; ++round) {
    const auto units = RandomUnits(random);
    const auto folds = AssignFolds(units);
    ASSERT_EQ(folds.size(), units.size());
    std::map<std::string, std::size_t> fold_of;
    for (std::size_t i = 0; i < units.size(); ++i) {
      EXPECT_LT(folds[i], kFolds);
      EXPECT_EQ(fold_of.try_emplace(units[i], folds[i]).first->second, folds[i]);
    }
    EXPECT_EQ(AssignFolds(units), folds);
  }
}

TEST(FoldsLaws, DoNotDependOnTheOrderOfPairs) {
  SeededRandom random(22);
  auto units = RandomUnits(random);
  const auto folds = AssignFolds(units);
  std::map<std::string, std::size_t> fold_of;
  for (std::size_t i = 0; i < units.size(); ++i) fold_of[units[i]] = folds[i];
  std::reverse(units.begin(), units.end());
  const auto again = AssignFolds(units);
  for (std::size_t i = 0; i < units.size(); ++i) EXPECT_EQ(again[i], fold_of[units[i]]);
}

TEST(FoldsTest, AreOfLikeSizeWhereUnitsAreSmall) {
  std::vector<std::string> units;
  for (int i = 0; i < 100; ++i) units.push_back(absl::StrCat("unit", i));
  std::map<std::size_t, int> sizes;
  for (const std::size_t fold : AssignFolds(units)) ++sizes[fold];
  for (const auto& [fold, size] : sizes) EXPECT_EQ(size, 20) << fold;
}

LabelledPair Pair(std::string place, std::string asked, std::string listed) {
  return {.place = std::move(place),
          .asked = {.names = {std::move(asked)}},
          .listed = {.names = {std::move(listed)}}};
}

TEST(UnitsByNameTest, JoinPairsThatShareAName) {
  const std::vector<LabelledPair> pairs = {
      Pair("line 2", "Odd Vinterlykke", "Ola Sommersorg"),
      Pair("line 3", "Mizuki Aranami", "M. A."),
      Pair("line 4", "OLA SOMMERSORG", "Per Hagletoft"),  // shares with line 2, but for its case
      Pair("line 5", "Per Hagletoft", "Ola Sommersorg")};
  const auto units = UnitsByName(pairs);
  EXPECT_EQ(units, (std::vector<std::string>{"line 2", "line 3", "line 2", "line 2"}));
}

TEST(CrossValidateTest, MeasuresEachFoldAtTheThresholdOfTheOthers) {
  // Every fold but the first is clean at 6,000; the first needs 8,000 and must not get it.
  std::vector<Judged> pairs;
  std::vector<std::size_t> folds;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    pairs.push_back({.score = fold == 0 ? 8'000 : 6'000, .match = true});
    pairs.push_back({.score = fold == 0 ? 7'500 : 5'000, .match = false});
    folds.insert(folds.end(), 2, fold);
  }
  const CrossValidation all = CrossValidate(pairs, folds, 7'000, 1);
  ASSERT_EQ(all.folds.size(), kFolds);
  EXPECT_EQ(all.folds[0].threshold, 6'000);
  EXPECT_EQ(all.folds[0].counts.wrong_hits, 1u);
  EXPECT_EQ(all.pooled.pairs(), pairs.size());
  EXPECT_LE(all.mean_interval.low, all.mean_f1);
  EXPECT_GE(all.mean_interval.high, all.mean_f1);
  EXPECT_LE(all.pooled_f1.low, all.pooled.f1());
  EXPECT_GE(all.pooled_f1.high, all.pooled.f1());
}

TEST(CrossValidateTest, EmptyFoldsAreNoFigures) {
  const std::vector<Judged> pairs = {{.score = 8'000, .match = true}};
  const CrossValidation all = CrossValidate(pairs, {0}, 7'000, 1);
  EXPECT_EQ(all.mean_f1, 1);
  EXPECT_EQ(all.mean_interval.low, 0) << "one fold says nothing of the spread";
}

}  // namespace
}  // namespace lynceus::validation
