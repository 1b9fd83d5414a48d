#include "lib/validation/interval.h"

#include <algorithm>
#include <cmath>

namespace lynceus::validation {
namespace {

constexpr double kNormalQuantile = 1.959964;  // 97.5 % of the standard normal distribution

}  // namespace

double Rate::value() const {
  return trials == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(trials);
}

Interval WilsonInterval(const Rate& rate) {
  if (rate.trials == 0) return {};
  const auto n = static_cast<double>(rate.trials);
  const double p = rate.value();
  const double z2 = kNormalQuantile * kNormalQuantile;
  const double centre = p + z2 / (2 * n);
  const double spread = kNormalQuantile * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  const double scale = 1 + z2 / n;
  return {std::max(0.0, (centre - spread) / scale), std::min(1.0, (centre + spread) / scale)};
}

}  // namespace lynceus::validation
