// One caller of a group leads: it takes everything that waits, writes and syncs it, hands the
// leaves to the publisher (publisher.h) and wakes the others. While it works the next group
// gathers. An index is given once the record is durable; tiles and checkpoint follow.
#include "lib/audit/match_log.h"

#include <deque>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/merkle.h"
#include "lib/audit/offsets.h"
#include "lib/audit/publisher.h"
#include "lib/audit/recovery.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/mutex.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kGroupRecordsMax = 1'024;

absl::Status NoSuchRecord(std::uint64_t index, std::uint64_t size) {
  return NotFoundError({.subject = "match log",
                        .place = absl::StrCat("record ", index),
                        .cause = absl::StrCat("there is no such record, the log holds ", size),
                        .remedy = "ask for an index below that"});
}

// By the offsets where they lead to it; else by reading the journal through, which is always right.
absl::StatusOr<JournalRecord> FindRecord(const std::string& directory, const JournalReader& journal,
                                         const Offsets* offsets, std::uint64_t index) {
  if (offsets != nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto offset, offsets->Read(index));
    if (offset) {
      auto record = journal.Read({.index = index, .offset = *offset});
      if (!absl::IsDataLoss(record.status())) return record;
    }
  }
  JournalRecord found;
  bool is_found = false;
  const auto scan = ScanJournal(JournalPath(directory), [&](JournalRecord record) -> absl::Status {
    if (record.index != index) return absl::OkStatus();
    found = std::move(record);
    is_found = true;
    return absl::OkStatus();
  });
  LYNCEUS_RETURN_IF_ERROR(scan.status());
  if (!is_found) return NoSuchRecord(index, scan->records);
  return found;
}

class DiskLog final : public MatchLog {
 public:
  static absl::StatusOr<std::unique_ptr<MatchLog>> Open(const std::string& directory,
                                                        const LogOptions& options);

  absl::StatusOr<std::uint64_t> Append(std::string_view leaf, std::string_view body) override;
  const std::string& origin() const override { return keys_.name(); }
  std::uint64_t size() const override;
  bool writable() const override;
  std::vector<CopyState> copies() const override { return copies_->States(); }
  absl::StatusOr<std::string> Leaf(std::uint64_t index) const override;
  absl::StatusOr<std::string> Body(std::uint64_t index) const override;
  absl::StatusOr<std::string> Checkpoint() const override;
  absl::StatusOr<LeafProof> Prove(std::uint64_t index) const override;

 private:
  // One caller's record on its way.
  struct Waiting {
    std::string_view leaf;
    std::string_view body;
    CondVar wake;  // when it is done, or is to lead the next group
    bool done = false;
    absl::StatusOr<std::uint64_t> result = std::uint64_t{0};
  };

  explicit DiskLog(std::string directory) : directory_(std::move(directory)) {}
  absl::Status Recover(const LogOptions& options);
  // Why nothing may be acknowledged; OK where nothing is known to stand against it.
  absl::Status WhyNot() const;
  // Takes what waits and commits it; gives up the lock meanwhile.
  void LeadGroup() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // The leader's work, without the lock: nobody else touches the writer's members meanwhile.
  // `first` is the index of the group's first record.
  absl::Status Commit(std::uint64_t first, const std::vector<Waiting*>& group);
  absl::StatusOr<JournalRecord> Record(std::uint64_t index) const;

  // Constant after opening.
  const std::string directory_;
  LogSigners keys_;
  std::unique_ptr<JournalReader> reader_;

  // The leader's alone, but for InPlace; the offsets are read by all.
  std::unique_ptr<JournalWriter> journal_;
  std::unique_ptr<Offsets> offsets_;

  mutable Mutex mutex_;
  std::deque<Waiting*> waiting_ ABSL_GUARDED_BY(mutex_);
  bool leading_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failed_ ABSL_GUARDED_BY(mutex_);  // for good
  std::uint64_t size_ ABSL_GUARDED_BY(mutex_) = 0;

  // Ended in reverse: the publisher offers to the copies; both before the lock is given up.
  std::unique_ptr<CopyKeeper> copies_;
  std::unique_ptr<Publisher> publisher_;
};

absl::StatusOr<std::unique_ptr<MatchLog>> DiskLog::Open(const std::string& directory,
                                                        const LogOptions& options) {
  std::unique_ptr<DiskLog> log(new DiskLog(directory));
  LYNCEUS_RETURN_IF_ERROR(ReadVerifierKeys(directory).status());
  LYNCEUS_ASSIGN_OR_RETURN(log->journal_, JournalWriter::Open(JournalPath(directory)));
  LYNCEUS_ASSIGN_OR_RETURN(log->reader_, JournalReader::Open(JournalPath(directory)));
  LYNCEUS_RETURN_IF_ERROR(ClearSecretFile(PrivateKeyPath(directory)));
  LYNCEUS_ASSIGN_OR_RETURN(log->keys_, ReadSigners(directory));
  LYNCEUS_RETURN_IF_ERROR(log->Recover(options));
  return std::unique_ptr<MatchLog>(std::move(log));
}

