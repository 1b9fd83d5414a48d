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
  names::WordShape outline = names::OutlineOf(token);
  sketch = WordSketch(outline);
  sketch.Prepare();
  forms.Set(sketch, {token.text, token.native});
  forms.SoundConsonants();
  names::NoteSounds(forms.respelt, forms.bones, forms.coarse, outline);
  sketch = WordSketch(outline);
  sketch.Prepare();
}

AskedRun::AskedRun(const std::vector<names::Token>& tokens, const TokenRun& of)
    : run(of), positions("") {
  JoinTokens(tokens, of, text);
  positions.Set(text);
  forms.SetJoined(text, WritingOf(of));
  forms.SoundConsonants();
}

AskedName::AskedName(names::AnalyzedName name, Schema schema)
    : name_(std::move(name)), schema_(schema), number_(NextNumber()) {
  tokens_.reserve(name_.tokens.size());
  for (const names::Token& token : name_.tokens) tokens_.emplace_back(token);
  CollectRuns(
      tokens_.size(),
      [this](std::size_t at) -> const names::WordShape& { return tokens_[at].shape(); },
      run_outlines_);
  for (const TokenRun& run : run_outlines_) runs_.emplace_back(name_.tokens, run);
}

}  // namespace lynceus::matching
