// Why it is a bound. Let T be the sum of the weights of a comparison and x what the tokens left
// over lose of it, when none but the certain ones are left over. Each further one, of weight w,
// adds at least r * w to x, where r is the lower of the two rates, and at most w to T: x / T rises,
// or is r at least. A pairing weighs at most the mean of its sides, but with an initial the heavier
// side, which is at most the mean and half of both. All that the score adds to the shares is
// negative, but for names recognised as wholes, which are tested by themselves.

#include "lib/matching/score_bound.h"

#include <algorithm>
#include <bit>

#include "lib/matching/matcher.h"
#include "lib/matching/same_name.h"
#include "lib/matching/token_roles.h"

namespace lynceus::matching {

using names::AnalyzedName;
using names::Token;
using names::TokenKind;

namespace {

// What integer division may give back to a token left over: of its share, and of what it loses.
constexpr std::int64_t kRoundingEach = 2;

// The tokens of one side that are left over for certain, summed.
struct LeftOver {
  std::int64_t open_weight = 0;
  std::int64_t weight = 0;
  std::int32_t contradiction = 0;
  std::int32_t count = 0;
  bool number = false;
};

void AddTo(LeftOver& sum, const TokenWeights& weights, TokenKind kind, bool open) {
  if (open) {
    sum.open_weight += weights.share;
    return;
  }
  sum.weight += weights.left_over;
  sum.contradiction += weights.contradiction;
  sum.number = sum.number || kind == TokenKind::kNumber;
  ++sum.count;
}

// The letters of a side's words, titles aside.
struct LetterCount {
  std::size_t count = 0;
  std::uint64_t set = 0;
  bool set_is_whole = true;

  void Add(const TokenForms& forms) {
    if (forms.token->kind == TokenKind::kHonorific) return;
    count += forms.token->text.size();
    set |= forms.letters;
    set_is_whole = set_is_whole && forms.text.size() == forms.token->text.size();
  }
};

LeftOver SumOfAsked(const PairTable& pairs, TokenSet open) {
  LeftOver sum;
  const std::vector<AskedToken>& tokens = pairs.asked().tokens();
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const TokenKind kind = tokens[at].forms.token->kind;
    AddTo(sum, tokens[at].weights, kind, (open & TokenBit(at)) != 0);
  }
  return sum;
}

LeftOver SumOfListed(const PairTable& pairs, TokenSet open) {
  LeftOver sum;
  for (std::size_t at = 0; at < pairs.listed_count(); ++at) {
    const KnownToken& known = pairs.listed_token(at);
    AddTo(sum, known.weights, known.token.kind, (open & TokenBit(at)) != 0);
  }
  return sum;
}

}  // namespace

bool ScoreBound::MayReach(PairTable& pairs, std::int32_t score_min) {
  pairs_ = &pairs;
  asked_open_ = 0;
  listed_open_ = 0;
  initials_weight_ = 0;
  OpenPairs();
  OpenInitials();
  if (OfLeftOver() >= score_min) return true;
  return OpenJoined(score_min) || MayBeWhole();
}

void ScoreBound::Open(TokenSet asked, TokenSet listed) {
  asked_open_ |= asked;
  listed_open_ |= listed;
}

void ScoreBound::OpenPairs() {
  for (std::size_t j = 0; j < pairs_->listed_count(); ++j) {
    const TokenSet open = pairs_->Open(j);
    if (open != 0) Open(open, TokenBit(j));
  }
}

void ScoreBound::OpenInitials() {
  const std::vector<AskedToken>& asked = pairs_->asked().tokens();
  const std::size_t listed_count = pairs_->listed_count();
  const auto asked_at = [&](std::size_t at) -> const Token& { return *asked[at].forms.token; };
  const auto listed_at = [&](std::size_t at) -> const Token& {
    return pairs_->listed_token(at).token;
  };
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (!asked[i].may_be_initials) continue;
    OpenInitialsOf(asked_at(i), listed_at, listed_count,
                   [&](TokenSet covered) { Open(TokenBit(i), covered); });
  }
  for (std::size_t j = 0; j < listed_count; ++j) {
    if (!pairs_->listed_token(j).may_be_initials) continue;
    OpenInitialsOf(listed_at(j), asked_at, asked.size(),
                   [&](TokenSet covered) { Open(covered, TokenBit(j)); });
  }
}

