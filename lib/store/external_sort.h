#pragma once
// Sorting records larger than memory: (key, value) byte strings go in, come out in key order.
//
// Equal keys keep the order in which they were added. What does not fit in memory is written as
// sorted runs (sealed flat files) to a temporary directory and merged; so a full disk, a truncated
// or a damaged run is an error and never a shorter result. The result can be read again from its
// start.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus::store {

struct SortOptions {
  // Where runs are written, in a directory of its own that is removed in the end.
  std::string temporary_directory;
  // Bytes of records held before a run is written. Default: a few hundred thousand records.
  std::size_t memory_bytes_max = 64u << 20;
};

// The sorted records, one after another. One thread. Removes its runs when destroyed.
class SortedRecords {
 public:
  virtual ~SortedRecords() = default;
  // Moves to the next record (the first at first). False: there is none. Errors: DataLoss where a
  // run was damaged since it was written.
  virtual absl::StatusOr<bool> Next() = 0;
  // Of the current record; valid until the next call. REQUIRES: Next returned true.
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
  // Back to before the first record.
  virtual void Rewind() = 0;
  virtual std::uint64_t records() const = 0;
};

// One thread.
class ExternalSorter {
 public:
  explicit ExternalSorter(SortOptions options);
  ~ExternalSorter();
  ExternalSorter(ExternalSorter&&) noexcept;
  ExternalSorter& operator=(ExternalSorter&&) noexcept;

  // Cost: amortised, one copy and one sort. Errors: those of writing a run.
  absl::Status Add(std::string_view key, std::string_view value);
  // Ends the adding. REQUIRES: called once, and nothing is added after it.
  absl::StatusOr<std::unique_ptr<SortedRecords>> Sort();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus::store
