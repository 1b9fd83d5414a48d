#pragma once
// The matches of one counterparty, found once for several rule sets over one snapshot: names,
// candidates and scores depend on the snapshot and the preset alone.

#include <cstddef>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/screening/evaluate.h"
#include "lib/screening/find_matches.h"

namespace lynceus::screening {

// Gives what FindMatches gives, byte for byte, and keeps it. A search by a higher threshold than
// one before is answered by its matches that reach it, without near misses: which of them that
// search would have scored in full is not known. One thread; all engines must have the same
// snapshot.
class FoundOnce {
 public:
  absl::StatusOr<Found> Find(const Question& question, const Search& search, const Engine& engine);
  // Find as Evaluate takes it; this must outlive it.
  Finder finder();
  // How often FindMatches was asked.
  std::size_t searches() const { return searches_; }

 private:
  struct Kept {
    Question question;
    NameScorer scorer;
    FactsUse facts;
    std::int32_t score_min;
    std::vector<ThresholdRule> thresholds;  // of the policy, where they are for the preset
    std::int32_t match_score_min;           // of the preset; they stand beside it
    bool must_say_a_name;
    std::size_t parties_max;
    Found found;
  };

  std::vector<Kept> kept_;
  std::size_t searches_ = 0;
};

}  // namespace lynceus::screening
