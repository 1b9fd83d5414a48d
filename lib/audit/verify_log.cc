// Verification makes every file of the log again from its leaves and compares; then the journal.
// On the way it meets the size of a checkpoint that the caller holds, and compares the roots.
#include <algorithm>
#include <filesystem>
#include <optional>
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

// What the caller demands of the log.
struct Demands {
  std::vector<VerifierKey> keys;
  std::optional<Checkpoint> held;  // a checkpoint of this log that the caller kept
  RecordCheck check;               // of each record of the journal; or
  LeafCheck check_leaf;            // of each published leaf, where there is no journal
  bool published_only() const { return check_leaf != nullptr; }
};

// One log, being made again from its leaves.
struct Remade {
  TreeEdge edge;
  std::set<std::string> paths;  // of the files that belong to it
  bool held_root = true;        // false: the tree of the held checkpoint's size is another one
};

void CompareHeld(const Demands& demands, Remade& remade) {
  if (!demands.held.has_value() || demands.held->size != remade.edge.size()) return;
  remade.held_root = demands.held->root == remade.edge.Root();
}

// Adds every leaf of the published bundles, comparing each file on the way.
absl::Status CheckTree(const std::string& log, std::uint64_t size, const Demands& demands,
                       Remade& remade) {
  const auto check = [&](const std::vector<TreeEdge::File>& files) -> absl::Status {
    for (const TreeEdge::File& file : files) {
      remade.paths.insert(file.path);
      LYNCEUS_RETURN_IF_ERROR(CompareFile(log, file));
    }
    return absl::OkStatus();
  };
  CompareHeld(demands, remade);
  for (std::uint64_t first = 0; first < size; first += kTileWidth) {
    const std::uint64_t width = std::min(kTileWidth, size - first);
    const std::string path = JoinPath(log, EntriesPath(first / kTileWidth, width));
    const auto bundle = ReadFile(path);
    if (!bundle.ok()) return Differs(path, "the file is missing");
    const auto leaves = DecodeEntries(*bundle, width);
    if (!leaves.ok()) return Annotate(leaves.status(), {.place = path});
    std::vector<TreeEdge::File> files;
    for (const std::string& leaf : *leaves) {
      if (demands.published_only()) {
        LYNCEUS_RETURN_IF_ERROR(Annotate(demands.check_leaf(remade.edge.size(), leaf),
                                         {.place = absl::StrCat("record ", remade.edge.size())}));
      }
      remade.edge.Add(leaf, files);
      CompareHeld(demands, remade);
    }
    LYNCEUS_RETURN_IF_ERROR(check(files));
  }
  return check(remade.edge.Partials());
}

// The one form in which a log signs: nothing behind the root, and no key twice. Signers that are
// not known may stand below it: witnesses, and keys that came later.
absl::StatusOr<std::size_t> CheckForm(const std::string& log, const Checkpoint& checkpoint,
                                      const std::vector<VerifierKey>& keys) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string file, ReadFile(CheckpointPath(log)));
  LYNCEUS_ASSIGN_OR_RETURN(const Note note, ParseNote(file));
  if (note.text != FormatCheckpoint(checkpoint)) {
    return Differs(CheckpointPath(log), "it says more than origin, size and root");
  }
  std::size_t unknown = 0;
  std::set<std::pair<std::string, std::string>> signers;
  for (const NoteSignature& signature : note.signatures) {
    if (!signers.emplace(signature.name, signature.key_id).second) {
      return Differs(CheckpointPath(log), "one key signed it twice");
    }
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const VerifierKey& key) {
      return key.name == signature.name && KeyId(key) == signature.key_id;
    });
    if (!known) ++unknown;
  }
  return unknown;
}

// What stands in the log's directory and is no published file of the checkpoint's tree. A running
// writer publishes the files of its next checkpoint first and removes those of the last one after;
// a killed one leaves either, or a file that it did not finish.
struct Beside {
  std::set<std::string> published;   // named as files of a tree are
  std::vector<std::string> foreign;  // unfinished files, and whatever is not the log's
};

absl::Status AddBeside(const std::filesystem::directory_entry& entry, const std::string& log,
                       const std::set<std::string>& paths, Beside& beside) {
  constexpr std::string_view kUnfinished = ".new";
  std::error_code error;
  const std::filesystem::file_status status = entry.symlink_status(error);
  if (std::filesystem::is_directory(status)) return absl::OkStatus();
  const std::string path = entry.path().lexically_relative(log).string();
  // Removed by its writer meanwhile.
  if (!std::filesystem::exists(status)) return absl::OkStatus();
  if (!std::filesystem::is_regular_file(status)) {
    return Differs(entry.path().string(), "it is neither a file nor a directory");
  }
  if (paths.contains(path)) return absl::OkStatus();
  const bool unfinished = path.ends_with(kUnfinished);
  const std::string_view stem(path.data(), path.size() - (unfinished ? kUnfinished.size() : 0));
  if (!ParseTilePath(stem).ok()) {
    return Differs(entry.path().string(), "it is no file of a log");
  }
  if (unfinished) {
    beside.foreign.push_back(path);
  } else {
    beside.published.insert(path);
  }
  return absl::OkStatus();
}

