#include "lib/validation/reliability.h"

#include <array>
#include <cmath>

#include "lib/model/score_node.h"

namespace lynceus::validation {
namespace {

constexpr std::array<std::int32_t, 11> kBandStarts = {0,     5'000, 6'000, 6'500, 7'000,    7'500,
                                                      8'000, 8'500, 9'000, 9'500, kScoreMax};

}  // namespace

std::vector<ReliabilityBand> ReliabilityOf(std::span<const Judged> pairs) {
  std::vector<ReliabilityBand> bands;
  for (const std::int32_t start : kBandStarts) bands.push_back({.score_min = start});
  for (const Judged& pair : pairs) {
    if (pair.failed) continue;
    std::size_t at = bands.size() - 1;
    while (at > 0 && pair.score < bands[at].score_min) --at;
    bands[at].matches.Count(pair.match);
    bands[at].score_sum += pair.score;
  }
  return bands;
}

double CalibrationError(const std::vector<ReliabilityBand>& bands, std::int32_t score_min) {
  double distance = 0;
  double pairs = 0;
  for (const ReliabilityBand& band : bands) {
    if (band.score_min < score_min) continue;
    const auto here = static_cast<double>(band.matches.trials);
    const double expected = static_cast<double>(band.score_sum) / kScoreMax;
    distance += std::abs(static_cast<double>(band.matches.hits) - expected);
    pairs += here;
  }
  return pairs == 0 ? 0 : distance / pairs;
}

}  // namespace lynceus::validation
