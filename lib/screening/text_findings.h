#pragma once
// What rules/patterns find in a counterparty's addresses and texts: flags on the question, and
// numbers that listed parties have. No text is repeated: a flag says rule and field.

#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/screening/engine.h"

namespace lynceus::screening {

// A number that a listed party has, and the flag that its match gets.
struct NamedNumber {
  Identifier identifier;  // comparable (names::NormalizeIdentifier)
  Flag flag;
};

struct TextFindings {
  std::vector<Flag> flags;  // on the question, in the order of fields, then patterns
  std::vector<NamedNumber> listed;
};

// Errors: DataLoss.
absl::StatusOr<TextFindings> FindInTexts(const Counterparty& counterparty, const Engine& engine);

}  // namespace lynceus::screening
