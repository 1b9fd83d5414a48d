#include "lib/review/disposition.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/review/answer_reader.h"
#include "lib/review/record_reader.h"
#include "lib/review/show_record.h"

namespace lynceus::review {
namespace {

std::string RecordName(std::uint64_t index) { return absl::StrCat("record ", index); }

absl::Status Refused(std::uint64_t index, std::string cause, std::string remedy) {
  return PreconditionError(
      {.subject = RecordName(index), .cause = std::move(cause), .remedy = std::move(remedy)});
}

absl::Status CheckOpen(const Alert& alert, bool reopen) {
  if (reopen) return absl::OkStatus();
  if (IsClosed(alert.state)) {
    return Refused(alert.record,
                   absl::StrCat("the alert is closed: ", ToAbsl(AlertStateName(alert.state))),
                   "say reopen to judge it again; that it was closed stays on record");
  }
  if (alert.state != AlertState::kProposed) return absl::OkStatus();
  return Refused(alert.record,
                 absl::StrCat("the alert is proposed: disposition ", alert.rulings.back().record,
                              " awaits a second person"),
                 "let another person agree or disagree, or say reopen to withdraw it");
}

bool IsOf(const Match& match, const std::string& id) {
  return match.entity_id == id ||
         std::find(match.ids.begin(), match.ids.end(), id) != match.ids.end();
}

// Whether the alert is about this hit alone: no other hit, no finding on the question itself, no
// list that was missing.
bool IsAllOf(const DecisionCore& core) {
  return core.hits.size() == 1 && !core.truncated &&
         std::all_of(core.reasons.begin(), core.reasons.end(), [](const std::string& reason) {
           return reason == "hit" || reason == "undetermined" || reason == "good_guy_void";
         });
}

// The hit that the judgement names; null where it names none. Errors: where it names what is no
// hit.
absl::StatusOr<const Match*> FindHit(const Judgement& judgement,
                                     const std::optional<DecisionCore>& answer) {
  if (judgement.listed.empty()) return nullptr;
  if (!answer) {
    return Refused(judgement.alert, "its answer is erased: which hits it had is not known",
                   "judge the whole alert, without a hit");
  }
  std::vector<std::string> ids;
  for (const Match& match : answer->hits) {
    if (IsOf(match, judgement.listed)) return &match;
    ids.push_back(match.entity_id);
  }
  return NotFoundError({.subject = RecordName(judgement.alert),
                        .cause = absl::StrCat("the alert has no hit ", judgement.listed),
                        .remedy = ids.empty() ? "judge the whole alert, without a hit"
                                              : "name one of " + Join(ids, ", ")});
}

void AddOrNull(JsonWriter& json, std::string_view key, const std::string* text) {
  json.Key(key);
  if (text == nullptr) {
    json.Null();
  } else {
    json.String(*text);
  }
}

// Both name the counterparty, whose relationship decides how long they are kept (retention.h).
std::string AnswerJson(const Judgement& judgement, const DispositionId& id,
                       const std::optional<DecisionCore>& answer) {
  JsonWriter json;
  json.BeginObject().Key("alert").Int(static_cast<std::int64_t>(judgement.alert));
  json.Member("disposition", DispositionIdText(id));
  AddOrNull(json, "scope", answer ? &answer->scope : nullptr);
  AddOrNull(json, "counterparty", answer ? &answer->counterparty_id : nullptr);
  json.EndObject();
  return json.Take();
}

std::string AnswerJson(std::uint64_t alert, const SecondWord& word,
                       const std::optional<DecisionCore>& answer) {
  JsonWriter json;
  json.BeginObject().Key("alert").Int(static_cast<std::int64_t>(alert));
  json.Member("second_review", SecondReviewIdText(word.agrees));
  AddOrNull(json, "counterparty", answer ? &answer->counterparty_id : nullptr);
  json.EndObject();
  return json.Take();
}

std::string Trimmed(std::string_view text) { return std::string(TrimAscii(text)); }

}  // namespace

absl::StatusOr<std::unique_ptr<Reviewer>> Reviewer::Open(RecordLog& log) {
  // Waits until what the journal holds is published, so that one pass finds it.
  LYNCEUS_RETURN_IF_ERROR(log.log().Checkpoint().status());
  LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecordReader(log.place()));
  LYNCEUS_ASSIGN_OR_RETURN(AlertTable table, ReadAlerts(*records));
  LYNCEUS_ASSIGN_OR_RETURN(auto keys, OpenKeys(log.place()));
  return std::unique_ptr<Reviewer>(new Reviewer(log, std::move(keys), std::move(table)));
}

