#pragma once
// What a writer does before its first append: finds how far the journal is whole, refuses a log
// that does not hold what was signed or acknowledged, and makes the rest durable and published
// again.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/journal.h"
#include "lib/audit/merkle.h"
#include "lib/audit/note.h"
#include "lib/audit/offsets.h"
#include "lib/audit/publisher.h"

namespace lynceus::audit {

struct RecoveryInputs {
  std::string directory;
  std::vector<VerifierKey> keys;       // in force: one of them signed the checkpoint
  std::vector<VerifierKey> keys_ever;  // one of them signed the settled mark, which the tree proves
  Publisher& publisher;                // gets every record; Start is left to the caller
  JournalWriter& journal;              // holds the lock; is ready for Add afterwards
  Offsets& offsets;                    // says afterwards where every record begins
  // Asked when everything was read and before anything is written, with how many records there are
  // and their tree: an error refuses the log, which is then left as it was found.
  std::function<absl::Status(std::uint64_t records, const SubtreeHash& tree)> before_writing;
};

// Returns how many records the log holds. Changes nothing before it is proven that the journal
// gives the root of the newest checkpoint and holds every record that the offsets name, and before
// `before_writing` agrees; then cuts a
// torn tail, which was never acknowledged, and makes again what a crash left torn. Reads the
// journal from the settled place on. Errors: DataLoss where the log was cut, changed or damaged;
// Unavailable; those of `before_writing`.
absl::StatusOr<std::uint64_t> Recover(const RecoveryInputs& log);

}  // namespace lynceus::audit
