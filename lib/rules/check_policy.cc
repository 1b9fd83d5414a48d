// One policy after the other, each scope of it by itself.
#include "lib/rules/check_policy.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/rules/check_set.h"

namespace lynceus::rules {
namespace {

// The policy's preset, with the policy's own thresholds in the place of its own.
void FillInForce(const RuleSet& rules, Policy& policy, const Place& place, Problems& problems) {
  const Preset* const preset = rules.FindPreset(policy.preset);
  if (preset == nullptr) {
    if (rules.presets.empty()) return;  // reported as a missing pack
    std::vector<std::string> keys;
    keys.reserve(rules.presets.size());
    for (const Preset& each : rules.presets) keys.push_back(each.key);
    problems.Add(place, absl::StrCat("there is no preset ", policy.preset),
                 absl::StrCat("use ", Join(keys, ", "), ", or add it to policy/presets.yaml"));
    return;
  }
  policy.in_force = *preset;
  policy.in_force.match_score_min = policy.match_score_min.value_or(preset->match_score_min);
  policy.in_force.block_score_min = policy.block_score_min.value_or(preset->block_score_min);
}

// A lower threshold than the index keeps would lose matches in silence; one above the score from
// which matches block would lose some that would have blocked.
void CheckThresholds(const Policy& policy, const Place& place, Problems& problems) {
  const Preset& preset = policy.in_force;
  const bool anchored = preset.scorer == NameScorer::kLynceus;
  const auto check_floor = [&](std::int32_t score_min, const std::string& where) {
    if (!anchored || score_min >= kScoreFloor) return;
    problems.Add(place,
                 absl::StrCat(where, "match_score_min: it is below 0.", kScoreFloor,
                              ", where two names need share nothing that the index finds them by"),
                 "raise it");
  };
  check_floor(preset.match_score_min, "");
  if (preset.block_score_min < preset.match_score_min && !policy.block_score_min) {
    problems.Add(
        place,
        absl::StrCat("match_score_min: it is above the block_score_min of the preset ", preset.key),
        "give block_score_min beside it");
  }
  for (std::size_t i = 0; i < policy.thresholds.size(); ++i) {
    const ThresholdRule& rule = policy.thresholds[i];
    const std::string where = absl::StrCat("thresholds, rule ", i + 1, ": ");
    const std::int32_t match = rule.match_score_min.value_or(preset.match_score_min);
    check_floor(match, where);
    if (rule.block_score_min.value_or(preset.block_score_min) >= match) continue;
    problems.Add(place,
                 absl::StrCat(where,
                              "block_score_min is below match_score_min: a match between "
                              "the two would block, and would be suppressed"),
                 "lower match_score_min, or raise block_score_min beside it");
  }
}

void CheckRequiredLists(const RuleSet& rules, const Policy& policy, const Place& place,
                        Problems& problems) {
  std::map<std::pair<std::string, std::string>, int> seen;
  for (const RequiredList& list : policy.required_lists) {
    if (!CheckAuthority(rules, list.authority, place, problems)) continue;
    CheckList(rules, list.authority, list.list, place, problems);
    if (++seen[{list.authority, list.list}] == 2) {
      problems.Add(place, absl::StrCat(list.authority, " ", list.list, " is required twice"),
                   "keep the stricter one");
    }
  }
}

// The questions a scope is the one of, as long as no scope names more of them: both, a business
// line, a jurisdiction.
std::vector<std::string> QuestionsOf(const Policy& policy) {
  std::vector<std::string> questions;
  const std::vector<std::string> any = {""};
  for (const std::string& line : policy.business_lines.empty() ? any : policy.business_lines) {
    for (const std::string& place : policy.jurisdictions.empty() ? any : policy.jurisdictions) {
      questions.push_back(absl::StrCat(line, line.empty() || place.empty() ? "" : " in ", place));
    }
  }
  return questions;
}

void CheckScopes(const PolicyItem& item, Problems& problems) {
  std::map<std::string, std::string> scope_of;
  std::map<std::string, int> keys;
  for (std::size_t i = 0; i < item.scopes.policies.size(); ++i) {
    const Policy& policy = item.scopes.policies[i];
    const Place& place = item.scope_places[i];
    if (++keys[policy.scope] == 2) {
      problems.Add(place, absl::StrCat("the scope ", policy.scope, " is given twice"),
                   "rename or remove one of them");
    }
    for (const std::string& question : QuestionsOf(policy)) {
      const auto [other, fresh] = scope_of.try_emplace(question, policy.scope);
      if (fresh || other->second == policy.scope) continue;
      problems.Add(place,
                   absl::StrCat("the scope ", other->second, " holds for ", question, " too"),
                   "leave it to one of them");
    }
  }
}

void CheckOne(const RuleSet& rules, Policy& policy, const Place& place, Problems& problems) {
  FillInForce(rules, policy, place, problems);
  CheckThresholds(policy, place, problems);
  CheckRequiredLists(rules, policy, place, problems);
}

void CheckItem(const RuleSet& rules, PolicyItem& item, Problems& problems) {
  CheckOne(rules, item.policy, item.place, problems);
  for (std::size_t i = 0; i < item.scopes.policies.size(); ++i) {
    CheckOne(rules, item.scopes.policies[i], item.scope_places[i], problems);
  }
  CheckScopes(item, problems);
}

}  // namespace

void CheckPolicies(PackItems& items, Problems& problems) {
  RuleSet& rules = items.rules;
  CheckItem(rules, items.policy, problems);
  for (PolicyItem& example : items.policy_examples) CheckItem(rules, example, problems);
  for (Preset& preset : rules.presets) {
    if (preset.key == items.policy.policy.preset) preset = items.policy.policy.in_force;
  }
  rules.policy = items.policy.policy;
  rules.scopes = items.policy.scopes;
}

}  // namespace lynceus::rules
