#pragma once
// A calibration table fitted to labelled pairs, and how far it is off where the fit has not looked.
//
// Pairs of several files are weighed so that half of each file's pairs are true: a file's own share
// of true pairs says how it was made. Bands of points between the default threshold and 1 get the
// share of true pairs in them, drawn towards their mean points by kPriorPairs pairs; neighbours
// that do not rise are merged (M. Ayer et al., An empirical distribution function for sampling with
// incomplete information, 1955). Floating point is for the fit only; the table is integers.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lib/base/thread_pool.h"
#include "lib/matching/calibration.h"
#include "lib/model/rules.h"
#include "lib/names/analyzed_name.h"
#include "lib/validation/labelled_file.h"

namespace lynceus::validation {

// How much the points themselves are trusted against a band's labels.
inline constexpr double kPriorPairs = 10;

// One scored and labelled pair.
struct PointsJudged {
  std::int32_t points = 0;  // before calibration
  bool match = false;
  std::size_t file = 0;
  std::size_t fold = 0;  // below kFolds; pairs that share a name are in one
};

struct CalibrationFit {
  std::vector<matching::Knot> knots;
  std::uint64_t pairs = 0;  // that score the default threshold or more
  // Weighted mean distance of a band's share of true pairs from its mean score, over such pairs:
  double off_points = 0;    // of the points themselves
  double off_in_force = 0;  // of the table in force
  double off_unseen = 0;    // of tables that were each fitted without the fold they are measured on
};

CalibrationFit FitCalibration(std::span<const PointsJudged> pairs);

// The pairs of files of labelled pairs, scored by `preset`, whose scorer must be this project's.
// `errors` gets those that cannot be.
std::vector<PointsJudged> JudgePoints(const std::vector<LabelledFile>& files,
                                      const names::Analyzer& analyzer, const Preset& preset,
                                      ThreadPool& pool, std::vector<absl::Status>& errors);

// The same share of true pairs among those that score `score`, where `base_rate` of the compared
// pairs are true and not half of them: Bayes' rule.
double AtBaseRate(double share, double base_rate);

// The table, the distances, and what the scores come to at other base rates.
std::string CalibrationText(const CalibrationFit& fit);

}  // namespace lynceus::validation
