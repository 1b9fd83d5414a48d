// Keys by sound: what they bring together and what they keep apart.

#include "lib/names/sound_keys.h"

#include <gtest/gtest.h>

#include <string>

namespace lynceus::names {
namespace {

std::string Ear(std::string_view text) {
  std::string out;
  RespellByEar(text, out);
  return out;
}

TEST(RespellByEar, BringsSchemesTogether) {
  struct Case {
    std::string_view a;
    std::string_view b;
  };
  constexpr Case kCases[] = {
      {"chaikovsky", "tschaikovski"}, {"yusuf", "yussuf"},          {"sergey", "sergei"},
      {"sergej", "sergei"},           {"philip", "filip"},          {"evgeny", "yevgeni"},
      {"ivanoff", "ivanov"},          {"wladimir", "vladimir"},     {"nooristani", "nuristani"},
      {"sech1n", "sechin"},           {"s0vc0mbank", "sovcombank"}, {"mustafah", "mustafa"},
  };
  for (const Case& entry : kCases) EXPECT_EQ(Ear(entry.a), Ear(entry.b)) << entry.a;
}

TEST(RespellByEar, KeepsDifferentNamesApart) {
  EXPECT_NE(Ear("petrov"), Ear("pavlov"));
  EXPECT_NE(Ear("ali"), Ear("ala"));
  EXPECT_NE(Ear("2005"), Ear("2006"));
}

TEST(ConsonantSkeleton, LeavesVowelsOut) {
  std::string a;
  std::string b;
  ConsonantSkeleton(Ear("mohammed"), a);
  ConsonantSkeleton(Ear("muhamad"), b);
  EXPECT_EQ(a, b);
  EXPECT_EQ(a, "mhmd");
  ConsonantSkeleton(Ear("aeiou"), a);
  EXPECT_EQ(a, "");
}

TEST(CoarseSkeleton, SurvivesKanaAndHangul) {
  std::string latin;
  std::string kana;
  std::string hangul;
  CoarseSkeleton(Ear("sovcombank"), latin);
  CoarseSkeleton(Ear("sofukomubanku"), kana);
  CoarseSkeleton(Ear("sobeukombaengkeu"), hangul);
  EXPECT_EQ(latin, kana);
  EXPECT_EQ(latin, hangul);
}

TEST(FoldVowels, MakesVowelsOne) {
  std::string a;
  std::string b;
  FoldVowels(Ear("laden"), a);
  FoldVowels(Ear("lidun"), b);
  EXPECT_EQ(a, b);
  EXPECT_TRUE(HasNoVowels("rsnft"));
  EXPECT_TRUE(HasNoVowels("andrj")) << "a first vowel stays when vowels are dropped";
  EXPECT_FALSE(HasNoVowels("rosneft"));
  EXPECT_FALSE(HasNoVowels("a"));
}

}  // namespace
}  // namespace lynceus::names
