// Leaves come from the published bundles, so that what is read is what the checkpoint covers;
// bodies from the journal.
#include "lib/review/record_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/match_log.h"
#include "lib/audit/merkle.h"
#include "lib/audit/offsets.h"
#include "lib/audit/seal.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/review/show_record.h"

namespace lynceus::review {
namespace {

constexpr std::uint64_t kNoBundle = ~std::uint64_t{0};

class LogReader final : public RecordReader {
 public:
  // `keys` may be null.
  LogReader(std::string directory, audit::Checkpoint checkpoint, std::uint64_t pending,
            std::unique_ptr<const audit::BodyOpener> keys)
      : directory_(std::move(directory)),
        origin_(std::move(checkpoint.origin)),
        size_(checkpoint.size),
        pending_(pending),
        keys_(std::move(keys)) {}

  const std::string& origin() const override { return origin_; }

  std::uint64_t size() const override { return size_; }

  std::uint64_t pending() const override { return pending_; }

  absl::StatusOr<LogRecord> Read(std::uint64_t index) const override {
    if (index >= size_) {
      return NotFoundError({.subject = absl::StrCat("record ", index),
                            .cause = absl::StrCat("the log has ", size_, " records",
                                                  pending_ > 0 ? ", and further ones that no "
                                                                 "checkpoint covers yet"
                                                               : ""),
                            .remedy = "give an index below that"});
    }
    LogRecord read;
    LYNCEUS_RETURN_IF_ERROR(ForEach(
        index, index + 1, [](std::uint64_t, const Leaf&) { return true; },
        [&](LogRecord record) {
          read = std::move(record);
          return absl::OkStatus();
        }));
    return read;
  }

