#pragma once
// What a person says of an alert, and a second person of that; as it is checked, and as it stands
// in the bodies of their records (FORMAT.md).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/rules.h"
#include "lib/review/alerts.h"

namespace lynceus::review {

inline constexpr std::size_t kReasonCodeBytesMax = 32;
inline constexpr std::size_t kRationaleBytesMax = 4'096;

// A person's word on an alert.
struct Judgement {
  std::uint64_t alert = 0;  // its record
  AlertVerdict verdict = AlertVerdict::kEscalate;
  std::string reason;   // code, [a-z0-9_-]{1,32}: "other_birth_date"
  std::string text;     // why, at most 4,096 bytes of UTF-8
  std::string listed;   // an id of the hit that is judged; empty: the whole alert
  std::string by;       // staff id, printable ASCII of at most 256 bytes
  bool reopen = false;  // judges what is closed, or withdraws what is proposed

  friend bool operator==(const Judgement&, const Judgement&) = default;
};

// A second person's word on a disposition that awaits one.
struct SecondWord {
  std::uint64_t disposition = 0;  // its record
  bool agrees = false;
  std::string text;  // as above
  std::string by;    // as above

  friend bool operator==(const SecondWord&, const SecondWord&) = default;
};

// Errors: InvalidArgument naming the part that is not as said above.
absl::Status CheckReason(std::string_view code, std::string_view text, std::string_view by);
absl::Status CheckJudgement(const Judgement& judgement);
absl::Status CheckSecondWord(const SecondWord& word);

// Canonical, as it stands in bodies; and back. Errors of reading: DataLoss.
std::string JudgementJson(const Judgement& judgement, const std::string& request_id);
absl::StatusOr<Judgement> ReadJudgement(std::string_view json);
std::string SecondWordJson(const SecondWord& word, const std::string& request_id);
absl::StatusOr<SecondWord> ReadSecondWord(std::string_view json);

// Whether `verdict` on an alert of `decision` needs a second person in the policy's scope `scope`;
// where that is not known, or is no scope of the policy any more, in any of its scopes.
bool NeedsSecondPerson(const RuleSet& rules, const std::optional<std::string>& scope,
                       AlertVerdict verdict, Decision decision);

}  // namespace lynceus::review
