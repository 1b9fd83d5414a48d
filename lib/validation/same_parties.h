#pragma once
// Which parties of a snapshot are probably one: the same person on two lists, whom the snapshot
// keeps apart and links. Whoever is asked for one of them is found by either.

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/screening/engine.h"

namespace lynceus::validation {

// Immutable; Thread-safe.
class SameParties {
 public:
  // Follows every probable link between parties of the snapshot. Errors: DataLoss. Cost: all edges
  // once.
  static absl::StatusOr<SameParties> Of(const screening::Engine& engine, ThreadPool& pool);

  // The least number of those that `party` is linked to, through others too; its own for none.
  std::uint32_t GroupOf(std::uint32_t party) const { return groups_[party]; }
  // Parties that are linked to another one.
  std::uint64_t linked() const { return linked_; }

 private:
  std::vector<std::uint32_t> groups_;
  std::uint64_t linked_ = 0;
};

}  // namespace lynceus::validation
