#include "lib/screening/rule_validity.h"

#include <algorithm>

namespace lynceus::screening {

void ApplyValidity(const RuleSet& rules, DecisionCore& core) {
  core.notes.insert(core.notes.end(), rules.not_in_force.begin(), rules.not_in_force.end());
  core.notes.insert(core.notes.end(), rules.left_out.begin(), rules.left_out.end());
  if (rules.not_in_force.empty()) return;
  core.decision = std::max(core.decision, Decision::kReview);
  if (core.priority < Priority::kNormal) {
    core.priority = Priority::kNormal;
    core.priority_reason = "rules";
  }
  core.reasons.emplace_back("rules");
}

}  // namespace lynceus::screening