Date Reviewer::Today() const { return Date::FromUnixMicros(log_.clock().NowUnixMicros()); }

absl::Status Reviewer::CatchUp() {
  while (table_.size() < log_.log().size()) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log_.log().Leaf(table_.size()));
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
    LYNCEUS_RETURN_IF_ERROR(table_.Add(table_.size(), leaf));
  }
  return absl::OkStatus();
}

absl::StatusOr<const Alert*> Reviewer::FindAlert(std::uint64_t record) {
  LYNCEUS_RETURN_IF_ERROR(CatchUp());
  const Alert* const alert = table_.Find(record);
  if (alert != nullptr) return alert;
  if (record >= table_.size()) {
    return NotFoundError({.subject = RecordName(record),
                          .cause = absl::StrCat("the log has ", table_.size(), " records"),
                          .remedy = "give an index below that"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log_.log().Leaf(record));
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
  return Refused(record,
                 leaf.kind == RecordKind::kScreen
                     ? "the screening was CLEAR: it is no alert"
                     : absl::StrCat("it is a record of kind ", ToAbsl(RecordKindName(leaf.kind)),
                                    ", no alert"),
                 "give the record of a screening that was REVIEW or BLOCK");
}

absl::StatusOr<std::optional<DecisionCore>> Reviewer::AnswerOf(std::uint64_t alert) const {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log_.log().Leaf(alert));
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string stored, log_.log().Body(alert));
  const auto body = OpenBody(leaf, stored, *keys_);
  if (absl::IsNotFound(body.status())) return std::nullopt;
  LYNCEUS_RETURN_IF_ERROR(body.status());
  LYNCEUS_ASSIGN_OR_RETURN(DecisionCore core, ReadDecisionCore(body->answer_json));
  return core;
}

absl::StatusOr<JudgedAlert> Reviewer::Append(Draft draft, const Caller& caller,
                                             std::uint64_t alert) {
  draft.leaf.as_of_days = Today().days();
  LYNCEUS_ASSIGN_OR_RETURN(const RecordRef at, log_.recorder().Append(std::move(draft), caller));
  LYNCEUS_RETURN_IF_ERROR(CatchUp());
  return JudgedAlert{.record = at.index, .alert = alert, .state = table_.Find(alert)->state};
}

absl::StatusOr<JudgedAlert> Reviewer::Judge(const Judgement& judgement, const RuleSet& rules,
                                            const Transmitter& from) {
  LYNCEUS_RETURN_IF_ERROR(CheckJudgement(judgement));
  Judgement said = judgement;
  said.by = Trimmed(judgement.by);
  const MutexLock lock(mutex_);
  LYNCEUS_ASSIGN_OR_RETURN(const Alert* const alert, FindAlert(said.alert));
  LYNCEUS_RETURN_IF_ERROR(CheckOpen(*alert, said.reopen));
  LYNCEUS_ASSIGN_OR_RETURN(const std::optional<DecisionCore> answer, AnswerOf(said.alert));
  LYNCEUS_ASSIGN_OR_RETURN(const Match* const hit, FindHit(said, answer));
  if (hit != nullptr) said.listed = hit->entity_id;
  const bool part = hit != nullptr && !IsAllOf(*answer);
  const auto scope = answer ? std::optional(answer->scope) : std::nullopt;
  const DispositionId id{
      .verdict = said.verdict,
      .proposed = NeedsSecondPerson(rules.On(Today()), scope, said.verdict, alert->decision),
      .part = part && said.verdict == AlertVerdict::kFalsePositive};
  return Append({.leaf = {.kind = RecordKind::kDisposition,
                          .rules = rules.digest,
                          .decision = alert->decision},
                 .body = {.input_json = JudgementJson(said, from.request_id),
                          .answer_json = AnswerJson(said, id, answer),
                          .rationale = said.text}},
                {.request_id = DispositionIdText(id),
                 .name = from.name,
                 .on_behalf_of = said.by,
                 .legal_entity = alert->legal_entity,
                 .earlier = said.alert},
                said.alert);
}

