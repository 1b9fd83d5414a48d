// One pass finds, a second one mends: only after the whole journal was read is it proven that it
// gives the root of the checkpoint.
#include "lib/audit/fsck.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/offsets.h"
#include "lib/audit/publisher.h"
#include "lib/audit/settled.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"

namespace lynceus::audit {
namespace {

constexpr char kRepair[] = "make it again: lynceus log fsck DIR --repair";
constexpr char kRestore[] = "keep the directory as it is, and restore the log from a copy";
constexpr std::size_t kOffsetsAtOnce = 65'536;

bool IsUnfinished(const std::string& path) {
  return path.ends_with(".new") || path.find(".tmp.") != std::string::npos;
}

// Every file below `directory`, relative to the log.
absl::StatusOr<std::set<std::string>> FilesBelow(const std::string& log, const std::string& name) {
  std::set<std::string> files;
  const std::filesystem::path root(log);
  if (!IsDirectory(JoinPath(log, name))) return files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(root / name, error), end;
       !error && at != end; at.increment(error)) {
    if (at->is_directory(error)) continue;
    files.insert(at->path().lexically_relative(root).string());
  }
  if (!error) return files;
  return UnavailableError({.subject = JoinPath(log, name),
                           .cause = absl::StrCat("it cannot be read: ", error.message()),
                           .remedy = "mend the disk, or give this user the right to read"});
}

class Checker {
 public:
  Checker(std::string log, std::vector<VerifierKey> keys, FsckReport& report)
      : log_(std::move(log)), keys_(std::move(keys)), report_(report) {}

  absl::Status Find();
  // REQUIRES: Find found no damage.
  absl::Status Mend();

 private:
  void Add(FaultKind kind, ErrorDetail detail) {
    report_.faults.push_back({.kind = kind, .detail = std::move(detail)});
  }
  bool Damaged() const {
    return std::any_of(report_.faults.begin(), report_.faults.end(),
                       [](const Fault& fault) { return fault.kind == FaultKind::kDamage; });
  }
  absl::Status ReadWhatStands();
  absl::Status Visit(const JournalRecord& record);
  void CheckFile(const TreeEdge::File& file, bool needed);
  void CheckPartials();
  void CheckLeftOver(const TreeEdge::File& file);
  absl::Status CheckOffset(const JournalRecord& record);
  void CheckSettled(const JournalRecord& record);
  absl::Status CheckEnd(const JournalScan& scan);
  void CheckUnknownFiles();

  const std::string log_;
  const std::vector<VerifierKey> keys_;
  FsckReport& report_;

  Checkpoint checkpoint_;
  std::unique_ptr<Offsets> offsets_;  // null where there are none that can be read
  std::optional<Settled> settled_;
  std::set<std::string> unseen_;    // files of the tree that nothing has accounted for yet
  std::set<std::string> partials_;  // of the published size
  bool other_partials_ = false;     // partial files of other sizes stand among them
  TreeEdge edge_;
  bool root_holds_ = false;
  bool settled_holds_ = false;

