#include "lib/sources/lynceus_csv.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/free_text.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/strict_table.h"
#include "lib/sources/typed_text.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "lynceus-csv";

enum Column : std::uint8_t {
  kId,
  kName,
  kAuthority,
  kList,
  kSchema,
  kScript,
  kAlias,
  kWeakAlias,
  kFormerName,
  kBirthDate,
  kFoundedDate,
  kCountry,
  kNationality,
  kCitizenship,
  kJurisdiction,
  kBirthCountry,
  kFlag,
  kIdentifiers,
  kAddress,
  kReferents,
  kProgramme,
  kLegalBasis,
  kListedOn,
  kEndedOn,
  kMeasures,
  kListDate,
  kBirthPlace,
  kGender,
  kTitle,
  kPosition,
  kPhone,
  kEmail,
  kWebsite,
  kTopics,
  kSourceUrl,
  kNotes,
  kColumnCount
};

constexpr std::array<std::string_view, kColumnCount> kColumns = {
    "id",          "name",        "authority",    "list",          "schema",       "script",
    "alias",       "weak_alias",  "former_name",  "birth_date",    "founded_date", "country",
    "nationality", "citizenship", "jurisdiction", "birth_country", "flag",         "identifiers",
    "address",     "referents",   "programme",    "legal_basis",   "listed_on",    "ended_on",
    "measures",    "list_date",   "birth_place",  "gender",        "title",        "position",
    "phone",       "email",       "website",      "topics",        "source_url",   "notes"};

struct Names {
  Column column;
  NameKind kind;
};
constexpr Names kNames[] = {
    {kAlias, NameKind::kAlias}, {kWeakAlias, NameKind::kWeak}, {kFormerName, NameKind::kFormer}};

// Columns that become properties of that FtM name; several values where the last says so.
struct Text {
  Column column;
  std::string_view property;
  bool several = true;
};
constexpr Text kTexts[] = {
    {kBirthPlace, "birthPlace"}, {kGender, "gender"}, {kTitle, "title"},
    {kPosition, "position"},     {kPhone, "phone"},   {kEmail, "email"},
    {kWebsite, "website"},       {kTopics, "topics"}, {kSourceUrl, "sourceUrl", false},
    {kNotes, "notes", false}};

struct Country {
  Column column;
  std::string_view property;
};
constexpr Country kCountries[] = {{kCountry, "country"},           {kNationality, "nationality"},
                                  {kCitizenship, "citizenship"},   {kJurisdiction, "jurisdiction"},
                                  {kBirthCountry, "birthCountry"}, {kFlag, "flag"}};

