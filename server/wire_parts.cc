// Field by field. Dates and shares travel as the exact texts of lib/model.
#include "server/wire_parts.h"

#include "absl/strings/str_cat.h"

namespace lynceus::wire {

std::string DateText(const std::optional<Date>& date) { return date ? date->ToString() : ""; }

absl::StatusOr<std::optional<Date>> DateOf(const std::string& text) {
  if (text.empty()) return std::optional<Date>();
  LYNCEUS_ASSIGN_OR_RETURN(const Date date, Date::ParseIso(text));
  return std::optional<Date>(date);
}

absl::Status BadField(std::string field, std::string_view value) {
  return InvalidError({.subject = std::move(field),
                       .cause = absl::StrCat("\"", std::string(value.substr(0, 40)),
                                             "\" is not a value of this field"),
                       .remedy = "see the comments in proto/lynceus/v1"});
}

void SetProvenance(const Provenance& provenance, v1::Provenance* to) {
  to->set_source(provenance.source);
  to->set_place(provenance.place);
}

Provenance ProvenanceOf(const v1::Provenance& message) {
  return {message.source(), message.place()};
}

v1::Designation ToWireDesignation(const Designation& designation) {
  v1::Designation message;
  message.set_entity_id(designation.entity_id);
  message.set_authority(designation.authority);
  message.set_list(designation.list);
  message.set_programme(designation.programme);
  message.set_legal_basis(designation.legal_basis);
  message.set_date(DateText(designation.date));
  message.set_end_date(DateText(designation.end_date));
  SetTexts(designation.measures, message.mutable_measures());
  SetProvenance(designation.provenance, message.mutable_provenance());
  return message;
}

absl::StatusOr<Designation> FromWireDesignation(const v1::Designation& message) {
  Designation designation{.entity_id = message.entity_id(),
                          .authority = message.authority(),
                          .list = message.list(),
                          .programme = message.programme(),
                          .legal_basis = message.legal_basis(),
                          .measures = Texts(message.measures()),
                          .provenance = ProvenanceOf(message.provenance())};
  LYNCEUS_ASSIGN_OR_RETURN(designation.date, DateOf(message.date()));
  LYNCEUS_ASSIGN_OR_RETURN(designation.end_date, DateOf(message.end_date()));
  return designation;
}

v1::Evidence ToWireEvidence(const EvidenceItem& item) {
  v1::Evidence message;
  message.set_kind(std::string(EvidenceKindName(item.kind)));
  message.set_owner_id(item.owner_id);
  message.set_owner_name(item.owner_name);
  message.set_subject_id(item.subject_id);
  message.set_subject_name(item.subject_name);
  message.set_text(item.text);
  if (item.kind == EvidenceKind::kInterest) {
    message.set_share(item.share.ToCanonical());
    message.set_interest_kind(std::string(InterestKindName(item.interest_kind)));
  }
  message.set_start_date(DateText(item.start));
  message.set_end_date(DateText(item.end));
  SetProvenance(item.provenance, message.mutable_provenance());
  return message;
}

absl::StatusOr<EvidenceItem> FromWireEvidence(const v1::Evidence& message) {
  EvidenceItem item{.owner_id = message.owner_id(),
                    .owner_name = message.owner_name(),
                    .subject_id = message.subject_id(),
                    .subject_name = message.subject_name(),
                    .text = message.text(),
                    .provenance = ProvenanceOf(message.provenance())};
  LYNCEUS_ASSIGN_OR_RETURN(item.kind, EnumOf(message.kind(), &EvidenceKindName, 4, "kind"));
  if (item.kind == EvidenceKind::kInterest) {
    LYNCEUS_ASSIGN_OR_RETURN(item.share, Share::Parse(message.share()));
    const auto kind = ParseInterestKind(message.interest_kind());
    if (!kind) return BadField("interest_kind", message.interest_kind());
    item.interest_kind = *kind;
  }
  LYNCEUS_ASSIGN_OR_RETURN(item.start, DateOf(message.start_date()));
  LYNCEUS_ASSIGN_OR_RETURN(item.end, DateOf(message.end_date()));
  return item;
}

}  // namespace lynceus::wire
