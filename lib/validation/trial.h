#pragma once
// One question to the screening, and how the answer stands to what was expected. Internal to the
// module.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/entity.h"
#include "lib/screening/engine.h"
#include "lib/validation/same_parties.h"
#include "lib/validation/selftest.h"

namespace lynceus::validation {

// What is asked of a listed party's name.
struct TrialQuestion {
  std::string asked;
  Schema schema = Schema::kUnknown;
  std::optional<std::uint32_t> party;  // who must be found; none: nobody
};

struct Trial {
  std::string refusal;          // why the text is no name to the screening; empty: it was screened
  std::int32_t own_score = 0;   // 0: own party is not among those at .50
  std::int32_t best_score = 0;  // of all parties
  std::uint64_t not_below = 0;  // other parties at or above own party's score; not its like
  std::uint64_t alerts = 0;     // parties at or above the threshold
  std::vector<std::int32_t> scores;  // of all parties at or above .50, descending
  std::vector<std::int32_t> others;  // of those that are not probably its own party
  std::string other_id;              // the best other party
  std::string other_name;            // which of its names matched
  std::int32_t other_score = 0;
  std::int32_t direct_score = -1;  // of a miss: own party's score without the index

  bool first() const { return own_score > 0 && not_below == 0; }
};

// Screens by name and schema at .50, by the preset's scorer; of an own party that is not found the
// score without the index is computed too. Errors: DataLoss from the snapshot.
// Parties that are probably the asked one (`same`) are no others.
absl::Status Try(const TrialQuestion& question, const Preset& preset,
                 const screening::Engine& engine, const SameParties& same, Trial& trial);

// Why a listed party was missed. Nothing where it was first and at the threshold.
std::optional<MissReason> ReasonOf(const Trial& trial, std::int32_t score_min);

}  // namespace lynceus::validation
