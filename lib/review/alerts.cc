#include "lib/review/alerts.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::review {
namespace {

constexpr std::array<std::string_view, 3> kVerdicts = {"true_match", "false_positive", "escalate"};
constexpr std::array<std::string_view, kAlertStates> kStates = {"open", "proposed", "escalated",
                                                                "true_match", "false_positive"};
constexpr std::string_view kAgrees = "second:agrees";
constexpr std::string_view kDisagrees = "second:disagrees";

template <typename Enum, std::size_t kSize>
std::optional<Enum> ParseWord(std::string_view word,
                              const std::array<std::string_view, kSize>& words) {
  for (std::size_t at = 0; at < kSize; ++at) {
    if (words[at] == word) return static_cast<Enum>(at);
  }
  return std::nullopt;
}

template <std::size_t kSize>
std::string_view WordAt(std::size_t at, const std::array<std::string_view, kSize>& words) {
  return at < kSize ? words[at] : "unknown";
}

absl::Status Unfit(std::uint64_t index, std::string cause) {
  return DataLossError({.subject = absl::StrCat("record ", index),
                        .cause = std::move(cause),
                        .remedy = "verify the log; no program of ours writes this"});
}

// What the alert is once its last ruling stands.
AlertState Settled(const Alert& alert) {
  const DispositionId& id = alert.rulings.back().id;
  switch (id.verdict) {
    case AlertVerdict::kTrueMatch:
      return AlertState::kTrueMatch;
    case AlertVerdict::kFalsePositive:
      return id.part ? alert.before : AlertState::kFalsePositive;
    case AlertVerdict::kEscalate:
      break;
  }
  return AlertState::kEscalated;
}

std::string PersonKey(std::string_view id) {
  std::string key;
  for (const char byte : LowerAscii(id)) {
    if (byte != ' ' && byte != '\t') key += byte;
  }
  return key;
}

}  // namespace

std::string_view AlertVerdictName(AlertVerdict verdict) {
  return WordAt(static_cast<std::size_t>(verdict), kVerdicts);
}
std::optional<AlertVerdict> ParseAlertVerdict(std::string_view word) {
  return ParseWord<AlertVerdict>(word, kVerdicts);
}
std::string_view AlertStateName(AlertState state) {
  return WordAt(static_cast<std::size_t>(state), kStates);
}
std::optional<AlertState> ParseAlertState(std::string_view word) {
  return ParseWord<AlertState>(word, kStates);
}
bool IsClosed(AlertState state) {
  return state == AlertState::kTrueMatch || state == AlertState::kFalsePositive;
}

std::vector<AlertState> UnresolvedStates() {
  return {AlertState::kOpen, AlertState::kProposed, AlertState::kEscalated};
}

std::string DispositionIdText(const DispositionId& id) {
  return absl::StrCat("judged:", ToAbsl(AlertVerdictName(id.verdict)),
                      id.proposed ? ":proposed" : ":stands", id.part ? ":part" : "");
}

std::optional<DispositionId> ParseDispositionId(std::string_view text) {
  for (std::size_t verdict = 0; verdict < kVerdicts.size(); ++verdict) {
    for (const bool proposed : {false, true}) {
      for (const bool part : {false, true}) {
        const DispositionId id{static_cast<AlertVerdict>(verdict), proposed, part};
        if (DispositionIdText(id) == text) return id;
      }
    }
  }
  return std::nullopt;
}

std::string SecondReviewIdText(bool agrees) { return std::string(agrees ? kAgrees : kDisagrees); }

std::optional<bool> ParseSecondReviewId(std::string_view text) {
  if (text == kAgrees) return true;
  if (text == kDisagrees) return false;
  return std::nullopt;
}

absl::Status AlertTable::Add(std::uint64_t index, const Leaf& leaf) {
  if (index != size_) {
    return InvalidError({.subject = absl::StrCat("record ", index),
                         .cause = absl::StrCat("record ", size_, " is the next one")});
  }
  if (leaf.kind == RecordKind::kDisposition) {
    LYNCEUS_RETURN_IF_ERROR(AddDisposition(index, leaf));
  } else if (leaf.kind == RecordKind::kSecondReview) {
    LYNCEUS_RETURN_IF_ERROR(AddSecondReview(index, leaf));
  } else if (leaf.kind == RecordKind::kScreen && leaf.decision != Decision::kClear) {
    alerts_.emplace_hint(alerts_.end(), index,
                         Alert{.record = index,
                               .unix_micros = leaf.unix_micros,
                               .decision = leaf.decision,
                               .legal_entity = leaf.legal_entity});
  }
  ++size_;
  return absl::OkStatus();
}

absl::Status AlertTable::AddDisposition(std::uint64_t index, const Leaf& leaf) {
  const auto found = leaf.earlier ? alerts_.find(*leaf.earlier) : alerts_.end();
  const auto id = ParseDispositionId(leaf.request_id);
  if (found == alerts_.end() || !id) return Unfit(index, "it is a disposition of no alert");
  Alert& alert = found->second;
  // What was proposed before and not answered is withdrawn.
  if (alert.state == AlertState::kProposed) {
    proposed_.erase(alert.rulings.back().record);
  } else {
    alert.before = IsClosed(alert.state) ? AlertState::kOpen : alert.state;
  }
  alert.rulings.push_back({.record = index, .id = *id, .by = leaf.on_behalf_of});
  alert.state = id->proposed ? AlertState::kProposed : Settled(alert);
  if (id->proposed) proposed_.emplace(index, alert.record);
  return absl::OkStatus();
}

absl::Status AlertTable::AddSecondReview(std::uint64_t index, const Leaf& leaf) {
  const auto found = leaf.earlier ? proposed_.find(*leaf.earlier) : proposed_.end();
  const auto agrees = ParseSecondReviewId(leaf.request_id);
  if (found == proposed_.end() || !agrees) {
    return Unfit(index, "it is a second review of what awaits none");
  }
  Alert& alert = alerts_.at(found->second);
  Ruling& ruling = alert.rulings.back();
  if (IsSamePerson(ruling.by, leaf.on_behalf_of)) {
    return Unfit(index, "it is a second review by the person who judged first");
  }
  ruling.second_record = index;
  ruling.second_agrees = *agrees;
  ruling.second_by = leaf.on_behalf_of;
  alert.state = *agrees ? Settled(alert) : AlertState::kEscalated;
  proposed_.erase(found);
  return absl::OkStatus();
}

const Alert* AlertTable::Find(std::uint64_t record) const {
  const auto found = alerts_.find(record);
  return found == alerts_.end() ? nullptr : &found->second;
}

const Alert* AlertTable::FindProposed(std::uint64_t record) const {
  const auto found = proposed_.find(record);
  return found == proposed_.end() ? nullptr : Find(found->second);
}

absl::StatusOr<AlertTable> ReadAlerts(const RecordReader& records) {
  AlertTable table;
  LYNCEUS_RETURN_IF_ERROR(records.ForEach(
      0, records.size(), [](std::uint64_t, const Leaf&) { return false; },
      [&](const LogRecord& record) { return table.Add(record.index, record.leaf); }));
  return table;
}

bool IsSamePerson(std::string_view a, std::string_view b) { return PersonKey(a) == PersonKey(b); }

}  // namespace lynceus::review
