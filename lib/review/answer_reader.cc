// Member by member in the order of answer_json.cc; findings are read in findings_reader.cc.
#include "lib/review/answer_reader.h"

#include <string>

#include "lib/base/status.h"
#include "lib/review/findings_reader.h"
#include "lib/review/json_value.h"

namespace lynceus::review {
namespace {

constexpr int kAnswers = static_cast<int>(Answer::kNotEvaluated) + 1;
constexpr int kBases = static_cast<int>(Basis::kUnverified) + 1;
constexpr int kEvidenceKinds = static_cast<int>(EvidenceKind::kNote) + 1;
constexpr int kDecisions = static_cast<int>(Decision::kBlock) + 1;
constexpr int kPriorities = static_cast<int>(Priority::kUrgent) + 1;
constexpr int kCorroborations = static_cast<int>(Corroboration::kIdentifier) + 1;
constexpr int kListStates = static_cast<int>(ListState::kPartial) + 1;

// "12.5 %" in parts per million.
std::int64_t ReadPercent(ObjectReader& object, std::string_view key) {
  const auto share = Share::Parse(object.Text(key));
  if (!share.ok() || !share->exact()) object.Fail(key, "it is no percentage");
  return share.ok() ? share->lo().ppm : 0;
}

Provenance ReadProvenance(ObjectReader& parent, std::string_view key, absl::Status& status) {
  Provenance provenance;
  const JsonValue* const value = parent.Take(key);
  if (value == nullptr) {
    parent.Fail(key, "it is missing");
    return provenance;
  }
  ObjectReader object(*value, parent.PlaceOf(key), status);
  provenance.source = object.Text("source");
  provenance.place = object.Text("place");
  return provenance;
}

EvidenceItem ReadEvidence(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  EvidenceItem item;
  item.kind = object.Word("kind", EvidenceKindName, kEvidenceKinds);
  item.owner_id = object.TextOrNone("owner_id");
  item.owner_name = object.TextOrNone("owner");
  item.subject_id = object.TextOrNone("subject_id");
  item.subject_name = object.TextOrNone("subject");
  item.text = object.Text("text");
  if (item.kind == EvidenceKind::kInterest) {
    item.interest_kind = object.Kind("interest");
    item.share = object.ShareText("share");
  }
  item.start = object.DateOrNone("start");
  item.end = object.DateOrNone("end");
  item.provenance = ReadProvenance(object, "source", status);
  return item;
}

std::vector<EvidenceItem> ReadEvidences(ObjectReader& object, absl::Status& status) {
  std::vector<EvidenceItem> items;
  object.Each("evidence", [&](const JsonValue& item, const std::string& place) {
    items.push_back(ReadEvidence(item, place, status));
  });
  return items;
}

Verdict ReadVerdict(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  Verdict verdict;
  verdict.regime = object.Text("regime");
  verdict.answer = object.Word("verdict", AnswerName, kAnswers);
  verdict.basis = object.Word("basis", BasisName, kBases);
  verdict.measure = object.Text("measure");
  verdict.text = object.Text("text");
  verdict.blocked = object.ShareText("blocked_share");
  verdict.unstated_ppm = ReadPercent(object, "unstated_share");
  verdict.opaque = object.Bool("opaque");
  verdict.evidence = ReadEvidences(object, status);
  verdict.undecided = object.TextsOrNone("undecided");
  verdict.cautions = object.TextsOrNone("cautions");
  verdict.unverified = object.BoolOrFalse("unverified");
  return verdict;
}

std::vector<Verdict> ReadVerdicts(ObjectReader& object, std::string_view key,
                                  absl::Status& status) {
  std::vector<Verdict> verdicts;
  object.Each(key, [&](const JsonValue& item, const std::string& place) {
    verdicts.push_back(ReadVerdict(item, place, status));
  });
  return verdicts;
}

ScoreNode ReadScoreNode(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  ScoreNode node;
  node.label = object.Text("label");
  node.detail = object.TextOrNone("detail");
  node.points = static_cast<std::int32_t>(object.Int("points"));
  object.EachOrNone("children", [&](const JsonValue& item, const std::string& at) {
    node.children.push_back(ReadScoreNode(item, at, status));
  });
  return node;
}

Designation ReadDesignation(const JsonValue& value, const std::string& place,
                            absl::Status& status) {
  ObjectReader object(value, place, status);
  Designation designation;
  designation.entity_id = object.Text("entity_id");
  designation.authority = object.Text("authority");
  designation.list = object.Text("list");
  designation.programme = object.Text("programme");
  designation.legal_basis = object.TextOrNone("legal_basis");
  designation.date = object.DateOrNull("date");
  designation.end_date = object.DateOrNone("end_date");
  designation.measures = object.TextsOrNone("measures");
  designation.provenance = ReadProvenance(object, "source", status);
  return designation;
}

Flag ReadFlag(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  Flag flag;
  flag.type = object.Text("type");
  flag.text = object.Text("text");
  flag.detail = object.TextOrNone("detail");
  flag.rests_on = object.Texts("rests_on");
  flag.evidence = ReadEvidences(object, status);
  ReadFindings(object, flag, status);
  flag.rule = object.TextOrNone("rule");
  flag.found = object.TextOrNone("found");
  flag.sure = object.TextOrNone("sure");
  flag.field = object.TextOrNone("field");
  return flag;
}

Match ReadMatch(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  Match match;
  match.entity_id = object.Text("entity_id");
  match.ids = object.Texts("ids");
  match.name = object.Text("name");
  match.matched_name = object.Text("matched_name");
  match.asked_name = object.Text("asked_name");
  const auto schema = ParseSchema(object.Text("schema"));
  if (!schema) object.Fail("schema", "it is no schema");
  match.schema = schema.value_or(Schema::kUnknown);
  match.score = object.Score("score");
  match.corroboration = object.Word("corroboration", CorroborationName, kCorroborations);
  match.party_digest = object.Text("party_digest");
  if (const JsonValue* const tree = object.Take("explanation")) {
    match.explanation = ReadScoreNode(*tree, object.PlaceOf("explanation"), status);
  } else {
    object.Fail("explanation", "it is missing");
  }
  object.Each("designations", [&](const JsonValue& item, const std::string& at) {
    match.designations.push_back(ReadDesignation(item, at, status));
  });
  match.ownership = ReadVerdicts(object, "ownership", status);
  object.Each("flags", [&](const JsonValue& item, const std::string& at) {
    match.flags.push_back(ReadFlag(item, at, status));
  });
  object.EachOrNone("coverage", [&](const JsonValue& item, const std::string& at) {
    match.coverage.push_back(ReadTable(item, at, status));
  });
  match.suppressed_by = object.TextOrNone("suppressed_by");
  return match;
}

std::vector<Match> ReadMatches(ObjectReader& object, std::string_view key, absl::Status& status) {
  std::vector<Match> matches;
  object.Each(key, [&](const JsonValue& item, const std::string& place) {
    matches.push_back(ReadMatch(item, place, status));
  });
  return matches;
}

ListRef ReadList(const JsonValue& value, const std::string& place, absl::Status& status) {
  ObjectReader object(value, place, status);
  ListRef list;
  list.authority = object.Text("authority");
  list.name = object.Text("name");
  list.date = object.DateOrNull("date");
  list.state = object.Word("state", ListStateName, kListStates);
  return list;
}

void ReadCore(const JsonValue& root, absl::Status& status, DecisionCore& core) {
  ObjectReader object(root, "", status);
  core.counterparty_id = object.TextOrNone("id");
  core.decision = object.Word("decision", DecisionName, kDecisions);
  core.reasons = object.Texts("reasons");
  core.priority = object.Word("priority", PriorityName, kPriorities);
  core.priority_reason = object.Text("priority_reason");
  const auto as_of = object.DateOrNull("as_of");
  if (!as_of) object.Fail("as_of", "it is no day");
  core.as_of = as_of.value_or(Date());
  core.snapshot = object.Text("snapshot");
  core.rules = object.Text("rules");
  core.preset = object.Text("preset");
  core.scope = object.Text("scope");
  core.asked_digest = object.Text("asked_digest");
  core.engine = object.Text("engine");
  object.Each("lists", [&](const JsonValue& item, const std::string& place) {
    core.lists.push_back(ReadList(item, place, status));
  });
  core.hits = ReadMatches(object, "hits", status);
  core.suppressed = ReadMatches(object, "suppressed", status);
  object.EachOrNone("flags", [&](const JsonValue& item, const std::string& place) {
    core.flags.push_back(ReadFlag(item, place, status));
  });
  core.declared_ownership = ReadVerdicts(object, "declared_ownership", status);
  if (const JsonValue* const table = object.Take("coverage")) {
    core.coverage = ReadTable(*table, object.PlaceOf("coverage"), status);
  }
  core.matches_total = static_cast<std::uint64_t>(object.Int("matches_total"));
  core.truncated = object.Bool("truncated");
  core.notes = object.TextsOrNone("notes");
}

}  // namespace

absl::StatusOr<DecisionCore> ReadDecisionCore(std::string_view text) {
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue root, ParseJson(text));
  DecisionCore core;
  absl::Status status;
  ReadCore(root, status, core);
  if (!status.ok()) return status;
  return core;
}

}  // namespace lynceus::review
