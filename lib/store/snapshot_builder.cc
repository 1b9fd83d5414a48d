// Parties, fragments and skipped records come in their tables' order and are written at once; ids,
// interests and identifiers are sorted first. A rename makes the snapshot visible as a whole.
#include "lib/store/snapshot_builder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "lib/base/digest.h"
#include "lib/base/ed25519.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/store/codec.h"
#include "lib/store/external_sort.h"
#include "lib/store/flat_file.h"
#include "lib/store/manifest.h"
#include "lib/store/package.h"

#include "lib/store/tables.h"

namespace lynceus::store {
namespace {

constexpr std::string_view kScratchName = "scratch";
constexpr std::size_t kKeyFileBytesMax = 1u << 16;
constexpr std::size_t kRuleFilesMax = 10'000;
constexpr std::size_t kRulePackBytesMax = 256u << 20;  // frequency packs are the largest

absl::Status SystemError(const std::string& path, std::string_view doing, int error) {
  return InternalError(
      {.subject = path, .cause = std::string(doing) + ": " + std::strerror(error)});
}

std::string WithoutTrailingSlashes(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

std::string ParentOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// Only what is a snapshot may be replaced: never a directory that holds something else.
absl::Status CheckTarget(const std::string& target, bool replace) {
  if (!PathExists(target)) return absl::OkStatus();
  if (!replace) {
    return PreconditionError({.subject = target,
                              .cause = "the target exists",
                              .remedy = "give another directory, or ask for it to be replaced"});
  }
  if (PathExists(JoinPath(target, kManifestName))) return absl::OkStatus();
  return PreconditionError({.subject = target,
                            .cause = "the target exists and is no snapshot",
                            .remedy = "give another directory"});
}

// Null where no key is given.
absl::StatusOr<std::unique_ptr<Ed25519Signer>> ReadSigner(const std::string& path) {
  if (path.empty()) return std::unique_ptr<Ed25519Signer>();
  LYNCEUS_ASSIGN_OR_RETURN(const std::string pem, ReadFile(path, kKeyFileBytesMax));
  auto signer = Ed25519Signer::FromPem(pem);
  if (!signer.ok()) return Annotate(signer.status(), {.place = path});
  return signer;
}

// Makes "<target>.building-<pid>"; a leftover of a killed process with the same pid is stepped
// over.
absl::StatusOr<std::string> MakeBuildingDirectory(const std::string& target) {
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(ParentOf(target)));
  const std::string base = target + ".building-" + std::to_string(::getpid());
  for (int attempt = 0; attempt < 1'000; ++attempt) {
    std::string path = attempt == 0 ? base : base + "-" + std::to_string(attempt);
    if (::mkdir(path.c_str(), 0755) == 0) return path;
    if (errno != EEXIST) return SystemError(path, "no directory to build in", errno);
  }
  return UnavailableError({.subject = base,
                           .cause = "too many builds of this target were left unfinished",
                           .remedy = "remove the directories " + base + "*"});
}

// Moves `from` to `target` in one step that never passes over something unseen.
absl::Status Publish(const std::string& from, const std::string& target, bool replace) {
  const bool exists = PathExists(target);
  LYNCEUS_RETURN_IF_ERROR(CheckTarget(target, replace));
  const unsigned flags = exists ? RENAME_EXCHANGE : RENAME_NOREPLACE;
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, target.c_str(), flags) != 0) {
    return SystemError(target, "the snapshot cannot be renamed into place", errno);
  }
  // After an exchange the old snapshot lies at `from`, which the builder removes with itself.
  return SyncDirectory(ParentOf(target));
}

absl::Status SyncTree(const std::string& directory, const std::vector<std::string>& files) {
  std::set<std::string> directories = {directory};
  for (const std::string& file : files) {
    const std::string path = JoinPath(directory, file);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return SystemError(path, "cannot be opened", errno);
    const bool synced = ::fsync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    if (!synced) return SystemError(path, "cannot be synced", error);
    for (std::string parent = ParentOf(path); parent != directory; parent = ParentOf(parent)) {
      directories.insert(parent);
    }
  }
  for (const std::string& each : directories) LYNCEUS_RETURN_IF_ERROR(SyncDirectory(each));
  return absl::OkStatus();
}

// Text that ends where a zero byte stands must not hold one.
absl::Status CheckKeyText(std::string_view what, std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return absl::OkStatus();
  return InvalidError({.subject = std::string(what), .cause = "a zero byte stands in a key"});
}

