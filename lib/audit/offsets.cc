// A header of 8 bytes, then 8 bytes a record; an entry of zero says nothing (a power cut leaves
// such, and no record begins at byte 0).
#include "lib/audit/offsets.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/block.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kEntryBytes = 8;

std::string_view Header() { return {"LYNO\x01\0\0\0", kHeaderBytes}; }

std::uint64_t EntryAt(std::uint64_t index) { return kHeaderBytes + index * kEntryBytes; }

absl::Status SystemFailure(const std::string& path, std::string_view what) {
  return UnavailableError({.subject = path,
                           .cause = absl::StrCat(std::string(what), ": ", std::strerror(errno)),
                           .remedy = "free the disk or mend it, then start again"});
}

// How many bytes of `out` the file has there.
absl::StatusOr<std::size_t> ReadAt(int descriptor, const std::string& path, std::uint64_t offset,
                                   std::span<char> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t count =
        pread(descriptor, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemFailure(path, "it cannot be read");
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

absl::Status WriteAt(int descriptor, const std::string& path, std::uint64_t offset,
                     std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return SystemFailure(path, "it cannot be written");
    offset += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> HasHeader(int descriptor, const std::string& path) {
  std::array<char, kHeaderBytes> header{};
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t count, ReadAt(descriptor, path, 0, header));
  return count == kHeaderBytes && std::string_view(header.data(), kHeaderBytes) == Header();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Offsets>> Offsets::Open(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return NotFoundError(
        {.subject = path, .cause = absl::StrCat("it cannot be opened: ", std::strerror(errno))});
  }
  std::unique_ptr<Offsets> offsets(new Offsets(descriptor, path));
  LYNCEUS_ASSIGN_OR_RETURN(const bool good, HasHeader(descriptor, path));
  if (good) return offsets;
  return DataLossError({.subject = path,
                        .cause = "it is no file of offsets of version 1",
                        .remedy = "make it again: lynceus log fsck DIR --repair"});
}

absl::StatusOr<std::unique_ptr<Offsets>> Offsets::OpenForWriting(const std::string& path) {
  const int descriptor =
      open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR | S_IRGRP);
  if (descriptor < 0) return SystemFailure(path, "it cannot be opened for writing");
  std::unique_ptr<Offsets> offsets(new Offsets(descriptor, path));
  LYNCEUS_ASSIGN_OR_RETURN(const bool good, HasHeader(descriptor, path));
  if (good) return offsets;
  LYNCEUS_RETURN_IF_ERROR(offsets->Cut(0));
  LYNCEUS_RETURN_IF_ERROR(WriteAt(descriptor, path, 0, Header()));
  return offsets;
}

Offsets::~Offsets() { close(descriptor_); }

absl::StatusOr<std::optional<std::uint64_t>> Offsets::Read(std::uint64_t index) const {
  std::array<char, kEntryBytes> entry{};
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t count,
                           ReadAt(descriptor_, path_, EntryAt(index), entry));
  const std::uint64_t offset =
      count < kEntryBytes ? 0 : LoadU64(std::as_bytes(std::span(entry)).data());
  if (offset == 0) return std::nullopt;
  return offset;
}

absl::StatusOr<std::uint64_t> Offsets::Records() const {
  struct ::stat about = {};
  if (fstat(descriptor_, &about) != 0) return SystemFailure(path_, "it cannot be read");
  const auto bytes = static_cast<std::uint64_t>(about.st_size);
  std::uint64_t records = bytes < kHeaderBytes ? 0 : (bytes - kHeaderBytes) / kEntryBytes;
  for (; records > 0; --records) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto offset, Read(records - 1));
    if (offset) break;
  }
  return records;
}

absl::Status Offsets::Write(std::uint64_t first, std::span<const std::uint64_t> offsets) {
  std::string bytes;
  bytes.reserve(offsets.size() * kEntryBytes);
  for (const std::uint64_t offset : offsets) AppendU64(bytes, offset);
  return WriteAt(descriptor_, path_, EntryAt(first), bytes);
}

absl::Status Offsets::Cut(std::uint64_t records) {
  if (ftruncate(descriptor_, static_cast<off_t>(EntryAt(records))) == 0) return absl::OkStatus();
  return SystemFailure(path_, "it cannot be cut");
}

}  // namespace lynceus::audit
