// The letters of a script that stand for several of another one are from the usual transcriptions
// of foreign names in it: kana has one letter for l and r and for b and v, and writes th as s;
// Hangul has p for f, b for v, j for z; Arabic has b for p and f for v, and g in as many ways as
// dialects, and neither it nor Hebrew writes short vowels; Greek has s for sh; Cyrillic h as g.
#include "lib/matching/letter_costs.h"

#include <span>

namespace lynceus::matching {
namespace {

using names::Script;

constexpr std::string_view kVowels = "aeiouy";
constexpr std::int32_t kVowelForVowel = 60;

constexpr bool IsVowel(char c) { return kVowels.find(c) != std::string_view::npos; }

constexpr void SetChange(char a, char b, std::int32_t cost, LetterCosts& costs) {
  std::int32_t& there = costs.change[names::LetterClass(a)][names::LetterClass(b)];
  if (cost < there) there = cost;
  costs.change[names::LetterClass(b)][names::LetterClass(a)] = there;
}

constexpr LetterCosts MakeCosts(std::int32_t vowel, std::span<const Confusable> heard) {
  LetterCosts costs;
  for (auto& row : costs.change) row.fill(kEdit);
  for (const char a : kVowels) {
    for (const char b : kVowels) SetChange(a, b, vowel, costs);
  }
  for (const Confusable& pair : kConfusables) SetChange(pair.a, pair.b, pair.cost, costs);
  for (const Confusable& pair : heard) SetChange(pair.a, pair.b, pair.cost, costs);
  for (std::size_t letter = 0; letter < costs.change.size(); ++letter) {
    costs.change[letter][letter] = 0;
  }
  return costs;
}

constexpr std::array kKanaPairs = {
    Confusable{'l', 'r', 5},  Confusable{'b', 'v', 10}, Confusable{'z', 'j', 30},
    Confusable{'s', 't', 60}, Confusable{'f', 'h', 30}, Confusable{'s', 'x', 30},
    Confusable{'c', 't', 40}, Confusable{'j', 'd', 40},
};
constexpr std::array kHangulPairs = {
    Confusable{'l', 'r', 5},  Confusable{'b', 'v', 10}, Confusable{'f', 'p', 10},
    Confusable{'z', 'j', 10}, Confusable{'g', 'k', 20}, Confusable{'b', 'p', 20},
    Confusable{'d', 't', 20}, Confusable{'j', 'c', 20}, Confusable{'s', 't', 60},
};
constexpr std::array kAbjadPairs = {
    Confusable{'b', 'p', 10}, Confusable{'f', 'v', 20}, Confusable{'f', 'p', 40},
    Confusable{'u', 'v', 20}, Confusable{'g', 'k', 30}, Confusable{'g', 'j', 20},
    Confusable{'h', 'k', 40}, Confusable{'x', 'c', 30}, Confusable{'b', 'v', 40},
};
constexpr std::array kGreekPairs = {
    Confusable{'b', 'v', 30}, Confusable{'s', 'x', 20}, Confusable{'d', 't', 40},
    Confusable{'c', 's', 40}, Confusable{'g', 'i', 40}, Confusable{'j', 'g', 40},
};
constexpr std::array kCyrillicPairs = {
    Confusable{'g', 'h', 30},
    Confusable{'u', 'v', 20},
    Confusable{'e', 'i', 40},
};

constexpr LetterCosts kWritten = MakeCosts(kVowelForVowel, {});
constexpr LetterCosts MakeKana() {
  LetterCosts costs = MakeCosts(30, kKanaPairs);
  costs.vowel_gap = 45;
  costs.r_gap = 50;  // English r at the end of a syllable is not heard
  return costs;
}
constexpr LetterCosts MakeHangul() {
  LetterCosts costs = MakeCosts(30, kHangulPairs);
  costs.vowel_gap = 45;
  costs.r_gap = 50;
  return costs;
}
constexpr LetterCosts MakeAbjad() {
  LetterCosts costs = MakeCosts(20, kAbjadPairs);
  costs.vowel_gap = 30;
  return costs;
}
constexpr LetterCosts kKana = MakeKana();
constexpr LetterCosts kHangul = MakeHangul();
constexpr LetterCosts kAbjad = MakeAbjad();
constexpr LetterCosts kGreek = MakeCosts(45, kGreekPairs);
constexpr LetterCosts kCyrillic = MakeCosts(50, kCyrillicPairs);

// The later one of the list counts where both sides went through a script.
const LetterCosts* CostsOf(Script script) {
  switch (script) {
    case Script::kCyrillic:
      return &kCyrillic;
    case Script::kGreek:
      return &kGreek;
    case Script::kArabic:
    case Script::kHebrew:
      return &kAbjad;
    case Script::kKana:
      return &kKana;
    case Script::kHangul:
      return &kHangul;
    case Script::kLatin:
    case Script::kDigits:
    case Script::kHan:
    case Script::kOther:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

std::int32_t LetterCosts::Gap(std::string_view text, std::size_t at) const {
  const char c = text[at];
  if (at > 0 && text[at - 1] == c) return 40;
  if (c == 'g' && at > 0 && text[at - 1] == 'n') return 60;  // -n and -ng
  if (c == 'h' && at > 0) return 60;
  if (c == 'r' && at > 0) return r_gap;
  return IsVowel(c) && at > 0 ? vowel_gap : kEdit;
}

const LetterCosts& WrittenCosts() { return kWritten; }

const LetterCosts* HeardCosts(Script a, Script b) {
  if (a == b) return nullptr;
  const LetterCosts* const of_a = CostsOf(a);
  const LetterCosts* const of_b = CostsOf(b);
  if (of_a == nullptr || of_b == nullptr) return of_a == nullptr ? of_b : of_a;
  return a < b ? of_b : of_a;
}

}  // namespace lynceus::matching
