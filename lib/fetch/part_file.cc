#include "lib/fetch/part_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::fetch {
namespace {

// The directory part, slash included; "." where there is none.
std::string DirectoryOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

}  // namespace

PartFile::PartFile(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor), digest_(std::make_unique<Sha256Builder>()) {}

absl::StatusOr<std::unique_ptr<PartFile>> PartFile::Create(std::string path) {
  LYNCEUS_RETURN_IF_ERROR(RemoveTree(path));
  const int descriptor =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (descriptor < 0) return FileError(path, "cannot write", errno);
  return std::unique_ptr<PartFile>(new PartFile(std::move(path), descriptor));
}

PartFile::~PartFile() {
  ::close(descriptor_);
  if (!moved_) ::unlink(path_.c_str());
}

absl::Status PartFile::Append(std::string_view bytes) {
  digest_->Add(bytes);
  bytes_ += bytes.size();
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError(path_, "cannot write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status PartFile::Clear() {
  if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0) {
    return FileError(path_, "cannot empty it", errno);
  }
  bytes_ = 0;
  digest_ = std::make_unique<Sha256Builder>();
  return absl::OkStatus();
}

absl::StatusOr<std::string> PartFile::Finish() {
  if (::fsync(descriptor_) != 0) return FileError(path_, "cannot sync", errno);
  return ToHex(digest_->Finish());
}

absl::Status PartFile::MoveTo(const std::string& path) {
  if (std::rename(path_.c_str(), path.c_str()) != 0) {
    return FileError(path, "cannot move into place", errno);
  }
  moved_ = true;
  return SyncDirectory(DirectoryOf(path));
}

}  // namespace lynceus::fetch
