// Shares: exact reading, outward rounding, both output forms.
#include "lib/model/share.h"

#include <gtest/gtest.h>

#include "lib/base/random.h"

namespace lynceus {
namespace {

TEST(ShareTest, ReadsEveryForm) {
  const struct {
    const char* text;
    ShareBound lo;
    ShareBound hi;
    const char* why;
  } kCases[] = {
      {"49", {490'000, false}, {490'000, false}, "whole percent"},
      {"49.5 %", {495'000, false}, {495'000, false}, "percent sign"},
      {"0.0001", {1, false}, {1, false}, "one part per million"},
      {"100", {1'000'000, false}, {1'000'000, false}, "the whole"},
      {"33.3333333", {333'333, true}, {333'334, true}, "finer than ppm rounds outward"},
      {"33.33330000", {333'333, false}, {333'333, false}, "trailing zeros are exact"},
      {"20..50", {200'000, false}, {500'000, false}, "closed range"},
      {"(25..50]", {250'000, true}, {500'000, false}, "UK PSC band"},
      {"[25..50)", {250'000, false}, {500'000, true}, "BODS up to 0.3"},
      {"25-50%", {250'000, false}, {500'000, false}, "dash range"},
      {">25", {250'000, true}, {1'000'000, false}, "more than"},
      {">=50", {500'000, false}, {1'000'000, false}, "at least"},
      {"<50", {0, false}, {500'000, true}, "less than"},
      {"<=50", {0, false}, {500'000, false}, "at most"},
      {"unknown", {0, false}, {1'000'000, false}, "unknown"},
      {"", {0, false}, {1'000'000, false}, "empty is unknown"},
  };
  for (const auto& test : kCases) {
    const auto share = Share::Parse(test.text);
    ASSERT_TRUE(share.ok()) << test.why;
    EXPECT_EQ(share->lo(), test.lo) << test.why;
    EXPECT_EQ(share->hi(), test.hi) << test.why;
  }
}

TEST(ShareTest, RefusesWhatIsNoShare) {
  for (const char* text : {"-5", "101", "100.0000001", "50..20", "(50..50]", "49,5", "abc", "5..",
                           "[20..30", ">", ">100", "1e2", "..", "0x10", "(25..50", "5 5"}) {
    EXPECT_FALSE(Share::Parse(text).ok()) << text;
  }
}

TEST(ShareTest, CanonicalFormReadsBack) {
  SeededRandom random(7);
  for (int i = 0; i < 20'000; ++i) {
    const auto a = static_cast<std::int64_t>(random.Below(1'000'001));
    const auto b = static_cast<std::int64_t>(random.Below(1'000'001));
    const auto share = Share::Between({std::min(a, b), random.Below(2) == 1},
                                      {std::max(a, b), random.Below(2) == 1});
    if (!share.ok()) continue;
    const auto again = Share::Parse(share->ToCanonical());
    ASSERT_TRUE(again.ok()) << share->ToCanonical();
    ASSERT_EQ(*again, *share) << share->ToCanonical();
  }
}

TEST(ShareTest, SaysItInWords) {
  EXPECT_EQ(Share::Parse("49")->ToString(), "49 %");
  EXPECT_EQ(Share::Parse("(25..50]")->ToString(), "more than 25 % to 50 %");
  EXPECT_EQ(Share::Parse("33.33")->ToString(), "33.33 %");
  EXPECT_EQ(Share::Unknown().ToString(), "unknown");
}

}  // namespace
}  // namespace lynceus
