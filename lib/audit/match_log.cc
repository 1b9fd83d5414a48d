// One caller of a group leads: it takes everything that waits, writes and syncs it, integrates it
// into the tree, publishes tiles and a signed checkpoint, and wakes the others. While it works the
// next group gathers. Only durable records are ever integrated or signed; an index is given after
// that.
#include "lib/audit/match_log.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/tiles.h"
#include "lib/base/block.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/mutex.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kGroupRecordsMax = 1'024;

absl::Status WriteFiles(const std::string& log, const std::vector<TreeEdge::File>& files) {
  for (const TreeEdge::File& file : files) {
    const std::string path = JoinPath(log, file.path);
    LYNCEUS_RETURN_IF_ERROR(MakeDirectories(path.substr(0, path.rfind('/'))));
    LYNCEUS_RETURN_IF_ERROR(ReplaceFile(path, file.content));
  }
  return absl::OkStatus();
}

// A file that a crash left short or empty is made again; one that says something else was changed.
absl::Status RestoreFile(const std::string& log, const TreeEdge::File& file) {
  const auto present = ReadFile(JoinPath(log, file.path));
  if (present.ok() && *present == file.content) return absl::OkStatus();
  const bool unwritten = !present.ok() || present->size() < file.content.size() ||
                         present->find_first_not_of('\0') == std::string::npos;
  if (unwritten) return WriteFiles(log, {file});
  return DataLossError({.subject = JoinPath(log, file.path),
                        .cause = "the file does not agree with the journal",
                        .remedy = "the log was changed; compare it with a copy before using it"});
}

absl::Status NoSuchRecord(std::uint64_t index, std::uint64_t size) {
  return NotFoundError({.subject = "match log",
                        .place = absl::StrCat("record ", index),
                        .cause = absl::StrCat("there is no such record, the log holds ", size),
                        .remedy = "ask for an index below that"});
}

class DiskLog final : public MatchLog {
 public:
  static absl::StatusOr<std::unique_ptr<MatchLog>> Open(const std::string& directory);

  absl::StatusOr<std::uint64_t> Append(std::string_view leaf, std::string_view body) override;
  const std::string& origin() const override { return keys_.name(); }
  std::uint64_t size() const override;
  bool writable() const override;
  absl::StatusOr<std::string> Leaf(std::uint64_t index) const override;
  absl::StatusOr<std::string> Body(std::uint64_t index) const override;
  std::string Checkpoint() const override;
  absl::StatusOr<LeafProof> Prove(std::uint64_t index) const override;

 private:
  // One caller's record on its way.
  struct Waiting {
    std::string_view leaf;
    std::string_view body;
    bool done = false;
    absl::StatusOr<std::uint64_t> result = std::uint64_t{0};
  };

  explicit DiskLog(std::string directory) : directory_(std::move(directory)) {}
  // What a group became.
  struct Committed {
    absl::Status status;
    std::vector<std::uint64_t> offsets;
    std::string checkpoint;
  };

  absl::Status Recover();
  absl::Status Replay(const struct Checkpoint& published);
  // Takes what waits and commits it; gives up the lock meanwhile.
  void LeadGroup() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // The leader's work, without the lock: nobody else touches the writer's members meanwhile.
  Committed Commit(const std::vector<Waiting*>& group);
  // Writes the right edge's tiles and the signed checkpoint; returns the checkpoint.
  absl::StatusOr<std::string> Publish();
  absl::StatusOr<JournalRecord> Record(std::uint64_t index) const;

  // Constant after opening.
  const std::string directory_;
  std::unique_ptr<FileLock> lock_;
  LogSigners keys_;

  // The leader's alone.
  std::unique_ptr<JournalWriter> journal_;
  TreeEdge edge_;
  std::vector<std::string> published_partials_;  // paths, of the newest checkpoint

  mutable Mutex mutex_;
  CondVar changed_;
  std::deque<Waiting*> waiting_ ABSL_GUARDED_BY(mutex_);
  bool leading_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failed_ ABSL_GUARDED_BY(mutex_);
  std::string checkpoint_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::uint64_t> offsets_ ABSL_GUARDED_BY(mutex_);  // of every record in the journal
};

absl::StatusOr<std::unique_ptr<MatchLog>> DiskLog::Open(const std::string& directory) {
  std::unique_ptr<DiskLog> log(new DiskLog(directory));
  LYNCEUS_RETURN_IF_ERROR(ReadVerifierKeys(directory).status());
  LYNCEUS_ASSIGN_OR_RETURN(log->lock_, FileLock::Acquire(LockPath(directory)));
  LYNCEUS_ASSIGN_OR_RETURN(log->keys_, ReadSigners(directory));
  LYNCEUS_RETURN_IF_ERROR(log->Recover());
  return std::unique_ptr<MatchLog>(std::move(log));
}

