#include "lib/store/snapshot.h"

#include <limits>
#include <utility>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/store/codec.h"
#include "lib/store/flat_file.h"
#include "lib/store/manifest.h"
#include "lib/store/package.h"
#include "lib/store/tables.h"

namespace lynceus::store {
namespace {

// Files up to this size are hashed whenever a snapshot is opened (a millisecond in all): RocksDB's
// own manifest and the rule packs among them.
constexpr std::uint64_t kHashedAtOpenBytesMax = 1u << 18;

absl::Status Damaged(const std::string& subject, std::string place, std::string cause) {
  return DataLossError({.subject = subject,
                        .place = std::move(place),
                        .cause = std::move(cause),
                        .remedy = "restore the snapshot from a good copy or build it anew"});
}

class RocksSnapshot final : public Snapshot {
 public:
  RocksSnapshot(std::string directory, Manifest manifest, std::unique_ptr<TablesReader> tables,
                std::unique_ptr<FlatFile> candidates, std::unique_ptr<FlatFile> owners,
                std::unique_ptr<FlatFile> universe)
      : directory_(std::move(directory)),
        manifest_(std::move(manifest)),
        tables_(std::move(tables)),
        candidates_(std::move(candidates)),
        owners_(std::move(owners)),
        universe_(std::move(universe)) {}

  const Manifest& manifest() const override { return manifest_; }
  const std::string& directory() const override { return directory_; }
  const BlockSource& candidate_blocks() const override { return *candidates_; }
  const BlockSource& owner_blocks() const override { return *owners_; }
  const BlockSource& universe_blocks() const override { return *universe_; }

  absl::StatusOr<Party> PartyByNumber(std::uint32_t number) const override {
    LYNCEUS_RETURN_IF_ERROR(CheckNumber(number));
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, tables_->Get(Table::kParties, NumberKey(number)));
    if (!bytes) return Damaged(directory_, Place(number), "the party is not in the store");
    absl::StatusOr<Party> party = DecodeParty(*bytes);
    if (!party.ok()) return Annotate(party.status(), {.place = Place(number)});
    return party;
  }

  absl::StatusOr<std::uint32_t> NumberOf(const std::string& id) const override {
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, tables_->Get(Table::kIds, id));
    if (!bytes) {
      return NotFoundError({.subject = id,
                            .cause = "no party of this snapshot has the id",
                            .remedy = "give an id with its source, as in ofac-sdn:18715"});
    }
    return NumberFrom(*bytes);
  }

  absl::StatusOr<std::vector<Interest>> InterestsInto(std::uint32_t number) const override {
    LYNCEUS_RETURN_IF_ERROR(CheckNumber(number));
    std::vector<Interest> interests;
    LYNCEUS_RETURN_IF_ERROR(tables_->Scan(Table::kInterestsInto, NumberKey(number),
                                          [&](std::string_view, std::string_view value) {
                                            return AppendInterest(value, interests);
                                          }));
    return interests;
  }

  absl::StatusOr<std::vector<Interest>> InterestsOf(std::uint32_t number) const override {
    LYNCEUS_RETURN_IF_ERROR(CheckNumber(number));
    std::vector<std::string> keys;  // into kInterestsInto, in the order of interest ids
    LYNCEUS_RETURN_IF_ERROR(tables_->Scan(Table::kInterestsOf, NumberKey(number),
                                          [&](std::string_view, std::string_view value) {
                                            keys.emplace_back(value);
                                            return absl::OkStatus();
                                          }));
    LYNCEUS_ASSIGN_OR_RETURN(const auto values, tables_->GetAll(Table::kInterestsInto, keys));
    std::vector<Interest> interests;
    for (const std::string& value : values) {
      LYNCEUS_RETURN_IF_ERROR(AppendInterest(value, interests));
    }
    return interests;
  }

