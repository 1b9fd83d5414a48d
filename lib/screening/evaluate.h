#pragma once
// The one request path: a counterparty in, a DecisionCore out. gRPC, streams and the command line
// are adapters over this function and the committer of lib/review.

#include <functional>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/screening/engine.h"
#include "lib/screening/find_matches.h"

namespace lynceus::screening {

// How matches are found: FindMatches, or one that gives the same and knows it from before
// (found_once.h).
using FindFunction = absl::StatusOr<Found>(const Question&, const Search&, const Engine&);
using Finder = std::function<FindFunction>;

// The counterparty's booking chooses the scope of the policy; `preset` is the key of a preset,
// empty: the scope's. The answer names both.
//
// A pure function: equal counterparty, day, engine and preset give equal bytes. No clock, no I/O
// but reads of the engine's own files. Thread-safe. Errors: those of ValidateCounterparty,
// rules::ChooseScope and ChoosePreset; InvalidArgument where a name normalises to nothing, or is
// only a legal form and nothing is found; ResourceExhausted for a named limit; DataLoss where the
// snapshot is damaged. An error is never an empty answer. Rules are those of the day
// (RuleSet::On).
absl::StatusOr<DecisionCore> Evaluate(const Counterparty& counterparty, Date as_of,
                                      const Engine& engine, std::string_view preset = "",
                                      const Finder& find = static_cast<FindFunction*>(FindMatches));

// By what a question is asked, as Evaluate chooses it. Lives as long as the engine's rules.
struct AskedBy {
  const Policy& policy;
  const Preset& preset;
};
// Errors: those of rules::ChooseScope and ChoosePreset.
absl::StatusOr<AskedBy> ChooseAskedBy(const Engine& engine, const Booking& booking,
                                      std::string_view preset);

}  // namespace lynceus::screening
