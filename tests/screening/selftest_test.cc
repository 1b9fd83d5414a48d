// The self-test over the demonstration's snapshot, and the order it asks in.
#include "lib/screening/selftest.h"

#include <gtest/gtest.h>

#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

TEST(SelftestTest, EveryListedNameHitsItsOwnParty) {
  ThreadPool pool(2);
  const auto report = RunSelftest(DemoEngine(), pool);
  ASSERT_THAT(report, support::IsOk());
  EXPECT_GE(report->parties, 8u);
  EXPECT_EQ(report->hit, report->asked);
  EXPECT_TRUE(report->misses.empty());
}

TEST(SelftestTest, OtherOrder) {
  EXPECT_EQ(OtherOrder("GERTLER, Dan"), "Dan GERTLER");
  EXPECT_EQ(OtherOrder("one two three"), "three two one");
  EXPECT_EQ(OtherOrder("one"), "");
}

}  // namespace
}  // namespace lynceus::screening