// Gives equal sort keys, in their order, the keys of a table: with an ordinal behind.
class Ordinals {
 public:
  std::string KeyFor(std::string_view sort_key) {
    ordinal_ = sort_key == last_ ? ordinal_ + 1 : 0;
    last_ = sort_key;
    return last_ + NumberKey(ordinal_);
  }

 private:
  std::string last_;
  std::uint32_t ordinal_ = 0;
};

std::string InterestSortKey(std::uint32_t party, std::string_view id) {
  std::string key = NumberKey(party);
  key += id;
  key += '\0';
  return key;
}

// Who claims an id: parties by a record, or by a publisher's cross-reference.
enum Claim : char { kByRecord = 'r', kByReferent = 'x' };

// A flat file while it is written and after.
struct Flat {
  std::unique_ptr<FlatFileWriter> writer;
  std::unique_ptr<FlatFile> sealed;

  absl::StatusOr<const BlockSource*> Seal(const std::string& path) {
    if (sealed == nullptr) {
      LYNCEUS_RETURN_IF_ERROR(writer->Finish(/*durable=*/false).status());
      LYNCEUS_ASSIGN_OR_RETURN(sealed, FlatFile::Open(path));
    }
    return static_cast<const BlockSource*>(sealed.get());
  }
};

}  // namespace

struct SnapshotBuilder::Impl {
  explicit Impl(std::string target_directory, std::string building_directory,
                const BuilderOptions& given)
      : options(given),
        target(std::move(target_directory)),
        building(std::move(building_directory)),
        scratch(JoinPath(building, kScratchName)),
        ids({scratch, options.sort_bytes_max}),
        records({scratch, options.sort_bytes_max}),
        interests({scratch, options.sort_bytes_max}),
        identifiers({scratch, options.sort_bytes_max}) {}
  // An error here would hide the one that led here.
  ~Impl() {
    tables.reset();
    sealed_tables.reset();
    candidates = {};
    owners = {};
    universe = {};
    static_cast<void>(RemoveTree(building));
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::string Path(std::string_view name) const { return JoinPath(building, name); }

  absl::Status AddId(std::string_view id, Claim claim, std::uint32_t party) {
    LYNCEUS_RETURN_IF_ERROR(CheckKeyText("id", id));
    return ids.Add(id, std::string(1, claim) + NumberKey(party));
  }

  absl::Status CheckParty(std::uint32_t number) const {
    if (number < parties) return absl::OkStatus();
    return InternalError({.subject = target,
                          .place = "party " + std::to_string(number),
                          .cause = "a fact names a party that does not exist"});
  }

  absl::Status WriteIds();
  absl::Status WriteId(const std::string& id, const std::vector<std::string>& claims);
  absl::Status WriteRecords();
  absl::Status WriteInterests();
  absl::Status WriteInterestsOf(ExternalSorter by_owner);
  absl::Status WriteIdentifiers();
  absl::Status WriteMeta();
  absl::StatusOr<Manifest> Complete(const ManifestFields& fields);
  absl::Status WriteManifestFiles(Manifest& manifest) const;

  const BuilderOptions options;
  const std::string target;
  const std::string building;
  const std::string scratch;
  std::unique_ptr<Ed25519Signer> signer;  // null: not signed
  std::unique_ptr<TablesWriter> tables;
  std::unique_ptr<TablesReader> sealed_tables;
  TableDigests digests;
  Flat candidates;
  Flat owners;
  Flat universe;
  ExternalSorter ids;
  ExternalSorter records;
  ExternalSorter interests;
  ExternalSorter identifiers;
  std::string last_canonical_id;
  std::uint32_t parties = 0;
  std::uint64_t names = 0;
  std::uint64_t designations = 0;
  std::uint64_t interests_added = 0;
  std::uint64_t fragments = 0;
  std::uint64_t skipped = 0;
};

SnapshotBuilder::SnapshotBuilder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SnapshotBuilder::~SnapshotBuilder() = default;

absl::StatusOr<std::unique_ptr<SnapshotBuilder>> SnapshotBuilder::Create(
    const std::string& out_directory, const BuilderOptions& options) {
  const std::string target = WithoutTrailingSlashes(out_directory);
  LYNCEUS_RETURN_IF_ERROR(CheckTarget(target, options.replace));
  LYNCEUS_ASSIGN_OR_RETURN(auto signer, ReadSigner(options.sign_key_path));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string building, MakeBuildingDirectory(target));
  auto impl = std::make_unique<Impl>(target, building, options);
  impl->signer = std::move(signer);
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(impl->scratch));
  LYNCEUS_ASSIGN_OR_RETURN(impl->tables, TablesWriter::Create(impl->Path(kStoreName)));
  LYNCEUS_ASSIGN_OR_RETURN(impl->candidates.writer,
                           FlatFileWriter::Create(impl->Path(kCandidatesName)));
  LYNCEUS_ASSIGN_OR_RETURN(impl->owners.writer, FlatFileWriter::Create(impl->Path(kOwnersName)));
  LYNCEUS_ASSIGN_OR_RETURN(impl->universe.writer,
                           FlatFileWriter::Create(impl->Path(kUniverseName)));
  return std::unique_ptr<SnapshotBuilder>(new SnapshotBuilder(std::move(impl)));
}

