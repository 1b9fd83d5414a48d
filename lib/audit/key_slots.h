#pragma once
// The writing end of one bucket's key slots: gives every record a key that no record had before,
// whose slot was durable before it was given.

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "lib/audit/key_files.h"
#include "lib/base/aes_gcm.h"
#include "lib/base/mutex.h"
#include "lib/base/random.h"

namespace lynceus::audit {

// Thread-safe. The one writer of the bucket: its log's lock is held.
class KeySlots {
 public:
  // Makes key and slots where the bucket has none. While it is open all generated slots count as
  // used, on disk, so that after a crash none is given twice; a clean end says how far it came.
  // Errors: FailedPrecondition where the bucket was ended; DataLoss; the file errors of
  // lib/base/file.h. `random` must outlive the object.
  static absl::StatusOr<std::unique_ptr<KeySlots>> Open(const std::string& log,
                                                        const std::string& bucket,
                                                        const SecretKey& master,
                                                        RandomSource& random);
  ~KeySlots();
  KeySlots(const KeySlots&) = delete;
  KeySlots& operator=(const KeySlots&) = delete;

  struct Taken {
    std::uint64_t slot = 0;
    SecretKey key;
  };
  // The next slot. Who takes the last of the first half of a chunk makes the next chunk, while
  // others go on taking. Errors: Unavailable where the slots cannot be written, and then for every
  // later call: the log fails closed; DataLoss where a slot was changed.
  absl::StatusOr<Taken> Take();

 private:
  KeySlots(int descriptor, std::string path, std::string bucket, SecretKey key,
           RandomSource& random)
      : descriptor_(descriptor),
        path_(std::move(path)),
        bucket_(std::move(bucket)),
        key_(std::move(key)),
        random_(random) {}

  absl::Status Start();
  // Writes the next chunk and makes it durable; returns its slots. One caller at a time.
  absl::StatusOr<std::string> Generate(std::uint64_t first) const;
  void AddChunk() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const int descriptor_;
  const std::string path_;
  const std::string bucket_;
  const SecretKey key_;
  RandomSource& random_;

  Mutex mutex_;
  CondVar changed_;
  bool generating_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failed_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t next_ ABSL_GUARDED_BY(mutex_) = 0;       // to be given
  std::uint64_t generated_ ABSL_GUARDED_BY(mutex_) = 0;  // durable below this
  std::string slots_ ABSL_GUARDED_BY(mutex_);            // those in [generated_ - its size, ...)
};

}  // namespace lynceus::audit
