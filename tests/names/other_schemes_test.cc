// Words as other schemes of transliteration have them, and digits read as letters.

#include "lib/names/other_schemes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace lynceus::names {
namespace {

std::vector<std::string> Of(std::string_view text) {
  std::vector<std::string> out = {"left over"};
  OtherSchemes(text, out);
  return out;
}

bool Has(std::string_view text, std::string_view other) {
  const auto all = Of(text);
  return std::find(all.begin(), all.end(), other) != all.end();
}

TEST(OtherSchemes, AreNorthernFrenchAndPersian) {
  EXPECT_TRUE(Has("sjevtjenko", "shevtchenko"));
  EXPECT_TRUE(Has("jelzin", "yelzin"));
  EXPECT_TRUE(Has("chalid", "khalid"));
  EXPECT_TRUE(Has("ouassik", "wassik"));
  EXPECT_TRUE(Has("pouchyline", "poushyline"));
  EXPECT_TRUE(Has("pavlovitch", "pavlovich"));
  EXPECT_TRUE(Has("ghasim", "qasim"));
  EXPECT_TRUE(Has("khairullah", "kairullah"));
}

TEST(OtherSchemes, AreNoneWhereTheyChangeNothing) {
  EXPECT_TRUE(Of("petrov").empty());
  EXPECT_TRUE(Of("").empty());
  EXPECT_TRUE(Of("7").empty());
  EXPECT_FALSE(Has("mourad", "mwrad"));  // before a consonant ou is a vowel
  EXPECT_FALSE(Has("abou", "abw"));
}

TEST(OtherSchemes, DigitsAreReadAsLetters) {
  std::string text = "r0g0";
  EXPECT_TRUE(ReplaceDigits(text));
  EXPECT_EQ(text, "rogo");
  text = "b0r1sat8";
  EXPECT_TRUE(ReplaceDigits(text));
  EXPECT_EQ(text, "borlsatb");
  EXPECT_FALSE(ReplaceDigits(text));
  EXPECT_EQ(text, "borlsatb");
}

}  // namespace
}  // namespace lynceus::names
