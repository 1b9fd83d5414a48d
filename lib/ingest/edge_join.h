#pragma once
// From edges between ids to edges between party numbers, by two sorted joins.

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/status.h"
#include "lib/ingest/staging.h"
#include "lib/store/external_sort.h"

namespace lynceus::ingest {

// `owner` is empty for a holder that the source does not name.
using TakeEdge = std::function<absl::Status(std::optional<std::uint32_t> owner,
                                            std::uint32_t subject, const StagedEdge& edge)>;

// Calls `take` for every edge, in an order that depends on the edges alone. `numbers`: record id ->
// four bytes (store::NumberKey), rewound. Errors: Internal where an id has no number; DataLoss;
// those of `take`.
absl::Status JoinEdges(store::ExternalSorter& edges_by_subject, store::SortedRecords& numbers,
                       const store::SortOptions& sort, const TakeEdge& take);

}  // namespace lynceus::ingest
