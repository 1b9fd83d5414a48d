// A witness as a place of the checkpoint. It shows nothing but a size and takes nothing but a log
// that goes on, so asking it to cosign is both the copy and the comparison.
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/audit/checkpoint_copy.h"
#include "lib/audit/copy_keeper.h"
#include "lib/audit/http_request.h"
#include "lib/audit/log_files.h"
#include "lib/audit/merkle.h"
#include "lib/audit/note.h"
#include "lib/audit/witness.h"
#include "lib/audit/witnessed.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

// The newest checkpoint of the log's directory, which its own writer put there.
struct Offered {
  std::string note;
  Checkpoint checkpoint;
};

absl::StatusOr<Offered> NewestOf(const std::string& directory) {
  Offered offered;
  LYNCEUS_ASSIGN_OR_RETURN(offered.note, ReadFile(CheckpointPath(directory)));
  LYNCEUS_ASSIGN_OR_RETURN(const Note note, ParseNote(offered.note));
  LYNCEUS_ASSIGN_OR_RETURN(offered.checkpoint, ParseCheckpoint(note.text));
  return offered;
}

// That the log goes on from its first `old_size` records, by its own tiles; checked here, so that
// damage of a tile is not taken for a fork.
absl::StatusOr<std::vector<Sha256>> ProofFrom(std::uint64_t old_size, const Checkpoint& checkpoint,
                                              const SubtreeHash& tree) {
  std::vector<Sha256> proof;
  if (old_size == 0 || old_size == checkpoint.size) return proof;
  LYNCEUS_ASSIGN_OR_RETURN(proof, ConsistencyProof(old_size, checkpoint.size, tree));
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 old_root, TreeRoot(old_size, tree));
  if (VerifyConsistency(old_size, checkpoint.size, old_root, checkpoint.root, proof)) return proof;
  return DataLossError({.subject = checkpoint.origin,
                        .cause = "its tiles do not give the root of its checkpoint",
                        .remedy = "lynceus log fsck DIR names the file"});
}

class WitnessCopy final : public CheckpointCopy {
 public:
  WitnessCopy(std::string url, const VerifierKey& key, std::string directory)
      : url_(std::move(url)),
        key_(key),
        directory_(std::move(directory)),
        name_(absl::StrCat("witness:", url_)) {}
  const std::string& name() const override { return name_; }
  absl::Status Put(const std::string& note) override;
  absl::StatusOr<std::string> Get(const SubtreeHash& tree) override;

 private:
  absl::Status Unable(std::string cause, std::string remedy) const {
    return UnavailableError(
        {.subject = name_, .cause = std::move(cause), .remedy = std::move(remedy)});
  }
  absl::Status Differs(std::string cause) const;
  // The size that the witness holds, by its refusal of `old_size`. Errors: DataLoss where no proof
  // can lead from it to `checkpoint`.
  absl::StatusOr<std::uint64_t> SizeOf(std::string_view body, std::uint64_t old_size,
                                       const Checkpoint& checkpoint) const;
  // One request. Returns nothing where the checkpoint is cosigned and that is kept; else the size
  // that the witness last cosigned.
  absl::StatusOr<std::optional<std::uint64_t>> Ask(const Offered& offered, std::uint64_t old_size,
                                                   std::vector<Sha256> proof) const;
  // Has the checkpoint cosigned, from the size that the witness holds.
  absl::Status Cosign(const Offered& offered, const SubtreeHash& tree);
  absl::Status RemoveTorn() const;

  const std::string url_;
  const VerifierKey key_;
  const std::string directory_;
  const std::string name_;
  std::uint64_t last_size_ = 0;  // that the witness cosigned, as far as is known
};

absl::Status WitnessCopy::Differs(std::string cause) const {
  return DataLossError({.subject = name_,
                        .cause = std::move(cause),
                        .remedy = "the log was cut, put back to an old state, or changed: keep the "
                                  "directory as it is and restore the newest log"});
}

absl::StatusOr<std::uint64_t> WitnessCopy::SizeOf(std::string_view body, std::uint64_t old_size,
                                                  const Checkpoint& checkpoint) const {
  std::uint64_t size = 0;
  if (!absl::SimpleAtoi(ToAbsl(TrimAscii(body)), &size) || absl::StrCat(size, "\n") != body) {
    return Unable("it answers 409 without a size", "check that the address is a witness's");
  }
  if (size > checkpoint.size) {
    return Differs(absl::StrCat("it cosigned a checkpoint of ", size,
                                " records, this log's newest is of ", checkpoint.size));
  }
  // Of the sizes that were asked about it refuses its own only where the roots differ.
  if (size != old_size) return size;
  if (size < checkpoint.size) return Unable("it refuses the size that it holds", "restart it");
  return Differs(absl::StrCat("it cosigned another root of ", size, " records than this log's"));
}

