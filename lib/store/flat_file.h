#pragma once
// A sealed flat file: 64 KiB blocks of content, a digest for each, and a footer that binds them
// (FORMAT.md). The candidate index and the owner graph are written into one and read from it
// mapped; the runs of an external sort too.
//
// The seal is the digest of the footer, so it names the whole content: the manifest carries it, and
// a signed manifest thereby vouches for every block although only touched blocks are read.

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"

namespace lynceus::store {

inline constexpr std::uint32_t kFlatFormatVersion = 1;
inline constexpr std::size_t kFlatBlockBytes = 65'536;

// Writes a new file. One thread. What was not finished is removed by the destructor.
class FlatFileWriter final : public BlockSink {
 public:
  // Errors: those of the file system; Internal where the file exists.
  static absl::StatusOr<std::unique_ptr<FlatFileWriter>> Create(const std::string& path);
  ~FlatFileWriter() override;
  FlatFileWriter(const FlatFileWriter&) = delete;
  FlatFileWriter& operator=(const FlatFileWriter&) = delete;

  absl::Status Append(std::string_view bytes) override;
  std::uint64_t size() const override { return length_; }

  // Writes table and footer, syncs when `durable`, closes; returns the seal.
  // REQUIRES: called once, and nothing is appended after it.
  absl::StatusOr<Sha256> Finish(bool durable);

 private:
  FlatFileWriter(std::string path, int descriptor);
  absl::Status WriteBlock();
  absl::Status WriteAll(std::string_view bytes);

  const std::string path_;
  int descriptor_;            // -1 once closed
  std::uint64_t length_ = 0;  // content bytes appended
  std::string block_;         // the block being filled
  std::string table_;         // digests of the blocks written
  bool finished_ = false;
};

// Reads one, mapped. Immutable (but for what it remembers of checked blocks); Thread-safe.
class FlatFile final : public BlockSource {
 public:
  // Checks footer, table and lengths; blocks are checked when first touched. Errors: NotFound;
  // DataLoss (truncated, or footer and table disagree); FailedPrecondition (another format
  // version).
  static absl::StatusOr<std::unique_ptr<FlatFile>> Open(const std::string& path);

  std::uint64_t size() const override { return length_; }
  absl::StatusOr<std::span<const std::byte>> Bytes(std::uint64_t offset,
                                                   std::uint64_t length) const override;
  const Sha256& seal() const { return seal_; }

 private:
  FlatFile(std::string path, std::unique_ptr<MappedFile> file, std::uint64_t length, Sha256 seal);
  absl::Status CheckBlock(std::uint64_t block) const;

  const std::string path_;
  const std::unique_ptr<MappedFile> file_;
  const std::uint64_t length_;
  const Sha256 seal_;
  // A bit a block, set once its digest has held. Setting it twice is harmless: relaxed order is
  // enough, since the bytes themselves never change.
  mutable std::vector<std::atomic<std::uint64_t>> checked_;
};

}  // namespace lynceus::store
