#pragma once
// Who designates a party, jurisdiction by jurisdiction (rules/coverage): beside each match, of the
// parties that its flags magnitsky_style rest on; and of the question as a whole where it asks. A
// row never says that a party is not designated where the list is absent, in part or too old, nor
// where what is listed there may be the same party.

#include "absl/status/status.h"
#include "lib/model/decision.h"
#include "lib/screening/engine.h"

namespace lynceus::screening {

// Fills Match::coverage of the hits, and core.coverage where `asked`. REQUIRES: hits and lists of
// the core are filled and nothing is suppressed yet. A hit at `strong_score_min` or above that is
// listed elsewhere counts as perhaps the same party as the other hits for its name. Errors:
// DataLoss from the snapshot.
absl::Status AddDesignationTables(const Engine& engine, bool asked, std::int32_t strong_score_min,
                                  DecisionCore& core);

}  // namespace lynceus::screening
