#pragma once
// The keys that bodies are sealed by, as files of the log's directory (SEAL.md): a master key wraps
// a key for each bucket, a bucket's key wraps one key a record, and these stand in slots of fixed
// size, so that erasing a record is overwriting its slot in place.

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/aes_gcm.h"
#include "lib/base/file.h"

namespace lynceus::audit {

inline constexpr std::size_t kSlotBytes = 64;
inline constexpr std::uint64_t kSlotsPerChunk = 4'096;
inline constexpr std::size_t kBucketBytesMax = 64;

inline std::string MasterKeyPath(const std::string& log) { return JoinPath(log, "master.key"); }
inline std::string KeysPath(const std::string& log) { return JoinPath(log, "keys"); }
std::string BucketKeyPath(const std::string& log, std::string_view bucket);
std::string SlotsPath(const std::string& log, std::string_view bucket);
// Stands where a bucket was ended, so that it is never begun again.
std::string EndedPath(const std::string& log, std::string_view bucket);

// True for [a-z0-9-]{1,64}.
bool IsBucket(std::string_view bucket);

// Makes a new master key, mode 0400. Errors: AlreadyExists.
absl::Status CreateMasterKey(const std::string& path, RandomSource& random);
// Errors: NotFound; FailedPrecondition where others than owner and group may read the file;
// InvalidArgument where it is no master key.
absl::StatusOr<SecretKey> ReadMasterKey(const std::string& path);

// Errors: NotFound where the bucket has none (erased, where it was ended); DataLoss where it was
// changed or another master key wrapped it.
absl::StatusOr<SecretKey> ReadBucketKey(const std::string& log, std::string_view bucket,
                                        const SecretKey& master);
absl::StatusOr<SecretKey> CreateBucketKey(const std::string& log, std::string_view bucket,
                                          const SecretKey& master, RandomSource& random);

// Slot `number` of a bucket: a record's key, wrapped, kSlotBytes long.
absl::StatusOr<std::string> MakeSlot(const SecretKey& bucket_key, std::string_view bucket,
                                     std::uint64_t number, RandomSource& random);
bool IsErasedSlot(std::string_view slot);
// Errors: DataLoss.
absl::StatusOr<SecretKey> OpenSlot(const SecretKey& bucket_key, std::string_view bucket,
                                   std::uint64_t number, std::string_view slot);
inline std::uint64_t SlotOffset(std::uint64_t number) { return (number + 1) * kSlotBytes; }

}  // namespace lynceus::audit
