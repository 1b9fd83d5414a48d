#include "lib/sources/uk_csv.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/joined_parties.h"
#include "lib/sources/list_file.h"
#include "lib/sources/named_table.h"
#include "lib/sources/report.h"
#include "lib/sources/uk_documents.h"
#include "lib/sources/uk_relations.h"
#include "lib/sources/uk_rows.h"
#include "lib/sources/uk_words.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "uk";
constexpr std::string_view kReportDate = "report date";

// Columns whose every field is read by one function.
struct Column {
  std::string_view name;
  void (*add)(std::string_view field, UkParty& party);
};

template <const char* property>
void AddAs(std::string_view field, UkParty& party) {
  AddProperty(party.record.entity, property, OneLine(field));
}

constexpr char kTitle[] = "title";
constexpr char kPhone[] = "phone";
constexpr char kWebsite[] = "website";
constexpr char kEmail[] = "email";
constexpr char kPosition[] = "position";
constexpr char kType[] = "type";
constexpr char kPastFlags[] = "pastFlags";
constexpr char kTonnage[] = "tonnage";
constexpr char kLength[] = "length";

template <UkRelation::Kind kind>
void AddNamed(std::string_view field, UkParty& party) {
  AddUkRelations(kind, field, party);
}

constexpr Column kColumns[] = {
    {"Last Updated",
     [](std::string_view field, UkParty& party) { AddUkDayProperty("modifiedAt", field, party); }},
    {"OFSI Group ID",
     [](std::string_view field, UkParty& party) {
       AddReferent(party.record.entity, "uk-ofsi:" + OneLine(field));
     }},
    {"UN Reference Number", &AddUkUnReference},
    {"Title", &AddAs<kTitle>},
    {"Other Information",
     [](std::string_view field, UkParty& party) { AddUkText("notes", field, party); }},
    {"UK Statement of Reasons",
     [](std::string_view field, UkParty& party) { AddUkText("reason", field, party); }},
    {"Phone number", &AddAs<kPhone>},
    {"Website", &AddAs<kWebsite>},
    {"Email address", &AddAs<kEmail>},
    {"D.O.B", &AddUkBirthDates},
    {"Nationality(/ies)",
     [](std::string_view field, UkParty& party) { AddUkCountries("nationality", field, party); }},
    {"Nationality",
     [](std::string_view field, UkParty& party) { AddUkCountries("nationality", field, party); }},
    {"Position", &AddAs<kPosition>},
    {"Gender", &AddUkGender},
    {"Type of entity", &AddAs<kType>},
    {"Subsidiaries", &AddNamed<UkRelation::Kind::kSubsidiary>},
    {"Parent company", &AddNamed<UkRelation::Kind::kParent>},
    {"Business registration number (s)", &AddUkBusinessNumber},
    {"IMO number", &AddUkImo},
    {"Current owner/operator (s)", &AddNamed<UkRelation::Kind::kOwnerOperator>},
    {"Previous owner/operator (s)", &AddNamed<UkRelation::Kind::kPastOwnerOperator>},
    {"Current believed flag of ship", &AddUkFlags},
    {"Previous flags", &AddAs<kPastFlags>},
    {"Type of ship", &AddAs<kType>},
    {"Tonnage of ship", &AddAs<kTonnage>},
    {"Length of ship", &AddAs<kLength>},
    {"Year Built", &AddUkYearBuilt},
    {"Hull identification number (HIN)",
     [](std::string_view field, UkParty& party) {
       AddIdentifier(party.record.entity, "hullIdentificationNumber", OneLine(field));
     }},
};

const TableShape& Shape() {
  static const auto& shape = *new TableShape([] {
    TableShape made{
        .title = "the UK sanctions list",
        .required = {"Unique ID", "Name 6", "Name type", "Regime Name", "Date Designated"},
        .known = {"Name 1",
                  "Name 2",
                  "Name 3",
                  "Name 4",
                  "Name 5",
                  "Alias strength",
                  "Name non-latin script",
                  "Non-latin script type",
                  "Non-latin script language",
                  "Designation Type",
                  "Individual, Entity, Ship",
                  "Designation source",
                  "Sanctions Imposed",
                  "Address Line 1",
                  "Address Line 2",
                  "Address Line 3",
                  "Address Line 4",
                  "Address Line 5",
                  "Address Line 6",
                  "Address Postal Code",
                  "Address Country",
                  "National Identifier number",
                  "National Identifier additional information",
                  "Passport number",
                  "Passport additional information",
                  "Town of birth",
                  "Country of birth"},
        .repeated = {},
        .rows_before_max = 1};
    for (const Column& column : kColumns) made.known.push_back(column.name);
    return made;
  }());
  return shape;
}

void AddNamesOf(const NamedTable& row, UkRowParty& party) {
  if (IsFresh(row,
              {"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6", "Name type",
               "Alias strength"},
              party)) {
    AddUkName(Fields(row, {"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"}),
              row["Name type"], row["Alias strength"], party);
  }
  if (IsFresh(row, {"Name non-latin script"}, party)) {
    AddUkScriptName(row["Name non-latin script"], row["Non-latin script type"], party);
  }
}

