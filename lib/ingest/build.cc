// The stages run one after another and hand on sorted streams:
//
//   files -> parts by id -> records -> resolver -> parties by canonical id -> numbers, store, owner
//   graph
//                      edges by subject -> by owner -> numbered ------------> store, owner graph
//   owner graph -> risk universe -> its parties again -> candidate index
//
// Parties are read twice: the universe is known only when the graph is complete.
#include "lib/ingest/build.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/ingest/edge_join.h"
#include "lib/ingest/identities_csv.h"
#include "lib/ingest/merge.h"
#include "lib/ingest/name_indexer.h"
#include "lib/ingest/party_stream.h"
#include "lib/ingest/staging.h"
#include "lib/ingest/universe_finder.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/name_variants.h"
#include "lib/ownership/owner_graph.h"
#include "lib/resolve/resolver.h"
#include "lib/retrieval/candidate_index.h"
#include "lib/rules/load.h"
#include "lib/sources/list_file.h"
#include "lib/store/codec.h"
#include "lib/store/diff.h"
#include "lib/store/external_sort.h"
#include "lib/store/snapshot_builder.h"
#include "lib/store/tables.h"

namespace lynceus::ingest {
namespace {

// How many sorts hold records at a time, at most.
constexpr std::size_t kSortsAtOnce = 8;
constexpr std::uint64_t kProgressStep = 50'000;
// FollowTheMoney's words for a party that is a risk by itself, designated or not: a topic
// (role.pep, export.control ...), or that its source calls it a target.
bool IsRiskByItself(const Entity& entity) {
  return std::any_of(entity.properties.begin(), entity.properties.end(), [](const Property& each) {
    return each.name == "topics" || (each.name == "target" && each.value == "true");
  });
}
// The properties that say why two records are one party, and why they are not.
constexpr std::string_view kMergedBecause = "mergedBecause";
constexpr std::string_view kKeptApart = "keptApart";

// Compares files by their bytes; digests are taken only where sizes are equal.
class CopyFinder {
 public:
  // Returns the earlier file whose very bytes `file` has under another name; null where there is
  // none.
  absl::StatusOr<const sources::InputFile*> Find(const sources::InputFile& file) {
    const absl::StatusOr<std::uint64_t> bytes = FileSize(sources::FileOnDisk(file.path));
    if (!bytes.ok()) return nullptr;  // the loader says what is wrong with it
    Known candidate{&file, *bytes, std::nullopt};
    for (Known& each : known_) {
      if (each.bytes != *bytes ||
          sources::FileOnDisk(each.file->path) == sources::FileOnDisk(file.path) ||
          each.file->forced_kind != file.forced_kind) {
        continue;
      }
      LYNCEUS_RETURN_IF_ERROR(Digest(each));
      LYNCEUS_RETURN_IF_ERROR(Digest(candidate));
      if (each.digest == candidate.digest) return each.file;
    }
    known_.push_back(candidate);
    return nullptr;
  }

 private:
  struct Known {
    const sources::InputFile* file;
    std::uint64_t bytes;
    std::optional<Sha256> digest;
  };

  static absl::Status Digest(Known& known) {
    if (known.digest) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(known.digest, Sha256OfFile(sources::FileOnDisk(known.file->path)));
    return absl::OkStatus();
  }

