// Counts, best thresholds and bootstrap intervals: small tables, then laws over random pairs.

#include "lib/validation/accuracy.h"

#include <gtest/gtest.h>

#include <vector>

#include "lib/base/random.h"
#include "lib/model/score_node.h"
#include "lib/validation/reliability.h"

namespace lynceus::validation {
namespace {

constexpr std::int32_t kDefault = 7'000;

std::vector<Judged> RandomPairs(SeededRandom& random) {
  std::vector<Judged> pairs(random.Below(60));
  for (Judged& pair : pairs) {
    pair.match = random.Below(2) == 0;
    // Few different scores, so that many are equal.
    pair.score = static_cast<std::int32_t>(random.Below(21)) * 500;
    pair.failed = random.Below(20) == 0;
    if (pair.failed) pair.score = 0;
  }
  return pairs;
}

TEST(CountsTest, EachOutcomeIsCountedOnce) {
  const std::vector<Judged> pairs = {
      {.score = 7'000, .match = true},  {.score = 6'999, .match = true},
      {.score = 9'000, .match = false}, {.score = 0, .match = false},
      {.match = true, .failed = true},  {.match = false, .failed = true}};
  const Counts counts = CountAt(pairs, kDefault);
  EXPECT_EQ(counts.right_hits, 1u);
  EXPECT_EQ(counts.missed, 2u) << "a pair that cannot be analysed is a miss where it is a match";
  EXPECT_EQ(counts.wrong_hits, 2u) << "and a wrong hit where it is none";
  EXPECT_EQ(counts.right_rejections, 1u);
  EXPECT_DOUBLE_EQ(counts.f1(), 2.0 / 6);
  EXPECT_DOUBLE_EQ(Counts{}.f1(), 1) << "nothing to find, nothing found";
}

TEST(BestThresholdTest, TakesTheNearestOfEqualOnes) {
  const std::vector<Judged> clear = {{.score = 9'000, .match = true},
                                     {.score = 8'000, .match = true},
                                     {.score = 2'000, .match = false}};
  EXPECT_EQ(BestThreshold(clear, kDefault), kDefault) << "the preferred one is as good as any";
  const std::vector<Judged> low = {{.score = 5'000, .match = true},
                                   {.score = 4'000, .match = false}};
  EXPECT_EQ(BestThreshold(low, kDefault), 5'000);
  EXPECT_EQ(BestThreshold({}, kDefault), kDefault);
}

TEST(AccuracyLaws, TheBestThresholdIsNoWorseThanAnyOther) {
  SeededRandom random(11);
  for (int round = 0; round < 300; ++round) {
    const auto pairs = RandomPairs(random);
    const double best = CountAt(pairs, BestThreshold(pairs, kDefault)).f1();
    EXPECT_GE(best, CountAt(pairs, kDefault).f1());
    for (const Judged& pair : pairs) {
      if (pair.failed) continue;
      EXPECT_GE(best, CountAt(pairs, pair.score).f1()) << "round " << round;
    }
  }
}

TEST(AccuracyLaws, IntervalsHoldTheirValueAndAreTheSameAgain) {
  SeededRandom random(12);
  for (int round = 0; round < 60; ++round) {
    const auto pairs = RandomPairs(random);
    const Figures figures = FiguresAt(pairs, kDefault, 5);
    EXPECT_LE(figures.f1.low, figures.counts.f1());
    EXPECT_GE(figures.f1.high, figures.counts.f1());
    if (figures.counts.precision().trials > 0) {
      EXPECT_LE(figures.precision.low, figures.counts.precision().value() + 1e-12);
      EXPECT_GE(figures.precision.high, figures.counts.precision().value() - 1e-12);
    }
    const Interval again = F1Interval(figures.counts, 5);
    EXPECT_EQ(again.low, figures.f1.low);
    EXPECT_EQ(again.high, figures.f1.high);
  }
}

TEST(AccuracyLaws, MorePairsMakeANarrowerInterval) {
  const Counts few{.right_hits = 30, .wrong_hits = 5, .missed = 5, .right_rejections = 20};
  const Counts many{
      .right_hits = 3'000, .wrong_hits = 500, .missed = 500, .right_rejections = 2'000};
  const Interval wide = F1Interval(few, 1);
  const Interval narrow = F1Interval(many, 1);
  EXPECT_LT(narrow.high - narrow.low, (wide.high - wide.low) / 5);
}

TEST(ReliabilityTest, EveryScoredPairIsInOneBand) {
  SeededRandom random(13);
  for (int round = 0; round < 50; ++round) {
    const auto pairs = RandomPairs(random);
    std::uint64_t scored = 0;
    for (const Judged& pair : pairs) scored += pair.failed ? 0 : 1;
    std::uint64_t banded = 0;
    for (const ReliabilityBand& band : ReliabilityOf(pairs)) {
      banded += band.matches.trials;
      EXPECT_LE(band.matches.trials * static_cast<std::uint64_t>(band.score_min),
                static_cast<std::uint64_t>(band.score_sum));
    }
    EXPECT_EQ(banded, scored);
  }
}

TEST(ReliabilityTest, AScoreThatSaysWhatIsTrueHasNoError) {
  std::vector<Judged> pairs(10, Judged{.score = 9'000, .match = true});
  pairs[0].match = false;
  EXPECT_NEAR(CalibrationError(ReliabilityOf(pairs), 7'000), 0, 1e-12);
  pairs[1].match = false;
  EXPECT_NEAR(CalibrationError(ReliabilityOf(pairs), 7'000), 0.1, 1e-12);
  EXPECT_EQ(CalibrationError(ReliabilityOf({}), 7'000), 0);
}

}  // namespace
}  // namespace lynceus::validation
