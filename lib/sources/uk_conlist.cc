#include "lib/sources/uk_conlist.h"

#include <re2/re2.h>

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

constexpr std::string_view kKey = "uk-ofsi";

const TableShape& Shape() {
  static const TableShape shape{
      .title = "OFSI's consolidated list",
      .required = {"Group ID", "Name 6", "Group Type", "Alias Type", "Regime", "Listed On"},
      .known = {"Name 1",
                "Name 2",
                "Name 3",
                "Name 4",
                "Name 5",
                "Title",
                "Name Non-Latin Script",
                "Non-Latin Script Type",
                "Non-Latin Script Language",
                "DOB",
                "Town of Birth",
                "Country of Birth",
                "Nationality",
                "Passport Details",
                "Passport Number",
                "NI Number",
                "National Identification Number",
                "National Identification Details",
                "Position",
                "Address 1",
                "Address 2",
                "Address 3",
                "Address 4",
                "Address 5",
                "Address 6",
                "Post/Zip Code",
                "Country",
                "Other Information",
                "Alias Quality",
                "UK Sanctions List Date Designated",
                "Last Updated",
                "Grp Status"},
      .repeated = {},
      .rows_before_max = 1,
      .must_end_in_line_end = true};
  return shape;
}

using Relation = UkRelation::Kind;

// What stands behind a label "(Gender):" in the remarks of later files.
struct Remark {
  std::string_view label;
  void (*add)(std::string_view text, UkParty& party);
};

void AddListReference(std::string_view text, UkParty& party) {
  static const RE2 kReference(R"(\b([A-Z]{3}\d{4})\b)");
  std::string id;
  if (RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), kReference, &id)) {
    AddReferent(party.record.entity, "uk:" + id);
  } else {
    AddFragmentOnce(party.record, "UK Sanctions List Ref: " + OneLine(text));
  }
}

template <const char* property>
void AddAs(std::string_view text, UkParty& party) {
  AddProperty(party.record.entity, property, text);
}
constexpr char kPhone[] = "phone";
constexpr char kEmail[] = "email";
constexpr char kWebsite[] = "website";
constexpr char kReason[] = "reason";
constexpr char kType[] = "type";
constexpr char kTonnage[] = "tonnage";
constexpr char kLength[] = "length";
constexpr char kPastFlags[] = "pastFlags";

template <Relation kind>
void AddNamed(std::string_view text, UkParty& party) {
  AddUkRelations(kind, text, party);
}

constexpr Remark kRemarks[] = {
    {"uk sanctions list ref", &AddListReference},
    {"un ref", &AddUkUnReference},
    {"uk statement of reasons", &AddAs<kReason>},
    {"gender", &AddUkGender},
    {"parent company", &AddNamed<Relation::kParent>},
    {"parent companies", &AddNamed<Relation::kParent>},
    {"subsidiaries", &AddNamed<Relation::kSubsidiary>},
    {"subsidiary", &AddNamed<Relation::kSubsidiary>},
    {"business reg no", &AddUkBusinessNumber},
    {"phone number", &AddAs<kPhone>},
    {"email address", &AddAs<kEmail>},
    {"website", &AddAs<kWebsite>},
    {"organisation type", &AddAs<kType>},
    {"type of entity", &AddAs<kType>},
    {"imo number", &AddUkImo},
    {"current owners", &AddNamed<Relation::kOwnerOperator>},
    {"current owner/operator", &AddNamed<Relation::kOwnerOperator>},
    {"previous owners", &AddNamed<Relation::kPastOwnerOperator>},
    {"previous owner/operator", &AddNamed<Relation::kPastOwnerOperator>},
    {"flag of ship", &AddUkFlags},
    {"current believed flag of ship", &AddUkFlags},
    {"previous flags", &AddAs<kPastFlags>},
    {"type of ship", &AddAs<kType>},
    {"tonnage of ship", &AddAs<kTonnage>},
    {"length of ship", &AddAs<kLength>},
    {"year built", &AddUkYearBuilt},
};

