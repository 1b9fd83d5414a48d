// Decisions only ever rise: CLEAR, then REVIEW, then BLOCK.
#include "lib/screening/decide.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace lynceus::screening {
namespace {

Decision OnFlag(const Policy& policy, const std::string& type) {
  const auto found = policy.on_flag.find(type);
  return found == policy.on_flag.end() ? Decision::kReview : found->second;
}

// Of a finding that is not certain a person decides, whatever policy says of its type.
Decision OnFlag(const Policy& policy, const Flag& flag) {
  const bool sure = flag.sure.empty() || flag.sure == kCertain;
  const Decision decision = OnFlag(policy, flag.type);
  return sure ? decision : std::min(decision, Decision::kReview);
}

Decision OnVerdicts(const std::vector<Verdict>& verdicts, const Policy& policy) {
  Decision decision = Decision::kClear;
  for (const Verdict& verdict : verdicts) {
    if (verdict.answer == Answer::kYes) {
      const bool freezes = verdict.measure == kAssetFreeze;
      decision = std::max(decision, freezes ? policy.on_yes : policy.on_yes_other);
    }
    if (verdict.answer == Answer::kUndetermined) {
      decision = std::max({decision, policy.on_undetermined, Decision::kReview});
    }
  }
  return decision;
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

// A match is suppressed where all its flags stand in the policy's list, or where nothing acts on
// it.
std::string SuppressedBy(const Match& match, Decision decision, const Policy& policy) {
  if (decision == Decision::kClear) {
    return absl::StrCat("policy ", policy.key, ": ",
                        match.flags.empty() ? "no_flag" : "no_flag_acts");
  }
  const bool all_listed =
      !match.flags.empty() &&
      std::all_of(match.flags.begin(), match.flags.end(), [&](const Flag& flag) {
        return std::find(policy.suppress_flags.begin(), policy.suppress_flags.end(), flag.type) !=
               policy.suppress_flags.end();
      });
  return all_listed ? absl::StrCat("policy ", policy.key, ": suppress_flags") : "";
}

}  // namespace

Decision DecideMatch(const Match& match, const Policy& policy, std::int32_t block_score_min) {
  Decision decision = OnVerdicts(match.ownership, policy);
  for (const Flag& flag : match.flags) decision = std::max(decision, OnFlag(policy, flag));
  const bool may_block = match.score >= block_score_min && !IsDeclaredOwner(match);
  return may_block ? decision : std::min(decision, Decision::kReview);
}

void Decide(const Policy& policy, std::int32_t block_score_min, bool covered, DecisionCore& core) {
  core.decision = Decision::kClear;
  core.reasons.clear();
  std::vector<Match> kept;
  for (Match& match : core.hits) {
    const Decision decision = DecideMatch(match, policy, block_score_min);
    match.suppressed_by = SuppressedBy(match, decision, policy);
    if (!match.suppressed_by.empty()) {
      core.suppressed.push_back(std::move(match));
      continue;
    }
    core.decision = std::max(core.decision, decision);
    AddReason(core, "hit");
    for (const Verdict& verdict : match.ownership) {
      if (verdict.answer == Answer::kUndetermined) AddReason(core, "undetermined");
    }
    kept.push_back(std::move(match));
  }
  core.hits = std::move(kept);

  for (const Flag& flag : core.flags) {
    const Decision decision = OnFlag(policy, flag);
    core.decision = std::max(core.decision, decision);
    if (decision != Decision::kClear) AddReason(core, flag.type);
  }
  const Decision declared = OnVerdicts(core.declared_ownership, policy);
  if (declared != Decision::kClear) {
    core.decision = std::max(core.decision, declared);
    AddReason(core, "declared_ownership");
  }
  if (core.truncated) {
    core.decision = std::max(core.decision, Decision::kReview);
    AddReason(core, "truncated");
  }
  if (!covered) {
    core.decision = std::max({core.decision, policy.on_missing_list});
    AddReason(core, "coverage");
  }
}

}  // namespace lynceus::screening
