// Why it is a bound. Let T be the sum of the weights of a comparison and x what the tokens left
// over lose of it, when none but the certain ones are left over. Each further one, of weight w,
// adds at least r * w to x, where r is the lower of the two rates, and at most w to T: x / T rises,
// or is r at least. A pairing weighs at most the mean of its sides, but with an initial the heavier
// side, which is at most the mean and half of both. All that the score adds to the shares is
// negative, but for names recognised as wholes, which are tested by themselves.
//
// What pairings differ by is lost as well. An asked token that stands for a listed one loses at
// least q, the least of its differences times the lighter side; one left over loses r * w, half of
// which covers the w / 2 that it adds to T, and the other half counts for q where q is more.

#include "lib/matching/score_bound.h"

#include <algorithm>
#include <bit>

#include "lib/matching/matcher.h"
#include "lib/matching/same_name.h"
#include "lib/matching/token_roles.h"
#include "lib/names/anchors.h"

namespace lynceus::matching {

using names::AnalyzedName;
using names::TokenKind;
using names::WordShape;

namespace {

// What integer division may give back to a token left over: of its share, and of what it loses.
constexpr std::int64_t kRoundingEach = 2;
// More than any token loses.
constexpr std::int64_t kUnpaired = std::int64_t{1} << 40;

void AddTo(LeftOver& sum, const TokenWeights& weights, TokenKind kind, bool open) {
  ++sum.tokens;
  if (open) {
    sum.open_weight += weights.share;
    return;
  }
  sum.weight += weights.left_over;
  sum.contradiction += weights.contradiction;
  sum.number = sum.number || kind == TokenKind::kNumber;
}

// The letters of a side's words, titles aside.
struct LetterCount {
  std::size_t count = 0;
  std::uint64_t set = 0;
  bool set_is_whole = true;

  void Add(const WordShape& shape) {
    if (shape.kind == TokenKind::kHonorific) return;
    count += shape.size;
    set |= shape.letters;
    set_is_whole = set_is_whole && shape.size <= names::kComparedLettersMax;
  }
};

LeftOver SumOfAsked(const PairTable& pairs, TokenSet open) {
  LeftOver sum;
  const std::vector<AskedToken>& tokens = pairs.asked().tokens();
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    AddTo(sum, tokens[at].weights, tokens[at].shape().kind, (open & TokenBit(at)) != 0);
  }
  return sum;
}

LeftOver SumOfListed(const PairTable& pairs, TokenSet open) {
  LeftOver sum;
  for (std::size_t at = 0; at < pairs.listed_count(); ++at) {
    const KnownToken& known = pairs.listed_token(at);
    AddTo(sum, known.weights, known.shape().kind, (open & TokenBit(at)) != 0);
  }
  return sum;
}

// Holds where IsAcronymOf does, which reads all letters of the acronym; this, the first ones.
template <typename WordAt>
bool MayBeAcronymOf(const WordShape& acronym, WordAt word_at, std::size_t words) {
  if (acronym.size < names::kAcronymLettersMin || acronym.size > names::kAcronymLettersMax)
    return false;
  std::size_t count = 0;
  for (std::size_t at = 0; at < words; ++at) {
    const WordShape& word = word_at(at);
    if (word.kind != TokenKind::kWord && word.kind != TokenKind::kCommon) continue;
    if (count < acronym.start.size() && word.start[0] != acronym.start[count]) return false;
    ++count;
  }
  return count == acronym.size;
}

// False only where the runs, written together, differ by more than kContainedEach: a letter that
// one of them lacks costs kLeastLetterCost at least, of 165 / letters a hundredth
// (token_distance.cc).
bool MayBeJoinedAlike(const TokenRun& asked, const TokenRun& listed) {
  if (!MayJoin(asked, listed, kApart - 1)) return false;
  const std::uint32_t longest = std::max(asked.letters, listed.letters);
  if (asked.syllables || listed.syllables || longest > names::kComparedLettersMax) return true;
  const int missing =
      std::max(std::popcount(asked.set & ~listed.set), std::popcount(listed.set & ~asked.set));
  return static_cast<std::uint32_t>(missing * kLeastLetterCost * 165) <= kContainedEach * longest;
}

}  // namespace