// The labels and what stands behind each, up to the next one.
std::vector<std::pair<std::string, std::string>> Labelled(const std::string& text) {
  static const RE2 kLabel(R"(\(([A-Za-z][A-Za-z' /]{1,45})\)\s*:\s*)");
  std::vector<std::pair<std::string, std::string>> found;
  re2::StringPiece rest(text);
  re2::StringPiece label;
  std::size_t behind = 0;
  while (RE2::FindAndConsume(&rest, kLabel, &label)) {
    const auto at = static_cast<std::size_t>(label.data() - text.data()) - 1;
    if (!found.empty()) found.back().second = text.substr(behind, at - behind);
    behind = text.size() - rest.size();
    found.emplace_back(LowerAscii(OneLine(std::string_view(label.data(), label.size()))), "");
  }
  if (!found.empty()) found.back().second = text.substr(behind);
  for (auto& [name, value] : found) {
    value = OneLine(value);
    while (value.ends_with('.') || value.ends_with(';') || value.ends_with(',')) value.pop_back();
  }
  return found;
}

void AddRemarks(std::string_view text, UkParty& party) {
  static const RE2 kUnReference(
      R"((?i)\bUN\s*(?:SC\s*)?Ref(?:erence)?(?:\s*(?:no|number))?[^A-Za-z0-9]{0,4})"
      R"(([A-Z]{2}[iev]\.\d{3})\b)");
  AddUkText("notes", text, party);
  const std::string line = OneLine(text);
  std::string reference;
  if (RE2::PartialMatch(line, kUnReference, &reference)) AddUkUnReference(reference, party);
  for (const auto& [label, value] : Labelled(line)) {
    const auto* const remark = std::ranges::find(kRemarks, label, &Remark::label);
    if (remark != std::end(kRemarks) && !value.empty()) remark->add(value, party);
  }
}

struct Column {
  std::string_view name;
  void (*add)(std::string_view field, UkParty& party);
};
constexpr Column kColumns[] = {
    {"Title",
     [](std::string_view field, UkParty& party) {
       for (const std::string& title : SplitNumbered(field)) {
         AddProperty(party.record.entity, "title", title);
       }
     }},
    {"DOB", &AddUkBirthDates},
    {"Nationality",
     [](std::string_view field, UkParty& party) { AddUkCountries("nationality", field, party); }},
    {"NI Number",
     [](std::string_view field, UkParty& party) {
       AddUkDocuments(UkDocumentKind::kNationalId, field, party);
     }},
    {"Position",
     [](std::string_view field, UkParty& party) {
       for (const std::string& position : SplitNumbered(field)) {
         AddProperty(party.record.entity, "position", position);
       }
     }},
    {"Other Information", &AddRemarks},
    {"Last Updated",
     [](std::string_view field, UkParty& party) { AddUkDayProperty("modifiedAt", field, party); }},
};

void AddNamesOf(const NamedTable& row, UkRowParty& party) {
  if (IsFresh(row,
              {"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6", "Alias Type",
               "Alias Quality"},
              party)) {
    AddUkName(Fields(row, {"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"}),
              row["Alias Type"], row["Alias Quality"], party);
  }
  if (IsFresh(row, {"Name Non-Latin Script"}, party)) {
    AddUkScriptName(row["Name Non-Latin Script"], row["Non-Latin Script Type"], party);
  }
}

// Older files have the details alone, numbers and all.
void AddPassports(const NamedTable& row, UkRowParty& party) {
  if (!IsFresh(row, {"Passport Number", "Passport Details"}, party)) return;
  if (row["Passport Number"].empty()) {
    AddUkDocuments(UkDocumentKind::kPassport, row["Passport Details"], party);
  } else {
    AddUkDocument(UkDocumentKind::kPassport, row["Passport Number"], row["Passport Details"],
                  party);
  }
}

void AddSpots(const NamedTable& row, UkRowParty& party) {
  if (IsFresh(row,
              {"Address 1", "Address 2", "Address 3", "Address 4", "Address 5", "Address 6",
               "Post/Zip Code", "Country"},
              party)) {
    AddUkAddress(Fields(row, {"Address 1", "Address 2", "Address 3", "Address 4", "Address 5",
                              "Address 6", "Post/Zip Code"}),
                 row["Country"], party);
  }
  if (IsFresh(row, {"Town of Birth", "Country of Birth"}, party)) {
    AddUkBirthPlace(row["Town of Birth"], row["Country of Birth"], party);
  }
  AddPassports(row, party);
  if (IsFresh(row, {"National Identification Number", "National Identification Details"}, party)) {
    AddUkDocument(UkDocumentKind::kNationalId, row["National Identification Number"],
                  row["National Identification Details"], party);
  }
}

