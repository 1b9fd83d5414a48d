// The question and the whole answer.
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/wire.h"
#include "server/wire_findings.h"
#include "server/wire_parts.h"

namespace lynceus::wire {
namespace {

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

void SetFlag(const Flag& flag, v1::Flag* to) {
  to->set_type(flag.type);
  to->set_text(flag.text);
  to->set_detail(flag.detail);
  SetTexts(flag.rests_on, to->mutable_rests_on());
  for (const EvidenceItem& item : flag.evidence) *to->add_evidence() = ToWireEvidence(item);
  SetFindings(flag, to);
  to->set_rule(flag.rule);
  to->set_found(flag.found);
  to->set_sure(flag.sure);
  to->set_field(flag.field);
}

absl::Status AddFlags(const google::protobuf::RepeatedPtrField<v1::Flag>& messages,
                      std::vector<Flag>& flags) {
  for (const v1::Flag& each : messages) {
    Flag flag{.type = each.type(),
              .text = each.text(),
              .detail = each.detail(),
              .rests_on = Texts(each.rests_on())};
    for (const v1::Evidence& item : each.evidence()) {
      LYNCEUS_ASSIGN_OR_RETURN(EvidenceItem evidence, FromWireEvidence(item));
      flag.evidence.push_back(std::move(evidence));
    }
    LYNCEUS_RETURN_IF_ERROR(AddFindings(each, flag));
    flag.rule = each.rule();
    flag.found = each.found();
    flag.sure = each.sure();
    flag.field = each.field();
    flags.push_back(std::move(flag));
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
  for (const Flag& flag : match.flags) SetFlag(flag, message.add_flags());
  for (const DesignationTable& table : match.coverage) {
    *message.add_coverage() = ToWireTable(table);
  }
  message.set_suppressed_by(match.suppressed_by);
  message.set_corroboration(std::string(CorroborationName(match.corroboration)));
  message.set_party_digest(match.party_digest);
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
  const auto corroboration = ParseCorroboration(message.corroboration());
  if (!corroboration) return BadField("corroboration", message.corroboration());
  match.corroboration = *corroboration;
  match.party_digest = message.party_digest();
  LYNCEUS_RETURN_IF_ERROR(AddFlags(message.flags(), match.flags));
  for (const v1::DesignationTable& each : message.coverage()) {
    LYNCEUS_ASSIGN_OR_RETURN(DesignationTable table, FromWireTable(each));
    match.coverage.push_back(std::move(table));
  }
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
                            .texts = Texts(message.texts()),
                            .coverage = message.coverage()};
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
  for (const PartialDate& date : counterparty.birth_dates) {
    message.add_birth_dates(date.ToString());
  }
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
  message.set_coverage(counterparty.coverage);
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
  message.set_scope(core.scope);
  message.set_priority(std::string(PriorityName(core.priority)));
  message.set_priority_reason(core.priority_reason);
  message.set_asked_digest(core.asked_digest);
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
  for (const Flag& flag : core.flags) SetFlag(flag, message.add_flags());
  for (const Verdict& verdict : core.declared_ownership) {
    *message.add_declared_ownership() = ToWire(verdict);
  }
  message.set_matches_total(core.matches_total);
  message.set_truncated(core.truncated);
  SetTexts(core.notes, message.mutable_notes());
  if (core.coverage) *message.mutable_coverage() = ToWireTable(*core.coverage);
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
  core.scope = message.scope();
  const auto priority = ParsePriority(message.priority());
  if (!priority) return BadField("priority", message.priority());
  core.priority = *priority;
  core.priority_reason = message.priority_reason();
  core.asked_digest = message.asked_digest();
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
  if (message.has_coverage()) {
    LYNCEUS_ASSIGN_OR_RETURN(core.coverage, FromWireTable(message.coverage()));
  }
  if (message.has_record()) {
    parts.record = RecordRef{message.record().index(), message.record().log()};
  }
  return parts;
}

}  // namespace lynceus::wire
