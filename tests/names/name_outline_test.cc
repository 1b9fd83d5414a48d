// An outline never tells more of a word than there is: its weight at most, its kind only where that
// bounds what it weighs.

#include "lib/names/name_outline.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lynceus::names {
namespace {

Token Word(std::string text, TokenKind kind, std::int32_t weight) {
  Token token;
  token.text = std::move(text);
  token.kind = kind;
  token.weight = weight;
  return token;
}

struct Outlined {
  explicit Outlined(const AnalyzedName& name, const std::vector<std::uint32_t>& numbers) {
    AppendOutline(name, numbers, bytes);
    EXPECT_EQ(bytes.size(), kOutlineBytes);
    outline = NameOutline(reinterpret_cast<const std::byte*>(bytes.data()));
  }
  std::string bytes;
  NameOutline outline;
};

TEST(NameOutline, TellsWordsAndLeavesTheRestToBeLookedUp) {
  AnalyzedName name;
  name.tokens = {Word("velmontar", TokenKind::kWord, 7'345),
                 Word("shipping", TokenKind::kCommon, 310),
                 Word("ivanovich", TokenKind::kPatronymic, 9'000),
                 Word("lee", TokenKind::kWord, 8'000), Word("7", TokenKind::kNumber, 100)};
  const Outlined of(name, {5, 0xFF'FFFF, 7, 8, 9});
  ASSERT_EQ(of.outline.words(), 5U);
  const OutlineWord word = of.outline.word(0);
  EXPECT_EQ(word.number, 5U);
  EXPECT_TRUE(word.plain);
  EXPECT_EQ(word.kind, TokenKind::kWord);
  EXPECT_EQ(word.first_letter, 'v');
  EXPECT_LE(word.weight_min, 7'345);
  EXPECT_GT(word.weight_min, 7'345 - 160);
  const OutlineWord common = of.outline.word(1);
  EXPECT_EQ(common.number, 0xFF'FFFFU);
  EXPECT_EQ(common.kind, TokenKind::kCommon);
  EXPECT_LE(common.weight_min, 310);
  const OutlineWord patronymic = of.outline.word(2);
  EXPECT_EQ(patronymic.kind, TokenKind::kWord);
  EXPECT_EQ(patronymic.weight_min, 0);
  EXPECT_FALSE(of.outline.word(3).plain);  // three letters may be initials
  EXPECT_FALSE(of.outline.word(4).plain);
}

TEST(NameOutline, NeverTellsMoreThanTheWeight) {
  for (std::int32_t weight = 0; weight < 30'000; weight += 7) {
    AnalyzedName name;
    name.tokens = {Word("orqwin", TokenKind::kWord, weight)};
    const Outlined of(name, {1});
    ASSERT_LE(of.outline.word(0).weight_min, weight);
    ASSERT_GE(of.outline.word(0).weight_min, 0);
  }
}

TEST(NameOutline, IsEmptyWhereTheNameDoesNotFit) {
  AnalyzedName name;
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t at = 0; at <= kOutlineWordsMax; ++at) {
    name.tokens.push_back(Word("orqwin", TokenKind::kWord, 5'000));
    numbers.push_back(at);
  }
  EXPECT_EQ(Outlined(name, numbers).outline.words(), 0U);
  name.tokens.resize(1);
  EXPECT_EQ(Outlined(name, {0x100'0000}).outline.words(), 0U);
}

}  // namespace
}  // namespace lynceus::names
