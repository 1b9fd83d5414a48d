#include "lib/matching/calibration.h"

#include <algorithm>
#include <array>

#include "lib/model/score_node.h"

namespace lynceus::matching {
namespace {

// Fitted to 330 of 600 pairs, half of them true: name pairs for persons, companies and vessels, and
// pairs of entities with their facts, made by hand for matchers. The scores are 0.030 off the share
// of true pairs, the points 0.042.
constexpr std::array kKnots = {
    Knot{0, 0},         Knot{6'000, 6'000},        Knot{7'000, 7'000}, Knot{7'250, 7'025},
    Knot{7'750, 7'757}, Knot{8'250, 8'180},        Knot{8'750, 9'222}, Knot{9'250, 9'272},
    Knot{9'750, 9'322}, Knot{kScoreMax, kScoreMax}};

}  // namespace

std::span<const Knot> CalibrationKnots() { return kKnots; }

std::int32_t Calibrate(std::span<const Knot> knots, std::int32_t points) {
  const auto end = std::find_if(knots.begin() + 1, knots.end() - 1,
                                [points](const Knot& knot) { return points < knot.points; });
  const Knot& from = *(end - 1);
  return from.score +
         (points - from.points) * (end->score - from.score) / (end->points - from.points);
}

std::int32_t Calibrate(std::int32_t points) { return Calibrate(kKnots, points); }

std::int32_t PointsFor(std::int32_t score) {
  std::int32_t low = 0;
  std::int32_t high = kScoreMax;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (Calibrate(middle) >= score) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace lynceus::matching
