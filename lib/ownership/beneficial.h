#pragma once
// Who the beneficial owners of a party are, under a rule of kind `beneficial`: each ultimate owner
// with what it holds in the end, and whether that, or control, makes it one.

#include "absl/status/statusor.h"
#include "lib/model/beneficial.h"
#include "lib/model/regime.h"
#include "lib/ownership/interest_source.h"

namespace lynceus::ownership {

// Errors: as Judge. REQUIRES: regime.kind is kBeneficial. Cost: linear in the owner closure for the
// shares, and once more for each owner of whom control or a majority is stated.
absl::StatusOr<BeneficialOwners> FindBeneficialOwners(const InterestSource& graph,
                                                      const Regime& regime, Date as_of,
                                                      Node subject);

}  // namespace lynceus::ownership
