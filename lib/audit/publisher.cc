// The order of a round: full tiles and bundles, partial ones, checkpoint (on the disk before it has
// its name), then what the checkpoint before this one needed alone is removed. A reader who holds a
// checkpoint therefore finds its tiles, or a newer checkpoint.
#include "lib/audit/publisher.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

std::string DirectoryOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// The tile of `level` that record `index` stands below. The highest level has one: a shift by all
// 64 bits is undefined.
std::uint64_t TileOf(std::uint64_t index, int level) {
  return level + 1 == kTileLevels ? 0 : index >> (kTileHeight * (level + 1));
}

}  // namespace

absl::Status WriteLogFile(const std::string& log, const TreeEdge::File& file) {
  const std::string path = JoinPath(log, file.path);
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(DirectoryOf(path)));
  return ReplaceFile(path, file.content);
}

void Publisher::Begin(TreeEdge edge) {
  begun_at_ = edge.size();
  edge_ = std::move(edge);
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
    // A partial tile of one width says the same in every tree; but one from before this process
    // may be torn.
    const bool stands = started_ && published_partials_.contains(file.path);
    if (!stands) LYNCEUS_RETURN_IF_ERROR(WriteLogFile(options_.directory, file));
  }
  return absl::OkStatus();
}

absl::Status Publisher::Start() {
  LYNCEUS_RETURN_IF_ERROR(PublishCheckpoint());
  LYNCEUS_RETURN_IF_ERROR(RemoveLeftOvers());
  started_ = true;
  return absl::OkStatus();
}

void Publisher::Add(std::vector<DurableLeaf> leaves) {
  MutexLock lock(mutex_);
  pending_.insert(pending_.end(), std::make_move_iterator(leaves.begin()),
                  std::make_move_iterator(leaves.end()));
  if (!running_) {
    running_ = true;
    worker_.Run([this] { Run(); });
  }
  while (pending_.size() > kPendingMax && status_.ok()) {
    hurry_.NotifyAll();
    changed_.Wait(mutex_);
  }
}

Publisher::~Publisher() {
  MutexLock lock(mutex_);
  closing_ = true;
  hurry_.NotifyAll();
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
    const bool hurries = awaiting_ > 0 || closing_ || pending_.size() > kPendingMax;
    if (!hurries && status_.ok()) hurry_.WaitFor(mutex_, kRest);
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
  std::set<std::string> old = std::exchange(published_partials_, {});
  for (const TreeEdge::File& file : partials_) {
    old.erase(file.path);
    published_partials_.insert(file.path);
  }
  for (const std::string& name : old) {
    const std::string path = JoinPath(options_.directory, name);
    if (unlink(path.c_str()) != 0 && errno != ENOENT) {
      return FileError(path, "cannot remove", errno);
    }
    // Empty once its tile is full, and then never used again.
    rmdir(DirectoryOf(path).c_str());
  }
  return absl::OkStatus();
}

// Partial tiles of sizes that are no longer published, whole or torn, and files that were being
// written. They stand behind the settled place only: a writer removes its own before it settles.
absl::Status Publisher::RemoveLeftOvers() {
  for (const std::string& path :
       {CheckpointPath(options_.directory), SettledPath(options_.directory)}) {
    LYNCEUS_RETURN_IF_ERROR(RemoveTree(path + ".new"));
  }
  std::set<std::string> directories;
  for (int level = 0; level < kTileLevels; ++level) {
    for (std::uint64_t tile = TileOf(begun_at_, level); tile <= TileOf(edge_.size(), level);
         ++tile) {
      directories.insert(DirectoryOf(TilePath(level, tile, 1)));
      if (level == 0) directories.insert(DirectoryOf(EntriesPath(tile, 1)));
    }
  }
  for (const std::string& directory : directories) {
    const std::string path = JoinPath(options_.directory, directory);
    const auto names = ListDirectory(path);
    if (absl::IsNotFound(names.status())) continue;
    LYNCEUS_RETURN_IF_ERROR(names.status());
    for (const std::string& name : *names) {
      if (published_partials_.contains(JoinPath(directory, name))) continue;
      LYNCEUS_RETURN_IF_ERROR(RemoveTree(JoinPath(path, name)));
    }
    rmdir(path.c_str());
  }
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
  ++awaiting_;
  hurry_.NotifyAll();
  while (published_ < size && status_.ok()) changed_.Wait(mutex_);
  --awaiting_;
  if (published_ < size) return status_;
  return checkpoint_;
}

}  // namespace lynceus::audit
