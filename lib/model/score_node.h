#pragma once
// A score that explains itself: a tree whose leaves' points sum to the root's.

#include <cstdint>
#include <string>
#include <vector>

namespace lynceus {

inline constexpr std::int32_t kScoreMax = 10'000;  // scores are integers in 1/10,000

// `points` of a node with children is the sum of theirs. The root's label is "score"; what
// calibration adds or takes is a child of it.
struct ScoreNode {
  std::string label;   // "token", "left over", "birth date", "legal form"
  std::string detail;  // "sovcombank ~ sovkombank: 1 edit"
  std::int32_t points = 0;
  std::vector<ScoreNode> children;
  friend bool operator==(const ScoreNode&, const ScoreNode&) = default;
};

}  // namespace lynceus
