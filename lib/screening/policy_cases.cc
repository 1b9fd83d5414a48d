#include "lib/screening/policy_cases.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/rules/policy_scope.h"
#include "lib/screening/decide.h"

namespace lynceus::screening {
namespace {

constexpr char kAnyRegime[] = "any";  // under which a case's blocked parties hold a part

absl::StatusOr<const Policy*> PolicyOf(const rules::PolicyCase& each,
                                       const rules::RuleCheck& check) {
  if (each.policy.empty()) {
    return rules::ChooseScope(check.rules.policy, check.rules.scopes, each.booking);
  }
  for (const rules::ExamplePolicy& example : check.policy_examples) {
    if (example.policy.key != each.policy) continue;
    return rules::ChooseScope(example.policy, example.scopes, each.booking);
  }
  return InvalidError({.subject = "policy",
                       .cause = "there is no policy " + each.policy + " in policy/examples",
                       .remedy = "mend its spelling"});
}

absl::StatusOr<Verdict> VerdictOf(const std::string& key, Answer answer, const RuleSet& rules) {
  const Regime* const regime = rules.FindRegime(key);
  if (regime == nullptr) {
    return InvalidError({.subject = "matches",
                         .cause = "there is no regime " + key,
                         .remedy = "mend its spelling"});
  }
  return Verdict{.regime = key, .answer = answer, .measure = regime->measure};
}

absl::StatusOr<Match> MatchOf(const rules::PolicyCaseMatch& each, const RuleSet& rules) {
  Match match = each.match;
  for (const std::string& key : each.yes) {
    LYNCEUS_ASSIGN_OR_RETURN(match.ownership.emplace_back(), VerdictOf(key, Answer::kYes, rules));
  }
  for (const std::string& key : each.undetermined) {
    LYNCEUS_ASSIGN_OR_RETURN(match.ownership.emplace_back(),
                             VerdictOf(key, Answer::kUndetermined, rules));
  }
  if (each.held_ppm == 0) return match;
  match.ownership.push_back(
      {.regime = kAnyRegime, .answer = Answer::kNo, .blocked = Share::Exact(each.held_ppm)});
  for (Flag& flag : match.flags) {
    if (flag.type == "minority") flag.rests_on = {kAnyRegime};
  }
  return match;
}

std::string InWords(const std::string& scope, Decision decision, Priority priority,
                    const std::vector<std::string>& suppressed) {
  return absl::StrCat("scope ", scope, ", ", std::string(DecisionName(decision)), " ",
                      std::string(PriorityName(priority)),
                      ", suppressed: ", suppressed.empty() ? "none" : Join(suppressed, "; "));
}

absl::StatusOr<std::string> Decided(const rules::PolicyCase& each, const rules::RuleCheck& check) {
  LYNCEUS_ASSIGN_OR_RETURN(const Policy* const policy, PolicyOf(each, check));
  DecisionCore core{.truncated = each.truncated};
  for (const rules::PolicyCaseMatch& match : each.matches) {
    LYNCEUS_ASSIGN_OR_RETURN(core.hits.emplace_back(), MatchOf(match, check.rules));
  }
  Decide(*policy, policy->in_force, each.covered, core);
  std::vector<std::string> suppressed;
  suppressed.reserve(core.suppressed.size());
  for (const Match& match : core.suppressed) {
    suppressed.push_back(absl::StrCat(match.entity_id, " ", match.suppressed_by));
  }
  return InWords(policy->scope, core.decision, core.priority, suppressed);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> RunPolicyCases(const rules::RuleCheck& check) {
  std::vector<std::string> wrong;
  for (const rules::PolicyCase& each : check.policy_cases) {
    const auto decided = Decided(each, check);
    if (!decided.ok()) return Annotate(decided.status(), {.subject = each.place});
    const std::string expected = InWords(each.scope, each.decision, each.priority, each.suppressed);
    if (*decided == expected) continue;
    wrong.push_back(
        absl::StrCat(each.place, ": ", each.name, ": expected ", expected, "; got ", *decided));
  }
  return wrong;
}

}  // namespace lynceus::screening