const std::string& SnapshotBuilder::scratch_directory() const { return impl_->scratch; }

absl::StatusOr<std::uint32_t> SnapshotBuilder::AddParty(const Party& party) {
  Impl& impl = *impl_;
  const std::string& id = party.entity.id;
  if (id.empty() || (impl.parties > 0 && id <= impl.last_canonical_id)) {
    return InternalError({.subject = id, .cause = "parties are not added in the order of ids"});
  }
  if (impl.parties == std::numeric_limits<std::uint32_t>::max()) {
    return LimitError({.subject = impl.target,
                       .cause = "too many parties for one snapshot",
                       .limit = std::to_string(impl.parties) + " parties"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, EncodeParty(party));
  const std::uint32_t number = impl.parties;
  LYNCEUS_RETURN_IF_ERROR(impl.tables->Put(Table::kParties, NumberKey(number), bytes));
  LYNCEUS_RETURN_IF_ERROR(impl.AddId(id, kByRecord, number));
  for (const std::string& other : party.ids) {
    if (other != id) LYNCEUS_RETURN_IF_ERROR(impl.AddId(other, kByRecord, number));
  }
  impl.last_canonical_id = id;
  impl.names += party.entity.names.size();
  impl.designations += party.designations.size();
  ++impl.parties;
  return number;
}

absl::Status SnapshotBuilder::AddInterest(std::optional<std::uint32_t> owner, std::uint32_t subject,
                                          const Interest& interest) {
  LYNCEUS_RETURN_IF_ERROR(CheckKeyText("interest id", interest.id));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, EncodeInterest(interest));
  std::string value = owner ? "1" + NumberKey(*owner) : "0" + NumberKey(0);
  value += bytes;
  ++impl_->interests_added;
  return impl_->interests.Add(InterestSortKey(subject, interest.id), value);
}

absl::Status SnapshotBuilder::AddIdentifier(std::uint32_t party, std::string_view type,
                                            std::string_view value) {
  LYNCEUS_RETURN_IF_ERROR(CheckKeyText("identifier type", type));
  LYNCEUS_RETURN_IF_ERROR(CheckKeyText("identifier value", value));
  std::string key(type);
  key += '\0';
  key += value;
  key += '\0';
  return impl_->identifiers.Add(key + NumberKey(party), "");
}

absl::Status SnapshotBuilder::AddReferent(std::uint32_t party, std::string_view id) {
  return impl_->AddId(id, kByReferent, party);
}

absl::Status SnapshotBuilder::AddRecord(const Party& record) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, EncodeParty(record));
  return impl_->records.Add(record.entity.id, bytes);
}

absl::Status SnapshotBuilder::AddFragment(const UnparsedFragment& fragment) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, EncodeFragment(fragment));
  return impl_->tables->Put(Table::kFragments, SequenceKey(impl_->fragments++), bytes);
}

absl::Status SnapshotBuilder::AddSkipped(const std::string& source, const SkippedRecord& record) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, EncodeSkip({source, record}));
  return impl_->tables->Put(Table::kSkipped, SequenceKey(impl_->skipped++), bytes);
}

absl::Status SnapshotBuilder::AddRules(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto files, ListFiles(directory));
  if (files.size() > kRuleFilesMax) {
    return LimitError({.subject = directory,
                       .cause = "too many files in the rule directory",
                       .limit = std::to_string(kRuleFilesMax) + " files"});
  }
  const std::string rules = impl_->Path(kRulesName);
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(rules));
  for (const std::string& file : files) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string content,
                             ReadFile(JoinPath(directory, file), kRulePackBytesMax));
    const std::string to = JoinPath(rules, file);
    LYNCEUS_RETURN_IF_ERROR(MakeDirectories(ParentOf(to)));
    LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(to, content));
  }
  return absl::OkStatus();
}