  std::vector<Known> known_;
};

// Input files without copies of earlier ones, which would add nothing but repetitions.
absl::StatusOr<std::vector<sources::InputFile>> WithoutCopies(
    const std::vector<sources::InputFile>& files, std::vector<std::string>& warnings) {
  CopyFinder finder;
  std::vector<sources::InputFile> kept;
  for (const sources::InputFile& file : files) {
    LYNCEUS_ASSIGN_OR_RETURN(const sources::InputFile* const earlier, finder.Find(file));
    if (earlier == nullptr) {
      kept.push_back(file);
    } else {
      warnings.push_back(BaseName(file.path) + " is a copy of " + BaseName(earlier->path) +
                         " and was not loaded again");
    }
  }
  return kept;
}

// Puts the files behind the main one into the order of their kinds.
void SortSideFiles(sources::FileGroup& group) {
  std::vector<std::pair<std::string, sources::InputFile>> side;
  for (std::size_t i = 1; i < group.files.size(); ++i) {
    side.emplace_back(group.kinds[i], group.files[i]);
  }
  std::stable_sort(side.begin(), side.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < side.size(); ++i) {
    group.kinds[i + 1] = side[i].first;
    group.files[i + 1] = side[i].second;
  }
}

// Two versions of one list are united: what the newer one took off stays on.
void WarnOfListsLoadedTwice(Reports& reports) {
  std::map<std::pair<std::string, std::string>, std::string> first_source;
  for (const LoadReport& report : reports.all()) {
    for (const ListCount& list : report.lists) {
      const auto [at, fresh] =
          first_source.try_emplace({list.authority, list.list}, report.source.key);
      if (fresh) continue;
      reports.Warn(report.source.key, "the list " + list.authority + " " + list.list + " is in " +
                                          at->second + " too; what either of them lists is listed");
    }
  }
}

// One build. One thread.
class Build {
 public:
  explicit Build(const BuildOptions& options) : options_(options) {}

  absl::StatusOr<BuildResult> Run() {
    LYNCEUS_RETURN_IF_ERROR(Prepare());
    LYNCEUS_RETURN_IF_ERROR(LoadFiles());
    LYNCEUS_RETURN_IF_ERROR(MergeRecords());
    LYNCEUS_RETURN_IF_ERROR(ResolveParties());
    LYNCEUS_RETURN_IF_ERROR(NumberParties());
    LYNCEUS_RETURN_IF_ERROR(AddEdges());
    LYNCEUS_RETURN_IF_ERROR(FindUniverse());
    LYNCEUS_RETURN_IF_ERROR(IndexParties());
    return Finish();
  }

 private:
  absl::Status Prepare();
  absl::Status AddNameVariants();
  absl::Status LoadFiles();
  absl::Status MergeRecords();
  absl::Status ResolveParties();
  absl::Status TellEarlierParties();
  void KeepReasons();
  absl::Status StageLink(const std::string& from, const std::string& to, const std::string& reason);
  absl::Status NumberParties();
  absl::Status AddParty(Party party);
  absl::Status AddEdges();
  absl::Status AddEdge(std::optional<std::uint32_t> owner, std::uint32_t subject,
                       const StagedEdge& edge);
  absl::Status FindUniverse();
  absl::Status IndexParties();
  absl::Status CompareWithPrevious(store::RecordCursor& records);
  absl::StatusOr<BuildResult> Finish();

  void Progress(std::string_view stage, std::uint64_t done) const {
    if (options_.progress) options_.progress(stage, done);
  }
  void ProgressNowAndThen(std::string_view stage, std::uint64_t done) const {
    if (done % kProgressStep == 0) Progress(stage, done);
  }

