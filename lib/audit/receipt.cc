// c2sp.org/tlog-proof, version 1.
#include "lib/audit/receipt.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/merkle.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr char kExtraVersion = 1;
constexpr std::size_t kHashesMax = 64;

std::span<const std::uint8_t> Span(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

absl::Status Malformed(std::string_view cause) {
  return InvalidError({.subject = "receipt",
                       .cause = std::string(cause),
                       .remedy = "make it again: lynceus log prove DIR INDEX"});
}

absl::Status DoesNotHold(std::string_view cause) {
  return DataLossError({.subject = "receipt",
                        .cause = std::string(cause),
                        .remedy = "the receipt was changed, or it is that of another record"});
}

// Takes the next line off `text`; false where none ends.
bool TakeLine(std::string_view& text, std::string_view& line) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return true;
}

// `extra` is opaque to the format: what is not in our form is another program's.
absl::Status ReadExtra(std::string_view base64, Receipt& receipt) {
  auto bytes = FromBase64(base64);
  if (!bytes.ok()) return Malformed("its extra line is not base64");
  if (!bytes->empty() && bytes->front() == kExtraVersion) {
    auto leaves = DecodeEntries(std::string_view(*bytes).substr(1), 1);
    if (leaves.ok()) {
      receipt.leaf = std::move(leaves->front());
      return absl::OkStatus();
    }
  }
  receipt.other_extra = *std::move(bytes);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Sha256>> TakeHashes(std::string_view& text) {
  std::vector<Sha256> hashes;
  std::string_view line;
  while (TakeLine(text, line)) {
    if (line.empty()) return hashes;
    const auto bytes = FromBase64(line);
    if (!bytes.ok() || bytes->size() != sizeof(Sha256) || hashes.size() == kHashesMax) {
      return Malformed("its proof is not lines of base64, 32 bytes each");
    }
    Sha256& hash = hashes.emplace_back();
    std::transform(bytes->begin(), bytes->end(), hash.begin(),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
  }
  return Malformed("it has no blank line before the checkpoint");
}

absl::StatusOr<Receipt> ReadPublished(const std::string& directory, std::uint64_t index,
                                      const std::vector<VerifierKey>& keys) {
  Receipt receipt{.index = index};
  LYNCEUS_ASSIGN_OR_RETURN(receipt.checkpoint, ReadFile(CheckpointPath(directory)));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, OpenNote(receipt.checkpoint, keys));
  LYNCEUS_ASSIGN_OR_RETURN(const Checkpoint checkpoint, ParseCheckpoint(text));
  if (index >= checkpoint.size) {
    return NotFoundError(
        {.subject = directory,
         .place = absl::StrCat("record ", index),
         .cause = absl::StrCat("there is no such record, the checkpoint says ", checkpoint.size),
         .remedy = "ask for an index below that"});
  }
  TileReader tiles(directory, checkpoint.size);
  LYNCEUS_ASSIGN_OR_RETURN(receipt.hashes, InclusionProof(index, checkpoint.size,
                                                          [&](int height, std::uint64_t position) {
                                                            return tiles.Subtree(height, position);
                                                          }));
  LYNCEUS_ASSIGN_OR_RETURN(receipt.leaf, tiles.Leaf(index));
  LYNCEUS_RETURN_IF_ERROR(CheckReceipt(receipt, keys).status());
  return receipt;
}

}  // namespace

std::string FormatReceipt(const Receipt& receipt) {
  std::string text = absl::StrCat(ToAbsl(kHeader), "\n");
  if (receipt.leaf.has_value()) {
    std::string extra(1, kExtraVersion);
    AppendEntry(extra, *receipt.leaf);
    absl::StrAppend(&text, ToAbsl(kExtra), Base64(Span(extra)), "\n");
  } else if (receipt.other_extra.has_value()) {
    absl::StrAppend(&text, ToAbsl(kExtra), Base64(Span(*receipt.other_extra)), "\n");
  }
  absl::StrAppend(&text, ToAbsl(kIndex), receipt.index, "\n");
  for (const Sha256& hash : receipt.hashes) absl::StrAppend(&text, Base64(hash), "\n");
  return absl::StrCat(text, "\n", receipt.checkpoint);
}

absl::StatusOr<Receipt> ParseReceipt(std::string_view text) {
  const std::string_view whole = text;
  Receipt receipt;
  std::string_view line;
  if (!TakeLine(text, line) || line != kHeader) return Malformed("it is no tlog-proof, version 1");
  if (!TakeLine(text, line)) return Malformed("it ends behind its first line");
  if (line.starts_with(kExtra)) {
    LYNCEUS_RETURN_IF_ERROR(ReadExtra(line.substr(kExtra.size()), receipt));
    if (!TakeLine(text, line)) return Malformed("it ends behind its extra line");
  }
  if (!line.starts_with(kIndex) ||
      !absl::SimpleAtoi(ToAbsl(line.substr(kIndex.size())), &receipt.index)) {
    return Malformed("it has no index");
  }
  LYNCEUS_ASSIGN_OR_RETURN(receipt.hashes, TakeHashes(text));
  receipt.checkpoint = std::string(text);
  // Signs, spaces and zeros before the index: only the one form is written back the same.
  if (FormatReceipt(receipt) != whole) return Malformed("it is not in the one form of a receipt");
  return receipt;
}

absl::StatusOr<Receipt> MakeReceipt(const std::string& directory, std::uint64_t index) {
  // A writer may publish while tiles are read: then its newer checkpoint is proven.
  constexpr int kTries = 16;
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> keys, ReadVerifierKeys(directory));
  for (int i = 0;; ++i) {
    const auto before = ReadFile(CheckpointPath(directory));
    auto receipt = ReadPublished(directory, index, keys);
    if (receipt.ok() || i == kTries) return receipt;
    const auto after = ReadFile(CheckpointPath(directory));
    if (before.ok() && after.ok() && *before == *after) return receipt;
  }
}

absl::StatusOr<ProvenLeaf> CheckReceipt(const Receipt& receipt,
                                        const std::vector<VerifierKey>& keys,
                                        const std::optional<std::string>& leaf) {
  if (!receipt.leaf.has_value() && !leaf.has_value()) {
    return Malformed("it carries no leaf, and none was given");
  }
  if (receipt.leaf.has_value() && leaf.has_value() && *receipt.leaf != *leaf) {
    return DoesNotHold("it proves another leaf than the one given");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, OpenNote(receipt.checkpoint, keys));
  ProvenLeaf proven{.leaf = receipt.leaf.has_value() ? *receipt.leaf : *leaf};
  LYNCEUS_ASSIGN_OR_RETURN(proven.checkpoint, ParseCheckpoint(text));
  const bool own = std::any_of(keys.begin(), keys.end(), [&](const VerifierKey& key) {
    return key.name == proven.checkpoint.origin;
  });
  if (!own) return DoesNotHold("its checkpoint is that of another log than the key's");
  if (!VerifyInclusion(receipt.index, proven.checkpoint.size, LeafHash(proven.leaf), receipt.hashes,
                       proven.checkpoint.root)) {
    return DoesNotHold("its proof does not lead from the leaf to the checkpoint's root");
  }
  return proven;
}

}  // namespace lynceus::audit
