#pragma once
// Sealed bodies: each encrypted by a key of its own, which stands wrapped in a slot of its bucket
// (SEAL.md has the byte tables). What is sealed is opaque here. Destroying the slot destroys the
// body for good, and the log's tree, which holds a digest of the sealed bytes, still verifies.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/audit/key_files.h"
#include "lib/audit/key_slots.h"
#include "lib/base/aes_gcm.h"
#include "lib/base/mutex.h"
#include "lib/base/random.h"

namespace lynceus::audit {

// Where the key of a sealed body stands.
struct SealedAt {
  std::string bucket;
  std::uint64_t slot = 0;
  friend auto operator<=>(const SealedAt&, const SealedAt&) = default;
};
// Reads the head of a sealed body. Errors: DataLoss where the bytes are no sealed body.
absl::StatusOr<SealedAt> SealedAtOf(std::string_view sealed);

// The writing side; its log's lock must be held. Thread-safe.
class BodySealer {
 public:
  // `random` must outlive the sealer. Errors: those of ReadMasterKey.
  static absl::StatusOr<std::unique_ptr<BodySealer>> Open(const std::string& log,
                                                          const std::string& master_key_path,
                                                          RandomSource& random);
  // Seals `plain` by a key of `bucket` ("2026-default") that no other body has. Errors:
  // InvalidArgument for a bucket that is none; FailedPrecondition for one that was ended, also
  // since it was sealed into; ResourceExhausted beyond limits::kOpenBucketsMax; those of KeySlots.
  // On any error nothing may be recorded.
  absl::StatusOr<std::string> Seal(const std::string& bucket, std::string_view plain);

 private:
  BodySealer(std::string log, SecretKey master, RandomSource& random)
      : log_(std::move(log)), master_(std::move(master)), random_(random) {}
  absl::StatusOr<KeySlots*> SlotsOf(const std::string& bucket);

  const std::string log_;
  const SecretKey master_;
  RandomSource& random_;
  Mutex mutex_;
  std::map<std::string, std::unique_ptr<KeySlots>> slots_ ABSL_GUARDED_BY(mutex_);
};

// The reading side; needs no lock. Thread-safe.
class BodyOpener {
 public:
  // Errors: those of ReadMasterKey.
  static absl::StatusOr<std::unique_ptr<BodyOpener>> Open(const std::string& log,
                                                          const std::string& master_key_path);
  ~BodyOpener();
  // Returns what was sealed. Errors: NotFound where the body was erased, by its slot or with its
  // bucket; DataLoss where body or keys were changed or belong to another log.
  absl::StatusOr<std::string> OpenBody(std::string_view sealed) const;
  // Errors: as OpenBody.
  absl::StatusOr<SecretKey> KeyAt(const SealedAt& at) const;

 private:
  // A bucket's key and its slots' file.
  struct Bucket {
    SecretKey key;
    int descriptor = -1;
    ~Bucket();
  };
  BodyOpener(std::string log, SecretKey master)
      : log_(std::move(log)), master_(std::move(master)) {}
  absl::StatusOr<const Bucket*> BucketOf(const std::string& bucket) const;

  const std::string log_;
  const SecretKey master_;
  mutable Mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<Bucket>> buckets_ ABSL_GUARDED_BY(mutex_);
};

// Overwrites the slot with zeros, in place, and waits for the disk. One that is zero already, or
// whose bucket was ended, is no error. Errors: DataLoss where there is no such slot; the file
// errors of lib/base/file.h.
absl::Status EraseSlot(const std::string& log, const SealedAt& at);
// Whether the slot was overwritten, or its bucket ended. Errors: DataLoss where there is none.
absl::StatusOr<bool> SlotIsErased(const std::string& log, const SealedAt& at);

// Destroys a bucket's key and slots, each overwritten before it is removed, and leaves the mark of
// EndedPath, written first. May be repeated. Errors: NotFound where there never was such a bucket;
// the file errors.
absl::Status EndBucket(const std::string& log, const std::string& bucket);

}  // namespace lynceus::audit
