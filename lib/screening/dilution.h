#pragma once
// The flag `diluted_after_listing`: a designated party's holding that fell below a threshold, or
// went to somebody near to it, about the day of its designation.

#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

// Looks at everything that ever stood above the party. `verdicts` are those of the question's day.
// Errors: ResourceExhausted beyond limits::kOwnerClosureNodesMax parties; those of the graph.
// Cost: linear in what ever stood above; a verdict more only where a holding ended in a window.
absl::Status AddDilution(const OwnershipQuestion& question, const std::vector<Verdict>& verdicts,
                         std::vector<Flag>& flags);

}  // namespace lynceus::screening
