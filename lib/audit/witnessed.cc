// A kept cosignature proves nothing by standing there: every use opens it by the witness's key.
#include "lib/audit/witnessed.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/copy_keeper.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/merkle.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

// While files are read a writer may publish and remove the tiles of the checkpoint before.
constexpr int kTries = 16;
constexpr std::size_t kTimeBytes = 8;

std::string WitnessedDirectory(const std::string& log) { return JoinPath(log, "witnessed"); }

std::string HexId(std::string_view id) {
  return ToHex({reinterpret_cast<const std::uint8_t*>(id.data()), id.size()});
}

absl::Status DoesNotHold(const std::string& path, std::string cause) {
  return DataLossError({.subject = path,
                        .cause = std::move(cause),
                        .remedy = "keep it together with the checkpoint, and ask the witness: the "
                                  "log was changed, or this file"});
}

absl::Status SignedByAnother(const std::string& path) {
  return PreconditionError({.subject = path,
                            .cause = "it carries no signature by a key that was given",
                            .remedy = "where the log's key was rotated, give the older one too "
                                      "(--key OLDER --key NEWEST); else keep the file: the log "
                                      "was changed, or this file"});
}

// A file of `witnessed/`.
struct Kept {
  std::string path;
  std::string note;
  Checkpoint checkpoint;
  WitnessedHead head;
};

// The signature that the file is named for, out of a note that a key of the log signed.
absl::StatusOr<Kept> OpenKept(const std::string& path, const std::vector<VerifierKey>& keys,
                              bool all_are_known) {
  Kept kept{.path = path};
  LYNCEUS_ASSIGN_OR_RETURN(kept.note, ReadFile(path));
  const auto text = OpenNote(kept.note, keys);
  if (!text.ok()) {
    const auto note = ParseNote(kept.note);
    if (!all_are_known && note.ok() && !NamesOneOf(*note, keys)) return SignedByAnother(path);
    return DoesNotHold(path, "no key of the log signed it");
  }
  auto checkpoint = ParseCheckpoint(*text);
  if (!checkpoint.ok() || checkpoint->origin != keys.back().name) {
    return DoesNotHold(path, "it is no checkpoint of this log");
  }
  kept.checkpoint = *std::move(checkpoint);
  kept.head.size = kept.checkpoint.size;
  LYNCEUS_ASSIGN_OR_RETURN(const Note note, ParseNote(kept.note));
  for (const NoteSignature& signature : note.signatures) {
    if (HexId(signature.key_id) != BaseName(path) || signature.bytes.size() < kTimeBytes) continue;
    kept.head.witness = signature.name;
    for (const char byte : signature.bytes.substr(0, kTimeBytes)) {
      kept.head.unix_seconds = kept.head.unix_seconds << 8 | static_cast<unsigned char>(byte);
    }
    return kept;
  }
  return DoesNotHold(path, "it carries no cosignature by the key that it is named for");
}

absl::StatusOr<std::vector<Kept>> ReadKept(const std::string& log,
                                           const std::vector<VerifierKey>& keys) {
  std::vector<Kept> kept;
  // Of a copy without key.vkey the keys given are all that is known.
  const bool all_are_known = PathExists(VerifierKeyPath(log));
  const auto names = ListDirectory(WitnessedDirectory(log));
  if (absl::IsNotFound(names.status())) return kept;
  LYNCEUS_RETURN_IF_ERROR(names.status());
  for (const std::string& name : *names) {
    if (name.ends_with(".new")) continue;  // a writer is at it, or was killed
    LYNCEUS_ASSIGN_OR_RETURN(kept.emplace_back(), OpenKept(JoinPath(WitnessedDirectory(log), name),
                                                           keys, all_are_known));
  }
  return kept;
}

absl::Status CheckGoesOn(const Kept& kept, const Checkpoint& newest, const SubtreeHash& tree) {
  if (kept.checkpoint.size > newest.size) {
    return DoesNotHold(kept.path,
                       absl::StrCat("the log was rolled back: it holds ", newest.size,
                                    " records, the witness cosigned ", kept.checkpoint.size));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 root, TreeRoot(kept.checkpoint.size, tree));
  if (root == kept.checkpoint.root) return absl::OkStatus();
  return DoesNotHold(kept.path, absl::StrCat("the log was forked: its first ", kept.checkpoint.size,
                                             " records are not those that the witness cosigned"));
}

