#pragma once
// The typed findings on one match, from its designations, verdicts and neighbours in the owner
// graph. Each flag says in one sentence what it rests on. Flags are facts; what they do is
// policy's.

#include <vector>

#include "absl/status/statusor.h"
#include "lib/screening/engine.h"
#include "lib/screening/find_matches.h"

namespace lynceus::screening {

// True where the designation is in force on `as_of`; undated ones are in force at all dates.
bool InForce(const Designation& designation, Date as_of);

// Returns the flags of a match, sorted by type then text: designated, former_designation,
// magnitsky_style (direct, or inherited through a verdict of the issuing authority's own regime),
// owned, controlled, undetermined_ownership, just_under, minority, opaque, affiliate, upstream,
// pep, export_control, debarment, watchlist (topics of the source), weak_alias.
// Errors: DataLoss from the owner graph.
absl::StatusOr<std::vector<Flag>> FlagsOf(const ScoredParty& match,
                                          const std::vector<Verdict>& verdicts, Date as_of,
                                          const Engine& engine);

// The flags that verdicts alone give: owned, controlled, undetermined_ownership, just_under,
// minority, opaque.
std::vector<Flag> OwnershipFlags(const std::vector<Verdict>& verdicts, const RuleSet& rules,
                                 Date as_of);

}  // namespace lynceus::screening
