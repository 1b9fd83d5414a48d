#pragma once
// Records handed over, opened: to an authority, a case system, a person who asks what is kept of
// them. What leaves, why and for whom is a record itself, made before the first line leaves.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/review/record_log.h"
#include "lib/review/transmitter.h"

namespace lynceus::review {

// Which records; what is not given selects all. `indexes` ascending and each once.
struct ExportSelection {
  std::vector<std::uint64_t> indexes;  // these alone, as far as the rest fits them too
  std::optional<std::int64_t> from_unix_micros;
  std::optional<std::int64_t> until_unix_micros;  // first moment no longer
  std::optional<Decision> decision;               // of screenings; other kinds do not fit then
  std::optional<std::string> legal_entity;
};

// Why, and by whom. No personal data: it stays on record.
struct ExportReason {
  std::string code;  // [a-z0-9_-]{1,32}: "regulator", "data_subject_request" ...
  std::string text;  // for whom, on which ground; at most 4,096 bytes
  std::string by;    // staff id, printable ASCII of at most 256 bytes
};

struct ExportReport {
  std::uint64_t record = 0;   // of the export itself
  std::uint64_t records = 0;  // that were handed over
  std::uint64_t erased = 0;   // of them: leaf only
};

// Gives `take` JSON Lines: the first says what follows,
//   {"export":{"log","record","records","leaves"}}
// with the SHA-256 over the SHA-256 of each leaf in order, then a record a line (OpenedRecordJson).
// Errors: InvalidArgument for a reason without its parts, or indexes out of order; NotFound where
// nothing fits, or an index is past the end; Unavailable where the log cannot write: then nothing
// leaves; those of the reader and of `take`, after which the export is on record all the same.
// Cost: a pass over the leaves of the period, and one over what is handed over.
using TakeLine = std::function<absl::Status(const std::string& line)>;
absl::StatusOr<ExportReport> ExportRecords(RecordLog& log, const ExportSelection& selection,
                                           const ExportReason& reason, const Transmitter& from,
                                           const TakeLine& take);

}  // namespace lynceus::review
