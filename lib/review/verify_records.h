#pragma once
// Verification of a log of records: everything that audit::VerifyLog finds, each record's leaf and
// body, and the log's keys as its records tell them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"
#include "lib/review/record_log.h"
#include "lib/review/rotation.h"

namespace lynceus::review {

struct VerifyRequest {
  LogPlace place;
  std::vector<std::string> keys;    // verifier keys; none: those of the log's own key file
  std::optional<std::string> held;  // a checkpoint that the log must continue
  // The directory is a copy of the published files alone. REQUIRES: keys are given.
  bool published_only = false;
};

struct RecordsReport {
  audit::VerifyReport log;
  bool bodies_opened = false;  // else their digests were compared, or nothing (published_only)
  std::uint64_t erased = 0;    // bodies, where they were opened
  bool keys_followed = false;  // key.vkey was there to be held against the records
  std::vector<KeyChange> key_changes;
  KeyFindings key_findings;
};

// With the master key at hand bodies are opened too; an auditor has none, and sees that they are
// the sealed bodies that the leaves name. Errors: those of audit::VerifyLog, RecordChecker and
// KeyHistory; FailedPrecondition where no given key signed the checkpoint because the log's key was
// rotated, naming the record and the key that follows.
absl::StatusOr<RecordsReport> VerifyRecords(const VerifyRequest& request);

}  // namespace lynceus::review
