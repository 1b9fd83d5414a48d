// Field by field in the order of the public documentation.
#include "lib/review/answer_json.h"

#include <utility>

#include "lib/review/findings_json.h"
#include "lib/review/json_members.h"

namespace lynceus::review {
namespace {

void WriteMember(JsonWriter& json, std::string_view key, std::string_view value) {
  if (!value.empty()) json.Member(key, value);
}

void WriteEvidence(const EvidenceItem& item, JsonWriter& json) {
  json.BeginObject();
  json.Member("kind", EvidenceKindName(item.kind));
  WriteMember(json, "owner_id", item.owner_id);
  WriteMember(json, "owner", item.owner_name);
  WriteMember(json, "subject_id", item.subject_id);
  WriteMember(json, "subject", item.subject_name);
  json.Member("text", item.text);
  if (item.kind == EvidenceKind::kInterest) {
    json.Member("interest", InterestKindName(item.interest_kind));
    json.Member("share", item.share.ToCanonical());
  }
  if (item.start) WriteDate(json, "start", item.start);
  if (item.end) WriteDate(json, "end", item.end);
  json.Key("source");
  WriteProvenance(item.provenance, json);
  json.EndObject();
}

void WriteFlag(const Flag& flag, JsonWriter& json) {
  json.BeginObject().Member("type", flag.type).Member("text", flag.text);
  WriteMember(json, "detail", flag.detail);
  WriteStrings(json, "rests_on", flag.rests_on);
  json.Key("evidence").BeginArray();
  for (const EvidenceItem& item : flag.evidence) WriteEvidence(item, json);
  json.EndArray();
  WriteFindings(flag, json);
  WriteMember(json, "rule", flag.rule);
  WriteMember(json, "found", flag.found);
  WriteMember(json, "sure", flag.sure);
  WriteMember(json, "field", flag.field);
  json.EndObject();
}

void WriteFlags(const std::vector<Flag>& flags, JsonWriter& json) {
  json.Key("flags").BeginArray();
  for (const Flag& flag : flags) WriteFlag(flag, json);
  json.EndArray();
}

void WriteVerdicts(JsonWriter& json, std::string_view key, const std::vector<Verdict>& verdicts) {
  json.Key(key).BeginArray();
  for (const Verdict& verdict : verdicts) WriteVerdict(verdict, json);
  json.EndArray();
}

void WriteMatch(const Match& match, JsonWriter& json) {
  json.BeginObject().Member("entity_id", match.entity_id);
  WriteStrings(json, "ids", match.ids);
  json.Member("name", match.name);
  json.Member("matched_name", match.matched_name);
  json.Member("asked_name", match.asked_name);
  json.Member("schema", SchemaName(match.schema));
  json.Key("score").Fixed(match.score, 4);
  json.Member("corroboration", CorroborationName(match.corroboration));
  json.Member("party_digest", match.party_digest);
  json.Key("explanation");
  WriteScoreNode(match.explanation, json);
  json.Key("designations").BeginArray();
  for (const Designation& designation : match.designations) WriteDesignation(designation, json);
  json.EndArray();
  WriteVerdicts(json, "ownership", match.ownership);
  WriteFlags(match.flags, json);
  if (!match.coverage.empty()) {
    json.Key("coverage").BeginArray();
    for (const DesignationTable& table : match.coverage) WriteTable(table, json);
    json.EndArray();
  }
  if (!match.suppressed_by.empty()) json.Member("suppressed_by", match.suppressed_by);
  json.EndObject();
}

void WriteMatches(JsonWriter& json, std::string_view key, const std::vector<Match>& matches) {
  json.Key(key).BeginArray();
  for (const Match& match : matches) WriteMatch(match, json);
  json.EndArray();
}

void WriteLists(const std::vector<ListRef>& lists, JsonWriter& json) {
  json.Key("lists").BeginArray();
  for (const ListRef& list : lists) {
    json.BeginObject().Member("authority", list.authority).Member("name", list.name);
    WriteDate(json, "date", list.date);
    json.Member("state", ListStateName(list.state)).EndObject();
  }
  json.EndArray();
}

// The members of a core, inside an object that the caller opened.
void WriteCoreMembers(const DecisionCore& core, JsonWriter& json) {
  json.Member("decision", DecisionName(core.decision));
  WriteStrings(json, "reasons", core.reasons);
  json.Member("priority", PriorityName(core.priority));
  json.Member("priority_reason", core.priority_reason);
  json.Member("as_of", core.as_of.ToString());
  json.Member("snapshot", core.snapshot);
  json.Member("rules", core.rules);
  json.Member("preset", core.preset);
  json.Member("scope", core.scope);
  json.Member("asked_digest", core.asked_digest);
  json.Member("engine", core.engine);
  WriteLists(core.lists, json);
  WriteMatches(json, "hits", core.hits);
  WriteMatches(json, "suppressed", core.suppressed);
  if (!core.flags.empty()) WriteFlags(core.flags, json);
  WriteVerdicts(json, "declared_ownership", core.declared_ownership);
  if (core.coverage) {
    json.Key("coverage");
    WriteTable(*core.coverage, json);
  }
  json.Key("matches_total").Int(static_cast<std::int64_t>(core.matches_total));
  json.Key("truncated").Bool(core.truncated);
  if (!core.notes.empty()) {
    json.Key("notes").BeginArray();
    for (const std::string& note : core.notes) json.String(note);
    json.EndArray();
  }
}

}  // namespace

void WriteProvenance(const Provenance& provenance, JsonWriter& json) {
  json.BeginObject().Member("source", provenance.source).Member("place", provenance.place);
  json.EndObject();
}

void WriteScoreNode(const ScoreNode& node, JsonWriter& json) {
  json.BeginObject().Member("label", node.label);
  WriteMember(json, "detail", node.detail);
  json.Key("points").Int(node.points);
  if (!node.children.empty()) {
    json.Key("children").BeginArray();
    for (const ScoreNode& child : node.children) WriteScoreNode(child, json);
    json.EndArray();
  }
  json.EndObject();
}

void WriteDesignation(const Designation& designation, JsonWriter& json) {
  json.BeginObject()
      .Member("entity_id", designation.entity_id)
      .Member("authority", designation.authority)
      .Member("list", designation.list)
      .Member("programme", designation.programme);
  WriteMember(json, "legal_basis", designation.legal_basis);
  WriteDate(json, "date", designation.date);
  if (designation.end_date) WriteDate(json, "end_date", designation.end_date);
  if (!designation.measures.empty()) WriteStrings(json, "measures", designation.measures);
  json.Key("source");
  WriteProvenance(designation.provenance, json);
  json.EndObject();
}

void WriteVerdict(const Verdict& verdict, JsonWriter& json) {
  json.BeginObject()
      .Member("regime", verdict.regime)
      .Member("verdict", AnswerName(verdict.answer))
      .Member("basis", BasisName(verdict.basis))
      .Member("measure", verdict.measure)
      .Member("text", verdict.text)
      .Member("blocked_share", verdict.blocked.ToCanonical())
      .Member("unstated_share", PercentText(verdict.unstated_ppm));
  json.Key("opaque").Bool(verdict.opaque);
  json.Key("evidence").BeginArray();
  for (const EvidenceItem& item : verdict.evidence) WriteEvidence(item, json);
  json.EndArray();
  if (!verdict.undecided.empty()) WriteStrings(json, "undecided", verdict.undecided);
  if (!verdict.cautions.empty()) WriteStrings(json, "cautions", verdict.cautions);
  if (verdict.unverified) json.Key("unverified").Bool(true);
  json.EndObject();
}

void WriteHistory(const std::vector<VerdictSpan>& spans, JsonWriter& json) {
  json.BeginArray();
  for (const VerdictSpan& span : spans) {
    json.BeginObject();
    WriteDate(json, "from", span.from);
    WriteDate(json, "until", span.until);
    json.Key("verdict");
    WriteVerdict(span.verdict, json);
    json.EndObject();
  }
  json.EndArray();
}

void WriteBeneficialOwners(const BeneficialOwners& found, JsonWriter& json) {
  json.BeginObject().Member("regime", found.regime);
  json.Key("in_force").Bool(found.in_force);
  if (found.unverified) json.Key("unverified").Bool(true);
  WriteMember(json, "note", found.note);
  json.Member("unstated_share", PercentText(found.unstated_ppm));
  json.Key("owners").BeginArray();
  for (const BeneficialOwner& owner : found.owners) {
    json.BeginObject();
    WriteMember(json, "id", owner.id);
    json.Member("name", owner.name)
        .Member("answer", AnswerName(owner.answer))
        .Member("basis", BasisName(owner.basis))
        .Member("share", owner.share.ToCanonical())
        .Member("interest", InterestKindName(owner.kind));
    WriteStrings(json, "listed", owner.listed);
    if (!owner.may_be.empty()) WriteStrings(json, "may_be", owner.may_be);
    json.Key("evidence").BeginArray();
    for (const EvidenceItem& item : owner.evidence) WriteEvidence(item, json);
    json.EndArray();
    if (!owner.undecided.empty()) WriteStrings(json, "undecided", owner.undecided);
    json.EndObject();
  }
  json.EndArray().EndObject();
}

std::string DecisionCoreJson(const DecisionCore& core) {
  JsonWriter json;
  json.BeginObject();
  WriteMember(json, "id", core.counterparty_id);
  WriteCoreMembers(core, json);
  json.EndObject();
  return json.Take();
}

std::string AnswerJson(const DecisionCore& core, const Envelope& envelope,
                       JsonWriter::Style style) {
  JsonWriter json(style);
  json.BeginObject();
  if (envelope.line_number || !core.counterparty_id.empty()) {
    json.Member("id", core.counterparty_id);
  }
  if (envelope.line_number) {
    json.Key("line").Int(static_cast<std::int64_t>(*envelope.line_number));
  }
  WriteCoreMembers(core, json);
  json.Key("record");
  if (envelope.record) {
    json.BeginObject();
    json.Key("index").Int(static_cast<std::int64_t>(envelope.record->index));
    json.Member("log", envelope.record->log).EndObject();
  } else {
    json.Null();
  }
  if (!envelope.unrecorded.empty()) json.Member("unrecorded", envelope.unrecorded);
  json.EndObject();
  return json.Take();
}

std::string CounterpartyJson(const Counterparty& counterparty) {
  JsonWriter json;
  json.BeginObject().Member("id", counterparty.id);
  WriteStrings(json, "names", counterparty.names);
  json.Member("schema", SchemaName(counterparty.schema));
  json.Key("birth_dates").BeginArray();
  for (const PartialDate& date : counterparty.birth_dates) json.String(date.ToString());
  json.EndArray();
  WriteStrings(json, "countries", counterparty.countries);
  json.Member("gender", counterparty.gender);
  json.Key("identifiers").BeginArray();
  for (const Identifier& identifier : counterparty.identifiers) {
    json.BeginObject()
        .Member("type", identifier.type)
        .Member("value", identifier.value)
        .Member("country", identifier.country)
        .EndObject();
  }
  json.EndArray();
  WriteStrings(json, "addresses", counterparty.addresses);
  if (!counterparty.texts.empty()) WriteStrings(json, "texts", counterparty.texts);
  json.Key("owners").BeginArray();
  for (const DeclaredOwner& owner : counterparty.owners) {
    json.BeginObject()
        .Member("name", owner.name)
        .Member("entity_id", owner.entity_id)
        .Member("share", owner.share.ToCanonical())
        .Member("kind", InterestKindName(owner.kind))
        .EndObject();
  }
  json.EndArray();
  if (counterparty.coverage) json.Key("coverage").Bool(true);
  WriteMember(json, "business_line", counterparty.booking.business_line);
  WriteMember(json, "jurisdiction", counterparty.booking.jurisdiction);
  json.EndObject();
  return json.Take();
}

}  // namespace lynceus::review
