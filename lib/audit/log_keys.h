#pragma once
// The keys of a log: `key.vkey` holds the verifier key of every key it ever had, a line each,
// oldest first; `key.pem` the private keys of those that sign.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/audit/note_signer.h"

namespace lynceus::audit {

// All of key.vkey. They share one name, the log's origin. Errors: NotFound where the directory
// holds no log; InvalidArgument where the file is damaged.
absl::StatusOr<std::vector<VerifierKey>> ReadVerifierKeys(const std::string& log);

// The keys that a caller gave, a line each; where they gave none, those of ReadVerifierKeys.
absl::StatusOr<std::vector<VerifierKey>> ChooseKeys(const std::string& log,
                                                    const std::string& given);

// What signs the log's checkpoints, and the verifier keys of just these, both oldest first.
struct LogSigners {
  std::vector<std::unique_ptr<NoteSigner>> signers;
  std::vector<VerifierKey> keys;
  const std::string& name() const { return keys.back().name; }
};
// Errors: NotFound where there is no log; DataLoss where the private key of the newest verifier key
// is not there.
absl::StatusOr<LogSigners> ReadSigners(const std::string& log);

// Signs by all of them.
absl::StatusOr<std::string> SignByAll(std::string_view text, const LogSigners& signers);

}  // namespace lynceus::audit
