// Verification makes every file of the log again from its leaves and compares; then the journal.
#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
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

// A published file that no leaf accounts for. A running writer publishes the files of its next
// checkpoint first, so files of a larger log are passed over.
absl::Status CheckNothingElse(const std::string& log, std::uint64_t size,
                              const std::set<std::string>& paths) {
  const std::filesystem::path root(JoinPath(log, "tile"));
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error) || error) continue;
    const std::string path = JoinPath("tile", at->path().lexically_relative(root).string());
    if (!paths.contains(path) && size > 0 && !path.ends_with(".new")) {
      return Differs(JoinPath(log, path), "the file does not belong to the checkpoint's tree");
    }
  }
  return absl::OkStatus();
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

}  // namespace

absl::StatusOr<VerifyReport> VerifyLog(const std::string& directory,
                                       const std::string& verifier_key, const RecordCheck& check) {
  VerifierKey key;
  if (verifier_key.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(key, ReadVerifierKey(directory));
  } else {
    LYNCEUS_ASSIGN_OR_RETURN(key, ParseVerifierKey(verifier_key));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const struct Checkpoint checkpoint, ReadCheckpoint(directory, key));
  TreeEdge edge;
  std::set<std::string> paths;
  LYNCEUS_RETURN_IF_ERROR(CheckTree(directory, checkpoint.size, edge, paths));
  if (edge.Root() != checkpoint.root) {
    return Differs(CheckpointPath(directory), "its root is not the root of the leaves");
  }
  LYNCEUS_RETURN_IF_ERROR(CheckNothingElse(directory, checkpoint.size, paths));
  LYNCEUS_ASSIGN_OR_RETURN(const JournalScan scan, CheckJournal(directory, checkpoint.size, check));
  if (scan.records < checkpoint.size) {
    return Annotate(Differs(JournalPath(directory),
                            absl::StrCat("it holds ", scan.records,
                                         " whole records, the checkpoint says ", checkpoint.size)),
                    {.place = absl::StrCat("byte ", scan.bytes_good)});
  }
  if (scan.bytes_good != scan.bytes_total) {
    return DataLossError({.subject = JournalPath(directory),
                          .place = absl::StrCat("byte ", scan.bytes_good),
                          .cause = "bytes behind the last whole record",
                          .remedy =
                              "after a crash or a full disk the next writer cuts this torn "
                              "tail, which was never acknowledged; else the log was changed"});
  }
  return VerifyReport{.size = checkpoint.size,
                      .origin = checkpoint.origin,
                      .root_hex = ToHex(checkpoint.root),
                      .pending = scan.records - checkpoint.size};
}

}  // namespace lynceus::audit