  absl::StatusOr<std::vector<std::uint32_t>> PartiesByIdentifier(
      const std::string& type, const std::string& value) const override {
    std::string prefix = type;
    prefix += '\0';
    prefix += value;
    prefix += '\0';
    std::vector<std::uint32_t> parties;
    LYNCEUS_RETURN_IF_ERROR(
        tables_->Scan(Table::kIdentifiers, prefix, [&](std::string_view key, std::string_view) {
          LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t party,
                                   NumberFrom(key.substr(prefix.size())));
          parties.push_back(party);
          return absl::OkStatus();
        }));
    return parties;
  }

  std::unique_ptr<RecordCursor> OpenRecords() const override { return OpenRecordCursor(*tables_); }

  absl::Status ForEachFragment(
      const std::function<absl::Status(const UnparsedFragment&)>& visit) const override {
    return tables_->Scan(Table::kFragments, "", [&](std::string_view, std::string_view value) {
      LYNCEUS_ASSIGN_OR_RETURN(const UnparsedFragment fragment, DecodeFragment(value));
      return visit(fragment);
    });
  }

  absl::Status ForEachSkipped(
      const std::function<absl::Status(const std::string& source, const SkippedRecord&)>& visit)
      const override {
    return tables_->Scan(Table::kSkipped, "", [&](std::string_view, std::string_view value) {
      LYNCEUS_ASSIGN_OR_RETURN(const SourcedSkip skip, DecodeSkip(value));
      return visit(skip.source, skip.record);
    });
  }

  const TablesReader& tables() const { return *tables_; }

  // The store's own word about itself must be the manifest's.
  absl::Status CheckMeta() const {
    LYNCEUS_RETURN_IF_ERROR(
        CheckMetaValue("format_version", std::to_string(manifest_.format_version)));
    return CheckMetaValue("parties", std::to_string(manifest_.parties));
  }

 private:
  static std::string Place(std::uint32_t number) { return "party " + std::to_string(number); }

  absl::Status CheckMetaValue(const std::string& key, const std::string& expected) const {
    LYNCEUS_ASSIGN_OR_RETURN(const auto value, tables_->Get(Table::kMeta, key));
    if (value && *value == expected) return absl::OkStatus();
    return Damaged(directory_, key, "the store and the manifest do not belong together");
  }

  absl::Status CheckNumber(std::uint32_t number) const {
    if (number < manifest_.parties) return absl::OkStatus();
    return MakeError(absl::StatusCode::kOutOfRange,
                     {.subject = directory_,
                      .place = Place(number),
                      .cause = "there is no party with this number",
                      .limit = std::to_string(manifest_.parties) + " parties"});
  }

  absl::StatusOr<std::uint32_t> NumberFrom(std::string_view bytes) const {
    if (bytes.size() != 4 || NumberOfKey(bytes) >= manifest_.parties) {
      return Damaged(directory_, "", "a stored party number is none of this snapshot's");
    }
    return NumberOfKey(bytes);
  }

  static absl::Status AppendInterest(std::string_view bytes, std::vector<Interest>& interests) {
    LYNCEUS_ASSIGN_OR_RETURN(Interest interest, DecodeInterest(bytes));
    interests.push_back(std::move(interest));
    return absl::OkStatus();
  }

  const std::string directory_;
  const Manifest manifest_;
  const std::unique_ptr<TablesReader> tables_;
  const std::unique_ptr<FlatFile> candidates_;
  const std::unique_ptr<FlatFile> owners_;
  const std::unique_ptr<FlatFile> universe_;
};

absl::StatusOr<std::unique_ptr<FlatFile>> OpenFlat(const std::string& directory,
                                                   const Manifest& manifest,
                                                   std::string_view name) {
  LYNCEUS_ASSIGN_OR_RETURN(const FileEntry entry, EntryOf(manifest, name));
  const std::string path = JoinPath(directory, name);
  LYNCEUS_ASSIGN_OR_RETURN(auto file, FlatFile::Open(path));
  if (ToHex(file->seal()) != entry.seal) {
    return Damaged(path, "footer", "the seal is not the one the manifest states");
  }
  return file;
}

absl::StatusOr<std::shared_ptr<const RocksSnapshot>> OpenRocks(
    const std::string& directory, const Snapshot::OpenOptions& options) {
  LYNCEUS_ASSIGN_OR_RETURN(Manifest manifest, LoadManifest(directory, options.public_key));
  const std::uint64_t hashed =
      options.verify_all ? std::numeric_limits<std::uint64_t>::max() : kHashedAtOpenBytesMax;
  LYNCEUS_RETURN_IF_ERROR(CheckFiles(directory, manifest, hashed));
  LYNCEUS_RETURN_IF_ERROR(CheckNothingElse(directory, manifest));
  LYNCEUS_ASSIGN_OR_RETURN(auto candidates, OpenFlat(directory, manifest, kCandidatesName));
  LYNCEUS_ASSIGN_OR_RETURN(auto owners, OpenFlat(directory, manifest, kOwnersName));
  LYNCEUS_ASSIGN_OR_RETURN(auto universe, OpenFlat(directory, manifest, kUniverseName));
  LYNCEUS_ASSIGN_OR_RETURN(auto tables, TablesReader::Open(JoinPath(directory, kStoreName)));
  auto snapshot = std::make_shared<const RocksSnapshot>(directory, std::move(manifest),
                                                        std::move(tables), std::move(candidates),
                                                        std::move(owners), std::move(universe));
  LYNCEUS_RETURN_IF_ERROR(snapshot->CheckMeta());
  return snapshot;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> Snapshot::Open(const std::string& directory,
                                                               const OpenOptions& options) {
  LYNCEUS_ASSIGN_OR_RETURN(auto snapshot, OpenRocks(directory, options));
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

absl::Status VerifySnapshot(const std::string& directory, const std::string& public_key) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto snapshot,
                           OpenRocks(directory, {.verify_all = true, .public_key = public_key}));
  LYNCEUS_RETURN_IF_ERROR(snapshot->tables().VerifyChecksums());
  LYNCEUS_ASSIGN_OR_RETURN(const TableDigests digests, snapshot->tables().Digests());
  const Manifest& manifest = snapshot->manifest();
  LYNCEUS_ASSIGN_OR_RETURN(const FileEntry candidates, EntryOf(manifest, kCandidatesName));
  LYNCEUS_ASSIGN_OR_RETURN(const FileEntry owners, EntryOf(manifest, kOwnersName));
  LYNCEUS_ASSIGN_OR_RETURN(const FileEntry universe, EntryOf(manifest, kUniverseName));
  const FlatSeals seals{candidates.seal, owners.seal, universe.seal};
  if (ContentDigest(manifest, digests, seals) != manifest.content_digest) {
    return Damaged(directory, "content_digest", "the contents are not those the manifest states");
  }
  return absl::OkStatus();
}

}  // namespace lynceus::store
