#pragma once
// Precision, recall and F1 of scores against labels, with intervals. Floating point is for reports
// only; nothing here decides a match.

#include <cstdint>
#include <span>

#include "lib/validation/interval.h"

namespace lynceus::validation {

// One scored and labelled pair.
struct Judged {
  std::int32_t score = 0;  // 0..kScoreMax
  bool match = false;      // the label
  bool failed = false;     // could not be scored: wrong at every threshold, whatever the label
};

struct Counts {
  std::uint64_t right_hits = 0;
  std::uint64_t wrong_hits = 0;
  std::uint64_t missed = 0;
  std::uint64_t right_rejections = 0;

  void Count(bool match, bool hit);
  std::uint64_t pairs() const { return right_hits + wrong_hits + missed + right_rejections; }
  Rate precision() const { return {right_hits, right_hits + wrong_hits}; }
  Rate recall() const { return {right_hits, right_hits + missed}; }
  // 1 where there was nothing to find and nothing was found.
  double f1() const;
  friend bool operator==(const Counts&, const Counts&) = default;
};

Counts CountAt(std::span<const Judged> pairs, std::int32_t threshold);

// Returns the threshold with the highest F1; among equals the one nearest to `preferred`, then the
// lower one. F1 there is never below F1 at `preferred`. Cost: n log n.
std::int32_t BestThreshold(std::span<const Judged> pairs, std::int32_t preferred);

// The interval of 95 % of the F1 at `threshold`: a bootstrap over pairs, kBootstrapRounds
// resamples, percentiles, widened to hold the measured value where chance would leave it out. Equal
// arguments give equal intervals. Source: B. Efron, R. Tibshirani, An introduction to the bootstrap
// (1993), chapter 13.
inline constexpr int kBootstrapRounds = 1'000;
Interval F1Interval(const Counts& counts, std::uint64_t seed);

// The figures of one part of a file at one threshold.
struct Figures {
  std::int32_t threshold = 0;
  Counts counts;
  Interval precision;
  Interval recall;
  Interval f1;
};
Figures FiguresAt(std::span<const Judged> pairs, std::int32_t threshold, std::uint64_t seed);

}  // namespace lynceus::validation
