#pragma once
// The names of a snapshot's risk universe for the score of OFAC's search page, which looks at all
// of them. Read from the store when they are first asked for, then kept: who never asks pays
// nothing.

#include <memory>

#include "absl/status/statusor.h"
#include "lib/base/mutex.h"
#include "lib/matching/ofac_table.h"
#include "lib/ownership/interest_source.h"
#include "lib/retrieval/candidate_index.h"
#include "lib/store/snapshot.h"

namespace lynceus::screening {

// Thread-safe. All three must outlive it.
class OfacNames {
 public:
  OfacNames(const store::Snapshot& snapshot, const retrieval::CandidateIndex& candidates,
            const ownership::InterestSource& owners)
      : snapshot_(snapshot), candidates_(candidates), owners_(owners) {}

  // Every name of every party that is indexed or designated, also those that the index could not
  // take. Lives as long as this. Errors: DataLoss from the snapshot; the next call tries again.
  // Cost: the first call reads the parties, some 10 microseconds each, while others wait.
  absl::StatusOr<const matching::OfacTable*> Get() const;

 private:
  absl::StatusOr<std::unique_ptr<const matching::OfacTable>> Read() const;

  const store::Snapshot& snapshot_;
  const retrieval::CandidateIndex& candidates_;
  const ownership::InterestSource& owners_;
  mutable Mutex mutex_;
  mutable std::unique_ptr<const matching::OfacTable> table_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lynceus::screening
