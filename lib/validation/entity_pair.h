#pragma once
// One line of a file of entity pairs: {"schema", "query": {...}, "result": {...}} with flat
// properties, or {"left": {...}, "right": {...}} with FollowTheMoney entities. `lynceus compare
// --entities` and `lynceus eval` read it.

#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"

namespace lynceus::validation {

struct EntityPair {
  Counterparty asked;
  Counterparty listed;
};

// Errors: InvalidArgument where `line` is no JSON object, holds neither pair, or a value of a
// property cannot be read. Unknown properties are passed over.
absl::StatusOr<EntityPair> ParseEntityPair(std::string_view line);

}  // namespace lynceus::validation