// The cosignature of each of `witnesses` must be there and hold; marks those that do.
absl::Status CheckDemanded(const std::string& log, const std::vector<VerifierKey>& witnesses,
                           std::vector<Kept>& all) {
  for (const VerifierKey& witness : witnesses) {
    const std::string path = WitnessedPath(log, witness);
    const auto own = std::find_if(all.begin(), all.end(),
                                  [&path](const Kept& kept) { return kept.path == path; });
    if (own == all.end()) {
      return DoesNotHold(path, absl::StrCat("no cosignature of ", witness.name, " is kept"));
    }
    if (!OpenNote(own->note, witness).ok()) {
      return DoesNotHold(path, absl::StrCat("the cosignature of ", witness.name, " does not hold"));
    }
    own->head.checked = true;
  }
  return absl::OkStatus();
}

// The given keys, and those of the log that are not among them: a checkpoint that was cosigned
// before a change of keys is signed by an older one.
absl::StatusOr<std::vector<VerifierKey>> AllKeys(const std::string& log, const std::string& given) {
  if (given.empty()) return ReadVerifierKeys(log);
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<VerifierKey> keys, ParseVerifierKeys(given));
  const auto own = ReadVerifierKeys(log);
  if (!own.ok()) return keys;
  for (const VerifierKey& key : *own) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.insert(keys.begin(), key);
  }
  return keys;
}

absl::StatusOr<std::vector<WitnessedHead>> VerifyOnce(const std::string& log,
                                                      const std::vector<VerifierKey>& keys,
                                                      const std::vector<VerifierKey>& witnesses) {
  // Before the checkpoint: what a writer keeps meanwhile is of a newer one.
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<Kept> all, ReadKept(log, keys));
  LYNCEUS_ASSIGN_OR_RETURN(const Checkpoint newest, ReadCheckpoint(log, keys));
  const SubtreeHash tree = TreeOf(log, newest.size);
  for (const Kept& kept : all) LYNCEUS_RETURN_IF_ERROR(CheckGoesOn(kept, newest, tree));
  LYNCEUS_RETURN_IF_ERROR(CheckDemanded(log, witnesses, all));
  std::vector<WitnessedHead> heads;
  heads.reserve(all.size());
  for (Kept& kept : all) heads.push_back(std::move(kept.head));
  return heads;
}

// Runs `once` until it holds, or the log did not change meanwhile.
template <typename Once>
auto WhileItChanges(const std::string& log, const Once& once) -> decltype(once()) {
  for (int i = 0;; ++i) {
    const auto before = ReadFile(CheckpointPath(log));
    auto result = once();
    const auto after = ReadFile(CheckpointPath(log));
    const bool changed = before.ok() && after.ok() && *before != *after;
    if (result.ok() || !changed) return result;
    if (i < kTries) continue;
    return UnavailableError({.subject = log,
                             .cause = "the log is written faster than it can be read",
                             .remedy = "read a copy, or while no writer is at work"});
  }
}

// The note that all of `witnesses` cosigned, with their lines; nothing where there is none.
std::optional<std::string> CosignedByAll(const std::string& log, const std::vector<Kept>& all,
                                         const std::vector<VerifierKey>& witnesses) {
  std::map<std::string, std::vector<const Kept*>> by_text;
  for (const VerifierKey& witness : witnesses) {
    for (const Kept& kept : all) {
      if (kept.path != WitnessedPath(log, witness) || !OpenNote(kept.note, witness).ok()) continue;
      by_text[FormatCheckpoint(kept.checkpoint)].push_back(&kept);
    }
  }
  // A witness has one file: all of them stand below one text, or below none.
  for (const auto& [text, notes] : by_text) {
    if (notes.size() < witnesses.size()) continue;
    std::string note = notes.front()->note;
    for (std::size_t i = 1; i < notes.size(); ++i) {
      note += notes[i]->note.substr(notes[i]->note.rfind('\n', notes[i]->note.size() - 2) + 1);
    }
    return note;
  }
  return std::nullopt;
}

absl::Status NotCosigned(const std::string& log, std::uint64_t index) {
  return NotFoundError({.subject = log,
                        .place = absl::StrCat("record ", index),
                        .cause = "no kept checkpoint that holds it is cosigned by all witnesses",
                        .remedy = "wait until they have cosigned the newest checkpoint, or name "
                                  "fewer witnesses"});
}