absl::StatusOr<JudgedAlert> Reviewer::Second(const SecondWord& word, const Transmitter& from) {
  LYNCEUS_RETURN_IF_ERROR(CheckSecondWord(word));
  SecondWord said = word;
  said.by = Trimmed(word.by);
  const MutexLock lock(mutex_);
  LYNCEUS_RETURN_IF_ERROR(CatchUp());
  const Alert* const alert = table_.FindProposed(said.disposition);
  if (alert == nullptr) {
    return Refused(said.disposition, "it is no disposition that awaits a second person",
                   "give the record of a disposition that is proposed; the list of alerts in the "
                   "state `proposed` has them");
  }
  const Ruling& first = alert->rulings.back();
  if (IsSamePerson(first.by, said.by)) {
    return MakeError(absl::StatusCode::kPermissionDenied,
                     {.subject = RecordName(said.disposition),
                      .cause = "the person who judged first cannot be the second one",
                      .remedy = "let another person agree or disagree"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::optional<DecisionCore> answer, AnswerOf(alert->record));
  return Append({.leaf = {.kind = RecordKind::kSecondReview, .decision = alert->decision},
                 .body = {.input_json = SecondWordJson(said, from.request_id),
                          .answer_json = AnswerJson(alert->record, said, answer),
                          .rationale = said.text}},
                {.request_id = SecondReviewIdText(said.agrees),
                 .name = from.name,
                 .on_behalf_of = said.by,
                 .legal_entity = alert->legal_entity,
                 .earlier = said.disposition},
                alert->record);
}

absl::StatusOr<Word> Reviewer::ReadWord(std::uint64_t record) const {
  Word word{.record = record};
  LYNCEUS_ASSIGN_OR_RETURN(const std::string bytes, log_.log().Leaf(record));
  LYNCEUS_ASSIGN_OR_RETURN(word.leaf, DecodeLeaf(bytes));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string stored, log_.log().Body(record));
  const auto body = OpenBody(word.leaf, stored, *keys_);
  if (absl::IsNotFound(body.status())) return word;
  LYNCEUS_RETURN_IF_ERROR(body.status());
  word.body = BodyState::kOpened;
  if (word.leaf.kind == RecordKind::kDisposition) {
    LYNCEUS_ASSIGN_OR_RETURN(word.judgement, ReadJudgement(body->input_json));
  } else {
    LYNCEUS_ASSIGN_OR_RETURN(word.second, ReadSecondWord(body->input_json));
  }
  return word;
}

absl::Status Reviewer::Follow() {
  const MutexLock lock(mutex_);
  return CatchUp();
}

absl::StatusOr<AlertHistory> Reviewer::Get(std::uint64_t record) {
  AlertHistory history;
  {
    const MutexLock lock(mutex_);
    LYNCEUS_ASSIGN_OR_RETURN(const Alert* const alert, FindAlert(record));
    history.alert = *alert;
  }
  for (const Ruling& ruling : history.alert.rulings) {
    LYNCEUS_ASSIGN_OR_RETURN(Word first, ReadWord(ruling.record));
    history.words.push_back(std::move(first));
    if (!ruling.second_record) continue;
    LYNCEUS_ASSIGN_OR_RETURN(Word second, ReadWord(*ruling.second_record));
    history.words.push_back(std::move(second));
  }
  return history;
}

absl::StatusOr<AlertPage> Reviewer::List(const std::vector<AlertState>& states, std::uint64_t from,
                                         std::size_t alerts_max) {
  const MutexLock lock(mutex_);
  LYNCEUS_RETURN_IF_ERROR(CatchUp());
  return PageOf(table_, states, from, alerts_max);
}

AlertPage PageOf(const AlertTable& table, const std::vector<AlertState>& states, std::uint64_t from,
                 std::size_t alerts_max) {
  AlertPage page;
  for (auto at = table.alerts().lower_bound(from); at != table.alerts().end(); ++at) {
    if (std::find(states.begin(), states.end(), at->second.state) == states.end()) continue;
    if (page.alerts.size() == alerts_max) {
      page.next = at->first;
      break;
    }
    page.alerts.push_back(at->second);
  }
  return page;
}

}  // namespace lynceus::review
