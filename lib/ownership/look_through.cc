// Parties between owner and subject are taken out one by one: who holds a of k, which holds b of c
// and s of itself, holds a * b / (1 - s) of c without k. This is the elimination of states of a
// Markov chain (one walks from a party up to one of its owners, by their shares), so every weight
// stays a probability: at most the whole, which bounds the numbers and lets upper ends be capped.
// In the order in which everything below a party is gone before it, nothing grows; only parties of
// a ring leave new pairs behind.
//
// The result is the least solution: a ring that owns itself whole leaves its outside owners with
// nothing, as a lower end. Naive sums over (I - W)^-1 count the owner's own loops again; an owner
// whom nobody holds has none (Baldone et al.; Vitali, Glattfelder and Battiston 2011).
//
// Ranges: lower ends come from lower ends. Upper ends come from upper ends, each cut to what the
// others' lower ends leave, and in the end cut to what the other ultimate owners surely hold.
// Where a party's holdings are stated to more than the whole, nothing about it is certain.
#include "lib/ownership/look_through.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/status.h"

namespace lynceus::ownership {
namespace {

// The ends of every stake of one instrument, as weights. Linear in the stakes, which are sorted by
// identity class: parties that may be one may be stating one stake, so of each class the highest
// counts for certain, once.
class Weights {
 public:
  explicit Weights(const Instrument& instrument) : instrument_(instrument) {
    const std::vector<Stake>& stakes = instrument.stakes;
    for (std::size_t begin = 0; begin < stakes.size();) {
      std::size_t end = begin + 1;
      while (end < stakes.size() && stakes[begin].identity_class != kNoPlace &&
             stakes[end].identity_class == stakes[begin].identity_class) {
        ++end;
      }
      AddClass(begin, end);
      begin = end;
    }
  }

  Portion Lo(std::size_t at) const {
    const bool certain = !instrument_.over_determined && certain_[at];
    return certain ? PortionOf(instrument_.stakes[at].lo) : kNoPart;
  }

  // What the parties of other classes leave to the stake at most.
  Portion Hi(std::size_t at) const {
    const ShareBound hi = instrument_.stakes[at].hi;
    if (instrument_.over_stated) return kWholePart;
    if (instrument_.over_determined) return PortionOf(hi);
    const ShareBound others{taken_ppm_ - taken_by_class_[at].ppm,
                            open_classes_ > (taken_by_class_[at].open ? 1 : 0)};
    return PortionOf(LowerUpper(hi, RestOf(others)));
  }

 private:
  void AddClass(std::size_t begin, std::size_t end) {
    ShareBound taken;
    std::size_t highest = begin;
    for (std::size_t i = begin; i < end; ++i) {
      taken = HigherLower(taken, instrument_.stakes[i].lo_to_others);
      if (LowerExceeds(instrument_.stakes[i].lo, instrument_.stakes[highest].lo)) highest = i;
    }
    for (std::size_t i = begin; i < end; ++i) {
      certain_.push_back(i == highest);
      taken_by_class_.push_back(taken);
    }
    taken_ppm_ += taken.ppm;
    open_classes_ += taken.open ? 1 : 0;
  }