absl::Status SnapshotBuilder::AddRuleFile(std::string_view path, std::string_view content) {
  const std::string to = JoinPath(rules_directory(), path);
  if (PathExists(to)) {
    return PreconditionError({.subject = std::string(path),
                              .cause = "the rule directory has a file of this name already"});
  }
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(ParentOf(to)));
  return WriteFileDurably(to, content);
}

std::string SnapshotBuilder::rules_directory() const { return impl_->Path(kRulesName); }

BlockSink& SnapshotBuilder::candidate_sink() { return *impl_->candidates.writer; }
BlockSink& SnapshotBuilder::owner_sink() { return *impl_->owners.writer; }
BlockSink& SnapshotBuilder::universe_sink() { return *impl_->universe.writer; }

absl::StatusOr<const BlockSource*> SnapshotBuilder::SealCandidates() {
  return impl_->candidates.Seal(impl_->Path(kCandidatesName));
}
absl::StatusOr<const BlockSource*> SnapshotBuilder::SealOwners() {
  return impl_->owners.Seal(impl_->Path(kOwnersName));
}
absl::StatusOr<const BlockSource*> SnapshotBuilder::SealUniverse() {
  return impl_->universe.Seal(impl_->Path(kUniverseName));
}

absl::StatusOr<std::unique_ptr<RecordCursor>> SnapshotBuilder::SealTables() {
  Impl& impl = *impl_;
  LYNCEUS_RETURN_IF_ERROR(impl.WriteIds());
  LYNCEUS_RETURN_IF_ERROR(impl.WriteRecords());
  LYNCEUS_RETURN_IF_ERROR(impl.WriteInterests());
  LYNCEUS_RETURN_IF_ERROR(impl.WriteIdentifiers());
  LYNCEUS_RETURN_IF_ERROR(impl.WriteMeta());
  LYNCEUS_ASSIGN_OR_RETURN(impl.digests, impl.tables->Finish());
  LYNCEUS_ASSIGN_OR_RETURN(impl.sealed_tables, TablesReader::Open(impl.Path(kStoreName)));
  return OpenRecordCursor(*impl.sealed_tables);
}

absl::StatusOr<Manifest> SnapshotBuilder::Finish(const ManifestFields& fields) {
  if (impl_->sealed_tables == nullptr) LYNCEUS_RETURN_IF_ERROR(SealTables().status());
  impl_->sealed_tables.reset();
  LYNCEUS_RETURN_IF_ERROR(SealCandidates().status());
  LYNCEUS_RETURN_IF_ERROR(SealOwners().status());
  LYNCEUS_RETURN_IF_ERROR(SealUniverse().status());
  return impl_->Complete(fields);
}

absl::Status SnapshotBuilder::Impl::WriteIds() {
  LYNCEUS_ASSIGN_OR_RETURN(const auto sorted, ids.Sort());
  std::string id;
  std::vector<std::string> claims;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, sorted->Next());
    if (!more || sorted->key() != id) {
      LYNCEUS_RETURN_IF_ERROR(WriteId(id, claims));
      claims.clear();
      if (!more) return absl::OkStatus();
      id = sorted->key();
    }
    claims.emplace_back(sorted->value());
  }
}

// `claims`: everyone who claims the id. A record's claim comes before a publisher's
// cross-reference, and an id that several parties are cross-referenced by says nothing.
absl::Status SnapshotBuilder::Impl::WriteId(const std::string& id,
                                            const std::vector<std::string>& claims) {
  std::optional<std::string> by_record;
  std::optional<std::string> by_referent;
  bool ambiguous = false;
  for (const std::string& claim : claims) {
    const std::string party = claim.substr(1);
    std::optional<std::string>& claimed = claim[0] == kByRecord ? by_record : by_referent;
    if (!claimed) {
      claimed = party;
    } else if (*claimed != party && claim[0] == kByRecord) {
      return InternalError({.subject = id, .cause = "a record's id belongs to two parties"});
    } else if (*claimed != party) {
      ambiguous = true;
    }
  }
  if (by_record) return tables->Put(Table::kIds, id, *by_record);
  if (by_referent && !ambiguous) return tables->Put(Table::kIds, id, *by_referent);
  return absl::OkStatus();
}

absl::Status SnapshotBuilder::Impl::WriteRecords() {
  LYNCEUS_ASSIGN_OR_RETURN(const auto sorted, records.Sort());
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, sorted->Next());
    if (!more) return absl::OkStatus();
    LYNCEUS_RETURN_IF_ERROR(tables->Put(Table::kRecords, sorted->key(), sorted->value()));
  }
}

