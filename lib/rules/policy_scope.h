#pragma once
// Which scope of a policy holds for a question.

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/model/policy.h"

namespace lynceus::rules {

// Of the scopes that name what the question says: one of both its business line and jurisdiction,
// else one of its business line alone, else one of its jurisdiction alone, else `usual`. Words are
// compared without regard to case. Lives as long as the arguments.
// Errors: InvalidArgument for a word that the policy does not have, naming those it has: another
// scope than the one meant would be a silent answer.
absl::StatusOr<const Policy*> ChooseScope(const Policy& usual, const PolicyScopes& scopes,
                                          const Booking& booking);

}  // namespace lynceus::rules
