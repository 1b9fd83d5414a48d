#pragma once
// The flags `affiliate` and `upstream`: how a party is tied to designated ones without being owned.

#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

// Adds upstream for each designated party that it holds part of; affiliate for each that it is tied
// to, and for each that has a parent, a joint venture, a fund or a manager in common with it. Of a
// party with more than limits::kCommonTiesMax ties nothing is looked at through it, and where it
// would count as something in common a flag says so. Errors: those of the graph.
absl::Status AddTies(const OwnershipQuestion& question, std::vector<Flag>& flags);

}  // namespace lynceus::screening
