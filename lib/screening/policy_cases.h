#pragma once
// Runs the golden cases of rules/policy.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/rules/load.h"

namespace lynceus::screening {

// What is wrong, one line a case that does not hold; none: all hold. Errors: InvalidArgument, with
// the case, where it names a policy, scope or regime that is not there.
absl::StatusOr<std::vector<std::string>> RunPolicyCases(const rules::RuleCheck& check);

}  // namespace lynceus::screening
