#pragma once
// C2SP signed notes and tlog checkpoints: the text an auditor's tools read.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/digest.h"
#include "lib/base/ed25519.h"

namespace lynceus::audit {

class NoteSigner;

// The algorithms of signatures on notes, by their byte in C2SP's verifier keys.
enum class NoteAlgorithm : std::uint8_t {
  kEd25519 = 1,        // signed-note: over the text
  kCosignatureV1 = 4,  // tlog-cosignature: a witness's Ed25519 over a time and the text
};

// A verifier key: "name+id+key", id being the first four bytes of SHA-256(name LF algorithm key).
struct VerifierKey {
  std::string name;
  Ed25519PublicKey key{};
  NoteAlgorithm algorithm = NoteAlgorithm::kEd25519;
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};
std::string FormatVerifierKey(const VerifierKey& key);
// Errors: InvalidArgument where the text is no verifier key of these algorithms, or its id does not
// agree.
absl::StatusOr<VerifierKey> ParseVerifierKey(std::string_view text);
// Verifier keys, a line each; empty lines are passed over. Errors: InvalidArgument; also where one
// stands twice, or where there is none.
absl::StatusOr<std::vector<VerifierKey>> ParseVerifierKeys(std::string_view text);
// The four bytes by which signatures name their key.
std::string KeyId(const VerifierKey& key);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Sha256 root{};
};
// "origin LF size LF base64 root LF".
std::string FormatCheckpoint(const Checkpoint& checkpoint);
// Lines behind the root are another program's and passed over. Errors: InvalidArgument (leading
// zeros, missing line ends, an empty line, root not 32 bytes).
absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view text);

// A note taken apart, nothing verified.
struct NoteSignature {
  std::string name;
  std::string key_id;  // 4 bytes
  std::string bytes;   // what stands behind the key id
};
struct Note {
  std::string text;  // up to the blank line, its last line end included
  std::vector<NoteSignature> signatures;
};
// Errors: InvalidArgument.
absl::StatusOr<Note> ParseNote(std::string_view note);

// True where a signature on the note names one of `keys`, be it good or bad.
bool NamesOneOf(const Note& note, const std::vector<VerifierKey>& keys);

// `text` as a signed note: text, blank line, a signature line of each signer. Errors:
// InvalidArgument where a signer's name is none, or the text has no line end; the signers' own.
absl::StatusOr<std::string> SignNote(std::string_view text,
                                     const std::vector<const NoteSigner*>& signers);
// The line that `signer` adds to a note of this text: "— name base64(id signature) LF".
absl::StatusOr<std::string> SignatureLine(std::string_view text, const NoteSigner& signer);

// Returns the note's text where one of `keys` or more signed it. Signers that are not among them
// are passed over; a signature under a name and id of theirs that does not hold refuses the note.
// Errors: InvalidArgument (malformed; two keys of one name and id), DataLoss (signature).
absl::StatusOr<std::string> OpenNote(std::string_view note, const std::vector<VerifierKey>& keys);
absl::StatusOr<std::string> OpenNote(std::string_view note, const VerifierKey& key);

}  // namespace lynceus::audit
