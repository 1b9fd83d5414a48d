#include "lib/review/compare.h"

#include <algorithm>
#include <memory>

#include "lib/base/status.h"
#include "lib/review/counterparty_reader.h"
#include "lib/review/record_rounds.h"

namespace lynceus::review {
namespace {

using EnginePtr = std::shared_ptr<const screening::Engine>;

// One screening with the engines of both sides.
struct Pair {
  const LogRecord* record = nullptr;
  absl::StatusOr<EnginePtr> before;
  absl::StatusOr<EnginePtr> after;
};

DecisionDiff Failed(const absl::Status& before, const absl::Status& after) {
  return {.before = {before}, .after = {after}, .why = {}};
}

ComparedRecord CompareOne(const Pair& pair) {
  ComparedRecord compared{.index = pair.record->index};
  const auto asked = ReadCounterparty(pair.record->body.input_json);
  if (!asked.ok()) {
    compared.diff = Failed(asked.status(), asked.status());
    return compared;
  }
  if (!pair.before.ok() || !pair.after.ok()) {
    const absl::Status other = absl::UnknownError("not asked: the other side has no engine");
    compared.diff = Failed(pair.before.ok() ? other : pair.before.status(),
                           pair.after.ok() ? other : pair.after.status());
    return compared;
  }
  const Leaf& leaf = pair.record->leaf;
  compared.diff = DiffDecisions(*asked, Date::FromDays(leaf.as_of_days), **pair.before,
                                **pair.after, leaf.preset);
  const std::string recorded(DecisionName(leaf.decision));
  if (compared.diff.before.word() != recorded) compared.recorded_otherwise = recorded;
  return compared;
}

// True where it is given to the visitor.
bool Count(const ComparedRecord& compared, CompareSummary& summary) {
  const DecisionDiff& diff = compared.diff;
  ++summary.compared;
  if (diff.failed()) ++summary.errors;
  if (diff.changed()) ++summary.changes[{diff.before.word(), diff.after.word()}];
  if (diff.changed() || diff.failed()) return true;
  ++summary.same;
  if (!diff.why.empty()) ++summary.other_findings;
  return !compared.recorded_otherwise.empty();
}

std::vector<Pair> PairsOf(const std::vector<LogRecord>& round, EngineSource& before,
                          EngineSource& after, CompareSummary& summary) {
  std::vector<Pair> pairs;
  for (const LogRecord& record : round) {
    if (record.leaf.kind != RecordKind::kScreen) {
      ++summary.not_screenings;
    } else if (record.state != BodyState::kOpened) {
      ++summary.not_opened;
    } else {
      const Leaf& leaf = record.leaf;
      pairs.push_back({.record = &record,
                       .before = before.EngineOf(leaf.snapshot, leaf.rules),
                       .after = after.EngineOf(leaf.snapshot, leaf.rules)});
    }
  }
  return pairs;
}

}  // namespace

absl::StatusOr<CompareSummary> CompareRecords(
    const RecordReader& records, const std::vector<std::uint64_t>& indexes, EngineSource& before,
    EngineSource& after, ThreadPool& pool,
    const std::function<absl::Status(const ComparedRecord&)>& visit) {
  CompareSummary summary;
  const auto work = [&](const std::vector<LogRecord>& round) -> absl::Status {
    const std::vector<Pair> pairs = PairsOf(round, before, after, summary);
    std::vector<ComparedRecord> compared(pairs.size());
    pool.ForEach(pairs.size(), [&](std::size_t i) { compared[i] = CompareOne(pairs[i]); });
    for (const ComparedRecord& one : compared) {
      if (Count(one, summary)) LYNCEUS_RETURN_IF_ERROR(visit(one));
    }
    return absl::OkStatus();
  };
  LYNCEUS_RETURN_IF_ERROR(ForEachRound(records, indexes, work));
  return summary;
}

}  // namespace lynceus::review
