// Records that follow up earlier ones: who may be followed up, and the chain back.
#include "lib/review/follow_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/review/record_log.h"
#include "tests/review/recorded_world.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(FollowUpTest, AScreeningThatIsThereMayBeFollowedUp) {
  const support::TempDir dir;
  ASSERT_THAT(InitRecordLog({.directory = dir.path(), .origin = "test"}, "", SystemRandom()),
              IsOk());
  const FixedClock clock(1'790'000'000'000'000);
  const auto log = RecordLog::Open({.directory = dir.path()}, clock, SystemRandom());
  ASSERT_THAT(log, IsOk());
  EXPECT_THAT(CheckFollowsUp((*log)->log(), 0), StatusIs(absl::StatusCode::kInvalidArgument));
  ASSERT_THAT((*log)->recorder().Record({.id = "c-1", .names = {"Zebulon"}}, {}, {}), IsOk());
  ASSERT_THAT((*log)->recorder().Append({.leaf = {.kind = RecordKind::kExport}}, {}), IsOk());
  EXPECT_THAT(CheckFollowsUp((*log)->log(), 0), IsOk());
  EXPECT_THAT(CheckFollowsUp((*log)->log(), 1),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("kind export")));
  EXPECT_THAT(CheckFollowsUp((*log)->log(), 2), StatusIs(absl::StatusCode::kInvalidArgument));
}

// Records of which each has the leaf of a screening that follows up the one given.
MemoryRecords Linked(const std::vector<std::optional<std::uint64_t>>& earlier) {
  MemoryRecords log;
  for (const auto& each : earlier) {
    log.records.push_back({.index = log.size(), .leaf = {.earlier = each}, .body = {}});
  }
  return log;
}

TEST(FollowUpTest, TheChainGoesBackToItsBeginning) {
  const MemoryRecords log = Linked({std::nullopt, 0, std::nullopt, 1, 3});
  const auto chain = FollowedUp(log, log.records[4]);
  ASSERT_THAT(chain, IsOk());
  std::vector<std::uint64_t> indexes;
  for (const LogRecord& record : *chain) indexes.push_back(record.index);
  EXPECT_THAT(indexes, ElementsAre(3, 1, 0));
  EXPECT_TRUE(FollowedUp(log, log.records[2])->empty());
  EXPECT_EQ(*FollowedUpInWords(log, log.records[2]), "");
  EXPECT_EQ(*FollowedUpInWords(log, log.records[1]),
            "follows up\n  record 0: screen, 1970-01-01T00:00:00.000000Z, CLEAR\n");
}

TEST(FollowUpTest, AChainThatDoesNotGoBackIsDamage) {
  const MemoryRecords log = Linked({2, 1, 0});
  EXPECT_THAT(FollowedUp(log, log.records[1]), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(FollowedUp(log, log.records[2]), StatusIs(absl::StatusCode::kDataLoss))
      << "0 names a later one";
}

}  // namespace
}  // namespace lynceus::review
