#pragma once
// Exact arithmetic on ends of intervals: a lower end (50, open) means "more than 50 %", an upper
// end (50, open) "less than 50 %". Sums add the numbers and are open where a part is open.

#include <algorithm>

#include "lib/model/regime.h"
#include "lib/model/share.h"

namespace lynceus::ownership {

inline ShareBound Plus(ShareBound a, ShareBound b) { return {a.ppm + b.ppm, a.open || b.open}; }

// What is left of the whole, as an upper end, where `taken` is a lower end.
inline ShareBound RestOf(ShareBound taken) { return {kWholePpm - taken.ppm, taken.open}; }

// True where lower end `a` says more than lower end `b`.
inline bool LowerExceeds(ShareBound a, ShareBound b) {
  return a.ppm != b.ppm ? a.ppm > b.ppm : a.open && !b.open;
}
// True where upper end `a` allows less than upper end `b`.
inline bool UpperBelow(ShareBound a, ShareBound b) {
  return a.ppm != b.ppm ? a.ppm < b.ppm : a.open && !b.open;
}
inline ShareBound HigherLower(ShareBound a, ShareBound b) { return LowerExceeds(b, a) ? b : a; }
inline ShareBound LowerUpper(ShareBound a, ShareBound b) { return UpperBelow(b, a) ? b : a; }

// True where some value lies at or above the lower end and at or below the upper end.
inline bool HoldsAValue(ShareBound lo, ShareBound hi) {
  return lo.ppm < hi.ppm || (lo.ppm == hi.ppm && !lo.open && !hi.open);
}

// True where every value from `lo` on reaches the threshold.
inline bool LowerReaches(ShareBound lo, const RegimePeriod& period) {
  if (lo.ppm != period.threshold_ppm) return lo.ppm > period.threshold_ppm;
  return period.at_threshold == AtThreshold::kReached || lo.open;
}
// True where some value up to `hi` reaches the threshold.
inline bool UpperReaches(ShareBound hi, const RegimePeriod& period) {
  if (hi.ppm != period.threshold_ppm) return hi.ppm > period.threshold_ppm;
  return period.at_threshold != AtThreshold::kNotReached && !hi.open;
}

}  // namespace lynceus::ownership