void AddDesignationOf(const NamedTable& row, UkRowParty& party) {
  Designation& designation = DesignationUnder(row["Regime Name"], party);
  TakeListingDate("Date Designated", row["Date Designated"], designation, party);
  if (designation.legal_basis.empty()) {
    designation.legal_basis = Join(SplitTrimmed(OneLine(row["Designation source"]), '|'), ", ");
  }
  AddUkMeasures(row["Sanctions Imposed"], designation);
}

void AddSpots(const NamedTable& row, UkRowParty& party) {
  if (IsFresh(row,
              {"Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4",
               "Address Line 5", "Address Line 6", "Address Postal Code", "Address Country"},
              party)) {
    AddUkAddress(
        Fields(row, {"Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4",
                     "Address Line 5", "Address Line 6", "Address Postal Code"}),
        row["Address Country"], party);
  }
  if (IsFresh(row, {"Town of birth", "Country of birth"}, party)) {
    AddUkBirthPlace(row["Town of birth"], row["Country of birth"], party);
  }
}

void AddDocumentsOf(const NamedTable& row, UkRowParty& party) {
  if (IsFresh(row, {"Passport number", "Passport additional information"}, party)) {
    AddUkDocument(UkDocumentKind::kPassport, row["Passport number"],
                  row["Passport additional information"], party);
  }
  if (IsFresh(row, {"National Identifier number", "National Identifier additional information"},
              party)) {
    AddUkDocument(UkDocumentKind::kNationalId, row["National Identifier number"],
                  row["National Identifier additional information"], party);
  }
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    NamedTable table(*input, Shape(),
                     {.encoding = CsvOptions::Encoding::kUtf8OrWindows1252, .report = &report_});
    LYNCEUS_RETURN_IF_ERROR(table.ReadHeader());
    TakeReportDate(table);
    for (const std::string& name : table.UnknownColumns()) {
      AddWarning(report_,
                 absl::StrCat("the column \"", name, "\" is not known; kept as fragments"));
    }
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, table.Next());
      if (!more) break;
      ++report_.records_read;
      const absl::Status status = AddRow(table);
      if (!status.ok()) {
        return Annotate(status, {.subject = input->name(), .place = table.place()});
      }
    }
    if (!table.has_final_line_end()) {
      AddWarning(report_, absl::StrCat(table.place(),
                                       ": the last row has no line end; its end may be cut off"));
    }
    return Finish();
  }

 private:
  void TakeReportDate(const NamedTable& table) {
    for (const std::vector<std::string>& row : table.rows_before()) {
      std::string said = Join(row, " ");
      const std::size_t colon = said.find(':');
      if (!LowerAscii(said).starts_with(kReportDate)) continue;
      report_.source.list_date = ParseUkDay(std::string_view(said).substr(
          colon == std::string::npos ? kReportDate.size() : colon + 1));
    }
    if (!report_.source.list_date) {
      AddWarning(report_,
                 "the file states no \"Report Date\" before its columns; the list's date "
                 "is not known");
    }
  }

  absl::Status AddRow(const NamedTable& row) {
    const std::string_view id = row["Unique ID"];
    if (id.empty()) {
      return InvalidError({.cause = "the row has no \"Unique ID\"",
                           .remedy = "get the file again; its columns may be shifted"});
    }
    LYNCEUS_ASSIGN_OR_RETURN(UkRowParty* const party, joined_.At(id));
    Entity& entity = party->record.entity;
    if (entity.id.empty()) {
      entity.id = absl::StrCat(ToAbsl(kKey), ":", ToAbsl(id));
      entity.provenance = {.source = std::string(kKey), .place = row.place()};
    }
    const std::string_view type_column =
        row.Has("Designation Type") ? "Designation Type" : "Individual, Entity, Ship";
    if (IsFresh(row, {type_column}, *party)) AddUkSchema(row[type_column], *party);
    AddNamesOf(row, *party);
    AddDesignationOf(row, *party);
    AddSpots(row, *party);
    AddDocumentsOf(row, *party);
    for (const Column& column : kColumns) {
      if (IsFresh(row, {column.name}, *party)) column.add(row[column.name], *party);
    }
    KeepUnknownFields(row, *party);
    return absl::OkStatus();
  }

  absl::Status Finish() {
    for (UkRowParty& party : joined_.parties()) {
      relations_.Take(party);
      LYNCEUS_RETURN_IF_ERROR(emitter_.Add(std::move(party.record)));
    }
    return relations_.Emit(emitter_);
  }

  ListEmitter emitter_;
  LoadReport& report_;
  JoinedParties<UkRowParty> joined_;
  UkRelations relations_;
};

bool NamesColumns(const std::vector<std::string>& row) {
  return std::ranges::any_of(
             row, [](const std::string& field) { return NormalColumn(field) == "uniqueid"; }) &&
         std::ranges::any_of(
             row, [](const std::string& field) { return NormalColumn(field) == "regimename"; });
}

}  // namespace

bool IsUkCsv(const FileHead& head) {
  for (std::size_t i = 0; i < head.rows.size() && i < 2; ++i) {
    if (NamesColumns(head.rows[i])) return true;
  }
  return false;
}

absl::StatusOr<LoadReport> LoadUkCsv(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Foreign, Commonwealth and Development Office",
                          .authority = "UK",
                          .list = "UKSL"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
