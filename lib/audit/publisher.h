#pragma once
// The publishing half of a log's writer: integrates durable leaves into the tree, writes tiles and
// the signed checkpoint, and marks how far the log is settled. It works behind the
// acknowledgements, on a thread of its own, and takes everything that came meanwhile at once: under
// load one checkpoint covers many groups. Only what the journal holds durably is given to it, so
// only that is ever signed.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/audit/note.h"
#include "lib/audit/settled.h"
#include "lib/audit/tiles.h"
#include "lib/base/mutex.h"
#include "lib/base/thread_pool.h"

namespace lynceus::audit {

// Writes a file of the tree, and the directories to it, without waiting for the disk.
absl::Status WriteLogFile(const std::string& log, const TreeEdge::File& file);

// A leaf that the journal holds durably.
struct DurableLeaf {
  std::string leaf;
  std::uint64_t journal_bytes = 0;  // the journal up to its end
};

struct PublisherOptions {
  std::string directory;
  std::string origin;
  // Gives the signed note of a text. Called on one thread at a time.
  std::function<absl::StatusOr<std::string>(std::string_view text)> sign;
  // A log settles each time so many records have come. REQUIRES: a multiple of kTileWidth.
  std::uint64_t settle_records = 0;
  // Hears of each checkpoint once it is on the disk. Must not wait. Default: nobody.
  std::function<void(const std::string& note)> published;
};

// Thread-safe but for Start. The destructor publishes what was given.
class Publisher {
 public:
  explicit Publisher(PublisherOptions options) : options_(std::move(options)) {}

  // Takes leaves that recovery read; they are published by Start. `edge` stands before them.
  // One thread, before Start.
  void Begin(TreeEdge edge, std::uint64_t published_size);
  // Writes the files that `leaf` completes through `write`. For recovery, before Start.
  using Write = std::function<absl::Status(const TreeEdge::File& file)>;
  absl::Status Integrate(const DurableLeaf& leaf, const Write& write);
  const TreeEdge& edge() const { return edge_; }  // before Start
  // The tiles of the present size, without a checkpoint.
  absl::Status WritePartials();
  // Publishes the first checkpoint, and is ready for Add.
  absl::Status Start();

  // Gives the next durable leaves. Waits only while more than kPendingMax leaves are not yet
  // published.
  void Add(std::vector<DurableLeaf> leaves);

  // OK until publishing has failed; then for good.
  absl::Status status() const;
  // Waits until a checkpoint of `size` or more is published; returns the newest. Errors: those of
  // status().
  absl::StatusOr<std::string> Await(std::uint64_t size);

 private:
  static constexpr std::size_t kPendingMax = 16'384;

  void Run();
  absl::Status Publish(const std::vector<DurableLeaf>& leaves);
  // Signs the tree of the present size; the tiles are there.
  absl::Status PublishCheckpoint();
  absl::Status Settle();
  absl::Status RemoveOldPartials();

  // Constant after construction.
  const PublisherOptions options_;

  // The worker's alone; before Start the opening thread's.
  TreeEdge edge_;
  std::vector<std::string> published_partials_;  // paths, of the newest checkpoint
  std::vector<TreeEdge::File> partials_;         // of the present size
  Settled settle_;                               // the last place to settle at that was passed
  bool settle_due_ = false;

  mutable Mutex mutex_;
  CondVar changed_;
  std::vector<DurableLeaf> pending_ ABSL_GUARDED_BY(mutex_);
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
  std::string checkpoint_ ABSL_GUARDED_BY(mutex_);
  std::uint64_t published_ ABSL_GUARDED_BY(mutex_) = 0;

  // A pool of its own: in a shared one, work that waits for a checkpoint could keep the publisher
  // from its thread. Last, so that its work ends before what it uses.
  ThreadPool worker_{1};
};

}  // namespace lynceus::audit
