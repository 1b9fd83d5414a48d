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

namespace lynceus::matching {

// Tokens of one name, the first one in the lowest bit.
using TokenSet = std::uint64_t;
static_assert(limits::kNameTokensMax <= 64);
constexpr TokenSet TokenBit(std::size_t at) { return TokenSet{1} << at; }

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
inline bool MayJoinOthers(const names::Token& token) {
  return token.kind != names::TokenKind::kHonorific && token.kind != names::TokenKind::kNumber;
}

// True where the run lies within the tokens, and none of it is taken, a title or a number.
bool IsFreeRun(const std::vector<names::Token>& tokens, TokenSet taken, std::size_t from,
               std::size_t count);

// Adds what a token's forms say to a run.
inline void AddToRun(const TokenForms& forms, TokenRun& run) {
  run.letters += static_cast<std::uint32_t>(forms.text.size());
  run.set |= forms.letters;
  run.syllables = run.syllables || forms.origin == TokenForms::Origin::kSyllables;
}

// Lists the runs of one to four of `count` tokens, by their first token, shorter ones first.
// `forms_of(at)` gives the forms of a token.
template <typename FormsOf>
void CollectRuns(std::size_t count, FormsOf forms_of, std::vector<TokenRun>& runs) {
  constexpr std::size_t kWordsMax = 4;
  runs.clear();
  for (std::size_t from = 0; from < count; ++from) {
    TokenRun run{.from = static_cast<std::uint16_t>(from)};
    for (std::size_t at = from; at < count && at < from + kWordsMax; ++at) {
      const TokenForms& forms = forms_of(at);
      if (!MayJoinOthers(*forms.token)) break;
      run.tokens |= TokenBit(at);
      run.count += 1;
      AddToRun(forms, run);
      runs.push_back(run);
    }
  }
}

inline TokenForms::Origin OriginOf(const TokenRun& run) {
  return run.syllables ? TokenForms::Origin::kSyllables : TokenForms::Origin::kAlphabet;
}

// Sets `out` to the run's texts one after the other.
void JoinTokens(const std::vector<names::Token>& tokens, const TokenRun& run, std::string& out);

// False where the runs cannot agree within `difference_max` as words written together: lengths and
// letters that differ by more than three are not compared; where a side went through a script that
// spells differently, lengths that differ by more than three in five.
inline bool MayJoin(const TokenRun& asked, const TokenRun& listed, std::int32_t difference_max) {
  const bool one_word = asked.count == 1 || listed.count == 1;
  const bool counts =
      asked.count + listed.count > 2 && (one_word || (asked.count == 2 && listed.count == 2));
  if (!counts) return false;
  const std::uint32_t longest = std::max(asked.letters, listed.letters);
  const std::uint32_t gap = longest - std::min(asked.letters, listed.letters);
  if (asked.syllables || listed.syllables) {
    return difference_max >= kApart - 1 && gap <= longest * 6 / 10 + 1;
  }
  const bool near = difference_max < kApart - 1;
  return gap <= (near ? 1U : 3U) && std::popcount(asked.set ^ listed.set) <= (near ? 2 : 6);
}

}  // namespace lynceus::matching
