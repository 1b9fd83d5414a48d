#pragma once
// Files by their SHA-256: DIRECTORY/sha256/ab/cdef... . An object never changes; whoever reads one
// gets the bytes of its name or an error. The archive is made of it.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus::review {

// Thread-safe, also between processes: an object appears whole, by rename, and is durable when a
// call returns.
class ObjectStore {
 public:
  explicit ObjectStore(std::string directory) : directory_(std::move(directory)) {}

  // How a file's bytes come in.
  enum class Take : std::uint8_t {
    kCopy,
    kLink,  // a hard link where the file system allows, else a copy; for files that never change
  };
  struct Object {
    std::string digest;  // hex
    std::uint64_t bytes = 0;
  };
  // What is there already is not written again. Errors: those of the file system; DataLoss where
  // the file changed while it was read.
  absl::StatusOr<Object> PutFile(const std::string& path, Take take) const;
  absl::StatusOr<Object> PutText(std::string_view text) const;

  // Errors: NotFound; DataLoss where the bytes are not those of the name.
  absl::StatusOr<std::string> Read(const std::string& digest) const;
  absl::Status Check(const std::string& digest) const;
  // Puts the object at `path`, checked: linked, or copied where it is to be executable or cannot be
  // linked.
  absl::Status LayOut(const std::string& digest, const std::string& path, bool executable) const;

  // Gives every object, sorted. Errors: DataLoss where a file has no object's name.
  absl::Status ForEach(const std::function<absl::Status(const Object&)>& visit) const;
  absl::Status Remove(const std::string& digest) const;

 private:
  std::string PathOf(const std::string& digest) const;

  const std::string directory_;
};

}  // namespace lynceus::review
