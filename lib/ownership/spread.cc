#include "lib/ownership/spread.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/ownership/bounds.h"

namespace lynceus::ownership {

std::vector<bool> Counted(const Instrument& instrument, const RegimePeriod& period,
                          const Blocked& blocked) {
  const std::vector<Stake>& stakes = instrument.stakes;
  std::vector<bool> counted(stakes.size());
  std::vector<bool> joined(instrument.groups);
  for (std::size_t i = 0; i < stakes.size(); ++i) {
    counted[i] = blocked.Has(stakes[i].holder);
    if (!counted[i]) continue;
    for (const std::uint32_t group : stakes[i].groups) joined[group] = true;
  }
  if (period.aggregation != Aggregation::kJoint) return counted;
  for (std::size_t i = 0; i < stakes.size(); ++i) {
    for (const std::uint32_t group : stakes[i].groups) counted[i] = counted[i] || joined[group];
  }
  return counted;
}

Measure MeasureOf(const Instrument& instrument, const std::vector<bool>& counted) {
  const std::vector<Stake>& stakes = instrument.stakes;
  Measure measure;
  measure.lo = SumOverClasses(
      stakes, [&](std::size_t i) { return counted[i]; }, [](const Stake& s) { return s.lo; });
  ShareBound followers_hi;
  for (std::size_t i = 0; i < stakes.size(); ++i) {
    ShareBound& hi = stakes[i].follows_shares ? followers_hi : measure.hi;
    if (counted[i]) hi = Plus(hi, stakes[i].hi);
  }
  if (instrument.over_determined) {
    measure.hi = Plus(measure.hi, followers_hi);
    // Some statement is wrong, and it may be that of a blocked party's part.
    const bool some = measure.hi.ppm > 0;
    if (some && instrument.over_stated && measure.hi.ppm < kWholePpm)
      measure.hi = {kWholePpm, false};
    measure.room = measure.hi;
    return measure;
  }
  // What votes follow from shares leave over bounds other such votes, never stated ones.
  const auto rest = [&](bool stated, bool followers) {
    return RestOf(SumOverClasses(
        stakes,
        [&](std::size_t i) {
          return !counted[i] && (stakes[i].follows_shares ? followers : stated);
        },
        [](const Stake& s) { return s.lo_to_others; }));
  };
  measure.hi = Plus(measure.hi, LowerUpper(followers_hi, rest(false, true)));
  measure.hi = LowerUpper(measure.hi, rest(true, false));
  measure.room = rest(true, true);
  return measure;
}

Problem::Problem(const Closure& closure, const RegimePeriod& period, const Exceptions& exceptions)
    : closure_(closure), period_(period), majority_(period), rebutted_(closure.nodes.size()) {
  for (const Place place : exceptions.rebutted) rebutted_[place] = true;
  const std::span<const Place> controlling = exceptions.controlling;
  majority_.threshold_ppm = kWholePpm / 2;
  majority_.at_threshold = AtThreshold::kNotReached;
  holdings_.reserve(closure.nodes.size());
  std::optional<Holdings> unstated;  // the same for every party of whom nothing is stated: most
  for (Place place = 0; place < closure.size(); ++place) {
    if (!closure.FactsInto(place).empty()) {
      holdings_.push_back(HoldingsIn(closure, place, period));
    } else {
      if (!unstated) unstated = HoldingsIn(closure, place, period);
      holdings_.push_back(*unstated);
    }
    has_unknown_ = has_unknown_ || holdings_.back().has_unknown;
  }
  FindHeadOffices();
  extends_must_.assign(closure.nodes.size(), !controlling.empty());
  extends_may_ = extends_must_;
  if (controlling.empty()) return;
  const Ranks must = Spread(controlling, false, false);
  const Ranks may = Spread(controlling, true, false);
  for (Place place = 0; place < closure.size(); ++place) {
    extends_must_[place] = must[place] != kNever;
    extends_may_[place] = may[place] != kNever;
  }
}

// The head offices above the judged party, where that is a branch, and theirs.
void Problem::FindHeadOffices() {
  judged_.assign(closure_.nodes.size(), false);
  judged_[0] = true;
  std::vector<Place> open{0};
  while (!open.empty()) {
    const Place place = open.back();
    open.pop_back();
    for (const Closure::Fact& fact : closure_.FactsInto(place)) {
      if (fact.owner == kNoPlace || fact.edge.interest.role != kBranchRole) continue;
      if (judged_[fact.owner]) continue;
      judged_[fact.owner] = true;
      open.push_back(fact.owner);
    }
  }
}

bool Problem::ByOwnership(Place place, const Blocked& blocked, bool may) const {
  if (period_.depth == Depth::kDirect && !judged_[place]) return false;
  for (const Instrument& instrument : holdings_[place].instruments) {
    const Measure measure = MeasureOf(instrument, Counted(instrument, period_, blocked));
    const RegimePeriod& test = TestOf(place);
    if (may ? UpperReaches(measure.hi, test) : LowerReaches(measure.lo, test)) return true;
  }
  return false;
}

bool Problem::ByControl(Place place, const Blocked& blocked, bool may) const {
  if (period_.depth == Depth::kDirect && !judged_[place]) return false;
  const Holdings& own = holdings_[place];
  return std::any_of(own.controls.begin(), own.controls.end(),
                     [&](std::size_t at) { return blocked.Has(closure_.facts[at].owner); }) ||
         std::any_of(own.uncounted.begin(), own.uncounted.end(), [&](std::size_t at) {
           const Place owner = closure_.facts[at].owner;
           return ExtendsFrom(owner, may) && blocked.Has(owner);
         });
}

bool Problem::ByDoubt(Place place, const Blocked& blocked) const {
  const auto tied = [&](std::size_t at) { return blocked.Has(closure_.facts[at].owner); };
  const Holdings& own = holdings_[place];
  return std::any_of(own.identities.begin(), own.identities.end(), tied) ||
         std::any_of(own.indirect.begin(), own.indirect.end(), tied);
}

bool Problem::Joins(Place place, const Blocked& blocked, bool may) const {
  if (rebutted_[place]) return false;
  return ByOwnership(place, blocked, may) || ByControl(place, blocked, may) ||
         (may && ByDoubt(place, blocked));
}

// Which parties to measure next. A party with many facts is measured again only when a fair part of
// its holders has joined since, or when nothing else is left to do: the fixpoint does not depend on
// the order, and a party that everything holds a little of is not measured once for each of them.
class Problem::Agenda {
 public:
  explicit Agenda(const Closure& closure) : closure_(closure), joined_holders_(closure.size()) {}

