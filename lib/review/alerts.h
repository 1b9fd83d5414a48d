#pragma once
// Alerts: the screenings that were not clear, and what people made of them. Known from leaves alone
// (FORMAT.md says what the leaf of a disposition holds), so that it stays on record when bodies are
// sealed or erased.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lib/review/leaf.h"
#include "lib/review/record_reader.h"

namespace lynceus::review {

// What a person says of an alert.
enum class AlertVerdict : std::uint8_t {
  kTrueMatch = 0,
  kFalsePositive = 1,
  kEscalate = 2,  // somebody else decides
};
std::string_view AlertVerdictName(AlertVerdict verdict);  // "true_match", "false_positive" ...
std::optional<AlertVerdict> ParseAlertVerdict(std::string_view word);

enum class AlertState : std::uint8_t {
  kOpen = 0,           // nobody has judged it, or only a part of it
  kProposed = 1,       // judged; a second person's word is awaited
  kEscalated = 2,      // also where a second person disagreed
  kTrueMatch = 3,      // closed
  kFalsePositive = 4,  // closed
};
inline constexpr int kAlertStates = 5;
std::string_view AlertStateName(AlertState state);  // "open", "proposed", "escalated" ...
std::optional<AlertState> ParseAlertState(std::string_view word);
bool IsClosed(AlertState state);
// All that are not closed.
std::vector<AlertState> UnresolvedStates();

// What the leaf of a disposition says in the place of the request id.
struct DispositionId {
  AlertVerdict verdict = AlertVerdict::kEscalate;
  bool proposed = false;  // it stands only when a second person agrees
  bool part = false;      // of one hit among other findings: it does not close the alert
  friend bool operator==(const DispositionId&, const DispositionId&) = default;
};
std::string DispositionIdText(const DispositionId& id);  // "judged:false_positive:proposed:part"
std::optional<DispositionId> ParseDispositionId(std::string_view text);
std::string SecondReviewIdText(bool agrees);  // "second:agrees", "second:disagrees"
std::optional<bool> ParseSecondReviewId(std::string_view text);

// One disposition with the second person's word, where there is one.
struct Ruling {
  std::uint64_t record = 0;
  DispositionId id;
  std::string by;
  std::optional<std::uint64_t> second_record;
  bool second_agrees = false;
  std::string second_by;

  bool stands() const { return !id.proposed || second_agrees; }
};

struct Alert {
  std::uint64_t record = 0;
  std::int64_t unix_micros = 0;
  Decision decision = Decision::kReview;
  std::string legal_entity;
  AlertState state = AlertState::kOpen;
  // Where a proposed part is agreed to, or a proposal was of a part, the alert is this again.
  AlertState before = AlertState::kOpen;
  std::vector<Ruling> rulings;  // in the order of the log
};

// Every alert of a log. Thread-compatible. Cost: about 150 bytes an alert, nothing for a screening
// that was clear.
class AlertTable {
 public:
  // Takes the next record of the log. Errors: InvalidArgument where `index` is not size();
  // DataLoss for a disposition of what is no alert, or a second review of what awaits none.
  absl::Status Add(std::uint64_t index, const Leaf& leaf);
  std::uint64_t size() const { return size_; }  // records taken

  // Or null.
  const Alert* Find(std::uint64_t record) const;
  // The alert that the disposition `record`, which awaits a second person, is of; or null.
  const Alert* FindProposed(std::uint64_t record) const;
  const std::map<std::uint64_t, Alert>& alerts() const { return alerts_; }

 private:
  absl::Status AddDisposition(std::uint64_t index, const Leaf& leaf);
  absl::Status AddSecondReview(std::uint64_t index, const Leaf& leaf);

  std::uint64_t size_ = 0;
  std::map<std::uint64_t, Alert> alerts_;
  std::map<std::uint64_t, std::uint64_t> proposed_;  // disposition -> alert
};

// The alerts of a log up to its newest checkpoint. Cost: one pass over the leaves. Errors: those of
// the reader and of AlertTable::Add.
absl::StatusOr<AlertTable> ReadAlerts(const RecordReader& records);

// Whether two staff ids are of one person: without regard to case and blanks.
bool IsSamePerson(std::string_view a, std::string_view b);

}  // namespace lynceus::review
