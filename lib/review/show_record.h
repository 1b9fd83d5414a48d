#pragma once
// Records read back: a body opened and held against its leaf, a record in words.

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "lib/audit/seal.h"
#include "lib/review/body.h"
#include "lib/review/erasure.h"
#include "lib/review/leaf.h"
#include "lib/review/record_log.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// The body that stands beside `leaf` in the log, opened. Errors: NotFound where it was erased;
// DataLoss where leaf and body disagree, or the keys are not those of the log.
absl::StatusOr<Body> OpenBody(const Leaf& leaf, const std::string& stored,
                              const audit::BodyOpener& keys);

// What audit::VerifyLog asks of each record where the keys are not at hand: the leaf is one of
// ours, and the stored body is the one it names, sealed in the bucket of its year and legal entity.
absl::Status CheckRecord(std::uint64_t index, const std::string& leaf, const std::string& body);

// The same with the keys: every body opens and agrees with its leaf's commitments, or was erased,
// and the erasure is on record; what is recorded as erased, is. A body that was erased after it was
// opened here, by a writer that is at work, is no finding. One thread; `keys`, of the log in the
// directory `log`, must outlive it.
class RecordChecker {
 public:
  RecordChecker(std::string log, const audit::BodyOpener& keys)
      : log_(std::move(log)), keys_(keys) {}
  // For each record in order; index 0 begins anew.
  absl::Status Check(std::uint64_t index, const std::string& leaf, const std::string& body);
  // After all of them. Errors: DataLoss where a body is erased and no record says so, or a record
  // says so and it opens; Unavailable where the latter is of an erasure that has not ended.
  absl::Status Finish();
  std::uint64_t erased() const { return erased_.size(); }

 private:
  absl::StatusOr<bool> Opens(std::uint64_t index) const;
  absl::Status CheckGone(std::uint64_t index);

  const std::string log_;
  const audit::BodyOpener& keys_;
  std::map<std::uint64_t, std::string> erased_;  // with their buckets
  std::map<std::string, std::uint64_t> opened_;  // by bucket, the last body of it that opened
  ErasedRecords on_record_;
};

// One line: {"index","leaf","body"} with body "opened", "erased" or "sealed", and of an opened one
// what was asked and answered, as ShowRecordJson has it.
std::string OpenedRecordJson(const LogRecord& record);

// The record at `index` of the log, opened: the leaf in words, and what was asked and answered, or,
// where that was erased, by whom and why. Errors: NotFound past the end; DataLoss where body and
// leaf disagree. Cost of an erased record: a pass over the journal.
absl::StatusOr<std::string> ShowRecordJson(const LogPlace& place, std::uint64_t index);

}  // namespace lynceus::review
