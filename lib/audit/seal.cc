#include "lib/audit/seal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/block.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kMagic = "LYNB";
constexpr std::uint8_t kVersion = 1;

std::string EncodeHead(const SealedAt& at) {
  std::string head(kMagic);
  head.push_back(static_cast<char>(kVersion));
  AppendField(head, at.bucket);
  AppendVarint(head, at.slot);
  return head;
}

std::string BodyAad(std::string_view head) {
  return std::string("lynceus/body/v1").append(1, '\0').append(head);
}

absl::Status NoSealedBody(std::string cause) {
  return DataLossError({.subject = "sealed body",
                        .cause = std::move(cause),
                        .remedy = "verify the log and restore the body from a copy"});
}

absl::Status Erased(const SealedAt& at) {
  return NotFoundError({.subject = "sealed body",
                        .place = absl::StrCat(at.bucket, " slot ", at.slot),
                        .cause = "the body was erased: its key is destroyed",
                        .remedy = "see the record of the erasure"});
}

absl::Status NoSuchSlot(const std::string& path, std::uint64_t slot) {
  return DataLossError({.subject = path,
                        .place = absl::StrCat("slot ", slot),
                        .cause = "there is no such slot",
                        .remedy = "restore keys/ of this log"});
}

absl::StatusOr<std::string> ReadSlot(int descriptor, const std::string& path, std::uint64_t slot) {
  if (slot > (std::uint64_t{1} << 48)) return NoSuchSlot(path, slot);
  std::string bytes(kSlotBytes, '\0');
  ssize_t got = 0;
  do {
    got = pread(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(SlotOffset(slot)));
  } while (got < 0 && errno == EINTR);
  if (got < 0) return FileError(path, "cannot read", errno);
  if (static_cast<std::size_t>(got) != bytes.size()) return NoSuchSlot(path, slot);
  return bytes;
}

// A descriptor that closes itself.
class File {
 public:
  static absl::StatusOr<File> Open(const std::string& path, int flags) {
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) return FileError(path, "cannot open", errno);
    return File(descriptor);
  }
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&&) = delete;
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  int get() const { return descriptor_; }
  int Release() { return std::exchange(descriptor_, -1); }

 private:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

absl::Status OverwriteWithZeros(int descriptor, const std::string& path, std::uint64_t offset,
                                std::uint64_t length) {
  const std::string zeros(std::min<std::uint64_t>(length, 1u << 16), '\0');
  while (length > 0) {
    const ssize_t written =
        pwrite(descriptor, zeros.data(), std::min<std::uint64_t>(length, zeros.size()),
               static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return FileError(path, "cannot overwrite", errno);
    offset += static_cast<std::uint64_t>(written);
    length -= static_cast<std::uint64_t>(written);
  }
  if (fdatasync(descriptor) != 0) return FileError(path, "cannot overwrite", errno);
  return absl::OkStatus();
}

// The file was made read-only; its owner may change that.
absl::Status DestroyFile(const std::string& path) {
  if (!PathExists(path)) return absl::OkStatus();
  if (chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) return FileError(path, "cannot change", errno);
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t size, FileSize(path));
  LYNCEUS_ASSIGN_OR_RETURN(const File file, File::Open(path, O_RDWR));
  LYNCEUS_RETURN_IF_ERROR(OverwriteWithZeros(file.get(), path, 0, size));
  return RemoveTree(path);
}

}  // namespace

absl::StatusOr<SealedAt> SealedAtOf(std::string_view sealed) {
  ByteCursor cursor(std::as_bytes(std::span(sealed)));
  if (cursor.Raw(kMagic.size()) != kMagic) return NoSealedBody("it does not begin with LYNB");
  const std::uint8_t version = cursor.U8();
  if (version != kVersion) {
    return NoSealedBody(
        absl::StrCat("its version is ", int{version}, ", this program knows ", int{kVersion}));
  }
  SealedAt at;
  at.bucket = std::string(cursor.Field());
  at.slot = cursor.Varint();
  if (!cursor.ok() || !IsBucket(at.bucket) || cursor.left() < kAesGcmExtraBytes) {
    return NoSealedBody("its head is damaged");
  }
  return at;
}

absl::StatusOr<std::unique_ptr<BodySealer>> BodySealer::Open(const std::string& log,
                                                             const std::string& master_key_path,
                                                             RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(SecretKey master, ReadMasterKey(master_key_path));
  return std::unique_ptr<BodySealer>(new BodySealer(log, std::move(master), random));
}

