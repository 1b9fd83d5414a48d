// The laws of the calibration: ends and thresholds stay, more points never score less, and the
// inverse finds the least points of a score.

#include "lib/matching/calibration.h"

#include <gtest/gtest.h>

#include "lib/matching/compare.h"
#include "lib/matching/matcher.h"
#include "lib/model/rules.h"

namespace lynceus::matching {
namespace {

TEST(Calibration, LeavesEndsAndThresholdsWhereTheyAre) {
  for (const std::int32_t score : {0, 1, 5'999, kScoreFloor, kDefaultThreshold, kScoreMax}) {
    EXPECT_EQ(Calibrate(score), score);
    EXPECT_EQ(PointsFor(score), score);
  }
  EXPECT_LT(Calibrate(kDefaultThreshold - 1), kDefaultThreshold);
  EXPECT_LT(Calibrate(kScoreMax - 1), kScoreMax);
}

TEST(Calibration, KnotsRise) {
  const auto knots = CalibrationKnots();
  ASSERT_GE(knots.size(), 2U);
  EXPECT_EQ(knots.front(), (Knot{0, 0}));
  EXPECT_EQ(knots.back(), (Knot{kScoreMax, kScoreMax}));
  for (std::size_t at = 1; at < knots.size(); ++at) {
    EXPECT_LT(knots[at - 1].points, knots[at].points);
    EXPECT_LT(knots[at - 1].score, knots[at].score);
    EXPECT_EQ(Calibrate(knots[at].points), knots[at].score);
  }
}

TEST(Calibration, MorePointsNeverScoreLessAndTheInverseIsTheLeast) {
  for (std::int32_t points = 1; points <= kScoreMax; ++points) {
    ASSERT_GE(Calibrate(points), Calibrate(points - 1)) << points;
  }
  for (std::int32_t score = 1; score <= kScoreMax; ++score) {
    const std::int32_t points = PointsFor(score);
    ASSERT_GE(Calibrate(points), score);
    ASSERT_LT(Calibrate(points - 1), score);
  }
}

TEST(Calibration, IsATableOfItsOwnWhereOneIsGiven) {
  const Knot knots[] = {{0, 0}, {5'000, 2'000}, {kScoreMax, kScoreMax}};
  EXPECT_EQ(Calibrate(knots, 2'500), 1'000);
  EXPECT_EQ(Calibrate(knots, 7'500), 6'000);
  EXPECT_EQ(Calibrate(knots, kScoreMax), kScoreMax);
}

TEST(Calibration, StandsInTheTreeAndLeavesAnotherSystemsScoreAlone) {
  const Scored names = {8'750, {.label = "name", .points = 8'750}};
  const Scored ours = CombineBy({.key = "default"}, names, {}, {});
  EXPECT_EQ(ours.score, Calibrate(8'750));
  EXPECT_EQ(ours.tree.points, ours.score);
  EXPECT_EQ(ours.tree.children.back().label, "calibration");
  std::int32_t sum = 0;
  for (const ScoreNode& node : ours.tree.children) sum += node.points;
  EXPECT_EQ(sum, ours.score);
  const Preset page = {.key = "ofac", .scorer = NameScorer::kOfacSearch};
  EXPECT_EQ(CombineBy(page, names, {}, {}).score, 8'750);
  EXPECT_EQ(PointsFor(page, 9'000), 9'000);
}

}  // namespace
}  // namespace lynceus::matching
