#pragma once
// The flag `magnitsky_style`: designated under a programme with a Magnitsky class, or owned or
// controlled by who is, under the issuing authority's own regime.

#include <vector>

#include "absl/status/status.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

// Adds a flag for each designation in force of `designations`, which are the party's own, and for
// each through which a verdict says YES and which seeds that verdict's regime: a regime is seeded
// by its own authority's lists, so that nothing is inherited under another's. The flag's evidence
// is the listing and the way down, of the verdict's own steps. Errors: those of the graph.
absl::Status AddMagnitsky(const OwnershipQuestion& question,
                          const std::vector<Designation>& designations,
                          const std::vector<Verdict>& verdicts, std::vector<Flag>& flags);

}  // namespace lynceus::screening
