#include "server/wire_findings.h"

#include <utility>

#include "server/wire_parts.h"

namespace lynceus::wire {
namespace {

void SetEntry(const ExportEntry& entry, v1::ExportEntry* to) {
  to->set_party_id(entry.party_id);
  to->set_authority(entry.authority);
  to->set_list(entry.list);
  to->set_programme(entry.programme);
  to->set_requirement(entry.requirement);
  to->set_policy(entry.policy);
  to->set_scope(entry.scope);
  to->set_review(entry.review);
  SetTexts(entry.footnotes, to->mutable_footnotes());
  to->set_date(DateText(entry.date));
}

absl::StatusOr<ExportEntry> EntryOf(const v1::ExportEntry& message) {
  ExportEntry entry{.party_id = message.party_id(),
                    .authority = message.authority(),
                    .list = message.list(),
                    .programme = message.programme(),
                    .requirement = message.requirement(),
                    .policy = message.policy(),
                    .scope = message.scope(),
                    .review = message.review(),
                    .footnotes = Texts(message.footnotes())};
  LYNCEUS_ASSIGN_OR_RETURN(entry.date, DateOf(message.date()));
  return entry;
}

absl::StatusOr<MagnitskyFinding> MagnitskyOf(const v1::Magnitsky& message) {
  MagnitskyFinding finding{.magnitsky_class = message.magnitsky_class(),
                           .jurisdiction = message.jurisdiction(),
                           .authority = message.authority(),
                           .programme = message.programme(),
                           .themes = Texts(message.themes()),
                           .legal_basis = message.legal_basis(),
                           .party_id = message.party_id(),
                           .inherited_under = message.inherited_under()};
  LYNCEUS_ASSIGN_OR_RETURN(finding.date, DateOf(message.date()));
  return finding;
}

absl::StatusOr<ListedUnder> UnderOf(const v1::ListedUnder& message) {
  ListedUnder under{.entity_id = message.entity_id(),
                    .authority = message.authority(),
                    .list = message.list(),
                    .programme = message.programme(),
                    .magnitsky_class = message.magnitsky_class()};
  LYNCEUS_ASSIGN_OR_RETURN(under.date, DateOf(message.date()));
  return under;
}

absl::StatusOr<JurisdictionRow> RowOf(const v1::JurisdictionRow& message) {
  JurisdictionRow row{.jurisdiction = message.jurisdiction(),
                      .authority = message.authority(),
                      .list = message.list(),
                      .text = message.text()};
  LYNCEUS_ASSIGN_OR_RETURN(row.listing, EnumOf(message.listing(), &ListingName, 6, "listing"));
  LYNCEUS_ASSIGN_OR_RETURN(row.list_date, DateOf(message.list_date()));
  for (const v1::ListedUnder& each : message.under()) {
    LYNCEUS_ASSIGN_OR_RETURN(ListedUnder under, UnderOf(each));
    row.under.push_back(std::move(under));
  }
  return row;
}

}  // namespace

void SetFindings(const Flag& flag, v1::Flag* to) {
  if (flag.magnitsky) {
    const MagnitskyFinding& finding = *flag.magnitsky;
    v1::Magnitsky& message = *to->mutable_magnitsky();
    message.set_magnitsky_class(finding.magnitsky_class);
    message.set_jurisdiction(finding.jurisdiction);
    message.set_authority(finding.authority);
    message.set_programme(finding.programme);
    SetTexts(finding.themes, message.mutable_themes());
    message.set_legal_basis(finding.legal_basis);
    message.set_date(DateText(finding.date));
    message.set_party_id(finding.party_id);
    message.set_inherited_under(finding.inherited_under);
  }
  if (flag.export_control) {
    v1::ExportControl& message = *to->mutable_export_control();
    for (const ExportEntry& entry : flag.export_control->entries) {
      SetEntry(entry, message.add_entries());
    }
    message.set_inherited_under(flag.export_control->inherited_under);
    message.set_strictest(flag.export_control->strictest);
  }
}

absl::Status AddFindings(const v1::Flag& message, Flag& flag) {
  if (message.has_magnitsky()) {
    LYNCEUS_ASSIGN_OR_RETURN(flag.magnitsky, MagnitskyOf(message.magnitsky()));
  }
  if (message.has_export_control()) {
    ExportFinding finding{.inherited_under = message.export_control().inherited_under(),
                          .strictest = message.export_control().strictest()};
    for (const v1::ExportEntry& each : message.export_control().entries()) {
      LYNCEUS_ASSIGN_OR_RETURN(ExportEntry entry, EntryOf(each));
      finding.entries.push_back(std::move(entry));
    }
    flag.export_control = std::move(finding);
  }
  return absl::OkStatus();
}

v1::DesignationTable ToWireTable(const DesignationTable& table) {
  v1::DesignationTable message;
  message.set_party_id(table.party_id);
  message.set_name(table.name);
  for (const JurisdictionRow& row : table.rows) {
    v1::JurisdictionRow* to = message.add_rows();
    to->set_jurisdiction(row.jurisdiction);
    to->set_listing(std::string(ListingName(row.listing)));
    for (const ListedUnder& under : row.under) {
      v1::ListedUnder* each = to->add_under();
      each->set_entity_id(under.entity_id);
      each->set_authority(under.authority);
      each->set_list(under.list);
      each->set_programme(under.programme);
      each->set_magnitsky_class(under.magnitsky_class);
      each->set_date(DateText(under.date));
    }
    to->set_authority(row.authority);
    to->set_list(row.list);
    to->set_list_date(DateText(row.list_date));
    to->set_text(row.text);
  }
  return message;
}

absl::StatusOr<DesignationTable> FromWireTable(const v1::DesignationTable& message) {
  DesignationTable table{.party_id = message.party_id(), .name = message.name()};
  for (const v1::JurisdictionRow& each : message.rows()) {
    LYNCEUS_ASSIGN_OR_RETURN(JurisdictionRow row, RowOf(each));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace lynceus::wire
