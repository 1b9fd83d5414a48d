#pragma once
// Makes the record of a decision durable before the answer leaves.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/model/decision.h"
#include "lib/model/rules.h"
#include "lib/review/leaf.h"

namespace lynceus::review {

// Who asked, as the adapter knows it.
struct Caller {
  std::string request_id;  // characters outside [A-Za-z0-9._:-] are replaced by '_', cut at 64
  std::string name;
};

// Leaf and body of one screening. Pure but for the salts.
struct EncodedRecord {
  std::string leaf;
  std::string body;
};
absl::StatusOr<EncodedRecord> EncodeScreening(const Counterparty& counterparty,
                                              const DecisionCore& core, std::int32_t score_min,
                                              const Caller& caller, std::int64_t unix_micros,
                                              RandomSource& random);

// Thread-safe; concurrent calls share one sync (audit::MatchLog).
class Recorder {
 public:
  // The three must outlive the recorder.
  Recorder(audit::MatchLog& log, const Clock& clock, RandomSource& random)
      : log_(log), clock_(clock), random_(random) {}

  // Returns where the record stands once it is durable. Errors: Unavailable where the log cannot
  // write: then no answer may leave.
  absl::StatusOr<RecordRef> Record(const Counterparty& counterparty, const DecisionCore& core,
                                   std::int32_t score_min, const Caller& caller);
  // Records that a snapshot and rule set are in force as a pair from now on: by an activation or a
  // rule change, as `kind` says. The body lists the packs, so that the digest of the rules in every
  // record leads to that of each pack.
  absl::StatusOr<RecordRef> RecordActivation(RecordKind kind, const std::string& snapshot,
                                             const RuleSet& rules, const std::string& engine,
                                             const Caller& caller);

 private:
  audit::MatchLog& log_;
  const Clock& clock_;
  RandomSource& random_;
};

// What audit::VerifyLog asks of each record: the leaf is one of ours, and the body agrees with its
// digest and commitments (an erased body is empty and passes).
absl::Status CheckRecord(std::uint64_t index, const std::string& leaf, const std::string& body);

// The record at `index` of the log in `directory`, opened: the leaf in words, and, where the body
// is present and agrees with the leaf's digest and commitments, what was asked and answered.
// Errors: NotFound past the end; DataLoss where body and leaf disagree.
absl::StatusOr<std::string> ShowRecordJson(const std::string& directory, std::uint64_t index);

}  // namespace lynceus::review
