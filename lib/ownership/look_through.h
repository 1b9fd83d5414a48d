#pragma once
// What the ultimate owners of a party hold of it: shares multiplied along chains, chains added,
// rings and self-holdings solved. Beneficial ownership, never a sanctions rule (those cascade).

#include <map>
#include <span>
#include <vector>

#include "lib/ownership/portion.h"
#include "lib/ownership/spread.h"

namespace lynceus::ownership {

// One end of what each owner holds directly of each party, to be brought down to what the ultimate
// owners hold of one. One thread.
class Elimination {
 public:
  Elimination(Place size, Rounding rounding) : rounding_(rounding), owners_(size) {}

  // Adds to what `owner` (kNoPlace: one whom no source names) holds of `subject`.
  void Add(Place owner, Place subject, Portion part);

  // What each party that is held by nobody, or is kNoPlace, holds of `subject` in the end. Call
  // once. Cost: linear in the holdings where there is no ring; inside a ring of n parties up to
  // n^3.
  std::map<Place, Portion> Into(Place subject);

 private:
  std::vector<Place> Order(Place subject) const;
  void Remove(Place place, Place subject, std::vector<std::vector<Place>>& held_by);

  const Rounding rounding_;
  std::vector<std::map<Place, Portion>> owners_;  // of each place
};

// What one ultimate owner holds of the judged party, in one instrument.
struct LookedThrough {
  Portion lo;
  Portion hi;
};

// By owner; kNoPlace is all whom no source names, together. `instrument` is a position in
// Holdings::instruments. Bounds hold in every world that the statements allow; where all shares are
// exact, so are they, but for rounding; with ranges they need not be the narrowest.
std::map<Place, LookedThrough> LookThrough(const Problem& problem, std::size_t instrument);

// A stake on the way down from an owner.
struct Step {
  Place subject = 0;
  const Stake* stake = nullptr;
};

// The stakes by which `owner` holds a part of the judged party, from the owner down.
std::vector<Step> StepsFrom(const Problem& problem, std::size_t instrument, Place owner);

// What `owner` surely holds of the judged party by these steps alone.
Portion HeldBy(const Problem& problem, std::size_t instrument, std::span<const Step> steps,
               Place owner);

}  // namespace lynceus::ownership