  const Instrument& instrument_;
  std::vector<bool> certain_;
  std::vector<ShareBound> taken_by_class_;
  std::int64_t taken_ppm_ = 0;
  int open_classes_ = 0;
};

Portion LowerOf(Portion a, Portion b) {
  if (a.parts != b.parts) return a.parts < b.parts ? a : b;
  return a.open ? a : b;
}

}  // namespace

Share ShareOf(Portion lo, Portion hi) {
  const auto ppm = [](Wide parts) { return static_cast<std::int64_t>(parts / kPartsPerPpm); };
  const bool lo_cut = lo.parts % kPartsPerPpm != 0;
  const bool hi_cut = hi.parts % kPartsPerPpm != 0;
  const auto share = Share::Between({ppm(lo.parts), lo.open || lo_cut},
                                    {ppm(hi.parts) + (hi_cut ? 1 : 0), hi.open || hi_cut});
  LYNCEUS_CHECK(share.ok());
  return *share;
}

void Elimination::Add(Place owner, Place subject, Portion part) {
  Portion& held = owners_[subject][owner];
  held = Plus(held, part);
}

// Parties that are held by another, each after all that it holds itself where that is possible; in
// a ring, the first by place goes first.
std::vector<Place> Elimination::Order(Place subject) const {
  std::vector<std::size_t> holds(owners_.size());
  std::set<Place> waiting;
  for (Place place = 0; place < owners_.size(); ++place) {
    for (const auto& [owner, part] : owners_[place]) {
      if (owner != kNoPlace && owner != place && place != subject) ++holds[owner];
    }
    const std::size_t others = owners_[place].size() - owners_[place].count(place);
    if (place != subject && others > 0) waiting.insert(place);
  }
  std::set<Place> ready;
  for (const Place place : waiting) {
    if (holds[place] == 0) ready.insert(place);
  }
  std::vector<Place> order;
  while (!waiting.empty()) {
    const Place next = ready.empty() ? *waiting.begin() : *ready.begin();
    ready.erase(next);
    waiting.erase(next);
    order.push_back(next);
    for (const auto& [owner, part] : owners_[next]) {
      if (owner == kNoPlace || owner == next) continue;
      if (--holds[owner] == 0 && waiting.contains(owner)) ready.insert(owner);
    }
  }
  return order;
}

void Elimination::Remove(Place place, Place subject, std::vector<std::vector<Place>>& held_by) {
  std::map<Place, Portion> owners = std::exchange(owners_[place], {});
  const auto self = owners.find(place);
  const Portion kept = self == owners.end() ? kNoPart : self->second;
  owners.erase(place);
  const std::vector<Place> held = std::exchange(held_by[place], {});
  for (const Place below : held) {
    const auto part = owners_[below].find(place);
    if (below == place || part == owners_[below].end()) continue;
    const Portion through = part->second;
    owners_[below].erase(part);
    for (const auto& [owner, direct] : owners) {
      const Portion part_through = Times(OverRest(direct, kept, rounding_), through, rounding_);
      if (!IsSome(part_through)) continue;
      Add(owner, below, part_through);
      if (owner != kNoPlace && owner != subject) held_by[owner].push_back(below);
    }
  }
}

std::map<Place, Portion> Elimination::Into(Place subject) {
  const std::vector<Place> order = Order(subject);
  std::vector<std::vector<Place>> held_by(owners_.size());
  for (Place place = 0; place < owners_.size(); ++place) {
    for (const auto& [owner, part] : owners_[place]) {
      if (owner != kNoPlace) held_by[owner].push_back(place);
    }
  }
  for (const Place place : order) Remove(place, subject, held_by);
  std::map<Place, Portion> ends = owners_[subject];
  const auto self = ends.find(subject);
  const Portion kept = self == ends.end() ? kNoPart : self->second;
  ends.erase(subject);
  for (auto& [owner, part] : ends) part = OverRest(part, kept, rounding_);
  return ends;
}

std::map<Place, LookedThrough> LookThrough(const Problem& problem, std::size_t instrument) {
  const Closure& closure = problem.closure();
  Elimination lower(closure.size(), Rounding::kDown);
  Elimination upper(closure.size(), Rounding::kUp);
  for (Place place = 0; place < closure.size(); ++place) {
    const Holdings& holdings = problem.holdings(place);
    const Instrument& own = holdings.instruments[instrument];
    const Weights weights(own);
    for (std::size_t i = 0; i < own.stakes.size(); ++i) {
      if (own.stakes[i].hi.ppm == 0) continue;
      // Lower ends of nothing too: they say that the place is held, so is no ultimate owner.
      lower.Add(own.stakes[i].holder, place, weights.Lo(i));
      upper.Add(own.stakes[i].holder, place, weights.Hi(i));
    }
    for (const std::size_t at : holdings.indirect) {
      const Closure::Fact& fact = closure.facts[at];
      lower.Add(fact.owner, place, kNoPart);
      upper.Add(fact.owner, place, PortionOf(fact.edge.interest.share.hi()));
    }
  }
  const std::map<Place, Portion> at_least = lower.Into(0);
  Wide certain = 0;
  std::map<Place, Wide> certain_by_class;
  for (const auto& [owner, part] : at_least) {
    if (owner == kNoPlace) continue;
    certain += part.parts;
    certain_by_class[closure.identity_class[owner]] += part.parts;
  }
  std::map<Place, LookedThrough> owners;
  for (const auto& [owner, hi] : upper.Into(0)) {
    LookedThrough& held = owners[owner];
    const auto lo = at_least.find(owner);
    if (lo != at_least.end()) held.lo = lo->second;
    const Wide own = owner == kNoPlace ? 0 : certain_by_class[closure.identity_class[owner]];
    held.hi = LowerOf(hi, RestOf(Portion{certain - own, false}));
  }
  return owners;
}

std::vector<Step> StepsFrom(const Problem& problem, std::size_t instrument, Place owner) {
  const Closure& closure = problem.closure();
  std::vector<bool> seen(closure.nodes.size());
  std::vector<Place> places{owner};
  std::vector<Step> steps;
  seen[owner] = true;
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::set<Place> below(closure.FedBy(places[i]).begin(), closure.FedBy(places[i]).end());
    for (const Place subject : below) {
      for (const Stake& stake : problem.holdings(subject).instruments[instrument].stakes) {
        if (stake.holder != places[i] || stake.hi.ppm == 0) continue;
        steps.push_back({subject, &stake});
        if (!seen[subject]) places.push_back(subject);
        seen[subject] = true;
      }
    }
  }
  return steps;
}

Portion HeldBy(const Problem& problem, std::size_t instrument, std::span<const Step> steps,
               Place owner) {
  Elimination lower(problem.closure().size(), Rounding::kDown);
  for (const Step& step : steps) {
    const Instrument& own = problem.holdings(step.subject).instruments[instrument];
    const auto at = static_cast<std::size_t>(step.stake - own.stakes.data());
    lower.Add(step.stake->holder, step.subject, Weights(own).Lo(at));
  }
  const std::map<Place, Portion> ends = lower.Into(0);
  const auto held = ends.find(owner);
  return held == ends.end() ? kNoPart : held->second;
}

}  // namespace lynceus::ownership
