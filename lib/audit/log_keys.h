#pragma once
// The keys of a log: `key.vkey` holds the verifier key of every key it ever had, a line each,
// oldest first; `key.pem` the private keys of those that sign.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/audit/note_signer.h"
#include "lib/base/random.h"

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

// Makes the log's next key: its private half goes into key.pem behind those that sign, durably,
// and signs nothing before AdmitKey. REQUIRES: the caller holds the log's lock, here and below.
// Errors: those of ReadSigners; Unavailable.
absl::StatusOr<VerifierKey> MakeNextKey(const std::string& log, RandomSource& random);
// Puts `key` behind the others into key.vkey, durably: whoever opens the log from then on signs
// with it too. OK where it stands there. Errors: FailedPrecondition where key.pem does not hold its
// private half; those of the files.
absl::Status AdmitKey(const std::string& log, const VerifierKey& key);
// Leaves only the newest private key in key.pem; the others are overwritten. Errors: as
// MakeNextKey.
absl::Status DropOlderKeys(const std::string& log);

// Signs by all of them.
absl::StatusOr<std::string> SignByAll(std::string_view text, const LogSigners& signers);

}  // namespace lynceus::audit
