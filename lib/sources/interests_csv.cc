#include "lib/sources/interests_csv.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/report.h"
#include "lib/sources/strict_table.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "interests";
constexpr std::size_t kIdHexDigits = 16;

enum Column : std::uint8_t {
  kOwnerId,
  kOwnerName,
  kOwnerSchema,
  kSubjectId,
  kSubjectName,
  kSubjectSchema,
  kKind,
  kShare,
  kJointGroup,
  kUnknownHolder,
  kStartDate,
  kEndDate,
  kRole,
  kSource,
  kOwnerCountry,
  kSubjectCountry,
  kOwnerIdentifier,
  kSubjectIdentifier,
  kColumnCount
};

constexpr std::array<std::string_view, kColumnCount> kColumns = {"owner_id",
                                                                 "owner_name",
                                                                 "owner_schema",
                                                                 "subject_id",
                                                                 "subject_name",
                                                                 "subject_schema",
                                                                 "kind",
                                                                 "share",
                                                                 "joint_group",
                                                                 "unknown_holder",
                                                                 "start_date",
                                                                 "end_date",
                                                                 "role",
                                                                 "source",
                                                                 "owner_country",
                                                                 "subject_country",
                                                                 "owner_identifier",
                                                                 "subject_identifier"};

// The columns of one side of a row.
struct Side {
  Column id;
  Column name;
  Column schema;
  Column country;
  Column identifier;
};
constexpr Side kOwner = {kOwnerId, kOwnerName, kOwnerSchema, kOwnerCountry, kOwnerIdentifier};
constexpr Side kSubject = {kSubjectId, kSubjectName, kSubjectSchema, kSubjectCountry,
                           kSubjectIdentifier};

// The name as its id sees it: ASCII letters lowered, white space of any length as one space.
std::string FoldName(std::string_view name) {
  std::string folded;
  for (const std::string& word : SplitTrimmed(name, ' ')) {
    if (!folded.empty()) folded += ' ';
    folded += LowerAscii(word);
  }
  return folded;
}

