#pragma once
// Does a snapshot find its own parties? Every listed name and strong alias is asked as listed and,
// for persons, in the other order, and must score its own party at or above the policy's threshold.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/screening/engine.h"

namespace lynceus::screening {

struct SelftestMiss {
  std::string entity_id;
  std::size_t ordinal = 0;  // which of the party's names
  bool other_order = false;
  std::string reason;  // "score 0.6650 below 0.7000", or the error
};

struct SelftestReport {
  std::uint64_t parties = 0;  // designated ones
  std::uint64_t names = 0;    // primary, alias and former names of theirs
  std::uint64_t asked = 0;
  std::uint64_t hit = 0;             // own party among the matches
  std::uint64_t first = 0;           // own party first, ties with another party not counted
  std::vector<SelftestMiss> misses;  // in the order of parties and names
};

// Errors: DataLoss from the snapshot. Cost: two screenings a name.
absl::StatusOr<SelftestReport> RunSelftest(const Engine& engine, ThreadPool& pool);

// "FAMILY, Given" as "Given FAMILY", and any other name with its words reversed; empty where the
// name has one word only.
std::string OtherOrder(const std::string& name);

}  // namespace lynceus::screening
