#include "lib/review/findings_reader.h"

namespace lynceus::review {
namespace {

constexpr int kListings = static_cast<int>(Listing::kListStale) + 1;

MagnitskyFinding ReadMagnitsky(const JsonValue& value, const std::string& place,
                               absl::Status& status) {
  ObjectReader object(value, place, status);
  MagnitskyFinding finding;
  finding.magnitsky_class = object.Text("class");
  finding.jurisdiction = object.Text("jurisdiction");
  finding.authority = object.Text("authority");
  finding.programme = object.Text("programme");
  finding.themes = object.Texts("themes");
  finding.legal_basis = object.Text("legal_basis");
  finding.date = object.DateOrNull("date");
  finding.party_id = object.Text("party_id");
  const bool direct = object.Bool("direct");
  finding.inherited_under = object.TextOrNone("inherited_under");
  if (direct != finding.inherited_under.empty()) object.Fail("direct", "it contradicts itself");
  return finding;
}

ExportEntry ReadEntry(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  ExportEntry entry;
  entry.party_id = object.Text("party_id");
  entry.authority = object.Text("authority");
  entry.list = object.Text("list");
  entry.programme = object.Text("programme");
  entry.requirement = object.Text("licence_requirement");
  entry.policy = object.Text("licence_policy");
  entry.scope = object.Text("scope");
  entry.review = object.Text("review");
  entry.footnotes = object.Texts("footnotes");
  entry.date = object.DateOrNull("date");
  return entry;
}

ExportFinding ReadExport(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  ExportFinding finding;
  finding.inherited_under = object.TextOrNone("inherited_under");
  finding.strictest = object.Text("strictest");
  object.Each("entries", [&](const JsonValue& item, const std::string& at) {
    finding.entries.push_back(ReadEntry(item, at, status));
  });
  return finding;
}

ListedUnder ReadUnder(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  ListedUnder under;
  under.entity_id = object.Text("entity_id");
  under.authority = object.Text("authority");
  under.list = object.Text("list");
  under.programme = object.Text("programme");
  under.magnitsky_class = object.TextOrNone("class");
  under.date = object.DateOrNull("date");
  return under;
}

JurisdictionRow ReadRow(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  JurisdictionRow row;
  row.jurisdiction = object.Text("jurisdiction");
  row.listing = object.Word("listing", ListingName, kListings);
  object.Each("under", [&](const JsonValue& item, const std::string& at) {
    row.under.push_back(ReadUnder(item, at, status));
  });
  row.authority = object.Text("authority");
  row.list = object.Text("list");
  row.list_date = object.DateOrNull("list_date");
  row.text = object.Text("text");
  return row;
}

}  // namespace

void ReadFindings(ObjectReader& object, Flag& flag, absl::Status& status) {
  if (const JsonValue* const value = object.Take("magnitsky")) {
    flag.magnitsky = ReadMagnitsky(*value, object.PlaceOf("magnitsky"), status);
  }
  if (const JsonValue* const value = object.Take("export_control")) {
    flag.export_control = ReadExport(*value, object.PlaceOf("export_control"), status);
  }
}

DesignationTable ReadTable(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  DesignationTable table;
  table.party_id = object.TextOrNone("party_id");
  table.name = object.TextOrNone("name");
  object.Each("jurisdictions", [&](const JsonValue& item, const std::string& at) {
    table.rows.push_back(ReadRow(item, at, status));
  });
  return table;
}

}  // namespace lynceus::review