  // What a repair does.
  std::set<std::string> write_;   // files of the tree
  std::set<std::string> remove_;  // paths relative to the log
  bool write_offsets_ = false;
};

absl::Status Checker::ReadWhatStands() {
  report_.published = checkpoint_.size;
  root_holds_ = checkpoint_.size == 0 && checkpoint_.root == EmptyRoot();
  LYNCEUS_ASSIGN_OR_RETURN(unseen_, FilesBelow(log_, "tile"));
  for (const std::string& path : PartialPaths(checkpoint_.size)) partials_.insert(path);
  other_partials_ = std::any_of(unseen_.begin(), unseen_.end(), [&](const std::string& path) {
    return absl::StrContains(path, ".p/") && !partials_.contains(path);
  });

  auto offsets = Offsets::Open(OffsetsPath(log_));
  if (offsets.ok()) offsets_ = *std::move(offsets);
  write_offsets_ = offsets_ == nullptr;
  if (write_offsets_) {
    Add(FaultKind::kRemakeable, {.subject = OffsetsPath(log_),
                                 .cause = "there are no offsets that can be read",
                                 .remedy = kRepair});
  }
  if (!PathExists(SettledPath(log_))) return absl::OkStatus();
  auto settled = ReadSettled(log_, keys_);
  if (settled.ok()) settled_ = *std::move(settled);
  return absl::OkStatus();
}

absl::Status Checker::Find() {
  auto checkpoint = ReadCheckpoint(log_, keys_);
  if (!checkpoint.ok()) {  // then nothing is proven
    Add(FaultKind::kDamage, DetailOf(checkpoint.status()));
    return absl::OkStatus();
  }
  checkpoint_ = *std::move(checkpoint);
  LYNCEUS_RETURN_IF_ERROR(ReadWhatStands());
  const auto scan =
      ScanJournal(JournalPath(log_), [this](const JournalRecord& record) { return Visit(record); });
  if (absl::IsDataLoss(scan.status())) {
    Add(FaultKind::kDamage, DetailOf(scan.status()));
    return absl::OkStatus();
  }
  LYNCEUS_RETURN_IF_ERROR(scan.status());
  report_.records = scan->records;
  LYNCEUS_RETURN_IF_ERROR(CheckEnd(*scan));
  if (!Damaged()) CheckUnknownFiles();
  std::stable_sort(report_.faults.begin(), report_.faults.end(),
                   [](const Fault& a, const Fault& b) { return a.kind < b.kind; });
  return absl::OkStatus();
}

absl::Status Checker::Visit(const JournalRecord& record) {
  std::vector<TreeEdge::File> files;
  edge_.Add(record.leaf, files);
  for (const TreeEdge::File& file : files) CheckFile(file, edge_.size() <= checkpoint_.size);
  if (edge_.size() == checkpoint_.size) root_holds_ = edge_.Root() == checkpoint_.root;
  if (edge_.size() == checkpoint_.size || other_partials_) CheckPartials();
  CheckSettled(record);
  return CheckOffset(record);
}

void Checker::CheckFile(const TreeEdge::File& file, bool needed) {
  const bool stands = unseen_.erase(file.path) > 0;
  if (!stands && !needed) return;  // its writer was killed before it made it
  const auto present = ReadFile(JoinPath(log_, file.path));
  if (present.ok() && *present == file.content) return;
  ErrorDetail detail{.subject = JoinPath(log_, file.path), .remedy = kRepair};
  if (present.ok()) {
    const auto [at, other] =
        std::mismatch(present->begin(), present->end(), file.content.begin(), file.content.end());
    detail.place = absl::StrCat("byte ", at - present->begin());
    detail.cause = "the file is not what the journal gives";
  } else {
    detail.cause = "the file is missing";
  }
  Add(FaultKind::kRemakeable, std::move(detail));
  write_.insert(file.path);
}

void Checker::CheckPartials() {
  if (edge_.size() == checkpoint_.size) {
    for (const TreeEdge::File& file : edge_.Partials()) CheckFile(file, true);
    return;
  }
  const auto left_over = [&](const std::string& path) {
    return unseen_.contains(path) && !partials_.contains(path);
  };
  const std::vector<std::string> paths = PartialPaths(edge_.size());
  if (std::none_of(paths.begin(), paths.end(), left_over)) return;
  for (const TreeEdge::File& file : edge_.Partials()) {
    if (left_over(file.path)) CheckLeftOver(file);
  }
}

// A partial file of a size that is not published is nobody's any more.
void Checker::CheckLeftOver(const TreeEdge::File& file) {
  unseen_.erase(file.path);
  remove_.insert(file.path);
  const auto present = ReadFile(JoinPath(log_, file.path));
  const bool same = present.ok() && IsTorn(*present, file.content);
  Add(same ? FaultKind::kLeftOver : FaultKind::kRemakeable,
      {.subject = JoinPath(log_, file.path),
       .cause = same ? "it is of a size that is not published" : "it is not what the journal gives",
       .remedy = "a repair removes it"});
}

absl::Status Checker::CheckOffset(const JournalRecord& record) {
  if (offsets_ == nullptr || write_offsets_) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const auto offset, offsets_->Read(record.index));
  const bool killed_before_it = !offset && record.index >= checkpoint_.size;
  if (killed_before_it || offset == record.offset) return absl::OkStatus();
  write_offsets_ = true;
  Add(FaultKind::kRemakeable, {.subject = OffsetsPath(log_),
                               .place = absl::StrCat("record ", record.index),
                               .cause = "the entry does not lead to the record",
                               .remedy = kRepair});
  return absl::OkStatus();
}

void Checker::CheckSettled(const JournalRecord& record) {
  if (!settled_ || edge_.size() != settled_->checkpoint.size) return;
  settled_holds_ =
      edge_.Root() == settled_->checkpoint.root && EndOf(record) == settled_->journal_bytes;
}

absl::Status Checker::CheckEnd(const JournalScan& scan) {
  const std::string place = absl::StrCat("byte ", scan.bytes_good);
  const std::string journal = JournalPath(log_);
  if (scan.records < checkpoint_.size) {
    Add(FaultKind::kDamage,
        {.subject = journal,
         .place = place,
         .cause = absl::StrCat("it holds ", scan.records, " whole records, the checkpoint says ",
                               checkpoint_.size),
         .remedy = kRestore});
  } else if (!root_holds_ && !Damaged()) {
    Add(FaultKind::kDamage,
        {.subject = journal,
         .cause = absl::StrCat("its first ", checkpoint_.size,
                               " leaves do not give the root of the checkpoint"),
         .remedy = kRestore});
  }
  if (offsets_ != nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t named, offsets_->Records());
    if (named > scan.records) {
      Add(FaultKind::kDamage,
          {.subject = journal,
           .place = place,
           .cause = absl::StrCat("it holds ", scan.records, " whole records, but the offsets name ",
                                 named, ", which were durable"),
           .remedy =
               absl::StrCat(kRestore, "; where the offsets alone were changed, remove them")});
    }
  }
  if (settled_ && settled_->checkpoint.size > checkpoint_.size) {
    Add(FaultKind::kDamage,
        {.subject = CheckpointPath(log_),
         .cause = absl::StrCat("it is of ", checkpoint_.size, " records, though ",
                               settled_->checkpoint.size, " were published"),
         .remedy = kRestore});
  } else if (PathExists(SettledPath(log_)) && !settled_holds_) {
    Add(FaultKind::kRemakeable,
        {.subject = SettledPath(log_), .cause = "it is no place of this log", .remedy = kRepair});
    remove_.insert("settled");
  }
  if (scan.bytes_total > scan.bytes_good && !Damaged()) {
    Add(FaultKind::kLeftOver,
        {.subject = journal,
         .place = place,
         .cause = absl::StrCat(scan.bytes_total - scan.bytes_good,
                               " bytes of a group that was never acknowledged"),
         .remedy = "the next writer cuts them"});
  }
  return absl::OkStatus();
}

