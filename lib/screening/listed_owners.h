#pragma once
// The flag `affiliate` for listed owners that no verdict counts: parties of lists that seed no
// regime (OFAC's Directive 4, an Entity List while its ownership rule is suspended, a debarment),
// or whose holdings a verdict had no reason to show. Without it, a company that such a party holds
// whole would raise nothing at all.

#include <vector>

#include "lib/ownership/closure.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

// Adds a flag for each designated party anywhere above, by ownership, control or probable identity,
// that no evidence of `verdicts` names, with the shortest chain down to the question's party.
// `closure` is the party's; of its own designations nothing is said. Errors: those of the graph.
absl::Status AddListedOwners(const OwnershipQuestion& question, const ownership::Closure& closure,
                             const std::vector<Verdict>& verdicts, std::vector<Flag>& flags);

}  // namespace lynceus::screening
