#pragma once
// Erasure: the key of a record's body is destroyed, and that this was done, by whom and why, is a
// record itself. Leaf, tree and proofs stay.
//
// The order of a run is written down before anything is done (keys/erasing), then its records are
// made durable, then the keys are destroyed, then the order is removed: what a crash or a failing
// disk interrupts is finished by the next order, or when the log is opened again.
//
// Records are erased while others are made: an order takes the log's ordering lock
// (record_log.h), which no screening waits for. The record index of the log's directory, where it
// has one, has forgotten the erased records' parties before the order is removed; an index
// elsewhere forgets them with its next update.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/date.h"
#include "lib/review/leaf.h"
#include "lib/review/record_log.h"
#include "lib/review/transmitter.h"

namespace lynceus::review {

// Why, and by whom. No personal data of the erased parties: it stays on record.
struct ErasureReason {
  std::string code;   // [a-z0-9_-]{1,32}: "retention", "data_subject_request" ...
  std::string basis;  // the legal basis, a sentence
  std::string by;     // who ordered it
};

// Erases the bodies of `indexes`; a record each, whose `earlier` is the index. Those that are
// erased already are passed over, without a record. Returns how many were erased. Errors:
// InvalidArgument for a reason without its parts; NotFound past the end; FailedPrecondition for a
// record of a kind that may not be erased alone (leaf.h), or that a legal hold keeps (then nothing
// of this order is erased); Unavailable where the log cannot write, or the index is being updated
// by another process: then the order stands, and the error says so.
absl::StatusOr<std::uint64_t> EraseRecords(RecordLog& log,
                                           const std::vector<std::uint64_t>& indexes,
                                           const ErasureReason& reason, const Transmitter& from);

// Destroys the key of a whole bucket ("2016-default") with all its slots, by one record. Errors: as
// EraseRecords; FailedPrecondition for a bucket whose year has not ended, or of which a hold keeps
// a record. Cost: a pass over the journal where a hold stands.
absl::Status EraseBucket(RecordLog& log, const std::string& bucket, const ErasureReason& reason,
                         const Transmitter& from);
// Whether the bucket's year ended before `today`, and a day ago: what was being sealed at the turn
// of the year is done.
bool BucketYearEnded(const std::string& bucket, Date today);

// The steps of a run, in order; EraseRecordsForTest stops after `last`, as a crash would.
enum class ErasureStep : std::uint8_t { kOrdered, kRecorded, kDestroyed, kForgotten, kDone };
absl::Status EraseRecordsForTest(RecordLog& log, const std::vector<std::uint64_t>& indexes,
                                 const ErasureReason& reason, ErasureStep last);

// Does what an interrupted run left; called by RecordLog::Open. Errors: DataLoss where the order
// cannot be read; as EraseRecords.
absl::Status FinishErasure(RecordLog& log);
// The same for who holds the lock: no other order, and no hold, comes before it.
absl::Status FinishOrder(RecordLog& log) ABSL_EXCLUSIVE_LOCKS_REQUIRED(log.ordering());

// Whether an order is being carried out, or was cut short: its records may be there and its keys
// not yet destroyed.
bool ErasureIsAtWork(const std::string& log);

// The request id of the record that ended a bucket: "bucket:2016-default".
std::string BucketErasureId(const std::string& bucket);
// True where `leaf` is the record that erased the body of record `index`, or its bucket.
bool ErasureOf(const Leaf& leaf, std::uint64_t index, const std::string& bucket);

// What the leaves of a log say was erased.
class ErasedRecords {
 public:
  // Takes what `leaf` says; of other kinds than erasures nothing.
  void Add(const Leaf& leaf);
  void AddRecord(std::uint64_t index) { indexes_.insert(index); }
  bool empty() const { return indexes_.empty() && buckets_.empty(); }
  // Whether record `index`, sealed in `bucket`, is among them.
  bool Has(std::uint64_t index, const std::string& bucket) const {
    return indexes_.contains(index) || buckets_.contains(BucketErasureId(bucket));
  }
  const std::set<std::uint64_t>& indexes() const { return indexes_; }
  bool has_buckets() const { return !buckets_.empty(); }

 private:
  std::set<std::uint64_t> indexes_;
  std::set<std::string> buckets_;  // by their BucketErasureId
};

}  // namespace lynceus::review
