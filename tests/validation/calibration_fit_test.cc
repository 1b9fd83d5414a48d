// A fit finds the shares it was given, does not follow a fall, and weighs each file as half true.

#include "lib/validation/calibration_fit.h"

#include <gtest/gtest.h>

#include "lib/model/score_node.h"

namespace lynceus::validation {
namespace {

void Add(std::vector<PointsJudged>& pairs, std::int32_t points, int right, int wrong,
         std::size_t file = 0) {
  for (int i = 0; i < right + wrong; ++i) {
    pairs.push_back({points, i < right, file, static_cast<std::size_t>(i % 5)});
  }
}

std::int32_t ScoreAt(const CalibrationFit& fit, std::int32_t points) {
  return matching::Calibrate(fit.knots, points);
}

TEST(CalibrationFit, FindsTheShareOfTruePairs) {
  std::vector<PointsJudged> pairs;
  Add(pairs, 7'250, 300, 200);
  Add(pairs, 8'750, 450, 50);
  Add(pairs, 1'000, 0, 500);  // half of the file is true
  const CalibrationFit fit = FitCalibration(pairs);
  EXPECT_EQ(fit.pairs, 1'000U);
  EXPECT_EQ(fit.knots.front(), (matching::Knot{0, 0}));
  EXPECT_EQ(fit.knots.back(), (matching::Knot{kScoreMax, kScoreMax}));
  EXPECT_NEAR(ScoreAt(fit, 8'750), 9'000, 20);
  EXPECT_GT(fit.off_points, fit.off_unseen);
}

TEST(CalibrationFit, NeverFalls) {
  std::vector<PointsJudged> pairs;
  Add(pairs, 7'750, 90, 10);
  Add(pairs, 8'250, 10, 90);
  Add(pairs, 9'250, 80, 20);
  Add(pairs, 1'000, 0, 60);
  const CalibrationFit fit = FitCalibration(pairs);
  for (std::size_t at = 1; at < fit.knots.size(); ++at) {
    EXPECT_LT(fit.knots[at - 1].points, fit.knots[at].points);
    EXPECT_LT(fit.knots[at - 1].score, fit.knots[at].score);
  }
}

TEST(CalibrationFit, WeighsAFileAsHalfTrue) {
  std::vector<PointsJudged> few;
  Add(few, 8'750, 100, 100);
  std::vector<PointsJudged> many = few;
  Add(many, 8'750, 100, 0);  // now two of three are true, which says how the file was made
  EXPECT_EQ(FitCalibration(few).knots, FitCalibration(many).knots);
}

TEST(CalibrationFit, AnotherBaseRateIsBayesRule) {
  EXPECT_DOUBLE_EQ(AtBaseRate(0.9, 0.5), 0.9);
  EXPECT_NEAR(AtBaseRate(0.9, 0.01), 0.0833, 1e-4);
  EXPECT_DOUBLE_EQ(AtBaseRate(1, 0.001), 1);
  EXPECT_DOUBLE_EQ(AtBaseRate(0, 0.5), 0);
}

}  // namespace
}  // namespace lynceus::validation
