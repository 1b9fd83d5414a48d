// Verification makes every file of the log again from its leaves and compares; then the journal.
#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/match_log.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

absl::Status Differs(const std::string& path, std::string_view cause) {
  return DataLossError({.subject = path,
                        .cause = std::string(cause),
                        .remedy = "the log was changed or damaged; compare it with a copy"});
}

absl::Status CompareFile(const std::string& log, const TreeEdge::File& expected) {
  const std::string path = JoinPath(log, expected.path);
  const auto present = ReadFile(path);
  if (!present.ok()) return Differs(path, "the file is missing");
  const auto [at, other] = std::mismatch(present->begin(), present->end(), expected.content.begin(),
                                         expected.content.end());
  if (at == present->end() && other == expected.content.end()) return absl::OkStatus();
  return Differs(path,
                 absl::StrCat("byte ", at - present->begin(), " is not what the leaves give"));
}

// Adds every leaf of the published bundles to `edge`, comparing each file on the way; `paths`
// gathers the files that belong to the log.
absl::Status CheckTree(const std::string& log, std::uint64_t size, TreeEdge& edge,
                       std::set<std::string>& paths) {
  const auto check = [&](const std::vector<TreeEdge::File>& files) -> absl::Status {
    for (const TreeEdge::File& file : files) {
      paths.insert(file.path);
      LYNCEUS_RETURN_IF_ERROR(CompareFile(log, file));
    }
    return absl::OkStatus();
  };
  for (std::uint64_t first = 0; first < size; first += kTileWidth) {
    const std::uint64_t width = std::min(kTileWidth, size - first);
    const std::string path = JoinPath(log, EntriesPath(first / kTileWidth, width));
    const auto bundle = ReadFile(path);
    if (!bundle.ok()) return Differs(path, "the file is missing");
    const auto leaves = DecodeEntries(*bundle, width);
    if (!leaves.ok()) return Annotate(leaves.status(), {.place = path});
    std::vector<TreeEdge::File> files;
    for (const std::string& leaf : *leaves) edge.Add(leaf, files);
    LYNCEUS_RETURN_IF_ERROR(check(files));
  }
  return check(edge.Partials());
}

// Published files beside those of the checkpoint's tree. A running writer publishes the files of
// its next checkpoint first and removes those of the last one after; a killed one leaves either.
absl::StatusOr<std::set<std::string>> FilesBeside(const std::string& log,
                                                  const std::set<std::string>& paths) {
  std::set<std::string> beside;
  const std::filesystem::path root(JoinPath(log, "tile"));
  std::error_code error;
  if (!std::filesystem::exists(root, error)) return beside;
  for (std::filesystem::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    const bool is_directory = at->is_directory(error);
    const std::string path = JoinPath("tile", at->path().lexically_relative(root).string());
    if (is_directory || paths.contains(path) || path.ends_with(".new")) continue;
    beside.insert(path);
  }
  if (error) return Differs(root.string(), absl::StrCat("it cannot be read: ", error.message()));
  return beside;
}

// The file may be of another size of this log; then it says what the leaves give, or was removed by
// its writer meanwhile.
absl::Status CheckBeside(const std::string& log, const TreeEdge::File& expected,
                         std::set<std::string>& beside) {
  if (beside.erase(expected.path) == 0) return absl::OkStatus();
  absl::Status status = CompareFile(log, expected);
  return PathExists(JoinPath(log, expected.path)) ? status : absl::OkStatus();
}

// Makes the files of every size that the journal reaches, and compares those that stand in
// `beside`. The journal agrees with the checkpoint already.
absl::Status CheckFilesBeside(const std::string& log, std::set<std::string> beside) {
  if (beside.empty()) return absl::OkStatus();
  TreeEdge edge;
  const auto scan = ScanJournal(JournalPath(log), [&](JournalRecord record) -> absl::Status {
    std::vector<TreeEdge::File> files;
    edge.Add(record.leaf, files);
    const std::vector<std::string> partials = PartialPaths(edge.size());
    if (std::any_of(partials.begin(), partials.end(),
                    [&](const std::string& path) { return beside.contains(path); })) {
      for (TreeEdge::File& file : edge.Partials()) files.push_back(std::move(file));
    }
    for (const TreeEdge::File& file : files) {
      LYNCEUS_RETURN_IF_ERROR(CheckBeside(log, file, beside));
    }
    return absl::OkStatus();
  });
  LYNCEUS_RETURN_IF_ERROR(scan.status());
  if (beside.empty()) return absl::OkStatus();
  return Differs(JoinPath(log, *beside.begin()), "the file belongs to no size of this log");
}

