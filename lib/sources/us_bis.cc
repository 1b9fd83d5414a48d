#include "lib/sources/us_bis.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/named_table.h"
#include "lib/sources/ofac_dates.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kIdHexDigits = 16;

const TableShape& DplShape() {
  static const TableShape shape{
      .title = "the Denied Persons List",
      .required = {"Name", "Effective_Date", "FR_Citation"},
      .known = {"Street_Address", "City", "State", "Country", "Postal_Code", "Expiration_Date",
                "Standard_Order", "Last_Update", "Action"},
      .repeated = {},
      .must_end_in_line_end = true,
      .exact_width = true};
  return shape;
}

const TableShape& MieuShape() {
  static const TableShape shape{
      .title = "the Military-Intelligence End Users",
      .required = {"Name", "Program", "Country"},
      .known = {"Type", "Alias", "Topics", "Date", "End date", "Source URL"},
      .repeated = {},
      .exact_width = true};
  return shape;
}

std::string HashId(std::string_view prefix, std::string_view name, std::string_view more) {
  const std::string folded = absl::StrCat(LowerAscii(OneLine(name)), "\n", ToAbsl(more));
  return absl::StrCat(ToAbsl(prefix), ":", ToHex(Sha256Of(folded)).substr(0, kIdHexDigits));
}

// Keeps a day that cannot be read as a fragment.
std::optional<Date> ReadDay(std::string_view text, std::string_view column, ListRecord& record) {
  if (text.empty()) return std::nullopt;
  if (const auto day = ParseUsDate(text)) return day;
  if (const auto day = Date::ParseIso(text); day.ok()) return *day;
  AddFragment(record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(text)));
  return std::nullopt;
}

std::optional<Date> DayAfter(std::optional<Date> day) {
  return day ? std::optional<Date>(Date::FromDays(day->days() + 1)) : std::nullopt;
}

ListRecord MakeDpl(const NamedTable& table) {
  ListRecord record;
  Entity& entity = record.entity;
  entity.id = HashId("us-bis-dpl", table["Name"], "");
  // The list does not tell persons from companies.
  entity.schema = Schema::kLegalEntity;
  AddName(entity, table["Name"], NameKind::kPrimary);
  std::vector<std::string> parts;
  for (const std::string_view column : {"Street_Address", "City", "State", "Postal_Code"}) {
    parts.push_back(OneLine(table[column]));
  }
  // Addresses within the United States often say the state alone.
  const bool in_states = table["Country"].empty() && !table["State"].empty();
  AddAddress(entity, parts, in_states ? std::string("US") : OneLine(table["Country"]));
  AddProperty(entity, "notes", table["Action"]);
  AddProperty(entity, "modifiedAt", table["Last_Update"]);
  Designation designation{.programme = "DPL", .legal_basis = OneLine(table["FR_Citation"])};
  designation.date = ReadDay(table["Effective_Date"], "Effective_Date", record);
  designation.end_date = DayAfter(ReadDay(table["Expiration_Date"], "Expiration_Date", record));
  KeepInForce(designation, record);
  if (const std::string_view order = table["Standard_Order"]; !order.empty()) {
    designation.measures.push_back(absl::StrCat("standard order: ", ToAbsl(order)));
  }
  record.designations.push_back(std::move(designation));
  return record;
}

ListRecord MakeMieu(const NamedTable& table) {
  ListRecord record;
  Entity& entity = record.entity;
  entity.id = HashId("us-bis-mieu", table["Name"], table["Country"]);
  const std::optional<Schema> schema = ParseSchema(table["Type"]);
  entity.schema = schema.value_or(Schema::kOrganization);
  if (!schema && !table["Type"].empty()) {
    AddFragment(record, absl::StrCat("Type: ", ToAbsl(table["Type"])));
  }
  AddName(entity, table["Name"], NameKind::kPrimary);
  for (const std::string& alias : SplitTrimmed(table["Alias"], ';')) {
    AddName(entity, alias, NameKind::kAlias);
  }
  AddCountry(entity, "country", table["Country"]);
  AddProperty(entity, "topics", table["Topics"]);
  AddProperty(entity, "sourceUrl", table["Source URL"]);
  Designation designation{.programme = OneLine(table["Program"])};
  if (designation.programme.empty()) designation.programme = "US-BIS-MIEU";
  designation.date = ReadDay(table["Date"], "Date", record);
  designation.end_date = DayAfter(ReadDay(table["End date"], "End date", record));
  KeepInForce(designation, record);
  record.designations.push_back(std::move(designation));
  return record;
}

absl::Status ReadTable(const FileGroup& group, const TableShape& shape, CsvOptions options,
                       ListRecord (*make)(const NamedTable&), RecordSink& sink,
                       LoadReport& report) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                           OpenListFile(group.files[0].path));
  options.report = &report;
  NamedTable table(*input, shape, options);
  LYNCEUS_RETURN_IF_ERROR(table.ReadHeader());
  for (const std::string& column : table.UnknownColumns()) {
    LYNCEUS_RETURN_IF_ERROR(UnknownColumn(group, column, report));
  }
  ListEmitter emitter(sink, report);
  while (true) {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, table.Next());
    if (!more) break;
    ++report.records_read;
    if (table["Name"].empty()) {
      return InvalidError({.subject = input->name(),
                           .place = table.place(),
                           .cause = "the row has no name",
                           .remedy = "get the file again"});
    }
    ListRecord record = make(table);
    record.entity.provenance = {.source = report.source.key, .place = table.place()};
    for (const auto& [column, text] : table.UnknownFields()) {
      AddFragment(record, absl::StrCat(ToAbsl(column), ": ", ToAbsl(text)));
    }
    LYNCEUS_RETURN_IF_ERROR(emitter.AddPart(std::move(record)));
  }
  if (!table.has_final_line_end()) {
    AddWarning(report, absl::StrCat(table.place(),
                                    ": the last row has no line end; its end may be cut off"));
  }
  return absl::OkStatus();
}

SourceInfo Source(std::string key, std::string list) {
  return {.key = std::move(key),
          .publisher = "US Department of Commerce, Bureau of Industry and Security",
          .authority = "US-BIS",
          .list = std::move(list)};
}

}  // namespace

absl::StatusOr<LoadReport> LoadUsBisDpl(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report, BeginReport(group, Source("us-bis-dpl", "DPL")));
  const CsvOptions options{.encoding = CsvOptions::Encoding::kUtf8OrWindows1252, .delimiter = '\t'};
  LYNCEUS_RETURN_IF_ERROR(ReadTable(group, DplShape(), options, &MakeDpl, sink, report));
  return report;
}

absl::StatusOr<LoadReport> LoadUsBisMieu(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report, BeginReport(group, Source("us-bis-mieu", "MIEU")));
  LYNCEUS_RETURN_IF_ERROR(ReadTable(group, MieuShape(), {}, &MakeMieu, sink, report));
  return report;
}

}  // namespace lynceus::sources
