#pragma once
// How being blocked spreads from listed parties down a closure: one monotone least fixpoint, in
// rounds, for lower ends (must) or upper ends (may).
//
// Monotone, because in each measure the blocked sum only grows as parties join, and what the others
// surely hold only shrinks. Least, so a ring of companies cannot block itself.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lib/ownership/holdings.h"

namespace lynceus::ownership {

// GLEIF's word. A branch is no person of its own: what its head office is, it is.
inline constexpr std::string_view kBranchRole = "IS_INTERNATIONAL_BRANCH_OF";

// The round in which each place joined; seeds have 0.
inline constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
using Ranks = std::vector<std::uint32_t>;

// Who counts as blocked when one party is measured.
struct Blocked {
  const Ranks& ranks;
  std::uint32_t before = kNever;  // only parties that joined before this round
  bool unknown = false;           // holders whom no source names, too
  Place except = kNoPlace;        // not this party (what it holds of itself)

  bool Has(Place holder) const {
    if (holder == kNoPlace) return unknown;
    return holder != except && ranks[holder] < before;
  }
};

// What blocked parties hold of one instrument.
struct Measure {
  ShareBound lo;    // at least
  ShareBound hi;    // at most
  ShareBound room;  // at most, were all that is not stated of others theirs
};

// The stakes that are counted together: those of blocked holders and, where the regime joins
// holders under an arrangement, all stakes of the arrangements they are in.
std::vector<bool> Counted(const Instrument& instrument, const RegimePeriod& period,
                          const Blocked& blocked);
Measure MeasureOf(const Instrument& instrument, const std::vector<bool>& counted);

// One regime's period over one closure. Borrows both.
class Problem {
 public:
  // `controlling`: the seeds from which control extends whatever the period counts
  // (SeedRule::control_blocks_for).
  // `rebutted`: parties for which the regime's presumption is rebutted: they join as seeds alone.
  struct Exceptions {
    std::vector<Place> controlling;
    std::vector<Place> rebutted;
  };
  Problem(const Closure& closure, const RegimePeriod& period, const Exceptions& exceptions = {});

  const Closure& closure() const { return closure_; }
  const RegimePeriod& period() const { return period_; }
  // The test that `place` has to meet: the period's, or more than half along a majority chain.
  const RegimePeriod& TestOf(Place place) const {
    return period_.depth == Depth::kMajorityChain && place != 0 ? majority_ : period_;
  }
  const Holdings& holdings(Place place) const { return holdings_[place]; }
  bool has_unknown() const { return has_unknown_; }

  // Runs the fixpoint from `seeds`.
  Ranks Must(std::span<const Place> seeds) const { return Spread(seeds, false, false); }
  Ranks May(std::span<const Place> seeds) const { return Spread(seeds, true, true); }

  // The tests of one party, given who is blocked.
  bool ByOwnership(Place place, const Blocked& blocked, bool may) const;
  bool ByControl(Place place, const Blocked& blocked, bool may) const;
  // True where the control stated by a fact of Holdings::uncounted extends all the same.
  bool ExtendsFrom(Place owner, bool may) const {
    return owner != kNoPlace && (may ? extends_may_ : extends_must_)[owner];
  }
  // Ties that count in may only: probable identity, an indirect stake without its chain.
  bool ByDoubt(Place place, const Blocked& blocked) const;

 private:
  class Agenda;
  void FindHeadOffices();
  Ranks Spread(std::span<const Place> seeds, bool may, bool unknown) const;
  bool Joins(Place place, const Blocked& blocked, bool may) const;

  const Closure& closure_;
  const RegimePeriod& period_;
  RegimePeriod majority_;
  std::vector<Holdings> holdings_;
  // From whom control extends by the definition of a programme: its parties, and whom they own or
  // control.
  std::vector<bool> extends_must_;
  std::vector<bool> extends_may_;
  std::vector<bool> rebutted_;
  std::vector<bool> judged_;  // the judged party, and the head office that it is a branch of
  bool has_unknown_ = false;
};

}  // namespace lynceus::ownership
