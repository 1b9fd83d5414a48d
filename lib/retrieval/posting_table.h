#pragma once
// A table from 64-bit keys to ascending lists of 32-bit numbers: built by external sort, read in
// place. Both the anchors of names and the identifiers of entities are such a table (FORMAT.md).

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

// Where a table stands in the file.
struct TableExtent {
  std::uint64_t lists_offset = 0;  // the lists, back to back
  std::uint64_t lists_bytes = 0;
  std::uint64_t entries_offset = 0;  // 16 bytes a key: key, offset of its list in the lists
  std::uint64_t keys = 0;
};

// One thread.
class PostingTableBuilder {
 public:
  PostingTableBuilder(std::string spill_directory, std::size_t postings_max);
  ~PostingTableBuilder();
  absl::Status Add(Posting posting);
  // Writes the table to `sink`; equal postings count once.
  absl::StatusOr<TableExtent> Finish(BlockSink& sink);

 private:
  struct Run;
  absl::Status Spill();

  const std::string spill_directory_;
  const std::size_t postings_max_;
  std::vector<Posting> held_;
  std::vector<std::unique_ptr<Run>> runs_;
};

// Appends the numbers of `key`, ascending; nothing where it has none. Cost: an interpolation search
// over uniformly distributed keys, some reads. Errors: DataLoss.
absl::Status LookUp(const BlockSource& blocks, const TableExtent& table, std::uint64_t key,
                    std::vector<std::uint32_t>& out);

}  // namespace lynceus::retrieval