absl::StatusOr<Beside> FilesBeside(const std::string& log, const std::set<std::string>& paths) {
  Beside beside;
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(log));
  for (const std::string& name : names) {
    if (std::find(kLogFiles.begin(), kLogFiles.end(), name) == kLogFiles.end()) {
      beside.foreign.push_back(name);
    }
  }
  const std::filesystem::path root(JoinPath(log, "tile"));
  std::error_code error;
  if (!std::filesystem::exists(root, error)) return beside;
  for (std::filesystem::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    LYNCEUS_RETURN_IF_ERROR(AddBeside(*at, log, paths, beside));
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

// Every leaf of the log, in order: of the journal, or of the bundles of `size` records.
using VisitLeaf = std::function<absl::Status(const std::string& leaf)>;
absl::Status ForEachLeaf(const std::string& log, std::optional<std::uint64_t> published,
                         const VisitLeaf& visit) {
  if (!published) {
    return ScanJournal(JournalPath(log),
                       [&](const JournalRecord& record) { return visit(record.leaf); })
        .status();
  }
  for (std::uint64_t first = 0; first < *published; first += kTileWidth) {
    const std::uint64_t width = std::min(kTileWidth, *published - first);
    LYNCEUS_ASSIGN_OR_RETURN(const std::string bundle,
                             ReadFile(JoinPath(log, EntriesPath(first / kTileWidth, width))));
    LYNCEUS_ASSIGN_OR_RETURN(const auto leaves, DecodeEntries(bundle, width));
    for (const std::string& leaf : leaves) LYNCEUS_RETURN_IF_ERROR(visit(leaf));
  }
  return absl::OkStatus();
}

// Makes the files of every size that the leaves reach, and compares those that stand in `beside`.
// The leaves agree with the checkpoint already.
absl::Status CheckFilesBeside(const std::string& log, std::optional<std::uint64_t> published,
                              std::set<std::string> beside) {
  if (beside.empty()) return absl::OkStatus();
  TreeEdge edge;
  const absl::Status status = ForEachLeaf(log, published, [&](const std::string& leaf) {
    std::vector<TreeEdge::File> files;
    edge.Add(leaf, files);
    const std::vector<std::string> partials = PartialPaths(edge.size());
    if (std::any_of(partials.begin(), partials.end(),
                    [&](const std::string& path) { return beside.contains(path); })) {
      for (TreeEdge::File& file : edge.Partials()) files.push_back(std::move(file));
    }
    absl::Status found;
    for (const TreeEdge::File& file : files) found.Update(CheckBeside(log, file, beside));
    return found;
  });
  LYNCEUS_RETURN_IF_ERROR(status);
  if (beside.empty()) return absl::OkStatus();
  const std::string path = JoinPath(log, *beside.begin());
  if (!published) return Differs(path, "the file belongs to no size of this log");
  return DataLossError({.subject = path,
                        .cause = "the file belongs to no size up to the checkpoint's",
                        .remedy = "it was added, or copied while a writer was at work: copy the "
                                  "log again"});
}

absl::StatusOr<JournalScan> CheckJournal(const std::string& log, std::uint64_t size,
                                         const RecordCheck& check) {
  std::vector<std::string> leaves;
  std::uint64_t bundle = ~std::uint64_t{0};
  if (!PathExists(JournalPath(log))) {
    return DataLossError({.subject = JournalPath(log),
                          .cause = "the journal is missing",
                          .remedy =
                              "restore it; where this is a copy of the published files alone, "
                              "say so: lynceus log verify DIR --published --key VKEY"});
  }
  return ScanJournal(JournalPath(log), [&](const JournalRecord& record) -> absl::Status {
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

// The checkpoint that the caller kept must be one of this log's past, and no later one.
absl::Status CheckHeld(const std::string& log, const Checkpoint& checkpoint, const Demands& demands,
                       const Remade& remade) {
  if (!demands.held.has_value()) return absl::OkStatus();
  const auto refused = [&](std::string cause) {
    return DataLossError({.subject = CheckpointPath(log),
                          .cause = std::move(cause),
                          .remedy = "keep both checkpoints: together they prove it"});
  };
  if (demands.held->size > checkpoint.size) {
    return refused(absl::StrCat("the log was rolled back: it holds ", checkpoint.size,
                                " records, the checkpoint held says ", demands.held->size));
  }
  if (remade.held_root) return absl::OkStatus();
  return refused(absl::StrCat("the log was forked: its first ", demands.held->size,
                              " records are not those of the checkpoint held"));
}

absl::StatusOr<VerifyReport> VerifyOnce(const std::string& log, const Demands& demands) {
  LYNCEUS_ASSIGN_OR_RETURN(const struct Checkpoint checkpoint, ReadCheckpoint(log, demands.keys));
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t unknown, CheckForm(log, checkpoint, demands.keys));
  Remade remade;
  LYNCEUS_RETURN_IF_ERROR(CheckTree(log, checkpoint.size, demands, remade));
  if (remade.edge.Root() != checkpoint.root) {
    return Differs(CheckpointPath(log), "its root is not the root of the leaves");
  }
  LYNCEUS_RETURN_IF_ERROR(CheckHeld(log, checkpoint, demands, remade));
  LYNCEUS_ASSIGN_OR_RETURN(Beside beside, FilesBeside(log, remade.paths));
  std::uint64_t pending = 0;
  std::optional<std::uint64_t> published = checkpoint.size;
  if (!demands.published_only()) {
    LYNCEUS_ASSIGN_OR_RETURN(const JournalScan scan,
                             CheckJournal(log, checkpoint.size, demands.check));
    LYNCEUS_RETURN_IF_ERROR(CheckWhole(log, scan, checkpoint.size));
    pending = scan.records - checkpoint.size;
    published.reset();
  }
  LYNCEUS_RETURN_IF_ERROR(CheckFilesBeside(log, published, std::move(beside.published)));
  return VerifyReport{.size = checkpoint.size,
                      .origin = checkpoint.origin,
                      .root_hex = ToHex(checkpoint.root),
                      .pending = pending,
                      .unknown_signatures = unknown,
                      .foreign = std::move(beside.foreign)};
}

absl::StatusOr<Demands> ReadDemands(const std::string& directory, const std::string& verifier_keys,
                                    const std::optional<std::string>& held_checkpoint) {
  Demands demands;
  LYNCEUS_ASSIGN_OR_RETURN(demands.keys, ChooseKeys(directory, verifier_keys));
  if (!held_checkpoint.has_value()) return demands;
  const auto text = OpenNote(*held_checkpoint, demands.keys);
  if (absl::IsDataLoss(text.status())) {
    return DataLossError({.subject = "the checkpoint held",
                          .cause = DetailOf(text.status()).cause,
                          .remedy =
                              "it was changed, or signed before a rotation: then give the key "
                              "that signed it too (--key OLDER --key NEWEST)"});
  }
  if (!text.ok()) return Annotate(text.status(), {.place = "the checkpoint held"});
  LYNCEUS_ASSIGN_OR_RETURN(demands.held, ParseCheckpoint(*text));
  if (demands.held->origin == demands.keys.front().name) return demands;
  return InvalidError({.subject = "the checkpoint held",
                       .cause = "it is the checkpoint of another log",
                       .remedy = "give a checkpoint of " + demands.keys.front().name});
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

// Files that a writer replaced while they were read prove nothing: then all is read again.
absl::StatusOr<VerifyReport> Verify(const std::string& directory, const Demands& demands) {
  constexpr int kTries = 16;
  for (int i = 0; i < kTries; ++i) {
    const Published before = PublishedNow(directory);
    auto report = VerifyOnce(directory, demands);
    if (report.ok() || PublishedNow(directory) == before) return report;
  }
  return UnavailableError({.subject = directory,
                           .cause = "the log is written faster than it can be verified",
                           .remedy = "verify a copy, or while no writer is at work"});
}

}  // namespace

absl::StatusOr<VerifyReport> VerifyLog(const std::string& directory,
                                       const std::string& verifier_keys, const RecordCheck& check,
                                       const std::optional<std::string>& held_checkpoint) {
  LYNCEUS_ASSIGN_OR_RETURN(Demands demands, ReadDemands(directory, verifier_keys, held_checkpoint));
  demands.check = check;
  return Verify(directory, demands);
}

absl::StatusOr<VerifyReport> VerifyPublished(const std::string& directory,
                                             const std::string& verifier_keys,
                                             const LeafCheck& check,
                                             const std::optional<std::string>& held_checkpoint) {
  LYNCEUS_ASSIGN_OR_RETURN(Demands demands, ReadDemands(directory, verifier_keys, held_checkpoint));
  demands.check_leaf = check;
  return Verify(directory, demands);
}

}  // namespace lynceus::audit
