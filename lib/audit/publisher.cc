// The order of a round: full tiles and bundles, partial ones, checkpoint (on the disk before it has
// its name), then what the checkpoint before this one needed alone is removed. A reader who holds a
// checkpoint therefore finds its tiles, or a newer checkpoint.
#include "lib/audit/publisher.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

std::string DirectoryOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

}  // namespace

absl::Status WriteLogFile(const std::string& log, const TreeEdge::File& file) {
  const std::string path = JoinPath(log, file.path);
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(DirectoryOf(path)));
  return ReplaceFile(path, file.content);
}

void Publisher::Begin(TreeEdge edge, std::uint64_t published_size) {
  edge_ = std::move(edge);
  published_partials_ = PartialPaths(published_size);
}

absl::Status Publisher::Integrate(const DurableLeaf& leaf, const Write& write) {
  std::vector<TreeEdge::File> files;
  edge_.Add(leaf.leaf, files);
  for (const TreeEdge::File& file : files) LYNCEUS_RETURN_IF_ERROR(write(file));
  if (edge_.size() % options_.settle_records == 0) {
    settle_ = {
        .checkpoint = {.origin = options_.origin, .size = edge_.size(), .root = edge_.Root()},
        .journal_bytes = leaf.journal_bytes};
    settle_due_ = true;
  }
  return absl::OkStatus();
}

absl::Status Publisher::WritePartials() {
  partials_ = edge_.Partials();
  for (const TreeEdge::File& file : partials_) {
    LYNCEUS_RETURN_IF_ERROR(WriteLogFile(options_.directory, file));
  }
  return absl::OkStatus();
}

absl::Status Publisher::Start() { return PublishCheckpoint(); }

void Publisher::Add(std::vector<DurableLeaf> leaves) {
  MutexLock lock(mutex_);
  pending_.insert(pending_.end(), std::make_move_iterator(leaves.begin()),
                  std::make_move_iterator(leaves.end()));
  if (!running_) {
    running_ = true;
    worker_.Run([this] { Run(); });
  }
  while (pending_.size() > kPendingMax && status_.ok()) changed_.Wait(mutex_);
}

void Publisher::Run() {
  MutexLock lock(mutex_);
  while (!pending_.empty() && status_.ok()) {
    const std::vector<DurableLeaf> leaves = std::exchange(pending_, {});
    mutex_.Unlock();
    const absl::Status status = Publish(leaves);
    mutex_.Lock();
    status_.Update(status);
    changed_.NotifyAll();
  }
  running_ = false;
}

absl::Status Publisher::Publish(const std::vector<DurableLeaf>& leaves) {
  const auto write = [this](const TreeEdge::File& file) {
    return WriteLogFile(options_.directory, file);
  };
  for (const DurableLeaf& leaf : leaves) LYNCEUS_RETURN_IF_ERROR(Integrate(leaf, write));
  LYNCEUS_RETURN_IF_ERROR(WritePartials());
  return PublishCheckpoint();
}

absl::Status Publisher::PublishCheckpoint() {
  const Checkpoint checkpoint{
      .origin = options_.origin, .size = edge_.size(), .root = edge_.Root()};
  LYNCEUS_ASSIGN_OR_RETURN(const std::string note, options_.sign(FormatCheckpoint(checkpoint)));
  LYNCEUS_RETURN_IF_ERROR(ReplaceFileDurably(CheckpointPath(options_.directory), note));
  {
    MutexLock lock(mutex_);
    checkpoint_ = note;
    published_ = checkpoint.size;
    changed_.NotifyAll();
  }
  if (options_.published) options_.published(note);
  LYNCEUS_RETURN_IF_ERROR(RemoveOldPartials());
  return settle_due_ ? Settle() : absl::OkStatus();
}

absl::Status Publisher::RemoveOldPartials() {
  for (const std::string& old : published_partials_) {
    const auto is = [&](const TreeEdge::File& file) { return file.path == old; };
    if (std::any_of(partials_.begin(), partials_.end(), is)) continue;
    const std::string path = JoinPath(options_.directory, old);
    LYNCEUS_RETURN_IF_ERROR(RemoveTree(path));
    // Empty once its tile is full, and then never used again.
    rmdir(DirectoryOf(path).c_str());
  }
  published_partials_.clear();
  for (const TreeEdge::File& file : partials_) published_partials_.push_back(file.path);
  return absl::OkStatus();
}

absl::Status Publisher::Settle() {
  LYNCEUS_RETURN_IF_ERROR(SyncFileSystem(options_.directory));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string note, options_.sign(FormatSettled(settle_)));
  LYNCEUS_RETURN_IF_ERROR(ReplaceFileDurably(SettledPath(options_.directory), note));
  settle_due_ = false;
  return absl::OkStatus();
}

absl::Status Publisher::status() const {
  MutexLock lock(mutex_);
  return status_;
}

absl::StatusOr<std::string> Publisher::Await(std::uint64_t size) {
  MutexLock lock(mutex_);
  while (published_ < size && status_.ok()) changed_.Wait(mutex_);
  if (published_ < size) return status_;
  return checkpoint_;
}

}  // namespace lynceus::audit