  const BuildOptions& options_;
  std::shared_ptr<const RuleSet> rules_;
  std::shared_ptr<const names::Analyzer> analyzer_;
  std::shared_ptr<const store::Snapshot> previous_;  // null: none
  std::unique_ptr<store::SnapshotBuilder> builder_;
  // What follows spills into the builder's scratch directory and goes before it.
  store::SortOptions sort_;
  std::vector<std::string> copies_;  // warnings
  std::unique_ptr<Staging> staging_;
  std::unique_ptr<store::SortedRecords> records_;
  std::unique_ptr<resolve::Resolver> resolver_;
  resolve::Resolution resolution_;
  std::vector<resolve::Decision> decisions_;  // of the identities file
  // Canonical id -> a property that says why records were joined or kept apart.
  std::multimap<std::string, Property> identity_reasons_;
  std::optional<PartyStream> parties_;
  std::unique_ptr<store::ExternalSorter> numbers_;  // record id -> number
  ownership::OwnerGraphBuilder graph_;
  std::unique_ptr<UniverseFinder> universe_;
  std::vector<bool> indexed_;  // by number: a risk of its own at first, then the universe too
  BuildResult result_;
};

std::vector<PackDigest> PinnedPacks(const RuleSet& rules) {
  std::vector<PackDigest> pinned = rules.packs;
  std::erase_if(pinned, [](const PackDigest& pack) { return pack.time != PackTime::kBuild; });
  return pinned;
}

absl::Status Build::Prepare() {
  if (options_.files.empty()) {
    return InvalidError({.subject = "files",
                         .cause = "no input file is given",
                         .remedy = "give list or registry files to build from"});
  }
  rules_ = options_.rules;
  if (rules_ == nullptr) {
    LYNCEUS_ASSIGN_OR_RETURN(rules_, rules::LoadRules(options_.rules_directory));
  }
  analyzer_ = options_.analyzer;
  if (analyzer_ == nullptr && options_.name_variants_path.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(analyzer_,
                             names::Analyzer::Load(JoinPath(options_.rules_directory, "names")));
  }
  if (!options_.previous_directory.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(previous_, store::Snapshot::Open(options_.previous_directory, {}));
  }
  LYNCEUS_ASSIGN_OR_RETURN(universe_, UniverseFinder::Create(previous_.get(), options_.engine));
  if (!options_.identities_path.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(decisions_, ReadIdentitiesFile(options_.identities_path));
  }
  const std::size_t each = std::max<std::size_t>(1, options_.memory_bytes_max / kSortsAtOnce);
  LYNCEUS_ASSIGN_OR_RETURN(builder_,
                           store::SnapshotBuilder::Create(options_.out_directory,
                                                          {.replace = options_.replace,
                                                           .sign_key_path = options_.sign_key_path,
                                                           .sort_bytes_max = each}));
  LYNCEUS_RETURN_IF_ERROR(builder_->AddRules(options_.rules_directory));
  if (!options_.name_variants_path.empty()) LYNCEUS_RETURN_IF_ERROR(AddNameVariants());
  sort_ = {.temporary_directory = builder_->scratch_directory(), .memory_bytes_max = each};
  staging_ = std::make_unique<Staging>(sort_, *rules_, *builder_);
  return absl::OkStatus();
}

// The table becomes one of the snapshot's name packs, and the snapshot is built with these: whoever
// opens it reads the same.
absl::Status Build::AddNameVariants() {
  const std::string& path = options_.name_variants_path;
  LYNCEUS_ASSIGN_OR_RETURN(const std::string content, ReadFile(path, limits::kRuleFileBytesMax));
  const std::string packs = JoinPath(builder_->rules_directory(), "names");
  const std::string copy = JoinPath(packs, names::kVariantsFile);
  if (PathExists(copy)) {
    return PreconditionError(
        {.subject = path,
         .cause = "the rule directory has a table of variants already, names/variants.txt",
         .remedy = "put both into one file, and leave the other out"});
  }
  LYNCEUS_RETURN_IF_ERROR(builder_->AddRuleFile(JoinPath("names", names::kVariantsFile), content));
  const auto analyzer = names::Analyzer::Load(packs);
  if (!analyzer.ok()) {
    ErrorDetail detail = DetailOf(analyzer.status());
    if (detail.subject == copy) detail.subject = path;  // the bank knows its own file
    return MakeError(analyzer.status().code(), std::move(detail));
  }
  analyzer_ = *analyzer;
  LYNCEUS_ASSIGN_OR_RETURN(rules_, rules::LoadRules(builder_->rules_directory()));
  return absl::OkStatus();
}

absl::Status Build::LoadFiles() {
  LYNCEUS_ASSIGN_OR_RETURN(const auto files, WithoutCopies(options_.files, copies_));
  LYNCEUS_ASSIGN_OR_RETURN(auto groups, sources::GroupFiles(files));
  // The order on the command line must not matter: side files come by kind, and the second group of
  // a kind is "#2".
  for (sources::FileGroup& group : groups) {
    SortSideFiles(group);
    group.allow_unknown_layout = options_.hygiene.allowed.contains(std::string(kAllowLayout));
  }
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
    return std::make_pair(a.kind, BaseName(a.files[0].path)) <
           std::make_pair(b.kind, BaseName(b.files[0].path));
  });
  std::uint64_t done = 0;
  for (const sources::FileGroup& group : groups) {
    LYNCEUS_RETURN_IF_ERROR(staging_->Load(group));
    Progress("load", ++done);
  }
  Reports& reports = staging_->reports();
  WarnOfListsLoadedTwice(reports);
  if (previous_ != nullptr) {
    LYNCEUS_RETURN_IF_ERROR(
        CheckSources(previous_->manifest().sources, options_.hygiene, reports.all()));
  }
  for (std::string& warning : copies_) {
    reports.Warn(reports.all().front().source.key, std::move(warning));
  }
  return absl::OkStatus();
}

