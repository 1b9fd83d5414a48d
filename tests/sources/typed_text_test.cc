// What people type into tables.

#include "lib/sources/typed_text.h"

#include <gtest/gtest.h>

namespace lynceus::sources {
namespace {

TEST(TypedTextTest, FoldsFullWidthAsciiAlone) {
  EXPECT_EQ(FoldWidth("ｊｐ－ｍｏｆ：４５～！　x"), "jp-mof:45~! x");
  for (const char* const same : {"", "abc 12", "テスト、ﾃｽﾄ", "￥￡", "日本", "\xEF\xBC", "é"}) {
    EXPECT_EQ(FoldWidth(same), same);
  }
}

TEST(TypedTextTest, DatesOfEras) {
  const struct {
    const char* text;
    const char* iso;
  } cases[] = {
      {"昭和35年2月3日", "1960-02-03"},
      {"昭和３５年２月３日", "1960-02-03"},
      {"S35.2.3", "1960-02-03"},
      {"s35/02/03", "1960-02-03"},
      {"平成元年", "1989"},
      {"令和元年5月", "2019-05"},
      {"平成31年4月30日", "2019-04-30"},
      {"明治45年7月30日", "1912-07-30"},
      {"大正15年12月25日", "1926-12-25"},
      {"R4.3.1", "2022-03-01"},
      {"1960年2月3日", "1960-02-03"},
      {"1960/2/3", "1960-02-03"},
      {"1960.2", "1960-02"},
      {"昭和65年1月1日", ""},
      {"昭和0年", ""},
      {"R4.13.1", ""},
      {"S35.2.30", ""},
      {"21949", ""},
      {"X35.2.3", ""},
      {"3.2.1960", ""},
      {"", ""},
  };
  for (const auto& each : cases) EXPECT_EQ(IsoHint(each.text), each.iso) << each.text;
}

TEST(TypedTextTest, LettersThatWereLost) {
  for (const char* const lost : {"????", "Testov ??", "?", "? ?", "Test\xEF\xBF\xBDv", "??? LLC"}) {
    EXPECT_TRUE(HasLostLetters(lost)) << lost;
  }
  for (const char* const whole : {"", "Testov", "Who? Ltd", "テスト", "-", "Quay (?)"}) {
    EXPECT_FALSE(HasLostLetters(whole)) << whole;
  }
}

}  // namespace
}  // namespace lynceus::sources
