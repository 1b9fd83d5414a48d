#pragma once
// The directory of a witness:
//   key.pem    its private key, PKCS#8, mode 0400
//   key.vkey   its verifier key: for the log's operator (log.copies) and for auditors
//   logs       verifier keys of the logs that it witnesses; its operator writes them
//   state/     the checkpoint last cosigned of each log (lib/audit/witness.h)

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/audit/witness.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "server/witness/config.h"

namespace lynceus::witness {

// Makes the directory and its key; returns the verifier key as text. Errors: AlreadyExists where a
// key is there; InvalidArgument where no note can be signed by `name`.
absl::StatusOr<std::string> InitWitness(const std::string& directory, const std::string& name,
                                        RandomSource& random);

struct OpenedWitness {
  audit::VerifierKey key;
  std::size_t logs = 0;  // how many it knows
  std::unique_ptr<audit::Witness> witness;
};
// Errors: NotFound, InvalidArgument naming the file; DataLoss where private and verifier key do not
// belong together; FailedPrecondition where others than its owner and group may read the private
// key; Unavailable where another witness holds the directory. `clock` must outlive it.
absl::StatusOr<OpenedWitness> OpenWitness(const Config& config, const Clock& clock);

}  // namespace lynceus::witness
