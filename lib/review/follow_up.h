#pragma once
// Records that follow up earlier ones: a screening that is asked again, a judgement of an alert, an
// erasure. The link stands in the leaf, so the chain is known without any key.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// OK where a screening may say that it follows up record `index`. Errors: InvalidArgument where the
// log has no such record, or it is no screening. Cost: one read.
absl::Status CheckFollowsUp(const audit::MatchLog& log, std::uint64_t index);

// The records that `record` follows up, the latest first, bodies closed. Errors: those of the
// reader; DataLoss where a record names one that is not before it. Cost: a bundle of leaves each.
absl::StatusOr<std::vector<LogRecord>> FollowedUp(const RecordReader& records,
                                                  const LogRecord& record);

// The same in words, a line each.
absl::StatusOr<std::string> FollowedUpInWords(const RecordReader& records, const LogRecord& record);

}  // namespace lynceus::review
