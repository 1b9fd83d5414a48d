// Two passes over the file: the first finds the statement that counts of each record, which records
// are subjects of a relationship, and which are unnamed; the second gives what counts to the sink.
// Statements of BODS 0.1 to 0.3 are brought into the form of 0.4 first (bods_upgrade.h); which of
// them replace one another takes a pass before those two.

#include "lib/sources/bods_json.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/bods_party.h"
#include "lib/sources/bods_upgrade.h"
#include "lib/sources/bods_words.h"
#include "lib/sources/json_lines.h"
#include "lib/sources/list_file.h"
#include "lib/sources/report.h"
#include "lib/sources/seen_ids.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "bods";

std::string BodsId(std::string_view record) {
  return absl::StrCat(ToAbsl(kKey), ":", ToAbsl(record));
}

// What the first pass keeps of a record.
struct RecordState {
  std::string type;
  std::optional<Date> latest_date;
  std::uint64_t latest = 0;   // number of its latest statement
  std::uint64_t details = 0;  // number of the latest that has details; 0: none
  std::optional<Date> details_date;
  bool closed = false;  // by the latest statement
  std::optional<Date> closed_on;
  std::string unnamed;  // why its person or entity is not named, or empty
  // A relationship that can stand for a part of another: its ends, and since when it states
  // ownership that has not ended. Empty ends: it cannot.
  std::string owner;
  std::string subject;
  std::optional<Date> owned_since;  // none: always
};

class Loader {
 public:
  Loader(const std::string& path, RecordSink& sink, LoadReport& report)
      : path_(path), sink_(sink), report_(report) {}

  absl::Status Run() {
    LYNCEUS_RETURN_IF_ERROR(ReadLineage());
    LYNCEUS_RETURN_IF_ERROR(ForEach([this](const JsonValue& value) { return Survey(value); }));
    report_.records_read = number_;
    if (number_ == 0) {
      return InvalidError(
          {.subject = path_, .cause = "the file holds no statement", .remedy = "get it again"});
    }
    return ForEach([this](const JsonValue& value) { return Give(value); });
  }

  const std::string& publisher() const { return publisher_; }

