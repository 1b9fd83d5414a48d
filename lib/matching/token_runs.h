#pragma once
// Runs of adjacent tokens that one side may have written as one word. Internal to the module.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/limits.h"
#include "lib/matching/token_distance.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/word_shape.h"

namespace lynceus::matching {

// Tokens of one name, the first one in the lowest bit.
using TokenSet = std::uint64_t;
static_assert(limits::kNameTokensMax <= 64);
constexpr TokenSet TokenBit(std::size_t at) { return TokenSet{1} << at; }

inline constexpr std::size_t kRunWordsMax = 4;

// What a cheap look at a run needs.
struct TokenRun {
  TokenSet tokens = 0;
  std::uint16_t from = 0;
  std::uint16_t count = 0;
  bool syllables = false;
  std::uint32_t letters = 0;
  std::uint64_t set = 0;  // which letters occur
};

// Titles and numbers are no part of a run.
inline bool MayJoinOthers(names::TokenKind kind) {
  return kind != names::TokenKind::kHonorific && kind != names::TokenKind::kNumber;
}

// True where the run lies within the tokens, and none of it is taken, a title or a number.
bool IsFreeRun(const std::vector<names::Token>& tokens, TokenSet taken, std::size_t from,
               std::size_t count);

// Adds a token to a run.
inline void AddToRun(const names::WordShape& shape, TokenRun& run) {
  run.letters += static_cast<std::uint32_t>(shape.compared());
  run.set |= shape.letters;
  run.syllables = run.syllables || shape.writing == names::Writing::kSyllables;
}

// Lists the runs of one to kRunWordsMax of `count` tokens, by their first token, shorter ones
// first. `shape_of(at)` gives the shape of a token.
template <typename ShapeOf>
void CollectRuns(std::size_t count, ShapeOf shape_of, std::vector<TokenRun>& runs) {
  runs.clear();
  for (std::size_t from = 0; from < count; ++from) {
    TokenRun run{.from = static_cast<std::uint16_t>(from)};
    for (std::size_t at = from; at < count && at < from + kRunWordsMax; ++at) {
      const names::WordShape& shape = shape_of(at);
      if (!MayJoinOthers(shape.kind)) break;
      run.tokens |= TokenBit(at);
      run.count += 1;
      AddToRun(shape, run);
      runs.push_back(run);
    }
  }
}

inline names::Writing WritingOf(const TokenRun& run) {
  return run.syllables ? names::Writing::kSyllables : names::Writing::kAlphabet;
}

// Sets `out` to the run's texts one after the other.
void JoinTokens(const std::vector<names::Token>& tokens, const TokenRun& run, std::string& out);

// How many letters a run may have.
struct LetterRange {
  std::uint32_t from;
  std::uint32_t to;
};

// Those of all runs that MayJoin with one of `letters`, where none of both went through syllables,
// or one may have.
constexpr LetterRange LettersToJoin(std::uint32_t letters, bool syllables) {
  if (syllables) return {letters * 4 / 10 - std::min(letters * 4 / 10, 2U), (letters + 2) * 5 / 2};
  return {letters - std::min(letters, 2U), letters + 2};
}

// False where the runs cannot agree within `difference_max` as words written together: lengths that
// differ by more than two and letters that differ by more than four are not compared, since a word
// is written together or apart with few errors besides; where a side went through a script that
// spells differently, lengths that differ by more than three in five.
inline bool MayJoin(const TokenRun& asked, const TokenRun& listed, std::int32_t difference_max) {
  const bool syllables = asked.syllables || listed.syllables;
  const std::uint32_t longest = std::max(asked.letters, listed.letters);
  const std::uint32_t gap = longest - std::min(asked.letters, listed.letters);
  const bool near = difference_max < kApart - 1;
  if (syllables ? near || gap > longest * 6 / 10 + 1 : gap > (near ? 1U : 2U)) return false;
  const bool one_word = asked.count == 1 || listed.count == 1;
  const bool counts =
      asked.count + listed.count > 2 && (one_word || (asked.count == 2 && listed.count == 2));
  return counts && (syllables || std::popcount(asked.set ^ listed.set) <= (near ? 2 : 4));
}

}  // namespace lynceus::matching
