// Free text as patterns see it.
#include "lib/names/fold_text.h"

#include <gtest/gtest.h>

#include <string>

namespace lynceus::names {
namespace {

struct Case {
  const char* text;
  const char* folded;
  const char* why;
};

constexpr Case kCases[] = {
    {"Kerch, Crimea", "Kerch, Crimea", "ASCII stays"},
    {"", "", "nothing stays nothing"},
    {"Ｋｅｒｃｈ　１２", "Kerch 12", "full-width letters, digits and blanks"},
    {"Sev\u00ADasto\u200Bpol\u202E", "Sevastopol", "soft hyphen, zero width, direction"},
    {"S\u0435v\u0430stopol", "Sevastopol", "Cyrillic letters in a Latin word"},
    {"Феодосия", "Феодосия", "a Cyrillic word"},
    {"Сімферополь, Київ", "Сімферополь, Київ", "Ukrainian letters keep their marks"},
    {"е\u0301", "е\u0301", "what NFKC does not compose stays"},
    {"クリミア", "クリミア", "kana"},
    {"ｸﾘﾐｱ", "クリミア", "half-width kana"},
    {"O'Brien № 4", "O'Brien No 4", "compatibility signs"},
};

TEST(FoldTextTest, Cases) {
  for (const Case& each : kCases) EXPECT_EQ(FoldText(each.text), each.folded) << each.why;
}

TEST(FoldTextTest, ASecondTimeChangesNothing) {
  for (const Case& each : kCases) {
    const std::string once = FoldText(each.text);
    EXPECT_EQ(FoldText(once), once) << each.why;
  }
}

TEST(IsInsideWordTest, LettersAndDigitsSideBySideAreOneWord) {
  const struct {
    const char* before;
    const char* behind;
    bool inside;
  } kPlaces[] = {{"Crime", "an", true},    {"Крым", "ский", true},      {"IMO", "9074729", true},
                 {"9074729", "1", true},   {"Yalta", "Крым", true},     {"Yalta", ", 4", false},
                 {"Yalta", "港", false},   {"クリミア", "半島", false}, {"크림반도", "에", false},
                 {"克里米亚", "A", false}, {"Kerch", "-Yalta", false},  {"é", "é", true},
                 {"", "Kerch", false},     {"Kerch", "", false}};
  for (const auto& each : kPlaces) {
    const std::string text = std::string(each.before) + each.behind;
    EXPECT_EQ(IsInsideWord(text, std::string(each.before).size()), each.inside) << text;
  }
}

}  // namespace
}  // namespace lynceus::names
