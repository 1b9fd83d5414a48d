#pragma once
// What a counterparty must be before it is screened. What fails here is an error, never CLEAR.

#include "absl/status/status.h"
#include "lib/model/decision.h"

namespace lynceus::screening {

// Errors: InvalidArgument where there is neither a name nor an identifier, a text is not UTF-8, or
// a country or identifier type is empty; ResourceExhausted naming the limit that was exceeded.
absl::Status ValidateCounterparty(const Counterparty& counterparty);

}  // namespace lynceus::screening
