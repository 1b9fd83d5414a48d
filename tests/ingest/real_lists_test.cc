// A whole build of real lists: none of their records is lost, nothing depends on memory or threads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "lib/ingest/build.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;

class RealListsTest : public ::testing::Test {
 protected:
  BuildOptions Options(const std::string& out) const {
    const std::string lists = JoinPath(*support::TestDataDir(), "lists");
    const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
    return {.files = {{JoinPath(lists, "ofac/sdn_2023-12-28.csv"), ""},
                      {JoinPath(lists, "ofac/alt_2024-01.csv"), ""},
                      {JoinPath(lists, "ofac/add_2024-01.csv"), ""},
                      {JoinPath(lists, "un/un_consolidated_2026-02-27.xml"), ""}},
            .out_directory = out,
            .rules_directory = JoinPath(root == nullptr ? "." : root, "rules"),
            .engine = "lynceus test"};
  }

  const support::TempDir dir_;
};

TEST_F(RealListsTest, OfacAndUnLoseNothing) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto begin = std::chrono::steady_clock::now();
  const auto result = BuildSnapshot(Options(dir_ / "snap"));
  const auto taken = std::chrono::steady_clock::now() - begin;
  ASSERT_THAT(result, IsOk());
  RecordProperty(
      "build_ms",
      static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(taken).count()));
  ASSERT_EQ(result->manifest.sources.size(), 2u);
  std::uint64_t skipped = 0;
  for (const LoadReport& report : result->manifest.sources) skipped += report.skipped_total;
  EXPECT_EQ(result->manifest.sources[0].entities, 13'821u);
  EXPECT_EQ(result->manifest.sources[1].entities, 1'003u);
  EXPECT_EQ(skipped, 0u);
  EXPECT_THAT(store::VerifySnapshot(dir_ / "snap", ""), IsOk());

  // Every party stands in the store under each of its ids, and no id of a list is missing.
  const auto snapshot = store::Snapshot::Open(dir_ / "snap", {});
  ASSERT_THAT(snapshot, IsOk());
  std::uint64_t ids = 0;
  for (std::uint32_t number = 0; number < result->manifest.parties; ++number) {
    const auto party = (*snapshot)->PartyByNumber(number);
    ASSERT_THAT(party, IsOk());
    ids += party->ids.size();
    for (const std::string& id : party->ids) {
      EXPECT_THAT((*snapshot)->NumberOf(id), support::IsOkAndHolds(number));
    }
  }
  EXPECT_GE(ids, 13'821u + 1'003u);
}

TEST_F(RealListsTest, MemoryAndThreadsChangeNothing) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto plain = BuildSnapshot(Options(dir_ / "a"));
  ASSERT_THAT(plain, IsOk());
  BuildOptions options = Options(dir_ / "b");
  ThreadPool pool(2);
  options.pool = &pool;
  options.memory_bytes_max = 1u << 20;
  const auto other = BuildSnapshot(options);
  ASSERT_THAT(other, IsOk());
  EXPECT_EQ(other->manifest.content_digest, plain->manifest.content_digest);
}

}  // namespace
}  // namespace lynceus::ingest
