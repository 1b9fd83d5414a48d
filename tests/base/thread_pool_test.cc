// The pool runs everything once, also when calls nest.

#include "lib/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

namespace lynceus {
namespace {

TEST(ThreadPoolTest, TheDestructorFinishesWhatWasGiven) {
  std::atomic<int> ran = 0;
  {
    ThreadPool pool(3);
    EXPECT_EQ(pool.size(), 3u);
    for (int i = 0; i < 1000; ++i) pool.Run([&ran] { ran.fetch_add(1); });
  }
  EXPECT_EQ(ran.load(), 1000);
}

TEST(ThreadPoolTest, ForEachRunsEachIndexOnce) {
  for (const std::size_t threads : {1u, 2u, 5u}) {
    ThreadPool pool(threads);
    for (const std::size_t count : {0u, 1u, 2u, 3u, 1000u}) {
      std::vector<int> runs(count, 0);  // each element is written by one thread alone
      pool.ForEach(count, [&runs](std::size_t i) { ++runs[i]; });
      EXPECT_EQ(runs, std::vector<int>(count, 1)) << threads << " threads, " << count;
    }
  }
}

TEST(ThreadPoolTest, ForEachMayNest) {
  ThreadPool pool(2);
  std::vector<std::vector<int>> sums(8, std::vector<int>(8, 0));
  pool.ForEach(8, [&](std::size_t i) {
    pool.ForEach(8, [&](std::size_t j) { sums[i][j] = static_cast<int>(i * j); });
  });
  int sum = 0;
  for (const auto& row : sums) sum = std::accumulate(row.begin(), row.end(), sum);
  EXPECT_EQ(sum, 28 * 28);
}

TEST(ThreadPoolTest, ForEachFromManyWorkersAtOnce) {
  std::atomic<int> ran = 0;
  {
    ThreadPool pool(2);
    for (int i = 0; i < 16; ++i) {
      pool.Run([&pool, &ran] { pool.ForEach(10, [&ran](std::size_t) { ran.fetch_add(1); }); });
    }
  }
  EXPECT_EQ(ran.load(), 160);
}

TEST(ThreadPoolDeathTest, NoThreadsIsAProgrammersError) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(ThreadPool(0), "internal check failed");
}

}  // namespace
}  // namespace lynceus
