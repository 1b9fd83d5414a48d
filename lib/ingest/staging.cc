// A part is a tag and its payload: 'e' an entity, 'd' a designation (both as a stored party), 'm' a
// mention (the source that refers to the id). Parts of one id come back in the order in which they
// were added.
#include "lib/ingest/staging.h"

#include <algorithm>
#include <utility>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/ingest/merge.h"
#include "lib/ingest/word_counts.h"
#include "lib/store/codec.h"

namespace lynceus::ingest {
namespace {

constexpr char kEntityPart = 'e';
constexpr char kDesignationPart = 'd';
constexpr char kMention = 'm';

absl::Status CheckId(const std::string& id, const Provenance& from) {
  if (!id.empty() && id.find('\0') == std::string::npos) return absl::OkStatus();
  return InvalidError({.subject = from.source,
                       .place = from.place,
                       .cause = id.empty() ? "an id is empty" : "an id holds a zero byte"});
}

}  // namespace

void Reports::Warn(const std::string& source, std::string warning) {
  const auto found = by_source_.find(source);
  LoadReport& report = found == by_source_.end() ? reports_.back() : reports_[found->second];
  std::vector<std::string>& warnings = report.warnings;
  if (warnings.size() < limits::kReportedProblemsMax) {
    warnings.push_back(std::move(warning));
  } else if (warnings.size() == limits::kReportedProblemsMax) {
    warnings.push_back("more warnings are not listed");
  }
}

// --- records --------------------------------------------------------------------------------

absl::StatusOr<bool> RecordStream::Next() {
  if (!std::exchange(started_, true)) {
    LYNCEUS_ASSIGN_OR_RETURN(more_, parts_->Next());
  }
  if (!more_) return false;
  const std::string id(parts_->key());
  entity_.reset();
  designations_.clear();
  referred_by_.clear();
  while (more_ && parts_->key() == id) {
    LYNCEUS_RETURN_IF_ERROR(AddPart(parts_->value()));
    LYNCEUS_ASSIGN_OR_RETURN(more_, parts_->Next());
  }
  if (entity_) {
    record_ = {.entity = std::move(*entity_), .ids = {id}, .designations = {}};
  } else {
    record_ = MakeStub(id, referred_by_);
  }
  record_.designations = std::move(designations_);
  Normalize(record_);
  return true;
}

absl::Status RecordStream::AddPart(std::string_view part) {
  const std::string_view payload = part.substr(1);
  if (part.front() == kMention) {
    if (referred_by_.empty()) referred_by_ = payload;
    return absl::OkStatus();
  }
  LYNCEUS_ASSIGN_OR_RETURN(Party said, store::DecodeParty(payload));
  if (part.front() == kDesignationPart) {
    for (Designation& designation : said.designations) {
      if (referred_by_.empty()) referred_by_ = designation.provenance.source;
      designations_.push_back(std::move(designation));
    }
  } else if (entity_) {
    MergeEntity(std::move(said.entity), *entity_);
  } else {
    entity_ = std::move(said.entity);
  }
  return absl::OkStatus();
}

// --- edges ----------------------------------------------------------------------------------

absl::StatusOr<std::string> EncodeStagedEdge(const StagedEdge& edge) {
  LYNCEUS_ASSIGN_OR_RETURN(std::string bytes, store::EncodeInterest(edge.interest));
  bytes.insert(bytes.begin(), edge.identity ? 'l' : 'i');
  return bytes;
}

absl::StatusOr<StagedEdge> DecodeStagedEdge(std::string_view bytes) {
  StagedEdge edge{.identity = bytes.front() == 'l', .interest = {}};
  LYNCEUS_ASSIGN_OR_RETURN(edge.interest, store::DecodeInterest(bytes.substr(1)));
  return edge;
}

// --- loading --------------------------------------------------------------------------------

// Takes the records of one group of files.
class Staging::Sink final : public sources::RecordSink {
 public:
  explicit Sink(Staging& staging) : staging_(staging), counts_(staging.rules_) {}

  absl::Status AddEntity(Entity entity) override {
    LYNCEUS_RETURN_IF_ERROR(CheckId(entity.id, entity.provenance));
    entity.provenance.source = UniqueKey(entity.provenance.source);
    counts_.Count(entity);
    const std::string id = entity.id;
    return AddPart(id, kEntityPart, {.entity = std::move(entity), .ids = {}, .designations = {}});
  }

  absl::Status AddDesignation(Designation designation) override {
    LYNCEUS_RETURN_IF_ERROR(CheckId(designation.entity_id, designation.provenance));
    designation.provenance.source = UniqueKey(designation.provenance.source);
    NormalizeList(designation.authority, designation.list);
    ++lists_[{designation.authority, designation.list}];
    counts_.Count(designation);
    const std::string id = designation.entity_id;
    Party said;
    said.designations.push_back(std::move(designation));
    return AddPart(id, kDesignationPart, said);
  }

