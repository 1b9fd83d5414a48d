#include "lib/model/policy.h"

#include <algorithm>

namespace lynceus {

Priority UsualPriority(Decision decision) {
  switch (decision) {
    case Decision::kClear:
      return Priority::kNone;
    case Decision::kReview:
      return Priority::kNormal;
    case Decision::kBlock:
      return Priority::kHigh;
  }
  return Priority::kHigh;
}

bool ThresholdRule::Covers(Schema schema, Corroboration corroboration) const {
  const auto has = [](const auto& values, auto value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  };
  return has(schemas, schema) && has(corroborations, corroboration);
}

Thresholds Policy::ThresholdsOf(const Preset& asked, Schema schema,
                                Corroboration corroboration) const {
  for (std::size_t i = 0; asked.key == preset && i < thresholds.size(); ++i) {
    const ThresholdRule& rule = thresholds[i];
    if (!rule.Covers(schema, corroboration)) continue;
    return {.match_score_min = rule.match_score_min.value_or(asked.match_score_min),
            .block_score_min = rule.block_score_min.value_or(asked.block_score_min),
            .rule = i + 1};
  }
  return {.match_score_min = asked.match_score_min, .block_score_min = asked.block_score_min};
}

std::int32_t Policy::LowestMatchScore(const Preset& asked) const {
  std::int32_t lowest = asked.match_score_min;
  if (asked.key != preset) return lowest;
  for (const ThresholdRule& rule : thresholds) {
    lowest = std::min(lowest, rule.match_score_min.value_or(lowest));
  }
  return lowest;
}

}  // namespace lynceus
