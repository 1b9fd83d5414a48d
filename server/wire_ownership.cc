// Verdicts, beneficial owners, answers over time, changes.
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/wire.h"
#include "server/wire_parts.h"

namespace lynceus::wire {
namespace {

absl::StatusOr<Answer> AnswerOf(v1::Answer answer) {
  if (!v1::Answer_IsValid(answer) || answer == v1::ANSWER_UNSPECIFIED) {
    return BadField("answer", absl::StrCat(static_cast<int>(answer)));
  }
  return static_cast<Answer>(static_cast<int>(answer) - 1);
}

v1::Answer ToWireAnswer(Answer answer) {
  return static_cast<v1::Answer>(static_cast<int>(answer) + 1);
}

v1::BeneficialOwner ToWireOwner(const BeneficialOwner& owner) {
  v1::BeneficialOwner message;
  message.set_id(owner.id);
  message.set_name(owner.name);
  message.set_answer(ToWireAnswer(owner.answer));
  message.set_basis(std::string(BasisName(owner.basis)));
  message.set_share(owner.share.ToCanonical());
  message.set_kind(std::string(InterestKindName(owner.kind)));
  SetTexts(owner.listed, message.mutable_listed());
  SetTexts(owner.may_be, message.mutable_may_be());
  for (const EvidenceItem& item : owner.evidence) *message.add_evidence() = ToWireEvidence(item);
  SetTexts(owner.undecided, message.mutable_undecided());
  return message;
}

absl::StatusOr<BeneficialOwner> FromWireOwner(const v1::BeneficialOwner& message) {
  BeneficialOwner owner{.id = message.id(),
                        .name = message.name(),
                        .listed = Texts(message.listed()),
                        .may_be = Texts(message.may_be()),
                        .undecided = Texts(message.undecided())};
  LYNCEUS_ASSIGN_OR_RETURN(owner.answer, AnswerOf(message.answer()));
  LYNCEUS_ASSIGN_OR_RETURN(owner.basis, EnumOf(message.basis(), &BasisName, 9, "basis"));
  LYNCEUS_ASSIGN_OR_RETURN(owner.share, Share::Parse(message.share()));
  const auto kind = ParseInterestKind(message.kind());
  if (!kind) return BadField("kind", message.kind());
  owner.kind = *kind;
  for (const v1::Evidence& item : message.evidence()) {
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem evidence, FromWireEvidence(item));
    owner.evidence.push_back(std::move(evidence));
  }
  return owner;
}

}  // namespace

v1::Verdict ToWire(const Verdict& verdict) {
  v1::Verdict message;
  message.set_regime(verdict.regime);
  message.set_answer(ToWireAnswer(verdict.answer));
  message.set_basis(std::string(BasisName(verdict.basis)));
  message.set_measure(verdict.measure);
  message.set_blocked(verdict.blocked.ToCanonical());
  message.set_unstated(PercentText(verdict.unstated_ppm));
  message.set_opaque(verdict.opaque);
  for (const EvidenceItem& item : verdict.evidence) *message.add_evidence() = ToWireEvidence(item);
  SetTexts(verdict.undecided, message.mutable_undecided());
  SetTexts(verdict.cautions, message.mutable_cautions());
  message.set_unverified(verdict.unverified);
  message.set_text(verdict.text);
  return message;
}

absl::StatusOr<Verdict> FromWire(const v1::Verdict& message) {
  Verdict verdict{.regime = message.regime(),
                  .measure = message.measure(),
                  .opaque = message.opaque(),
                  .undecided = Texts(message.undecided()),
                  .cautions = Texts(message.cautions()),
                  .unverified = message.unverified(),
                  .text = message.text()};
  LYNCEUS_ASSIGN_OR_RETURN(verdict.answer, AnswerOf(message.answer()));
  LYNCEUS_ASSIGN_OR_RETURN(verdict.basis, EnumOf(message.basis(), &BasisName, 9, "basis"));
  LYNCEUS_ASSIGN_OR_RETURN(verdict.blocked, Share::Parse(message.blocked()));
  LYNCEUS_ASSIGN_OR_RETURN(const Share unstated, Share::Parse(message.unstated()));
  verdict.unstated_ppm = unstated.lo().ppm;
  for (const v1::Evidence& item : message.evidence()) {
    LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem evidence, FromWireEvidence(item));
    verdict.evidence.push_back(std::move(evidence));
  }
  return verdict;
}

v1::BeneficialOwners ToWire(const BeneficialOwners& found) {
  v1::BeneficialOwners message;
  message.set_regime(found.regime);
  message.set_in_force(found.in_force);
  message.set_unverified(found.unverified);
  message.set_note(found.note);
  for (const BeneficialOwner& owner : found.owners) *message.add_owners() = ToWireOwner(owner);
  message.set_unstated(PercentText(found.unstated_ppm));
  return message;
}

absl::StatusOr<BeneficialOwners> FromWire(const v1::BeneficialOwners& message) {
  BeneficialOwners found{.regime = message.regime(),
                         .in_force = message.in_force(),
                         .unverified = message.unverified(),
                         .note = message.note()};
  for (const v1::BeneficialOwner& each : message.owners()) {
    LYNCEUS_ASSIGN_OR_RETURN(BeneficialOwner owner, FromWireOwner(each));
    found.owners.push_back(std::move(owner));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Share unstated, Share::Parse(message.unstated()));
  found.unstated_ppm = unstated.lo().ppm;
  return found;
}

v1::VerdictSpan ToWire(const VerdictSpan& span) {
  v1::VerdictSpan message;
  message.set_from(DateText(span.from));
  message.set_until(DateText(span.until));
  *message.mutable_verdict() = ToWire(span.verdict);
  return message;
}

absl::StatusOr<VerdictSpan> FromWire(const v1::VerdictSpan& message) {
  VerdictSpan span;
  LYNCEUS_ASSIGN_OR_RETURN(span.from, DateOf(message.from()));
  LYNCEUS_ASSIGN_OR_RETURN(span.until, DateOf(message.until()));
  LYNCEUS_ASSIGN_OR_RETURN(span.verdict, FromWire(message.verdict()));
  return span;
}

// A change has texts alone, so that its members can be taken by name.
std::map<std::string, std::string> FromWire(const v1::Change& message) {
  std::map<std::string, std::string> change;
  const google::protobuf::Reflection& reflection = *v1::Change::GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* const field : fields) {
    change[field->name()] = reflection.GetString(message, field);
  }
  return change;
}

absl::StatusOr<v1::Change> ToWire(const std::map<std::string, std::string>& change) {
  v1::Change message;
  for (const auto& [name, value] : change) {
    const auto* const field = v1::Change::GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) {
      return InvalidError({.subject = "changes",
                           .cause = absl::StrCat("there is no member ", name),
                           .remedy = "write the change in the documented form"});
    }
    v1::Change::GetReflection()->SetString(&message, field, value);
  }
  return message;
}

}  // namespace lynceus::wire
