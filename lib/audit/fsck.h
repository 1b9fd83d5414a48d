#pragma once
// Says what is wrong with a log that has no writer, and makes again what can be made again. The
// journal is the truth as far as the newest checkpoint signs it: from it every tile, bundle and
// offset follows. Neither the journal nor the checkpoint is ever changed here.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/status.h"

namespace lynceus::audit {

enum class FaultKind : std::uint8_t {
  kLeftOver,    // what a writer that was killed leaves; harmless, removed by a repair
  kRemakeable,  // differs from what journal and checkpoint prove; made again by a repair
  kDamage,      // the log does not hold what was signed or acknowledged; nothing here mends it
};

struct Fault {
  FaultKind kind = FaultKind::kDamage;
  ErrorDetail detail;
  bool repaired = false;
};

struct FsckReport {
  std::uint64_t records = 0;    // whole ones in the journal
  std::uint64_t published = 0;  // of the newest checkpoint
  std::vector<Fault> faults;    // damage last

  // The gravest kind among what was not repaired. REQUIRES: there is such a fault.
  FaultKind Gravest() const;
  bool Sound() const;  // nothing but what was repaired, or is left over
};

// Reads the whole log; takes its lock. `verifier_key`: the key that signs the checkpoint; where
// empty, the log's own key file. With `repair`, and where there is no damage, makes again what it
// found wrong and brings it to the disk. Errors: NotFound where there is no log; Unavailable where
// a writer holds it, or it cannot be read or written.
absl::StatusOr<FsckReport> Fsck(const std::string& directory, const std::string& verifier_key,
                                bool repair);

}  // namespace lynceus::audit