std::string FileStem(std::string_view path) {
  std::string name = BaseName(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

class Loader {
 public:
  Loader(const std::string& path, ByteReader& input, RecordSink& sink, LoadReport& report)
      : stem_(FileStem(path)),
        table_(input, kColumns, "each interest", report),
        sink_(sink),
        report_(report) {}

  absl::Status Run() {
    LYNCEUS_RETURN_IF_ERROR(table_.ReadHeader());
    LYNCEUS_RETURN_IF_ERROR(CheckHeader());
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, table_.Next());
      if (!more) break;
      LYNCEUS_RETURN_IF_ERROR(AddRow());
    }
    report_.records_read = table_.rows();
    report_.entities = ids_.size();
    return absl::OkStatus();
  }

 private:
  absl::Status CheckHeader() const {
    if (!table_.Has(kOwnerId) && !table_.Has(kOwnerName)) {
      return table_.BadHeader("there is neither a column owner_id nor owner_name");
    }
    if (!table_.Has(kSubjectId) && !table_.Has(kSubjectName)) {
      return table_.BadHeader("there is neither a column subject_id nor subject_name");
    }
    if (!table_.Has(kKind)) return table_.BadHeader("there is no column kind");
    return absl::OkStatus();
  }

  absl::Status AddRow() {
    Interest interest{.id = absl::StrCat(ToAbsl(kKey), ":", stem_, ":", table_.line()),
                      .provenance = Place()};
    LYNCEUS_RETURN_IF_ERROR(ReadOwner(interest));
    LYNCEUS_ASSIGN_OR_RETURN(interest.subject_id, ReadParty(kSubject));
    if (interest.subject_id.empty()) {
      return table_.Bad(kSubjectId, "the row names no subject", "give subject_id or subject_name");
    }
    if (interest.subject_id == interest.owner_id) {
      return table_.Bad(kSubjectId, "the owner is the subject itself", "correct one of the two");
    }
    LYNCEUS_RETURN_IF_ERROR(ReadHolding(interest));
    LYNCEUS_RETURN_IF_ERROR(ReadDates(interest));
    interest.joint_group = table_[kJointGroup];
    interest.role = table_[kRole];
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  Provenance Place() const {
    const std::string_view said = table_[kSource];
    return {.source = std::string(kKey),
            .place = said.empty() ? absl::StrCat("line ", table_.line())
                                  : absl::StrCat("line ", table_.line(), ": ", ToAbsl(said))};
  }

  absl::Status ReadOwner(Interest& interest) {
    LYNCEUS_ASSIGN_OR_RETURN(interest.owner_id, ReadParty(kOwner));
    interest.unknown_holder = table_[kUnknownHolder];
    if (interest.owner_id.empty() && interest.unknown_holder.empty()) {
      return table_.Bad(kOwnerId, "the row names no owner and does not say why",
                        "give owner_id or owner_name, or the reason in unknown_holder");
    }
    if (!interest.owner_id.empty() && !interest.unknown_holder.empty()) {
      return table_.Bad(kUnknownHolder, "the row names an owner and says that it is unknown",
                        "leave one of the two empty");
    }
    return absl::OkStatus();
  }

  // Returns the id of the party of one side, and gives its entity where it has a name; empty where
  // the row says nothing of that side.
  absl::StatusOr<std::string> ReadParty(const Side& side) {
    std::string id(table_[side.id]);
    const std::string_view name = table_[side.name];
    if (!id.empty() && !IsQualifiedId(id)) {
      return table_.Bad(side.id,
                        absl::StrCat("\"", id.substr(0, 40), "\" is not an id of a source"),
                        "write it as SOURCE:ID, for example ofac-sdn:36197");
    }
    if (name.empty()) {
      for (const Column column : {side.schema, side.country, side.identifier}) {
        if (table_[column].empty()) continue;
        return table_.Bad(
            column, "it describes a party for which the row has no name",
            absl::StrCat("give ", ToAbsl(kColumns[side.name]), " too, or leave it empty"));
      }
      return id;
    }
    if (id.empty()) id = InterestPartyId(name);
    LYNCEUS_ASSIGN_OR_RETURN(Entity entity, MakeEntity(side, id));
    LYNCEUS_RETURN_IF_ERROR(Give(side, std::move(entity)));
    return id;
  }

  absl::StatusOr<Entity> MakeEntity(const Side& side, const std::string& id) const {
    Entity entity{.id = id, .provenance = Place()};
    entity.names.push_back({.text = std::string(table_[side.name])});
    LYNCEUS_ASSIGN_OR_RETURN(entity.schema, table_.ReadSchema(side.schema));
    if (const std::string_view word = table_[side.country]; !word.empty()) {
      LYNCEUS_ASSIGN_OR_RETURN(std::string code, table_.ReadCountry(side.country, word));
      entity.countries.push_back({.property = "country", .code = std::move(code)});
    }
    LYNCEUS_ASSIGN_OR_RETURN(entity.identifiers, table_.ReadIdentifiers(side.identifier));
    return entity;
  }

  // Gives an entity once for equal statements.
  absl::Status Give(const Side& side, Entity entity) {
    std::string said = entity.id;
    for (const Column column : {side.name, side.schema, side.country, side.identifier}) {
      absl::StrAppend(&said, "\n", ToAbsl(table_[column]));
    }
    if (!said_.insert(std::move(said)).second) return absl::OkStatus();
    ids_.insert(entity.id);
    CountEntity(entity, report_);
    return sink_.AddEntity(std::move(entity));
  }

  absl::Status ReadHolding(Interest& interest) const {
    const auto kind = ParseInterestKind(table_[kKind]);
    if (!kind) {
      return table_.Bad(
          kKind, "it is no kind of interest",
          "use shares, votes, profit, ownership, board, influence, control, trust, nominee, "
          "director, linked, family, acts_for, member or successor");
    }
    interest.kind = *kind;
    const auto share = Share::Parse(table_[kShare]);
    if (!share.ok()) {
      const ErrorDetail detail = DetailOf(share.status());
      return table_.Bad(kShare, detail.cause, detail.remedy);
    }
    interest.share = *share;
    if (IsAffiliation(interest.kind) && !interest.share.unknown()) {
      return table_.Bad(kShare, "an affiliation has no share",
                        "leave it empty, or correct the kind");
    }
    return absl::OkStatus();
  }

  // Of a month or a year the longest time is taken: an interest too long is looked at, one too
  // short is missed.
  absl::Status ReadDates(Interest& interest) const {
    LYNCEUS_ASSIGN_OR_RETURN(const auto start, table_.ReadDate(kStartDate));
    LYNCEUS_ASSIGN_OR_RETURN(const auto end, table_.ReadDate(kEndDate));
    if (start) interest.start = start->first;
    if (end) interest.end = end->last;
    if (interest.start && interest.end && *interest.end <= *interest.start) {
      return table_.Bad(kEndDate, "the interest ends before its first day is over",
                        "end_date is the first day on which it is no longer held");
    }
    return absl::OkStatus();
  }

  const std::string stem_;
  StrictTable table_;
  RecordSink& sink_;
  LoadReport& report_;
  std::set<std::string, std::less<>> said_;  // statements of parties, as given
  std::set<std::string, std::less<>> ids_;
};

}  // namespace

std::string InterestPartyId(std::string_view name) {
  return absl::StrCat(ToAbsl(kKey), ":", ToHex(Sha256Of(FoldName(name))).substr(0, kIdHexDigits));
}

absl::StatusOr<LoadReport> LoadInterestsCsv(const FileGroup& group, RecordSink& sink) {
  LoadReport report{.source = {.key = std::string(kKey),
                               .format = group.kind,
                               .publisher = "own record of interests"}};
  const std::string& path = group.files[0].path;
  LYNCEUS_RETURN_IF_ERROR(AddFile(path, report.source));
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
  LYNCEUS_RETURN_IF_ERROR(Loader(path, *input, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources
