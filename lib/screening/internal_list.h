#pragma once
// The parties that a bank has listed itself (policy/block_entries.yaml), found as listed parties
// are: by the same index, built in memory when the rules load, the same scores and the same preset.

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/matching/ofac_table.h"
#include "lib/model/bank_entries.h"
#include "lib/model/decision.h"
#include "lib/screening/searched.h"

namespace lynceus::screening {

// Immutable; Thread-safe.
class InternalList {
 public:
  // `entries` and `analyzer` must outlive the list. Errors: InvalidArgument or ResourceExhausted,
  // naming the entry, where one of its names or identifiers could not be found by anything: an
  // entry that is written and not in force is how a hit is missed.
  // Cost: some 10 microseconds a name.
  static absl::StatusOr<std::unique_ptr<const InternalList>> Build(
      const std::vector<BlockEntry>& entries, const names::Analyzer& analyzer);

  // Entry `number` is party `number`. Lives as long as the list.
  Searched searched() const;
  const BlockEntry& entry(retrieval::EntityNumber number) const { return entries_.at(number); }

 private:
  InternalList(const std::vector<BlockEntry>& entries, const names::Analyzer& analyzer)
      : entries_(entries), analyzer_(analyzer) {}

  const std::vector<BlockEntry>& entries_;
  const names::Analyzer& analyzer_;
  MemoryBlocks blocks_;
  std::unique_ptr<const retrieval::CandidateIndex> candidates_;
  matching::OfacTable ofac_table_;
};

// The entry as a party under one designation by INTERNAL.
Party PartyOf(const BlockEntry& entry);

// internal_block or internal_review, with who listed the party and why.
Flag FlagOf(const BlockEntry& entry);

}  // namespace lynceus::screening
