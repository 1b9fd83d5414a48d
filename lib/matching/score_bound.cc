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

LeftOver Sum(const std::vector<Token>& tokens, TokenSet open) {
  LeftOver sum;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    if ((open & TokenBit(at)) != 0) {
      sum.open_weight += ShareWeight(token);
      continue;
    }
    sum.weight += LeftOverWeight(token);
    sum.contradiction += ContradictionWeight(token);
    sum.number = sum.number || token.kind == TokenKind::kNumber;
    ++sum.count;
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
  for (std::size_t i = 0; i < asked().size(); ++i) {
    for (std::size_t j = 0; j < listed().size(); ++j) {
      if ((asked_open_ & TokenBit(i)) != 0 && (listed_open_ & TokenBit(j)) != 0) continue;
      const Token& one = asked()[i];
      const Token& other = listed()[j];
      const bool equal = one.text == other.text && MayBeEqual(one, other);
      const bool spelt = IsSpelt(one) && IsSpelt(other);
      if (equal || (spelt && pairs_->Pair(i, j).difference < kApart))
        Open(TokenBit(i), TokenBit(j));
    }
  }
}

void ScoreBound::OpenInitials() {
  const auto open = [this](const std::vector<Token>& letters, const std::vector<Token>& words,
                           bool asked_letters) {
    for (std::size_t i = 0; i < letters.size(); ++i) {
      if (!MayBeInitials(letters[i])) continue;
      const std::size_t count = letters[i].text.size();
      for (std::size_t j = 0; j + count <= words.size(); ++j) {
        if (!IsFreeRun(words, 0, j, count) || !AreInitialsOf(letters[i], words, j)) continue;
        TokenSet covered = 0;
        for (std::size_t at = j; at < j + count; ++at) {
          covered |= TokenBit(at);
          initials_weight_ += ShareWeight(words[at]);
        }
        initials_weight_ += ShareWeight(letters[i]);
        Open(asked_letters ? TokenBit(i) : covered, asked_letters ? covered : TokenBit(i));
      }
    }
  };
  open(asked(), listed(), true);
  open(listed(), asked(), false);
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
  const LeftOver asked = Sum(this->asked(), asked_open_);
  const LeftOver listed = Sum(this->listed(), listed_open_);
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

// Names that the score knows as wholes, whatever their tokens say.
bool ScoreBound::MayBeWhole() const {
  const AnalyzedName& asked = pairs_->asked().name();
  const AnalyzedName& listed = pairs_->listed();
  const Schema schema = pairs_->asked().schema();
  const bool contained =
      std::popcount(listed_open_) >= 2 && Sum(listed.tokens, listed_open_).contradiction == 0;
  return contained || SameLetters(asked, listed) ||
         (schema != Schema::kPerson && IsAcronymOf(asked, listed)) ||
         (IsThing(schema) && IsAcronymOf(listed, asked)) ||
         SameLettersInAnyOrder(asked.joined, listed.joined) || IsCutOff(asked, listed);
}

}  // namespace lynceus::matching
