#pragma once
// Records read back: a body opened and held against its leaf, a record in words.

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "lib/audit/seal.h"
#include "lib/review/body.h"
#include "lib/review/erasure.h"
#include "lib/review/leaf.h"
#include "lib/review/record_log.h"

namespace lynceus::review {

// The body that stands beside `leaf` in the log, opened. Errors: NotFound where it was erased;
// DataLoss where leaf and body disagree, or the keys are not those of the log.
absl::StatusOr<Body> OpenBody(const Leaf& leaf, const std::string& stored,
                              const audit::BodyOpener& keys);

// What audit::VerifyLog asks of each record where the keys are not at hand: the leaf is one of
// ours, and the stored body is the one it names, sealed in the bucket of its year and legal entity.
absl::Status CheckRecord(std::uint64_t index, const std::string& leaf, const std::string& body);

// The same with the keys: every body opens and agrees with its leaf's commitments, or was erased,
// and the erasure is on record; what is recorded as erased, is. One thread; `keys` must outlive it.
class RecordChecker {
 public:
  explicit RecordChecker(const audit::BodyOpener& keys) : keys_(keys) {}
  // For each record in order; index 0 begins anew.
  absl::Status Check(std::uint64_t index, const std::string& leaf, const std::string& body);
  // After all of them. Errors: DataLoss where a body is erased and no record says so.
  absl::Status Finish() const;
  std::uint64_t erased() const { return erased_.size(); }

 private:
  const audit::BodyOpener& keys_;
  std::map<std::uint64_t, std::string> erased_;  // with their buckets
  ErasedRecords on_record_;
};

// The record at `index` of the log, opened: the leaf in words, and what was asked and answered, or,
// where that was erased, by whom and why. Errors: NotFound past the end; DataLoss where body and
// leaf disagree. Cost of an erased record: a pass over the journal.
absl::StatusOr<std::string> ShowRecordJson(const LogPlace& place, std::uint64_t index);

}  // namespace lynceus::review
