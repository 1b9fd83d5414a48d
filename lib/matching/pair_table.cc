#include "lib/matching/pair_table.h"

#include <algorithm>

#include "lib/base/status.h"
#include "lib/names/anchors.h"

namespace lynceus::matching {
namespace {

constexpr std::size_t kJoinedLettersMin = 4;
// Words written together or apart have an error or two besides, or they are other words.
constexpr std::int32_t kJoinedFurthest = 3'500;

// Words that were only written together or apart have most letters in common. Through a script of
// syllables CompareTokens allows more, but no more than this.
std::int32_t JoinedUnitsMax(std::size_t longest, bool syllables) {
  if (syllables) return static_cast<std::int32_t>(std::max(longest * 6 / 10, longest / 2 + 1));
  return static_cast<std::int32_t>(longest < 10 ? (longest + 1) / 2 : longest / 3 + 1);
}

}  // namespace

void PairTable::Begin(const AskedName& asked) {
  if (asked.number() != asked_number_) {
    known_.Reset(asked);
    asked_number_ = asked.number();
  }
  asked_ = &asked;
  by_shape_ = false;
  may_join_ = true;
  listed_ = nullptr;
  listed_tokens_.clear();
  listed_runs_.clear();
  joins_known_.clear();
}

void PairTable::Reset(const AskedName& asked, const names::AnalyzedName& listed) {
  Begin(asked);
  listed_ = &listed;
  listed_joined_ = listed.joined;
  listed_native_joined_ = listed.native_joined;
  for (const names::Token& token : listed.tokens) listed_tokens_.push_back(&known_.Find(token));
}

void PairTable::Look(std::span<const std::uint32_t> words, std::string_view joined,
                     std::string_view native_joined, bool may_join) {
  Begin(*asked_);
  by_shape_ = true;
  may_join_ = may_join;
  listed_joined_ = joined;
  listed_native_joined_ = native_joined;
  for (const std::uint32_t word : words) {
    KnownToken* const known = known_.Numbered(word);
    LYNCEUS_CHECK(known != nullptr);
    listed_tokens_.push_back(known);
  }
}

const std::vector<TokenRun>& PairTable::ListedRuns() {
  if (listed_runs_.empty()) {
    CollectRuns(
        listed_tokens_.size(),
        [this](std::size_t at) -> const names::WordShape& { return listed_tokens_[at]->shape(); },
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
  listed_text_.clear();
  for (std::size_t at = listed.from; at < listed.from + std::size_t{listed.count}; ++at) {
    listed_text_ += listed_tokens_[at]->texts.text;
  }
  return MayBeJoinedTo(asked, listed, listed_text_);
}

bool PairTable::MayBeJoinedTo(const AskedRun& asked, const TokenRun& listed,
                              std::string_view text) {
  if (asked.text.size() < kJoinedLettersMin || text.size() < kJoinedLettersMin) return false;
  const std::size_t longest = std::max(asked.text.size(), text.size());
  const bool syllables = asked.run.syllables || listed.syllables;
  return asked.positions.UnitEdits(text) <= JoinedUnitsMax(longest, syllables);
}

template <typename May>
bool PairTable::JoinsAny(const KnownToken& known, May may) const {
  if (!MayJoinOthers(known.shape().kind)) return false;
  TokenRun word{.count = 1};
  AddToRun(known.shape(), word);
  const std::vector<TokenRun>& runs = asked_->run_outlines();
  for (const std::uint16_t at : asked_->RunsToJoin(word)) {
    if (MayJoin(runs[at], word, kApart - 1) && may(asked_->runs()[at], word)) return true;
  }
  return false;
}

bool PairTable::MayBeNear(KnownToken& known) {
  return known_.MayOpen(known) != 0 ||
         JoinsAny(known, [](const AskedRun&, const TokenRun&) { return true; });
}

Nearness PairTable::NearnessOf(KnownToken& known) {
  return {.token = known_.Open(known) != 0,
          .joined = JoinsAny(known, [&](const AskedRun& asked, const TokenRun& word) {
            return MayBeJoinedTo(asked, word, known.texts.text);
          })};
}

std::int32_t PairTable::CompareJoined(const AskedRun& asked, const TokenRun& listed) {
  if (!MayBeJoined(asked, listed)) return kApart;
  joined_listed_.SetJoined(listed_text_, WritingOf(listed));
  const std::int32_t difference =
      CompareTokens(asked.forms, asked.positions, joined_listed_).difference;
  const bool syllables = asked.run.syllables || listed.syllables;
  if (difference >= kApart || (!syllables && difference > kJoinedFurthest)) return kApart;
  return difference == 0 || ShareAnchor(asked, listed) ? difference : kApart;
}

// What an index files: words by themselves, and runs of them.
bool PairTable::ShareAnchor(const AskedRun& asked, const TokenRun& listed) {
  asked_anchors_.clear();
  listed_anchors_.clear();
  if (asked.run.count > 1) {
    names::CollectJoinedAnchors(asked.text, asked.run.syllables, true, asked_anchors_);
  } else {
    names::CollectWordAnchors(asked_->name().tokens[asked.run.from], true, asked_anchors_);
  }
  if (listed.count > 1) {
    names::CollectJoinedAnchors(listed_text_, listed.syllables, false, listed_anchors_);
  } else {
    names::CollectWordAnchors(TokenOf(*listed_tokens_[listed.from]), false, listed_anchors_);
  }
  std::sort(asked_anchors_.begin(), asked_anchors_.end());
  std::sort(listed_anchors_.begin(), listed_anchors_.end());
  return Intersect(asked_anchors_, listed_anchors_);
}

}  // namespace lynceus::matching
