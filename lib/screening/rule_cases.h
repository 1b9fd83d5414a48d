#pragma once
// The golden cases beside the packs: `lynceus rules test`, and what a service asks before it takes
// rules. A pack with cases is a row in rule_cases.cc.

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/rules/load.h"

namespace lynceus::screening {

struct PackCases {
  std::string pack;
  std::size_t cases = 0;
  std::size_t failed = 0;
};

struct CaseReport {
  std::vector<PackCases> packs;       // every pack of the set, by name; also those without cases
  std::vector<std::string> failures;  // a line each
};

// REQUIRES: `check` has no problems. Errors: InvalidArgument where a case cannot be run.
absl::StatusOr<CaseReport> RunRuleCases(const rules::RuleCheck& check);

}  // namespace lynceus::screening
