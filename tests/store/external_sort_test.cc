// Law: whatever the memory, the result is std::stable_sort's.
#include "lib/store/external_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::store {
namespace {

using support::IsOk;
using support::StatusIs;
using Records = std::vector<std::pair<std::string, std::string>>;

Records RandomRecords(std::size_t count, std::uint64_t seed) {
  SeededRandom random(seed);
  Records records;
  for (std::size_t i = 0; i < count; ++i) {
    std::string key;
    for (std::uint64_t length = random.Below(4); length > 0; --length) {
      key += static_cast<char>(random.Below(4) * 80);  // with zero bytes and bytes above 127
    }
    records.emplace_back(key, std::string(random.Below(40), 'v') + std::to_string(i));
  }
  return records;
}

absl::StatusOr<Records> ReadOut(SortedRecords& sorted) {
  Records records;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, sorted.Next());
    if (!more) return records;
    records.emplace_back(sorted.key(), sorted.value());
  }
}

TEST(ExternalSortTest, EqualsAStableSortWhateverTheMemory) {
  for (const std::size_t count : {0u, 1u, 2u, 3'000u}) {
    Records expected = RandomRecords(count, count);
    const Records added = expected;
    std::stable_sort(expected.begin(), expected.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    // One record a run (thousands of runs: several rounds of merging), some, and none at all.
    for (const std::size_t memory : {1u, 700u, 20'000u, 1u << 20}) {
      const support::TempDir dir;
      ExternalSorter sorter({dir.path(), memory});
      for (const auto& [key, value] : added) ASSERT_THAT(sorter.Add(key, value), IsOk());
      const auto sorted = sorter.Sort();
      ASSERT_THAT(sorted, IsOk());
      EXPECT_EQ((*sorted)->records(), count);
      EXPECT_THAT(ReadOut(**sorted), support::IsOkAndHolds(expected)) << count << " " << memory;
      (*sorted)->Rewind();
      EXPECT_THAT(ReadOut(**sorted), support::IsOkAndHolds(expected)) << "read again";
    }
  }
}

TEST(ExternalSortTest, LeavesNothingBehind) {
  const support::TempDir dir;
  {
    ExternalSorter sorter({dir.path(), 10});
    for (int i = 0; i < 100; ++i) ASSERT_THAT(sorter.Add(std::to_string(i), "x"), IsOk());
    EXPECT_EQ(ListDirectory(dir.path())->size(), 1u);
    const auto sorted = sorter.Sort();
    ASSERT_THAT(sorted, IsOk());
    EXPECT_EQ(ListDirectory(dir.path())->size(), 1u);
  }
  EXPECT_TRUE(ListDirectory(dir.path())->empty());
}

TEST(ExternalSortTest, ADamagedRunIsAnErrorNotAShorterResult) {
  const support::TempDir dir;
  ExternalSorter sorter({dir.path(), 20'000});
  for (int i = 0; i < 5'000; ++i) {
    ASSERT_THAT(sorter.Add(std::to_string(i), "some value"), IsOk());
  }
  const auto sorted = sorter.Sort();
  ASSERT_THAT(sorted, IsOk());
  const std::string runs = dir / ListDirectory(dir.path())->front();
  const std::string run = JoinPath(runs, ListDirectory(runs)->front());
  std::FILE* file = std::fopen(run.c_str(), "r+b");
  ASSERT_NE(file, nullptr);
  std::fseek(file, 100, SEEK_SET);
  std::fputc(0x7e, file);
  std::fclose(file);
  EXPECT_THAT(ReadOut(**sorted), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(ExternalSortTest, NoPlaceForRunsIsAnError) {
  const support::TempDir dir;
  ExternalSorter sorter({dir.Write("file", "not a directory"), 1});
  EXPECT_FALSE(sorter.Add("k", "v").ok());
}

}  // namespace
}  // namespace lynceus::store
