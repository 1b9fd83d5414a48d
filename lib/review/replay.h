#pragma once
// Replay: a recorded question asked again, of the snapshot, rules and build that the record names
// or of others, and only then compared with what was answered.
//
// Who answers (Answerer) gets the question alone: the stored answer never reaches it.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/thread_pool.h"
#include "lib/model/date.h"
#include "lib/review/answer_diff.h"
#include "lib/review/record_reader.h"
#include "lib/review/record_rounds.h"

namespace lynceus::review {

// All that a screening was a function of.
struct RecordedQuestion {
  std::uint64_t index = 0;
  std::string snapshot;  // content digest
  std::string rules;     // digest
  std::string engine;    // build word
  Date as_of;
  std::string preset;      // key
  std::string input_json;  // CounterpartyJson
};
RecordedQuestion QuestionOf(const LogRecord& record);

// Answers recorded questions. One thread calls it; it may use the pool.
class Answerer {
 public:
  virtual ~Answerer() = default;
  // Sets `answers[i]` to the DecisionCore JSON that questions[i] gives, or to why there is none.
  // REQUIRES: equal sizes.
  virtual void Answer(const std::vector<RecordedQuestion>& questions, ThreadPool& pool,
                      std::vector<absl::StatusOr<std::string>>& answers) = 0;
};

enum class ReplayOutcome : std::uint8_t {
  kIdentical = 0,      // byte for byte
  kSameFindings = 1,   // only the names of snapshot, rules or engine differ, as they must where
                       // others than the recorded ones were asked
  kDiffers = 2,        // see `changes`
  kFailed = 3,         // no answer: `error`
  kNotOpened = 4,      // the body is sealed: it may be asked again with the key
  kNotAScreening = 5,  // a record of another kind
  kErased = 6,         // the body is gone: there is nothing to ask; that this is on record is
                       // verified with the log
};
std::string_view ReplayOutcomeName(ReplayOutcome outcome);
constexpr int kReplayOutcomes = 7;

struct Replayed {
  std::uint64_t index = 0;
  ReplayOutcome outcome = ReplayOutcome::kFailed;
  BodyState body = BodyState::kOpened;
  std::vector<AnswerChange> changes;
  std::string decision_before;  // "CLEAR"; of records that were asked again
  std::string decision_after;   // empty where there is no answer
  absl::Status error;
};

struct ReplaySummary {
  std::map<ReplayOutcome, std::uint64_t> outcomes;
  std::map<std::pair<std::string, std::string>, std::uint64_t> decisions;  // that changed
  std::map<std::string, std::uint64_t> changed;  // records by what differs (AnswerChange::what)
  std::uint64_t records() const;
};

// Asks the records of `indexes` (ascending) again and gives each to `visit`, in order. Errors:
// those of the reader and the visitor; that a record cannot be answered is an outcome, no error.
absl::StatusOr<ReplaySummary> Replay(const RecordReader& records,
                                     const std::vector<std::uint64_t>& indexes, Answerer& answerer,
                                     ThreadPool& pool,
                                     const std::function<absl::Status(const Replayed&)>& visit);

}  // namespace lynceus::review
