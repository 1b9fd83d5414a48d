// In rounds: read some questions, answer them in parallel, compare.
#include "lib/review/replay.h"

#include <set>
#include <utility>

#include "lib/base/status.h"
#include "lib/review/json_value.h"

namespace lynceus::review {
namespace {

// The word of the decision in an answer; empty where it is none.
std::string DecisionIn(const std::string& answer) {
  const auto read = ParseJson(answer);
  const JsonValue* const decision = read.ok() ? read->Find("decision") : nullptr;
  return decision == nullptr ? "" : decision->text;
}

Replayed Compared(const LogRecord& record, const absl::StatusOr<std::string>& answer) {
  Replayed replayed{.index = record.index, .body = record.state};
  if (!answer.ok()) {
    replayed.error = answer.status();
    return replayed;
  }
  const std::string& recorded = record.body.answer_json;
  replayed.decision_before = DecisionIn(recorded);
  replayed.decision_after = DecisionIn(*answer);
  if (*answer == recorded) {
    replayed.outcome = ReplayOutcome::kIdentical;
    return replayed;
  }
  auto changes = DiffAnswers(recorded, *answer);
  if (!changes.ok()) {
    replayed.error = changes.status();
    return replayed;
  }
  replayed.changes = *std::move(changes);
  if (replayed.changes.empty()) {
    replayed.changes.push_back({.what = "other",
                                .place = "the order of members, or spaces",
                                .before = "one form",
                                .after = "another"});
  }
  replayed.outcome =
      OnlyIdentity(replayed.changes) ? ReplayOutcome::kSameFindings : ReplayOutcome::kDiffers;
  return replayed;
}

Replayed NotAsked(const LogRecord& record) {
  const bool screening = record.leaf.kind == RecordKind::kScreen;
  return {.index = record.index,
          .outcome = !screening                           ? ReplayOutcome::kNotAScreening
                     : record.state == BodyState::kErased ? ReplayOutcome::kErased
                                                          : ReplayOutcome::kNotOpened,
          .body = record.state};
}

bool CanBeAsked(const LogRecord& record) {
  return record.leaf.kind == RecordKind::kScreen && record.state == BodyState::kOpened;
}

void Count(const Replayed& replayed, ReplaySummary& summary) {
  ++summary.outcomes[replayed.outcome];
  if (replayed.decision_before != replayed.decision_after && !replayed.decision_after.empty()) {
    ++summary.decisions[{replayed.decision_before, replayed.decision_after}];
  }
  std::set<std::string> what;
  for (const AnswerChange& change : replayed.changes) what.insert(change.what);
  for (const std::string& word : what) ++summary.changed[word];
}

// Answers and compares one round.
std::vector<Replayed> ReplayRound(const std::vector<LogRecord>& round, Answerer& answerer,
                                  ThreadPool& pool) {
  std::vector<Replayed> results(round.size());
  std::vector<std::size_t> asked;
  std::vector<RecordedQuestion> questions;
  for (std::size_t i = 0; i < round.size(); ++i) {
    if (CanBeAsked(round[i])) {
      asked.push_back(i);
      questions.push_back(QuestionOf(round[i]));
    } else {
      results[i] = NotAsked(round[i]);
    }
  }
  std::vector<absl::StatusOr<std::string>> answers(questions.size(),
                                                   absl::UnknownError("not answered"));
  answerer.Answer(questions, pool, answers);
  pool.ForEach(asked.size(),
               [&](std::size_t i) { results[asked[i]] = Compared(round[asked[i]], answers[i]); });
  return results;
}

}  // namespace

std::string_view ReplayOutcomeName(ReplayOutcome outcome) {
  switch (outcome) {
    case ReplayOutcome::kIdentical:
      return "identical";
    case ReplayOutcome::kSameFindings:
      return "same findings";
    case ReplayOutcome::kDiffers:
      return "differs";
    case ReplayOutcome::kFailed:
      return "failed";
    case ReplayOutcome::kNotOpened:
      return "not opened";
    case ReplayOutcome::kNotAScreening:
      return "not a screening";
    case ReplayOutcome::kErased:
      return "erased";
  }
  return "unknown";
}

RecordedQuestion QuestionOf(const LogRecord& record) {
  return {.index = record.index,
          .snapshot = record.leaf.snapshot,
          .rules = record.leaf.rules,
          .engine = record.leaf.engine,
          .as_of = Date::FromDays(record.leaf.as_of_days),
          .preset = record.leaf.preset,
          .input_json = record.body.input_json};
}

std::uint64_t ReplaySummary::records() const {
  std::uint64_t sum = 0;
  for (const auto& [outcome, count] : outcomes) sum += count;
  return sum;
}

absl::StatusOr<ReplaySummary> Replay(const RecordReader& records,
                                     const std::vector<std::uint64_t>& indexes, Answerer& answerer,
                                     ThreadPool& pool,
                                     const std::function<absl::Status(const Replayed&)>& visit) {
  ReplaySummary summary;
  const auto work = [&](const std::vector<LogRecord>& round) -> absl::Status {
    for (const Replayed& replayed : ReplayRound(round, answerer, pool)) {
      Count(replayed, summary);
      LYNCEUS_RETURN_IF_ERROR(visit(replayed));
    }
    return absl::OkStatus();
  };
  LYNCEUS_RETURN_IF_ERROR(ForEachRound(records, indexes, work));
  return summary;
}

}  // namespace lynceus::review
