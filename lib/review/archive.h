#pragma once
// The archive: everything that a decision rested on, kept by content so that it can be decided
// again years later. Layout, below one directory:
//   sha256/ab/cdef...   objects, each named by its own digest and never changed
//   names/KIND/...      what an object is: one small text file for each named tree
//   open/               trees that are being read; may be removed at any time nobody reads
// A tree is an object too: a list of files with digest, size and path. Every byte is checked
// against its digest when it is read.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/clock.h"

namespace lynceus::review {

enum class ArchiveKind : std::uint8_t { kSnapshot = 0, kRules = 1, kEngine = 2, kList = 3 };
std::string_view ArchiveKindName(ArchiveKind kind);  // "snapshot", "rules", "engine", "list"

// One named tree. `name` is the word by which records name it: a snapshot's content digest, a rule
// set's digest, the engine's build word; of a list the digest of its file. One name may have
// several trees: builds with one word, or a snapshot that was built twice (RocksDB's files carry
// times).
struct ArchiveEntry {
  ArchiveKind kind = ArchiveKind::kSnapshot;
  std::string name;
  std::string tree;  // digest, hex
  std::int64_t added_unix_micros = 0;
};

// A tree laid out as files again; removed with the object. Immutable.
class ArchivedTree {
 public:
  ArchivedTree(std::string directory, std::string path)
      : directory_(std::move(directory)), path_(std::move(path)) {}
  ~ArchivedTree();
  ArchivedTree(const ArchivedTree&) = delete;
  ArchivedTree& operator=(const ArchivedTree&) = delete;
  // The directory; of an engine or a list, the file.
  const std::string& path() const { return path_; }

 private:
  const std::string directory_;
  const std::string path_;
};

// What records that still have their body name, each with the first that does: "LOG, record 17".
using LiveNames = std::map<std::pair<ArchiveKind, std::string>, std::string>;

struct CollectReport {
  struct Line {
    ArchiveEntry entry;
    std::string why;  // it is kept; empty: it goes
  };
  std::vector<Line> entries;
  std::uint64_t objects_kept = 0;
  std::uint64_t objects_gone = 0;  // or that would go
  std::uint64_t bytes_gone = 0;
};

struct ArchiveVerifyReport {
  std::uint64_t entries = 0;
  std::uint64_t objects = 0;
  std::uint64_t bytes = 0;
};

// Thread-safe, also between processes: who changes it waits for the archive's lock.
class Archive {
 public:
  ~Archive();
  // Makes the directories where they are missing.
  static absl::StatusOr<std::unique_ptr<Archive>> Open(const std::string& directory,
                                                       const Clock& clock);

  // Each adds what is not there yet and returns once it is durable; the same again costs one look.
  // Snapshots never change, so their files are hard-linked where the file system allows; all else
  // is copied. Errors: those of the file system; DataLoss where the bytes are not what is named:
  // the snapshot's files are not its manifest's, or the rules read back have another digest.
  absl::StatusOr<ArchiveEntry> AddSnapshot(const std::string& directory);
  // `digest`: of the rules as they were loaded.
  absl::StatusOr<ArchiveEntry> AddRules(const std::string& directory, const std::string& digest);
  absl::StatusOr<ArchiveEntry> AddEngine(const std::string& program, const std::string& build);
  absl::StatusOr<ArchiveEntry> AddList(const std::string& file);

  // Sorted by kind and name, the newest of a name last.
  absl::StatusOr<std::vector<ArchiveEntry>> Entries() const;
  // The newest tree of this name, checked byte for byte. Errors: NotFound naming what is missing;
  // DataLoss naming the object that is not what its name says.
  absl::StatusOr<std::unique_ptr<ArchivedTree>> Extract(ArchiveKind kind,
                                                        const std::string& name) const;
  // Reads every object. Errors: DataLoss naming the first that is missing or differs.
  absl::StatusOr<ArchiveVerifyReport> Verify() const;

  // What nothing keeps goes, where `remove`; else it is only said. Kept is what a live record
  // names, the raw lists of kept snapshots, and what was added in the last day: a service archives
  // before its first record. Errors: DataLoss where a name or tree cannot be read: then nothing is
  // removed.
  absl::StatusOr<CollectReport> Collect(const LiveNames& live, bool remove) const;

  const std::string& directory() const;
  // Whether there is a tree of this name.
  bool Has(ArchiveKind kind, const std::string& name) const;

 private:
  struct Impl;
  explicit Archive(std::unique_ptr<const Impl> impl);

  const std::unique_ptr<const Impl> impl_;
};

}  // namespace lynceus::review
