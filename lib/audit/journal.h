#pragma once
// The journal: every leaf with its body, in order, in one file that one fdatasync makes durable.
// All else in a log's directory can be made again from it.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus::audit {

struct JournalRecord {
  std::uint64_t index = 0;
  std::uint64_t offset = 0;  // of the record in the file
  std::string leaf;
  std::string body;
};

// What reading a journal from its start found.
struct JournalScan {
  std::uint64_t records = 0;
  std::uint64_t bytes_good = 0;   // up to the end of the last whole record
  std::uint64_t bytes_total = 0;  // more than bytes_good: a torn or damaged tail
};

// Makes an empty journal. Errors: AlreadyExists.
absl::Status CreateJournal(const std::string& path);

// Gives every whole record to `visit`, in order; stops at the first that is not whole.
// Errors: DataLoss where the header is not that of a journal; visit's own.
absl::StatusOr<JournalScan> ScanJournal(const std::string& path,
                                        const std::function<absl::Status(JournalRecord)>& visit);

// Reads the record at `offset`. Errors: DataLoss where none with this index begins there.
absl::StatusOr<JournalRecord> ReadJournalRecord(const std::string& path, std::uint64_t offset,
                                                std::uint64_t index);

// The appending end. One thread.
class JournalWriter {
 public:
  // Cuts the file to `bytes_good` first.
  static absl::StatusOr<std::unique_ptr<JournalWriter>> Open(const std::string& path,
                                                             std::uint64_t bytes_good);
  ~JournalWriter();
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  // Encodes a record behind what is buffered; returns the offset it will have.
  std::uint64_t Add(std::uint64_t index, std::string_view leaf, std::string_view body);
  // Writes the buffer and makes it durable. Errors: Unavailable; nothing may be added after one.
  absl::Status Sync();

 private:
  JournalWriter(int descriptor, std::string path, std::uint64_t end)
      : descriptor_(descriptor), path_(std::move(path)), end_(end) {}
  const int descriptor_;
  const std::string path_;
  std::uint64_t end_;  // of what is durable
  std::string buffer_;
};

}  // namespace lynceus::audit
