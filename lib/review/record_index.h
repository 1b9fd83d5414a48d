#pragma once
// The record index: which records of a log were made when, by whom, how they were decided, on which
// lists, and whom they matched. It holds nothing that the log does not; what it selects by is read
// from leaves and, where the master key is at hand, from opened bodies. An erased record is marked,
// and its parties are gone: at once from the index of the log's own directory, else with the next
// update. That a record is erased is known from the leaf that says so, not from its body, so that
// an update beside a writer that is erasing misses nothing.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/review/erasure.h"
#include "lib/review/index_segment.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

struct IndexUpdate {
  std::uint64_t records = 0;  // in the index now
  std::uint64_t added = 0;
  std::uint64_t forgotten = 0;  // records in the index that were erased since
  std::uint64_t sealed = 0;     // records that matched somebody and could not be opened
};

// Brings the index at `directory` up to the newest checkpoint: adds what is new, opens what was
// sealed before where that can be done now, and takes out what was erased since. `rebuild` makes it
// from nothing. Holds a lock in the directory. Errors: Unavailable where another process updates
// it; FailedPrecondition where it is of another log or longer than this one; those of the reader.
// Cost: linear in what is new; a body is opened only where the leaf says that somebody matched, and
// once for each snapshot.
absl::StatusOr<IndexUpdate> UpdateRecordIndex(const RecordReader& records,
                                              const std::string& directory, bool rebuild);

// Marks those records of the index at `directory` that were erased and takes out whom they matched.
// One that is not there is none the worse; one that cannot be read, or written, is removed: the
// next update makes it again from the log. What a killed update left unfinished is removed. Errors:
// Unavailable where another process updates it: it may write what was erased, so ask again; the
// file errors of lib/base/file.h, where it cannot even be removed. Cost: rewrites the segments of
// some 10 MB that hold such records.
absl::Status ForgetErased(const std::string& directory, const ErasedRecords& erased);

// What is asked for; what is empty selects all.
struct RecordFilter {
  std::optional<std::int64_t> from_unix_micros;
  std::optional<std::int64_t> until_unix_micros;  // first moment no longer
  std::optional<RecordKind> kind;
  std::optional<Decision> decision;
  std::optional<std::string> caller;
  std::optional<std::string> legal_entity;
  std::string snapshot;      // content digest, or its beginning
  std::string list_version;  // "US-OFAC/SDN@2026-02-27", or without a date "US-OFAC/SDN"
  std::string entity;        // any id of a party that was matched
  std::optional<std::uint64_t> follows;  // the record that they follow up
  std::optional<bool> erased;
};

struct FoundRecords {
  std::vector<std::uint64_t> indexes;  // ascending, at most as many as asked for
  std::vector<std::uint64_t> erased;   // those of them whose body was erased, ascending
  std::uint64_t total = 0;
  // Asked by entity: screenings that fit the rest and were erased, so that nobody can tell whom
  // they matched.
  std::uint64_t untold = 0;
};

// Immutable; Thread-safe.
class RecordIndex {
 public:
  // Errors: NotFound where there is none; DataLoss.
  static absl::StatusOr<RecordIndex> Open(const std::string& directory);

  std::uint64_t size() const;
  // Errors: FailedPrecondition where it is asked by entity or list version and the index was made
  // without the key that says so; DataLoss.
  absl::StatusOr<FoundRecords> Find(const RecordFilter& filter, std::uint64_t records_max) const;

 private:
  std::vector<std::unique_ptr<IndexSegment>> segments_;
};

// "index/" below the log's directory: where it is kept unless told otherwise.
std::string IndexDirectory(const std::string& log);
// The path of the segment that begins with record `first`.
std::string SegmentPath(const std::string& directory, std::uint64_t first);

// Of the answer of a screening: its list versions, and all ids of the parties it matched.
absl::StatusOr<ListVersions> ListVersionsOf(const std::string& answer_json);
absl::StatusOr<std::vector<std::string>> EntitiesOf(const std::string& answer_json);

}  // namespace lynceus::review