absl::Status Build::MergeRecords() {
  LYNCEUS_ASSIGN_OR_RETURN(RecordStream stream, staging_->TakeRecords());
  store::ExternalSorter merged(sort_);
  resolver_ = std::make_unique<resolve::Resolver>(*analyzer_);
  std::uint64_t done = 0;
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, stream.Next());
    if (!more) break;
    const Party& record = stream.record();
    LYNCEUS_RETURN_IF_ERROR(resolver_->Add(
        record.entity, !record.designations.empty() || IsRiskByItself(record.entity)));
    LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, store::EncodeParty(record));
    LYNCEUS_RETURN_IF_ERROR(merged.Add(record.entity.id, bytes));
    ProgressNowAndThen("merge", ++done);
  }
  LYNCEUS_ASSIGN_OR_RETURN(records_, merged.Sort());
  Progress("merge", done);
  return absl::OkStatus();
}

absl::Status Build::ResolveParties() {
  for (resolve::Decision& decision : decisions_) resolver_->Decide(std::move(decision));
  LYNCEUS_RETURN_IF_ERROR(TellEarlierParties());
  LYNCEUS_ASSIGN_OR_RETURN(resolution_, resolver_->Resolve());
  resolver_.reset();
  KeepReasons();
  for (const IdentityLink& link : resolution_.links) {
    LYNCEUS_RETURN_IF_ERROR(StageLink(link.a, link.b, link.reason));
    LYNCEUS_RETURN_IF_ERROR(StageLink(link.b, link.a, link.reason));
  }
  Progress("resolve", resolution_.links.size());
  return absl::OkStatus();
}

// Canonical ids survive: the resolver is told those of the snapshot before this one.
absl::Status Build::TellEarlierParties() {
  if (previous_ == nullptr) return absl::OkStatus();
  const auto parties = static_cast<std::uint32_t>(previous_->manifest().parties);
  for (std::uint32_t number = 0; number < parties; ++number) {
    LYNCEUS_ASSIGN_OR_RETURN(const Party party, previous_->PartyByNumber(number));
    resolver_->AddEarlier(party.entity.id, party.ids);
  }
  return absl::OkStatus();
}

// For the store, the build's result and the load reports.
void Build::KeepReasons() {
  for (const IdentityLink& merge : resolution_.merges) {
    identity_reasons_.emplace(
        resolution_.CanonicalOf(merge.a),
        Property{std::string(kMergedBecause), merge.a + " = " + merge.b + ": " + merge.reason});
  }
  for (const IdentityLink& pair : resolution_.apart) {
    const Property why{std::string(kKeptApart), pair.a + " and " + pair.b + ": " + pair.reason};
    identity_reasons_.emplace(resolution_.CanonicalOf(pair.a), why);
    identity_reasons_.emplace(resolution_.CanonicalOf(pair.b), why);
  }
  Reports& reports = staging_->reports();
  for (const std::string& note : resolution_.notes) {
    reports.Warn(reports.all().front().source.key, note);
  }
  result_.records = resolution_.records;
  result_.certain_links = resolution_.merges.size();
  result_.probable_links = resolution_.links.size();
  result_.identity_changes = std::move(resolution_.changes);
}

// A link is two edges, one each way.
absl::Status Build::StageLink(const std::string& from, const std::string& to,
                              const std::string& reason) {
  StagedEdge edge{.identity = true, .interest = {}};
  edge.interest.owner_id = from;
  edge.interest.subject_id = to;
  edge.interest.role = reason;
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, EncodeStagedEdge(edge));
  return staging_->edges().Add(to, bytes);
}

