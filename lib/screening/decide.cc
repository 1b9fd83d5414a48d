// Decisions only ever rise: CLEAR, then REVIEW, then BLOCK.
#include "lib/screening/decide.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace lynceus::screening {
namespace {

void Raise(const Effect& effect, std::string reason, Consequence& outcome) {
  if (effect.decision == Decision::kClear) return;
  outcome.decision = std::max(outcome.decision, effect.decision);
  if (effect.priority <= outcome.priority) return;
  outcome.priority = effect.priority;
  outcome.reason = std::move(reason);
}

void Raise(const Consequence& other, Consequence& outcome) {
  Raise({other.decision, other.priority}, other.reason, outcome);
}

// Whether what blocked parties hold, as far as it cannot be excluded, is less than policy acts on.
bool IsSmall(const Flag& flag, const Match& match, const Policy& policy) {
  if (!policy.minority) return false;
  for (const Verdict& verdict : match.ownership) {
    const bool its = !flag.rests_on.empty() && flag.rests_on.front() == verdict.regime;
    if (its) return verdict.blocked.hi().ppm < policy.minority->act_from_ppm;
  }
  return false;
}

// What policy says of a flag whatever party it is on.
Effect OnFlag(const Flag& flag, const Policy& policy) {
  if (flag.type == "affiliate" || flag.type == "pep") {
    const auto& kinds = flag.type == "pep" ? policy.on_pep : policy.on_affiliate;
    const auto kind = kinds.find(flag.detail);
    if (kind != kinds.end()) return kind->second;
  }
  if (flag.magnitsky) {
    const auto of_class =
        policy.on_flag.find(absl::StrCat(flag.type, "/", flag.magnitsky->magnitsky_class));
    if (of_class != policy.on_flag.end()) return of_class->second;
  }
  const auto found = policy.on_flag.find(flag.type);
  if (found != policy.on_flag.end()) return found->second;
  return Effect(flag.type == "internal_block" ? Decision::kBlock : Decision::kReview);
}

// Of a finding that is not certain a person decides, whatever policy says of its type.
Effect AsSureAs(const Flag& flag, Effect effect) {
  if (!flag.sure.empty() && flag.sure != kCertain) {
    effect.decision = std::min(effect.decision, Decision::kReview);
  }
  return effect;
}

void RaiseByVerdicts(const std::vector<Verdict>& verdicts, const Policy& policy,
                     const std::string& whose, Consequence& outcome) {
  for (const Verdict& verdict : verdicts) {
    const std::string reason = absl::StrCat(std::string(AnswerName(verdict.answer)), " of ",
                                            verdict.regime, " on ", whose);
    if (verdict.answer == Answer::kYes) {
      Raise(verdict.measure == kAssetFreeze ? policy.on_yes : policy.on_yes_other, reason, outcome);
    }
    if (verdict.answer == Answer::kUndetermined) {
      const bool clear = policy.on_undetermined.decision == Decision::kClear;
      Raise(clear ? Effect(Decision::kReview) : policy.on_undetermined, reason, outcome);
    }
  }
}

// A hit on a declared owner says nothing final of the counterparty: the verdicts over its owners
// do.
bool IsDeclaredOwner(const Match& match) {
  return std::any_of(match.flags.begin(), match.flags.end(),
                     [](const Flag& flag) { return flag.type == "declared_owner"; });
}

void AddReason(DecisionCore& core, std::string reason) {
  if (std::find(core.reasons.begin(), core.reasons.end(), reason) == core.reasons.end()) {
    core.reasons.push_back(std::move(reason));
  }
}

// "policy default: suppress_flags", in another scope than the default "policy default, scope S: ".
std::string RuleName(const Policy& policy, std::string_view rule) {
  const bool usual = policy.scope == "default";
  return absl::StrCat("policy ", policy.key, usual ? "" : ", scope ", usual ? "" : policy.scope,
                      ": ", std::string(rule));
}

// A match is suppressed where it is below the threshold of its kind, where all its flags stand in
// the policy's list, or where nothing acts on it.
std::string SuppressedBy(const Match& match, Decision decision, const Policy& policy,
                         const Preset& preset) {
  const Thresholds own = policy.ThresholdsOf(preset, match.schema, match.corroboration);
  if (match.score < own.match_score_min) {
    return RuleName(policy, absl::StrCat("thresholds, rule ", own.rule));
  }
  if (decision == Decision::kClear) {
    return RuleName(policy, match.flags.empty() ? "no_flag" : "no_flag_acts");
  }
  const bool all_listed =
      !match.flags.empty() &&
      std::all_of(match.flags.begin(), match.flags.end(), [&](const Flag& flag) {
        return flag.type == "good_guy_void" ||
               std::find(policy.suppress_flags.begin(), policy.suppress_flags.end(), flag.type) !=
                   policy.suppress_flags.end();
      });
  return all_listed ? RuleName(policy, "suppress_flags") : "";
}

// Keeps the hits that policy acts on.
Consequence DecideHits(const Policy& policy, const Preset& preset, DecisionCore& core) {
  Consequence outcome;
  std::vector<Match> kept;
  for (Match& match : core.hits) {
    const Consequence one = DecideMatch(match, policy, preset);
    if (match.suppressed_by.empty()) {
      match.suppressed_by = SuppressedBy(match, one.decision, policy, preset);
    }
    if (!match.suppressed_by.empty()) {
      core.suppressed.push_back(std::move(match));
      continue;
    }
    Raise(one, outcome);
    AddReason(core, "hit");
    for (const Verdict& verdict : match.ownership) {
      if (verdict.answer == Answer::kUndetermined) AddReason(core, "undetermined");
    }
    for (const Flag& flag : match.flags) {
      if (flag.type == "good_guy_void") AddReason(core, flag.type);
    }
    kept.push_back(std::move(match));
  }
  core.hits = std::move(kept);
  return outcome;
}

}  // namespace

