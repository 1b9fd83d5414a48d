#pragma once
// Keeps the newest checkpoint in further places, behind the acknowledgements: each place has a
// thread of its own and gets the newest checkpoint that there is when it has taken the last one, so
// that a slow place gets fewer and delays nobody. When a log is opened, it is held against every
// place first.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/audit/checkpoint_copy.h"
#include "lib/audit/note.h"
#include "lib/audit/tiles.h"
#include "lib/base/mutex.h"
#include "lib/base/thread_pool.h"

namespace lynceus::audit {

// Where a copy stands.
struct CopyState {
  std::string place;
  bool optional = false;
  absl::Status problem;  // of the last attempt
};

struct CopyOptions {
  std::vector<CopyPlace> places;
  // Appends are refused from a copy's failure on, until a later attempt succeeds (each refused
  // append asks for one). Places that are optional are left out. At most what is acknowledged
  // within one attempt (kCopySecondsMax) comes between.
  bool required = false;
  // Hears the end of every attempt, on the place's thread. Default: nobody.
  std::function<void(const CopyState&)> copied;
};

// Thread-safe. The destructor waits for the last copies.
class CopyKeeper {
 public:
  // For the log in `directory`.
  CopyKeeper(CopyOptions options, const std::string& directory);
  ~CopyKeeper();

  // Holds a log of `size` records, whose subtrees `tree` gives, against every place. One thread,
  // before Offer. Errors: DataLoss
  // naming the place where a copy is of more records, or of other ones, or by a key that the log
  // never had;
  // FailedPrecondition where one that is not optional holds nothing (but for an empty log) or
  // cannot be read.
  absl::Status Compare(const std::vector<VerifierKey>& keys, std::uint64_t size,
                       const SubtreeHash& tree);

  // Has `note` copied everywhere; does not wait.
  void Offer(const std::string& note);
  // OK, or why nothing may be acknowledged. DataLoss, for good, where a place proved that this log
  // does not go on from what it holds, be it required or optional: of two signed histories one is a
  // lie. Else (`required` only) a place that failed; asks for another attempt then.
  absl::Status Required();
  std::vector<CopyState> States() const;

 private:
  struct Place {
    std::unique_ptr<CheckpointCopy> copy;  // used by the worker; by Compare before
    CopyState state;
    std::string waiting;  // the newest note that the worker has not taken
    bool running = false;
    std::unique_ptr<ThreadPool> worker;
  };
  absl::Status ComparePlace(Place& place, const std::vector<VerifierKey>& keys, std::uint64_t size,
                            const SubtreeHash& tree) const;
  void Start(Place& place) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Run(Place& place);

  const CopyOptions options_;
  mutable Mutex mutex_;
  std::string newest_ ABSL_GUARDED_BY(mutex_);
  absl::Status forked_ ABSL_GUARDED_BY(mutex_);  // the first place's proof, for good
  std::vector<std::unique_ptr<Place>> places_;   // constant; what is in them is guarded, but `copy`
};

// The subtrees by the tiles of the log in `directory`, which are those of `size` leaves but for
// those that are still to be written.
SubtreeHash TreeOf(const std::string& directory, std::uint64_t size,
                   TileReader::Unwritten unwritten = {});

// Puts the newest checkpoint of a log that has no writer into a place that is new. Errors: DataLoss
// where the place holds a checkpoint that this log does not go on from; Unavailable.
absl::Status CopyCheckpoint(const std::string& directory, const CopyPlace& place);

}  // namespace lynceus::audit
