#include "lib/review/good_guy_entry.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"

namespace lynceus::review {
namespace {

using Json = rapidjson::Value;

constexpr std::size_t kDigestShown = 8;

absl::Status Bad(std::string subject, std::string cause, std::string remedy) {
  return InvalidError(
      {.subject = std::move(subject), .cause = std::move(cause), .remedy = std::move(remedy)});
}

std::string Text(const Json& object, const char* key) {
  const auto member = object.FindMember(key);
  if (member == object.MemberEnd() || !member->value.IsString()) return "";
  return {member->value.GetString(), member->value.GetStringLength()};
}

bool HasText(const Json& object, const char* key, const std::string& text) {
  const auto member = object.FindMember(key);
  if (member == object.MemberEnd() || !member->value.IsArray()) return false;
  for (const Json& each : member->value.GetArray()) {
    if (each.IsString() && text == each.GetString()) return true;
  }
  return false;
}

bool IsDeclaredOwner(const Json& match) {
  const auto flags = match.FindMember("flags");
  if (flags == match.MemberEnd() || !flags->value.IsArray()) return false;
  for (const Json& flag : flags->value.GetArray()) {
    if (flag.IsObject() && Text(flag, "type") == "declared_owner") return true;
  }
  return false;
}

// The match of the counterparty itself, or null.
const Json* FindMatch(const Json& answer, const std::string& listed) {
  for (const char* key : {"hits", "suppressed"}) {
    const auto matches = answer.FindMember(key);
    if (matches == answer.MemberEnd() || !matches->value.IsArray()) continue;
    for (const Json& match : matches->value.GetArray()) {
      if (!match.IsObject() || IsDeclaredOwner(match)) continue;
      if (Text(match, "entity_id") == listed || HasText(match, "ids", listed)) return &match;
    }
  }
  return nullptr;
}

// A double-quoted YAML text: nothing in it can end it or begin another key.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') out += '\\';
    out += static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte;
  }
  return out + "\"";
}

absl::Status CheckWords(const GoodGuyDecision& decision) {
  if (TrimAscii(decision.author).empty() || TrimAscii(decision.approver).empty() ||
      TrimAscii(decision.reason).empty()) {
    return Bad("good guy", "author, approver or reason is missing", "give all three");
  }
  if (LowerAscii(TrimAscii(decision.author)) == LowerAscii(TrimAscii(decision.approver))) {
    return Bad("approver", "it is the author", "let another person approve the entry");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Days(const std::string& from, const std::string& until) {
  const auto first = Date::ParseIso(from);
  if (!first.ok()) return Annotate(first.status(), {.subject = "from"});
  const auto end = Date::ParseIso(until);
  if (!end.ok()) return Annotate(end.status(), {.subject = "until"});
  if (*end <= *first) return Bad("until", "it is not after from", "mend the dates");
  return absl::StrCat("    from: ", first->ToString(), "\n    until: ", end->ToString(), "\n");
}

}  // namespace

absl::StatusOr<std::string> GoodGuyEntry(std::string_view answer, const GoodGuyDecision& decision) {
  LYNCEUS_RETURN_IF_ERROR(CheckWords(decision));
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
      answer.data(), answer.size());
  if (document.HasParseError() || !document.IsObject()) {
    return Bad("answer", "it is no JSON object", "give an answer of screen --format json or batch");
  }
  const std::string asked_digest = Text(document, "asked_digest");
  const Json* const match = FindMatch(document, decision.listed);
  if (match == nullptr) {
    return NotFoundError(
        {.subject = "answer",
         .cause = "it has no match of " + decision.listed + " with the counterparty itself",
         .remedy = "name the entity_id of a hit"});
  }
  const std::string listed_digest = Text(*match, "party_digest");
  if (asked_digest.empty() || listed_digest.empty()) {
    return Bad("answer", "it carries no digests", "screen the counterparty again");
  }
  const std::string key = decision.key.empty()
                              ? absl::StrCat("gg-", asked_digest.substr(0, kDigestShown), "-",
                                             listed_digest.substr(0, kDigestShown))
                              : decision.key;
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::string days,
      Days(decision.from.empty() ? Text(document, "as_of") : decision.from, decision.until));
  std::string entry = absl::StrCat("  - key: ", Quoted(key), "\n");
  if (const std::string id = Text(document, "id"); !id.empty()) {
    absl::StrAppend(&entry, "    counterparty: ", Quoted(id), "\n");
  }
  absl::StrAppend(&entry, "    asked_digest: ", asked_digest,
                  "\n    listed: ", Quoted(Text(*match, "entity_id")),
                  "\n    listed_digest: ", listed_digest, "\n    author: ", Quoted(decision.author),
                  "\n    approver: ", Quoted(decision.approver),
                  "\n    reason: ", Quoted(decision.reason), "\n", days);
  return entry;
}

}  // namespace lynceus::review