absl::Status Build::NumberParties() {
  const auto canonical = [this](const std::string& id) { return resolution_.CanonicalOf(id); };
  LYNCEUS_ASSIGN_OR_RETURN(PartyStream stream,
                           PartyStream::Open(std::move(records_), canonical, sort_));
  parties_.emplace(std::move(stream));
  numbers_ = std::make_unique<store::ExternalSorter>(sort_);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, parties_->Next());
    if (!more) break;
    LYNCEUS_RETURN_IF_ERROR(AddParty(parties_->party()));
    for (const Party& record : parties_->records()) {
      LYNCEUS_RETURN_IF_ERROR(builder_->AddRecord(record));
    }
    ProgressNowAndThen("store", indexed_.size());
  }
  Progress("store", indexed_.size());
  return absl::OkStatus();
}

// Why a party's records are one goes into the store with it, for whoever explains or doubts it.
absl::Status Build::AddParty(Party party) {
  for (auto [at, end] = identity_reasons_.equal_range(party.entity.id); at != end; ++at) {
    party.entity.properties.push_back(at->second);
  }
  const Entity& entity = party.entity;
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, builder_->AddParty(party));
  for (const std::string& id : party.ids) {
    LYNCEUS_RETURN_IF_ERROR(numbers_->Add(id, store::NumberKey(number)));
  }
  for (const std::string& id : entity.referents) {
    LYNCEUS_RETURN_IF_ERROR(builder_->AddReferent(number, id));
  }
  for (const Identifier& identifier : entity.identifiers) {
    const std::string value = names::NormalizeIdentifier(identifier.type, identifier.value);
    if (value.empty()) continue;
    LYNCEUS_RETURN_IF_ERROR(builder_->AddIdentifier(number, identifier.type, value));
  }
  if (IsStub(entity)) {
    staging_->reports().Warn(entity.provenance.source,
                             entity.id +
                                 ": no source describes it; a party without facts stands "
                                 "for it, with the id as its name");
  }
  indexed_.push_back(IsRiskByItself(entity));
  LYNCEUS_RETURN_IF_ERROR(universe_->AddParty(party));
  return graph_.AddNode(
      {.id = entity.id, .name = std::string(entity.caption()), .designations = party.designations});
}

absl::Status Build::AddEdges() {
  LYNCEUS_ASSIGN_OR_RETURN(const auto numbers, numbers_->Sort());
  std::uint64_t done = 0;
  LYNCEUS_RETURN_IF_ERROR(JoinEdges(
      staging_->edges(), *numbers, sort_,
      [&](std::optional<std::uint32_t> owner, std::uint32_t subject, const StagedEdge& edge) {
        ProgressNowAndThen("interests", ++done);
        return AddEdge(owner, subject, edge);
      }));
  numbers_.reset();
  Progress("interests", done);
  return absl::OkStatus();
}

absl::Status Build::AddEdge(std::optional<std::uint32_t> owner, std::uint32_t subject,
                            const StagedEdge& edge) {
  if (edge.identity && owner == subject) return absl::OkStatus();  // certain by another way
  if (!edge.identity) {
    LYNCEUS_RETURN_IF_ERROR(builder_->AddInterest(owner, subject, edge.interest));
  }
  return graph_.AddEdge({.owner = owner.value_or(ownership::kUnknownHolder),
                         .subject = subject,
                         .edge_kind = edge.identity ? ownership::EdgeKind::kProbableIdentity
                                                    : ownership::EdgeKind::kInterest,
                         .interest = edge.interest});
}

