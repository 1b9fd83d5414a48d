#pragma once
// What is told of a word without its letters: which of them occur, how many they are, and the same
// of its consonants. Enough to see that two words are not the same one, for nearly all that are
// not, in a few instructions; and all that a bound of a name's score asks of its words.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "lib/names/analyzed_name.h"

namespace lynceus::names {

// Words are compared by so many first letters.
inline constexpr std::size_t kComparedLettersMax = 48;

// Scripts differ in what their spelling keeps: all letters, the consonants, or syllables.
enum class Writing : std::uint8_t { kAlphabet = 0, kAbjad = 1, kSyllables = 2 };

struct WordShape {
  std::uint64_t letters = 0;  // LettersOf the first kComparedLettersMax
  std::uint64_t heard = 0;    // LettersOf these respelt by ear
  std::uint64_t bones = 0;    // LettersOf the consonant skeleton of these
  std::uint64_t coarse = 0;   // LettersOf their coarse skeleton
  std::int32_t weight = 0;    // as the token's
  std::array<std::uint16_t, 2> groups{};
  std::uint8_t size = 0;  // of the text; 255 stands for more as well
  std::uint8_t bones_size = 0;
  std::uint8_t coarse_size = 0;
  TokenKind kind = TokenKind::kWord;
  Writing writing = Writing::kAlphabet;
  bool signs = false;           // written in Han, kana or Hangul: compared sign by sign
  bool bare = false;            // no vowel but perhaps the first letter
  bool romanised = false;       // from another script
  std::array<char, 3> start{};  // the first letters; '\0' behind a shorter text
  friend bool operator==(const WordShape&, const WordShape&) = default;

  // The letters that are compared.
  std::size_t compared() const {
    return size < kComparedLettersMax ? std::size_t{size} : kComparedLettersMax;
  }
};

// The letters of a word, borrowed: Token's `text` and `native`.
struct WordTexts {
  std::string_view text;
  std::string_view native;
};

inline constexpr std::size_t kLetterClasses = 37;

// Letters a-z are 0 to 25, digits 26 to 35, anything else 36.
constexpr std::size_t LetterClass(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<std::size_t>(c - 'a');
  if (c >= '0' && c <= '9') return static_cast<std::size_t>(c - '0') + 26;
  return kLetterClasses - 1;
}

// Which classes occur, the first one in the lowest bit.
constexpr std::uint64_t LettersOf(std::string_view text) {
  std::uint64_t letters = 0;
  for (const char c : text) letters |= std::uint64_t{1} << LetterClass(c);
  return letters;
}

Writing WritingOf(const Token& token);
bool IsWrittenInSigns(const Token& token);

// The shape without its sounds: a few instructions a letter.
WordShape OutlineOf(const Token& token);
// All of it. Cost: under a microsecond.
WordShape ShapeOf(const Token& token);
// Adds the sounds to an outline: its compared letters respelt, and the skeletons of that.
void NoteSounds(std::string_view heard, std::string_view bones, std::string_view coarse,
                WordShape& shape);

}  // namespace lynceus::names
