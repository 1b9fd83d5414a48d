#pragma once
// Two parties compared as screening compares a counterparty with one candidate, without a snapshot:
// the best pair of their names, then the facts, both as a preset says. `lynceus compare` and
// `lynceus eval` both come here, so that what is measured is what is printed.

#include "absl/status/statusor.h"
#include "lib/matching/matcher.h"
#include "lib/model/decision.h"
#include "lib/names/analyzed_name.h"

namespace lynceus::matching {

// Names that score so much say the same words: of a weak alias, or with another legal form.
inline constexpr std::int32_t kExactNameMin = 9'400;

// What is compared of `party` beside its names; identifier values are normalised.
Facts FactsOf(const Counterparty& party);

// The points that names and facts need for `score`: the scorer of this project is calibrated
// (calibration.h), the one that follows another system is not.
std::int32_t PointsFor(const Preset& preset, std::int32_t score);

// The whole score of a pair: `names` with the facts that `preset` uses, as it uses them,
// calibrated, in one tree. An exact name stays a match of the preset whatever the facts say.
Scored CombineBy(const Preset& preset, const Scored& names, const Facts& asked,
                 const Facts& listed);

// What of `asked` a preset uses: all, or identifiers alone.
Facts UsedFacts(const Preset& preset, const Facts& asked);

// What must be so for the preset's scorer to compare the name at all. Errors: InvalidArgument where
// the scorer reads Latin letters only and there is none: nothing found would then say nothing.
absl::Status CheckComparable(const Preset& preset, std::string_view name);

// Returns the score with its tree; an entity often carries one alias that is prose, which is passed
// over while another name can be analysed.
// Errors: those of names::Analyzer::Analyze and CheckComparable, where no name of a party can be
// compared. Cost: names of the one times names of the other.
absl::StatusOr<Scored> CompareParties(const names::Analyzer& analyzer, const Preset& preset,
                                      const Counterparty& asked, const Counterparty& listed);

}  // namespace lynceus::matching
