#pragma once
// The question of a record, read back: the inverse of CounterpartyJson (answer_json.h).

#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::review {

// CounterpartyJson(ReadCounterparty(text)) == text for every text that CounterpartyJson gives, and
// the question asked again is the question that was asked. Errors: DataLoss, with the place, where
// it is anything else.
absl::StatusOr<Counterparty> ReadCounterparty(std::string_view text);

}  // namespace lynceus::review
