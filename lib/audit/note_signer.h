#pragma once
// Who signs notes. The private key may stand in this process, or in a device that another
// implementation asks (PKCS#11); the algorithm may be another one that C2SP names.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/base/clock.h"
#include "lib/base/ed25519.h"

namespace lynceus::audit {

// Thread-safe.
class NoteSigner {
 public:
  virtual ~NoteSigner() = default;
  virtual const std::string& name() const = 0;  // of the log, or of the witness
  virtual NoteAlgorithm algorithm() const = 0;
  virtual std::string key_id() const = 0;  // 4 bytes
  // What stands behind the key id in a signature line over `text`. Errors: those of the key's
  // keeper.
  virtual absl::StatusOr<std::string> Sign(std::string_view text) const = 0;
};

// Signs with a key in this process.
std::unique_ptr<NoteSigner> MakeNoteSigner(std::string name, std::unique_ptr<Ed25519Signer> key);
// Signs as a witness: the text together with the second at which it was seen. `clock` must outlive
// the signer.
std::unique_ptr<NoteSigner> MakeCosigner(std::string name, std::unique_ptr<Ed25519Signer> key,
                                         const Clock& clock);

// What a cosignature of that time signs: "cosignature/v1 LF time SECONDS LF text".
std::string CosignedMessage(std::uint64_t unix_seconds, std::string_view text);

}  // namespace lynceus::audit
