#pragma once
// A file that is being written and is not yet one: nobody sees it under its name until it is whole
// and on the disk.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/digest.h"

namespace lynceus::fetch {

// One thread. Removes its file when it goes away before MoveTo. Errors are those of lib/base/file.h
// (PermissionDenied, ResourceExhausted for a full disk ...).
class PartFile {
 public:
  // Makes `path`, in place of what a process that was killed left there. REQUIRES: no other process
  // writes there (the lists directory is locked).
  static absl::StatusOr<std::unique_ptr<PartFile>> Create(std::string path);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  absl::Status Append(std::string_view bytes);
  // Forgets what was appended: another attempt begins.
  absl::Status Clear();
  std::uint64_t bytes() const { return bytes_; }
  const std::string& path() const { return path_; }

  // Brings every byte to the disk and returns the hex SHA-256. REQUIRES: called once after the last
  // Append.
  absl::StatusOr<std::string> Finish();
  // Gives the file its name, durably. What stood there is replaced. REQUIRES: Finish.
  absl::Status MoveTo(const std::string& path);

 private:
  PartFile(std::string path, int descriptor);

  const std::string path_;
  const int descriptor_;
  std::uint64_t bytes_ = 0;
  std::unique_ptr<Sha256Builder> digest_;
  bool moved_ = false;
};

}  // namespace lynceus::fetch
