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
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/csv_reader.h"
#include "lib/sources/list_file.h"
#include "lib/sources/report.h"

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

bool IsQualifiedId(std::string_view id) {
  const std::size_t colon = id.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < id.size() &&
         std::ranges::none_of(id, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

// A schema word of the format, or nothing; empty says nothing of it.
std::optional<Schema> ReadSchema(std::string_view word) {
  return word.empty() ? Schema::kUnknown : ParseSchema(word);
}

class Loader {
 public:
  Loader(const std::string& path, RecordSink& sink, LoadReport& report)
      : path_(path), stem_(FileStem(path)), sink_(sink), report_(report) {}

  absl::Status Run() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path_));
    CsvReader reader(*input);
    LYNCEUS_ASSIGN_OR_RETURN(const CsvRow* row, reader.Next());
    if (row == nullptr) return NoRows();
    LYNCEUS_RETURN_IF_ERROR(ReadHeader(*row));
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(row, reader.Next());
      if (row == nullptr) break;
      line_ = row->line;
      LYNCEUS_RETURN_IF_ERROR(AddRow(*row));
      ++report_.records_read;
    }
    if (report_.records_read == 0) return NoRows();
    // Without it a share of 49 that was cut to 4 would be read as 4.
    if (!reader.has_final_line_end()) {
      return InvalidError({.subject = path_,
                           .place = absl::StrCat("line ", line_),
                           .cause = "the last row has no line end; the file may be cut off",
                           .remedy = "get the whole file, or end its last row with a line end"});
    }
    report_.entities = ids_.size();
    return absl::OkStatus();
  }

 private:
  absl::Status NoRows() const {
    return InvalidError({.subject = path_,
                         .cause = "the file holds no row",
                         .remedy = "give a header and a row for each interest"});
  }

  absl::Status BadHeader(std::string cause) const {
    std::vector<std::string> known(kColumns.begin(), kColumns.end());
    return InvalidError({.subject = path_,
                         .place = "line 1",
                         .cause = std::move(cause),
                         .remedy = "use the columns " + Join(known, ", ")});
  }

  absl::Status Bad(Column column, std::string cause, std::string remedy) const {
    return InvalidError(
        {.subject = path_,
         .place = absl::StrCat("line ", line_, ", column ", ToAbsl(kColumns[column])),
         .cause = std::move(cause),
         .remedy = std::move(remedy)});
  }

  absl::Status ReadHeader(const CsvRow& row) {
    at_.fill(std::nullopt);
    width_ = row.fields.size();
    for (std::size_t i = 0; i < width_; ++i) {
      const std::string word = LowerAscii(row.fields[i]);
      const auto known = std::ranges::find(kColumns, word);
      if (known == kColumns.end()) {
        return BadHeader(
            absl::StrCat("column ", i + 1, " has the unknown name \"", word.substr(0, 40), "\""));
      }
      auto& at = at_[static_cast<std::size_t>(known - kColumns.begin())];
      if (at) return BadHeader(absl::StrCat("the column ", word, " is there twice"));
      at = i;
    }
    if (!at_[kOwnerId] && !at_[kOwnerName]) {
      return BadHeader("there is neither a column owner_id nor owner_name");
    }
    if (!at_[kSubjectId] && !at_[kSubjectName]) {
      return BadHeader("there is neither a column subject_id nor subject_name");
    }
    if (!at_[kKind]) return BadHeader("there is no column kind");
    return absl::OkStatus();
  }

  absl::Status TakeFields(const CsvRow& row) {
    if (row.fields.size() != width_) {
      return InvalidError({.subject = path_,
                           .place = absl::StrCat("line ", line_),
                           .cause = absl::StrCat("the row has ", row.fields.size(),
                                                 " fields, the header has ", width_),
                           .remedy = "give every row all fields, and quote those with commas"});
    }
    for (std::size_t c = 0; c < kColumnCount; ++c) {
      fields_[c] = at_[c] ? std::string_view(row.fields[*at_[c]]) : std::string_view();
      const auto column = static_cast<Column>(c);
      if (fields_[c].size() > limits::kFieldBytesMax) {
        return Bad(column, absl::StrCat("the field has ", fields_[c].size(), " bytes"),
                   absl::StrCat("at most ", limits::kFieldBytesMax, " are taken"));
      }
      if (fields_[c].find_first_of(std::string_view("\x00\r\n", 3)) != std::string_view::npos) {
        return Bad(column, "the field holds a line end; perhaps a quote is missing",
                   "write it on one line");
      }
    }
    return absl::OkStatus();
  }

  absl::Status AddRow(const CsvRow& row) {
    LYNCEUS_RETURN_IF_ERROR(TakeFields(row));
    Interest interest{.id = absl::StrCat(ToAbsl(kKey), ":", stem_, ":", line_),
                      .provenance = Place()};
    LYNCEUS_RETURN_IF_ERROR(ReadOwner(interest));
    LYNCEUS_ASSIGN_OR_RETURN(interest.subject_id, ReadParty(kSubject));
    if (interest.subject_id.empty()) {
      return Bad(kSubjectId, "the row names no subject", "give subject_id or subject_name");
    }
    if (interest.subject_id == interest.owner_id) {
      return Bad(kSubjectId, "the owner is the subject itself", "correct one of the two");
    }
    LYNCEUS_RETURN_IF_ERROR(ReadHolding(interest));
    LYNCEUS_RETURN_IF_ERROR(ReadDates(interest));
    interest.joint_group = fields_[kJointGroup];
    interest.role = fields_[kRole];
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  Provenance Place() const {
    const std::string_view said = fields_[kSource];
    return {.source = std::string(kKey),
            .place = said.empty() ? absl::StrCat("line ", line_)
                                  : absl::StrCat("line ", line_, ": ", ToAbsl(said))};
  }

  absl::Status ReadOwner(Interest& interest) {
    LYNCEUS_ASSIGN_OR_RETURN(interest.owner_id, ReadParty(kOwner));
    interest.unknown_holder = fields_[kUnknownHolder];
    if (interest.owner_id.empty() && interest.unknown_holder.empty()) {
      return Bad(kOwnerId, "the row names no owner and does not say why",
                 "give owner_id or owner_name, or the reason in unknown_holder");
    }
    if (!interest.owner_id.empty() && !interest.unknown_holder.empty()) {
      return Bad(kUnknownHolder, "the row names an owner and says that it is unknown",
                 "leave one of the two empty");
    }
    return absl::OkStatus();
  }

  // Returns the id of the party of one side, and gives its entity where it has a name; empty where
  // the row says nothing of that side.
  absl::StatusOr<std::string> ReadParty(const Side& side) {
    std::string id(fields_[side.id]);
    const std::string_view name = fields_[side.name];
    if (!id.empty() && !IsQualifiedId(id)) {
      return Bad(side.id, absl::StrCat("\"", id.substr(0, 40), "\" is not an id of a source"),
                 "write it as SOURCE:ID, for example ofac-sdn:36197");
    }
    if (name.empty()) {
      for (const Column column : {side.schema, side.country, side.identifier}) {
        if (fields_[column].empty()) continue;
        return Bad(column, "it describes a party for which the row has no name",
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
    entity.names.push_back({.text = std::string(fields_[side.name])});
    const auto schema = ReadSchema(fields_[side.schema]);
    if (!schema) {
      return Bad(side.schema, "it is no schema",
                 "use Person, Company, Organization, PublicBody, LegalEntity, Vessel ... or "
                 "leave it empty");
    }
    entity.schema = *schema;
    if (const std::string_view word = fields_[side.country]; !word.empty()) {
      const std::string_view code = CountryCode(word);
      if (code.empty()) {
        return Bad(side.country, "it is no country", "use its ISO 3166-1 code of two letters");
      }
      entity.countries.push_back({.property = "country", .code = std::string(code)});
    }
    for (const std::string& text : SplitTrimmed(fields_[side.identifier], ';')) {
      const std::size_t colon = text.find(':');
      const std::string_view type = TrimAscii(std::string_view(text).substr(0, colon));
      const bool is_word = !type.empty() && std::ranges::all_of(type, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      });
      const std::string_view value =
          colon == std::string::npos ? "" : TrimAscii(std::string_view(text).substr(colon + 1));
      if (!is_word || value.empty()) {
        return Bad(side.identifier, "it is no identifier",
                   "write TYPE:VALUE, as innCode:7704237230");
      }
      entity.identifiers.push_back(
          {.type = std::string(type), .value = std::string(value), .country = {}});
    }
    return entity;
  }

  // Gives an entity once for equal statements.
  absl::Status Give(const Side& side, Entity entity) {
    std::string said = entity.id;
    for (const Column column : {side.name, side.schema, side.country, side.identifier}) {
      absl::StrAppend(&said, "\n", ToAbsl(fields_[column]));
    }
    if (!said_.insert(std::move(said)).second) return absl::OkStatus();
    ids_.insert(entity.id);
    CountEntity(entity, report_);
    return sink_.AddEntity(std::move(entity));
  }

  absl::Status ReadHolding(Interest& interest) const {
    const auto kind = ParseInterestKind(fields_[kKind]);
    if (!kind) {
      return Bad(kKind, "it is no kind of interest",
                 "use shares, votes, profit, ownership, board, influence, control, trust, nominee, "
                 "director, linked, family, acts_for, member or successor");
    }
    interest.kind = *kind;
    const auto share = Share::Parse(fields_[kShare]);
    if (!share.ok()) {
      const ErrorDetail detail = DetailOf(share.status());
      return Bad(kShare, detail.cause, detail.remedy);
    }
    interest.share = *share;
    if (IsAffiliation(interest.kind) && !interest.share.unknown()) {
      return Bad(kShare, "an affiliation has no share", "leave it empty, or correct the kind");
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<PartialDate>> ReadDate(Column column) const {
    if (fields_[column].empty()) return std::nullopt;
    const auto date = PartialDate::ParseIso(fields_[column]);
    if (!date.ok()) {
      return Bad(column, "it is no date", "write YYYY-MM-DD, YYYY-MM or YYYY");
    }
    return *date;
  }

  // Of a month or a year the longest time is taken: an interest too long is looked at, one too
  // short is missed.
  absl::Status ReadDates(Interest& interest) const {
    LYNCEUS_ASSIGN_OR_RETURN(const auto start, ReadDate(kStartDate));
    LYNCEUS_ASSIGN_OR_RETURN(const auto end, ReadDate(kEndDate));
    if (start) interest.start = start->first;
    if (end) interest.end = end->last;
    if (interest.start && interest.end && *interest.end <= *interest.start) {
      return Bad(kEndDate, "the interest ends before its first day is over",
                 "end_date is the first day on which it is no longer held");
    }
    return absl::OkStatus();
  }

  const std::string& path_;
  const std::string stem_;
  RecordSink& sink_;
  LoadReport& report_;
  std::array<std::optional<std::size_t>, kColumnCount> at_;  // column -> field of the row
  std::size_t width_ = 0;
  std::array<std::string_view, kColumnCount> fields_;  // of the row that is read
  std::uint64_t line_ = 0;
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
  LYNCEUS_RETURN_IF_ERROR(Loader(path, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources
