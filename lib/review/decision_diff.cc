#include "lib/review/decision_diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/review/answer_text.h"
#include "lib/screening/decide.h"
#include "lib/screening/evaluate.h"
#include "lib/screening/found_once.h"

namespace lynceus::review {
namespace {

// A finding and what is said of it; those of both answers are compared word for word.
using Findings = std::map<std::string, std::string>;

// "flag affiliate (director)".
std::string FlagName(const Flag& flag) {
  std::string kind = flag.detail;
  if (flag.magnitsky) kind = flag.magnitsky->magnitsky_class;
  return absl::StrCat("flag ", flag.type, kind.empty() ? "" : " (" + kind + ")");
}

// What is said of a match that the other answer has not is that it is there.
void AddMatch(const Match& match, const DecisionCore& other, Findings& findings) {
  const std::string place = absl::StrCat("match ", match.entity_id);
  // A party may match by itself and as a declared owner: what was asked by is no key, being a name.
  findings[absl::StrCat(place, ", score ", ScoreText(match.score))] =
      match.suppressed_by.empty() ? "a hit" : "suppressed by " + match.suppressed_by;
  const auto same = [&](const Match& each) { return each.entity_id == match.entity_id; };
  if (std::ranges::none_of(other.hits, same) && std::ranges::none_of(other.suppressed, same))
    return;
  for (const Verdict& verdict : match.ownership) {
    findings[absl::StrCat(place, ", ", verdict.regime)] = std::string(AnswerName(verdict.answer));
  }
  for (const Flag& flag : match.flags) {
    findings[absl::StrCat(place, ", ", FlagName(flag))] = "raised";
  }
}

Findings FindingsOf(const DecisionCore& core, const DecisionCore& other) {
  Findings findings;
  for (const std::string& reason : core.reasons) findings["reason " + reason] = "given";
  for (const ListRef& list : core.lists) {
    findings[absl::StrCat("list ", list.authority, " ", list.name)] =
        std::string(ListStateName(list.state));
  }
  for (const Flag& flag : core.flags) {
    findings[absl::StrCat(flag.field, ", ", FlagName(flag), " ", flag.rule)] = "raised";
  }
  for (const Match& match : core.hits) AddMatch(match, other, findings);
  for (const Match& match : core.suppressed) AddMatch(match, other, findings);
  for (const Verdict& verdict : core.declared_ownership) {
    findings["declared owners, " + verdict.regime] = std::string(AnswerName(verdict.answer));
  }
  for (const std::string& note : core.notes) findings["note: " + note] = "given";
  return findings;
}

std::string Change(const std::string& what, const std::string& before, const std::string& after) {
  return absl::StrCat(what, ": ", before.empty() ? "not there" : before, " -> ",
                      after.empty() ? "not there" : after);
}

void AddChanges(const Findings& before, const Findings& after, std::vector<std::string>& why) {
  std::set<std::string> keys;
  for (const auto& [key, said] : before) keys.insert(key);
  for (const auto& [key, said] : after) keys.insert(key);
  const auto said = [](const Findings& findings, const std::string& key) {
    const auto found = findings.find(key);
    return found == findings.end() ? std::string() : found->second;
  };
  for (const std::string& key : keys) {
    const std::string a = said(before, key);
    const std::string b = said(after, key);
    if (a != b) why.push_back(Change(key, a, b));
  }
}

// "REVIEW", or "REVIEW urgent" where the priority is another than usual.
std::string EffectText(const Effect& effect) {
  std::string text(DecisionName(effect.decision));
  if (effect.priority == UsualPriority(effect.decision)) return text;
  return text + " " + std::string(PriorityName(effect.priority));
}

// Of the scope that decided.
const Policy& PolicyOf(const DecisionCore& core, const RuleSet& rules) {
  const auto found = std::ranges::find(rules.scopes.policies, core.scope, &Policy::scope);
  return found == rules.scopes.policies.end() ? rules.policy : *found;
}

const Preset* PresetOf(const DecisionCore& core, const Policy& policy, const RuleSet& rules) {
  return core.preset == policy.preset ? &policy.in_force : rules.FindPreset(core.preset);
}

// What the policy does with each flag and each score that is in the core, by whichever of its keys.
void AddPolicyOn(const Match& match, const Policy& policy, const Preset* preset,
                 Findings& findings) {
  for (const Flag& flag : match.flags) {
    findings[absl::StrCat("policy, ", FlagName(flag))] =
        EffectText(screening::EffectOf(flag, match, policy));
  }
  if (preset == nullptr) return;
  const Thresholds own = policy.ThresholdsOf(*preset, match.schema, match.corroboration);
  const std::string whose = absl::StrCat("policy, thresholds of ", ToAbsl(SchemaName(match.schema)),
                                         " with ", ToAbsl(CorroborationName(match.corroboration)));
  findings[whose] =
      absl::StrCat(ScoreText(own.match_score_min), " and ", ScoreText(own.block_score_min));
}

// What the policy says of the flags and answers that are in the core.
Findings PolicyOn(const DecisionCore& core, const RuleSet& rules) {
  Findings findings;
  const Policy& policy = PolicyOf(core, rules);
  const Preset* const preset = PresetOf(core, policy, rules);
  const auto add = [&](const Match& match) { AddPolicyOn(match, policy, preset, findings); };
  std::ranges::for_each(core.hits, add);
  std::ranges::for_each(core.suppressed, add);
  for (const Flag& flag : core.flags) {
    findings[absl::StrCat("policy, ", FlagName(flag))] =
        EffectText(screening::EffectOf(flag, Match(), policy));
  }
  const auto on = [&](const char* key, const Effect& effect) {
    findings[std::string("policy, ") + key] = EffectText(effect);
  };
  on("on_yes", policy.on_yes);
  on("on_yes_other", policy.on_yes_other);
  on("on_undetermined", policy.on_undetermined);
  on("on_missing_list", policy.on_missing_list);
  if (preset == nullptr) return findings;
  const std::string key = "preset " + preset->key;
  findings[key + ", match_score_min"] = ScoreText(preset->match_score_min);
  findings[key + ", block_score_min"] = ScoreText(preset->block_score_min);
  return findings;
}

struct Asked {
  const Counterparty& counterparty;
  Date as_of;
  const std::string& preset;
};

absl::StatusOr<DecisionCore> Ask(const Asked& asked, const screening::Engine& engine,
                                 screening::FoundOnce& found) {
  return screening::Evaluate(asked.counterparty, asked.as_of, engine, asked.preset, found.finder());
}

OneSide SideOf(const absl::StatusOr<DecisionCore>& core) {
  if (!core.ok()) return {core.status()};
  return {core->decision};
}

// `key` of a preset; empty: the policy's.
std::int32_t ThresholdOf(const screening::Engine& engine, const std::string& key) {
  const Policy& policy = engine.rules->policy;
  const Preset* const preset =
      key.empty() || key == policy.preset ? &policy.in_force : engine.rules->FindPreset(key);
  return preset == nullptr ? 0 : policy.LowestMatchScore(*preset);
}

bool OverOneSnapshot(const screening::Engine& a, const screening::Engine& b) {
  return a.snapshot->manifest().content_digest == b.snapshot->manifest().content_digest;
}

}  // namespace

std::string OneSide::word() const {
  return decision.ok() ? std::string(DecisionName(*decision)) : "ERROR";
}

std::vector<std::string> WhyDifferent(const DecisionCore& before, const RuleSet& rules_before,
                                      const DecisionCore& after, const RuleSet& rules_after) {
  std::vector<std::string> why;
  AddChanges(FindingsOf(before, after), FindingsOf(after, before), why);
  if (why.empty() && before.decision == after.decision) return why;
  AddChanges(PolicyOn(before, rules_before), PolicyOn(after, rules_after), why);
  if (why.empty()) why.emplace_back("the findings are the same; the policy decides otherwise");
  return why;
}

DecisionDiff DiffDecisions(const Counterparty& counterparty, Date as_of,
                           const screening::Engine& before, const screening::Engine& after,
                           const std::string& preset) {
  const screening::Engine& old = before.On(as_of);
  const screening::Engine& young = after.On(as_of);
  const Asked asked{counterparty, as_of, preset};
  screening::FoundOnce found;
  screening::FoundOnce found_elsewhere;
  screening::FoundOnce& second_found = OverOneSnapshot(old, young) ? found : found_elsewhere;
  // The wider search first: the other is answered by its matches.
  const bool old_first = ThresholdOf(old, preset) <= ThresholdOf(young, preset);
  const auto first = Ask(asked, old_first ? old : young, found);
  const auto second = Ask(asked, old_first ? young : old, second_found);
  const auto& core_before = old_first ? first : second;
  const auto& core_after = old_first ? second : first;
  DecisionDiff diff{.before = SideOf(core_before), .after = SideOf(core_after), .why = {}};
  if (!diff.failed()) diff.why = WhyDifferent(*core_before, *old.rules, *core_after, *young.rules);
  return diff;
}

}  // namespace lynceus::review
