#pragma once
// Writes a new snapshot. Everything is made in a directory beside the target and renamed onto it in
// the end; until then, and after any error, the target is as it was and nothing half-built is left
// behind.
//
// Order of calls: Create; AddParty in the order of canonical ids, and AddInterest, AddIdentifier,
// AddReferent, AddRecord, AddFragment, AddSkipped, AddRules in any order; the sinks filled and
// sealed; SealTables; Finish.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"
#include "lib/store/snapshot.h"

namespace lynceus::store {

struct BuilderOptions {
  // Replaces an existing snapshot at the target, in one step. Default: an existing target is
  // refused.
  bool replace = false;
  // An Ed25519 private key in PEM; read at once, used in the end. Default: not signed.
  std::string sign_key_path = {};
  // Bytes of records held by each sort before it spills beside the target.
  std::size_t sort_bytes_max = 64u << 20;
};

// What Finish puts into the manifest beside what the builder counted itself.
struct ManifestFields {
  std::string engine;
  std::string icu_version;
  std::string names_digest;
  std::string rules_digest;
  std::vector<PackDigest> packs;  // pinned ones only
  std::int32_t score_floor = 0;
  std::vector<LoadReport> sources;
  std::optional<Date> built_on = {};
  std::string previous = {};  // content digest of the snapshot that was compared with
};

// One thread. The destructor removes what was not finished.
class SnapshotBuilder {
 public:
  // Errors: FailedPrecondition where the target exists (and is not to be replaced, or is no
  // snapshot); InvalidArgument where the key is no Ed25519 key; those of the file system.
  static absl::StatusOr<std::unique_ptr<SnapshotBuilder>> Create(const std::string& out_directory,
                                                                 const BuilderOptions& options);
  ~SnapshotBuilder();
  SnapshotBuilder(const SnapshotBuilder&) = delete;
  SnapshotBuilder& operator=(const SnapshotBuilder&) = delete;

  // A directory for other temporary files of the build; goes away with the builder.
  const std::string& scratch_directory() const;

  // Returns the party's number: 0, 1, 2 ... Errors: Internal where canonical ids do not ascend;
  // those of EncodeParty.
  absl::StatusOr<std::uint32_t> AddParty(const Party& party);
  // `owner` is empty for a holder that the source does not name.
  absl::Status AddInterest(std::optional<std::uint32_t> owner, std::uint32_t subject,
                           const Interest& interest);
  // `value` in its normal form. The same twice is no error.
  absl::Status AddIdentifier(std::uint32_t party, std::string_view type, std::string_view value);
  // An id that publishers use for the party but that no record carries. It is answered where no
  // record has it and one party alone claims it.
  absl::Status AddReferent(std::uint32_t party, std::string_view id);
  // A record of a party that has several: what its source said of it. A party of one record is its
  // record.
  absl::Status AddRecord(const Party& record);
  absl::Status AddFragment(const UnparsedFragment& fragment);
  absl::Status AddSkipped(const std::string& source, const SkippedRecord& record);
  // Copies the regular files of a rule directory, with its directories, into the snapshot's rules/.
  absl::Status AddRules(const std::string& directory);
  // Adds one more file to rules/: `path` is relative to it. Errors: FailedPrecondition where it is
  // there. REQUIRES: AddRules was called.
  absl::Status AddRuleFile(std::string_view path, std::string_view content);
  // Where the copy stands until Finish moves it.
  std::string rules_directory() const;

  // The flat files. A sink must not be used after its seal; sealed, they can be read.
  BlockSink& candidate_sink();
  BlockSink& owner_sink();
  BlockSink& universe_sink();
  absl::StatusOr<const BlockSource*> SealCandidates();
  absl::StatusOr<const BlockSource*> SealOwners();
  absl::StatusOr<const BlockSource*> SealUniverse();

  // Completes the tables and returns what stands in them, to be compared with an earlier snapshot;
  // the cursor must not be used after Finish. Nothing may be added afterwards. Errors: Internal
  // where an id belongs to two parties or an interest names a party that does not exist; those of
  // the file system. REQUIRES: called once.
  absl::StatusOr<std::unique_ptr<RecordCursor>> SealTables();

  // Seals what is not sealed yet, signs where a key was given, and renames. Returns the manifest.
  // Errors: those of SealTables and of the file system. REQUIRES: called once.
  absl::StatusOr<Manifest> Finish(const ManifestFields& fields);

 private:
  struct Impl;
  explicit SnapshotBuilder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus::store
