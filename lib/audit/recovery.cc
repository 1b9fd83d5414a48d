// Reads first, writes after: a log that is refused is left as it was found.
#include "lib/audit/recovery.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/audit/copy_keeper.h"
#include "lib/audit/log_files.h"
#include "lib/audit/settled.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr char kRestore[] = "the log was cut or changed; restore it from a copy";

// What reading the journal found.
struct Replay {
  JournalScan scan;
  std::uint64_t doubtful = 0;          // where the records begin that no checkpoint covers
  std::vector<std::uint64_t> offsets;  // of the records from the base on
  std::vector<TreeEdge::File> torn;    // to be written again
};

// A file that a crash left torn or never wrote is made again; one that says something else was
// changed.
absl::Status CompareFile(const std::string& log, const TreeEdge::File& file,
                         std::vector<TreeEdge::File>& torn) {
  const std::string path = JoinPath(log, file.path);
  const auto present = ReadFile(path);
  if (present.ok() && *present == file.content) return absl::OkStatus();
  if (!present.ok() && !absl::IsNotFound(present.status())) return present.status();
  if (present.ok() && !IsTorn(*present, file.content)) {
    return DataLossError({.subject = path,
                          .cause = "the file does not agree with the journal",
                          .remedy = "the log was changed; see lynceus log fsck DIR, and compare it "
                                    "with a copy before using it"});
  }
  torn.push_back(file);
  return absl::OkStatus();
}

// The partial files of the checkpoint, which wider ones will replace: a changed one is found first.
absl::Status ComparePartials(const RecoveryInputs& log) {
  std::vector<TreeEdge::File> torn;  // made again at the present size
  for (const TreeEdge::File& file : log.publisher.edge().Partials()) {
    LYNCEUS_RETURN_IF_ERROR(CompareFile(log.directory, file, torn));
  }
  return absl::OkStatus();
}

absl::StatusOr<Replay> ReadFrom(const RecoveryInputs& log, const Base& base,
                                const Checkpoint& published) {
  Replay replay{.doubtful = base.place.offset};
  bool root_holds = log.publisher.edge().size() == published.size &&
                    log.publisher.edge().Root() == published.root;
  const auto compare = [&](const TreeEdge::File& file) {
    return CompareFile(log.directory, file, replay.torn);
  };
  const auto visit = [&](JournalRecord record) {
    const std::uint64_t end = EndOf(record);
    replay.offsets.push_back(record.offset);
    absl::Status status =
        log.publisher.Integrate({.leaf = std::move(record.leaf), .journal_bytes = end}, compare);
    if (record.index + 1 == published.size) {
      root_holds = log.publisher.edge().Root() == published.root;
      replay.doubtful = end;
      status.Update(ComparePartials(log));
    }
    return status;
  };
  LYNCEUS_ASSIGN_OR_RETURN(replay.scan, ScanJournal(JournalPath(log.directory), visit, base.place));
  if (root_holds) return replay;
  return DataLossError({.subject = JournalPath(log.directory),
                        .cause = absl::StrCat("the journal holds ", replay.scan.records,
                                              " whole records and does not give the root of the "
                                              "checkpoint of ",
                                              published.size),
                        .remedy = kRestore});
}

// An entry was written after its record was durable.
absl::Status CheckNoneLost(const RecoveryInputs& log, const JournalScan& scan) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t named, log.offsets.Records());
  if (named <= scan.records) return absl::OkStatus();
  return DataLossError({.subject = JournalPath(log.directory),
                        .place = absl::StrCat("byte ", scan.bytes_good),
                        .cause = absl::StrCat("the journal is whole up to record ", scan.records,
                                              ", but ", named, " were durable"),
                        .remedy = kRestore});
}

// The tiles of what was read that are not on the disk, or torn.
TileReader::Unwritten Unwritten(const TreeEdge& edge, const Replay& replay) {
  TileReader::Unwritten files;
  for (const TreeEdge::File& file : replay.torn) files[file.path] = file.content;
  for (const TreeEdge::File& file : edge.Partials()) files[file.path] = file.content;
  return files;
}

}  // namespace

absl::StatusOr<std::uint64_t> Recover(const RecoveryInputs& log) {
  LYNCEUS_ASSIGN_OR_RETURN(const Checkpoint published, ReadCheckpoint(log.directory, log.keys));
  Base base = FindBase(log.directory, log.keys_ever);
  if (base.place.index > published.size) {
    return DataLossError({.subject = CheckpointPath(log.directory),
                          .cause = absl::StrCat("it is of ", published.size, " records, though ",
                                                base.place.index, " were published and settled"),
                          .remedy = kRestore});
  }
  log.publisher.Begin(std::move(base.edge));
  LYNCEUS_ASSIGN_OR_RETURN(const Replay replay, ReadFrom(log, base, published));
  LYNCEUS_RETURN_IF_ERROR(CheckNoneLost(log, replay.scan));

  LYNCEUS_RETURN_IF_ERROR(log.before_writing(
      replay.scan.records,
      TreeOf(log.directory, replay.scan.records, Unwritten(log.publisher.edge(), replay))));

  LYNCEUS_RETURN_IF_ERROR(log.journal.Begin(replay.doubtful, replay.scan.bytes_good));
  LYNCEUS_RETURN_IF_ERROR(log.offsets.Write(base.place.index, replay.offsets));
  LYNCEUS_RETURN_IF_ERROR(log.offsets.Cut(replay.scan.records));
  for (const TreeEdge::File& file : replay.torn) {
    LYNCEUS_RETURN_IF_ERROR(WriteLogFile(log.directory, file));
  }
  return replay.scan.records;
}

}  // namespace lynceus::audit
