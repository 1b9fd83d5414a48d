#include "server/wire_review.h"

#include "lib/base/status.h"

namespace lynceus::wire {
namespace {

absl::Status Missing(const char* member) {
  return InvalidError({.subject = member,
                       .cause = "it is missing, or of no known value",
                       .remedy = "see proto/lynceus/v1/review.proto"});
}

v1::AlertVerdict ToWire(review::AlertVerdict verdict) {
  return static_cast<v1::AlertVerdict>(static_cast<int>(verdict) + 1);
}

absl::StatusOr<review::AlertVerdict> FromWire(v1::AlertVerdict verdict) {
  if (!v1::AlertVerdict_IsValid(verdict) || verdict == v1::ALERT_VERDICT_UNSPECIFIED) {
    return Missing("verdict");
  }
  return static_cast<review::AlertVerdict>(static_cast<int>(verdict) - 1);
}

v1::Ruling ToWire(const review::Ruling& ruling) {
  v1::Ruling message;
  message.set_record(ruling.record);
  message.set_verdict(ToWire(ruling.id.verdict));
  message.set_proposed(ruling.id.proposed);
  message.set_part(ruling.id.part);
  message.set_by(ruling.by);
  if (ruling.second_record) message.set_second_record(*ruling.second_record);
  message.set_second_agrees(ruling.second_agrees);
  message.set_second_by(ruling.second_by);
  return message;
}

absl::StatusOr<review::Ruling> FromWire(const v1::Ruling& message) {
  review::Ruling ruling{.record = message.record(),
                        .by = message.by(),
                        .second_agrees = message.second_agrees(),
                        .second_by = message.second_by()};
  LYNCEUS_ASSIGN_OR_RETURN(ruling.id.verdict, FromWire(message.verdict()));
  ruling.id.proposed = message.proposed();
  ruling.id.part = message.part();
  if (message.has_second_record()) ruling.second_record = message.second_record();
  return ruling;
}

}  // namespace

absl::StatusOr<review::Judgement> FromWire(const v1::Judgement& message) {
  if (!message.has_alert()) return Missing("alert");
  review::Judgement judgement{.alert = message.alert(),
                              .reason = message.reason(),
                              .text = message.text(),
                              .listed = message.listed(),
                              .by = message.by(),
                              .reopen = message.reopen()};
  LYNCEUS_ASSIGN_OR_RETURN(judgement.verdict, FromWire(message.verdict()));
  return judgement;
}

v1::Judgement ToWire(const review::Judgement& judgement) {
  v1::Judgement message;
  message.set_alert(judgement.alert);
  message.set_verdict(ToWire(judgement.verdict));
  message.set_reason(judgement.reason);
  message.set_text(judgement.text);
  message.set_listed(judgement.listed);
  message.set_by(judgement.by);
  message.set_reopen(judgement.reopen);
  return message;
}

absl::StatusOr<review::SecondWord> FromWire(const v1::SecondWord& message) {
  if (!message.has_disposition()) return Missing("disposition");
  if (!message.has_agrees()) return Missing("agrees");
  return review::SecondWord{.disposition = message.disposition(),
                            .agrees = message.agrees(),
                            .text = message.text(),
                            .by = message.by()};
}

v1::SecondWord ToWire(const review::SecondWord& word) {
  v1::SecondWord message;
  message.set_disposition(word.disposition);
  message.set_agrees(word.agrees);
  message.set_text(word.text);
  message.set_by(word.by);
  return message;
}

v1::JudgedAlert ToWire(const review::JudgedAlert& judged, const std::string& log) {
  v1::JudgedAlert message;
  message.mutable_record()->set_index(judged.record);
  message.mutable_record()->set_log(log);
  message.set_alert(judged.alert);
  message.set_state(ToWire(judged.state));
  return message;
}

absl::StatusOr<review::JudgedAlert> FromWire(const v1::JudgedAlert& message) {
  if (!message.has_record()) return Missing("record");
  review::JudgedAlert judged{.record = message.record().index(), .alert = message.alert()};
  LYNCEUS_ASSIGN_OR_RETURN(judged.state, FromWire(message.state()));
  return judged;
}

v1::Alert ToWire(const review::Alert& alert) {
  v1::Alert message;
  message.set_record(alert.record);
  message.set_unix_micros(alert.unix_micros);
  message.set_decision(static_cast<v1::Decision>(static_cast<int>(alert.decision) + 1));
  message.set_legal_entity(alert.legal_entity);
  message.set_state(ToWire(alert.state));
  for (const review::Ruling& ruling : alert.rulings) *message.add_rulings() = ToWire(ruling);
  return message;
}

absl::StatusOr<review::Alert> FromWire(const v1::Alert& message) {
  review::Alert alert{.record = message.record(),
                      .unix_micros = message.unix_micros(),
                      .legal_entity = message.legal_entity()};
  if (!v1::Decision_IsValid(message.decision()) || message.decision() == v1::DECISION_UNSPECIFIED) {
    return Missing("decision");
  }
  alert.decision = static_cast<Decision>(static_cast<int>(message.decision()) - 1);
  LYNCEUS_ASSIGN_OR_RETURN(alert.state, FromWire(message.state()));
  for (const v1::Ruling& each : message.rulings()) {
    LYNCEUS_ASSIGN_OR_RETURN(review::Ruling ruling, FromWire(each));
    alert.rulings.push_back(std::move(ruling));
  }
  return alert;
}

v1::AlertWord ToWire(const review::Word& word) {
  v1::AlertWord message;
  message.set_record(word.record);
  message.set_unix_micros(word.leaf.unix_micros);
  message.set_caller(word.leaf.caller);
  message.set_by(word.leaf.on_behalf_of);
  if (word.judgement) *message.mutable_judgement() = ToWire(*word.judgement);
  if (word.second) *message.mutable_second() = ToWire(*word.second);
  return message;
}

v1::AlertState ToWire(review::AlertState state) {
  return static_cast<v1::AlertState>(static_cast<int>(state) + 1);
}

absl::StatusOr<review::AlertState> FromWire(v1::AlertState state) {
  if (!v1::AlertState_IsValid(state) || state == v1::ALERT_STATE_UNSPECIFIED) {
    return Missing("state");
  }
  return static_cast<review::AlertState>(static_cast<int>(state) - 1);
}

absl::StatusOr<review::ExportSelection> SelectionOf(const v1::ExportRequest& request) {
  review::ExportSelection selection{
      .indexes = {request.records().begin(), request.records().end()}};
  if (request.has_from_unix_micros()) selection.from_unix_micros = request.from_unix_micros();
  if (request.has_until_unix_micros()) selection.until_unix_micros = request.until_unix_micros();
  if (request.has_legal_entity()) selection.legal_entity = request.legal_entity();
  if (request.decision() == v1::DECISION_UNSPECIFIED) return selection;
  if (!v1::Decision_IsValid(request.decision())) {
    return InvalidError({.subject = "decision",
                         .cause = "it is no decision of this version",
                         .remedy = "give one of the enumeration, or none"});
  }
  selection.decision = static_cast<Decision>(static_cast<int>(request.decision()) - 1);
  return selection;
}

v1::ExportRequest ToWire(const review::ExportSelection& selection,
                         const review::ExportReason& reason) {
  v1::ExportRequest request;
  request.mutable_records()->Add(selection.indexes.begin(), selection.indexes.end());
  if (selection.from_unix_micros) request.set_from_unix_micros(*selection.from_unix_micros);
  if (selection.until_unix_micros) request.set_until_unix_micros(*selection.until_unix_micros);
  if (selection.legal_entity) request.set_legal_entity(*selection.legal_entity);
  if (selection.decision) {
    request.set_decision(static_cast<v1::Decision>(static_cast<int>(*selection.decision) + 1));
  }
  request.set_reason(reason.code);
  request.set_text(reason.text);
  request.set_by(reason.by);
  return request;
}

}  // namespace lynceus::wire
