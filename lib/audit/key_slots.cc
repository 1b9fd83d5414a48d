// A chunk is written and synced before the header counts it, and the header counts every slot of it
// as used from then on. So whatever a crash leaves, the slots below the header's number are not
// given again: at most one and a half chunks are lost. Only the clean end writes the true
// number, without waiting for the disk: if that write is lost, the larger number stands.
#include "lib/audit/key_slots.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <utility>

#include "lib/base/block.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kMagic = "LYNS";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kCheckBytes = 16;

struct Header {
  std::uint64_t next = 0;
  std::uint64_t generated = 0;
};

std::string EncodeHeader(const Header& header) {
  std::string out(kMagic);
  AppendU32(out, kVersion);
  AppendU64(out, header.next);
  AppendU64(out, header.generated);
  const Sha256 digest = Sha256Of(out);
  out.append(digest.begin(), digest.begin() + kCheckBytes);
  out.resize(kSlotBytes, '\0');
  return out;
}

absl::StatusOr<Header> DecodeHeader(const std::string& bytes, const std::string& path) {
  ByteCursor cursor(std::as_bytes(std::span(std::string_view(bytes))));
  cursor.Raw(kMagic.size());
  cursor.U32();
  Header header;
  header.next = cursor.U64();
  header.generated = cursor.U64();
  if (EncodeHeader(header) != bytes || header.next > header.generated) {
    return DataLossError({.subject = path,
                          .cause = "the header of the slots is damaged",
                          .remedy = "restore keys/ of this log"});
  }
  return header;
}

absl::Status CannotWrite(const std::string& path) {
  const absl::Status error = FileError(path, "cannot write", errno);
  return UnavailableError(DetailOf(error));
}

absl::Status WriteAt(int descriptor, const std::string& path, std::uint64_t offset,
                     std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return CannotWrite(path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadAt(int descriptor, const std::string& path, std::uint64_t offset,
                                   std::size_t length) {
  std::string bytes(length, '\0');
  std::size_t filled = 0;
  while (filled < length) {
    const ssize_t got = pread(descriptor, bytes.data() + filled, length - filled,
                              static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError(path, "cannot read", errno);
    if (got == 0) {
      return DataLossError({.subject = path,
                            .cause = "the file ends before its last slot",
                            .remedy = "restore keys/ of this log"});
    }
    filled += static_cast<std::size_t>(got);
  }
  return bytes;
}

absl::Status SyncData(int descriptor, const std::string& path) {
  return fdatasync(descriptor) == 0 ? absl::OkStatus() : CannotWrite(path);
}

absl::StatusOr<SecretKey> KeyOf(const std::string& log, const std::string& bucket,
                                const SecretKey& master, RandomSource& random) {
  if (PathExists(EndedPath(log, bucket))) {
    return PreconditionError({.subject = EndedPath(log, bucket),
                              .cause = "the bucket was ended; nothing is sealed into it again",
                              .remedy = "check the clock and the legal entity of the request"});
  }
  const bool fresh = !PathExists(BucketKeyPath(log, bucket)) && !PathExists(SlotsPath(log, bucket));
  return fresh ? CreateBucketKey(log, bucket, master, random) : ReadBucketKey(log, bucket, master);
}

}  // namespace

absl::StatusOr<std::unique_ptr<KeySlots>> KeySlots::Open(const std::string& log,
                                                         const std::string& bucket,
                                                         const SecretKey& master,
                                                         RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(SecretKey key, KeyOf(log, bucket, master, random));
  const std::string path = SlotsPath(log, bucket);
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return CannotWrite(path);
  std::unique_ptr<KeySlots> slots(new KeySlots(descriptor, path, bucket, std::move(key), random));
  LYNCEUS_RETURN_IF_ERROR(slots->Start());
  LYNCEUS_RETURN_IF_ERROR(SyncDirectory(KeysPath(log)));
  return slots;
}

KeySlots::~KeySlots() {
  MutexLock lock(mutex_);
  if (failed_.ok() && generated_ > 0) {
    WriteAt(descriptor_, path_, 0, EncodeHeader({.next = next_, .generated = generated_}))
        .IgnoreError();
  }
  close(descriptor_);
}

absl::Status KeySlots::Start() {
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t size, FileSize(path_));
  if (size <= kSlotBytes) {
    // A file that was just made, also one that a crash left without its first header.
    LYNCEUS_RETURN_IF_ERROR(WriteAt(descriptor_, path_, 0, EncodeHeader({})));
    LYNCEUS_RETURN_IF_ERROR(SyncData(descriptor_, path_));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, ReadAt(descriptor_, path_, 0, kSlotBytes));
  LYNCEUS_ASSIGN_OR_RETURN(const Header header, DecodeHeader(bytes, path_));
  MutexLock lock(mutex_);
  next_ = header.next;
  generated_ = header.generated;
  if (next_ == generated_) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(
      slots_, ReadAt(descriptor_, path_, SlotOffset(next_), (generated_ - next_) * kSlotBytes));
  LYNCEUS_RETURN_IF_ERROR(
      WriteAt(descriptor_, path_, 0, EncodeHeader({.next = generated_, .generated = generated_})));
  return SyncData(descriptor_, path_);
}

absl::StatusOr<std::string> KeySlots::Generate(std::uint64_t first) const {
  std::string chunk;
  for (std::uint64_t i = 0; i < kSlotsPerChunk; ++i) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string slot, MakeSlot(key_, bucket_, first + i, random_));
    chunk += slot;
  }
  LYNCEUS_RETURN_IF_ERROR(WriteAt(descriptor_, path_, SlotOffset(first), chunk));
  LYNCEUS_RETURN_IF_ERROR(SyncData(descriptor_, path_));
  const std::uint64_t end = first + kSlotsPerChunk;
  LYNCEUS_RETURN_IF_ERROR(
      WriteAt(descriptor_, path_, 0, EncodeHeader({.next = end, .generated = end})));
  LYNCEUS_RETURN_IF_ERROR(SyncData(descriptor_, path_));
  return chunk;
}

void KeySlots::AddChunk() {
  generating_ = true;
  const std::uint64_t first = generated_;
  mutex_.Unlock();
  const auto chunk = Generate(first);
  mutex_.Lock();
  generating_ = false;
  if (chunk.ok()) {
    slots_.erase(0, slots_.size() - (generated_ - next_) * kSlotBytes);
    slots_ += *chunk;
    generated_ = first + kSlotsPerChunk;
  } else {
    failed_ = chunk.status();
  }
  changed_.NotifyAll();
}

absl::StatusOr<KeySlots::Taken> KeySlots::Take() {
  Taken taken;
  std::string slot;
  {
    MutexLock lock(mutex_);
    while (failed_.ok() && next_ == generated_) {
      if (generating_) {
        changed_.Wait(mutex_);
      } else {
        AddChunk();
      }
    }
    LYNCEUS_RETURN_IF_ERROR(failed_);
    taken.slot = next_++;
    slot = slots_.substr(slots_.size() - (generated_ - taken.slot) * kSlotBytes, kSlotBytes);
    if (!generating_ && generated_ - next_ == kSlotsPerChunk / 2) AddChunk();
  }
  LYNCEUS_ASSIGN_OR_RETURN(taken.key, OpenSlot(key_, bucket_, taken.slot, slot));
  return taken;
}

}  // namespace lynceus::audit
