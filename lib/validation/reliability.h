#pragma once
// Does a score mean what it says? Of the pairs that scored about .9, about 90 % should be true.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lib/validation/accuracy.h"

namespace lynceus::validation {

struct ReliabilityBand {
  std::int32_t score_min = 0;  // of the band; it ends where the next begins
  std::int64_t score_sum = 0;  // of its pairs; divided by their number, the mean score
  Rate matches;                // share of its pairs whose label is true
};

// Bands from 0, 0.50, 0.60, then each 0.05 to 0.95, and 1 alone. Pairs that could not be scored
// are left out. The share depends on how many of the file's pairs are true: a file of half true
// pairs flatters every band against a book where one customer in thousands is listed.
std::vector<ReliabilityBand> ReliabilityOf(std::span<const Judged> pairs);

// The mean distance of a band's share from its mean score, weighted by pairs, over the bands that
// begin at or above `score_min`: the expected calibration error. 0 where there are none.
double CalibrationError(const std::vector<ReliabilityBand>& bands, std::int32_t score_min);

}  // namespace lynceus::validation