void Checker::CheckUnknownFiles() {
  for (const std::string& path : unseen_) {
    const bool unfinished = IsUnfinished(path);
    Add(unfinished ? FaultKind::kLeftOver : FaultKind::kRemakeable,
        {.subject = JoinPath(log_, path),
         .cause = unfinished ? "it was being written when its writer was killed"
                             : "the file belongs to no size of this log",
         .remedy = unfinished ? "a repair removes it" : "look at it; a repair removes it"});
    remove_.insert(path);
  }
}

absl::Status Checker::Mend() {
  std::unique_ptr<Offsets> offsets;
  std::vector<std::uint64_t> entries;
  std::uint64_t first = 0;
  if (write_offsets_) {
    LYNCEUS_ASSIGN_OR_RETURN(offsets, Offsets::OpenForWriting(OffsetsPath(log_)));
    LYNCEUS_RETURN_IF_ERROR(offsets->Cut(0));
  }
  const auto flush = [&]() -> absl::Status {
    LYNCEUS_RETURN_IF_ERROR(offsets->Write(first, entries));
    first += entries.size();
    entries.clear();
    return absl::OkStatus();
  };
  const auto mend = [&](const std::vector<TreeEdge::File>& files) -> absl::Status {
    for (const TreeEdge::File& file : files) {
      if (write_.contains(file.path)) LYNCEUS_RETURN_IF_ERROR(WriteLogFile(log_, file));
    }
    return absl::OkStatus();
  };
  TreeEdge edge;
  const auto visit = [&](const JournalRecord& record) -> absl::Status {
    std::vector<TreeEdge::File> files;
    edge.Add(record.leaf, files);
    LYNCEUS_RETURN_IF_ERROR(mend(files));
    if (edge.size() == checkpoint_.size) LYNCEUS_RETURN_IF_ERROR(mend(edge.Partials()));
    // What no checkpoint covers may not be durable; the next writer names it.
    if (!offsets || record.index >= checkpoint_.size) return absl::OkStatus();
    entries.push_back(record.offset);
    return entries.size() < kOffsetsAtOnce ? absl::OkStatus() : flush();
  };
  if (!write_.empty() || offsets) {
    LYNCEUS_RETURN_IF_ERROR(ScanJournal(JournalPath(log_), visit).status());
    if (offsets) LYNCEUS_RETURN_IF_ERROR(flush());
  }
  for (const std::string& path : remove_) {
    LYNCEUS_RETURN_IF_ERROR(RemoveTree(JoinPath(log_, path)));
  }
  LYNCEUS_RETURN_IF_ERROR(SyncFileSystem(log_));
  for (Fault& fault : report_.faults) fault.repaired = fault.detail.subject != JournalPath(log_);
  return absl::OkStatus();
}

}  // namespace

bool FsckReport::Sound() const {
  return std::all_of(faults.begin(), faults.end(), [](const Fault& fault) {
    return fault.repaired || fault.kind == FaultKind::kLeftOver;
  });
}

FaultKind FsckReport::Gravest() const {
  FaultKind gravest = FaultKind::kLeftOver;
  for (const Fault& fault : faults) {
    if (!fault.repaired) gravest = std::max(gravest, fault.kind);
  }
  return gravest;
}

absl::StatusOr<FsckReport> Fsck(const std::string& directory, const std::string& verifier_key,
                                bool repair) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<VerifierKey> keys, ChooseKeys(directory, verifier_key));
  LYNCEUS_ASSIGN_OR_RETURN(const auto lock, JournalWriter::Open(JournalPath(directory)));
  FsckReport report;
  Checker checker(directory, std::move(keys), report);
  LYNCEUS_RETURN_IF_ERROR(checker.Find());
  if (repair && !report.faults.empty() && report.Gravest() != FaultKind::kDamage) {
    LYNCEUS_RETURN_IF_ERROR(checker.Mend());
  }
  return report;
}

}  // namespace lynceus::audit
