#pragma once
// The rotation of a log's key. A rotation is a record whose leaf alone says the next key; from then
// on both keys sign, until the older one ends, by a record too.
//
// The order of a change is written down before anything is done (`rotating`); what a crash
// interrupts is finished when the log is opened again. The record comes before the key: nothing is
// ever signed with a key that no durable record hands over to.
//
//   rotation                                     end of the older key
//   1 key.pem: the next key, signing nothing     1 the order
//   2 the order                                  2 the record, under a checkpoint that both signed
//   3 the record, under a checkpoint             3 key.pem: the newest key alone
//   4 key.vkey: the next key (it is in force)    4 the log is opened again: it signs alone
//   5 the log is opened again: both keys sign    5 the order is removed
//   6 the receipt of the record, for those who hold the older key (rotations/)
//   7 the order is removed

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/review/leaf.h"

namespace lynceus::review {

class RecordLog;
struct LogPlace;

// Who orders a change of keys, and why. It stays on record.
struct RotationReason {
  std::string by;
  std::string text;  // may be empty
};

struct RotatedKey {
  std::uint64_t record = 0;
  std::string verifier_key;  // the newest, in force
};
// Gives the log a next key. Opens it and takes its lock. Errors: InvalidArgument where nobody is
// named; FailedPrecondition where two keys sign already; those of RecordLog::Open.
absl::StatusOr<RotatedKey> RotateKey(const LogPlace& place, const RotationReason& reason,
                                     const Clock& clock, RandomSource& random);
// Ends the older key: its private half is overwritten. Errors: as RotateKey; FailedPrecondition
// where only one key signs.
absl::StatusOr<RotatedKey> EndOverlap(const LogPlace& place, const RotationReason& reason,
                                      const Clock& clock, RandomSource& random);

// The steps of a change, in order; the functions for tests stop after `last`, as a crash would.
enum class RotationStep : std::uint8_t { kKeyMade, kOrdered, kRecorded, kKeysChanged };
absl::Status RotateKeyForTest(const LogPlace& place, const RotationReason& reason,
                              const Clock& clock, RandomSource& random, RotationStep last);
absl::Status EndOverlapForTest(const LogPlace& place, const RotationReason& reason,
                               const Clock& clock, RandomSource& random, RotationStep last);

// Does the next part of what an interrupted change left; called by RecordLog::Open. True where the
// log must be opened again, for other keys are in force. Errors: DataLoss where the order cannot be
// read; those of the log and its files.
absl::StatusOr<bool> FinishRotation(RecordLog& log);

// What the leaf of a change of keys says.
struct KeyChange {
  std::uint64_t record = 0;
  bool ends_older = false;  // else it hands over
  audit::VerifierKey key;   // the next one; or the one that signs alone from here
};
// Nothing where the leaf is no such record. `origin`: the log's name, which its keys bear. Errors:
// DataLoss where it is one and names no key.
absl::StatusOr<std::optional<KeyChange>> KeyChangeOf(std::uint64_t index, const Leaf& leaf,
                                                     const std::string& origin);

// The receipt of the rotation that is record `index`, for those who hold the older key.
std::string RotationReceiptPath(const std::string& log, std::uint64_t index);
// The rotations that lead from a key on, each proven by the key before it through its receipt in
// rotations/. Empty where nothing leads on.
std::vector<KeyChange> FollowKey(const std::string& log, const audit::VerifierKey& held);

// What is to be known of a log's keys, and is no fault.
struct KeyFindings {
  // Rotations on record whose key is not in force: the next opening finishes the last.
  std::vector<KeyChange> not_in_force;
  // Receipts in rotations/ that are gone: who holds the older key cannot follow by them.
  std::vector<std::string> missing;
  std::vector<std::string> foreign;  // what else stands in rotations/
};

// The keys of a log as its records tell them. One thread.
class KeyHistory {
 public:
  explicit KeyHistory(std::string origin) : origin_(std::move(origin)) {}
  // For each record in order; index 0 begins anew. Errors: as KeyChangeOf.
  absl::Status Add(std::uint64_t index, const std::string& leaf);
  const std::vector<KeyChange>& changes() const { return changes_; }
  // After all of them: holds what the directory says of the keys against them. Errors: DataLoss
  // where key.vkey lists a key that no record hands over to, in this order, or a receipt in
  // rotations/ does not prove its record by the older key and by the next one.
  absl::StatusOr<KeyFindings> Finish(const std::string& log) const;

 private:
  absl::Status CheckReceiptOf(const std::string& log, std::size_t change,
                              const audit::VerifierKey& older, KeyFindings& findings) const;

  const std::string origin_;
  std::vector<KeyChange> changes_;
  std::vector<std::string> leaves_;  // of the changes
};

}  // namespace lynceus::review
