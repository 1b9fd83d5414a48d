#pragma once
// What the witnesses of a log cosigned, kept beside it: `witnessed/ID` is the newest checkpoint
// that the witness with the key id ID cosigned, an ordinary signed note with the log's signatures
// and this one cosignature. Each witness has a file of its own, since each is asked at its own
// pace.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/audit/receipt.h"

namespace lynceus::audit {

std::string WitnessedPath(const std::string& log, const VerifierKey& witness);

// The note with the one line of `reply`, a witness's signature lines, that is by `witness` and
// holds. Errors: InvalidArgument where none is.
absl::StatusOr<std::string> AddCosignature(const std::string& note, std::string_view reply,
                                           const VerifierKey& witness);

// Witnesses' verifier keys as a caller gives them. Errors: InvalidArgument; also for a log's key.
absl::StatusOr<std::vector<VerifierKey>> ParseWitnessKeys(const std::vector<std::string>& keys);

// One kept cosignature.
struct WitnessedHead {
  std::string witness;   // the name that it signs by
  bool checked = false;  // its cosignature holds, by a key that was given
  std::uint64_t size = 0;
  std::uint64_t unix_seconds = 0;  // when it says that it saw the checkpoint
};
// Checks every file of `witnessed/` by the log's tiles: a key of the log signed it (one of `keys`,
// a line each, or of the log's own), and the newest checkpoint goes on from it. Each of `witnesses`
// must have cosigned one. That the tiles are the leaves' is for VerifyLog. Errors: DataLoss naming
// the file, or the witness; Unavailable where the log changes too fast.
absl::StatusOr<std::vector<WitnessedHead>> VerifyWitnessed(
    const std::string& directory, const std::string& keys,
    const std::vector<VerifierKey>& witnesses);

// MakeReceipt, but to the newest checkpoint that all of `witnesses` cosigned; it carries their
// cosignatures. Errors: NotFound where they cosigned none that holds the record; DataLoss.
// REQUIRES: there is a witness.
absl::StatusOr<Receipt> MakeWitnessedReceipt(const std::string& directory, std::uint64_t index,
                                             const std::vector<VerifierKey>& witnesses);

// OK where each of `witnesses` cosigned the note. Errors: DataLoss naming the first that did not.
absl::Status CheckCosigned(const std::string& note, const std::vector<VerifierKey>& witnesses);

}  // namespace lynceus::audit
