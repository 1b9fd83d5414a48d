#include "lib/review/findings_json.h"

#include "lib/review/json_members.h"

namespace lynceus::review {
namespace {

void WriteMagnitsky(const MagnitskyFinding& finding, JsonWriter& json) {
  json.Key("magnitsky").BeginObject();
  json.Member("class", finding.magnitsky_class);
  json.Member("jurisdiction", finding.jurisdiction);
  json.Member("authority", finding.authority);
  json.Member("programme", finding.programme);
  WriteStrings(json, "themes", finding.themes);
  json.Member("legal_basis", finding.legal_basis);
  WriteDate(json, "date", finding.date);
  json.Member("party_id", finding.party_id);
  json.Key("direct").Bool(finding.inherited_under.empty());
  if (!finding.inherited_under.empty()) json.Member("inherited_under", finding.inherited_under);
  json.EndObject();
}

void WriteEntry(const ExportEntry& entry, JsonWriter& json) {
  json.BeginObject()
      .Member("party_id", entry.party_id)
      .Member("authority", entry.authority)
      .Member("list", entry.list)
      .Member("programme", entry.programme)
      .Member("licence_requirement", entry.requirement)
      .Member("licence_policy", entry.policy)
      .Member("scope", entry.scope)
      .Member("review", entry.review);
  WriteStrings(json, "footnotes", entry.footnotes);
  WriteDate(json, "date", entry.date);
  json.EndObject();
}

void WriteExport(const ExportFinding& finding, JsonWriter& json) {
  json.Key("export_control").BeginObject();
  if (!finding.inherited_under.empty()) json.Member("inherited_under", finding.inherited_under);
  json.Member("strictest", finding.strictest);
  json.Key("entries").BeginArray();
  for (const ExportEntry& entry : finding.entries) WriteEntry(entry, json);
  json.EndArray().EndObject();
}

void WriteRow(const JurisdictionRow& row, JsonWriter& json) {
  json.BeginObject().Member("jurisdiction", row.jurisdiction);
  json.Member("listing", ListingName(row.listing));
  json.Key("under").BeginArray();
  for (const ListedUnder& under : row.under) {
    json.BeginObject()
        .Member("entity_id", under.entity_id)
        .Member("authority", under.authority)
        .Member("list", under.list)
        .Member("programme", under.programme);
    if (!under.magnitsky_class.empty()) json.Member("class", under.magnitsky_class);
    WriteDate(json, "date", under.date);
    json.EndObject();
  }
  json.EndArray();
  json.Member("authority", row.authority);
  json.Member("list", row.list);
  WriteDate(json, "list_date", row.list_date);
  json.Member("text", row.text).EndObject();
}

}  // namespace

void WriteFindings(const Flag& flag, JsonWriter& json) {
  if (flag.magnitsky) WriteMagnitsky(*flag.magnitsky, json);
  if (flag.export_control) WriteExport(*flag.export_control, json);
}

void WriteTable(const DesignationTable& table, JsonWriter& json) {
  json.BeginObject();
  if (!table.party_id.empty()) json.Member("party_id", table.party_id).Member("name", table.name);
  json.Key("jurisdictions").BeginArray();
  for (const JurisdictionRow& row : table.rows) WriteRow(row, json);
  json.EndArray().EndObject();
}

}  // namespace lynceus::review
