#include "lib/screening/rule_cases.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "lib/ownership/vectors.h"
#include "lib/screening/flag_cases.h"
#include "lib/screening/pack_cases.h"
#include "lib/screening/policy_cases.h"

namespace lynceus::screening {
namespace {

// Runs the cases of one pack: how many there are, and what is wrong, a line each.
using Ran = std::pair<std::size_t, std::vector<std::string>>;

// Loading has run those that need nothing but the set itself: a failure is a problem there.
template <const char* kPack>
absl::StatusOr<Ran> RanByLoading(const rules::RuleCheck& check) {
  const auto found = check.cases.find(kPack);
  return Ran{found == check.cases.end() ? 0 : found->second, {}};
}

absl::StatusOr<Ran> RunFlags(const rules::RuleCheck& check) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<std::string> wrong,
                           RunFlagCases(check.flag_cases, check.rules));
  return Ran{check.flag_cases.size(), std::move(wrong)};
}

absl::StatusOr<Ran> RunPolicies(const rules::RuleCheck& check) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<std::string> wrong, RunPolicyCases(check));
  return Ran{check.policy_cases.size(), std::move(wrong)};
}

absl::StatusOr<Ran> RunRegimes(const rules::RuleCheck& check) {
  if (check.regime_cases.empty()) return Ran();
  LYNCEUS_ASSIGN_OR_RETURN(ownership::VectorResults results,
                           ownership::RunVectors(check.regime_cases, check.rules.regimes));
  return Ran{results.cases, std::move(results.failures)};
}

absl::StatusOr<Ran> RunGroups(const rules::RuleCheck& check) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer,
                           names::Analyzer::Load(JoinPath(check.directory, "names")));
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<std::string> wrong,
                           RunGroupCases(check.group_cases, check.rules, *analyzer));
  return Ran{check.group_cases.size(), std::move(wrong)};
}

absl::StatusOr<Ran> RunPatterns(const rules::RuleCheck& check) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<std::string> wrong,
                           RunTextCases(check.text_cases, check.rules));
  return Ran{check.text_cases.size(), std::move(wrong)};
}

constexpr char kExport[] = "export";
constexpr char kProgrammes[] = "programmes";
constexpr char kSources[] = "sources";

struct Runner {
  std::string_view pack;
  absl::StatusOr<Ran> (*run)(const rules::RuleCheck&);
};
constexpr std::array kRunners = {Runner{kExport, RanByLoading<kExport>},
                                 Runner{"flags", RunFlags},
                                 Runner{"groups", RunGroups},
                                 Runner{"patterns", RunPatterns},
                                 Runner{"policy", RunPolicies},
                                 Runner{"regimes", RunRegimes},
                                 Runner{kProgrammes, RanByLoading<kProgrammes>},
                                 Runner{kSources, RanByLoading<kSources>}};

}  // namespace

absl::StatusOr<CaseReport> RunRuleCases(const rules::RuleCheck& check) {
  CaseReport report;
  for (const PackDigest& pack : check.rules.packs) {
    PackCases cases{.pack = pack.pack};
    for (const Runner& runner : kRunners) {
      if (runner.pack != pack.pack) continue;
      LYNCEUS_ASSIGN_OR_RETURN(Ran ran, runner.run(check));
      cases.cases += ran.first;
      cases.failed += ran.second.size();
      std::ranges::move(ran.second, std::back_inserter(report.failures));
    }
    report.packs.push_back(std::move(cases));
  }
  return report;
}

}  // namespace lynceus::screening
