#pragma once
// Runs the golden cases of rules/groups and rules/patterns.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/rules.h"
#include "lib/names/analyzed_name.h"
#include "lib/rules/group_case.h"

namespace lynceus::screening {

// What is wrong, one line a case that does not hold; none: all hold. The roots of a case's graph
// are known by their ids alone. Errors: those of GroupWords::Compile; InvalidArgument, with the
// case, where its name or graph cannot be read.
absl::StatusOr<std::vector<std::string>> RunGroupCases(const std::vector<rules::GroupCase>& cases,
                                                       const RuleSet& rules,
                                                       const names::Analyzer& analyzer);

// The same of texts. Errors: those of TextPatterns::Compile.
absl::StatusOr<std::vector<std::string>> RunTextCases(const std::vector<rules::TextCase>& cases,
                                                      const RuleSet& rules);

}  // namespace lynceus::screening