  absl::Status ForEach(std::uint64_t first, std::uint64_t end, const WantsBody& wants_body,
                       const Visit& visit) const override {
    std::uint64_t bundle = kNoBundle;
    std::vector<std::string> leaves;
    for (std::uint64_t index = first; index < std::min(end, size_); ++index) {
      if (index / audit::kTileWidth != bundle) {
        bundle = index / audit::kTileWidth;
        LYNCEUS_ASSIGN_OR_RETURN(leaves, ReadBundle(bundle));
      }
      const std::string& leaf = leaves[index % audit::kTileWidth];
      auto record = ReadOne(index, leaf, wants_body);
      if (!record.ok()) {
        return Annotate(record.status(), {.place = absl::StrCat("record ", index)});
      }
      LYNCEUS_RETURN_IF_ERROR(visit(*std::move(record)));
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::vector<std::string>> ReadBundle(std::uint64_t number) const {
    const std::uint64_t width = std::min(audit::kTileWidth, size_ - number * audit::kTileWidth);
    const std::string path = audit::EntriesPath(number, width);
    auto bundle = ReadFile(JoinPath(directory_, path));
    if (absl::IsNotFound(bundle.status())) {
      // A writer has replaced the partial bundle by a wider one since the checkpoint was read.
      return ReadWiderBundle(number, width);
    }
    LYNCEUS_RETURN_IF_ERROR(bundle.status());
    return DecodeBundle(*bundle, number, width, path);
  }

  // Each leaf is the one that the tree has: a changed one would be an answer.
  absl::StatusOr<std::vector<std::string>> DecodeBundle(const std::string& bundle,
                                                        std::uint64_t number, std::uint64_t width,
                                                        const std::string& path) const {
    LYNCEUS_ASSIGN_OR_RETURN(auto leaves, audit::DecodeEntries(bundle, width));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string hashes, ReadTile(number, width));
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const Sha256 hash = audit::LeafHash(leaves[i]);
      if (std::equal(hash.begin(), hash.end(),
                     hashes.begin() + static_cast<std::ptrdiff_t>(i * hash.size()),
                     [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) {
        continue;
      }
      return DataLossError(
          {.subject = JoinPath(directory_, path),
           .place = absl::StrCat("record ", number * audit::kTileWidth + i),
           .cause = "the leaf is not the one that the tree has",
           .remedy = "the log was changed or damaged: verify it, and compare it with a copy"});
    }
    return leaves;
  }

  // The lowest tile, of `width` hashes or more: a writer replaces a partial one by a wider.
  absl::StatusOr<std::string> ReadTile(std::uint64_t number, std::uint64_t width) const {
    absl::StatusOr<std::string> tile;
    for (std::uint64_t wide = width; wide <= audit::kTileWidth; ++wide) {
      const std::string path = JoinPath(directory_, audit::TilePath(0, number, wide));
      if (wide != width && !PathExists(path)) continue;
      tile = ReadFile(path);
      if (tile.ok() && tile->size() != wide * sizeof(Sha256)) {
        return DataLossError(
            {.subject = path, .cause = "the tile's length is wrong", .remedy = "verify the log"});
      }
      if (!absl::IsNotFound(tile.status())) break;
    }
    return tile;
  }

  absl::StatusOr<std::vector<std::string>> ReadWiderBundle(std::uint64_t number,
                                                           std::uint64_t width) const {
    for (std::uint64_t wider = width + 1; wider <= audit::kTileWidth; ++wider) {
      const std::string path = JoinPath(directory_, audit::EntriesPath(number, wider));
      if (!PathExists(path)) continue;
      LYNCEUS_ASSIGN_OR_RETURN(const std::string bundle, ReadFile(path));
      return DecodeBundle(bundle, number, wider, path);
    }
    return DataLossError({.subject = JoinPath(directory_, audit::EntriesPath(number, width)),
                          .cause = "the file is missing",
                          .remedy = "verify the log; `lynceus log fsck` makes it again"});
  }

  absl::StatusOr<LogRecord> ReadOne(std::uint64_t index, const std::string& bytes,
                                    const WantsBody& wants_body) const {
    LogRecord record{.index = index};
    LYNCEUS_ASSIGN_OR_RETURN(record.leaf, DecodeLeaf(bytes));
    if (!wants_body(index, record.leaf)) return record;
    LYNCEUS_ASSIGN_OR_RETURN(const audit::StoredRecord stored,
                             audit::ReadRecord(directory_, index));
    if (stored.leaf != bytes) {
      return DataLossError({.subject = directory_,
                            .cause = "the journal's leaf is not the published one",
                            .remedy = "verify the log"});
    }
    LYNCEUS_RETURN_IF_ERROR(Open(stored.body, record));
    return record;
  }

  absl::Status Open(const std::string& stored, LogRecord& record) const {
    if (keys_ == nullptr) {
      LYNCEUS_ASSIGN_OR_RETURN(const audit::SealedAt at, audit::SealedAtOf(stored));
      LYNCEUS_ASSIGN_OR_RETURN(const bool erased, audit::SlotIsErased(directory_, at));
      record.state = erased ? BodyState::kErased : BodyState::kSealed;
      return absl::OkStatus();
    }
    auto body = OpenBody(record.leaf, stored, *keys_);
    if (absl::IsNotFound(body.status())) {
      record.state = BodyState::kErased;
      return absl::OkStatus();
    }
    LYNCEUS_RETURN_IF_ERROR(body.status());
    record.body = *std::move(body);
    record.state = BodyState::kOpened;
    return absl::OkStatus();
  }

  const std::string directory_;
  const std::string origin_;
  const std::uint64_t size_;
  const std::uint64_t pending_;
  const std::unique_ptr<const audit::BodyOpener> keys_;
};

// A copy need not have the file: then nothing is known to wait.
absl::StatusOr<std::uint64_t> PendingOf(const std::string& log,
                                        const audit::Checkpoint& checkpoint) {
  const auto offsets = audit::Offsets::Open(audit::OffsetsPath(log));
  if (!offsets.ok()) return 0;
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t durable, (*offsets)->Records());
  return durable > checkpoint.size ? durable - checkpoint.size : 0;
}

}  // namespace

std::string_view BodyStateName(BodyState state) {
  switch (state) {
    case BodyState::kOpened:
      return "opened";
    case BodyState::kErased:
      return "erased";
    case BodyState::kSealed:
      return "sealed";
  }
  return "unknown";
}

absl::StatusOr<std::unique_ptr<RecordReader>> OpenRecordReader(const LogPlace& place) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<audit::VerifierKey> verifiers,
                           audit::ReadVerifierKeys(place.directory));
  LYNCEUS_ASSIGN_OR_RETURN(audit::Checkpoint checkpoint,
                           audit::ReadCheckpoint(place.directory, verifiers));
  std::unique_ptr<const audit::BodyOpener> keys;
  if (!place.master_key.empty() || PathExists(MasterKeyOf(place))) {
    LYNCEUS_ASSIGN_OR_RETURN(keys, OpenKeys(place));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t pending, PendingOf(place.directory, checkpoint));
  return std::make_unique<LogReader>(place.directory, std::move(checkpoint), pending,
                                     std::move(keys));
}

}  // namespace lynceus::review
