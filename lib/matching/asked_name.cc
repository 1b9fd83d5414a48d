#include "lib/matching/asked_name.h"

#include <atomic>
#include <cstddef>
#include <utility>

namespace lynceus::matching {
namespace {

std::uint64_t NextNumber() {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace

AskedToken::AskedToken(const names::Token& token)
    : positions(token.text), weights(WeightsOf(token)), may_be_initials(MayBeInitials(token)) {
  forms.Set(token);
  forms.SoundConsonants();
}

AskedRun::AskedRun(const std::vector<names::Token>& tokens, const TokenRun& of)
    : run(of), positions("") {
  JoinTokens(tokens, of, text);
  positions.Set(text);
  forms.SetText(text, OriginOf(of));
  forms.SoundConsonants();
}

AskedName::AskedName(names::AnalyzedName name, Schema schema)
    : name_(std::move(name)), schema_(schema), number_(NextNumber()) {
  tokens_.reserve(name_.tokens.size());
  for (const names::Token& token : name_.tokens) tokens_.emplace_back(token);
  std::vector<TokenRun> runs;
  CollectRuns(
      tokens_.size(), [this](std::size_t at) -> const TokenForms& { return tokens_[at].forms; },
      runs);
  for (const TokenRun& run : runs) runs_.emplace_back(name_.tokens, run);
}

}  // namespace lynceus::matching
