#pragma once
// The answer of a record, read back: the inverse of DecisionCoreJson (answer_json.h), so that what
// was decided years ago is shown, counted and compared by the same code as what is decided today.

#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::review {

// DecisionCoreJson(ReadDecisionCore(text)) == text for every text that DecisionCoreJson gives.
// Errors: DataLoss, with the place, where it is anything else: also where it has a member that this
// program does not know (a newer one wrote it), since leaving it out would show less than was said.
absl::StatusOr<DecisionCore> ReadDecisionCore(std::string_view text);

}  // namespace lynceus::review
