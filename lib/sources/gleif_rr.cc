#include "lib/sources/gleif_rr.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/gleif_file.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "gleif-rr";

struct Type {
  std::string_view word;
  InterestKind kind;
  bool indirect = false;
  bool whole = false;
};
constexpr Type kTypes[] = {
    {"IS_DIRECTLY_CONSOLIDATED_BY", InterestKind::kControl},
    {.word = "IS_ULTIMATELY_CONSOLIDATED_BY", .kind = InterestKind::kControl, .indirect = true},
    {.word = "IS_INTERNATIONAL_BRANCH_OF", .kind = InterestKind::kOwnershipOther, .whole = true},
    {"IS_FUND-MANAGED_BY", InterestKind::kLinked},
    {"IS_SUBFUND_OF", InterestKind::kLinked},
    {"IS_FEEDER_TO", InterestKind::kLinked},
};

// RR-CDF 2.1, RelationshipStatusEnum and RegistrationStatusEnum, and those of versions before it.
constexpr std::string_view kRelationshipStatuses[] = {"ACTIVE", "INACTIVE", "NULL"};
constexpr std::string_view kRegistrationStatuses[] = {
    "PENDING_VALIDATION", "PENDING_TRANSFER", "PENDING_ARCHIVAL", "PUBLISHED",
    "DUPLICATE",          "LAPSED",           "RETIRED",          "TRANSFERRED",
    "ANNULLED",           "CANCELLED",        "ISSUED",           "MERGED"};

