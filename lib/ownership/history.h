#pragma once
// What a regime says of one party over time: from when until when it was blocked, and why it ended.

#include <vector>

#include "absl/status/statusor.h"
#include "lib/ownership/judge.h"

namespace lynceus::ownership {

// All of time, in order, without gaps. It changes on days on which an interest or a designation
// above the party, or a period of the regime, begins or ends; undated ones hold at all dates.
// Errors: as Judge; ResourceExhausted where there are more than 4,096 such days.
// Cost: a verdict for each of them.
absl::StatusOr<std::vector<VerdictSpan>> HistoryOf(const InterestSource& graph,
                                                   const Regime& regime, const LoadedLists& lists,
                                                   Node subject);

}  // namespace lynceus::ownership
