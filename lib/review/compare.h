#pragma once
// Recorded questions under another snapshot or rule set: who would be decided otherwise.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/review/decision_diff.h"
#include "lib/review/engine_source.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

struct ComparedRecord {
  std::uint64_t index = 0;
  DecisionDiff diff;
  // What was recorded, where asking again does not give it: then `before` is not what was answered.
  std::string recorded_otherwise;
};

struct CompareSummary {
  std::map<std::pair<std::string, std::string>, std::uint64_t> changes;  // by before and after
  std::uint64_t compared = 0;
  std::uint64_t same = 0;
  std::uint64_t other_findings = 0;  // of those: the same decision, other findings
  std::uint64_t errors = 0;          // one side or both gave none
  std::uint64_t not_opened = 0;      // screenings whose body is erased or sealed
  std::uint64_t not_screenings = 0;
};

// Asks the screenings of `indexes` (ascending) of both sources, on the day and by the preset of the
// record, and gives those that are decided otherwise, or that failed, to `visit`, in order. Errors:
// those of the reader and the visitor.
absl::StatusOr<CompareSummary> CompareRecords(
    const RecordReader& records, const std::vector<std::uint64_t>& indexes, EngineSource& before,
    EngineSource& after, ThreadPool& pool,
    const std::function<absl::Status(const ComparedRecord&)>& visit);

}  // namespace lynceus::review
