#pragma once
// Figures that a fit could not have reached: pairs are put into five folds, the threshold is chosen
// on four of them and measured on the fifth. Pairs of one unit (a case group, or all pairs that
// share a name) stay together, since a threshold or rule fitted to one says something of the other.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lib/validation/accuracy.h"
#include "lib/validation/labelled_file.h"

namespace lynceus::validation {

inline constexpr std::size_t kFolds = 5;

// Returns the fold, 0 to kFolds - 1, of each element, given its unit: the largest unit first into
// the fold that has least, ties by the unit's name and the lower fold. Depends on nothing else.
std::vector<std::size_t> AssignFolds(const std::vector<std::string>& units);

// Returns the unit of each pair such that pairs that share a name (letter case apart) share it.
std::vector<std::string> UnitsByName(const std::vector<LabelledPair>& pairs);

struct FoldFigures {
  std::uint64_t pairs = 0;
  Counts at_default;
  std::int32_t threshold = 0;  // best on the other folds
  Counts counts;               // here, at that threshold
};

struct CrossValidation {
  std::vector<FoldFigures> folds;  // kFolds; some may be empty
  double mean_f1 = 0;              // of the folds that hold pairs
  Interval mean_interval;          // of 95 %, Student's t over those folds
  Counts pooled;                   // each pair at the threshold of its fold
  Interval pooled_f1;              // bootstrap
};

// REQUIRES: pairs and folds have one length.
CrossValidation CrossValidate(std::span<const Judged> pairs, const std::vector<std::size_t>& folds,
                              std::int32_t default_threshold, std::uint64_t seed);

}  // namespace lynceus::validation
