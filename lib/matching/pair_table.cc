#include "lib/matching/pair_table.h"

#include <algorithm>

namespace lynceus::matching {
namespace {

constexpr std::size_t kJoinedLettersMin = 4;

// Words that were only written together or apart have most letters in common. Through a script of
// syllables CompareTokens allows more, but no more than this.
std::int32_t JoinedUnitsMax(std::size_t longest, bool syllables) {
  if (syllables) return static_cast<std::int32_t>(std::max(longest * 6 / 10, longest / 2 + 1));
  return static_cast<std::int32_t>(longest < 10 ? (longest + 1) / 2 : longest / 3 + 1);
}

}  // namespace

void PairTable::Reset(const AskedName& asked, const names::AnalyzedName& listed) {
  if (asked.number() != asked_number_) {
    known_.Reset(asked);
    asked_number_ = asked.number();
  }
  asked_ = &asked;
  listed_ = &listed;
  listed_tokens_.clear();
  for (const names::Token& token : listed.tokens) listed_tokens_.push_back(&known_.Find(token));
  listed_runs_.clear();
  joins_known_.clear();
}

const std::vector<TokenRun>& PairTable::ListedRuns() {
  if (listed_runs_.empty()) {
    CollectRuns(
        listed_->tokens,
        [this](std::size_t at) -> const TokenForms& { return listed_tokens_[at]->forms; },
        listed_runs_);
  }
  return listed_runs_;
}

std::int32_t PairTable::Joined(const AskedRun& asked, const TokenRun& listed) {
  for (const KnownJoin& known : joins_known_) {
    if (known.asked == asked.run.tokens && known.listed == listed.tokens) return known.difference;
  }
  joins_known_.push_back({asked.run.tokens, listed.tokens, CompareJoined(asked, listed)});
  return joins_known_.back().difference;
}

bool PairTable::MayBeJoined(const AskedRun& asked, const TokenRun& listed) {
  JoinTokens(listed_->tokens, listed, listed_text_);
  if (asked.text.size() < kJoinedLettersMin || listed_text_.size() < kJoinedLettersMin) {
    return false;
  }
  const std::size_t longest = std::max(asked.text.size(), listed_text_.size());
  const bool syllables = asked.run.syllables || listed.syllables;
  return asked.positions.UnitEdits(listed_text_) <= JoinedUnitsMax(longest, syllables);
}

std::int32_t PairTable::CompareJoined(const AskedRun& asked, const TokenRun& listed) {
  if (!MayBeJoined(asked, listed)) return kApart;
  joined_listed_.SetText(listed_text_, OriginOf(listed));
  return CompareTokens(asked.forms, asked.positions, joined_listed_).difference;
}

}  // namespace lynceus::matching
