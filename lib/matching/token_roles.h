#pragma once
// What a token may stand for, and what it weighs: shared by the alignment, the score and the
// score's bound. Internal to the module.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/word_shape.h"

namespace lynceus::matching {

// Per cent of its share that a token left over loses.
struct LeftOverRates {
  std::int32_t asked;
  std::int32_t listed;
};
inline constexpr LeftOverRates kPersonRates = {67, 60};
inline constexpr LeftOverRates kThingRates = {95, 95};

inline constexpr std::int32_t kContradictionCost = 2'000;    // words left over on both sides
inline constexpr std::int32_t kContradictionWeight = 4'000;  // from this weight on in full
inline constexpr std::int32_t kNumberDiffers = 2'800;

// The whole listed name stands in a longer text: the rarity that it needs, and how far each of its
// words may differ.
inline constexpr std::int32_t kContainedWeightMin = 7'000;
inline constexpr std::int32_t kContainedEach = 700;

// What a token's part in a name hangs on, told from the token itself or from the shape that an
// index holds of it. The functions below take any of the three.
struct TokenRole {
  explicit TokenRole(const names::Token& token)
      : kind(token.kind),
        romanised(!token.native.empty()),
        weight(token.weight),
        size(token.text.size()) {
    for (std::size_t at = 0; at < std::min(size, start.size()); ++at) start[at] = token.text[at];
  }
  explicit TokenRole(const names::WordShape& shape)
      : kind(shape.kind),
        romanised(shape.romanised),
        weight(shape.weight),
        size(shape.size),
        start(shape.start) {}

  names::TokenKind kind;
  bool romanised;
  std::int32_t weight;
  std::size_t size;             // letters; of a shape, 255 stands for more as well
  std::array<char, 3> start{};  // the first letters
};

// Only words are compared letter by letter; numbers, particles and titles agree or not.
inline bool IsSpelt(names::TokenKind kind) {
  return kind == names::TokenKind::kWord || kind == names::TokenKind::kPatronymic ||
         kind == names::TokenKind::kCommon || kind == names::TokenKind::kAside;
}

// Equal texts agree where both are numbers or neither is; an initial may also be a letter of an
// acronym.
inline bool MayBeEqual(names::TokenKind a, names::TokenKind b) {
  return (a == names::TokenKind::kNumber) == (b == names::TokenKind::kNumber);
}

// "V." of Vladimir, "JC" of Jean Claude: three letters at most.
template <typename Word>
bool MayBeInitials(const Word& word) {
  const TokenRole token(word);
  const bool letter = token.kind == names::TokenKind::kInitial;
  if (letter && token.size == 1) return true;
  return token.size >= 2 && token.size <= 3 && !token.romanised &&
         (letter || token.kind == names::TokenKind::kWord);
}

// True where the letters are the first ones of the words word(from), word(from + 1) ... REQUIRES:
// so many words are there, and the letters may be initials.
template <typename Letters, typename WordAt>
bool AreInitialsOf(const Letters& of, WordAt word_at, std::size_t from) {
  const TokenRole letters(of);
  for (std::size_t at = 0; at < letters.size; ++at) {
    const TokenRole word(word_at(from + at));
    if (word.start[0] != letters.start[at] || word.size < 2) return false;
  }
  return true;
}

// True where the schema says that the name is not a person's.
bool IsThing(Schema schema);

// What a token weighs in a comparison: frequent names count less than rare ones, but a surname that
// many bear still makes half a name.
template <typename Word>
std::int32_t ShareWeight(const Word& word) {
  const TokenRole token(word);
  switch (token.kind) {
    case names::TokenKind::kWord:
      return 4'000 + token.weight * 6 / 10;
    case names::TokenKind::kCommon:
      return 800 + 2 * token.weight;
    case names::TokenKind::kPatronymic:
      return 4'500;
    case names::TokenKind::kInitial:
      return token.size == 1 ? 1'500 : 7'000;
    case names::TokenKind::kNumber:
      return 1'500;
    case names::TokenKind::kParticle:
      return 600;
    case names::TokenKind::kHonorific:
      return 0;
    case names::TokenKind::kAside:
      return std::min(800 + 2 * token.weight, 4'000 + token.weight * 6 / 10);
  }
  return 0;
}

// What it weighs where it is left over.
template <typename Word>
std::int64_t LeftOverWeight(const Word& word) {
  const TokenRole token(word);
  if (token.kind == names::TokenKind::kNumber) return 0;
  return token.kind == names::TokenKind::kAside ? ShareWeight(token) / 4 : ShareWeight(token);
}

inline bool IsAbd(const TokenRole& token) {
  return token.size == 3 && token.start == std::array{'a', 'b', 'd'};
}

// How much a token left over says that another party is meant.
template <typename Word>
std::int32_t ContradictionWeight(const Word& word) {
  const TokenRole token(word);
  switch (token.kind) {
    case names::TokenKind::kParticle:
      // Abd is half of a name; other particles and titles say nothing.
      return IsAbd(token) ? kContradictionWeight : 0;
    case names::TokenKind::kNumber:
      return 0;
    case names::TokenKind::kInitial:
      return kContradictionWeight;
    case names::TokenKind::kWord:
    case names::TokenKind::kCommon:
    case names::TokenKind::kPatronymic:
    case names::TokenKind::kHonorific:
    case names::TokenKind::kAside:
      break;
  }
  return ShareWeight(token);
}

// All that a token weighs.
struct TokenWeights {
  std::int32_t share = 0;
  std::int32_t left_over = 0;
  std::int32_t contradiction = 0;
};
template <typename Word>
TokenWeights WeightsOf(const Word& word) {
  const TokenRole token(word);
  return {.share = ShareWeight(token),
          .left_over = static_cast<std::int32_t>(LeftOverWeight(token)),
          .contradiction = ContradictionWeight(token)};
}

}  // namespace lynceus::matching