bool ScoreBound::MayReach(PairTable& pairs, std::int32_t score_min) {
  pairs_ = &pairs;
  asked_open_ = 0;
  listed_open_ = 0;
  asked_otherwise_ = 0;
  initials_weight_ = 0;
  OpenPairs();
  OpenInitials();
  if (OfLeftOver() >= score_min) return true;
  if (!pairs_->may_join()) return MayBeContained() || MayBeBare();
  if (!MayReachByJoins(score_min)) return MayBeWhole();
  const bool joined = pairs_->by_shape() ? OpenJoinedByShape(score_min) : OpenJoined(score_min);
  return joined || MayBeWhole();
}

void ScoreBound::Open(TokenSet asked, TokenSet listed) {
  asked_open_ |= asked;
  listed_open_ |= listed;
}

// Opens what is paired otherwise than token by token.
void ScoreBound::OpenOtherwise(TokenSet asked, TokenSet listed) {
  asked_otherwise_ |= asked;
  Open(asked, listed);
}

void ScoreBound::OpenPairs() {
  const std::vector<AskedToken>& asked = pairs_->asked().tokens();
  least_lost_.assign(asked.size(), kUnpaired);
  for (std::size_t j = 0; j < pairs_->listed_count(); ++j) {
    const TokenSet open = pairs_->Open(j);
    if (open == 0) continue;
    Open(open, TokenBit(j));
    for (TokenSet rest = open; rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(rest));
      const std::int64_t lighter =
          std::min(asked[i].weights.share, pairs_->listed_token(j).weights.share);
      least_lost_[i] = std::min(least_lost_[i], lighter * pairs_->LeastDifference(i, j));
    }
  }
}

// What the pairings of the open asked tokens lose at least, in weight times kApart.
std::int64_t ScoreBound::LeastLostByPairs() const {
  const std::vector<AskedToken>& asked = pairs_->asked().tokens();
  const LeftOverRates rates = IsThing(pairs_->asked().schema()) ? kThingRates : kPersonRates;
  const std::int64_t rate_min = std::min(rates.asked, rates.listed);
  std::int64_t lost = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    // Of what is not paired by itself, something else stands for it, or it is left over.
    if ((asked_open_ & TokenBit(i)) == 0 || (asked_otherwise_ & TokenBit(i)) != 0) continue;
    const std::int64_t left_over = asked[i].weights.left_over * rate_min * (kApart / 100) / 2;
    lost += std::min(least_lost_[i], left_over);
  }
  return lost;
}

void ScoreBound::OpenInitials() {
  const std::vector<AskedToken>& asked = pairs_->asked().tokens();
  const std::size_t listed_count = pairs_->listed_count();
  const auto asked_at = [&](std::size_t at) -> const WordShape& { return asked[at].shape(); };
  const auto listed_at = [&](std::size_t at) -> const WordShape& {
    return pairs_->listed_token(at).shape();
  };
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!asked[i].may_be_initials) continue;
    OpenInitialsOf(asked_at(i), listed_at, listed_count,
                   [&](TokenSet covered) { OpenOtherwise(TokenBit(i), covered); });
  }
  for (std::size_t j = 0; j < listed_count; ++j) {
    if (!pairs_->listed_token(j).may_be_initials) continue;
    OpenInitialsOf(listed_at(j), asked_at, asked.size(),
                   [&](TokenSet covered) { OpenOtherwise(covered, TokenBit(j)); });
  }
}

template <typename WordAt, typename OpenWords>
void ScoreBound::OpenInitialsOf(const WordShape& letters, WordAt word_at, std::size_t words,
                                OpenWords open) {
  const std::size_t count = letters.size;
  for (std::size_t from = 0; from + count <= words; ++from) {
    if (!AreInitialsOf(letters, word_at, from)) continue;
    TokenSet covered = 0;
    std::int64_t weight = ShareWeight(letters);
    bool joins = true;
    for (std::size_t at = from; at < from + count; ++at) {
      covered |= TokenBit(at);
      weight += ShareWeight(word_at(at));
      joins = joins && MayJoinOthers(word_at(at).kind);
    }
    if (!joins) continue;
    initials_weight_ += weight;
    open(covered);
  }
}

template <typename Take>
void ScoreBound::ForEachJoin(TokenSet settled, Take take) {
  const std::vector<TokenRun>& runs = pairs_->asked().run_outlines();
  for (const TokenRun& listed : pairs_->ListedRuns()) {
    const bool listed_settled = (listed.tokens & ~listed_open_) == 0;
    for (const std::uint16_t at : pairs_->asked().RunsToJoin(listed)) {
      if (listed_settled && (runs[at].tokens & ~settled) == 0) continue;
      if (MayJoin(runs[at], listed, kApart - 1)) take(at, listed);
    }
  }
}

