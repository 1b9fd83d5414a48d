// Files, by POSIX calls where durability, locks or maps matter and std::filesystem (in its forms
// that do not throw) where they do not.

#include "lib/base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "lib/base/status.h"

namespace lynceus {
namespace {

constexpr int kTemporaryNameTries = 100;
constexpr std::size_t kReadBytes = 1u << 16;

absl::StatusCode CodeOfErrno(int error) {
  switch (error) {
    case ENOENT:
      return absl::StatusCode::kNotFound;
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::StatusCode::kPermissionDenied;
    case ENOSPC:
    case EDQUOT:
    case EMFILE:
    case ENFILE:
    case EFBIG:
      return absl::StatusCode::kResourceExhausted;
    case ENOTDIR:
    case EISDIR:
    case ENAMETOOLONG:
    case ELOOP:
      return absl::StatusCode::kInvalidArgument;
    default:
      return absl::StatusCode::kInternal;
  }
}

std::string_view RemedyOfErrno(int error) {
  switch (error) {
    case ENOENT:
      return "check that the path exists";
    case EACCES:
    case EPERM:
      return "give this user the right to it";
    case EROFS:
      return "choose a path on a file system that can be written";
    case ENOSPC:
    case EDQUOT:
      return "make room on the disk";
    case EMFILE:
    case ENFILE:
      return "raise the limit of open files";
    default:
      return "";
  }
}

// `doing`: "cannot open", "cannot sync" ...
absl::Status SystemError(const std::string& path, std::string_view doing, int error) {
  return MakeError(CodeOfErrno(error),
                   {.subject = path,
                    .cause = std::string(doing) + ": " + std::generic_category().message(error),
                    .remedy = std::string(RemedyOfErrno(error))});
}

absl::Status WrongKind(const std::string& path) {
  return InvalidError(
      {.subject = path, .cause = "it is not a regular file", .remedy = "give the path of a file"});
}

// A descriptor closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int Release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

absl::StatusOr<Descriptor> OpenForReading(const std::string& path, int more_flags = 0) {
  while (true) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | more_flags);
    if (fd >= 0) return Descriptor(fd);
    if (errno != EINTR) return SystemError(path, "cannot open", errno);
  }
}

absl::StatusOr<std::size_t> ReadSome(int fd, std::span<char> buffer, const std::string& name) {
  while (true) {
    const ssize_t length = ::read(fd, buffer.data(), buffer.size());
    if (length >= 0) return static_cast<std::size_t>(length);
    if (errno != EINTR) return SystemError(name, "cannot read", errno);
  }
}

absl::Status WriteAll(int fd, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemError(path, "cannot write", errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

// Opens a new file beside `path`; O_EXCL keeps writers of one path apart.
absl::StatusOr<std::pair<Descriptor, std::string>> OpenTemporaryBeside(const std::string& path,
                                                                       unsigned mode) {
  for (int i = 0; i < kTemporaryNameTries; ++i) {
    std::string name = path + ".tmp." + std::to_string(::getpid()) + "." + std::to_string(i);
    const int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd >= 0) return std::pair(Descriptor(fd), std::move(name));
    if (errno != EEXIST && errno != EINTR) return SystemError(path, "cannot write", errno);
  }
  return InternalError({.subject = path,
                        .cause = "no free name for a temporary file beside it",
                        .remedy = "remove the old .tmp. files there"});
}

absl::Status WriteAndMove(int fd, const std::string& temporary, const std::string& path,
                          std::string_view content) {
  LYNCEUS_RETURN_IF_ERROR(WriteAll(fd, content, path));
  if (::fdatasync(fd) != 0) return SystemError(path, "cannot sync", errno);
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    return SystemError(path, "cannot move into place", errno);
  }
  return absl::OkStatus();
}

class FileReader final : public ByteReader {
 public:
  FileReader(std::string name, Descriptor file) : name_(std::move(name)), file_(std::move(file)) {}
  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    return ReadSome(file_.get(), buffer, name_);
  }
  const std::string& name() const override { return name_; }

 private:
  const std::string name_;
  const Descriptor file_;
};

class MemoryReader final : public ByteReader {
 public:
  MemoryReader(std::string name, std::string content)
      : name_(std::move(name)), content_(std::move(content)) {}
  absl::StatusOr<std::size_t> Read(std::span<char> buffer) override {
    const std::size_t length = content_.copy(buffer.data(), buffer.size(), at_);
    at_ += length;
    return length;
  }
  const std::string& name() const override { return name_; }

 private:
  const std::string name_;
  const std::string content_;
  std::size_t at_ = 0;
};

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t bytes_max) {
  LYNCEUS_ASSIGN_OR_RETURN(const Descriptor file, OpenForReading(path));
  std::string content;
  std::vector<char> buffer(kReadBytes);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t length, ReadSome(file.get(), buffer, path));
    if (length == 0) return content;
    if (length > bytes_max - content.size()) {
      return LimitError({.subject = path,
                         .cause = "the file is too long",
                         .limit = std::to_string(bytes_max) + " bytes",
                         .remedy = "give a shorter file"});
    }
    content.append(buffer.data(), length);
  }
}

