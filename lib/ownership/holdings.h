#pragma once
// What the facts into one party come to under one regime: stakes by instrument, each holder's
// statements made into one, and the ties that carry no share.
//
// The same stake stated twice is one stake: the intersection of its statements, or, where they
// contradict each other, their hull. Shares and votes are measured apart; votes follow shares where
// a holder's votes are not stated. Stakes whose size a source leaves open count in may only.

#include <vector>

#include "lib/model/regime.h"
#include "lib/ownership/bounds.h"
#include "lib/ownership/closure.h"

namespace lynceus::ownership {

// One holder's part of one instrument.
struct Stake {
  Place holder = kNoPlace;          // kNoPlace: a stated holder whom no source names
  Place identity_class = kNoPlace;  // holders that may be one party share it
  ShareBound lo;
  ShareBound hi;
  ShareBound lo_to_others;  // what it surely takes from all other holders; at most lo
  std::size_t lo_fact = 0;  // positions in Closure::facts of the statements behind the ends
  std::size_t hi_fact = 0;
  bool contradictory = false;
  bool follows_shares = false;        // votes that no source states
  bool size_not_stated = false;       // control or votes are stated, the holding itself is not
  std::vector<std::uint32_t> groups;  // joint arrangements, numbered in the instrument
};

struct Instrument {
  InterestKind kind = InterestKind::kShares;
  std::vector<Stake> stakes;  // by identity class, then holder; unknown holders last
  std::uint32_t groups = 0;
  ShareBound stated;  // sum of all lower ends
  // More than the whole is stated: some statement is wrong, so nothing is concluded from what the
  // others leave over.
  bool over_determined = false;
  // So even without assumed votes, and counting parties that may be one once.
  bool over_stated = false;
};

struct Holdings {
  std::vector<Instrument> instruments;  // one a counted kind, in the order of the regime
  std::vector<std::size_t> controls;    // facts that extend by themselves
  std::vector<std::size_t> uncounted;   // control that the regime does not count
  std::vector<std::size_t> indirect;    // stakes held through parties that no source names
  std::vector<std::size_t> identities;
  bool has_unknown = false;  // some fact's holder is not named
};

// Adds up over identity classes the highest lower end of each: parties that may be one party may be
// stating one stake. Stakes come sorted by class; unknown holders are each of their own.
template <typename Chosen, typename End>
ShareBound SumOverClasses(const std::vector<Stake>& stakes, const Chosen& chosen, const End& end) {
  ShareBound sum;
  ShareBound highest;
  for (std::size_t i = 0; i < stakes.size(); ++i) {
    const bool new_class = i == 0 || stakes[i].identity_class == kNoPlace ||
                           stakes[i].identity_class != stakes[i - 1].identity_class;
    if (new_class) {
      sum = Plus(sum, highest);
      highest = {};
    }
    if (chosen(i)) highest = HigherLower(highest, end(stakes[i]));
  }
  return Plus(sum, highest);
}

Holdings HoldingsIn(const Closure& closure, Place subject, const RegimePeriod& period);

// True for kinds that extend by control alone under `period`.
bool Extends(InterestKind kind, const RegimePeriod& period);

}  // namespace lynceus::ownership
