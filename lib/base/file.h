#pragma once
// Files: whole reads, durable writes, a locked directory, and read-only maps. Errors name the path
// and the system's reason (NotFound, PermissionDenied, ResourceExhausted for a full disk,
// InvalidArgument for a path of the wrong kind, else Internal). All functions are thread-safe.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus {

// Returns the whole file. Errors: ResourceExhausted where it is longer than `bytes_max`.
absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t bytes_max = 1u << 30);

// OK where nothing is at the path, or a file or link that may be replaced. Errors: InvalidArgument
// for a device, a pipe or a directory: a rename to /dev/null would replace the device.
absl::Status CheckReplaceable(const std::string& path);

// Writes a new file or replaces one: temporary file beside it, fdatasync, rename, directory fsync.
// After a crash the path holds the old or the new content, never a part. `mode`: the permission
// bits of the file, less the process's umask; 0600 for keys. Default: 0644.
absl::Status WriteFileDurably(const std::string& path, std::string_view content,
                              unsigned mode = 0644);

// fsync of the directory itself, so that names made or renamed in it survive a crash.
absl::Status SyncDirectory(const std::string& path);

// Makes `path` and its parents. Existing directories are no error.
absl::Status MakeDirectories(const std::string& path);

// Removes a file or a whole tree. What does not exist is no error.
absl::Status RemoveTree(const std::string& path);

// The error of a system call on `path`: code and remedy go by `error` (an errno), the cause says
// "cannot write: No space left on device" where `doing` is "cannot write".
absl::Status FileError(const std::string& path, std::string_view doing, int error);

bool PathExists(const std::string& path);
bool IsDirectory(const std::string& path);
absl::StatusOr<std::uint64_t> FileSize(const std::string& path);

// Returns the names (not paths) in a directory, sorted; without "." and "..".
absl::StatusOr<std::vector<std::string>> ListDirectory(const std::string& path);

// Returns `directory` + "/" + `name`, with one slash between them; `name` where directory is empty.
std::string JoinPath(std::string_view directory, std::string_view name);
// Returns the last part of `path`, slashes at its end apart; "" for "" and "/".
std::string BaseName(std::string_view path);

// Bytes read in order from a file or from memory; what the loaders read. Thread-compatible.
class ByteReader {
 public:
  virtual ~ByteReader() = default;
  // Fills up to buffer.size() bytes and returns how many; 0 only at the end.
  virtual absl::StatusOr<std::size_t> Read(std::span<char> buffer) = 0;
  // What errors call this input: a path, or "stdin", or a test's word.
  virtual const std::string& name() const = 0;
};
// Opens a file; "-" is the standard input.
absl::StatusOr<std::unique_ptr<ByteReader>> OpenByteReader(const std::string& path);
std::unique_ptr<ByteReader> MakeMemoryReader(std::string name, std::string content);

// A read-only map of a whole file. Immutable; Thread-safe. The bytes live as long as the object.
class MappedFile {
 public:
  static absl::StatusOr<std::unique_ptr<MappedFile>> Open(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}
  const std::span<const std::byte> bytes_;
};

// An exclusive advisory lock on `path` (made where absent), held until destroyed or the process
// ends.
class FileLock {
 public:
  // Errors: Unavailable where another process holds it.
  static absl::StatusOr<std::unique_ptr<FileLock>> Acquire(const std::string& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  const int descriptor_;
};

}  // namespace lynceus
