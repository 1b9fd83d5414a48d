#pragma once
// Two parties compared as screening compares a counterparty with one candidate, without a snapshot:
// the best pair of their names, then the facts. `lynceus compare` and `lynceus eval` both come
// here, so that what is measured is what is printed.

#include "absl/status/statusor.h"
#include "lib/matching/matcher.h"
#include "lib/model/decision.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// What is compared of `party` beside its names; identifier values are normalised.
Facts FactsOf(const Counterparty& party);

// Returns the score with its tree; an entity often carries one alias that is prose, which is passed
// over while another name can be analysed.
// Errors: those of names::Analyzer::Analyze, where no name of a party can be analysed.
// Cost: names of the one times names of the other.
absl::StatusOr<Scored> CompareParties(const names::Analyzer& analyzer, const Counterparty& asked,
                                      const Counterparty& listed);

}  // namespace lynceus::matching
