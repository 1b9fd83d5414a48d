#include "lib/review/object_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kDigestDigits = 64;
constexpr std::size_t kCopyBytes = 1u << 20;
constexpr mode_t kReadOnly = 0444;
constexpr mode_t kExecutable = 0555;

// Closes at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  const int number_;
};

absl::Status WriteAll(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return FileError(path, "cannot write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

// Copies durably and returns the digest of what was copied.
absl::StatusOr<std::string> CopyFile(const std::string& from, const std::string& to, mode_t mode) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> reader, OpenByteReader(from));
  const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (out.number() < 0) return FileError(to, "cannot make", errno);
  Sha256Builder digest;
  std::vector<char> buffer(kCopyBytes);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t count, reader->Read(buffer));
    if (count == 0) break;
    const std::string_view bytes(buffer.data(), count);
    digest.Add(bytes);
    LYNCEUS_RETURN_IF_ERROR(WriteAll(out.number(), bytes, to));
  }
  // The process's umask is no business of an object.
  if (::fchmod(out.number(), mode) != 0) return FileError(to, "cannot set the mode of", errno);
  if (::fdatasync(out.number()) != 0) return FileError(to, "cannot sync", errno);
  return ToHex(digest.Finish());
}

absl::Status SyncFile(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return FileError(path, "cannot open", errno);
  if (::fdatasync(file.number()) != 0) return FileError(path, "cannot sync", errno);
  return absl::OkStatus();
}

bool CannotLink(int error) {
  return error == EXDEV || error == EPERM || error == EMLINK || error == EOPNOTSUPP;
}

absl::Status Differs(const std::string& path) {
  return DataLossError({.subject = path,
                        .cause = "its bytes are not those of its digest",
                        .remedy = "restore the object from a copy of the archive"});
}

std::string DirectoryOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// A name that no other thread or process uses.
absl::StatusOr<std::string> TemporaryBeside(const std::string& path) {
  std::string directory = DirectoryOf(path) + "/.new-XXXXXX";
  if (::mkdtemp(directory.data()) == nullptr) return FileError(directory, "cannot make", errno);
  return directory;
}

// Brings the file at `made` to its name, durably.
absl::Status Publish(const std::string& made, const std::string& path) {
  if (::rename(made.c_str(), path.c_str()) != 0) return FileError(path, "cannot rename to", errno);
  return SyncDirectory(DirectoryOf(path));
}

absl::Status Bring(const std::string& source, const std::string& digest, bool link,
                   const std::string& made) {
  if (link && ::link(source.c_str(), made.c_str()) == 0) return SyncFile(made);
  if (link && !CannotLink(errno)) return FileError(source, "cannot link", errno);
  LYNCEUS_ASSIGN_OR_RETURN(const std::string copied, CopyFile(source, made, kReadOnly));
  return copied == digest ? absl::OkStatus() : Differs(source);
}

}  // namespace

std::string ObjectStore::PathOf(const std::string& digest) const {
  return JoinPath(directory_, absl::StrCat("sha256/", digest.substr(0, 2), "/", digest.substr(2)));
}

absl::StatusOr<ObjectStore::Object> ObjectStore::PutFile(const std::string& path, Take take) const {
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 sha256, Sha256OfFile(path));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t bytes, FileSize(path));
  const Object object{.digest = ToHex(sha256), .bytes = bytes};
  const std::string at = PathOf(object.digest);
  if (PathExists(at)) return object;
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(DirectoryOf(at)));
  LYNCEUS_RETURN_IF_ERROR(SyncDirectory(DirectoryOf(DirectoryOf(at))));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string temporary, TemporaryBeside(at));
  const std::string made = JoinPath(temporary, "object");
  absl::Status status = Bring(path, object.digest, take == Take::kLink, made);
  if (status.ok()) status = Publish(made, at);
  LYNCEUS_RETURN_IF_ERROR(RemoveTree(temporary));
  LYNCEUS_RETURN_IF_ERROR(status);
  return object;
}

absl::StatusOr<ObjectStore::Object> ObjectStore::PutText(std::string_view text) const {
  const Object object{.digest = ToHex(Sha256Of(text)), .bytes = text.size()};
  const std::string at = PathOf(object.digest);
  if (PathExists(at)) return object;
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(DirectoryOf(at)));
  LYNCEUS_RETURN_IF_ERROR(SyncDirectory(DirectoryOf(DirectoryOf(at))));
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(at, text, kReadOnly));
  return object;
}

absl::StatusOr<std::string> ObjectStore::Read(const std::string& digest) const {
  const std::string at = PathOf(digest);
  LYNCEUS_ASSIGN_OR_RETURN(std::string text, ReadFile(at));
  if (ToHex(Sha256Of(text)) != digest) return Differs(at);
  return text;
}

absl::Status ObjectStore::Check(const std::string& digest) const {
  const std::string at = PathOf(digest);
  LYNCEUS_ASSIGN_OR_RETURN(const Sha256 present, Sha256OfFile(at));
  return ToHex(present) == digest ? absl::OkStatus() : Differs(at);
}

absl::Status ObjectStore::LayOut(const std::string& digest, const std::string& path,
                                 bool executable) const {
  const std::string at = PathOf(digest);
  if (!executable && ::link(at.c_str(), path.c_str()) == 0) return Check(digest);
  if (!executable && !CannotLink(errno)) return FileError(at, "cannot link", errno);
  LYNCEUS_ASSIGN_OR_RETURN(const std::string copied,
                           CopyFile(at, path, executable ? kExecutable : kReadOnly));
  return copied == digest ? absl::OkStatus() : Differs(at);
}

absl::Status ObjectStore::ForEach(const std::function<absl::Status(const Object&)>& visit) const {
  const std::string root = JoinPath(directory_, "sha256");
  LYNCEUS_ASSIGN_OR_RETURN(const auto groups, ListDirectory(root));
  for (const std::string& group : groups) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto names, ListDirectory(JoinPath(root, group)));
    for (const std::string& name : names) {
      if (name.find('.') != std::string::npos) continue;  // of a writer at work
      const std::string path = JoinPath(JoinPath(root, group), name);
      if (group.size() + name.size() != kDigestDigits) {
        return DataLossError({.subject = path,
                              .cause = "it has no object's name",
                              .remedy = "nothing but objects belongs here; move it away"});
      }
      LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t bytes, FileSize(path));
      LYNCEUS_RETURN_IF_ERROR(visit({.digest = group + name, .bytes = bytes}));
    }
  }
  return absl::OkStatus();
}

absl::Status ObjectStore::Remove(const std::string& digest) const {
  const std::string at = PathOf(digest);
  if (::unlink(at.c_str()) != 0 && errno != ENOENT) return FileError(at, "cannot remove", errno);
  return absl::OkStatus();
}

}  // namespace lynceus::review
