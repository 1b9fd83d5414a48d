#include "lib/review/judged_good_guy.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/review/alerts.h"
#include "lib/review/answer_reader.h"
#include "lib/review/good_guy_entry.h"
#include "lib/review/judgement.h"

namespace lynceus::review {
namespace {

absl::Status Refused(std::uint64_t index, std::string cause, std::string remedy) {
  return PreconditionError({.subject = absl::StrCat("record ", index),
                            .cause = std::move(cause),
                            .remedy = std::move(remedy)});
}

absl::StatusOr<Body> OpenedBody(const RecordReader& records, std::uint64_t index) {
  LYNCEUS_ASSIGN_OR_RETURN(LogRecord record, records.Read(index));
  if (record.state == BodyState::kOpened) return std::move(record.body);
  return Refused(index, absl::StrCat("its body is ", ToAbsl(BodyStateName(record.state))),
                 "an entry rests on the answer and on who judged it: give the master key, or "
                 "screen and judge again");
}

// A ruling that clears, by two persons.
absl::Status CheckClears(std::uint64_t alert, const Ruling& ruling) {
  if (ruling.id.verdict != AlertVerdict::kFalsePositive) {
    return Refused(alert,
                   absl::StrCat("record ", ruling.record, " judged it ",
                                ToAbsl(AlertVerdictName(ruling.id.verdict))),
                   "only a false positive becomes a good guy");
  }
  if (!ruling.stands()) {
    return Refused(alert,
                   ruling.second_record
                       ? absl::StrCat("the second person disagreed with record ", ruling.record)
                       : absl::StrCat("record ", ruling.record, " awaits a second person"),
                   "let a second person agree first");
  }
  if (ruling.second_agrees) return absl::OkStatus();
  return Refused(alert, absl::StrCat("one person alone judged it, in record ", ruling.record),
                 "an entry needs two: ask for a second person in policy (second_person), and "
                 "judge it again");
}

struct Clearing {
  Ruling ruling;
  Judgement judgement;
};

// The newest ruling on the hit; those on other hits say nothing of it.
absl::StatusOr<Clearing> ClearingOf(const RecordReader& records, const Alert& alert,
                                    const std::string& listed) {
  for (auto at = alert.rulings.rbegin(); at != alert.rulings.rend(); ++at) {
    LYNCEUS_ASSIGN_OR_RETURN(const Body body, OpenedBody(records, at->record));
    LYNCEUS_ASSIGN_OR_RETURN(Judgement judgement, ReadJudgement(body.input_json));
    if (at->id.part && !listed.empty() && judgement.listed != listed) continue;
    LYNCEUS_RETURN_IF_ERROR(CheckClears(alert.record, *at));
    if (!judgement.listed.empty() && !listed.empty() && judgement.listed != listed) {
      return Refused(alert.record, absl::StrCat("record ", at->record, " judged another hit"),
                     "name " + judgement.listed);
    }
    return Clearing{.ruling = *at, .judgement = std::move(judgement)};
  }
  return Refused(alert.record, "nobody has judged the alert, or this hit of it",
                 "judge it first: lynceus log judge");
}

// What was judged, where it is not said: the hit that the judgement names, or the only one.
absl::StatusOr<std::string> ListedOf(std::uint64_t alert, const Judgement& judgement,
                                     const std::string& answer_json) {
  if (!judgement.listed.empty()) return judgement.listed;
  LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core, ReadDecisionCore(answer_json));
  if (core.hits.size() == 1) return core.hits.front().entity_id;
  std::vector<std::string> ids;
  ids.reserve(core.hits.size());
  for (const Match& match : core.hits) ids.push_back(match.entity_id);
  return InvalidError({.subject = "--listed",
                       .place = absl::StrCat("record ", alert),
                       .cause = absl::StrCat("the alert has ", ids.size(), " hits"),
                       .remedy = ids.empty() ? "an entry is about a hit: there is none to make"
                                             : "name one of " + Join(ids, ", ")});
}

}  // namespace

absl::StatusOr<std::string> GoodGuyOf(const RecordReader& records, std::uint64_t alert,
                                      const std::string& listed, const std::string& until) {
  LYNCEUS_ASSIGN_OR_RETURN(const AlertTable table, ReadAlerts(records));
  const Alert* const found = table.Find(alert);
  if (found == nullptr) {
    return Refused(alert, "it is no alert",
                   "give the record of a screening that was REVIEW or BLOCK");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Clearing clearing, ClearingOf(records, *found, listed));
  LYNCEUS_ASSIGN_OR_RETURN(const Body body, OpenedBody(records, alert));
  std::string hit = listed;
  if (hit.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(hit, ListedOf(alert, clearing.judgement, body.answer_json));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const LogRecord second, records.Read(*clearing.ruling.second_record));
  return GoodGuyEntry(body.answer_json,
                      {.listed = hit,
                       .author = clearing.ruling.by,
                       .approver = clearing.ruling.second_by,
                       .reason = clearing.judgement.text,
                       .from = Date::FromUnixMicros(second.leaf.unix_micros).ToString(),
                       .until = until});
}

}  // namespace lynceus::review
