#pragma once
// A table from 64-bit hashes to ascending lists of 31-bit numbers: built by external sort, read in
// place. The anchors of words and names, the names of words and the identifiers of entities are
// such tables (FORMAT.md).

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/block.h"

namespace lynceus::retrieval {

struct Posting {
  std::uint64_t key = 0;
  std::uint32_t number = 0;
  friend bool operator==(const Posting&, const Posting&) = default;
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

inline constexpr std::uint32_t kPostingNumberMax = 0x7FFF'FFFF;

// Where a table stands in the file.
struct TableExtent {
  std::uint64_t lists_offset = 0;  // the lists of keys that have several numbers, back to back
  std::uint64_t lists_bytes = 0;
  std::uint64_t buckets_offset = 0;  // 2^bucket_bits + 1 positions of 4 bytes in the entries
  std::uint32_t bucket_bits = 1;
  std::uint64_t entries_offset = 0;  // 8 bytes a key: what the bucket leaves of it, number or list
  std::uint64_t keys = 0;

  std::uint64_t buckets() const { return std::uint64_t{1} << bucket_bits; }
};

// One thread.
class PostingTableBuilder {
 public:
  PostingTableBuilder(std::string spill_directory, std::size_t postings_max);
  ~PostingTableBuilder();
  // REQUIRES: the number is at most kPostingNumberMax.
  absl::Status Add(Posting posting);
  // Writes the table to `sink`; equal postings count once. Errors: ResourceExhausted where its
  // lists exceed 2 GiB.
  absl::StatusOr<TableExtent> Finish(BlockSink& sink);

 private:
  struct Run;
  absl::Status Spill();

  const std::string spill_directory_;
  const std::size_t postings_max_;
  std::vector<Posting> held_;
  std::vector<std::unique_ptr<Run>> runs_;
};

// Appends the numbers of `key`, ascending; nothing where it has none. Keys that agree in their
// first 32 + bucket_bits bits share their numbers: the answer is complete and may hold a few more.
// Cost: two reads where the keys are hashes, one more for a key of several numbers. Errors:
// DataLoss.
absl::Status LookUp(const BlockSource& blocks, const TableExtent& table, std::uint64_t key,
                    std::vector<std::uint32_t>& out);

}  // namespace lynceus::retrieval
