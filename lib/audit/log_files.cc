// Plain POSIX for the writes that lib/base/file.h does not have: a secret, one without a sync, and
// those of a single writer, which leave nothing but PATH.new behind whatever happens to it.
#include "lib/audit/log_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

absl::Status CannotWrite(const std::string& path) {
  return UnavailableError({.subject = path,
                           .cause = absl::StrCat("it cannot be written: ", std::strerror(errno)),
                           .remedy = "free the disk or mend it, then start again"});
}

absl::Status WriteAll(int descriptor, const std::string& path, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return CannotWrite(path);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status SyncOpened(const std::string& path, int flags, int (*sync)(int)) {
  const int descriptor = open(path.c_str(), flags);
  if (descriptor < 0) return CannotWrite(path);
  absl::Status status;
  if (sync(descriptor) != 0) status = CannotWrite(path);
  close(descriptor);
  return status;
}

absl::Status SyncParent(const std::string& path) {
  return SyncOpened(path.substr(0, path.rfind('/') + 1), O_RDONLY | O_DIRECTORY | O_CLOEXEC, fsync);
}

// Overwrites a file and removes it. One that is `kept` too, by another name, only loses this name.
absl::Status DestroyFile(const std::string& path, const std::string& kept) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) {
    return errno == ENOENT ? absl::OkStatus() : CannotWrite(path);
  }
  struct stat other {};
  const bool same = lstat(kept.c_str(), &other) == 0 && other.st_dev == status.st_dev &&
                    other.st_ino == status.st_ino;
  if (!same) {
    if (chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) return CannotWrite(path);
    const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return CannotWrite(path);
    absl::Status done =
        WriteAll(descriptor, path, std::string(static_cast<std::size_t>(status.st_size), '\0'));
    if (done.ok() && fdatasync(descriptor) != 0) done = CannotWrite(path);
    close(descriptor);
    LYNCEUS_RETURN_IF_ERROR(done);
  }
  if (unlink(path.c_str()) != 0) return CannotWrite(path);
  return SyncParent(path);
}

absl::Status Replace(const std::string& path, std::string_view content, bool durably) {
  const std::string temporary = path + ".new";
  const int descriptor = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                              S_IRUSR | S_IWUSR | S_IRGRP);
  if (descriptor < 0) return CannotWrite(temporary);
  absl::Status status = WriteAll(descriptor, temporary, content);
  if (status.ok() && durably && fdatasync(descriptor) != 0) status = CannotWrite(temporary);
  if (close(descriptor) != 0 && errno != EINTR) status.Update(CannotWrite(temporary));
  if (status.ok() && std::rename(temporary.c_str(), path.c_str()) != 0) status = CannotWrite(path);
  return status;
}

}  // namespace

absl::Status WriteSecretFile(const std::string& path, std::string_view content) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR);
  if (descriptor < 0) {
    if (errno != EEXIST) return CannotWrite(path);
    return MakeError(absl::StatusCode::kAlreadyExists,
                     {.subject = path, .cause = "there is a key already"});
  }
  absl::Status status = WriteAll(descriptor, path, content);
  if (status.ok() && fsync(descriptor) != 0) status = CannotWrite(path);
  close(descriptor);
  return status;
}

// The new name is on the disk before the old content is touched: else a power cut could bring the
// old name back, with zeroes behind it.
absl::Status ReplaceSecretFile(const std::string& path, std::string_view content) {
  const std::string next = path + ".new";
  const std::string old = path + ".old";
  LYNCEUS_RETURN_IF_ERROR(ClearSecretFile(path));
  LYNCEUS_RETURN_IF_ERROR(WriteSecretFile(next, content));
  if (link(path.c_str(), old.c_str()) != 0) return CannotWrite(old);
  if (std::rename(next.c_str(), path.c_str()) != 0) return CannotWrite(path);
  LYNCEUS_RETURN_IF_ERROR(SyncParent(path));
  return DestroyFile(old, path);
}

absl::Status ClearSecretFile(const std::string& path) {
  LYNCEUS_RETURN_IF_ERROR(DestroyFile(path + ".new", path));
  return DestroyFile(path + ".old", path);
}

absl::Status ReplaceFile(const std::string& path, std::string_view content) {
  return Replace(path, content, /*durably=*/false);
}

absl::Status ReplaceFileDurably(const std::string& path, std::string_view content) {
  LYNCEUS_RETURN_IF_ERROR(Replace(path, content, /*durably=*/true));
  return SyncParent(path);
}

absl::Status SyncFileSystem(const std::string& directory) {
  return SyncOpened(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, syncfs);
}

bool IsTorn(std::string_view present, std::string_view written) {
  constexpr std::size_t kBlockBytes = 512;  // the least that a disk writes
  if (present.size() > written.size()) return false;
  for (std::size_t at = 0; at < present.size(); at += kBlockBytes) {
    const std::string_view block = present.substr(at, kBlockBytes);
    const bool zeroes = block.find_first_not_of('\0') == std::string_view::npos;
    if (!zeroes && block != written.substr(at, block.size())) return false;
  }
  return true;
}

absl::StatusOr<Checkpoint> ReadCheckpoint(const std::string& log,
                                          const std::vector<VerifierKey>& keys) {
  const std::string path = CheckpointPath(log);
  const auto damaged = [&](std::string cause) {
    return DataLossError({.subject = path,
                          .cause = std::move(cause),
                          .remedy = "the log was changed or damaged; restore it from a copy"});
  };
  const auto note = ReadFile(path);
  if (!note.ok()) return damaged("the checkpoint cannot be read");
  const auto text = OpenNote(*note, keys);
  if (!text.ok()) return damaged(DetailOf(text.status()).cause);
  auto checkpoint = ParseCheckpoint(*text);
  if (!checkpoint.ok()) return damaged(DetailOf(checkpoint.status()).cause);
  if (checkpoint->origin != keys.front().name)
    return damaged("it is the checkpoint of another log");
  return checkpoint;
}

}  // namespace lynceus::audit