template <typename WordAt, typename OpenWords>
void ScoreBound::OpenInitialsOf(const Token& letters, WordAt word_at, std::size_t words,
                                OpenWords open) {
  const std::size_t count = letters.text.size();
  for (std::size_t from = 0; from + count <= words; ++from) {
    if (!AreInitialsOf(letters, word_at, from)) continue;
    TokenSet covered = 0;
    std::int64_t weight = ShareWeight(letters);
    bool joins = true;
    for (std::size_t at = from; at < from + count; ++at) {
      covered |= TokenBit(at);
      weight += ShareWeight(word_at(at));
      joins = joins && MayJoinOthers(word_at(at));
    }
    if (!joins) continue;
    initials_weight_ += weight;
    open(covered);
  }
}

bool ScoreBound::OpenJoined(std::int32_t score_min) {
  joins_.clear();
  for (const AskedRun& asked : pairs_->asked().runs()) {
    for (const TokenRun& listed : pairs_->ListedRuns()) {
      const bool open =
          (asked.run.tokens & ~asked_open_) == 0 && (listed.tokens & ~listed_open_) == 0;
      if (!open && MayJoin(asked.run, listed, kApart - 1)) joins_.emplace_back(&asked, &listed);
    }
  }
  const TokenSet asked_before = asked_open_;
  const TokenSet listed_before = listed_open_;
  const auto reaches = [&] {
    asked_open_ = asked_before;
    listed_open_ = listed_before;
    for (const auto& [asked, listed] : joins_) Open(asked->run.tokens, listed->tokens);
    return OfLeftOver() >= score_min;
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

std::int32_t ScoreBound::OfLeftOver() const {
  const LeftOver asked = SumOfAsked(*pairs_, asked_open_);
  const LeftOver listed = SumOfListed(*pairs_, listed_open_);
  const LeftOverRates rates = IsThing(pairs_->asked().schema()) ? kThingRates : kPersonRates;
  const std::int64_t lost = asked.weight * rates.asked + listed.weight * rates.listed;
  const std::int64_t total = asked.weight + listed.weight +
                             (asked.open_weight + listed.open_weight + initials_weight_ + 1) / 2;
  const std::int64_t rate_min = std::min(rates.asked, rates.listed);
  const std::int64_t lost_points = std::min(
      lost * (kScoreMax / 100) / std::max(total, std::int64_t{1}), rate_min * (kScoreMax / 100));
  auto bound = static_cast<std::int32_t>(kScoreMax - lost_points +
                                         kRoundingEach * (asked.count + listed.count));
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
  if (SumOfListed(*pairs_, listed_open_).contradiction != 0) return false;
  if (std::popcount(listed_open_) >= 2) return true;
  // One word that the asked text sets apart.
  const std::vector<Token>& asked = pairs_->asked().name().tokens;
  return listed_open_ != 0 && std::any_of(asked.begin(), asked.end(), [](const Token& token) {
           return token.kind == TokenKind::kAside;
         });
}

bool ScoreBound::MayBeTheSameLetters() const {
  const AnalyzedName& asked = pairs_->asked().name();
  if (asked.joined == pairs_->listed_joined()) return true;
  if (!asked.native_joined.empty() && asked.native_joined == pairs_->listed_native_joined()) {
    return true;
  }
  LetterCount a;
  LetterCount b;
  for (const AskedToken& token : pairs_->asked().tokens()) a.Add(token.forms);
  for (std::size_t at = 0; at < pairs_->listed_count(); ++at) b.Add(pairs_->listed_token(at).forms);
  const bool sets = a.set == b.set || !a.set_is_whole || !b.set_is_whole;
  return a.count == b.count && sets;
}

bool ScoreBound::MayBeAcronym() const {
  const std::vector<AskedToken>& asked = pairs_->asked().tokens();
  const std::size_t listed_count = pairs_->listed_count();
  const Schema schema = pairs_->asked().schema();
  const auto asked_at = [&](std::size_t at) -> const Token& { return *asked[at].forms.token; };
  const auto listed_at = [&](std::size_t at) -> const Token& {
    return pairs_->listed_token(at).token;
  };
  return (asked.size() == 1 && schema != Schema::kPerson &&
          IsAcronymOf(asked_at(0), listed_at, listed_count)) ||
         (listed_count == 1 && IsThing(schema) &&
          IsAcronymOf(listed_at(0), asked_at, asked.size()));
}

bool ScoreBound::MayBeCutOff() const {
  const std::string& asked = pairs_->asked().name().joined;
  return asked.size() >= names::kCutOffLettersMin && pairs_->listed_joined().starts_with(asked);
}

bool ScoreBound::MayBeBare() const {
  const auto listed_at = [&](std::size_t at) -> const Token& {
    return pairs_->listed_token(at).token;
  };
  return IsSameBare(pairs_->asked().name(), listed_at, pairs_->listed_count());
}

BoundWorkspace& ThreadBoundWorkspace() {
  thread_local BoundWorkspace workspace;
  return workspace;
}

}  // namespace lynceus::matching