absl::StatusOr<Receipt> ReceiptOnce(const std::string& log, std::uint64_t index,
                                    const std::vector<VerifierKey>& keys,
                                    const std::vector<VerifierKey>& witnesses) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<Kept> all, ReadKept(log, keys));
  const auto note = CosignedByAll(log, all, witnesses);
  if (!note) return NotCosigned(log, index);
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, OpenNote(*note, keys));
  LYNCEUS_ASSIGN_OR_RETURN(const Checkpoint cosigned, ParseCheckpoint(text));
  if (index >= cosigned.size) return NotCosigned(log, index);
  LYNCEUS_ASSIGN_OR_RETURN(const Checkpoint newest, ReadCheckpoint(log, keys));
  TileReader tiles(log, newest.size);
  Receipt receipt{.index = index, .checkpoint = *note};
  LYNCEUS_ASSIGN_OR_RETURN(
      receipt.hashes, InclusionProof(index, cosigned.size, [&](int height, std::uint64_t position) {
        return tiles.Subtree(height, position);
      }));
  LYNCEUS_ASSIGN_OR_RETURN(receipt.leaf, tiles.Leaf(index));
  LYNCEUS_RETURN_IF_ERROR(CheckReceipt(receipt, keys).status());
  LYNCEUS_RETURN_IF_ERROR(CheckCosigned(receipt.checkpoint, witnesses));
  return receipt;
}

}  // namespace

std::string WitnessedPath(const std::string& log, const VerifierKey& witness) {
  return JoinPath(WitnessedDirectory(log), HexId(KeyId(witness)));
}

absl::StatusOr<std::string> AddCosignature(const std::string& note, std::string_view reply,
                                           const VerifierKey& witness) {
  while (!reply.empty()) {
    const std::size_t end = std::min(reply.find('\n'), reply.size() - 1) + 1;
    std::string cosigned = absl::StrCat(note, ToAbsl(reply.substr(0, end)));
    if (OpenNote(cosigned, witness).ok()) return cosigned;
    reply.remove_prefix(end);
  }
  return InvalidError({.subject = witness.name,
                       .cause = "the answer holds no cosignature by the key that is configured",
                       .remedy = "compare the verifier key with the witness's own key.vkey"});
}

absl::StatusOr<std::vector<VerifierKey>> ParseWitnessKeys(const std::vector<std::string>& keys) {
  if (keys.empty()) return std::vector<VerifierKey>{};
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<VerifierKey> parsed, ParseVerifierKeys(Join(keys, "\n")));
  const bool witnesses = std::all_of(parsed.begin(), parsed.end(), [](const VerifierKey& key) {
    return key.algorithm == NoteAlgorithm::kCosignatureV1;
  });
  if (witnesses) return parsed;
  return InvalidError({.subject = "witness's verifier key",
                       .cause = "it is a log's key",
                       .remedy = "give the key that lynceus-witness init printed"});
}

absl::StatusOr<std::vector<WitnessedHead>> VerifyWitnessed(
    const std::string& directory, const std::string& keys,
    const std::vector<VerifierKey>& witnesses) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> all, AllKeys(directory, keys));
  return WhileItChanges(directory, [&] { return VerifyOnce(directory, all, witnesses); });
}

absl::StatusOr<Receipt> MakeWitnessedReceipt(const std::string& directory, std::uint64_t index,
                                             const std::vector<VerifierKey>& witnesses) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ReadVerifierKeys(directory));
  return WhileItChanges(directory, [&] { return ReceiptOnce(directory, index, keys, witnesses); });
}

absl::Status CheckCosigned(const std::string& note, const std::vector<VerifierKey>& witnesses) {
  for (const VerifierKey& witness : witnesses) {
    if (OpenNote(note, witness).ok()) continue;
    return DataLossError({.subject = "checkpoint",
                          .cause = absl::StrCat("the witness ", witness.name, " did not cosign it"),
                          .remedy = "ask for a receipt with the witness's cosignature: lynceus log "
                                    "prove DIR INDEX --witness VKEY"});
  }
  return absl::OkStatus();
}

}  // namespace lynceus::audit