  void Touch(Place place) {
    ++joined_holders_[place];
    touched_.push_back(place);
  }

  // Returns the parties to measure in this round, sorted; empty at the end.
  std::vector<Place> Next() {
    std::vector<Place> now;
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    for (const Place place : touched_) (IsDue(place) ? now : late_).push_back(place);
    touched_.clear();
    if (now.empty()) {
      now.swap(late_);
      std::sort(now.begin(), now.end());
      now.erase(std::unique(now.begin(), now.end()), now.end());
    }
    for (const Place place : now) joined_holders_[place] = 0;
    return now;
  }

 private:
  bool IsDue(Place place) const {
    return joined_holders_[place] * kMeasuresPerParty >= closure_.FactsInto(place).size();
  }

  static constexpr std::size_t kMeasuresPerParty = 64;
  const Closure& closure_;
  std::vector<std::size_t> joined_holders_;
  std::vector<Place> touched_;
  std::vector<Place> late_;
};

Ranks Problem::Spread(std::span<const Place> seeds, bool may, bool unknown) const {
  Ranks ranks(closure_.nodes.size(), kNever);
  Agenda agenda(closure_);
  const auto join = [&](Place place, std::uint32_t round) {
    ranks[place] = round;
    for (const Place fed : closure_.FedBy(place)) agenda.Touch(fed);
  };
  for (const Place seed : seeds) join(seed, 0);
  for (Place place = 0; unknown && has_unknown_ && place < closure_.size(); ++place) {
    if (holdings_[place].has_unknown) agenda.Touch(place);
  }
  std::uint32_t round = 1;
  for (std::vector<Place> now = agenda.Next(); !now.empty(); now = agenda.Next(), ++round) {
    const Blocked blocked{.ranks = ranks, .before = round, .unknown = unknown};
    std::erase_if(
        now, [&](Place place) { return ranks[place] != kNever || !Joins(place, blocked, may); });
    for (const Place place : now) join(place, round);
  }
  return ranks;
}

}  // namespace lynceus::ownership