 private:
  template <typename Visit>
  absl::Status ForEach(const Visit& visit) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path_));
    JsonReader reader(*input);
    number_ = 0;
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
      if (record == nullptr) return absl::OkStatus();
      ++number_;
      line_ = record->line;
      LYNCEUS_RETURN_IF_ERROR(CheckVersion(record->value));
      if (is_old_) {
        LYNCEUS_RETURN_IF_ERROR(visit(UpgradeBods(record->value, lineage_)));
      } else {
        LYNCEUS_RETURN_IF_ERROR(visit(record->value));
      }
    }
  }

  // Of the file's first statement alone where that is of 0.4.
  absl::Status ReadLineage() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path_));
    JsonReader reader(*input);
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
      if (record == nullptr) break;
      if (number_++ == 0) is_old_ = IsOldBods(record->value);
      if (!is_old_) return absl::OkStatus();
      lineage_.Note(record->value);
    }
    lineage_.Finish();
    return absl::OkStatus();
  }

  std::string Line() const { return absl::StrCat("line ", line_); }

  absl::Status Bad(std::string cause,
                   std::string remedy = "give statements of BODS 0.1 to 0.4") const {
    return InvalidError({.subject = path_,
                         .place = Line(),
                         .cause = std::move(cause),
                         .remedy = std::move(remedy)});
  }

  void Warn(std::string_view record, std::string_view warning) {
    AddWarning(report_, absl::StrCat(Line(), ", record ", ToAbsl(record), ": ", ToAbsl(warning)));
  }

  // --- first pass --------------------------------------------------------------------------------

  absl::Status CheckVersion(const JsonValue& statement) {
    const JsonValue* const publication = statement.Find("publicationDetails");
    const std::string_view version =
        publication == nullptr ? "" : BodsScalar(*publication, "bodsVersion");
    const std::string_view release = version.substr(0, 3);
    const bool is_release = version.size() == 3 || version.starts_with(std::string(release) + ".");
    const bool is_old = release == "0.1" || release == "0.2" || release == "0.3";
    if (!version.empty() && !(is_release && (is_old || release == "0.4"))) {
      return Bad(absl::StrCat("the statement is of BODS ", ToAbsl(version.substr(0, 20)),
                              ", and 0.1 to 0.4 are read"),
                 "convert it to BODS 0.4");
    }
    if (IsOldBods(statement) != is_old_ || (!version.empty() && is_old != is_old_)) {
      return Bad("the file holds statements in the form of BODS 0.4 and of one before it",
                 "load the two by files of their own");
    }
    if (publisher_.empty() && publication != nullptr) {
      const JsonValue* const publisher = publication->Find("publisher");
      if (publisher != nullptr) publisher_ = publisher->TextOf("name");
    }
    return absl::OkStatus();
  }

  absl::Status Survey(const JsonValue& statement) {
    const std::string record(statement.TextOf("recordId"));
    const std::string_view type = statement.TextOf("recordType");
    NameUnknown(statement, BodsObject::kStatement, "a statement");
    NameStatementId(statement);
    if (record.empty()) {
      return Bad(absl::StrCat("a statement has no ", is_old_ ? "statementID" : "recordId",
                              ", or one that is no text"));
    }
    if (type != "person" && type != "entity" && type != "relationship") {
      return Bad(absl::StrCat("record ", record, " has the ",
                              is_old_ ? "statementType" : "recordType", " \"",
                              ToAbsl(CutUtf8(type, 40)),
                              "\" instead of that of a person, an entity or a relationship"));
    }
    if (IsReplaced(statement)) return absl::OkStatus();
    const std::string_view status = statement.TextOf("recordStatus");
    if (!status.empty() && status != "new" && status != "updated" && status != "closed") {
      return Bad(absl::StrCat("record ", record, " has the recordStatus \"",
                              ToAbsl(status.substr(0, 40)),
                              "\" instead of new, updated or closed"));
    }
    std::optional<Date> date;
    if (const JsonValue* const text = statement.Find("statementDate"); text != nullptr) {
      const auto read = PartialDate::ParseIso(text->text);
      if (!read.ok()) {
        return Bad(absl::StrCat("record ", record, " has a statementDate that is no date"));
      }
      date = read->last;
    }
    const JsonValue* const details = statement.Find("recordDetails");
    const bool has_details =
        details != nullptr && details->is_object() && !details->members.empty();
    if (!has_details && status != "closed") {
      return Bad(absl::StrCat("record ", record, " has no object \"recordDetails\""));
    }
    return Keep(record, std::string(type), date, status == "closed",
                has_details ? details : nullptr);
  }

  bool IsReplaced(const JsonValue& statement) const {
    return is_old_ && lineage_.IsReplaced(statement.TextOf("statementId"));
  }

  // Names each member that BODS 0.4 has not once.
  void NameUnknown(const JsonValue& object, BodsObject kind, std::string_view what) {
    if (is_old_) return;
    for (const auto& [key, value] : object.members) {
      if (IsBodsMember(kind, key)) continue;
      std::string member =
          absl::StrCat("the member \"", ToAbsl(CutUtf8(key, 64)), "\" of ", ToAbsl(what));
      if (unknown_.size() >= limits::kReportedProblemsMax || !unknown_.insert(member).second) {
        continue;
      }
      AddWarning(report_,
                 absl::StrCat(Line(), ": ", member, " is not of BODS 0.4 and was not read"));
    }
  }

  void NameStatementId(const JsonValue& statement) {
    const std::string_view id = BodsScalar(statement, "statementId");
    if (is_old_) return;
    if (id.empty()) {
      AddWarning(report_, Line() + ": the statement has no statementId");
    } else if (statements_.Note(id, {}) != SeenIds::Seen::kNew) {
      AddWarning(report_, absl::StrCat(Line(), ": the statementId ", ToAbsl(CutUtf8(id, 64)),
                                       " was there before; both statements are read"));
    }
  }

  absl::Status Keep(const std::string& record, const std::string& type,
                    const std::optional<Date>& date, bool closed, const JsonValue* details) {
    RecordState& state = records_[record];
    if (state.latest != 0 && (state.type == "relationship") != (type == "relationship")) {
      return Bad(absl::StrCat("record ", record, " is a ", type, " here and a ", state.type,
                              " in another statement"),
                 "give each record an id of its own");
    }
    if (state.latest != 0 && state.type != type) {
      Warn(record, "it is a person in one statement and an entity in another");
    }
    state.type = type;
    if (state.latest == 0 || date >= state.latest_date) {
      state.latest = number_;
      state.latest_date = date;
      state.closed = closed;
      state.closed_on = closed ? date : std::nullopt;
    }
    if (details == nullptr) return absl::OkStatus();
    if (type == "relationship") {
      if (const JsonValue* const subject = details->Find("subject");
          subject != nullptr && subject->is_string()) {
        subjects_.insert(subject->text);
      }
    }
    if (state.details == 0 || date >= state.details_date) {
      state.details = number_;
      state.details_date = date;
      state.unnamed = type == "relationship" ? std::string() : WhyUnnamed(*details);
      if (type == "relationship") KeepPart(*details, state);
    }
    return absl::OkStatus();
  }

  static bool HasComponents(const JsonValue& details) {
    const JsonValue* const components = details.Find("componentRecords");
    return components != nullptr && !components->items.empty();
  }

  // A part that has parts of its own may become a summary too, so it carries nothing.
  static void KeepPart(const JsonValue& details, RecordState& state) {
    state.owner.clear();
    state.subject.clear();
    state.owned_since.reset();
    const JsonValue* const interests = details.Find("interests");
    if (interests == nullptr || HasComponents(details)) return;
    bool owns = false;
    for (const JsonValue& said : interests->items) {
      if (!IsOwnership(
              BodsInterestKind(said.TextOf("type")).value_or(InterestKind::kOwnershipOther)) ||
          !BodsScalar(said, "endDate").empty()) {
        continue;
      }
      const auto start = PartialDate::ParseIso(BodsScalar(said, "startDate"));
      const std::optional<Date> since = start.ok() ? std::optional(start->first) : std::nullopt;
      if (!owns || since < state.owned_since) state.owned_since = since;
      owns = true;
    }
    if (!owns) return;
    state.owner = details.TextOf("interestedParty");
    state.subject = details.TextOf("subject");
  }

  // True where the components that are in the file lead from `owner` to `subject`, by ownership
  // that holds from `since` on. Only then may a statement be left out of sums for them: a component
  // that is missing, closed, ended or no ownership would leave the holding unsaid.
  bool IsStatedInParts(const JsonValue& details, const std::optional<Date>& since) const {
    const JsonValue* const components = details.Find("componentRecords");
    if (components == nullptr) return false;
    std::multimap<std::string_view, std::string_view> parts;  // owner -> subject
    for (const JsonValue& component : components->items) {
      const auto found = records_.find(component.text);
      if (found == records_.end()) continue;
      const RecordState& state = found->second;
      if (state.closed || state.owner.empty() || state.owned_since > since) continue;
      parts.emplace(state.owner, state.subject);
    }
    std::set<std::string_view> reached = {details.TextOf("interestedParty")};
    std::vector<std::string_view> open(reached.begin(), reached.end());
    while (!open.empty()) {
      const auto [begin, end] = parts.equal_range(open.back());
      open.pop_back();
      for (auto part = begin; part != end; ++part) {
        if (reached.insert(part->second).second) open.push_back(part->second);
      }
    }
    return reached.contains(details.TextOf("subject"));
  }

  // Why nobody can tell who it is; empty where a name or an identifier tells.
  static std::string WhyUnnamed(const JsonValue& details) {
    const std::string_view type = BodsType(details);
    if (!IsBodsUnnamedType(type)) return {};
    for (const std::string_view key : {"name", "names", "alternateNames", "identifiers"}) {
      const JsonValue* const said = details.Find(key);
      if (said != nullptr && (!said->items.empty() || !TrimAscii(said->text).empty())) return {};
    }
    for (const std::string_view key :
         {"unspecifiedPersonDetails", "unspecifiedEntityDetails", "unspecified"}) {
      const JsonValue* const why = details.Find(key);
      if (why != nullptr) return absl::StrCat(ToAbsl(type), ": ", Reason(*why));
    }
    return std::string(type);
  }

  static std::string Reason(const JsonValue& unspecified) {
    const std::string_view reason = BodsScalar(unspecified, "reason");
    const std::string_view more = BodsScalar(unspecified, "description");
    std::string text(reason.empty() ? "unknown" : reason);
    if (!more.empty()) absl::StrAppend(&text, ": ", ToAbsl(more));
    return text;
  }

  // --- second pass -------------------------------------------------------------------------------

  absl::Status Give(const JsonValue& statement) {
    const std::string record(statement.TextOf("recordId"));
    const auto found = records_.find(record);
    if (found == records_.end()) {
      return Bad("the file changed while it was read", "load it again");
    }
    if (IsReplaced(statement)) {
      Skip(report_, absl::StrCat(Line(), ", statement ", ToAbsl(statement.TextOf("statementId"))),
           "another statement replaces it");
      return absl::OkStatus();
    }
    const RecordState& state = found->second;
    if (number_ != state.details) {
      // A closing statement without details is told by the end of what it closes.
      const bool closes = number_ == state.latest && state.closed && state.details != 0;
      if (!closes) {
        Skip(report_, absl::StrCat(Line(), ", record ", record),
             state.details == 0 ? "it is closed and nothing else is said of it"
                                : "a later statement of the record replaces it");
      }
      return absl::OkStatus();
    }
    const JsonValue* const details = statement.Find("recordDetails");
    if (details == nullptr) return Bad("the file changed while it was read", "load it again");
    const Provenance from{
        .source = std::string(kKey),
        .place = absl::StrCat(Line(), ", statement ", ToAbsl(statement.TextOf("statementId")))};
    if (statement.TextOf("recordType") == "relationship") {
      return GiveRelationship(record, state, *details, from);
    }
    return GiveParty(record, statement.TextOf("recordType"), *details, from);
  }

  // --- parties -----------------------------------------------------------------------------------

  absl::Status GiveParty(const std::string& record, std::string_view record_type,
                         const JsonValue& details, const Provenance& from) {
    Entity entity = ReadBodsParty(record_type, details,
                                  [&](std::string_view warning) { Warn(record, warning); });
    entity.id = BodsId(record);
    entity.provenance = from;
    if (entity.names.empty()) Warn(record, "it has no name");
    CountEntity(entity, report_);
    return sink_.AddEntity(std::move(entity));
  }

  // --- relationships -----------------------------------------------------------------------------

  absl::Status GiveRelationship(const std::string& record, const RecordState& state,
                                const JsonValue& details, const Provenance& from) {
    NameUnknown(details, BodsObject::kRelationship, "a relationship");
    const JsonValue* const subject = details.Find("subject");
    if (subject == nullptr || !subject->is_string() || subject->text.empty()) {
      Skip(report_, absl::StrCat(Line(), ", record ", record),
           "the relationship does not name its subject");
      return absl::OkStatus();
    }
    Interest common{.subject_id = BodsId(subject->text), .provenance = from};
    WarnIfAbsent(record, subject->text);
    ReadHolder(record, details.Find("interestedParty"), common);
    if (common.owner_id == common.subject_id) {
      Skip(report_, absl::StrCat(Line(), ", record ", record), "both of its ends are one party");
      return absl::OkStatus();
    }
    if (state.closed && !state.closed_on) {
      Warn(record, "it is closed, but its closing has no date; it is taken as still held");
    }
    const JsonValue* const interests = details.Find("interests");
    if (interests == nullptr || interests->items.empty()) {
      Warn(record, "it states no interest; what is held is taken as unknown");
      return GiveInterest(record, 0, state, details, JsonValue{}, std::move(common));
    }
    for (std::size_t i = 0; i < interests->items.size(); ++i) {
      LYNCEUS_RETURN_IF_ERROR(GiveInterest(record, i, state, details, interests->items[i], common));
    }
    return absl::OkStatus();
  }

  void WarnIfAbsent(std::string_view record, const std::string& named) {
    if (!records_.contains(named))
      Warn(record, "it names record " + named + ", which is not there");
  }

  void ReadHolder(const std::string& record, const JsonValue* holder, Interest& interest) {
    if (holder == nullptr || holder->is_null()) {
      Warn(record, "it has no interestedParty; its holder is taken as unknown");
      interest.unknown_holder = "interestedParty is missing";
      return;
    }
    if (!holder->is_string() || holder->text.empty()) {
      interest.unknown_holder = Reason(*holder);
      return;
    }
    WarnIfAbsent(record, holder->text);
    const auto state = records_.find(holder->text);
    // An unnamed party that has owners of its own is a link of their chain.
    if (state != records_.end() && !state->second.unnamed.empty() &&
        !subjects_.contains(holder->text)) {
      interest.unknown_holder = state->second.unnamed;
      return;
    }
    interest.owner_id = BodsId(holder->text);
  }

  absl::Status GiveInterest(const std::string& record, std::size_t number, const RecordState& state,
                            const JsonValue& details, const JsonValue& said, Interest interest) {
    NameUnknown(said, BodsObject::kInterest, "an interest");
    interest.id = absl::StrCat(BodsId(record), "/", number);
    const std::string_view type = said.TextOf("type");
    const std::optional<InterestKind> kind = BodsInterestKind(type);
    interest.kind = kind.value_or(InterestKind::kOwnershipOther);
    if (!kind && said.is_object()) {
      Warn(record, absl::StrCat("the interest type \"", ToAbsl(type.substr(0, 40)),
                                "\" is not known; it is taken as ownership of an unknown kind"));
    }
    interest.role = type;
    interest.share = ReadShare(record, said.Find("share"));
    ReadDates(record, state, said, interest);
    // A direct interest that stands beside an indirect one is a stake of its own. Control is never
    // added up, so a statement of it is never left out.
    const std::string_view how = said.TextOf("directOrIndirect");
    interest.summary =
        how != "direct" && IsOwnership(interest.kind) && IsStatedInParts(details, interest.start);
    interest.indirect = how == "indirect" || (how != "direct" && HasComponents(details));
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  Share ReadShare(const std::string& record, const JsonValue* stated) {
    if (stated == nullptr || stated->is_null()) return Share::Unknown();
    const std::string text = BodsShareText(*stated);
    const auto share = Share::Parse(text);
    if (share.ok()) return *share;
    Warn(record, "its share \"" + text.substr(0, 60) + "\" is none; the share is unknown");
    return Share::Unknown();
  }

  std::optional<PartialDate> ReadDate(const std::string& record, const JsonValue& said,
                                      std::string_view key) {
    const std::string_view text = BodsScalar(said, key);
    if (text.empty()) return std::nullopt;
    const auto date = PartialDate::ParseIso(text);
    if (date.ok()) return *date;
    Warn(record, absl::StrCat(ToAbsl(key), " is no date; the time is open on that side"));
    return std::nullopt;
  }

  void ReadDates(const std::string& record, const RecordState& state, const JsonValue& said,
                 Interest& interest) {
    const auto start = ReadDate(record, said, "startDate");
    const auto end = ReadDate(record, said, "endDate");
    if (start) interest.start = start->first;
    if (end) interest.end = Date::FromDays(end->last.days() + 1);
    if (state.closed && state.closed_on && (!interest.end || *interest.end > *state.closed_on)) {
      interest.end = state.closed_on;
    }
    if (interest.start && interest.end && *interest.end <= *interest.start) {
      Warn(record, "it ends before it starts; its time is taken as not known");
      interest.start.reset();
      interest.end.reset();
    }
  }

  const std::string& path_;
  RecordSink& sink_;
  LoadReport& report_;
  std::uint64_t number_ = 0;  // of the statement, from 1
  std::uint64_t line_ = 0;
  std::string publisher_;
  bool is_old_ = false;  // the file is of BODS 0.1 to 0.3
  BodsLineage lineage_;
  std::map<std::string, RecordState, std::less<>> records_;
  SeenIds statements_;
  std::set<std::string> unknown_;                // members that were named
  std::set<std::string, std::less<>> subjects_;  // records that a relationship has as its subject
};

}  // namespace

absl::StatusOr<LoadReport> LoadBodsJson(const FileGroup& group, RecordSink& sink) {
  LoadReport report{.source = {.key = std::string(kKey), .format = group.kind}};
  const std::string& path = group.files[0].path;
  LYNCEUS_RETURN_IF_ERROR(AddFile(path, report.source));
  Loader loader(path, sink, report);
  LYNCEUS_RETURN_IF_ERROR(loader.Run());
  report.source.publisher = loader.publisher();
  return report;
}

}  // namespace lynceus::sources
