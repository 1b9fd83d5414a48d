#pragma once
// The typed findings on one match, from its designations, verdicts and neighbours in the owner
// graph. Each flag says in one sentence what it rests on. Flags are facts; what they do is
// policy's.

#include <vector>

#include "absl/status/statusor.h"
#include "lib/screening/engine.h"
#include "lib/screening/find_matches.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

// Returns the flags of a match, sorted by type then text: designated, former_designation,
// magnitsky_style (direct, or inherited through a verdict of the issuing authority's own regime),
// those about ownership (ownership_flags.h), pep, export_control, debarment, watchlist (topics of
// the source), weak_alias.
// Errors: DataLoss from the snapshot; ResourceExhausted as OwnershipFlags.
absl::StatusOr<std::vector<Flag>> FlagsOf(const ScoredParty& match,
                                          const std::vector<Verdict>& verdicts, Date as_of,
                                          const Engine& engine);

// Entities of a snapshot by node. `snapshot` must outlive it.
EntityOf EntitiesOf(const store::Snapshot& snapshot);

}  // namespace lynceus::screening
