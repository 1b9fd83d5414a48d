#include "lib/matching/token_runs.h"

namespace lynceus::matching {

using names::Token;

bool IsFreeRun(const std::vector<Token>& tokens, TokenSet taken, std::size_t from,
               std::size_t count) {
  if (from + count > tokens.size()) return false;
  for (std::size_t at = from; at < from + count; ++at) {
    if ((taken & TokenBit(at)) != 0 || !MayJoinOthers(tokens[at].kind)) return false;
  }
  return true;
}

void JoinTokens(const std::vector<Token>& tokens, const TokenRun& run, std::string& out) {
  out.clear();
  for (std::size_t at = run.from; at < run.from + run.count; ++at) out += tokens[at].text;
}

}  // namespace lynceus::matching
