// Clock, randomness and the silent metrics sink.

#include "lib/base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "lib/base/clock.h"
#include "lib/base/metrics.h"
#include "tests/support/status_matchers.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOk;

TEST(SeededRandomTest, IsSplitMix64) {
  // The reference generator's first outputs for seed 1234567 (prng.di.unimi.it/splitmix64.c).
  SeededRandom random(1234567);
  for (const std::uint64_t expected :
       {6457827717110365317u, 3203168211198807973u, 9817491932198370423u, 4593380528125082431u}) {
    EXPECT_EQ(random.Next(), expected);
  }
}

TEST(SeededRandomTest, FillIsTheLittleEndianBytesOfNext) {
  SeededRandom words(5);
  SeededRandom bytes(5);
  std::array<std::uint8_t, 11> filled = {};
  ASSERT_THAT(bytes.Fill(filled), IsOk());
  const std::uint64_t first = words.Next();
  const std::uint64_t second = words.Next();
  for (std::size_t i = 0; i < filled.size(); ++i) {
    const std::uint64_t word = i < 8 ? first : second;
    EXPECT_EQ(filled[i], (word >> (8 * (i % 8))) & 0xFF) << i;
  }
}

TEST(SeededRandomTest, BelowStaysBelow) {
  SeededRandom random(6);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.Below(10));
  EXPECT_EQ(seen.size(), 10u);
  EXPECT_EQ(*seen.rbegin(), 9u);
}

TEST(SystemRandomTest, TwoKeysDiffer) {
  std::array<std::uint8_t, 1000> first = {};
  std::array<std::uint8_t, 1000> second = {};
  ASSERT_THAT(SystemRandom().Fill(first), IsOk());
  ASSERT_THAT(SystemRandom().Fill(second), IsOk());
  EXPECT_NE(first, second);
  EXPECT_GT(std::set<std::uint8_t>(first.begin(), first.end()).size(), 100u);
}

TEST(ClockTest, TheSystemsRunsAndTheFixedStands) {
  const FixedClock fixed(1'700'000'000'000'000);
  EXPECT_EQ(fixed.NowUnixMicros(), 1'700'000'000'000'000);
  const std::int64_t now = SystemClock().NowUnixMicros();
  EXPECT_GT(now, 1'700'000'000'000'000);  // microseconds, and after 2023-11-14
  EXPECT_LT(now, 10'000'000'000'000'000);
}

TEST(NoMetricsTest, TakesAnything) {
  Metrics& metrics = NoMetrics();
  metrics.Count("name", "label", 1);
  metrics.ObserveMicros("name", "label", 2);
  metrics.Set("name", "label", 3.0);
  EXPECT_EQ(&metrics, &NoMetrics());
}

}  // namespace
}  // namespace lynceus
