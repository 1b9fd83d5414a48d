#pragma once
// Where a question is looked up: the parties of a snapshot, or those that a bank has listed itself.

#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "lib/matching/ofac_table.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/retrieval/candidate_index.h"

namespace lynceus::screening {

// Borrowed from its owner. The functions are thread-safe; their errors are DataLoss.
struct Searched {
  const names::Analyzer& analyzer;
  const retrieval::CandidateIndex& candidates;
  // The lowest score at which the index promises to lose no match.
  std::int32_t score_floor = 0;
  std::function<absl::StatusOr<Party>(retrieval::EntityNumber)> party;
  // The same names for the score that looks at all of them.
  std::function<absl::StatusOr<const matching::OfacTable*>()> ofac_table;
};

}  // namespace lynceus::screening