// Statuses of a record that says nothing any more.
bool IsVoid(std::string_view status) { return status == "ANNULLED" || status == "CANCELLED"; }

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report)
      : sink_(sink), report_(report), parties_(sink, report) {}

  absl::Status Run(const FileGroup& group) {
    const GleifShape shape{.root = "RelationshipData",
                           .header = "Header",
                           .container = "RelationshipRecords",
                           .record = "RelationshipRecord"};
    return ReadGleifXml(group, shape, report_,
                        [this](const XmlElement& record) { return AddRecord(record); });
  }

 private:
  absl::Status AddRecord(const XmlElement& record) {
    const XmlElement* const relationship = record.Child("Relationship");
    if (relationship == nullptr) {
      return InvalidError(
          {.cause = "a record has no Relationship", .remedy = "get the file again"});
    }
    static const XmlElement kNone;
    const XmlElement* found = record.Child("Registration");
    const XmlElement& registration = found == nullptr ? kNone : *found;
    line_ = record.line;
    Interest interest;
    LYNCEUS_ASSIGN_OR_RETURN(interest.subject_id, ReadNode(*relationship, "StartNode"));
    LYNCEUS_ASSIGN_OR_RETURN(interest.owner_id, ReadNode(*relationship, "EndNode"));
    interest.provenance = {.source = std::string(kKey),
                           .place = PlaceText(*relationship, registration)};
    ReadType(relationship->TextOf("RelationshipType"), interest);
    ReadDates(*relationship, registration, interest);
    LYNCEUS_RETURN_IF_ERROR(NameUnknown(record, interest.subject_id));
    const std::string_view status = registration.TextOf("RegistrationStatus");
    WarnOfStatus("RegistrationStatus", status, kRegistrationStatuses);
    WarnOfStatus("RelationshipStatus", relationship->TextOf("RelationshipStatus"),
                 kRelationshipStatuses);
    if (IsVoid(status)) return SkipRecord(absl::StrCat("its registration is ", ToAbsl(status)));
    if (interest.owner_id == interest.subject_id) return SkipRecord("both nodes are one party");
    return Give(std::move(interest));
  }

  absl::Status SkipRecord(std::string reason) {
    Skip(report_, Line(), std::move(reason));
    return absl::OkStatus();
  }

  std::string Line() const { return absl::StrCat("line ", line_); }

  void WarnOfWord(const std::string& element, std::string_view word, std::string_view taken) {
    AddWarning(report_, absl::StrCat(Line(), ": the ", element, " \"", ToAbsl(word.substr(0, 60)),
                                     "\" is not known; ", ToAbsl(taken)));
  }

  template <std::size_t N>
  void WarnOfStatus(const std::string& element, std::string_view word,
                    const std::string_view (&known)[N]) {
    if (word.empty() || std::ranges::find(known, word) != std::end(known)) return;
    WarnOfWord(element, word, "the relationship is taken as held");
  }

  absl::StatusOr<std::string> ReadNode(const XmlElement& relationship, std::string_view name) {
    const XmlElement* const node = relationship.Child(name);
    const std::string_view lei = node == nullptr ? std::string_view() : node->TextOf("NodeID");
    const std::string_view type = node == nullptr ? std::string_view() : node->TextOf("NodeIDType");
    if (!type.empty() && type != "LEI") {
      WarnOfWord(absl::StrCat(ToAbsl(name), "/NodeIDType"), type, "its NodeID is read as an LEI");
    }
    return LeiId(lei, absl::StrCat(ToAbsl(name), "/NodeID"));
  }

  void ReadType(std::string_view word, Interest& interest) {
    interest.role = word;
    // Older files write IS_FUND_MANAGED_BY.
    std::string normal(word == "IS_FUND_MANAGED_BY" ? "IS_FUND-MANAGED_BY" : word);
    const auto* const type = std::ranges::find(kTypes, normal, &Type::word);
    if (type == std::end(kTypes)) {
      interest.kind = InterestKind::kControl;
      AddWarning(report_, absl::StrCat(Line(), ": the relationship \"", normal.substr(0, 60),
                                       "\" is not known; it is taken as control"));
      return;
    }
    interest.kind = type->kind;
    interest.indirect = type->indirect;
    if (type->whole) interest.share = Share::Exact(kWholePpm);
  }

  // Of several periods of the relationship the longest time is taken.
  void ReadDates(const XmlElement& relationship, const XmlElement& registration,
                 Interest& interest) {
    static const XmlElement kNone;
    const XmlElement* const all = relationship.Child("RelationshipPeriods");
    bool found = false;
    bool has_start = true;
    bool has_end = true;
    for (const XmlElement& period : (all == nullptr ? kNone : *all).children) {
      if (period.TextOf("PeriodType") != "RELATIONSHIP_PERIOD") continue;
      found = true;
      const auto start = ReadTime(period.TextOf("StartDate"), &GleifDay);
      const auto end = ReadTime(period.TextOf("EndDate"), &GleifDayAfter);
      has_start = has_start && start.has_value();
      has_end = has_end && end.has_value();
      if (start && (!interest.start || *start < *interest.start)) interest.start = start;
      if (end && (!interest.end || *end > *interest.end)) interest.end = end;
    }
    if (!has_start) interest.start.reset();
    if (!found || !has_end) interest.end.reset();
    if (!interest.end && IsOver(relationship, registration)) {
      interest.end = ReadTime(registration.TextOf("LastUpdateDate"), &GleifDayAfter);
      if (!interest.end) {
        AddWarning(report_, absl::StrCat(Line(),
                                         ": the relationship is over, but not since when; "
                                         "it is taken as held"));
      }
    }
    if (interest.start && interest.end && *interest.end <= *interest.start) {
      AddWarning(report_, absl::StrCat(Line(),
                                       ": the relationship ends before it begins; its "
                                       "dates are left out"));
      interest.start.reset();
      interest.end.reset();
    }
  }

  static bool IsOver(const XmlElement& relationship, const XmlElement& registration) {
    const std::string_view status = relationship.TextOf("RelationshipStatus");
    return status == "INACTIVE" || registration.TextOf("RegistrationStatus") == "RETIRED";
  }

  std::optional<Date> ReadTime(std::string_view text,
                               std::optional<Date> (*read)(std::string_view)) {
    const std::optional<Date> day = text.empty() ? std::nullopt : read(text);
    if (!text.empty() && !day) {
      AddWarning(report_, absl::StrCat(Line(), ": \"", ToAbsl(text.substr(0, 40)),
                                       "\" is no date; it is left out"));
    }
    return day;
  }

  // What the record says beside the relation, shown with the evidence.
  std::string PlaceText(const XmlElement& relationship, const XmlElement& registration) const {
    std::string text = Line();
    const auto add = [&text](std::string_view said) {
      if (!said.empty())
        absl::StrAppend(&text, text.find(':') == std::string::npos ? ": " : "; ", ToAbsl(said));
    };
    add(relationship.TextOf("RelationshipStatus"));
    add(registration.TextOf("RegistrationStatus"));
    AddMeasures(relationship, add);
    add(registration.TextOf("ValidationSources"));
    add(registration.TextOf("ValidationDocuments"));
    add(registration.TextOf("ValidationReference"));
    return text;
  }

  // "ACCOUNTING_CONSOLIDATION 100.00 PERCENTAGE", "ACCOUNTING_STANDARD IFRS".
  template <typename Add>
  static void AddMeasures(const XmlElement& relationship, const Add& add) {
    for (const std::string_view name : {"RelationshipQuantifiers", "RelationshipQualifiers"}) {
      const XmlElement* const all = relationship.Child(name);
      if (all == nullptr) continue;
      for (const XmlElement& one : all->children) {
        std::vector<std::string> words;
        for (const XmlElement& word : one.children) words.push_back(OneLine(word.text));
        add(Join(words, " "));
      }
    }
  }

  // Names elements that are not of RR-CDF.
  absl::Status NameUnknown(const XmlElement& record, const std::string& id) {
    static constexpr std::string_view kRecord[] = {"Relationship", "Registration", "Extension"};
    static constexpr std::string_view kRelationship[] = {"StartNode",
                                                         "EndNode",
                                                         "RelationshipType",
                                                         "RelationshipPeriods",
                                                         "RelationshipStatus",
                                                         "RelationshipQualifiers",
                                                         "RelationshipQuantifiers"};
    // About the registration of the record, not about the parties.
    static constexpr std::string_view kRegistration[] = {
        "InitialRegistrationDate", "LastUpdateDate",     "RegistrationStatus",
        "NextRenewalDate",         "ManagingLOU",        "ValidationSources",
        "ValidationDocuments",     "ValidationReference"};
    for (const XmlElement& part : record.children) {
      if (std::ranges::find(kRecord, part.name) == std::end(kRecord)) {
        LYNCEUS_RETURN_IF_ERROR(Fragment(id, part, ""));
      }
      for (const XmlElement& child : part.children) {
        const bool known =
            part.name == "Relationship"
                ? std::ranges::find(kRelationship, child.name) != std::end(kRelationship)
                : part.name != "Registration" ||
                      std::ranges::find(kRegistration, child.name) != std::end(kRegistration);
        if (!known) LYNCEUS_RETURN_IF_ERROR(Fragment(id, child, part.name + "/"));
      }
    }
    return absl::OkStatus();
  }

  absl::Status Fragment(const std::string& id, const XmlElement& element, const std::string& path) {
    ++report_.fragments_unparsed;
    return sink_.AddFragment({.entity_id = id,
                              .text = absl::StrCat(path, element.name, ": ", OneLine(element.text)),
                              .provenance = {.source = std::string(kKey), .place = Line()}});
  }

  absl::Status Give(Interest interest) {
    const Provenance place{.source = std::string(kKey), .place = Line()};
    for (const std::string& id : {interest.subject_id, interest.owner_id}) {
      LYNCEUS_RETURN_IF_ERROR(parties_.Add(id, place));
    }
    std::string id =
        absl::StrCat(interest.subject_id, "/", interest.role, "/", interest.owner_id.substr(4));
    if (const int number = ++ids_[id]; number > 1) absl::StrAppend(&id, "#", number);
    interest.id = std::move(id);
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  RecordSink& sink_;
  LoadReport& report_;
  LeiParties parties_;
  std::map<std::string, int> ids_;
  std::uint64_t line_ = 0;
};

}  // namespace

absl::StatusOr<LoadReport> LoadGleifRr(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Global Legal Entity Identifier Foundation"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group));
  return report;
}

}  // namespace lynceus::sources
