#pragma once
// The flag `circular`: parties that hold each other in a ring, or themselves.

#include "lib/ownership/closure.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

// Adds one flag where a ring of ownership stands anywhere above the party, itself included; it
// shows one ring, the first by the closure's order. `closure` is the party's. Errors: those of the
// graph.
absl::Status AddRing(const OwnershipQuestion& question, const ownership::Closure& closure,
                     std::vector<Flag>& flags);

}  // namespace lynceus::screening
