#pragma once
// A snapshot: one immutable, versioned, optionally signed build of lists and registries, in a
// directory:
//   manifest.json      what is in it, from which files, with every digest (FORMAT.md)
//   manifest.sig       Ed25519 over manifest.json, where a key was given
//   store/             RocksDB, read-only: parties, records, ids, interests, identifiers, reports
//   candidates.idx     flat candidate index          owners.idx   flat owner graph
//   universe.idx       flat risk universe, for the next build and for verification
//   rules/             the build-time rule packs
// No RocksDB type leaves this module.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"
#include "lib/model/rules.h"
#include "lib/store/records.h"

namespace lynceus::store {

inline constexpr std::uint32_t kSnapshotFormatVersion = 4;

struct FileEntry {
  std::string path;  // relative to the snapshot
  std::uint64_t bytes = 0;
  std::string sha256;  // hex
  // Flat files only, hex: the footer's digest over all block digests. It is compared when the file
  // is opened, so that blocks checked on first touch are vouched for by the manifest.
  std::string seal;
  friend bool operator==(const FileEntry&, const FileEntry&) = default;
};

struct Manifest {
  std::uint32_t format_version = kSnapshotFormatVersion;
  std::string engine;  // "lynceus 0.1.0+5d41402a"
  std::string icu_version;
  std::string names_digest;       // names::Analyzer::pack_digest of the build
  std::string rules_digest;       // RuleSet::build_digest of the build
  std::vector<PackDigest> packs;  // those it is over, by name
  // The lowest threshold at which the index finds every match (kScoreFloor of the build).
  std::int32_t score_floor = 0;
  std::optional<Date> built_on;  // the builder's word; no part of the content digest
  // The content digest of the snapshot with which the sources were compared; empty: none.
  std::string previous;
  std::string content_digest;  // over logical contents: same inputs, rules and engine give the same
  std::string package_digest;  // over the digests of all files
  std::vector<LoadReport> sources;  // with counts; skipped records stand in the store
  std::uint64_t parties = 0;
  std::uint64_t names = 0;
  std::uint64_t interests = 0;
  std::uint64_t designations = 0;
  std::vector<FileEntry> files;  // sorted by path; all but the manifest and its signature
  std::string signer;            // base64 of the Ed25519 public key; empty: not signed
};

// Immutable; Thread-safe.
class Snapshot {
 public:
  struct OpenOptions {
    bool verify_all = false;  // every file's digest now (activation); else blocks on first touch
    std::string public_key;   // PEM; where given, the signature must hold
  };
  // Checks the manifest's own digest and signature, format version, column families, each file's
  // size, that no other file is there, the seals of the flat files and the digests of small files.
  // Errors: NotFound (no snapshot there), FailedPrecondition (another format version; a key is
  // given and the snapshot is not signed), DataLoss (a file, a digest or the signature does not
  // hold), naming the file.
  static absl::StatusOr<std::shared_ptr<const Snapshot>> Open(const std::string& directory,
                                                              const OpenOptions& options);
  virtual ~Snapshot() = default;

  virtual const Manifest& manifest() const = 0;
  virtual const std::string& directory() const = 0;
  virtual const BlockSource& candidate_blocks() const = 0;
  virtual const BlockSource& owner_blocks() const = 0;
  virtual const BlockSource& universe_blocks() const = 0;

  // Parties are numbered 0 .. manifest().parties - 1 in the order of canonical ids.
  // Errors: OutOfRange; DataLoss.
  virtual absl::StatusOr<Party> PartyByNumber(std::uint32_t number) const = 0;
  // The number of the party that answers to `id` (any record's id). Errors: NotFound.
  virtual absl::StatusOr<std::uint32_t> NumberOf(const std::string& id) const = 0;
  // Interests of which the party is the subject / the owner, sorted by id.
  virtual absl::StatusOr<std::vector<Interest>> InterestsInto(std::uint32_t number) const = 0;
  virtual absl::StatusOr<std::vector<Interest>> InterestsOf(std::uint32_t number) const = 0;
  // Numbers of the parties that carry the identifier, ascending; none where nobody does. `value` is
  // in the normal form the build used (names::NormalizeIdentifier).
  virtual absl::StatusOr<std::vector<std::uint32_t>> PartiesByIdentifier(
      const std::string& type, const std::string& value) const = 0;
  // What each source said, record by record. The snapshot must outlive the cursor.
  virtual std::unique_ptr<RecordCursor> OpenRecords() const = 0;
  // Calls `visit` with every unparsed remark fragment / skipped record, in source order.
  virtual absl::Status ForEachFragment(
      const std::function<absl::Status(const UnparsedFragment&)>& visit) const = 0;
  virtual absl::Status ForEachSkipped(
      const std::function<absl::Status(const std::string& source, const SkippedRecord&)>& visit)
      const = 0;
};

// Recomputes every digest, the signature where there is one, and RocksDB's own checksums; the
// directory must hold the manifest's files and nothing else. Errors: DataLoss naming the first file
// that differs.
absl::Status VerifySnapshot(const std::string& directory, const std::string& public_key);

}  // namespace lynceus::store
