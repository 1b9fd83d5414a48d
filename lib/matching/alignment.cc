#include "lib/matching/alignment.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <tuple>

#include "lib/matching/token_roles.h"

namespace lynceus::matching {
namespace {

using names::Token;

constexpr std::int32_t kJoinedSurcharge = 300;
constexpr std::int32_t kInitialDifference = 4'500;

}  // namespace

void Alignment::Align(PairTable& pairs) {
  pairs_ = &pairs;
  asked_taken_ = 0;
  listed_taken_ = 0;
  pairings_.clear();
  TakeEqual();
  TakeJoined(700);
  TakeNearest();
  TakeJoined(kApart - 1);
  TakeInitials();
  std::sort(pairings_.begin(), pairings_.end(),
            [](const Pairing& a, const Pairing& b) { return a.asked < b.asked; });
}

void Alignment::Take(const Pairing& pairing) {
  for (std::size_t at = 0; at < pairing.asked_count; ++at) {
    asked_taken_ |= TokenBit(pairing.asked + at);
  }
  for (std::size_t at = 0; at < pairing.listed_count; ++at) {
    listed_taken_ |= TokenBit(pairing.listed + at);
  }
  pairings_.push_back(pairing);
}

void Alignment::TakeEqual() {
  const auto& asked = pairs_->asked().name().tokens;
  const auto& listed = pairs_->listed().tokens;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (std::size_t j = 0; j < listed.size(); ++j) {
      if (listed_taken(j) || asked[i].text != listed[j].text) continue;
      if (!MayBeEqual(asked[i].kind, listed[j].kind)) continue;
      // Homophones in Han, kana or Hangul are told apart by their signs.
      if (!asked[i].native.empty() && !listed[j].native.empty() &&
          asked[i].native != listed[j].native) {
        continue;
      }
      Take({static_cast<std::uint16_t>(i), 1, static_cast<std::uint16_t>(j), 1, 0,
            Agreement::kEqual});
      break;
    }
  }
}

// Runs of free tokens whose texts run together: one word against several, or two against two with
// the blank in another place.
void Alignment::TakeJoined(std::int32_t difference_max) {
  const auto free = [](const std::vector<Token>& tokens, TokenSet taken) {
    return tokens.size() - static_cast<std::size_t>(std::popcount(taken));
  };
  const std::size_t asked_free = free(pairs_->asked().name().tokens, asked_taken_);
  const std::size_t listed_free = free(pairs_->listed().tokens, listed_taken_);
  if (asked_free == 0 || listed_free == 0 || asked_free + listed_free < 3) return;
  CollectJoins(difference_max);
  const std::deque<AskedRun>& asked_runs = pairs_->asked().runs();
  for (const auto& [asked_at, listed_at] : joins_) {
    const AskedRun& asked = asked_runs[asked_at];
    const TokenRun& listed = pairs_->ListedRuns()[listed_at];
    if ((asked.run.tokens & asked_taken_) != 0 || (listed.tokens & listed_taken_) != 0) continue;
    const std::int32_t difference = pairs_->Joined(asked, listed);
    if (difference > difference_max) continue;
    Take({asked.run.from, asked.run.count, listed.from, listed.count,
          std::min(difference + kJoinedSurcharge, kApart), Agreement::kJoined});
  }
}

// The free runs that may join, by the asked one's place, then the listed one's.
void Alignment::CollectJoins(std::int32_t difference_max) {
  joins_.clear();
  const std::vector<TokenRun>& asked = pairs_->asked().run_outlines();
  const std::vector<TokenRun>& listed = pairs_->ListedRuns();
  for (std::size_t at = 0; at < listed.size(); ++at) {
    if ((listed[at].tokens & listed_taken_) != 0) continue;
    for (const std::uint16_t place : pairs_->asked().RunsToJoin(listed[at])) {
      const bool taken = (asked[place].tokens & asked_taken_) != 0;
      if (taken || !MayJoin(asked[place], listed[at], difference_max)) continue;
      joins_.emplace_back(place, static_cast<std::uint16_t>(at));
    }
  }
  std::sort(joins_.begin(), joins_.end());
}

void Alignment::TakeNearest() {
  const auto& asked = pairs_->asked().name().tokens;
  const auto& listed = pairs_->listed().tokens;
  near_.clear();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked_taken(i) || !IsSpelt(asked[i].kind)) continue;
    for (std::size_t j = 0; j < listed.size(); ++j) {
      if (listed_taken(j) || !IsSpelt(listed[j].kind)) continue;
      const TokenAgreement& found = pairs_->Pair(i, j);
      if (found.difference >= kApart) continue;
      near_.push_back({static_cast<std::uint16_t>(i), 1, static_cast<std::uint16_t>(j), 1,
                       found.difference, found.agreement});
    }
  }
  std::sort(near_.begin(), near_.end(), [](const Pairing& a, const Pairing& b) {
    return std::tie(a.difference, a.asked, a.listed) < std::tie(b.difference, b.asked, b.listed);
  });
  for (const Pairing& pairing : near_) {
    if (!asked_taken(pairing.asked) && !listed_taken(pairing.listed)) Take(pairing);
  }
}

// "V." and Vladimir; "JC" and Jean, Claude.
void Alignment::TakeInitials() {
  const auto& asked = pairs_->asked().name().tokens;
  const auto& listed = pairs_->listed().tokens;
  const auto asked_at = [&](std::size_t at) -> const Token& { return asked[at]; };
  const auto listed_at = [&](std::size_t at) -> const Token& { return listed[at]; };
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (std::size_t j = 0; j < listed.size(); ++j) {
      if (asked_taken(i)) break;
      if (listed_taken(j)) continue;
      const std::size_t letters = asked[i].text.size();
      if (MayBeInitials(asked[i]) && IsFreeRun(listed, listed_taken_, j, letters) &&
          AreInitialsOf(asked[i], listed_at, j)) {
        Take({static_cast<std::uint16_t>(i), 1, static_cast<std::uint16_t>(j),
              static_cast<std::uint16_t>(letters), kInitialDifference, Agreement::kInitial});
        continue;
      }
      const std::size_t others = listed[j].text.size();
      if (MayBeInitials(listed[j]) && IsFreeRun(asked, asked_taken_, i, others) &&
          AreInitialsOf(listed[j], asked_at, i)) {
        Take({static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(others),
              static_cast<std::uint16_t>(j), 1, kInitialDifference, Agreement::kInitial});
      }
    }
  }
}

}  // namespace lynceus::matching
