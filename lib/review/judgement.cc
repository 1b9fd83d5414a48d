#include "lib/review/judgement.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/json_value.h"

namespace lynceus::review {
namespace {

absl::Status Bad(std::string part, std::string cause, std::string limit, std::string remedy) {
  return InvalidError({.subject = std::move(part),
                       .cause = std::move(cause),
                       .limit = std::move(limit),
                       .remedy = std::move(remedy)});
}

bool IsReasonCode(std::string_view code) {
  return !code.empty() && code.size() <= kReasonCodeBytesMax &&
         std::all_of(code.begin(), code.end(), [](unsigned char byte) {
           return std::islower(byte) != 0 || std::isdigit(byte) != 0 || byte == '_' || byte == '-';
         });
}

absl::Status CheckText(std::string_view text) {
  if (!TrimAscii(text).empty() && text.size() <= kRationaleBytesMax && IsValidUtf8(text)) {
    return absl::OkStatus();
  }
  return Bad("text", "it is missing, too long or no UTF-8", "4,096 bytes", "say why in a sentence");
}

// It stands in the leaf, which holds printable ASCII only; another spelling there than in the body
// would be another person.
absl::Status CheckPerson(std::string_view by) {
  const bool printable = std::all_of(
      by.begin(), by.end(), [](unsigned char byte) { return byte >= 0x20 && byte < 0x7f; });
  if (printable && !TrimAscii(by).empty() && by.size() <= kLeafTextBytesMax) {
    return absl::OkStatus();
  }
  return Bad("by", "it is missing, too long or not in printable ASCII", "256 bytes",
             "give the staff id of the person");
}

bool Asks(const SecondPerson& policy, AlertVerdict verdict, Decision decision) {
  const std::optional<Decision>& from =
      verdict == AlertVerdict::kTrueMatch ? policy.true_match : policy.false_positive;
  return verdict != AlertVerdict::kEscalate && from && decision >= *from;
}

}  // namespace

absl::Status CheckReason(std::string_view code, std::string_view text, std::string_view by) {
  if (!IsReasonCode(code)) {
    return Bad("reason", "it is no code of [a-z0-9_-]", "32 bytes",
               "give a code, for example other_birth_date; the words go into the text");
  }
  LYNCEUS_RETURN_IF_ERROR(CheckText(text));
  return CheckPerson(by);
}

absl::Status CheckJudgement(const Judgement& judgement) {
  return CheckReason(judgement.reason, judgement.text, judgement.by);
}

absl::Status CheckSecondWord(const SecondWord& word) {
  LYNCEUS_RETURN_IF_ERROR(CheckText(word.text));
  return CheckPerson(word.by);
}

std::string JudgementJson(const Judgement& judgement, const std::string& request_id) {
  JsonWriter json;
  json.BeginObject().Key("alert").Int(static_cast<std::int64_t>(judgement.alert));
  json.Member("verdict", AlertVerdictName(judgement.verdict));
  json.Member("reason", judgement.reason).Member("text", judgement.text);
  json.Member("listed", judgement.listed).Member("by", judgement.by);
  json.Key("reopen").Bool(judgement.reopen);
  json.Member("request_id", request_id).EndObject();
  return json.Take();
}

absl::StatusOr<Judgement> ReadJudgement(std::string_view json) {
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue root, ParseJson(json));
  Judgement judgement;
  absl::Status status;
  {
    ObjectReader object(root, "", status);
    judgement.alert = static_cast<std::uint64_t>(object.Int("alert"));
    judgement.verdict = object.Word<AlertVerdict>("verdict", AlertVerdictName, 3);
    judgement.reason = object.Text("reason");
    judgement.text = object.Text("text");
    judgement.listed = object.Text("listed");
    judgement.by = object.Text("by");
    judgement.reopen = object.Bool("reopen");
    object.Text("request_id");
  }
  if (!status.ok()) return status;
  return judgement;
}

std::string SecondWordJson(const SecondWord& word, const std::string& request_id) {
  JsonWriter json;
  json.BeginObject().Key("disposition").Int(static_cast<std::int64_t>(word.disposition));
  json.Key("agrees").Bool(word.agrees);
  json.Member("text", word.text).Member("by", word.by);
  json.Member("request_id", request_id).EndObject();
  return json.Take();
}

absl::StatusOr<SecondWord> ReadSecondWord(std::string_view json) {
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue root, ParseJson(json));
  SecondWord word;
  absl::Status status;
  {
    ObjectReader object(root, "", status);
    word.disposition = static_cast<std::uint64_t>(object.Int("disposition"));
    word.agrees = object.Bool("agrees");
    word.text = object.Text("text");
    word.by = object.Text("by");
    object.Text("request_id");
  }
  if (!status.ok()) return status;
  return word;
}

bool NeedsSecondPerson(const RuleSet& rules, const std::optional<std::string>& scope,
                       AlertVerdict verdict, Decision decision) {
  const auto asks = [&](const Policy& policy) {
    return Asks(policy.second_person, verdict, decision);
  };
  const auto& scopes = rules.scopes.policies;
  if (scope && *scope == rules.policy.scope) return asks(rules.policy);
  const auto own = std::find_if(scopes.begin(), scopes.end(), [&](const Policy& policy) {
    return scope && policy.scope == *scope;
  });
  if (own != scopes.end()) return asks(*own);
  return asks(rules.policy) || std::any_of(scopes.begin(), scopes.end(), asks);
}

}  // namespace lynceus::review
