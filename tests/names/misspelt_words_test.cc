// Slips that lead to a known word, and words that are no slip of one.

#include "lib/names/misspelt_words.h"

#include <gtest/gtest.h>

#include <string_view>

namespace lynceus::names {
namespace {

TEST(MisspeltWords, FindsAWordByOneSlip) {
  MisspeltWords words;
  words.Add("international");
  words.Add("otvetstvennostyu");
  words.Add("joint");
  struct Case {
    std::string_view text;
    std::string_view word;
    std::string_view why;
  };
  constexpr Case kCases[] = {
      {"international", "international", "the word itself"},
      {"internatonal", "international", "a letter left out"},
      {"intternational", "international", "one too many"},
      {"intermational", "international", "another one"},
      {"internatoinal", "international", "neighbours swapped"},
      {"nternational", "international", "the first one"},
      {"otvetstvennostiu", "otvetstvennostyu", "another romanisation"},
      {"otvetstvennastiu", "otvetstvennostyu", "and another vowel: the same by ear"},
      {"joimt", "joint", "a short word"},
      {"jiont", "joint", "swapped"},
      {"ontji", "", "letters moved further are another word"},
      {"interhatiomal", "", "two slips"},
      {"", "", "nothing"},
  };
  for (const Case& entry : kCases) EXPECT_EQ(words.Find(entry.text), entry.word) << entry.why;
}

TEST(MisspeltWords, PrefersTheWordAddedFirst) {
  MisspeltWords words;
  words.Add("station");
  words.Add("stations");
  EXPECT_EQ(words.Find("stationz"), "station");
  EXPECT_EQ(MisspeltWords().Find("station"), "");
}

}  // namespace
}  // namespace lynceus::names