absl::Status DiskLog::Recover(const LogOptions& options) {
  LYNCEUS_ASSIGN_OR_RETURN(offsets_, Offsets::OpenForWriting(OffsetsPath(directory_)));
  publisher_ = std::make_unique<Publisher>(
      PublisherOptions{.directory = directory_,
                       .origin = keys_.name(),
                       .sign = [this](std::string_view text) { return SignByAll(text, keys_); },
                       .settle_records = options.settle_records,
                       .published = [this](const std::string& note) { copies_->Offer(note); }});
  copies_ = std::make_unique<CopyKeeper>(options.copies, directory_);
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<VerifierKey> ever, ReadVerifierKeys(directory_));
  // Before anything new is signed, of two signed histories one is a lie; and before the journal's
  // tail is cut, in which the proof may stand.
  const auto compare = [&](std::uint64_t records, const SubtreeHash& tree) {
    return copies_->Compare(ever, records, tree);
  };
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t records,
                           audit::Recover({.directory = directory_,
                                           .keys = keys_.keys,
                                           .keys_ever = ever,
                                           .publisher = *publisher_,
                                           .journal = *journal_,
                                           .offsets = *offsets_,
                                           .before_writing = compare}));
  LYNCEUS_RETURN_IF_ERROR(publisher_->WritePartials());
  LYNCEUS_RETURN_IF_ERROR(publisher_->Start());
  MutexLock lock(mutex_);
  size_ = records;
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
  Waiting mine;
  mine.leaf = leaf;
  mine.body = body;
  MutexLock lock(mutex_);
  waiting_.push_back(&mine);
  while (!mine.done) {
    if (leading_) {
      mine.wake.Wait(mutex_);
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
  const std::uint64_t first = size_;
  absl::Status status = failed_;
  if (status.ok()) {
    mutex_.Unlock();
    status = WhyNot();
    const bool may = status.ok();
    if (may) status = Commit(first, group);
    mutex_.Lock();
    if (may) failed_ = status;
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    group[i]->done = true;
    group[i]->wake.NotifyOne();
    if (status.ok()) {
      group[i]->result = first + i;
    } else {
      group[i]->result = status;
    }
  }
  if (status.ok()) size_ += group.size();
  leading_ = false;
  if (!waiting_.empty()) waiting_.front()->wake.NotifyOne();
}

absl::Status DiskLog::WhyNot() const {
  LYNCEUS_RETURN_IF_ERROR(publisher_->status());
  LYNCEUS_RETURN_IF_ERROR(journal_->InPlace());
  return copies_->Required();
}

absl::Status DiskLog::Commit(std::uint64_t first, const std::vector<Waiting*>& group) {
  std::vector<std::uint64_t> offsets;
  std::vector<DurableLeaf> leaves;
  for (const Waiting* waiting : group) {
    offsets.push_back(journal_->Add(first + offsets.size(), waiting->leaf, waiting->body));
    leaves.push_back({.leaf = std::string(waiting->leaf), .journal_bytes = journal_->end()});
  }
  LYNCEUS_RETURN_IF_ERROR(journal_->Sync());
  LYNCEUS_RETURN_IF_ERROR(offsets_->Write(first, offsets));
  publisher_->Add(std::move(leaves));
  return absl::OkStatus();
}

std::uint64_t DiskLog::size() const {
  MutexLock lock(mutex_);
  return size_;
}

bool DiskLog::writable() const {
  if (!WhyNot().ok()) return false;
  MutexLock lock(mutex_);
  return failed_.ok();
}

absl::StatusOr<std::string> DiskLog::Checkpoint() const { return publisher_->Await(size()); }

absl::StatusOr<JournalRecord> DiskLog::Record(std::uint64_t index) const {
  const std::uint64_t records = size();
  if (index >= records) return NoSuchRecord(index, records);
  return FindRecord(directory_, *reader_, offsets_.get(), index);
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
  const std::uint64_t records = size();
  if (index >= records) return NoSuchRecord(index, records);
  // A checkpoint may be published while tiles are read: then the newest one's tiles are read
  // instead.
  constexpr int kTries = 8;
  absl::Status status;
  for (int i = 0; i < kTries; ++i) {
    LeafProof proof;
    LYNCEUS_ASSIGN_OR_RETURN(proof.checkpoint, publisher_->Await(index + 1));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string text, OpenNote(proof.checkpoint, keys_.keys));
    LYNCEUS_ASSIGN_OR_RETURN(const struct Checkpoint checkpoint, ParseCheckpoint(text));
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

absl::StatusOr<std::unique_ptr<MatchLog>> MatchLog::Open(const std::string& directory,
                                                         const LogOptions& options) {
  return DiskLog::Open(directory, options);
}

absl::StatusOr<StoredRecord> ReadRecord(const std::string& directory, std::uint64_t index) {
  LYNCEUS_RETURN_IF_ERROR(ReadVerifierKeys(directory).status());
  LYNCEUS_ASSIGN_OR_RETURN(const auto journal, JournalReader::Open(JournalPath(directory)));
  const auto offsets = Offsets::Open(OffsetsPath(directory));
  LYNCEUS_ASSIGN_OR_RETURN(
      JournalRecord record,
      FindRecord(directory, *journal, offsets.ok() ? offsets->get() : nullptr, index));
  return StoredRecord{.leaf = std::move(record.leaf), .body = std::move(record.body)};
}

}  // namespace lynceus::audit