bool IsScript(std::string_view word) {
  return word.size() == 4 && word[0] >= 'A' && word[0] <= 'Z' &&
         std::ranges::all_of(word.substr(1), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Loader {
 public:
  Loader(ByteReader& input, RecordSink& sink, LoadReport& report)
      : table_(input, kColumns, "each party", report), emitter_(sink, report), report_(report) {}

  absl::Status Run() {
    LYNCEUS_RETURN_IF_ERROR(table_.ReadHeader());
    for (const Column column : {kId, kName, kAuthority, kList}) {
      if (table_.Has(column)) continue;
      return table_.BadHeader(absl::StrCat("there is no column ", ToAbsl(kColumns[column])));
    }
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, table_.Next());
      if (!more) break;
      ++report_.records_read;
      LYNCEUS_RETURN_IF_ERROR(AddRow());
    }
    return absl::OkStatus();
  }

 private:
  absl::Status AddRow() {
    for (const Column column : {kId, kName, kAuthority, kList}) {
      if (table_[column].empty()) return table_.Bad(column, "it is empty", "every row needs it");
    }
    ListRecord record;
    LYNCEUS_RETURN_IF_ERROR(ReadWho(record.entity));
    LYNCEUS_RETURN_IF_ERROR(ReadNames(record.entity));
    LYNCEUS_RETURN_IF_ERROR(ReadDates(record.entity));
    LYNCEUS_RETURN_IF_ERROR(ReadPlaces(record.entity));
    LYNCEUS_ASSIGN_OR_RETURN(record.entity.identifiers, table_.ReadIdentifiers(kIdentifiers));
    LYNCEUS_RETURN_IF_ERROR(ReadReferents(record.entity));
    for (const Text& text : kTexts) {
      if (!text.several) AddProperty(record.entity, text.property, table_[text.column]);
      if (!text.several) continue;
      for (const std::string& value : table_.Several(text.column)) {
        AddProperty(record.entity, text.property, value);
      }
    }
    LYNCEUS_RETURN_IF_ERROR(ReadDesignations(record.designations));
    LYNCEUS_RETURN_IF_ERROR(ReadListDate());
    return emitter_.AddPart(std::move(record));
  }

  absl::Status ReadWho(Entity& entity) {
    entity.id = FoldWidth(table_[kId]);
    if (!IsQualifiedId(entity.id)) {
      return table_.Bad(kId, absl::StrCat("\"", ToAbsl(CutUtf8(entity.id, 40)), "\" has no source"),
                        "write it as SOURCE:ID, for example jp-mof:1234");
    }
    entity.provenance = {.source = std::string(kKey),
                         .place = absl::StrCat("line ", table_.line())};
    LYNCEUS_ASSIGN_OR_RETURN(entity.schema, table_.ReadSchema(kSchema));
    if (entity.schema == Schema::kUnknown) return absl::OkStatus();
    const auto [known, is_new] = schemas_.try_emplace(entity.id, entity.schema, table_.line());
    if (is_new || known->second.first == entity.schema) return absl::OkStatus();
    return table_.Bad(kSchema,
                      absl::StrCat(entity.id, " is ", ToAbsl(SchemaName(known->second.first)),
                                   " in line ", known->second.second),
                      "give one schema to an id, or leave it empty");
  }

  absl::Status ReadNames(Entity& entity) const {
    const std::string script = FoldWidth(table_[kScript]);
    if (!script.empty() && !IsScript(script)) {
      return table_.Bad(kScript, "it is no script", "use its ISO 15924 code: Cyrl, Arab, Hans");
    }
    LYNCEUS_RETURN_IF_ERROR(CheckOneName());
    AddName(entity, TidyText(table_[kName]), NameKind::kPrimary, script);
    for (const Names& column : kNames) {
      LYNCEUS_ASSIGN_OR_RETURN(const auto names, table_.ReadNames(column.column));
      for (const std::string& name : names) AddName(entity, TidyText(name), column.kind, script);
    }
    return absl::OkStatus();
  }

  // A name that holds ";" would be matched as one name, and nothing be found by either half.
  absl::Status CheckOneName() const {
    LYNCEUS_ASSIGN_OR_RETURN(const auto names, table_.ReadNames(kName));
    if (names.size() == 1) return absl::OkStatus();
    return table_.Bad(kName, "it holds several names", "put the others into the column alias");
  }

  absl::Status ReadDates(Entity& entity) const {
    LYNCEUS_RETURN_IF_ERROR(ReadDatesOf(kBirthDate, entity.birth_dates));
    return ReadDatesOf(kFoundedDate, entity.founded_dates);
  }

  absl::Status ReadDatesOf(Column column, std::vector<PartialDate>& dates) const {
    for (const std::string& text : table_.Several(column)) {
      LYNCEUS_ASSIGN_OR_RETURN(PartialDate date, table_.ReadDateText(column, text));
      dates.push_back(date);
    }
    return absl::OkStatus();
  }

  absl::Status ReadPlaces(Entity& entity) const {
    for (const Country& country : kCountries) {
      for (const std::string& word : table_.Several(country.column)) {
        LYNCEUS_ASSIGN_OR_RETURN(const std::string code, table_.ReadCountry(country.column, word));
        AddCountry(entity, country.property, code);
      }
    }
    for (const std::string& text : table_.Several(kAddress)) {
      const std::size_t comma = text.rfind(',');
      const std::string last = comma == std::string::npos ? text : text.substr(comma + 1);
      const bool has_country = !CountryCode(TrimAscii(last)).empty();
      if (!has_country) {
        AddAddress(entity, {text}, "");
      } else {
        AddAddress(entity, {comma == std::string::npos ? std::string() : text.substr(0, comma)},
                   last);
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadReferents(Entity& entity) const {
    for (const std::string& said : table_.Several(kReferents)) {
      const std::string id = FoldWidth(said);
      if (!IsQualifiedId(id)) {
        return table_.Bad(kReferents,
                          absl::StrCat("\"", ToAbsl(CutUtf8(id, 40)), "\" has no source"),
                          "write it as SOURCE:ID, for example un:CDi.001");
      }
      AddReferent(entity, id);
    }
    return absl::OkStatus();
  }

  absl::Status ReadDesignations(std::vector<Designation>& designations) const {
    Designation designation{.authority = FoldWidth(table_[kAuthority]),
                            .list = FoldWidth(table_[kList]),
                            .legal_basis = std::string(table_[kLegalBasis]),
                            .measures = table_.Several(kMeasures)};
    LYNCEUS_ASSIGN_OR_RETURN(const auto listed, table_.ReadDate(kListedOn));
    LYNCEUS_ASSIGN_OR_RETURN(const auto ended, table_.ReadDate(kEndedOn));
    // Of a month or a year the longest time is taken.
    if (listed) designation.date = listed->first;
    if (ended) designation.end_date = ended->last;
    if (listed && ended && *designation.end_date <= *designation.date) {
      return table_.Bad(kEndedOn, "the listing ends before its first day is over",
                        "ended_on is the first day on which it is no longer listed");
    }
    std::vector<std::string> programmes = table_.Several(kProgramme);
    if (programmes.empty()) programmes.push_back(designation.list);
    for (std::string& programme : programmes) {
      designations.push_back(designation);
      designations.back().programme = std::move(programme);
    }
    return absl::OkStatus();
  }

  absl::Status ReadListDate() {
    if (table_[kListDate].empty()) return absl::OkStatus();
    const auto day = Date::ParseIso(FoldWidth(table_[kListDate]));
    if (!day.ok()) {
      const std::string hint = IsoHint(table_[kListDate]);
      return table_.Bad(kListDate, "it is no day", "write " + (hint.empty() ? "YYYY-MM-DD" : hint));
    }
    auto& list_date = report_.source.list_date;
    if (list_date && *list_date != *day) {
      return table_.Bad(kListDate, absl::StrCat("another row says ", list_date->ToString()),
                        "give the list one date, in one row or in all");
    }
    list_date = *day;
    return absl::OkStatus();
  }

  StrictTable table_;
  ListEmitter emitter_;
  LoadReport& report_;
  std::map<std::string, std::pair<Schema, std::uint64_t>> schemas_;  // id -> schema, line
};

}  // namespace

absl::StatusOr<LoadReport> LoadLynceusCsv(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey), .publisher = "a list in Lynceus's own table"}));
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                           OpenListFile(group.files[0].path));
  LYNCEUS_RETURN_IF_ERROR(Loader(*input, sink, report).Run());
  return report;
}

}  // namespace lynceus::sources
