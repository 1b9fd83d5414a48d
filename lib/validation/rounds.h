#pragma once
// Work over a snapshot's parties or a list of questions in rounds: parallel within a round, merged
// in order, so that memory is bounded and a report does not depend on the number of threads.
// Internal to the module.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/status.h"
#include "lib/base/thread_pool.h"

namespace lynceus::validation {

inline constexpr std::size_t kPerRound = 512;

// Calls `work(i, result)`, a Status, for each i in [0, count) on the pool, and `merge(result)` in
// order.
// Returns the first error in that order.
template <typename Result, typename Work, typename Merge>
absl::Status InRounds(std::size_t count, ThreadPool& pool, const Work& work, const Merge& merge) {
  for (std::size_t first = 0; first < count; first += kPerRound) {
    const std::size_t size = std::min(kPerRound, count - first);
    std::vector<Result> results(size);
    std::vector<absl::Status> statuses(size);
    pool.ForEach(size, [&](std::size_t i) { statuses[i] = work(first + i, results[i]); });
    for (std::size_t i = 0; i < size; ++i) {
      LYNCEUS_RETURN_IF_ERROR(statuses[i]);
      merge(std::move(results[i]));
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::validation
