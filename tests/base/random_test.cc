// Clock, randomness and the silent metrics sink.

#include "lib/base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <thread>
#include <vector>

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

// Small pieces come from what a thread has in hand: no bytes twice, on no thread, at no size.
TEST(SystemRandomTest, NoPieceIsGivenOutTwice) {
  constexpr std::size_t kPieces = 2'000;
  constexpr std::array<std::size_t, 6> kSizes = {12, 32, 500, 1023, 1024, 1025};
  std::vector<std::vector<std::string>> given(4);
  std::vector<std::thread> threads;
  threads.reserve(given.size());
  for (std::vector<std::string>& mine : given) {
    threads.emplace_back([&mine, &kSizes] {
      for (std::size_t i = 0; i < kPieces; ++i) {
        std::vector<std::uint8_t> bytes(kSizes[i % kSizes.size()]);
        ASSERT_THAT(SystemRandom().Fill(bytes), IsOk());
        for (std::size_t at = 0; at + 12 <= bytes.size(); at += 12) {
          mine.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                            bytes.begin() + static_cast<std::ptrdiff_t>(at) + 12);
        }
        if (bytes.size() % 12 != 0) mine.emplace_back(bytes.end() - 12, bytes.end());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> seen;
  std::size_t all = 0;
  for (const std::vector<std::string>& of : given) {
    seen.insert(of.begin(), of.end());
    all += of.size();
  }
  EXPECT_FALSE(seen.contains(std::string(12, '\0')));
  EXPECT_EQ(seen.size(), all);
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
