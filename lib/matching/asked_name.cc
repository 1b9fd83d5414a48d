#include "lib/matching/asked_name.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <numeric>
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
  for (const names::Token& token : name_.tokens) {
    tokens_.emplace_back(token);
    has_aside_ = has_aside_ || token.kind == names::TokenKind::kAside;
  }
  CollectRuns(
      tokens_.size(),
      [this](std::size_t at) -> const names::WordShape& { return tokens_[at].shape(); },
      run_outlines_);
  for (const TokenRun& run : run_outlines_) runs_.emplace_back(name_.tokens, run);
  SortRuns();
  SumHeaviest();
}

void AskedName::SumHeaviest() {
  heaviest_.assign(1, 0);
  for (const AskedToken& token : tokens_) heaviest_.push_back(token.weights.share);
  std::sort(heaviest_.begin() + 1, heaviest_.end(), std::greater<>());
  std::partial_sum(heaviest_.begin(), heaviest_.end(), heaviest_.begin());
}

// By counting: places of runs of fewer letters first.
void AskedName::SortRuns() {
  std::uint32_t letters_max = 0;
  for (const TokenRun& run : run_outlines_) {
    letters_max = std::max(letters_max, run.letters);
    any_syllables_ = any_syllables_ || run.syllables;
  }
  letters_begin_.assign(letters_max + 2, 0);
  for (const TokenRun& run : run_outlines_) letters_begin_[run.letters + 1] += 1;
  std::partial_sum(letters_begin_.begin(), letters_begin_.end(), letters_begin_.begin());
  runs_by_letters_.resize(run_outlines_.size());
  std::vector<std::uint16_t> next = letters_begin_;
  for (std::size_t at = 0; at < run_outlines_.size(); ++at) {
    runs_by_letters_[next[run_outlines_[at].letters]++] = static_cast<std::uint16_t>(at);
  }
}

std::span<const std::uint16_t> AskedName::RunsToJoin(const TokenRun& listed) const {
  const LetterRange range = LettersToJoin(listed.letters, any_syllables_ || listed.syllables);
  const std::size_t last = letters_begin_.size() - 1;
  const std::size_t from = letters_begin_[std::min<std::size_t>(range.from, last)];
  const std::size_t to = letters_begin_[std::min<std::size_t>(range.to + std::size_t{1}, last)];
  return std::span(runs_by_letters_).subspan(from, to - from);
}

}  // namespace lynceus::matching
