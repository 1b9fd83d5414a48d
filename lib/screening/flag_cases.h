#pragma once
// Runs the golden cases of rules/flags.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"
#include "lib/rules/flag_case.h"

namespace lynceus::screening {

// What is wrong, one line a case that does not hold; none: all hold. Every list that `rules` know
// is taken as loaded. Errors: InvalidArgument, with the case, where its graph cannot be made.
absl::StatusOr<std::vector<std::string>> RunFlagCases(const std::vector<rules::FlagCase>& cases,
                                                      const RuleSet& rules);

}  // namespace lynceus::screening
