// Intervals of rates against published values and at their ends.

#include <gtest/gtest.h>

#include "lib/validation/interval.h"

namespace lynceus::validation {
namespace {

TEST(IntervalTest, EqualsPublishedValues) {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in
  // Medicine 17 (1998), table I, method 3.
  struct Case {
    Rate rate;
    double low;
    double high;
  };
  for (const auto& [rate, low, high] : {Case{{81, 263}, 0.2553, 0.3662},
                                        {{15, 148}, 0.0624, 0.1605},
                                        {{0, 20}, 0.0000, 0.1611},
                                        {{1, 29}, 0.0061, 0.1718}}) {
    const Interval interval = WilsonInterval(rate);
    EXPECT_NEAR(interval.low, low, 5e-5) << rate.hits;
    EXPECT_NEAR(interval.high, high, 5e-5) << rate.hits;
  }
}

TEST(IntervalTest, HoldsItsRateAndStaysWithinZeroAndOne) {
  for (std::uint64_t trials = 0; trials < 60; ++trials) {
    for (std::uint64_t hits = 0; hits <= trials; ++hits) {
      const Rate rate{hits, trials};
      const Interval interval = WilsonInterval(rate);
      EXPECT_GE(interval.low, 0);
      EXPECT_LE(interval.high, 1);
      EXPECT_LE(interval.low, rate.value() + 1e-12);
      EXPECT_GE(interval.high, rate.value() - 1e-12);
    }
  }
}

}  // namespace
}  // namespace lynceus::validation
