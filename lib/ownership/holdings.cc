// How statements become stakes.
//
// Indirect stakes. A source that says "holds 13 % indirectly" and names no chain may have
// multiplied along it: four tiers of 51 % make 6.77 % and yet each is blocked. So the figure bounds
// nothing in a cascade; such a stake of a blocked party is enough for may, at any size, and never
// for must. Where the chain is loaded, the loader marks the statement as a summary and it is left
// out.
//
// Kinds that a regime does not count. "Owned or controlled by", a trust, votes or profit without a
// stated holding are evidence of a holding of unknown size (GLEIF's consolidation is one): may.
// Where the same holder's stake is stated, that statement speaks. Board and influence are control
// alone.
//
// More than the whole. Where the holdings stated of a party add to more than all of it, some
// statement is wrong and may be that of a blocked party's part: such a part may then be any
// (spread.cc).
//
// Nominees hold for another: a nominator's statement is the stake; what nominees hold beyond it has
// an unknown holder.
#include "lib/ownership/holdings.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "lib/base/strings.h"
#include "lib/ownership/bounds.h"

namespace lynceus::ownership {
namespace {

constexpr ShareBound kNothing{0, false};
constexpr ShareBound kWhole{kWholePpm, false};

using Positions = std::vector<std::size_t>;
using ByHolder = std::map<Place, Positions>;

InterestKind Measured(InterestKind kind) {
  return kind == InterestKind::kOwnershipOther ? InterestKind::kShares : kind;
}

bool Contains(const std::vector<InterestKind>& kinds, InterestKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool IsControlAlone(InterestKind kind) {
  return kind == InterestKind::kBoard || kind == InterestKind::kInfluence;
}

// One pass over the facts into a party, sorted into what each of them is.
class Sorter {
 public:
  Sorter(const Closure& closure, Place subject, const RegimePeriod& period)
      : closure_(closure), subject_(subject), period_(period) {
    for (const InterestKind kind : period.counts) {
      if (!Contains(counts_, Measured(kind))) counts_.push_back(Measured(kind));
    }
  }

  Holdings Sort() {
    for (std::size_t at = closure_.facts_begin[subject_]; at < closure_.facts_begin[subject_ + 1];
         ++at) {
      SortFact(at);
    }
    for (const InterestKind kind : counts_) holdings_.instruments.push_back(Build(kind));
    if (!holdings_.instruments.empty()) {
      AddSizeNotStated(holdings_.instruments.front());
      AddNominees(holdings_.instruments.front());
    }
    for (Instrument& instrument : holdings_.instruments) Finish(instrument);
    return std::move(holdings_);
  }

 private:
  bool VotesCount() const { return Contains(counts_, InterestKind::kVotes); }
  const Interest& At(std::size_t at) const { return closure_.facts[at].edge.interest; }
  Place Holder(std::size_t at) const { return closure_.facts[at].owner; }

  void SortFact(std::size_t at) {
    if (closure_.facts[at].edge.edge_kind == EdgeKind::kProbableIdentity) {
      holdings_.identities.push_back(at);
      return;
    }
    const Interest& interest = At(at);
    const InterestKind kind = Measured(interest.kind);
    if (Holder(at) == kNoPlace) holdings_.has_unknown = true;
    if (Extends(kind, period_)) {
      holdings_.controls.push_back(at);
      return;
    }
    if (IsControlAlone(kind) || kind == InterestKind::kControl) holdings_.uncounted.push_back(at);
    if (IsControlAlone(kind)) return;
    if (interest.indirect) {
      const bool something = interest.share.hi().ppm > 0;
      if (something && period_.depth != Depth::kDirect) holdings_.indirect.push_back(at);
    } else if (kind == InterestKind::kNominee) {
      (LowerAscii(interest.role) == "nominator" ? statements_[InterestKind::kShares][Holder(at)]
                                                : nominees_[Holder(at)])
          .push_back(at);
    } else if (Contains(counts_, kind) || (kind == InterestKind::kShares && VotesCount())) {
      statements_[kind][Holder(at)].push_back(at);
    } else if (interest.share.hi().ppm > 0) {
      loose_[Holder(at)].push_back(at);
    }
  }

  // One stake from the statements about it.
  Stake Merge(Place holder, const Positions& statements) const {
    Stake stake = Ends(statements, /*hull=*/false);
    if (!HoldsAValue(stake.lo, stake.hi)) {
      stake = Ends(statements, /*hull=*/true);
      stake.contradictory = true;
    }
    stake.holder = holder;
    // What a party holds of itself takes nothing from the others for certain: some rules leave
    // such shares out of the whole.
    stake.lo_to_others = holder == subject_ ? kNothing : stake.lo;
    return stake;
  }

  Stake Ends(const Positions& statements, bool hull) const {
    Stake stake{.lo_fact = statements.front(), .hi_fact = statements.front()};
    stake.lo = At(stake.lo_fact).share.lo();
    stake.hi = At(stake.hi_fact).share.hi();
    for (const std::size_t at : statements) {
      const ShareBound lo = At(at).share.lo();
      const ShareBound hi = At(at).share.hi();
      if (hull ? LowerExceeds(stake.lo, lo) : LowerExceeds(lo, stake.lo)) {
        stake.lo = lo;
        stake.lo_fact = at;
      }
      if (hull ? UpperBelow(stake.hi, hi) : UpperBelow(hi, stake.hi)) {
        stake.hi = hi;
        stake.hi_fact = at;
      }
    }
    return stake;
  }

  void AddStakes(const ByHolder& statements, Instrument& instrument, bool follows_shares,
                 bool unknown_too) {
    for (const auto& [holder, positions] : statements) {
      if (holder != kNoPlace) {
        Add(Merge(holder, positions), positions, follows_shares, instrument);
        continue;
      }
      if (!unknown_too) continue;
      // Two unnamed holders may be two parties.
      for (const std::size_t at : positions) {
        Add(Merge(holder, {at}), {at}, follows_shares, instrument);
      }
    }
  }

  void Add(Stake stake, const Positions& positions, bool follows_shares, Instrument& instrument) {
    stake.follows_shares = follows_shares;
    if (stake.holder == kNoPlace) stake.lo_to_others = kNothing;
    for (const std::size_t at : positions) {
      if (!At(at).joint_group.empty()) {
        stake.groups.push_back(GroupNumber(At(at).joint_group, instrument));
      }
    }
    instrument.stakes.push_back(std::move(stake));
  }

  std::uint32_t GroupNumber(const std::string& word, Instrument& instrument) {
    const auto [found, added] = groups_.try_emplace({instrument.kind, word}, instrument.groups);
    if (added) ++instrument.groups;
    return found->second;
  }

  Instrument Build(InterestKind kind) {
    Instrument instrument{.kind = kind};
    const ByHolder& own = statements_[kind];
    AddStakes(own, instrument, /*follows_shares=*/false, /*unknown_too=*/true);
    if (kind != InterestKind::kVotes) return instrument;
    ByHolder followers = statements_[InterestKind::kShares];
    const bool unknown_votes = own.contains(kNoPlace);
    std::erase_if(followers, [&](const auto& entry) {
      return entry.first != kNoPlace && own.contains(entry.first);
    });
    AddStakes(followers, instrument, /*follows_shares=*/true, !unknown_votes);
    return instrument;
  }

  bool HasStake(Place holder) const {
    for (const Instrument& instrument : holdings_.instruments) {
      for (const Stake& stake : instrument.stakes) {
        if (stake.holder == holder) return true;
      }
    }
    return false;
  }

  // Holders of whom something is stated that the regime does not count, and nothing that it does.
  void AddSizeNotStated(Instrument& instrument) {
    std::vector<Stake> added;
    for (const auto& [holder, positions] : loose_) {
      if (holder == kNoPlace) {
        for (const std::size_t at : positions) added.push_back(SizeNotStated(holder, {at}));
      } else if (!HasStake(holder)) {
        added.push_back(SizeNotStated(holder, positions));
      }
    }
    for (Stake& stake : added) instrument.stakes.push_back(std::move(stake));
  }

  Stake SizeNotStated(Place holder, const Positions& positions) const {
    Stake stake{.holder = holder, .lo_fact = positions.front(), .hi_fact = positions.front()};
    stake.size_not_stated = true;
    for (const std::size_t at : positions) {
      const ShareBound hi = At(at).kind == InterestKind::kControl ? At(at).share.hi() : kWhole;
      if (!UpperBelow(stake.hi, hi)) continue;
      stake.hi = hi;
      stake.hi_fact = at;
    }
    return stake;
  }

  void AddNominees(Instrument& instrument) {
    if (nominees_.empty()) return;
    std::int64_t unnamed_ppm = 0;
    std::size_t fact = 0;
    for (const auto& [holder, positions] : nominees_) {
      const Stake stake = Merge(holder, positions);
      unnamed_ppm += stake.hi.ppm;
      fact = stake.hi_fact;
    }
    ByHolder nominators;
    for (const auto& [holder, positions] : statements_[InterestKind::kShares]) {
      for (const std::size_t at : positions) {
        if (At(at).kind == InterestKind::kNominee) nominators[holder].push_back(at);
      }
    }
    for (const auto& [holder, positions] : nominators) {
      unnamed_ppm -= Merge(holder, positions).lo.ppm;
    }
    if (unnamed_ppm <= 0) return;
    holdings_.has_unknown = true;
    instrument.stakes.push_back({.hi = {std::min(unnamed_ppm, kWholePpm), false},
                                 .lo_fact = fact,
                                 .hi_fact = fact,
                                 .size_not_stated = true});
  }

  void Finish(Instrument& instrument) const {
    for (Stake& stake : instrument.stakes) {
      if (stake.holder != kNoPlace) stake.identity_class = closure_.identity_class[stake.holder];
      instrument.stated = Plus(instrument.stated, stake.lo);
    }
    std::stable_sort(
        instrument.stakes.begin(), instrument.stakes.end(), [](const Stake& a, const Stake& b) {
          return std::tie(a.identity_class, a.holder) < std::tie(b.identity_class, b.holder);
        });
    instrument.over_determined = LowerExceeds(instrument.stated, kWhole);
    instrument.over_stated = LowerExceeds(
        SumOverClasses(
            instrument.stakes, [&](std::size_t i) { return !instrument.stakes[i].follows_shares; },
            [](const Stake& stake) { return stake.lo; }),
        kWhole);
  }

  const Closure& closure_;
  const Place subject_;
  const RegimePeriod& period_;
  std::vector<InterestKind> counts_;
  Holdings holdings_;
  std::map<InterestKind, ByHolder> statements_;  // counted kinds, and shares where votes count
  ByHolder loose_;
  ByHolder nominees_;
  std::map<std::pair<InterestKind, std::string>, std::uint32_t> groups_;
};

}  // namespace

bool Extends(InterestKind kind, const RegimePeriod& period) {
  return Contains(period.controls, kind);
}

Holdings HoldingsIn(const Closure& closure, Place subject, const RegimePeriod& period) {
  return Sorter(closure, subject, period).Sort();
}

}  // namespace lynceus::ownership