absl::StatusOr<std::optional<std::uint64_t>> WitnessCopy::Ask(const Offered& offered,
                                                              std::uint64_t old_size,
                                                              std::vector<Sha256> proof) const {
  LYNCEUS_ASSIGN_OR_RETURN(
      const HttpReply reply,
      SendHttp({.url = url_ + "/add-checkpoint",
                .method = "POST",
                .body = FormatAddCheckpoint(
                    {.old_size = old_size, .proof = std::move(proof), .note = offered.note})}));
  switch (reply.status) {
    case 200: {
      const auto note = AddCosignature(offered.note, reply.body, key_);
      if (!note.ok()) return Unable(DetailOf(note.status()).cause, DetailOf(note.status()).remedy);
      const std::string path = WitnessedPath(directory_, key_);
      LYNCEUS_RETURN_IF_ERROR(MakeDirectories(path.substr(0, path.rfind('/'))));
      // The disk is not waited for, it is the log's: a cosignature can be asked for again.
      LYNCEUS_RETURN_IF_ERROR(ReplaceFile(path, *note));
      return std::nullopt;
    }
    case 409: {
      LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t size,
                               SizeOf(reply.body, old_size, offered.checkpoint));
      return size;
    }
    case 403:
      return Unable("it knows no key that signs this log",
                    "write the newest line of the log's key.vkey into the witness's file of logs, "
                    "and start the witness again");
    case 404:
      return Unable("it does not know this log, or the address is no witness's",
                    "add the log's key.vkey to the witness's file of logs, and start the witness "
                    "again");
    case 422:
      return Differs("what it cosigned last is not the beginning of this log");
    default:
      return Unable(absl::StrCat("it answers with status ", reply.status),
                    "see the witness's own log");
  }
}

absl::Status WitnessCopy::Cosign(const Offered& offered, const SubtreeHash& tree) {
  // Again where it holds another size than is known here; a third size comes of a second writer.
  for (int i = 0; i < 2; ++i) {
    LYNCEUS_ASSIGN_OR_RETURN(std::vector<Sha256> proof,
                             ProofFrom(last_size_, offered.checkpoint, tree));
    LYNCEUS_ASSIGN_OR_RETURN(const auto other, Ask(offered, last_size_, std::move(proof)));
    last_size_ = other.value_or(offered.checkpoint.size);
    if (!other) return absl::OkStatus();
  }
  return Unable("the size that it cosigned changes meanwhile", "look for a second writer");
}

absl::Status WitnessCopy::Put(const std::string& /*note*/) {
  // What stands on the disk is this note or a newer one. A writer that publishes meanwhile removes
  // the partial tiles of the checkpoint before: then the newer one is cosigned.
  constexpr int kTries = 16;
  for (int i = 0;; ++i) {
    LYNCEUS_ASSIGN_OR_RETURN(const Offered offered, NewestOf(directory_));
    absl::Status status = Cosign(offered, TreeOf(directory_, offered.checkpoint.size));
    if (!absl::IsDataLoss(status) || i == kTries) return status;
    LYNCEUS_ASSIGN_OR_RETURN(const Offered newest, NewestOf(directory_));
    if (newest.note == offered.note) return status;
  }
}

absl::Status WitnessCopy::RemoveTorn() const {
  const std::string path = WitnessedPath(directory_, key_);
  const auto kept = ReadFile(path);
  if (absl::IsNotFound(kept.status()) || (kept.ok() && OpenNote(*kept, key_).ok())) {
    return absl::OkStatus();
  }
  return RemoveTree(path);
}

absl::StatusOr<std::string> WitnessCopy::Get(const SubtreeHash& tree) {
  LYNCEUS_RETURN_IF_ERROR(RemoveTorn());
  LYNCEUS_ASSIGN_OR_RETURN(Offered offered, NewestOf(directory_));
  // No proof: it is taken only where this very checkpoint was cosigned last. A witness that holds
  // nothing must not begin with what may be an old state.
  LYNCEUS_ASSIGN_OR_RETURN(const auto other, Ask(offered, offered.checkpoint.size, {}));
  last_size_ = other.value_or(offered.checkpoint.size);
  if (!other) return std::move(offered.note);
  if (last_size_ == 0) {
    return NotFoundError({.subject = name_, .cause = "it never cosigned a checkpoint"});
  }
  LYNCEUS_RETURN_IF_ERROR(Cosign(offered, tree));
  return std::move(offered.note);
}

}  // namespace

std::unique_ptr<CheckpointCopy> MakeWitnessCopy(const std::string& url, const std::string& key,
                                                const std::string& directory) {
  const auto parsed = ParseVerifierKey(key);
  LYNCEUS_CHECK(parsed.ok());
  return std::make_unique<WitnessCopy>(url.substr(0, url.find_last_not_of('/') + 1), *parsed,
                                       directory);
}

}  // namespace lynceus::audit