absl::StatusOr<JournalScan> CheckJournal(const std::string& log, std::uint64_t size,
                                         const RecordCheck& check) {
  std::vector<std::string> leaves;
  std::uint64_t bundle = ~std::uint64_t{0};
  return ScanJournal(JournalPath(log), [&](JournalRecord record) -> absl::Status {
    const std::string place = absl::StrCat("record ", record.index);
    if (record.index < size) {
      if (record.index / kTileWidth != bundle) {
        bundle = record.index / kTileWidth;
        const std::uint64_t width = std::min(kTileWidth, size - bundle * kTileWidth);
        LYNCEUS_ASSIGN_OR_RETURN(const std::string content,
                                 ReadFile(JoinPath(log, EntriesPath(bundle, width))));
        LYNCEUS_ASSIGN_OR_RETURN(leaves, DecodeEntries(content, width));
      }
      if (leaves[record.index % kTileWidth] != record.leaf) {
        return Annotate(Differs(JournalPath(log), "the journal's leaf is not the published one"),
                        {.place = place});
      }
    }
    if (!check) return absl::OkStatus();
    return Annotate(check(record.index, record.leaf, record.body), {.place = place});
  });
}

absl::Status CheckWhole(const std::string& directory, const JournalScan& scan, std::uint64_t size) {
  const std::string place = absl::StrCat("byte ", scan.bytes_good);
  if (scan.records < size) {
    return Annotate(
        Differs(JournalPath(directory), absl::StrCat("it holds ", scan.records,
                                                     " whole records, the checkpoint says ", size)),
        {.place = place});
  }
  if (scan.bytes_good == scan.bytes_total) return absl::OkStatus();
  return DataLossError({.subject = JournalPath(directory),
                        .place = place,
                        .cause = "bytes behind the last whole record",
                        .remedy = "after a crash or a full disk the next writer cuts this torn "
                                  "tail, which was never acknowledged; else the log was changed"});
}

absl::StatusOr<VerifyReport> VerifyOnce(const std::string& directory,
                                        const std::vector<VerifierKey>& keys,
                                        const RecordCheck& check) {
  LYNCEUS_ASSIGN_OR_RETURN(const struct Checkpoint checkpoint, ReadCheckpoint(directory, keys));
  TreeEdge edge;
  std::set<std::string> paths;
  LYNCEUS_RETURN_IF_ERROR(CheckTree(directory, checkpoint.size, edge, paths));
  if (edge.Root() != checkpoint.root) {
    return Differs(CheckpointPath(directory), "its root is not the root of the leaves");
  }
  LYNCEUS_ASSIGN_OR_RETURN(std::set<std::string> beside, FilesBeside(directory, paths));
  LYNCEUS_ASSIGN_OR_RETURN(const JournalScan scan, CheckJournal(directory, checkpoint.size, check));
  LYNCEUS_RETURN_IF_ERROR(CheckWhole(directory, scan, checkpoint.size));
  LYNCEUS_RETURN_IF_ERROR(CheckFilesBeside(directory, std::move(beside)));
  return VerifyReport{.size = checkpoint.size,
                      .origin = checkpoint.origin,
                      .root_hex = ToHex(checkpoint.root),
                      .pending = scan.records - checkpoint.size};
}

// What a writer changes with every group.
struct Published {
  std::string checkpoint;
  std::uint64_t journal_bytes = 0;
  friend bool operator==(const Published&, const Published&) = default;
};

Published PublishedNow(const std::string& directory) {
  const auto checkpoint = ReadFile(CheckpointPath(directory));
  const auto bytes = FileSize(JournalPath(directory));
  return {checkpoint.ok() ? *checkpoint : "", bytes.ok() ? *bytes : 0};
}

}  // namespace

absl::StatusOr<VerifyReport> VerifyLog(const std::string& directory,
                                       const std::string& verifier_key, const RecordCheck& check) {
  // Files that a writer replaced while they were read prove nothing: then all is read again.
  constexpr int kTries = 16;
  std::vector<VerifierKey> keys;
  if (verifier_key.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(keys, ReadVerifierKeys(directory));
  } else {
    LYNCEUS_ASSIGN_OR_RETURN(keys, ParseVerifierKeys(verifier_key));
  }
  for (int i = 0; i < kTries; ++i) {
    const Published before = PublishedNow(directory);
    auto report = VerifyOnce(directory, keys, check);
    if (report.ok() || PublishedNow(directory) == before) return report;
  }
  return UnavailableError({.subject = directory,
                           .cause = "the log is written faster than it can be verified",
                           .remedy = "verify a copy, or while no writer is at work"});
}

}  // namespace lynceus::audit
