#pragma once
// Dispositions: people judge alerts, and where policy asks for it a second person agrees or not.
// Each word is a record of the log, linked to the alert. FORMAT.md has their JSON.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/seal.h"
#include "lib/base/mutex.h"
#include "lib/model/date.h"
#include "lib/model/decision.h"
#include "lib/model/rules.h"
#include "lib/review/alerts.h"
#include "lib/review/judgement.h"
#include "lib/review/record_log.h"
#include "lib/review/transmitter.h"

namespace lynceus::review {

struct JudgedAlert {
  std::uint64_t record = 0;  // of the word that was given
  std::uint64_t alert = 0;
  AlertState state = AlertState::kOpen;  // of the alert, now
};

// One word of an alert's history.
struct Word {
  std::uint64_t record = 0;
  Leaf leaf;
  BodyState body = BodyState::kErased;
  // Of kOpened, by the leaf's kind.
  std::optional<Judgement> judgement;
  std::optional<SecondWord> second;
};
struct AlertHistory {
  Alert alert;
  std::vector<Word> words;  // in the order of the log
};

struct AlertPage {
  std::vector<Alert> alerts;          // by record, ascending
  std::optional<std::uint64_t> next;  // where the next page begins; none: nothing is left
};

// Thread-safe: one word is taken at a time, so that of two at once the second sees the first. Holds
// an AlertTable, which each call brings up to the log's end: linear in what came since.
class Reviewer {
 public:
  // Cost: one pass over the leaves, some 7 s for 10 M of them. `log` must outlive it. Errors: those
  // of OpenRecordReader, OpenKeys and AlertTable::Add.
  static absl::StatusOr<std::unique_ptr<Reviewer>> Open(RecordLog& log);

  // Records the judgement; `rules`, as they are today, say whether a second person is needed.
  // Errors: InvalidArgument for a part outside what is said above; NotFound where the record is not
  // there, or the answer has no such hit; FailedPrecondition where it is no alert, is closed or
  // proposed without `reopen`, or a hit is named and the answer is erased; Unavailable where the
  // log cannot write.
  absl::StatusOr<JudgedAlert> Judge(const Judgement& judgement, const RuleSet& rules,
                                    const Transmitter& from);
  // Records the second person's word. Errors: as Judge; FailedPrecondition where the record awaits
  // none; PermissionDenied where it is the first person again, in whatever case and blanks.
  absl::StatusOr<JudgedAlert> Second(const SecondWord& word, const Transmitter& from);

  // Takes what was appended since; to be called now and then, so that no call has much to take.
  // Errors: those of AlertTable::Add; the next call has them again.
  absl::Status Follow();

  // Errors: NotFound; FailedPrecondition where it is no alert; DataLoss.
  absl::StatusOr<AlertHistory> Get(std::uint64_t alert);
  // From record `from` on, at most `alerts_max`, those in one of `states`.
  absl::StatusOr<AlertPage> List(const std::vector<AlertState>& states, std::uint64_t from,
                                 std::size_t alerts_max);

 private:
  Reviewer(RecordLog& log, std::unique_ptr<audit::BodyOpener> keys, AlertTable table)
      : log_(log), keys_(std::move(keys)), table_(std::move(table)) {}

  Date Today() const;
  absl::Status CatchUp() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<const Alert*> FindAlert(std::uint64_t record)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<JudgedAlert> Append(Draft draft, const Caller& caller, std::uint64_t alert)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::StatusOr<std::optional<DecisionCore>> AnswerOf(std::uint64_t alert) const;
  absl::StatusOr<Word> ReadWord(std::uint64_t record) const;

  RecordLog& log_;
  const std::unique_ptr<audit::BodyOpener> keys_;
  Mutex mutex_;
  AlertTable table_ ABSL_GUARDED_BY(mutex_);
};

// The alerts of `table` as Reviewer::List gives them.
AlertPage PageOf(const AlertTable& table, const std::vector<AlertState>& states, std::uint64_t from,
                 std::size_t alerts_max);

}  // namespace lynceus::review
