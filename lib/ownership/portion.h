#pragma once
// A part of the whole in 10^-18, as one end of an interval: products and quotients of shares along
// chains and rings.
//
// Why not rationals: along a chain of n links their denominators grow as 10^(6n), in a ring faster,
// and a register of 200,000 parties would be summed with numbers of thousands of digits. Lower ends
// round down and upper ends up, and what was rounded is an open end, since the true value lies
// strictly inside. So a threshold is never crossed by rounding; chains of whole percents are exact
// over nine links. No floating point.

#include <cstdint>

#include "lib/model/regime.h"
#include "lib/model/share.h"

namespace lynceus::ownership {

__extension__ using Wide = __int128;

inline constexpr Wide kWholeParts = 1'000'000'000'000'000'000;
inline constexpr Wide kPartsPerPpm = kWholeParts / kWholePpm;

enum class Rounding : std::uint8_t { kDown = 0, kUp = 1 };  // of lower ends, of upper ends

// Invariant: 0 <= parts <= kWholeParts, where made by the functions below from such.
struct Portion {
  Wide parts = 0;
  bool open = false;
  friend bool operator==(const Portion&, const Portion&) = default;
};

inline constexpr Portion kNoPart{};
inline constexpr Portion kWholePart{kWholeParts, false};

inline Portion PortionOf(ShareBound end) { return {end.ppm * kPartsPerPpm, end.open}; }
// False for an exact nothing.
inline bool IsSome(Portion a) { return a.parts > 0 || a.open; }

// No part is more than the whole, whatever ranges add to.
inline Portion Capped(Portion a) { return a.parts > kWholeParts ? kWholePart : a; }
inline Portion Plus(Portion a, Portion b) { return Capped({a.parts + b.parts, a.open || b.open}); }

namespace portion_internal {

inline Portion Quotient(Wide numerator, Wide denominator, bool open, Rounding rounding) {
  const bool inexact = numerator % denominator != 0;
  const bool up = inexact && rounding == Rounding::kUp;
  return Capped({numerator / denominator + (up ? 1 : 0), open || inexact});
}

}  // namespace portion_internal

inline Portion Times(Portion a, Portion b, Rounding rounding) {
  if (!IsSome(a) || !IsSome(b)) return kNoPart;
  return portion_internal::Quotient(a.parts * b.parts, kWholeParts, a.open || b.open, rounding);
}

// a / (1 - kept): what is a's part of something that keeps `kept` of itself. Where it keeps all,
// nobody is shown to hold a part (lower) and anybody who holds some may hold all (upper).
inline Portion OverRest(Portion a, Portion kept, Rounding rounding) {
  if (!IsSome(a)) return kNoPart;
  if (kept.parts >= kWholeParts) return rounding == Rounding::kUp ? kWholePart : kNoPart;
  return portion_internal::Quotient(a.parts * kWholeParts, kWholeParts - kept.parts,
                                    a.open || kept.open, rounding);
}

// What is left of the whole, as an upper end, where the lower end `taken` is others'.
inline Portion RestOf(Portion taken) { return {kWholeParts - taken.parts, taken.open}; }

// The two ends of an answer: does every value from `lo` on, does some value up to `hi`, reach the
// threshold?
inline bool LowerReaches(Portion lo, const RegimePeriod& period) {
  const Wide threshold = period.threshold_ppm * kPartsPerPpm;
  if (lo.parts != threshold) return lo.parts > threshold;
  return period.at_threshold == AtThreshold::kReached || lo.open;
}
inline bool UpperReaches(Portion hi, const RegimePeriod& period) {
  const Wide threshold = period.threshold_ppm * kPartsPerPpm;
  if (hi.parts != threshold) return hi.parts > threshold;
  return period.at_threshold != AtThreshold::kNotReached && !hi.open;
}

// The interval in parts per million, rounded outward. REQUIRES: some value lies in it.
Share ShareOf(Portion lo, Portion hi);

}  // namespace lynceus::ownership