absl::Status Build::FindUniverse() {
  LYNCEUS_RETURN_IF_ERROR(graph_.Finish(builder_->owner_sink()));
  LYNCEUS_ASSIGN_OR_RETURN(const BlockSource* const blocks, builder_->SealOwners());
  LYNCEUS_ASSIGN_OR_RETURN(const auto graph, ownership::OpenOwnerGraph(*blocks));
  if (graph->nodes() != indexed_.size()) {
    return InternalError({.subject = "owner graph", .cause = "it has not one node a party"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<bool> universe,
                           universe_->Find(*graph, builder_->universe_sink()));
  for (std::size_t i = 0; i < universe.size(); ++i) indexed_[i] = indexed_[i] || universe[i];
  LYNCEUS_RETURN_IF_ERROR(AddHoldersOfDesignated(*graph, indexed_));
  result_.universe = universe_->found();
  result_.parties_indexed =
      static_cast<std::uint64_t>(std::count(indexed_.begin(), indexed_.end(), true));
  Progress("universe", result_.parties_indexed);
  return absl::OkStatus();
}

absl::Status Build::IndexParties() {
  const std::size_t pairs_max = std::max<std::size_t>(1'024, sort_.memory_bytes_max / 16);
  retrieval::IndexBuilder index(
      *analyzer_, builder_->candidate_sink(),
      {.spill_directory = builder_->scratch_directory(), .pairs_max = pairs_max});
  NameIndexer names(*analyzer_, index, staging_->reports(), options_.pool);
  parties_->Rewind();
  for (std::uint32_t number = 0; number < indexed_.size(); ++number) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, parties_->Next());
    if (!more) return InternalError({.subject = "parties", .cause = "fewer on second reading"});
    if (!indexed_[number]) continue;
    const Party& party = parties_->party();
    LYNCEUS_RETURN_IF_ERROR(names.Add(number, party));
    for (const Identifier& identifier : party.entity.identifiers) {
      const std::string value = names::NormalizeIdentifier(identifier.type, identifier.value);
      LYNCEUS_RETURN_IF_ERROR(index.AddIdentifier(number, value));
    }
    ProgressNowAndThen("index", number + 1);
  }
  LYNCEUS_RETURN_IF_ERROR(names.Flush());
  result_.names_indexed = names.names_indexed();
  result_.names_not_indexed = names.names_not_indexed();
  LYNCEUS_RETURN_IF_ERROR(index.Finish());
  Progress("index", result_.names_indexed);
  return absl::OkStatus();
}

// Counts each source's records that came, went, or say something else now.
absl::Status Build::CompareWithPrevious(store::RecordCursor& records) {
  std::map<std::string, SourceChange> changes;
  for (const LoadReport& report : previous_->manifest().sources) {
    SourceChange& change = changes[report.source.key];
    change.list_date_before = report.source.list_date;
    change.entities_before = report.entities;
  }
  const auto before = previous_->OpenRecords();
  LYNCEUS_RETURN_IF_ERROR(
      store::DiffRecords(*before, records, [&](const store::RecordChange& record) {
        SourceChange& change = changes[record.source];
        if (record.kind == store::ChangeKind::kAdded) ++change.added;
        if (record.kind == store::ChangeKind::kRemoved) ++change.removed;
        if (record.kind == store::ChangeKind::kChanged && record.is_restated()) ++change.changed;
        return absl::OkStatus();
      }));
  for (LoadReport& report : staging_->reports().all()) {
    report.change = changes[report.source.key];
    report.change.compared = true;
  }
  return absl::OkStatus();
}

absl::StatusOr<BuildResult> Build::Finish() {
  parties_.reset();
  {
    LYNCEUS_ASSIGN_OR_RETURN(const auto records, builder_->SealTables());
    if (previous_ != nullptr) LYNCEUS_RETURN_IF_ERROR(CompareWithPrevious(*records));
  }
  LYNCEUS_ASSIGN_OR_RETURN(
      result_.manifest,
      builder_->Finish({.engine = options_.engine,
                        .icu_version = names::IcuVersion(),
                        .names_digest = analyzer_->pack_digest(),
                        .rules_digest = rules_->build_digest,
                        .packs = PinnedPacks(*rules_),
                        .score_floor = kScoreFloor,
                        .sources = std::move(staging_->reports().all()),
                        .built_on = options_.built_on,
                        .previous = previous_ == nullptr ? std::string()
                                                         : previous_->manifest().content_digest}));
  Progress("done", result_.manifest.parties);
  return std::move(result_);
}

}  // namespace

absl::StatusOr<BuildResult> BuildSnapshot(const BuildOptions& options) {
  return Build(options).Run();
}

}  // namespace lynceus::ingest
