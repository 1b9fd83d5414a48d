#pragma once
// From one asked name to the listed names that score, the best one of each party.

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "absl/status/status.h"
#include "lib/matching/matcher.h"
#include "lib/names/analyzed_name.h"
#include "lib/retrieval/candidate_index.h"

namespace lynceus::screening {

// The best listed name of one party for one of the asked names.
struct BestName {
  std::int32_t name_score = 0;  // 0: none
  retrieval::NameNumber name = 0;
  std::size_t asked = 0;
  bool by_identifier = false;
};

using BestNames = std::unordered_map<retrieval::EntityNumber, BestName>;

// Which of the asked names is looked for, and how well it must be found.
struct NameSearch {
  std::size_t asked = 0;            // its position in the question
  std::int32_t name_score_min = 1;  // at least 1
};

// Adds to `best` the listed names that share an anchor with the asked one and score
// `name_score_min` or more, where they are better than what stands there; of equal ones the first
// in the index. Errors: DataLoss.
absl::Status AddBestNames(const matching::PreparedName& prepared, const NameSearch& search,
                          const names::Analyzer& analyzer, const retrieval::CandidateIndex& index,
                          BestNames& best);

}  // namespace lynceus::screening
