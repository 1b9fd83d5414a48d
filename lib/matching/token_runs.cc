#include "lib/matching/token_runs.h"

#include <algorithm>
#include <bit>

namespace lynceus::matching {

using names::Token;

bool IsFreeRun(const std::vector<Token>& tokens, TokenSet taken, std::size_t from,
               std::size_t count) {
  if (from + count > tokens.size()) return false;
  for (std::size_t at = from; at < from + count; ++at) {
    if ((taken & TokenBit(at)) != 0 || !MayJoinOthers(tokens[at])) return false;
  }
  return true;
}

void JoinTokens(const std::vector<Token>& tokens, const TokenRun& run, std::string& out) {
  out.clear();
  for (std::size_t at = run.from; at < run.from + run.count; ++at) out += tokens[at].text;
}

bool MayJoin(const TokenRun& asked, const TokenRun& listed, std::int32_t difference_max) {
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
