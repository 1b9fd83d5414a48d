#pragma once
// The one request path: a counterparty in, a DecisionCore out. gRPC, streams and the command line
// are adapters over this function and the committer of lib/review.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/screening/engine.h"
#include "lib/screening/find_matches.h"

namespace lynceus::screening {

// How matches are found: FindMatches, or one that gives the same and knows it from before
// (found_once.h).
using FindFunction = absl::StatusOr<Found>(const Question&, const Search&, const Engine&);
using Finder = std::function<FindFunction>;

// A party that the search scored in full and that stayed below the threshold, with the reason.
// Nothing in the decision rests on it; the record of the decision keeps it.
struct NearMiss {
  std::string entity_id;
  std::string name;          // the party's primary name
  std::string matched_name;  // as in Match
  std::string asked_name;
  std::int32_t score = 0;
  ScoreNode explanation;
};

// What a screening leads to: the decision, and beside it what only its record says.
struct Outcome {
  DecisionCore core;
  std::vector<NearMiss> near_misses;  // as Found says, of names and declared owners together
  std::vector<AskedForm> forms;       // of the names, then of owners declared by name
  std::int32_t score_min = 0;         // the threshold in force
};

// The counterparty's booking chooses the scope of the policy; `preset` is the key of a preset,
// empty: the scope's. The answer names both.
//
// A pure function: equal counterparty, day, engine and preset give equal bytes. No clock, no I/O
// but reads of the engine's own files. Thread-safe. Errors: those of ValidateCounterparty,
// rules::ChooseScope and ChoosePreset; InvalidArgument where a name normalises to nothing, or is
// only a legal form and nothing is found; ResourceExhausted for a named limit; DataLoss where the
// snapshot is damaged. An error is never an empty answer. Rules are those of the day
// (RuleSet::On).
absl::StatusOr<Outcome> Screen(const Counterparty& counterparty, Date as_of, const Engine& engine,
                               std::string_view preset = "",
                               const Finder& find = static_cast<FindFunction*>(FindMatches));

// The decision of Screen alone, for who records nothing.
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
