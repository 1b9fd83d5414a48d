// Folding and splitting, before anything is known of names.

#include "lib/names/words.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/status_matchers.h"

namespace lynceus::names {
namespace {

// The words between bars.
std::string Show(std::string_view text) {
  const auto words = SplitWords(text);
  if (!words.ok()) return "error";
  std::string out;
  for (const Word& word : *words) {
    if (!out.empty()) out.push_back('|');
    out += ToUtf8(word.letters);
  }
  return out;
}

TEST(SplitWords, CutsAndFolds) {
  struct Case {
    std::string_view text;
    std::string_view words;
    std::string_view why;
  };
  constexpr Case kCases[] = {
      {"Procter & Gamble", "procter|and|gamble", "an ampersand is a word"},
      {"3%ers", "3|percent|ers", "so is a percent sign"},
      {"Deutsche Bank's AG", "deutsche|bank|ag", "a possessive falls away"},
      {"d'Angelo", "dangelo", "an apostrophe binds"},
      {"S.A.R.L.", "sarl", "dotted letters are one word"},
      {"J. R. Smith", "j|r|smith", "with blanks they are not"},
      {"AR16 2005-AR16", "ar16|2005|ar16", "digits stay with letters"},
      {"Å ﬁ ＡＢＣ ½", "a|fi|abc|1|2", "compatibility forms"},
      {"ΑΛΈΞΑΝΔΡΟΣ", "αλεξανδροσ", "Greek accents and final sigma"},
      {"مُحَمَّد", "محمد", "Arabic vowel points"},
      {"١٢٣", "123", "digits of other scripts"},
      {"贝拉克·奥巴马", "贝拉克|奥巴马", "a middle dot parts"},
      {"ロシア直接", "ロシア|直接", "scripts part"},
      {"i\xCC\x87stanbul", "istanbul", "a dot above"},
      {"SТRЕLА", "strela", "Cyrillic capitals among Latin ones"},
      {"ΝOVA ΗAVEN", "nova|haven", "Greek capitals: a Nu is an N, not a v"},
      {"SТAR РА", "star|pa", "a word of doubles beside a forged one"},
      {"STAR РА", "star|ра", "alone it is Cyrillic"},
      {"Kсения", "ксения", "a Latin K among Cyrillic letters"},
      {"k@mal @rsen", "kamal|arsen", "signs for letters"},
      {"SYNESI$ Trade$tar", "synesis|tradestar", "a dollar"},
      {"US$ 500", "us|500", "an amount"},
      {"info@veltor.example", "info|veltor|example", "an address of mail"},
  };
  for (const Case& entry : kCases) EXPECT_EQ(Show(entry.text), entry.words) << entry.why;
}

TEST(SplitWords, NotesHowWordsWereSetApart) {
  const auto words = SplitWords("Doe, John (al-Masri) A/S");
  ASSERT_THAT(words, support::IsOk());
  ASSERT_EQ(words->size(), 6U);
  EXPECT_TRUE((*words)[1].comma_before);
  EXPECT_TRUE((*words)[2].bracketed);
  EXPECT_TRUE((*words)[3].hyphen_before);
  EXPECT_FALSE((*words)[4].bracketed);
  EXPECT_TRUE((*words)[5].slash_before);
}

}  // namespace
}  // namespace lynceus::names