bool ScoreBound::OpenJoinedByShape(std::int32_t score_min) {
  TokenSet asked = 0;
  TokenSet listed = 0;
  ForEachJoin(asked_open_, [&](std::size_t at, const TokenRun& run) {
    asked |= pairs_->asked().run_outlines()[at].tokens;
    listed |= run.tokens;
  });
  if (asked == 0) return false;
  OpenOtherwise(asked, listed);
  return OfLeftOver() >= score_min;
}

bool ScoreBound::OpenJoined(std::int32_t score_min) {
  joins_.clear();
  // A token that is open by itself may lose less in a run.
  ForEachJoin(asked_otherwise_, [this](std::size_t at, const TokenRun& run) {
    joins_.emplace_back(&pairs_->asked().runs()[at], &run);
  });
  const TokenSet asked_before = asked_open_;
  const TokenSet otherwise_before = asked_otherwise_;
  const TokenSet listed_before = listed_open_;
  const auto reaches = [&] {
    asked_open_ = asked_before;
    asked_otherwise_ = otherwise_before;
    listed_open_ = listed_before;
    for (const auto& [asked, listed] : joins_) OpenOtherwise(asked->run.tokens, listed->tokens);
    return !joins_.empty() && OfLeftOver() >= score_min;
  };
  // Each look at them is dearer than the one before, and leaves fewer to the next.
  if (!reaches()) return false;
  std::erase_if(
      joins_, [this](const auto& join) { return !pairs_->MayBeJoined(*join.first, *join.second); });
  if (!reaches()) return false;
  std::erase_if(joins_, [this](const auto& join) {
    return pairs_->Joined(*join.first, *join.second) >= kApart;
  });
  return reaches();
}

// A listed word stands for so many asked ones at most, in a run.
bool ScoreBound::MayReachByJoins(std::int32_t score_min) const {
  const std::int64_t joined = pairs_->asked().HeaviestShares(kRunWordsMax * pairs_->listed_count());
  LeftOver asked = SumOfAsked(*pairs_, asked_open_);
  asked.weight -= std::min(asked.weight, joined);
  asked.open_weight += joined;
  asked.contradiction = 0;
  asked.number = false;
  const LeftOver listed = SumOfListed(*pairs_, ~TokenSet{0});
  return Bound(asked, listed, 0) >= score_min;
}

std::int32_t ScoreBound::OfLeftOver() const {
  return Bound(SumOfAsked(*pairs_, asked_open_), SumOfListed(*pairs_, listed_open_),
               LeastLostByPairs() / (kApart / 100));
}

// `lost_by_pairs` in weight times 100.
std::int32_t ScoreBound::Bound(const LeftOver& asked, const LeftOver& listed,
                               std::int64_t lost_by_pairs) const {
  const LeftOverRates rates = IsThing(pairs_->asked().schema()) ? kThingRates : kPersonRates;
  const std::int64_t lost =
      asked.weight * rates.asked + listed.weight * rates.listed + lost_by_pairs;
  const std::int64_t total = asked.weight + listed.weight +
                             (asked.open_weight + listed.open_weight + initials_weight_ + 1) / 2;
  const std::int64_t rate_min = std::min(rates.asked, rates.listed);
  const std::int64_t lost_points = std::min(
      lost * (kScoreMax / 100) / std::max(total, std::int64_t{1}), rate_min * (kScoreMax / 100));
  auto bound = static_cast<std::int32_t>(kScoreMax - lost_points +
                                         kRoundingEach * (asked.tokens + listed.tokens));
  const std::int32_t both =
      std::min({asked.contradiction, listed.contradiction, kContradictionWeight});
  bound -= kContradictionCost * both / kContradictionWeight;
  if (asked.number || listed.number) bound -= kNumberDiffers;
  return bound;
}

// Names that the score knows as wholes, whatever their tokens say. Each test holds where the
// score's own (same_name.h) does, from less.
bool ScoreBound::MayBeWhole() const {
  return MayBeContained() || MayBeTheSameLetters() || MayBeAcronym() ||
         SameLettersInAnyOrder(pairs_->asked().name().joined, pairs_->listed_joined()) ||
         MayBeCutOff() || MayBeBare();
}