void AddStatus(const NamedTable& row, Designation& designation, UkRowParty& party) {
  const std::string status = LowerAscii(OneLine(row["Grp Status"]));
  if (status.empty()) return;
  if (status == "a" || status.starts_with("asset freeze")) {
    return AddUkMeasures("Asset freeze", designation);
  }
  if (status == "i" || status.starts_with("investment ban")) {
    return AddUkMeasures("Investment ban", designation);
  }
  const bool is_off = status == "d" || status.starts_with("delisted") ||
                      status.starts_with("de-listed") || status.starts_with("removed") ||
                      status.starts_with("revoked");
  if (is_off) designation.end_date = ParseUkDay(row["Last Updated"]);
  if (!is_off || !designation.end_date) {
    AddFragmentOnce(party.record, absl::StrCat("Grp Status: ", ToAbsl(row["Grp Status"])));
  }
}

void AddDesignationOf(const NamedTable& row, UkRowParty& party) {
  Designation& designation = DesignationUnder(row["Regime"], party);
  TakeListingDate("Listed On", row["Listed On"], designation, party);
  TakeListingDate("UK Sanctions List Date Designated", row["UK Sanctions List Date Designated"],
                  designation, party);
  AddStatus(row, designation, party);
}

bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() <= 12 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    NamedTable table(*input, Shape(),
                     {.encoding = CsvOptions::Encoding::kUtf8OrWindows1252, .report = &report_});
    LYNCEUS_RETURN_IF_ERROR(table.ReadHeader());
    TakeListDate(table);
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
    return Finish();
  }

 private:
  void TakeListDate(const NamedTable& table) {
    for (const std::vector<std::string>& row : table.rows_before()) {
      if (row.size() > 1 && NormalColumn(row[0]) == "lastupdated") {
        report_.source.list_date = ParseUkDay(row[1]);
      }
    }
    if (!report_.source.list_date) {
      AddWarning(report_,
                 "the file states no \"Last Updated\" before its columns; the list's date "
                 "is not known");
    }
  }

  absl::Status AddRow(const NamedTable& row) {
    const std::string_view group = row["Group ID"];
    if (!IsNumber(group)) {
      return InvalidError({.cause = absl::StrCat("the \"Group ID\" \"", ToAbsl(group.substr(0, 40)),
                                                 "\" is no number"),
                           .remedy = "get the file again; its columns may be shifted"});
    }
    LYNCEUS_ASSIGN_OR_RETURN(UkRowParty* const party, joined_.At(group));
    Entity& entity = party->record.entity;
    if (entity.id.empty()) {
      entity.id = absl::StrCat(ToAbsl(kKey), ":", ToAbsl(group));
      entity.provenance = {.source = std::string(kKey), .place = row.place()};
    }
    if (IsFresh(row, {"Group Type"}, *party)) AddUkSchema(row["Group Type"], *party);
    AddNamesOf(row, *party);
    AddDesignationOf(row, *party);
    AddSpots(row, *party);
    for (const Column& column : kColumns) {
      if (IsFresh(row, {column.name}, *party)) column.add(row[column.name], *party);
    }
    KeepUnknownFields(row, *party);
    return absl::OkStatus();
  }

  absl::Status Finish() {
    for (UkRowParty& party : joined_.parties()) {
      Entity& entity = party.record.entity;
      // Older files list ships as entities; a shipping company may have such a number too.
      const bool may_be_ship =
          entity.schema == Schema::kOrganization &&
          std::ranges::any_of(entity.identifiers, [](const Identifier& identifier) {
            return identifier.type == "imoNumber";
          });
      if (may_be_ship) entity.schema = Schema::kUnknown;
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
  const auto has = [&row](std::string_view column) {
    return std::ranges::any_of(
        row, [column](const std::string& field) { return NormalColumn(field) == column; });
  };
  return has("groupid") && has("grouptype") && has("aliastype");
}

}  // namespace

bool IsUkConList(const FileHead& head) {
  for (std::size_t i = 0; i < head.rows.size() && i < 2; ++i) {
    if (NamesColumns(head.rows[i])) return true;
  }
  return false;
}

absl::StatusOr<LoadReport> LoadUkConList(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "HM Treasury, Office of Financial Sanctions Implementation",
                          .authority = "UK",
                          .list = "CONLIST"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