absl::StatusOr<KeySlots*> BodySealer::SlotsOf(const std::string& bucket) {
  MutexLock lock(mutex_);
  const auto known = slots_.find(bucket);
  // One that was ended meanwhile is opened again, which is refused: nothing opens what a key of it
  // would seal.
  if (known != slots_.end() && !PathExists(EndedPath(log_, bucket))) return known->second.get();
  if (slots_.size() >= limits::kOpenBucketsMax) {
    return LimitError({.subject = "legal_entity",
                       .cause = "keys are held for too many legal entities",
                       .limit = absl::StrCat(limits::kOpenBucketsMax, " buckets"),
                       .remedy = "send the keys of the bank's own entities only"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(std::unique_ptr<KeySlots> slots,
                           KeySlots::Open(log_, bucket, master_, random_));
  return slots_.emplace(bucket, std::move(slots)).first->second.get();
}

absl::StatusOr<std::string> BodySealer::Seal(const std::string& bucket, std::string_view plain) {
  if (!IsBucket(bucket)) {
    return InvalidError({.subject = "bucket",
                         .cause = "it may hold lower-case letters, digits and dashes only",
                         .remedy = "give a legal entity of such letters"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(KeySlots* const slots, SlotsOf(bucket));
  LYNCEUS_ASSIGN_OR_RETURN(const KeySlots::Taken taken, slots->Take());
  std::string head = EncodeHead({.bucket = bucket, .slot = taken.slot});
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text,
                           AesGcmSeal(taken.key, BodyAad(head), plain, random_));
  return head + text;
}

BodyOpener::Bucket::~Bucket() {
  if (descriptor >= 0) close(descriptor);
}
BodyOpener::~BodyOpener() = default;

absl::StatusOr<std::unique_ptr<BodyOpener>> BodyOpener::Open(const std::string& log,
                                                             const std::string& master_key_path) {
  LYNCEUS_ASSIGN_OR_RETURN(SecretKey master, ReadMasterKey(master_key_path));
  return std::unique_ptr<BodyOpener>(new BodyOpener(log, std::move(master)));
}

absl::StatusOr<const BodyOpener::Bucket*> BodyOpener::BucketOf(const std::string& name) const {
  MutexLock lock(mutex_);
  std::unique_ptr<Bucket>& bucket = buckets_[name];
  if (bucket == nullptr) {
    auto opened = std::make_unique<Bucket>();
    LYNCEUS_ASSIGN_OR_RETURN(opened->key, ReadBucketKey(log_, name, master_));
    LYNCEUS_ASSIGN_OR_RETURN(File file, File::Open(SlotsPath(log_, name), O_RDONLY));
    opened->descriptor = file.Release();
    bucket = std::move(opened);
  }
  return bucket.get();
}

absl::StatusOr<SecretKey> BodyOpener::KeyAt(const SealedAt& at) const {
  if (PathExists(EndedPath(log_, at.bucket))) return Erased(at);
  const auto bucket = BucketOf(at.bucket);
  if (absl::IsNotFound(bucket.status())) return DataLossError(DetailOf(bucket.status()));
  LYNCEUS_RETURN_IF_ERROR(bucket.status());
  LYNCEUS_ASSIGN_OR_RETURN(const std::string slot,
                           ReadSlot((*bucket)->descriptor, SlotsPath(log_, at.bucket), at.slot));
  if (IsErasedSlot(slot)) return Erased(at);
  return OpenSlot((*bucket)->key, at.bucket, at.slot, slot);
}

absl::StatusOr<std::string> BodyOpener::OpenBody(std::string_view sealed) const {
  LYNCEUS_ASSIGN_OR_RETURN(const SealedAt at, SealedAtOf(sealed));
  LYNCEUS_ASSIGN_OR_RETURN(const SecretKey key, KeyAt(at));
  const std::string head = EncodeHead(at);
  auto plain = AesGcmOpen(key, BodyAad(head), sealed.substr(head.size()));
  if (!plain.ok()) return NoSealedBody("it was changed, or another key sealed it");
  return plain;
}

absl::Status EraseSlot(const std::string& log, const SealedAt& at) {
  LYNCEUS_ASSIGN_OR_RETURN(const bool erased, SlotIsErased(log, at));
  if (erased) return absl::OkStatus();
  const std::string path = SlotsPath(log, at.bucket);
  LYNCEUS_ASSIGN_OR_RETURN(const File file, File::Open(path, O_RDWR));
  return OverwriteWithZeros(file.get(), path, SlotOffset(at.slot), kSlotBytes);
}

absl::StatusOr<bool> SlotIsErased(const std::string& log, const SealedAt& at) {
  if (PathExists(EndedPath(log, at.bucket))) return true;
  const std::string path = SlotsPath(log, at.bucket);
  LYNCEUS_ASSIGN_OR_RETURN(const File file, File::Open(path, O_RDONLY));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string slot, ReadSlot(file.get(), path, at.slot));
  return IsErasedSlot(slot);
}

absl::Status EndBucket(const std::string& log, const std::string& bucket) {
  const bool known = IsBucket(bucket) &&
                     (PathExists(BucketKeyPath(log, bucket)) || PathExists(EndedPath(log, bucket)));
  if (!known) {
    return NotFoundError({.subject = KeysPath(log),
                          .place = bucket,
                          .cause = "the log has no such bucket",
                          .remedy = "name one of keys/*.key"});
  }
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(EndedPath(log, bucket), ""));
  LYNCEUS_RETURN_IF_ERROR(DestroyFile(BucketKeyPath(log, bucket)));
  LYNCEUS_RETURN_IF_ERROR(DestroyFile(SlotsPath(log, bucket)));
  return SyncDirectory(KeysPath(log));
}

}  // namespace lynceus::audit
