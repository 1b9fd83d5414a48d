#pragma once
// One file of the record index: the columns of up to kSegmentRecordsMax records that `log list`
// selects by. Made from leaves and bodies, and can be made again from them at any time.
//
// Content of the flat file, little-endian:
//   0  "LYNX", version u32 (2), first index u64, records u32, sealed u32, earliest and latest time
//      i64, SHA-256 of the first leaf, offsets u64 of dictionary, times, kinds, decisions, callers,
//      legal entities, snapshots, erased, earlier, entity rows, and how many rows u64
//   columns: times i64, kinds u8, decisions u8, callers, legal entities and snapshots as u32 into
//      the dictionary, whether erased u8, the record that it follows up u64 (1 + its index, or 0)
//   entity rows: first 8 bytes of SHA-256 of a matched party's id, then the record as u32 from
//      `first`; sorted
//   dictionary: callers, legal entities, snapshots; of each snapshot the list versions in it

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/digest.h"
#include "lib/review/erasure.h"
#include "lib/review/leaf.h"
#include "lib/store/flat_file.h"

namespace lynceus::review {

inline constexpr std::uint32_t kSegmentRecordsMax = 1u << 18;

// What the index knows of a record.
struct IndexedRecord {
  std::int64_t unix_micros = 0;
  RecordKind kind = RecordKind::kScreen;
  Decision decision = Decision::kClear;
  std::string caller;
  std::string legal_entity;
  std::string snapshot;
  std::optional<std::uint64_t> earlier;  // the record that it follows up
  std::vector<std::string> entities;     // ids of the parties that it matched
  bool sealed = false;                   // it matched some, and its body could not be opened
};

// "US-OFAC/SDN@2026-02-27"; without a known date "@undated".
using ListVersions = std::vector<std::string>;
// Of a snapshot that was screened by, and no opened record says which lists it has.
inline constexpr char kUnknownLists[] = "?";

// The words of one column, numbered in order of appearance.
class WordColumn {
 public:
  std::uint32_t NumberOf(const std::string& word);
  // The number, or nothing where no record has the word.
  std::optional<std::uint32_t> Find(std::string_view word) const;
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::vector<std::string> words_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

// A segment in memory, being made. One thread.
class SegmentBuilder {
 public:
  SegmentBuilder(std::uint64_t first, const Sha256& first_leaf)
      : first_(first), first_leaf_(first_leaf) {}
  // One to add to. Errors: DataLoss.
  static absl::StatusOr<SegmentBuilder> From(const class IndexSegment& segment);

  bool full() const { return times_.size() == kSegmentRecordsMax; }
  std::uint64_t first() const { return first_; }
  std::uint64_t end() const { return first_ + times_.size(); }
  // REQUIRES: !full().
  void Add(const IndexedRecord& record);
  bool KnowsLists(const std::string& snapshot) const;
  void SetLists(const std::string& snapshot, ListVersions lists) {
    lists_[snapshot] = std::move(lists);
  }
  // Marks the records that were erased and removes whom they matched; returns how many were not
  // marked before. Cost: linear in the rows, and in the records where buckets ended.
  std::uint64_t Erase(const ErasedRecords& erased);

  // Replaces the file at `path`, durably.
  absl::Status Write(const std::string& path) const;

 private:
  struct EntityRow {
    std::uint64_t hash = 0;
    std::uint32_t record = 0;
    friend auto operator<=>(const EntityRow&, const EntityRow&) = default;
  };
  std::string Dictionary() const;
  std::string BucketAt(std::size_t record) const;

  std::uint64_t first_;
  Sha256 first_leaf_;
  std::uint32_t sealed_ = 0;
  std::vector<std::int64_t> times_;
  std::string kinds_;
  std::string decisions_;
  std::vector<std::uint32_t> callers_;
  std::vector<std::uint32_t> legal_entities_;
  std::vector<std::uint32_t> snapshots_;
  std::string erased_;
  std::vector<std::uint64_t> earlier_;
  WordColumn caller_words_;
  WordColumn legal_entity_words_;
  WordColumn snapshot_words_;
  std::map<std::string, ListVersions> lists_;
  std::vector<EntityRow> rows_;
};

std::uint64_t EntityHash(std::string_view entity);

// One that is read. Immutable; Thread-safe.
class IndexSegment {
 public:
  // Errors: NotFound; DataLoss; FailedPrecondition where it is of another version: make it again.
  static absl::StatusOr<std::unique_ptr<IndexSegment>> Open(const std::string& path);

  std::uint64_t first() const { return first_; }
  std::uint32_t count() const { return count_; }
  std::uint64_t end() const { return first_ + count_; }
  std::uint32_t sealed() const { return sealed_; }
  std::int64_t earliest() const { return earliest_; }
  std::int64_t latest() const { return latest_; }
  const Sha256& first_leaf() const { return first_leaf_; }
  const WordColumn& callers() const { return callers_; }
  const WordColumn& legal_entities() const { return legal_entities_; }
  const WordColumn& snapshots() const { return snapshots_; }
  // By the number of the snapshot; none where nothing was screened by it.
  const std::vector<ListVersions>& lists() const { return lists_; }

  enum class Column : std::uint8_t {
    kTime,
    kKind,
    kDecision,
    kCaller,
    kLegalEntity,
    kSnapshot,
    kErased,
    kEarlier
  };
  // The column's bytes, of width 8, 1 or 4. Errors: DataLoss.
  absl::StatusOr<std::span<const std::byte>> Bytes(Column column) const;
  // The records, from first(), that matched the party; ascending. Errors: DataLoss.
  absl::StatusOr<std::vector<std::uint32_t>> WithEntity(std::string_view entity) const;
  // All rows: hash and record.
  absl::StatusOr<std::vector<std::pair<std::uint64_t, std::uint32_t>>> Rows() const;

 private:
  explicit IndexSegment(std::unique_ptr<store::FlatFile> file) : file_(std::move(file)) {}
  absl::Status ReadHead();
  absl::Status ReadDictionary(std::uint64_t offset);

  const std::unique_ptr<store::FlatFile> file_;
  std::uint64_t first_ = 0;
  std::uint32_t count_ = 0;
  std::uint32_t sealed_ = 0;
  std::int64_t earliest_ = 0;
  std::int64_t latest_ = 0;
  Sha256 first_leaf_{};
  std::vector<std::uint64_t> offsets_;  // of the columns, by Column
  std::uint64_t rows_offset_ = 0;
  std::uint64_t rows_count_ = 0;
  WordColumn callers_;
  WordColumn legal_entities_;
  WordColumn snapshots_;
  std::vector<ListVersions> lists_;
};

}  // namespace lynceus::review
