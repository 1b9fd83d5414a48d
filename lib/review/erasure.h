#pragma once
// Erasure: the key of a record's body is destroyed, and that this was done, by whom and why, is a
// record itself. Leaf, tree and proofs stay.
//
// The order of a run is written down before anything is done (keys/erasing), then its records are
// made durable, then the keys are destroyed, then the order is removed: what a crash interrupts is
// finished when the log is opened again.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/review/leaf.h"

namespace lynceus::review {

class RecordLog;

// Why, and by whom. No personal data of the erased parties: it stays on record.
struct ErasureReason {
  std::string code;   // [a-z0-9_-]{1,32}: "retention", "data_subject_request" ...
  std::string basis;  // the legal basis, a sentence
  std::string by;     // who ordered it
};

// Erases the bodies of `indexes`; a record each, whose `earlier` is the index. Those that are
// erased already are passed over, without a record. Returns how many were erased. Errors:
// InvalidArgument for a reason without its parts; NotFound past the end; FailedPrecondition for a
// record that is itself an erasure, or that a legal hold keeps (then nothing is erased);
// Unavailable where the log cannot write.
absl::StatusOr<std::uint64_t> EraseRecords(RecordLog& log,
                                           const std::vector<std::uint64_t>& indexes,
                                           const ErasureReason& reason);

// Destroys the key of a whole bucket ("2016-default") with all its slots, by one record. Errors: as
// EraseRecords; FailedPrecondition for a bucket whose year has not ended, or of which a hold keeps
// a record.
absl::Status EraseBucket(RecordLog& log, const std::string& bucket, const ErasureReason& reason);

// The steps of a run, in order; EraseRecordsForTest stops after `last`, as a crash would.
enum class ErasureStep : std::uint8_t { kOrdered, kRecorded, kDestroyed, kDone };
absl::Status EraseRecordsForTest(RecordLog& log, const std::vector<std::uint64_t>& indexes,
                                 const ErasureReason& reason, ErasureStep last);

// Does what an interrupted run left; called by RecordLog::Open. Errors: DataLoss where the order
// cannot be read; as EraseRecords.
absl::Status FinishErasure(RecordLog& log);

// The request id of the record that ended a bucket: "bucket:2016-default".
std::string BucketErasureId(const std::string& bucket);
// True where `leaf` is the record that erased the body of record `index`, or its bucket.
bool ErasureOf(const Leaf& leaf, std::uint64_t index, const std::string& bucket);

}  // namespace lynceus::review
