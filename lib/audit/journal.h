#pragma once
// The journal: every leaf with its body, in order, in one file that one fdatasync makes durable.
// All else in a log's directory can be made again from it. What cannot be read is an error, never
// the journal's end: a read error that looked like a torn tail would cut records.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus::audit {

// Where a record begins: its index and the byte of the file.
struct JournalPlace {
  std::uint64_t index = 0;
  std::uint64_t offset = 0;
  friend bool operator==(const JournalPlace&, const JournalPlace&) = default;
};
// Of the first record, behind the header.
inline constexpr JournalPlace kJournalStart{.index = 0, .offset = 8};

struct JournalRecord {
  std::uint64_t index = 0;
  std::uint64_t offset = 0;  // of the record in the file
  std::string leaf;
  std::string body;
};

// The byte behind a record.
std::uint64_t EndOf(const JournalRecord& record);

// What reading a journal found.
struct JournalScan {
  std::uint64_t records = 0;      // of the whole journal, those before the place of start included
  std::uint64_t bytes_good = 0;   // up to the end of the last whole record
  std::uint64_t bytes_total = 0;  // more than bytes_good: a torn or damaged tail
};

// Makes an empty journal. Errors: AlreadyExists.
absl::Status CreateJournal(const std::string& path);

// Gives every whole record from `start` on to `visit`, in order; stops at the first that is not
// whole. Errors: NotFound where there is no such file; DataLoss where the header is not that of a
// journal, or the file ends before `start`; Unavailable where it cannot be read; visit's own.
absl::StatusOr<JournalScan> ScanJournal(const std::string& path,
                                        const std::function<absl::Status(JournalRecord)>& visit,
                                        JournalPlace start = kJournalStart);

// Single records. Thread-safe.
class JournalReader {
 public:
  // Errors: NotFound.
  static absl::StatusOr<std::unique_ptr<JournalReader>> Open(const std::string& path);
  ~JournalReader();
  JournalReader(const JournalReader&) = delete;
  JournalReader& operator=(const JournalReader&) = delete;

  // Cost: two reads. Errors: DataLoss where no whole record with this index begins there;
  // Unavailable where the file cannot be read.
  absl::StatusOr<JournalRecord> Read(JournalPlace place) const;

 private:
  JournalReader(int descriptor, std::string path)
      : descriptor_(descriptor), path_(std::move(path)) {}
  const int descriptor_;
  const std::string path_;
};

// The appending end. Holds the log's lock, on the journal itself: a lock file could be removed
// beneath a writer. One thread.
class JournalWriter {
 public:
  // Takes the lock; changes nothing. Errors: NotFound; Unavailable where another process holds it.
  static absl::StatusOr<std::unique_ptr<JournalWriter>> Open(const std::string& path);
  ~JournalWriter();
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  // Makes the journal as it was read durable and ready for appending: cuts what stands behind
  // `end`, and writes [doubtful, end) again before it syncs. Pages whose sync once failed look
  // clean to the kernel and are not on the disk: a process that starts after such a failure would
  // sync nothing and sign records that a power cut still takes away (the "fsyncgate" of
  // PostgreSQL, 2018). REQUIRES: doubtful <= end; called once, before Add. Errors: Unavailable.
  absl::Status Begin(std::uint64_t doubtful, std::uint64_t end);

  // OK while the file at the path is the one that is written. Errors: Unavailable where it was
  // moved, removed or replaced: what is written since is where nobody will look for it.
  absl::Status InPlace() const;

  // Encodes a record behind what is buffered; returns the offset it will have.
  std::uint64_t Add(std::uint64_t index, std::string_view leaf, std::string_view body);
  // Of the last record added.
  std::uint64_t end() const { return end_ + buffer_.size(); }
  // Writes the buffer and makes it durable. Errors: Unavailable, and then for good: after a failed
  // sync the same descriptor may say that all is well.
  absl::Status Sync();

 private:
  JournalWriter(int descriptor, std::string path)
      : descriptor_(descriptor), path_(std::move(path)) {}
  absl::Status WriteAt(std::uint64_t offset, std::string_view bytes);
  absl::Status Fail(std::string_view what);

  const int descriptor_;
  const std::string path_;
  std::uint64_t end_ = 0;  // of what is written
  std::string buffer_;
  absl::Status failed_;
};

}  // namespace lynceus::audit
