#pragma once
// C2SP signed notes and tlog checkpoints: the text an auditor's tools read.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/digest.h"
#include "lib/base/ed25519.h"

namespace lynceus::audit {

// A verifier key: "name+hash+key", hash being the first four bytes of SHA-256(name LF 0x01 key).
struct VerifierKey {
  std::string name;
  Ed25519PublicKey key{};
};
std::string FormatVerifierKey(const VerifierKey& key);
// Errors: InvalidArgument where the text is no Ed25519 verifier key, or its hash does not agree.
absl::StatusOr<VerifierKey> ParseVerifierKey(std::string_view text);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Sha256 root{};
};
// "origin LF size LF base64 root LF".
std::string FormatCheckpoint(const Checkpoint& checkpoint);
// Errors: InvalidArgument (leading zeros, missing line ends, root not 32 bytes).
absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text);

// `text` as a signed note: text, blank line, "— name base64(hash signature)".
absl::StatusOr<std::string> SignNote(std::string_view text, const std::string& name,
                                     const Ed25519Signer& signer);
// Returns the note's text. Unknown signers are passed over; a signature under `key`'s name and hash
// that does not hold refuses the note, and so does a note without one. Errors: InvalidArgument
// (malformed), DataLoss (signature).
absl::StatusOr<std::string> OpenNote(std::string_view note, const VerifierKey& key);

}  // namespace lynceus::audit
