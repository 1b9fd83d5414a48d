// What registers print as percentages, and what they say.

#include "lib/sources/percent.h"

#include <gtest/gtest.h>

#include <string>

namespace lynceus::sources {
namespace {

struct Case {
  std::string text;
  std::string share;  // canonical; empty: not understood
};

TEST(PercentTest, ReadsWhatRegistersPrint) {
  const Case cases[] = {
      {"51", "51"},
      {"100", "100"},
      {"51 %", "51"},
      {"33.3333", "33.3333"},
      {"33.333333", "(33.3333..33.3334)"},
      {"33,33%", "33.33"},
      {"0,5", "0.5"},
      {"25-50", "[25..50]"},
      {"25\xE2\x80\x93"
       "50%",
       "[25..50]"},
      {"75\xE2\x80\x93"
       "100 %",
       "[75..100]"},
      {"25% - 50%", "[25..50]"},
      {"25 to 50 percent", "[25..50]"},
      {"between 25 and 50 %", "[25..50]"},
      {"\xE2\x89\xA5"
       "25%",
       "[25..100]"},
      {">= 25 %", "[25..100]"},
      {"> 25%", "(25..100]"},
      {"<50", "[0..50)"},
      {"more than 25%", "(25..100]"},
      {"over 25 percent", "(25..100]"},
      {"at least 25", "[25..100]"},
      {"not less than 25%", "[25..100]"},
      {"less than 10 %", "[0..10)"},
      {"not more than 10 %", "[0..10]"},
      {"up to 10%", "[0..10]"},
      {"50% or more", "[50..100]"},
      {"75+", "[75..100]"},
      {"more than 25% but not more than 50%", "(25..50]"},
      {"more than 50% but less than 75%", "(50..75)"},
      {"", ""},
      {"half", ""},
      {"101", ""},
      {"-5", ""},
      {"50-25", ""},
      {"25 50", ""},
      {"10,000", "10"},
      {"1,000,000", ""},
      {"50 shares of 100", ""},
      {"50%%x", ""},
      {"1/2", ""},
      {"1e2", ""},
      // One number is never read as two.
      {"-67", ""},
      {"\xE2\x80\x93 67 %", ""},
      {"to 49", ""},
      {"and 59%", ""},
      {"between 25", ""},
      {"but 56.7", ""},
      {"1,234.5", ""},
      {"-5-10", ""},
  };
  for (const Case& test : cases) {
    const auto share = ParsePercentText(test.text);
    EXPECT_EQ(share ? share->ToCanonical() : "", test.share) << test.text;
  }
}

TEST(PercentTest, EveryWholePercentAndRangeReadsBack) {
  for (int lo = 0; lo <= 100; ++lo) {
    const std::string text = std::to_string(lo);
    EXPECT_EQ(ParsePercentText(text + " %")->ToCanonical(), text);
    for (int hi = lo + 1; hi <= 100; ++hi) {
      const std::string upper = std::to_string(hi);
      if (lo == 0 && hi == 100) continue;  // that is "unknown"
      EXPECT_EQ(ParsePercentText(text + "-" + upper + "%")->ToCanonical(),
                "[" + text + ".." + upper + "]");
    }
  }
}

}  // namespace
}  // namespace lynceus::sources
