// Distances of tokens against a slow reference, and their laws.

#include "lib/matching/asked_name.h"

#include <gtest/gtest.h>

#include <string>

#include "lib/base/random.h"
#include "tests/reference/edit_distance.h"

namespace lynceus::matching {
namespace {

std::string RandomWord(SeededRandom& random, std::uint64_t letters, std::uint64_t length_max) {
  std::string word;
  const std::uint64_t length = random.Below(length_max + 1);
  for (std::uint64_t at = 0; at < length; ++at) {
    word.push_back(static_cast<char>('a' + random.Below(letters)));
  }
  return word;
}

TEST(LetterPositions, EqualTheReference) {
  SeededRandom random(99);
  for (int count = 0; count < 20'000; ++count) {
    const std::string a = RandomWord(random, count % 2 == 0 ? 3 : 26, 48);
    const std::string b = RandomWord(random, count % 2 == 0 ? 3 : 26, 48);
    ASSERT_EQ(LetterPositions(a).UnitEdits(b), reference::UnitEditDistance(a, b)) << a << " " << b;
  }
}

// The weighted distance is bounded by the unit distance on both sides: an edit costs 20 to 100
// ("rn" for "m" is two units at 40), and it is symmetric and zero for equal words only.
TEST(WeightedEdits, HoldsItsLaws) {
  SeededRandom random(5);
  constexpr std::int32_t kNoLimit = 100'000;
  for (int count = 0; count < 20'000; ++count) {
    const std::string a = RandomWord(random, 26, 12);
    const std::string b = count % 3 == 0 ? a : RandomWord(random, 26, 12);
    const std::int32_t cost = WeightedEdits(a, b, kNoLimit);
    const std::int32_t units = reference::UnitEditDistance(a, b);
    ASSERT_EQ(cost, WeightedEdits(b, a, kNoLimit)) << a << " " << b;
    ASSERT_EQ(cost == 0, a == b) << a << " " << b;
    ASSERT_LE(cost, 100 * units) << a << " " << b;
    ASSERT_GE(cost, 20 * units) << a << " " << b;
  }
}

TEST(WeightedEdits, StopsAtItsLimit) {
  SeededRandom random(6);
  for (int count = 0; count < 20'000; ++count) {
    const std::string a = RandomWord(random, 4, 10);
    const std::string b = RandomWord(random, 4, 10);
    const std::int32_t cost = WeightedEdits(a, b, 100'000);
    const std::int32_t limit = static_cast<std::int32_t>(random.Below(600));
    ASSERT_EQ(WeightedEdits(a, b, limit), std::min(cost, limit + 1)) << a << " " << b;
  }
}

TEST(WeightedEdits, KnowsWhatIsConfused) {
  struct Case {
    std::string_view a;
    std::string_view b;
    std::int32_t cost;
    std::string_view why;
  };
  constexpr Case kCases[] = {
      {"sechin", "sechan", 60, "vowel for vowel"},
      {"zakir", "sakir", 40, "z and s"},
      {"pavlov", "pavlow", 40, "v and w"},
      {"s0vcom", "sovcom", 20, "zero for o"},
      {"macron", "marcon", 80, "neighbours swapped"},
      {"basharr", "bashar", 40, "a doubled letter"},
      {"smirnov", "smimov", 40, "rn scanned as m"},
      {"jinpin", "jinping", 60, "-n and -ng"},
      {"petrov", "pekrov", 100, "any other letter"},
  };
  for (const Case& entry : kCases) {
    EXPECT_EQ(WeightedEdits(entry.a, entry.b, 1'000), entry.cost) << entry.why;
  }
}

TEST(CompareTokens, IsSymmetricAndBounded) {
  SeededRandom random(17);
  for (int count = 0; count < 20'000; ++count) {
    names::Token left;
    names::Token right;
    left.text = "x" + RandomWord(random, 6, 9);
    right.text = (count % 2 == 0 ? "x" : "k") + RandomWord(random, 6, 9);
    AskedToken a(left);
    AskedToken b(right);
    const TokenAgreement there = CompareTokens(a.forms, a.positions, b.forms);
    const TokenAgreement back = CompareTokens(b.forms, b.positions, a.forms);
    ASSERT_EQ(there.difference, back.difference) << left.text << " " << right.text;
    ASSERT_GE(there.difference, 0);
    ASSERT_LE(there.difference, kApart);
    ASSERT_EQ(there.difference == 0, left.text == right.text);
  }
}

// A word one or more changes away from another one: the pairs that a bound must not lose.
std::string Changed(SeededRandom& random, std::string word) {
  for (std::uint64_t changes = random.Below(4); changes > 0 && !word.empty(); --changes) {
    const std::size_t at = random.Below(word.size());
    const char letter =
        static_cast<char>(random.Below(5) == 0 ? '0' + random.Below(10) : 'a' + random.Below(26));
    switch (random.Below(4)) {
      case 0:
        word[at] = letter;
        break;
      case 1:
        word.insert(at, 1, letter);
        break;
      case 2:
        word.erase(at, 1);
        break;
      default:
        if (at + 1 < word.size()) std::swap(word[at], word[at + 1]);
    }
  }
  return word;
}

TEST(MayAgree, IsTrueOfAllThatAgree) {
  constexpr std::string_view kNatives[] = {"путин", "חמאס", "ソフ", "김"};
  SeededRandom random(23);
  int apart = 0;
  int agreed = 0;
  for (int count = 0; count < 200'000; ++count) {
    names::Token left;
    names::Token right;
    left.text = RandomWord(random, count % 3 == 0 ? 6 : 26, 11);
    right.text = count % 4 == 0 ? RandomWord(random, 26, 11) : Changed(random, left.text);
    if (left.text.empty() || right.text.empty()) continue;
    if (random.Below(8) == 0) left.native = kNatives[random.Below(std::size(kNatives))];
    if (random.Below(8) == 0) right.native = kNatives[random.Below(std::size(kNatives))];
    left.groups[0] = static_cast<std::uint16_t>(random.Below(20));
    right.groups[1] = static_cast<std::uint16_t>(random.Below(20));
    AskedToken a(left);
    AskedToken b(right);
    const bool agree = CompareTokens(a.forms, a.positions, b.forms).difference < kApart;
    agreed += agree ? 1 : 0;
    if (MayAgree(a.sketch, b.sketch)) continue;
    ++apart;
    ASSERT_FALSE(agree || left.text == right.text) << left.text << " " << right.text;
  }
  EXPECT_GT(apart, 20'000);  // or the bound says nothing
  EXPECT_GT(agreed, 20'000);
}

}  // namespace
}  // namespace lynceus::matching