absl::Status CheckReplaceable(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode) || S_ISLNK(status.st_mode)) {
    return absl::OkStatus();
  }
  return InvalidError({.subject = path,
                       .cause = "it is no file, but a device, a pipe or a directory, and would be "
                                "replaced",
                       .remedy = "give the path of a file"});
}

absl::Status WriteFileDurably(const std::string& path, std::string_view content, unsigned mode) {
  LYNCEUS_RETURN_IF_ERROR(CheckReplaceable(path));
  LYNCEUS_ASSIGN_OR_RETURN(const auto temporary, OpenTemporaryBeside(path, mode));
  const auto& [file, name] = temporary;
  if (absl::Status status = WriteAndMove(file.get(), name, path, content); !status.ok()) {
    ::unlink(name.c_str());
    return status;
  }
  const auto parent = std::filesystem::path(path).parent_path();
  return SyncDirectory(parent.empty() ? "." : parent.string());
}

absl::Status SyncDirectory(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const Descriptor directory, OpenForReading(path, O_DIRECTORY));
  if (::fsync(directory.get()) != 0) return SystemError(path, "cannot sync", errno);
  return absl::OkStatus();
}

absl::Status MakeDirectories(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return SystemError(path, "cannot make the directory", error.value());
  if (!IsDirectory(path)) return SystemError(path, "cannot make the directory", ENOTDIR);
  return absl::OkStatus();
}

absl::Status RemoveTree(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  if (error) return SystemError(path, "cannot remove", error.value());
  return absl::OkStatus();
}

absl::Status FileError(const std::string& path, std::string_view doing, int error) {
  return SystemError(path, doing, error);
}

bool PathExists(const std::string& path) {
  struct ::stat about = {};
  return ::stat(path.c_str(), &about) == 0;
}

bool IsDirectory(const std::string& path) {
  struct ::stat about = {};
  return ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

absl::StatusOr<std::uint64_t> FileSize(const std::string& path) {
  struct ::stat about = {};
  if (::stat(path.c_str(), &about) != 0) return SystemError(path, "cannot look at it", errno);
  if (!S_ISREG(about.st_mode)) return WrongKind(path);
  return static_cast<std::uint64_t>(about.st_size);
}

absl::StatusOr<std::vector<std::string>> ListDirectory(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  std::filesystem::directory_iterator entry(path, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return SystemError(path, "cannot list", error.value());
  std::sort(names.begin(), names.end());
  return names;
}

std::string JoinPath(std::string_view directory, std::string_view name) {
  std::string path(directory);
  if (!path.empty() && !path.ends_with('/')) path += '/';
  return path += name;
}

std::string BaseName(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.rfind('/') + 1));  // npos + 1 is 0
}

absl::StatusOr<std::unique_ptr<ByteReader>> OpenByteReader(const std::string& path) {
  if (path == "-") {
    const int fd = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) return SystemError("stdin", "cannot open", errno);
    return std::make_unique<FileReader>("stdin", Descriptor(fd));
  }
  LYNCEUS_ASSIGN_OR_RETURN(Descriptor file, OpenForReading(path));
  if (IsDirectory(path)) return WrongKind(path);
  return std::make_unique<FileReader>(path, std::move(file));
}

std::unique_ptr<ByteReader> MakeMemoryReader(std::string name, std::string content) {
  return std::make_unique<MemoryReader>(std::move(name), std::move(content));
}

absl::StatusOr<std::unique_ptr<MappedFile>> MappedFile::Open(const std::string& path) {
  LYNCEUS_ASSIGN_OR_RETURN(const Descriptor file, OpenForReading(path));
  struct ::stat about = {};
  if (::fstat(file.get(), &about) != 0) return SystemError(path, "cannot look at it", errno);
  if (!S_ISREG(about.st_mode)) return WrongKind(path);
  const auto length = static_cast<std::size_t>(about.st_size);
  if (length == 0) return std::unique_ptr<MappedFile>(new MappedFile({}));
  void* const start = ::mmap(nullptr, length, PROT_READ, MAP_SHARED, file.get(), 0);
  if (start == MAP_FAILED) return SystemError(path, "cannot map", errno);
  return std::unique_ptr<MappedFile>(
      new MappedFile({static_cast<const std::byte*>(start), length}));
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

absl::StatusOr<std::unique_ptr<FileLock>> FileLock::Acquire(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (file.get() < 0) return SystemError(path, "cannot open the lock file", errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return SystemError(path, "cannot lock", errno);
    return UnavailableError({.subject = path,
                             .cause = "another process holds the lock",
                             .remedy = "wait until it ends, or stop it"});
  }
  return std::unique_ptr<FileLock>(new FileLock(file.Release()));
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace lynceus
