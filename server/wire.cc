// Field by field. Dates and shares travel as the exact texts of lib/model.
#include "server/wire.h"

#include <array>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::wire {
namespace {

constexpr std::array<absl::StatusCode, 12> kErrorCodes = {
    absl::StatusCode::kInvalidArgument,   absl::StatusCode::kNotFound,
    absl::StatusCode::kAlreadyExists,     absl::StatusCode::kPermissionDenied,
    absl::StatusCode::kResourceExhausted, absl::StatusCode::kFailedPrecondition,
    absl::StatusCode::kOutOfRange,        absl::StatusCode::kUnavailable,
    absl::StatusCode::kDataLoss,          absl::StatusCode::kDeadlineExceeded,
    absl::StatusCode::kUnauthenticated,   absl::StatusCode::kInternal};

std::string DateText(const std::optional<Date>& date) { return date ? date->ToString() : ""; }

absl::StatusOr<std::optional<Date>> DateOf(const std::string& text) {
  if (text.empty()) return std::optional<Date>();
  LYNCEUS_ASSIGN_OR_RETURN(const Date date, Date::ParseIso(text));
  return std::optional<Date>(date);
}

template <typename Strings>
std::vector<std::string> Texts(const Strings& strings) {
  return {strings.begin(), strings.end()};
}

template <typename Repeated>
void SetTexts(const std::vector<std::string>& texts, Repeated* to) {
  to->Assign(texts.begin(), texts.end());
}

absl::Status BadField(std::string field, std::string_view value) {
  return InvalidError({.subject = std::move(field),
                       .cause = absl::StrCat("\"", std::string(value.substr(0, 40)),
                                             "\" is not a value of this field"),
                       .remedy = "see the comments in proto/lynceus/v1"});
}

// A word of one of the model's enumerations, found by trying all of them.
template <typename Enum>
absl::StatusOr<Enum> EnumOf(std::string_view word, std::string_view (*name)(Enum), int count,
                            const char* field) {
  for (int i = 0; i < count; ++i) {
    if (name(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  return BadField(field, word);
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

void SetScoreNode(const ScoreNode& node, v1::ScoreNode* to) {
  to->set_label(node.label);
  to->set_detail(node.detail);
  to->set_points(node.points);
  for (const ScoreNode& child : node.children) SetScoreNode(child, to->add_children());
}

ScoreNode ScoreNodeOf(const v1::ScoreNode& message) {
  ScoreNode node{.label = message.label(), .detail = message.detail(), .points = message.points()};
  for (const v1::ScoreNode& child : message.children()) node.children.push_back(ScoreNodeOf(child));
  return node;
}

v1::Flag ToWireFlag(const Flag& flag) {
  v1::Flag message;
  message.set_type(flag.type);
  message.set_text(flag.text);
  SetTexts(flag.rests_on, message.mutable_rests_on());
  for (const EvidenceItem& item : flag.evidence) *message.add_evidence() = ToWireEvidence(item);
  message.set_rule(flag.rule);
  message.set_found(flag.found);
  message.set_sure(flag.sure);
  message.set_field(flag.field);
  return message;
}

absl::Status AddFlags(const google::protobuf::RepeatedPtrField<v1::Flag>& messages,
                      std::vector<Flag>& flags) {
  for (const v1::Flag& each : messages) {
    std::vector<EvidenceItem> evidence;
    for (const v1::Evidence& item : each.evidence()) {
      LYNCEUS_ASSIGN_OR_RETURN(evidence.emplace_back(), FromWireEvidence(item));
    }
    flags.push_back({each.type(), each.text(), Texts(each.rests_on()), std::move(evidence),
                     each.rule(), each.found(), each.sure(), each.field()});
  }
  return absl::OkStatus();
}

v1::Match ToWireMatch(const Match& match) {
  v1::Match message;
  message.set_entity_id(match.entity_id);
  SetTexts(match.ids, message.mutable_ids());
  message.set_name(match.name);
  message.set_matched_name(match.matched_name);
  message.set_asked_name(match.asked_name);
  message.set_schema(std::string(SchemaName(match.schema)));
  message.set_score(match.score);
  SetScoreNode(match.explanation, message.mutable_explanation());
  for (const Designation& designation : match.designations) {
    *message.add_designations() = ToWireDesignation(designation);
  }
  for (const Verdict& verdict : match.ownership) *message.add_ownership() = ToWire(verdict);
  for (const Flag& flag : match.flags) *message.add_flags() = ToWireFlag(flag);
  message.set_suppressed_by(match.suppressed_by);
  return message;
}

absl::StatusOr<Match> FromWireMatch(const v1::Match& message) {
  Match match{.entity_id = message.entity_id(),
              .ids = Texts(message.ids()),
              .name = message.name(),
              .matched_name = message.matched_name(),
              .asked_name = message.asked_name(),
              .score = message.score(),
              .explanation = ScoreNodeOf(message.explanation()),
              .suppressed_by = message.suppressed_by()};
  const auto schema = ParseSchema(message.schema());
  if (!schema) return BadField("schema", message.schema());
  match.schema = *schema;
  for (const v1::Designation& each : message.designations()) {
    LYNCEUS_ASSIGN_OR_RETURN(Designation designation, FromWireDesignation(each));
    match.designations.push_back(std::move(designation));
  }
  for (const v1::Verdict& each : message.ownership()) {
    LYNCEUS_ASSIGN_OR_RETURN(Verdict verdict, FromWire(each));
    match.ownership.push_back(std::move(verdict));
  }
  LYNCEUS_RETURN_IF_ERROR(AddFlags(message.flags(), match.flags));
  return match;
}

absl::Status AddMatches(const google::protobuf::RepeatedPtrField<v1::Match>& messages,
                        std::vector<Match>& matches) {
  for (const v1::Match& message : messages) {
    LYNCEUS_ASSIGN_OR_RETURN(Match match, FromWireMatch(message));
    matches.push_back(std::move(match));
  }
  return absl::OkStatus();
}

absl::Status AddLists(const v1::ScreenResponse& message, DecisionCore& core) {
  for (const v1::ListRef& each : message.lists()) {
    ListRef list{.authority = each.authority(), .name = each.name()};
    LYNCEUS_ASSIGN_OR_RETURN(list.date, DateOf(each.date()));
    LYNCEUS_ASSIGN_OR_RETURN(list.state, EnumOf(each.state(), &ListStateName, 4, "state"));
    core.lists.push_back(std::move(list));
  }
  return absl::OkStatus();
}

absl::StatusOr<DeclaredOwner> FromWireOwner(const v1::DeclaredOwner& message) {
  DeclaredOwner owner{.name = message.name(), .entity_id = message.entity_id()};
  const auto share = Share::Parse(message.share());
  if (!share.ok()) return Annotate(share.status(), {.subject = "owners"});
  owner.share = *share;
  const auto kind =
      message.kind().empty() ? InterestKind::kShares : ParseInterestKind(message.kind());
  if (!kind) return BadField("owners.kind", message.kind());
  owner.kind = *kind;
  return owner;
}

}  // namespace

absl::StatusOr<Counterparty> FromWire(const v1::Counterparty& message) {
  Counterparty counterparty{.id = message.id(),
                            .names = Texts(message.names()),
                            .countries = Texts(message.countries()),
                            .gender = message.gender(),
                            .addresses = Texts(message.addresses()),
                            .texts = Texts(message.texts())};
  if (!message.schema().empty()) {
    const auto schema = ParseSchema(message.schema());
    if (!schema) return BadField("schema", message.schema());
    counterparty.schema = *schema;
  }
  for (const std::string& text : message.birth_dates()) {
    const auto date = PartialDate::ParseIso(text);
    if (!date.ok()) return Annotate(date.status(), {.subject = "birth_dates"});
    counterparty.birth_dates.push_back(*date);
  }
  for (const v1::Identifier& identifier : message.identifiers()) {
    counterparty.identifiers.push_back(
        {identifier.type(), identifier.value(), identifier.country()});
  }
  for (const v1::DeclaredOwner& each : message.owners()) {
    LYNCEUS_ASSIGN_OR_RETURN(DeclaredOwner owner, FromWireOwner(each));
    counterparty.owners.push_back(std::move(owner));
  }
  return counterparty;
}

v1::Counterparty ToWire(const Counterparty& counterparty) {
  v1::Counterparty message;
  message.set_id(counterparty.id);
  SetTexts(counterparty.names, message.mutable_names());
  if (counterparty.schema != Schema::kUnknown) {
    message.set_schema(std::string(SchemaName(counterparty.schema)));
  }
  for (const PartialDate& date : counterparty.birth_dates) message.add_birth_dates(date.ToString());
  SetTexts(counterparty.countries, message.mutable_countries());
  message.set_gender(counterparty.gender);
  for (const Identifier& identifier : counterparty.identifiers) {
    v1::Identifier* to = message.add_identifiers();
    to->set_type(identifier.type);
    to->set_value(identifier.value);
    to->set_country(identifier.country);
  }
  SetTexts(counterparty.addresses, message.mutable_addresses());
  SetTexts(counterparty.texts, message.mutable_texts());
  for (const DeclaredOwner& owner : counterparty.owners) {
    v1::DeclaredOwner* to = message.add_owners();
    to->set_name(owner.name);
    to->set_entity_id(owner.entity_id);
    to->set_share(owner.share.ToCanonical());
    to->set_kind(std::string(InterestKindName(owner.kind)));
  }
  return message;
}

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

v1::ScreenResponse ToWire(const DecisionCore& core, const std::optional<RecordRef>& record) {
  v1::ScreenResponse message;
  message.set_decision(static_cast<v1::Decision>(static_cast<int>(core.decision) + 1));
  message.set_as_of(core.as_of.ToString());
  message.set_counterparty_id(core.counterparty_id);
  message.set_snapshot(core.snapshot);
  message.set_rules(core.rules);
  message.set_preset(core.preset);
  message.set_engine(core.engine);
  for (const ListRef& list : core.lists) {
    v1::ListRef* to = message.add_lists();
    to->set_authority(list.authority);
    to->set_name(list.name);
    to->set_date(DateText(list.date));
    to->set_state(std::string(ListStateName(list.state)));
  }
  SetTexts(core.reasons, message.mutable_reasons());
  for (const Match& match : core.hits) *message.add_hits() = ToWireMatch(match);
  for (const Match& match : core.suppressed) *message.add_suppressed() = ToWireMatch(match);
  for (const Flag& flag : core.flags) *message.add_flags() = ToWireFlag(flag);
  for (const Verdict& verdict : core.declared_ownership) {
    *message.add_declared_ownership() = ToWire(verdict);
  }
  message.set_matches_total(core.matches_total);
  message.set_truncated(core.truncated);
  SetTexts(core.notes, message.mutable_notes());
  if (record) {
    message.mutable_record()->set_index(record->index);
    message.mutable_record()->set_log(record->log);
  }
  return message;
}

absl::StatusOr<AnswerParts> FromWire(const v1::ScreenResponse& message) {
  AnswerParts parts;
  DecisionCore& core = parts.core;
  if (!v1::Decision_IsValid(message.decision()) || message.decision() == v1::DECISION_UNSPECIFIED) {
    return BadField("decision", absl::StrCat(static_cast<int>(message.decision())));
  }
  core.decision = static_cast<Decision>(static_cast<int>(message.decision()) - 1);
  LYNCEUS_ASSIGN_OR_RETURN(core.as_of, Date::ParseIso(message.as_of()));
  core.counterparty_id = message.counterparty_id();
  core.snapshot = message.snapshot();
  core.rules = message.rules();
  core.preset = message.preset();
  core.engine = message.engine();
  core.reasons = Texts(message.reasons());
  core.matches_total = message.matches_total();
  core.truncated = message.truncated();
  core.notes = Texts(message.notes());
  LYNCEUS_RETURN_IF_ERROR(AddLists(message, core));
  LYNCEUS_RETURN_IF_ERROR(AddMatches(message.hits(), core.hits));
  LYNCEUS_RETURN_IF_ERROR(AddMatches(message.suppressed(), core.suppressed));
  LYNCEUS_RETURN_IF_ERROR(AddFlags(message.flags(), core.flags));
  for (const v1::Verdict& each : message.declared_ownership()) {
    LYNCEUS_ASSIGN_OR_RETURN(Verdict verdict, FromWire(each));
    core.declared_ownership.push_back(std::move(verdict));
  }
  if (message.has_record()) {
    parts.record = RecordRef{message.record().index(), message.record().log()};
  }
  return parts;
}

v1::Party ToWire(const Party& party) {
  v1::Party message;
  const Entity& entity = party.entity;
  message.set_entity_id(entity.id);
  SetTexts(party.ids, message.mutable_ids());
  message.set_caption(std::string(entity.caption()));
  message.set_schema(std::string(SchemaName(entity.schema)));
  for (const Name& name : entity.names) {
    v1::Name* to = message.add_names();
    to->set_text(name.text);
    to->set_kind(std::string(NameKindName(name.kind)));
    to->set_script(name.script);
  }
  for (const PartialDate& date : entity.birth_dates) message.add_birth_dates(date.ToString());
  for (const PartialDate& date : entity.founded_dates) message.add_founded_dates(date.ToString());
  for (const CountryFact& country : entity.countries) {
    v1::CountryFact* to = message.add_countries();
    to->set_property(country.property);
    to->set_code(country.code);
  }
  for (const Identifier& identifier : entity.identifiers) {
    v1::Identifier* to = message.add_identifiers();
    to->set_type(identifier.type);
    to->set_value(identifier.value);
    to->set_country(identifier.country);
  }
  for (const Address& address : entity.addresses) {
    v1::Address* to = message.add_addresses();
    to->set_full(address.full);
    to->set_country(address.country);
  }
  for (const Property& property : entity.properties) {
    v1::Property* to = message.add_properties();
    to->set_name(property.name);
    to->set_value(property.value);
  }
  for (const Designation& designation : party.designations) {
    *message.add_designations() = ToWireDesignation(designation);
  }
  return message;
}

v1::Interest ToWire(const Interest& interest) {
  v1::Interest message;
  message.set_id(interest.id);
  message.set_owner_id(interest.owner_id);
  message.set_subject_id(interest.subject_id);
  message.set_kind(std::string(InterestKindName(interest.kind)));
  message.set_share(interest.share.ToCanonical());
  message.set_joint_group(interest.joint_group);
  message.set_unknown_holder(interest.unknown_holder);
  message.set_start_date(DateText(interest.start));
  message.set_end_date(DateText(interest.end));
  message.set_indirect(interest.indirect);
  message.set_summary(interest.summary);
  message.set_role(interest.role);
  SetProvenance(interest.provenance, message.mutable_provenance());
  return message;
}

v1::ErrorDetail ErrorToWire(const absl::Status& status) {
  const ErrorDetail detail = DetailOf(status);
  v1::ErrorDetail message;
  message.set_code(std::string(CodeName(status.code())));
  message.set_subject(detail.subject);
  message.set_place(detail.place);
  message.set_cause(detail.cause);
  message.set_limit(detail.limit);
  message.set_remedy(detail.remedy);
  return message;
}

absl::Status ErrorFromWire(const v1::ErrorDetail& message) {
  absl::StatusCode code = absl::StatusCode::kUnknown;
  for (const absl::StatusCode each : kErrorCodes) {
    if (CodeName(each) == message.code()) code = each;
  }
  return MakeError(code, {.subject = message.subject(),
                          .place = message.place(),
                          .cause = message.cause(),
                          .limit = message.limit(),
                          .remedy = message.remedy()});
}

}  // namespace lynceus::wire
