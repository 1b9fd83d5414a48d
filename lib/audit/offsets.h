#pragma once
// The offsets: where each record of the journal begins, so that a record is two reads whatever the
// log's size. Made again from the journal where it is lost; nobody need believe it, since a record
// carries its own index under its digest.
//
// It is one thing more: an entry is written after its record was durable, before anybody was told.
// So a journal that ends before an entry was cut or damaged, and is no torn tail.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <span>
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus::audit {

// Thread-compatible; Read may be called beside Append.
class Offsets {
 public:
  // Opens the file for reading. Errors: NotFound; DataLoss where it is no such file.
  static absl::StatusOr<std::unique_ptr<Offsets>> Open(const std::string& path);
  // Opens it for reading and writing; an absent or damaged one is made empty. Not durable until
  // the caller syncs the file system.
  static absl::StatusOr<std::unique_ptr<Offsets>> OpenForWriting(const std::string& path);
  ~Offsets();
  Offsets(const Offsets&) = delete;
  Offsets& operator=(const Offsets&) = delete;

  // Where record `index` begins; nothing where the file does not say. Errors: Unavailable.
  absl::StatusOr<std::optional<std::uint64_t>> Read(std::uint64_t index) const;
  // How many records the file speaks of: up to the last entry that is set. Errors: Unavailable.
  absl::StatusOr<std::uint64_t> Records() const;

  // Writes the entries of records `first` and following. Errors: Unavailable.
  absl::Status Write(std::uint64_t first, std::span<const std::uint64_t> offsets);
  // Forgets entries from `records` on. Errors: Unavailable.
  absl::Status Cut(std::uint64_t records);

 private:
  Offsets(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  const int descriptor_;
  const std::string path_;
};

}  // namespace lynceus::audit
