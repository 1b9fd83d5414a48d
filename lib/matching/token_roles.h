#pragma once
// What a token may stand for, and what it weighs: shared by the alignment, the score and the
// score's bound. Internal to the module.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"

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

// Only words are compared letter by letter; numbers, particles and titles agree or not.
inline bool IsSpelt(const names::Token& token) {
  return token.kind == names::TokenKind::kWord || token.kind == names::TokenKind::kPatronymic ||
         token.kind == names::TokenKind::kCommon || token.kind == names::TokenKind::kAside;
}

// Equal texts agree where both are numbers or neither is; an initial may also be a letter of an
// acronym.
inline bool MayBeEqual(const names::Token& a, const names::Token& b) {
  return (a.kind == names::TokenKind::kNumber) == (b.kind == names::TokenKind::kNumber);
}

// "V." of Vladimir, "JC" of Jean Claude.
inline bool MayBeInitials(const names::Token& token) {
  const bool letter = token.kind == names::TokenKind::kInitial;
  if (letter && token.text.size() == 1) return true;
  return token.text.size() >= 2 && token.text.size() <= 3 && token.native.empty() &&
         (letter || token.kind == names::TokenKind::kWord);
}

// True where the letters are the first ones of the words word(from), word(from + 1) ... REQUIRES:
// so many words are there.
template <typename WordAt>
bool AreInitialsOf(const names::Token& letters, WordAt word_at, std::size_t from) {
  for (std::size_t at = 0; at < letters.text.size(); ++at) {
    const names::Token& word = word_at(from + at);
    if (word.text[0] != letters.text[at] || word.text.size() < 2) return false;
  }
  return true;
}

// True where the schema says that the name is not a person's.
bool IsThing(Schema schema);

// What a token weighs in a comparison: frequent names count less than rare ones, but a surname that
// many bear still makes half a name.
inline std::int32_t ShareWeight(const names::Token& token) {
  switch (token.kind) {
    case names::TokenKind::kWord:
      return 4'000 + token.weight * 6 / 10;
    case names::TokenKind::kCommon:
      return 800 + 2 * token.weight;
    case names::TokenKind::kPatronymic:
      return 4'500;
    case names::TokenKind::kInitial:
      return token.text.size() == 1 ? 1'500 : 7'000;
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
inline std::int64_t LeftOverWeight(const names::Token& token) {
  if (token.kind == names::TokenKind::kNumber) return 0;
  return token.kind == names::TokenKind::kAside ? ShareWeight(token) / 4 : ShareWeight(token);
}

// How much a token left over says that another party is meant.
inline std::int32_t ContradictionWeight(const names::Token& token) {
  switch (token.kind) {
    case names::TokenKind::kParticle:
      // Abd is half of a name; other particles and titles say nothing.
      return token.text == "abd" ? kContradictionWeight : 0;
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
inline TokenWeights WeightsOf(const names::Token& token) {
  return {.share = ShareWeight(token),
          .left_over = static_cast<std::int32_t>(LeftOverWeight(token)),
          .contradiction = ContradictionWeight(token)};
}

}  // namespace lynceus::matching