Effect EffectOf(const Flag& flag, const Match& match, const Policy& policy) {
  if (flag.type == "minority" && IsSmall(flag, match, policy)) return policy.minority->below;
  return AsSureAs(flag, OnFlag(flag, policy));
}

Consequence DecideMatch(const Match& match, const Policy& policy, const Preset& preset) {
  Consequence outcome;
  for (const Flag& flag : match.flags) {
    Raise(EffectOf(flag, match, policy), absl::StrCat(flag.type, " of ", match.entity_id), outcome);
  }
  RaiseByVerdicts(match.ownership, policy, match.entity_id, outcome);
  const Thresholds own = policy.ThresholdsOf(preset, match.schema, match.corroboration);
  if (match.score >= own.block_score_min && !IsDeclaredOwner(match)) return outcome;
  outcome.decision = std::min(outcome.decision, Decision::kReview);
  outcome.priority = std::min(outcome.priority, Priority::kNormal);
  return outcome;
}

void Decide(const Policy& policy, const Preset& preset, bool covered, DecisionCore& core) {
  core.reasons.clear();
  Consequence outcome = DecideHits(policy, preset, core);

  for (const Flag& flag : core.flags) {
    const Effect effect = EffectOf(flag, Match(), policy);
    if (effect.decision == Decision::kClear) continue;
    Raise(effect, absl::StrCat(flag.type, " in ", flag.field), outcome);
    AddReason(core, flag.type);
  }
  Consequence declared;
  RaiseByVerdicts(core.declared_ownership, policy, "the declared owners", declared);
  if (declared.decision != Decision::kClear) {
    Raise(declared, outcome);
    AddReason(core, "declared_ownership");
  }
  if (core.truncated) {
    Raise(Effect(Decision::kReview), "truncated", outcome);
    AddReason(core, "truncated");
  }
  if (!covered) {
    Raise(policy.on_missing_list, "coverage", outcome);
    AddReason(core, "coverage");
  }
  core.decision = outcome.decision;
  core.priority = outcome.priority;
  core.priority_reason = outcome.reason;
}

}  // namespace lynceus::screening
