#pragma once
// The match log: an append-only, tamper-evident list of leaves that anyone can check without us.
//
// Leaves form an RFC 6962 Merkle tree, published as C2SP tlog-tiles with a signed checkpoint
// (Ed25519). Bodies are kept apart from leaves, so that a body can be erased and every proof still
// holds. Both are opaque bytes here. See FORMAT.md for every file of the directory.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/digest.h"
#include "lib/base/random.h"

namespace lynceus::audit {

struct LogInit {
  std::string directory;
  std::string origin;     // the log's name in checkpoints: "bank.example/lynceus/2026"
  bool demo_key = false;  // marks the key as insecure in its name and in every checkpoint's origin
};

// Makes an empty log: key pair (private key file mode 0400), origin, first checkpoint of size 0.
// Returns the verifier key ("name+keyid+base64", C2SP signed-note) that auditors hold.
// Errors: AlreadyExists where the directory holds a log; the file errors of lib/base/file.h.
absl::StatusOr<std::string> InitLog(const LogInit& init, RandomSource& random);

// The one writer of a log; holds the directory's lock. Thread-safe.
class MatchLog {
 public:
  // Recovers: cuts a torn tail that was never acknowledged, rebuilds tiles from the durable leaves,
  // and refuses a log that is shorter than, or differs from, its newest checkpoint. Errors:
  // NotFound, Unavailable (locked by another process), DataLoss.
  static absl::StatusOr<std::unique_ptr<MatchLog>> Open(const std::string& directory);
  virtual ~MatchLog() = default;

  // Appends a leaf and its body and returns the leaf's index once both are durable. Concurrent
  // calls are gathered into one group: one fdatasync, one integration, one signature over what is
  // durable. Errors: InvalidArgument where a leaf exceeds limits::kLeafBytesMax or a body
  // limits::kSealedBodyBytesMax; Unavailable where the log cannot write. After a write error every
  // later call is Unavailable: the log fails closed until it is opened again.
  virtual absl::StatusOr<std::uint64_t> Append(std::string_view leaf, std::string_view body) = 0;

  virtual const std::string& origin() const = 0;
  virtual std::uint64_t size() const = 0;  // durable and integrated
  // False once an append has failed.
  virtual bool writable() const = 0;

  virtual absl::StatusOr<std::string> Leaf(std::uint64_t index) const = 0;
  virtual absl::StatusOr<std::string> Body(std::uint64_t index) const = 0;
  // The newest signed checkpoint (a signed note).
  virtual std::string Checkpoint() const = 0;
  // RFC 6962 inclusion proof of `index` in the tree of `tree_size` leaves. Errors: OutOfRange.
  virtual absl::StatusOr<std::vector<Sha256>> InclusionProof(std::uint64_t index,
                                                             std::uint64_t tree_size) const = 0;
};

// Reads one leaf and body without the writer's lock, from what is published.
struct StoredRecord {
  std::string leaf;
  std::string body;  // empty where it was erased
};
absl::StatusOr<StoredRecord> ReadRecord(const std::string& directory, std::uint64_t index);

struct VerifyReport {
  std::uint64_t size = 0;
  std::string origin;
  std::string root_hex;
};
// Recomputes everything from the published files alone: note signature (against `verifier_key`, or
// the log's own public key file where that is empty), root from all leaves, every tile and bundle
// byte for byte, bodies against the digests in a leaf's place in the body index. Works beside a
// running writer. Errors: DataLoss naming the first file and place that does not hold.
absl::StatusOr<VerifyReport> VerifyLog(const std::string& directory,
                                       const std::string& verifier_key);

}  // namespace lynceus::audit
