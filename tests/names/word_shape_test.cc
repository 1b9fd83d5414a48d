// What a shape says of its word.
#include "lib/names/word_shape.h"

#include <gtest/gtest.h>

#include <string>

namespace lynceus::names {
namespace {

TEST(WordShape, SaysWhatTheWordHas) {
  const WordShape shape = ShapeOf({.text = "schulze",
                                   .native = "",
                                   .kind = TokenKind::kWord,
                                   .weight = 4'321,
                                   .groups = {7, 0x8001}});
  EXPECT_EQ(shape.letters, LettersOf("schulze"));
  EXPECT_EQ(shape.heard, LettersOf("xulse"));
  EXPECT_EQ(shape.bones, LettersOf("xls"));
  EXPECT_EQ(shape.bones_size, 3);
  EXPECT_EQ(shape.coarse, LettersOf("srs"));
  EXPECT_EQ(shape.coarse_size, 3);
  EXPECT_EQ(shape.weight, 4'321);
  EXPECT_EQ(shape.size, 7);
  EXPECT_EQ(std::string(shape.start.begin(), shape.start.end()), "sch");
  EXPECT_EQ(shape.writing, Writing::kAlphabet);
  EXPECT_FALSE(shape.signs || shape.bare || shape.romanised);
}

TEST(WordShape, KnowsHowAWordIsWritten) {
  const auto shape_of = [](const std::string& native) {
    return ShapeOf({.text = "rsnft", .native = native, .weight = 1, .groups = {}});
  };
  EXPECT_EQ(shape_of("роснефть").writing, Writing::kAlphabet);
  EXPECT_EQ(shape_of("רוסנפט").writing, Writing::kAbjad);
  EXPECT_EQ(shape_of("روسنفت").writing, Writing::kAbjad);
  EXPECT_EQ(shape_of("ロスネフチ").writing, Writing::kSyllables);
  EXPECT_TRUE(shape_of("ロスネフチ").signs);
  EXPECT_TRUE(shape_of("роснефть").romanised);
  EXPECT_TRUE(shape_of("").bare);
}

TEST(WordShape, HoldsTheFirstLettersOfALongWord) {
  const std::string text = std::string(48, 'a') + "z";
  const WordShape shape = ShapeOf({.text = text, .native = "", .weight = 1, .groups = {}});
  EXPECT_EQ(shape.size, 49);
  EXPECT_EQ(shape.compared(), kComparedLettersMax);
  EXPECT_EQ(shape.letters, LettersOf("a"));
  EXPECT_EQ(ShapeOf({.text = std::string(300, 'b'), .native = "", .weight = 1, .groups = {}}).size,
            255);
}

}  // namespace
}  // namespace lynceus::names
