#include "lib/audit/key_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/log_files.h"
#include "lib/base/block.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::audit {
namespace {

constexpr std::string_view kBucketKeyMagic = "LYNK";
constexpr std::string_view kSlotMagic = "KEY1";
constexpr unsigned kKeyFileMode = 0400;

std::string InKeys(const std::string& log, std::string_view bucket, std::string_view ending) {
  return JoinPath(KeysPath(log), std::string(bucket).append(ending));
}

// What a wrapped key is bound to, so that it opens in its own place only.
std::string BucketAad(std::string_view bucket) {
  return std::string("lynceus/bucket-key/v1").append(1, '\0').append(bucket);
}
std::string SlotAad(std::string_view bucket, std::uint64_t number) {
  std::string aad = std::string("lynceus/slot/v1").append(1, '\0').append(bucket).append(1, '\0');
  AppendU64(aad, number);
  return aad;
}

absl::Status NoMasterKey(const std::string& path, std::string cause) {
  return InvalidError({.subject = path,
                       .cause = std::move(cause),
                       .remedy = "give the log's own master key (log.master_key, --master-key)"});
}

int HexDigit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  return -1;
}

}  // namespace

std::string BucketKeyPath(const std::string& log, std::string_view bucket) {
  return InKeys(log, bucket, ".key");
}
std::string SlotsPath(const std::string& log, std::string_view bucket) {
  return InKeys(log, bucket, ".slots");
}
std::string EndedPath(const std::string& log, std::string_view bucket) {
  return InKeys(log, bucket, ".ended");
}

bool IsBucket(std::string_view bucket) {
  return !bucket.empty() && bucket.size() <= kBucketBytesMax &&
         std::all_of(bucket.begin(), bucket.end(), [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                  letter == '-';
         });
}

absl::Status CreateMasterKey(const std::string& path, RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(const SecretKey key, SecretKey::Random(random));
  std::string text = ToHex(key.bytes()) + "\n";
  absl::Status status = WriteSecretFile(path, text);
  Cleanse(text);
  return status;
}

absl::StatusOr<SecretKey> ReadMasterKey(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0 && (status.st_mode & S_IRWXO) != 0) {
    return PreconditionError({.subject = path,
                              .cause = "everyone may use the master key",
                              .remedy = "chmod 0400 the file, or 0440 for a group of its own"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(std::string text, ReadFile(path));
  const std::string_view hex = TrimAscii(text);
  SecretKey key;
  bool good = hex.size() == 2 * kSecretKeyBytes;
  for (std::size_t i = 0; good && i < kSecretKeyBytes; ++i) {
    const int high = HexDigit(hex[2 * i]);
    const int low = HexDigit(hex[2 * i + 1]);
    good = high >= 0 && low >= 0;
    key.bytes()[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  Cleanse(text);
  if (!good) return NoMasterKey(path, "it does not hold 64 hexadecimal digits");
  return key;
}

absl::StatusOr<SecretKey> ReadBucketKey(const std::string& log, std::string_view bucket,
                                        const SecretKey& master) {
  const std::string path = BucketKeyPath(log, bucket);
  if (!PathExists(path)) {
    const bool ended = PathExists(EndedPath(log, bucket));
    return NotFoundError(
        {.subject = path,
         .cause = ended ? "the bucket was ended and its key destroyed" : "the bucket has no key",
         .remedy = ended ? "nothing: this was meant to be final" : "restore keys/ of this log"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string file, ReadFile(path));
  absl::StatusOr<SecretKey> key = DataLossError({.cause = "it is no bucket key"});
  if (std::string_view(file).starts_with(kBucketKeyMagic)) {
    key = UnwrapKey(master, BucketAad(bucket), std::string_view(file).substr(4));
  }
  if (!key.ok()) {
    return DataLossError({.subject = path,
                          .cause = "the file was changed, or another master key wrapped it",
                          .remedy = "give the log's own master key (log.master_key, "
                                    "--master-key)"});
  }
  return key;
}

absl::StatusOr<SecretKey> CreateBucketKey(const std::string& log, std::string_view bucket,
                                          const SecretKey& master, RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(SecretKey key, SecretKey::Random(random));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string wrapped,
                           WrapKey(master, BucketAad(bucket), key, random));
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(KeysPath(log)));
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(BucketKeyPath(log, bucket),
                                           std::string(kBucketKeyMagic) + wrapped, kKeyFileMode));
  return key;
}

absl::StatusOr<std::string> MakeSlot(const SecretKey& bucket_key, std::string_view bucket,
                                     std::uint64_t number, RandomSource& random) {
  LYNCEUS_ASSIGN_OR_RETURN(const SecretKey key, SecretKey::Random(random));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string wrapped,
                           WrapKey(bucket_key, SlotAad(bucket, number), key, random));
  return std::string(kSlotMagic) + wrapped;
}

bool IsErasedSlot(std::string_view slot) {
  return slot.size() == kSlotBytes && slot.find_first_not_of('\0') == std::string_view::npos;
}

absl::StatusOr<SecretKey> OpenSlot(const SecretKey& bucket_key, std::string_view bucket,
                                   std::uint64_t number, std::string_view slot) {
  if (slot.size() == kSlotBytes && slot.starts_with(kSlotMagic)) {
    auto key = UnwrapKey(bucket_key, SlotAad(bucket, number), slot.substr(kSlotMagic.size()));
    if (key.ok()) return key;
  }
  return DataLossError({.subject = absl::StrCat(ToAbsl(bucket), ".slots"),
                        .place = absl::StrCat("slot ", number),
                        .cause = "the slot was changed, or belongs to another bucket",
                        .remedy = "restore keys/ of this log"});
}

}  // namespace lynceus::audit