absl::Status DiskLog::Recover() {
  LYNCEUS_ASSIGN_OR_RETURN(const struct Checkpoint published,
                           ReadCheckpoint(directory_, keys_.keys));
  published_partials_ = PartialPaths(published.size);
  LYNCEUS_RETURN_IF_ERROR(Replay(published));
  LYNCEUS_ASSIGN_OR_RETURN(std::string checkpoint, Publish());
  MutexLock lock(mutex_);
  checkpoint_ = std::move(checkpoint);
  return absl::OkStatus();
}

absl::Status DiskLog::Replay(const struct Checkpoint& published) {
  bool root_holds = published.size == 0 && published.root == EmptyRoot();
  std::vector<std::uint64_t> offsets;
  const auto scan = ScanJournal(JournalPath(directory_), [&](JournalRecord record) -> absl::Status {
    std::vector<TreeEdge::File> files;
    edge_.Add(record.leaf, files);
    offsets.push_back(record.offset);
    for (const TreeEdge::File& file : files) {
      LYNCEUS_RETURN_IF_ERROR(RestoreFile(directory_, file));
    }
    if (edge_.size() == published.size) root_holds = edge_.Root() == published.root;
    return absl::OkStatus();
  });
  LYNCEUS_RETURN_IF_ERROR(scan.status());
  if (!root_holds) {
    return DataLossError(
        {.subject = JournalPath(directory_),
         .cause = absl::StrCat("the journal holds ", scan->records,
                               " whole records and does not give the root of the checkpoint of ",
                               published.size),
         .remedy = "the log was cut or changed; restore it from a copy"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(journal_,
                           JournalWriter::Open(JournalPath(directory_), scan->bytes_good));
  MutexLock lock(mutex_);
  offsets_ = std::move(offsets);
  return absl::OkStatus();
}

absl::StatusOr<std::uint64_t> DiskLog::Append(std::string_view leaf, std::string_view body) {
  if (leaf.size() > limits::kLeafBytesMax || body.size() > limits::kSealedBodyBytesMax) {
    return InvalidError(
        {.subject = "record",
         .cause = absl::StrCat("leaf of ", leaf.size(), " bytes, body of ", body.size(), " bytes"),
         .limit =
             absl::StrCat(limits::kLeafBytesMax, " and ", limits::kSealedBodyBytesMax, " bytes"),
         .remedy = "ask about fewer names at once"});
  }
  Waiting mine{.leaf = leaf, .body = body};
  MutexLock lock(mutex_);
  waiting_.push_back(&mine);
  while (!mine.done) {
    if (leading_) {
      changed_.Wait(mutex_);
    } else {
      LeadGroup();
    }
  }
  return mine.result;
}

void DiskLog::LeadGroup() {
  leading_ = true;
  std::vector<Waiting*> group;
  while (!waiting_.empty() && group.size() < kGroupRecordsMax) {
    group.push_back(waiting_.front());
    waiting_.pop_front();
  }
  Committed committed{.status = failed_};
  if (committed.status.ok()) {
    mutex_.Unlock();
    committed = Commit(group);
    mutex_.Lock();
  }
  failed_ = committed.status;
  const std::uint64_t first = offsets_.size();
  if (committed.status.ok()) {
    offsets_.insert(offsets_.end(), committed.offsets.begin(), committed.offsets.end());
    checkpoint_ = std::move(committed.checkpoint);
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    group[i]->done = true;
    if (failed_.ok()) {
      group[i]->result = first + i;
    } else {
      group[i]->result = failed_;
    }
  }
  leading_ = false;
  changed_.NotifyAll();
}

DiskLog::Committed DiskLog::Commit(const std::vector<Waiting*>& group) {
  Committed committed;
  std::uint64_t index = edge_.size();
  for (const Waiting* waiting : group) {
    committed.offsets.push_back(journal_->Add(index++, waiting->leaf, waiting->body));
  }
  committed.status = journal_->Sync();
  if (!committed.status.ok()) return committed;
  std::vector<TreeEdge::File> files;
  for (const Waiting* waiting : group) edge_.Add(waiting->leaf, files);
  committed.status = WriteFiles(directory_, files);
  if (!committed.status.ok()) return committed;
  auto checkpoint = Publish();
  committed.status = checkpoint.status();
  if (checkpoint.ok()) committed.checkpoint = *std::move(checkpoint);
  return committed;
}

absl::StatusOr<std::string> DiskLog::Publish() {
  const std::vector<TreeEdge::File> partials = edge_.Partials();
  LYNCEUS_RETURN_IF_ERROR(WriteFiles(directory_, partials));
  const struct Checkpoint checkpoint {
    .origin = keys_.name(), .size = edge_.size(), .root = edge_.Root()
  };
  LYNCEUS_ASSIGN_OR_RETURN(std::string note, SignByAll(FormatCheckpoint(checkpoint), keys_));
  LYNCEUS_RETURN_IF_ERROR(ReplaceFile(CheckpointPath(directory_), note));
  // What the checkpoint before this one needed and this one does not.
  for (const std::string& old : published_partials_) {
    const bool kept = std::any_of(partials.begin(), partials.end(),
                                  [&](const TreeEdge::File& file) { return file.path == old; });
    if (!kept) LYNCEUS_RETURN_IF_ERROR(RemoveTree(JoinPath(directory_, old)));
  }
  published_partials_.clear();
  for (const TreeEdge::File& file : partials) published_partials_.push_back(file.path);
  return note;
}

std::uint64_t DiskLog::size() const {
  MutexLock lock(mutex_);
  return offsets_.size();
}

bool DiskLog::writable() const {
  MutexLock lock(mutex_);
  return failed_.ok();
}

std::string DiskLog::Checkpoint() const {
  MutexLock lock(mutex_);
  return checkpoint_;
}

absl::StatusOr<JournalRecord> DiskLog::Record(std::uint64_t index) const {
  std::uint64_t offset = 0;
  {
    MutexLock lock(mutex_);
    if (index >= offsets_.size()) return NoSuchRecord(index, offsets_.size());
    offset = offsets_[index];
  }
  return ReadJournalRecord(JournalPath(directory_), offset, index);
}

absl::StatusOr<std::string> DiskLog::Leaf(std::uint64_t index) const {
  LYNCEUS_ASSIGN_OR_RETURN(JournalRecord record, Record(index));
  return std::move(record.leaf);
}

absl::StatusOr<std::string> DiskLog::Body(std::uint64_t index) const {
  LYNCEUS_ASSIGN_OR_RETURN(JournalRecord record, Record(index));
  return std::move(record.body);
}

absl::StatusOr<LeafProof> DiskLog::Prove(std::uint64_t index) const {
  // A group may be published while tiles are read: then the newest checkpoint's tiles are read
  // instead.
  constexpr int kTries = 8;
  absl::Status status;
  for (int i = 0; i < kTries; ++i) {
    LeafProof proof{.checkpoint = Checkpoint()};
    LYNCEUS_ASSIGN_OR_RETURN(const std::string text, OpenNote(proof.checkpoint, keys_.keys));
    LYNCEUS_ASSIGN_OR_RETURN(const struct Checkpoint checkpoint, ParseCheckpoint(text));
    if (index >= checkpoint.size) return NoSuchRecord(index, checkpoint.size);
    TileReader tiles(directory_, checkpoint.size);
    auto hashes = InclusionProof(index, checkpoint.size, [&](int height, std::uint64_t position) {
      return tiles.Subtree(height, position);
    });
    if (hashes.ok()) {
      proof.hashes = *std::move(hashes);
      return proof;
    }
    status = hashes.status();
  }
  return status;
}

}  // namespace

absl::StatusOr<std::string> InitLog(const LogInit& init, RandomSource& random) {
  const std::string origin = init.demo_key ? "INSECURE-DEMO/" + init.origin : init.origin;
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(init.directory));
  LYNCEUS_ASSIGN_OR_RETURN(auto private_key, Ed25519Signer::Generate(random));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string pem, private_key->ToPem());
  const std::string key = FormatVerifierKey({.name = origin, .key = private_key->public_key()});
  const auto signer = MakeNoteSigner(origin, std::move(private_key));
  const struct Checkpoint empty {
    .origin = origin, .size = 0, .root = EmptyRoot()
  };
  LYNCEUS_ASSIGN_OR_RETURN(const std::string note,
                           SignNote(FormatCheckpoint(empty), {signer.get()}));
  LYNCEUS_RETURN_IF_ERROR(CreateJournal(JournalPath(init.directory)));
  LYNCEUS_RETURN_IF_ERROR(WriteSecretFile(PrivateKeyPath(init.directory), pem));
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(CheckpointPath(init.directory), note));
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(VerifierKeyPath(init.directory), key + "\n"));
  return key;
}

absl::StatusOr<std::unique_ptr<MatchLog>> MatchLog::Open(const std::string& directory) {
  return DiskLog::Open(directory);
}

absl::StatusOr<StoredRecord> ReadRecord(const std::string& directory, std::uint64_t index) {
  LYNCEUS_RETURN_IF_ERROR(ReadVerifierKeys(directory).status());
  StoredRecord stored;
  bool found = false;
  const auto scan = ScanJournal(JournalPath(directory), [&](JournalRecord record) -> absl::Status {
    if (record.index == index) {
      stored = {.leaf = std::move(record.leaf), .body = std::move(record.body)};
      found = true;
    }
    return absl::OkStatus();
  });
  LYNCEUS_RETURN_IF_ERROR(scan.status());
  if (!found) return NoSuchRecord(index, scan->records);
  return stored;
}

}  // namespace lynceus::audit