absl::Status SnapshotBuilder::Impl::WriteInterests() {
  LYNCEUS_ASSIGN_OR_RETURN(const auto sorted, interests.Sort());
  ExternalSorter by_owner({scratch, options.sort_bytes_max});
  Ordinals ordinals;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, sorted->Next());
    if (!more) break;
    const std::string_view sort_key = sorted->key();
    const std::string_view value = sorted->value();
    LYNCEUS_RETURN_IF_ERROR(CheckParty(NumberOfKey(sort_key.substr(0, 4))));
    const std::string key = ordinals.KeyFor(sort_key);
    LYNCEUS_RETURN_IF_ERROR(tables->Put(Table::kInterestsInto, key, value.substr(5)));
    if (value[0] == '0') continue;
    const std::uint32_t owner = NumberOfKey(value.substr(1, 4));
    LYNCEUS_RETURN_IF_ERROR(CheckParty(owner));
    std::string owner_key = NumberKey(owner);
    owner_key += sort_key.substr(4);
    LYNCEUS_RETURN_IF_ERROR(by_owner.Add(owner_key, key));
  }
  return WriteInterestsOf(std::move(by_owner));
}

absl::Status SnapshotBuilder::Impl::WriteInterestsOf(ExternalSorter by_owner) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto sorted, by_owner.Sort());
  Ordinals ordinals;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, sorted->Next());
    if (!more) return absl::OkStatus();
    LYNCEUS_RETURN_IF_ERROR(
        tables->Put(Table::kInterestsOf, ordinals.KeyFor(sorted->key()), sorted->value()));
  }
}

absl::Status SnapshotBuilder::Impl::WriteIdentifiers() {
  LYNCEUS_ASSIGN_OR_RETURN(const auto sorted, identifiers.Sort());
  std::string last;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, sorted->Next());
    if (!more) return absl::OkStatus();
    const std::string_view key = sorted->key();
    if (key == last) continue;
    last = key;
    LYNCEUS_RETURN_IF_ERROR(CheckParty(NumberOfKey(key.substr(key.size() - 4))));
    LYNCEUS_RETURN_IF_ERROR(tables->Put(Table::kIdentifiers, key, ""));
  }
}

absl::Status SnapshotBuilder::Impl::WriteMeta() {
  LYNCEUS_RETURN_IF_ERROR(
      tables->Put(Table::kMeta, "format_version", std::to_string(kSnapshotFormatVersion)));
  return tables->Put(Table::kMeta, "parties", std::to_string(parties));
}

absl::StatusOr<Manifest> SnapshotBuilder::Impl::Complete(const ManifestFields& fields) {
  Manifest manifest;
  manifest.engine = fields.engine;
  manifest.icu_version = fields.icu_version;
  manifest.names_digest = fields.names_digest;
  manifest.rules_digest = fields.rules_digest;
  manifest.packs = fields.packs;
  manifest.score_floor = fields.score_floor;
  manifest.sources = fields.sources;
  manifest.built_on = fields.built_on;
  manifest.previous = fields.previous;
  manifest.parties = parties;
  manifest.names = names;
  manifest.interests = interests_added;
  manifest.designations = designations;
  manifest.content_digest =
      ContentDigest(manifest, digests,
                    {ToHex(candidates.sealed->seal()), ToHex(owners.sealed->seal()),
                     ToHex(universe.sealed->seal())});
  LYNCEUS_RETURN_IF_ERROR(RemoveTree(scratch));
  LYNCEUS_ASSIGN_OR_RETURN(manifest.files, DescribeFiles(building));
  LYNCEUS_RETURN_IF_ERROR(WriteManifestFiles(manifest));
  LYNCEUS_ASSIGN_OR_RETURN(const auto files, ListFiles(building));
  LYNCEUS_RETURN_IF_ERROR(SyncTree(building, files));
  LYNCEUS_RETURN_IF_ERROR(Publish(building, target, options.replace));
  return manifest;
}

absl::Status SnapshotBuilder::Impl::WriteManifestFiles(Manifest& manifest) const {
  if (signer != nullptr) manifest.signer = Base64(signer->public_key());
  const std::string text = WriteManifest(manifest);
  LYNCEUS_RETURN_IF_ERROR(WriteFileDurably(Path(kManifestName), text));
  if (signer == nullptr) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const Ed25519Signature signature, signer->Sign(text));
  return WriteFileDurably(Path(kSignatureName), Base64(signature));
}

}  // namespace lynceus::store
