#pragma once
// The match log: an append-only, tamper-evident list of leaves that anyone can check without us.
//
// Leaves form an RFC 6962 Merkle tree, published as C2SP tlog-tiles with a signed checkpoint
// (Ed25519). Bodies are kept apart from leaves, so that a body can be erased and every proof still
// holds. Both are opaque bytes here. See FORMAT.md for every file of the directory.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/copy_keeper.h"
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

// An RFC 6962 inclusion proof and the signed checkpoint it leads to.
struct LeafProof {
  std::vector<Sha256> hashes;
  std::string checkpoint;
};

struct LogOptions {
  // Each time so many records have come, everything is brought to the disk, and an opening reads
  // the journal from there on. REQUIRES: a multiple of 256. Default: some 200 MB of journal, which
  // is read in a second.
  std::uint64_t settle_records = 131'072;
  // Further places for the checkpoint; the log is held against them when it is opened. Default:
  // none: then nothing tells an old state of the directory that was put back.
  CopyOptions copies;
};

// The one writer of a log; holds its lock. Thread-safe. The destructor publishes what was
// acknowledged.
class MatchLog {
 public:
  // Recovers: cuts a torn tail that was never acknowledged, makes torn tiles again from the durable
  // leaves, and refuses a log that is shorter than, or differs from, its newest checkpoint or what
  // was acknowledged. Reads what came since the log last settled; the whole log is verified by
  // VerifyLog. Errors: NotFound, Unavailable (locked by another process), DataLoss; those of
  // CopyKeeper::Compare.
  static absl::StatusOr<std::unique_ptr<MatchLog>> Open(const std::string& directory,
                                                        const LogOptions& options = {});
  virtual ~MatchLog() = default;

  // Appends a leaf and its body and returns the leaf's index once both are durable. Concurrent
  // calls are gathered into one group with one fdatasync. The tree, tiles and signed checkpoint
  // follow a moment later on a thread of the log's own; what is not yet durable is never signed.
  // Errors: InvalidArgument where a leaf exceeds limits::kLeafBytesMax or a body
  // limits::kSealedBodyBytesMax; Unavailable where the log cannot write, or could not publish.
  // After such an error every later call is Unavailable: the log fails closed until it is opened
  // again.
  virtual absl::StatusOr<std::uint64_t> Append(std::string_view leaf, std::string_view body) = 0;

  virtual const std::string& origin() const = 0;
  virtual std::uint64_t size() const = 0;  // records that are durable
  // False once an append or the publishing of a checkpoint has failed; and while required copies
  // fail.
  virtual bool writable() const = 0;
  // Of the last attempt at each place of LogOptions::copies.
  virtual std::vector<CopyState> copies() const = 0;

  virtual absl::StatusOr<std::string> Leaf(std::uint64_t index) const = 0;
  virtual absl::StatusOr<std::string> Body(std::uint64_t index) const = 0;
  // A signed checkpoint (a signed note) of everything that was acknowledged before the call; waits
  // for its publishing. Errors: Unavailable where that failed.
  virtual absl::StatusOr<std::string> Checkpoint() const = 0;
  // Proves that the record stands in the newest checkpoint's tree; waits for one that covers it.
  // Errors: NotFound past the end; Unavailable where publishing failed.
  virtual absl::StatusOr<LeafProof> Prove(std::uint64_t index) const = 0;
};

// Reads one leaf and body without the writer's lock. Cost: three reads; where the offsets are lost,
// the whole journal.
struct StoredRecord {
  std::string leaf;
  std::string body;  // empty where it was erased
};
absl::StatusOr<StoredRecord> ReadRecord(const std::string& directory, std::uint64_t index);

struct VerifyReport {
  std::uint64_t size = 0;  // of the newest checkpoint
  std::string origin;
  std::string root_hex;
  // Whole records behind the checkpoint: a writer is at work, or was killed.
  std::uint64_t pending = 0;
  // Signatures on the checkpoint by keys that were not given: nobody checked them.
  std::uint64_t unknown_signatures = 0;
  // What stands in the directory and is not the log's, and files that a writer left unfinished.
  std::vector<std::string> foreign;
};
// What a caller asks of every published leaf.
using LeafCheck = std::function<absl::Status(std::uint64_t index, const std::string& leaf)>;
// What the caller knows of a record's inside (lib/review checks a body against its leaf).
using RecordCheck = std::function<absl::Status(std::uint64_t index, const std::string& leaf,
                                               const std::string& body)>;
// Recomputes everything from the files alone: the note's form and signature (by one of
// `verifier_keys`, a line each, or by the log's own key file where that is empty), the root from
// all leaves, every tile and bundle byte for byte, every journal record, and that nothing stands
// beside the tiles but files of other sizes of this same log (a writer at work, or killed, leaves
// such); gives each record to `check`. Where the caller gives a checkpoint that they kept, a
// signed note, the log must continue it: neither rolled back nor forked. Where a writer changed
// the log meanwhile, a failure is no finding: all is read again, and `check` asked again. Errors:
// DataLoss naming the first file and place that does not hold; Unavailable where the log changes
// too fast for that; InvalidArgument where keys or the held checkpoint are malformed.
absl::StatusOr<VerifyReport> VerifyLog(
    const std::string& directory, const std::string& verifier_keys, const RecordCheck& check,
    const std::optional<std::string>& held_checkpoint = std::nullopt);
// The same for a copy of the published files alone: there is no journal, so bodies are not checked,
// and a file of a later size than the checkpoint's cannot be: it is refused. `pending` is 0.
absl::StatusOr<VerifyReport> VerifyPublished(
    const std::string& directory, const std::string& verifier_keys, const LeafCheck& check,
    const std::optional<std::string>& held_checkpoint = std::nullopt);

}  // namespace lynceus::audit