  absl::Status AddInterest(Interest interest) override {
    LYNCEUS_RETURN_IF_ERROR(CheckId(interest.subject_id, interest.provenance));
    const std::string given = interest.provenance.source;
    const std::string key = UniqueKey(given);
    interest.provenance.source = key;
    // Ids of interests are unique in their source; a second source of a kind has its own.
    if (key != given && interest.id.starts_with(given + ":")) {
      interest.id.replace(0, given.size(), key);
    }
    counts_.Count(interest);
    LYNCEUS_RETURN_IF_ERROR(Mention(interest.subject_id, key));
    if (!interest.owner_id.empty()) {
      LYNCEUS_RETURN_IF_ERROR(CheckId(interest.owner_id, interest.provenance));
      LYNCEUS_RETURN_IF_ERROR(Mention(interest.owner_id, key));
    }
    const std::string subject = interest.subject_id;
    LYNCEUS_ASSIGN_OR_RETURN(
        const std::string bytes,
        EncodeStagedEdge({.identity = false, .interest = std::move(interest)}));
    return staging_.edges_.Add(subject, bytes);
  }

  absl::Status AddFragment(UnparsedFragment fragment) override {
    fragment.provenance.source = UniqueKey(fragment.provenance.source);
    return staging_.builder_.AddFragment(fragment);
  }

  // The report as the snapshot keeps it.
  absl::Status Close(LoadReport report) {
    report.source.key = UniqueKey(report.source.key);
    if (!report.source.authority.empty()) {
      NormalizeList(report.source.authority, report.source.list);
    }
    report.lists.clear();
    // A list that the source carries only in part is not loaded by it.
    std::set<std::pair<std::string, std::string>> in_part;
    for (const std::string& word : report.lists_in_part) {
      std::pair<std::string, std::string> list = {report.source.authority, word};
      NormalizeList(list.first, list.second);
      in_part.insert(std::move(list));
    }
    for (const auto& [list, count] : lists_) {
      if (!in_part.contains(list)) report.lists.push_back({list.first, list.second, count});
    }
    counts_.Fill(report);
    for (const SkippedRecord& record : report.skipped) {
      LYNCEUS_RETURN_IF_ERROR(staging_.builder_.AddSkipped(report.source.key, record));
    }
    report.skipped.clear();  // they stand in the store
    Reports& reports = staging_.reports_;
    reports.all().push_back(std::move(report));
    for (const auto& [given, unique] : unique_keys_) {
      reports.Name(unique, reports.all().size() - 1);
      staging_.keys_used_.insert(unique);
      static_cast<void>(given);
    }
    for (const std::string& word : unknown_authorities_) {
      reports.Warn(reports.all().back().source.key,
                   "the rules know no authority \"" + word + "\"; it is kept as it is");
    }
    return absl::OkStatus();
  }

 private:
  absl::Status AddPart(const std::string& id, char tag, const Party& said) {
    LYNCEUS_ASSIGN_OR_RETURN(std::string bytes, store::EncodeParty(said));
    bytes.insert(bytes.begin(), tag);
    return staging_.parts_.Add(id, bytes);
  }

  absl::Status Mention(const std::string& id, const std::string& source) {
    return staging_.parts_.Add(id, kMention + source);
  }

  // "ofac-sdn", or "ofac-sdn#2" where an earlier group of files took the key.
  const std::string& UniqueKey(const std::string& given) {
    const auto [at, fresh] = unique_keys_.try_emplace(given, given);
    if (fresh) {
      for (int n = 2; staging_.keys_used_.contains(at->second); ++n) {
        at->second = given + "#" + std::to_string(n);
      }
    }
    return at->second;
  }

  // Publishers' words become the rules' keys. Aggregators name a data set ("us_ofac_cons",
  // "default") where the rules know lists: the list whose name the data set ends with is taken,
  // else the authority's first, which is the one that seeds its regime: doubt errs towards a
  // finding.
  void NormalizeList(std::string& word, std::string& list) {
    const Authority* authority = staging_.rules_.FindAuthority(word);
    // "Ministry of Finance" is of any country; the data set "jp_mof_sanctions" is of one.
    if (authority == nullptr) authority = staging_.rules_.FindAuthority(list);
    if (authority == nullptr) {
      unknown_authorities_.insert(word);
      return;
    }
    word = authority->key;
    const std::vector<std::string>& lists = authority->lists;
    if (lists.empty() || std::find(lists.begin(), lists.end(), list) != lists.end()) return;
    const std::string data_set = LowerAscii(list);
    const auto named = std::find_if(lists.begin(), lists.end(), [&](const std::string& each) {
      return data_set.ends_with("_" + LowerAscii(each));
    });
    list = named == lists.end() ? lists.front() : *named;
  }

  Staging& staging_;
  std::map<std::string, std::string> unique_keys_;  // as given -> unique
  std::map<std::pair<std::string, std::string>, std::uint64_t> lists_;
  std::set<std::string> unknown_authorities_;
  WordCounts counts_;
};

Staging::Staging(const store::SortOptions& sort, const RuleSet& rules,
                 store::SnapshotBuilder& builder)
    : rules_(rules), builder_(builder), parts_(sort), edges_(sort) {}

Staging::~Staging() = default;

absl::Status Staging::Load(const sources::FileGroup& group) {
  Sink sink(*this);
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report, sources::LoadGroup(group, sink));
  return sink.Close(std::move(report));
}

absl::StatusOr<RecordStream> Staging::TakeRecords() {
  LYNCEUS_ASSIGN_OR_RETURN(auto sorted, parts_.Sort());
  return RecordStream(std::move(sorted));
}

}  // namespace lynceus::ingest
