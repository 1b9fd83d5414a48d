#pragma once
// From points to the score that is shown: of the pairs of parties that score about .9, about nine
// in ten are one party, where every second compared pair is.
//
// The table was fitted to labelled pairs by `lynceus eval --calibrate`, which prints it, how far it
// is off on pairs that the fit has not seen, and how a score reads at another base rate (EVAL.md).
// The ends, the score floor and the default threshold stay where they are, so that calibration
// moves no party into or out of the default preset.

#include <cstdint>
#include <span>

namespace lynceus::matching {

// What a pair that scores so many points is scored; the score is linear between two knots.
struct Knot {
  std::int32_t points = 0;
  std::int32_t score = 0;
  friend bool operator==(const Knot&, const Knot&) = default;
};

// The table in force: from {0, 0} to {kScoreMax, kScoreMax}, both ascending strictly.
std::span<const Knot> CalibrationKnots();

// Returns the score of `points` by a table of that form; 0..kScoreMax for 0..kScoreMax. More points
// never score less.
std::int32_t Calibrate(std::span<const Knot> knots, std::int32_t points);
std::int32_t Calibrate(std::int32_t points);

// Returns the least points that score `score` or more.
std::int32_t PointsFor(std::int32_t score);

}  // namespace lynceus::matching