bool ScoreBound::MayBeContained() const {
  if (!pairs_->asked().has_aside()) {  // else one word may be enough that the asked text sets apart
    std::int32_t rarity = 0;
    std::size_t words = 0;
    for (std::size_t at = 0; at < pairs_->listed_count(); ++at) {
      const WordShape& shape = pairs_->listed_token(at).shape();
      if (shape.kind != TokenKind::kWord && shape.kind != TokenKind::kCommon) continue;
      rarity += shape.weight;
      ++words;
    }
    if (words < 2 || rarity < kContainedWeightMin) return false;
  }
  return MayStandSideBySide() || (pairs_->may_join() && MayJoinSideBySide());
}

// False where no run of asked tokens is long enough to stand for the listed ones, each for one.
bool ScoreBound::MayStandSideBySide() const {
  TokenSet near = 0;
  std::size_t words = 0;
  for (std::size_t j = 0; j < pairs_->listed_count(); ++j) {
    TokenSet of_word = 0;
    for (TokenSet rest = pairs_->Open(j); rest != 0; rest &= rest - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(rest));
      if (pairs_->LeastDifference(i, j) <= kContainedEach) of_word |= TokenBit(i);
    }
    near |= of_word;
    // Numbers and particles may be left over, or stand between the others.
    if (pairs_->listed_token(j).weights.contradiction == 0) continue;
    if (of_word == 0) return false;
    ++words;
  }
  for (std::size_t length = 1; length < words; ++length) near &= near >> 1;
  return words == 0 || near != 0;
}

// False where some listed word neither is near to an asked one nor may be joined.
bool ScoreBound::MayJoinSideBySide() const {
  const std::vector<TokenRun>& runs = pairs_->asked().run_outlines();
  TokenSet joined = 0;
  for (const TokenRun& listed : pairs_->ListedRuns()) {
    if ((listed.tokens & ~joined) == 0) continue;
    for (const std::uint16_t at : pairs_->asked().RunsToJoin(listed)) {
      if (MayBeJoinedAlike(runs[at], listed)) joined |= listed.tokens;
    }
  }
  if (joined == 0) return false;
  for (std::size_t j = 0; j < pairs_->listed_count(); ++j) {
    const bool says_something = pairs_->listed_token(j).weights.contradiction != 0;
    if (says_something && (joined & TokenBit(j)) == 0 && pairs_->Open(j) == 0) return false;
  }
  return true;
}

bool ScoreBound::MayBeTheSameLetters() const {
  const AnalyzedName& asked = pairs_->asked().name();
  if (asked.joined == pairs_->listed_joined()) return true;
  if (!asked.native_joined.empty() && asked.native_joined == pairs_->listed_native_joined()) {
    return true;
  }
  LetterCount a;
  LetterCount b;
  for (const AskedToken& token : pairs_->asked().tokens()) a.Add(token.shape());
  for (std::size_t at = 0; at < pairs_->listed_count(); ++at)
    b.Add(pairs_->listed_token(at).shape());
  if (!a.set_is_whole || !b.set_is_whole) return true;
  return a.count == b.count && a.set == b.set;
}

bool ScoreBound::MayBeAcronym() const {
  const std::vector<AskedToken>& asked = pairs_->asked().tokens();
  const std::size_t listed_count = pairs_->listed_count();
  const Schema schema = pairs_->asked().schema();
  const auto asked_at = [&](std::size_t at) -> const WordShape& { return asked[at].shape(); };
  const auto listed_at = [&](std::size_t at) -> const WordShape& {
    return pairs_->listed_token(at).shape();
  };
  return (asked.size() == 1 && schema != Schema::kPerson &&
          MayBeAcronymOf(asked_at(0), listed_at, listed_count)) ||
         (listed_count == 1 && IsThing(schema) &&
          MayBeAcronymOf(listed_at(0), asked_at, asked.size()));
}

bool ScoreBound::MayBeCutOff() const {
  const std::string& asked = pairs_->asked().name().joined;
  return asked.size() >= names::kCutOffLettersMin && pairs_->listed_joined().starts_with(asked);
}

// IsSameBare reads all consonants; this, the first letters.
bool ScoreBound::MayBeBare() const {
  const std::vector<AskedToken>& asked = pairs_->asked().tokens();
  if (asked.size() != pairs_->listed_count() || !IsWrittenBare(pairs_->asked().name()))
    return false;
  for (std::size_t at = 0; at < asked.size(); ++at) {
    if (asked[at].shape().start[0] != pairs_->listed_token(at).shape().start[0]) return false;
  }
  return true;
}

BoundWorkspace& ThreadBoundWorkspace() {
  thread_local BoundWorkspace workspace;
  return workspace;
}

}  // namespace lynceus::matching
