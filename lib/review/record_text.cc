#include "lib/review/record_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/answer_reader.h"
#include "lib/review/answer_text.h"
#include "lib/review/counterparty_reader.h"
#include "lib/review/erasure.h"
#include "lib/review/json_value.h"
#include "lib/review/record_rows.h"
#include "lib/review/verdict_dot.h"

namespace lynceus::review {
namespace {

void AddWord(std::string& out, std::string_view what, std::string_view value) {
  if (value.empty()) return;
  absl::StrAppend(&out, "  ", ToAbsl(what), ": ", Printable(value), "\n");
}

void AddWords(std::string& out, std::string_view what, const std::vector<std::string>& values) {
  for (const std::string& value : values) AddWord(out, what, value);
}

bool IsNumber(const JsonValue& value) { return value.kind == JsonValue::Kind::kNumber; }

// What stands on one line: a scalar, or numbers. Texts do not: one of them could hold a comma and
// what looks like the next.
std::string LineOf(const JsonValue& value) {
  if (value.items.empty()) return value.text.empty() ? "none" : Printable(value.text);
  std::vector<std::string> numbers;
  numbers.reserve(value.items.size());
  for (const JsonValue& item : value.items) numbers.push_back(item.text);
  return Join(numbers, ", ");
}

// What a record says of itself, a member a line.
void AddJson(std::string_view what, const JsonValue& value, std::size_t depth, std::string& out) {
  absl::StrAppend(&out, std::string(2 * depth, ' '), Printable(what), ":");
  const bool object = value.kind == JsonValue::Kind::kObject;
  if (value.items.empty() ||
      (!object && std::all_of(value.items.begin(), value.items.end(), IsNumber))) {
    absl::StrAppend(&out, " ", LineOf(value), "\n");
    return;
  }
  out += "\n";
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const std::string name =
        object ? value.keys[i] : absl::StrCat(i + 1, " of ", value.items.size());
    AddJson(name, value.items[i], depth + 1, out);
  }
}

void AddJson(std::string_view what, const std::string& json, std::string& out) {
  if (json.empty()) return;
  const auto value = ParseJson(json);
  if (value.ok()) {
    AddJson(what, *value, 1, out);
  } else {
    AddWord(out, what, json);
  }
}

std::string LeafInWords(const LogRecord& record, const std::string& log) {
  const Leaf& leaf = record.leaf;
  std::string out = absl::StrCat(
      "record ", record.index, " of ", log, ": ", ToAbsl(RecordKindName(leaf.kind)), ", ",
      MomentText(leaf.unix_micros), " by the clock of the ",
      leaf.clock_source == ClockSource::kSynchronised ? "system, synchronised as its kernel says"
                                                      : "system, not known to be synchronised",
      "\n");
  AddWord(out, "asked by", leaf.caller);
  AddWord(out, "on behalf of", leaf.on_behalf_of);
  AddWord(out, "request", leaf.request_id);
  AddWord(out, "retention of", leaf.legal_entity);
  if (leaf.earlier) AddWord(out, "follows up record", absl::StrCat(*leaf.earlier));
  if (leaf.best_effort) AddWord(out, "mode", "best effort: other answers may have left unrecorded");
  AddWord(out, "snapshot", leaf.snapshot);
  AddWord(out, "rules", leaf.rules);
  AddWord(out, "engine", leaf.engine);
  AddWord(out, "ICU", leaf.icu);
  return out;
}

void AddQuestion(const Counterparty& asked, std::string& out) {
  out += "asked\n";
  AddWord(out, "id", asked.id);
  AddWords(out, "name", asked.names);
  if (asked.schema != Schema::kUnknown) AddWord(out, "schema", SchemaName(asked.schema));
  for (const PartialDate& date : asked.birth_dates) AddWord(out, "birth date", date.ToString());
  AddWords(out, "country", asked.countries);
  AddWord(out, "gender", asked.gender);
  for (const Identifier& identifier : asked.identifiers) {
    AddWord(out, identifier.type, identifier.value);
  }
  AddWords(out, "address", asked.addresses);
  for (const DeclaredOwner& owner : asked.owners) {
    AddWord(out, "declared owner",
            absl::StrCat(owner.name.empty() ? owner.entity_id : owner.name, ", ",
                         ToAbsl(InterestKindName(owner.kind)), " ", owner.share.ToString()));
  }
}

std::string MemberText(const JsonValue& object, std::string_view key) {
  const JsonValue* const value = object.Find(key);
  return value == nullptr ? "" : value->text;
}

absl::Status AddForms(const std::string& json, std::string& out) {
  if (json.empty()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue forms, ParseJson(json));
  if (!forms.items.empty()) out += "compared as\n";
  for (const JsonValue& form : forms.items) {
    std::string words;
    const JsonValue* const tokens = form.Find("tokens");
    for (const JsonValue& token : tokens == nullptr ? std::vector<JsonValue>() : tokens->items) {
      absl::StrAppend(&words, words.empty() ? "" : " ", MemberText(token, "text"), " (",
                      MemberText(token, "kind"), ")");
    }
    AddWord(out, Printable(MemberText(form, "asked")), words);
  }
  return absl::OkStatus();
}

absl::Status AddNearMisses(const std::string& json, std::int32_t score_min, std::string& out) {
  if (json.empty()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const JsonValue misses, ParseJson(json));
  absl::StrAppend(&out, "near misses, below the threshold ", ScoreText(score_min), " (",
                  misses.items.size(), ")\n");
  for (const JsonValue& miss : misses.items) {
    absl::StrAppend(&out, "  ", MemberText(miss, "score"), "  ",
                    Printable(MemberText(miss, "name")), "  ",
                    Printable(MemberText(miss, "entity_id")), "\n          asked \"",
                    Printable(MemberText(miss, "asked_name")), "\", compared with \"",
                    Printable(MemberText(miss, "matched_name")), "\"\n");
  }
  return absl::OkStatus();
}

absl::Status AddScreening(const LogRecord& record, const std::string& log, std::string& out) {
  LYNCEUS_ASSIGN_OR_RETURN(const Counterparty asked, ReadCounterparty(record.body.input_json));
  AddQuestion(asked, out);
  LYNCEUS_RETURN_IF_ERROR(AddForms(record.body.normalised_json, out));
  LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core, ReadDecisionCore(record.body.answer_json));
  absl::StrAppend(&out, "answered\n",
                  AnswerText(core, {.record = RecordRef{.index = record.index, .log = log}}));
  return AddNearMisses(record.body.near_misses_json, record.leaf.score_min, out);
}

std::string WhyNotOpened(BodyState state) {
  return state == BodyState::kErased
             ? "its body is erased: what was asked and answered is gone; leaf and proof stay\n"
             : "its body is sealed: give the master key to open it\n";
}

bool RestsOnInterest(const Verdict& verdict) {
  return std::any_of(verdict.evidence.begin(), verdict.evidence.end(),
                     [](const auto& item) { return item.kind == EvidenceKind::kInterest; });
}

struct Pictured {
  Verdict verdict;
  std::string id;
  std::string name;
};

// Every verdict of the answer, with whom it is on.
std::vector<Pictured> VerdictsOf(const DecisionCore& core) {
  std::vector<Pictured> all;
  for (const auto* matches : {&core.hits, &core.suppressed}) {
    for (const Match& match : *matches) {
      for (const Verdict& verdict : match.ownership) {
        all.push_back({.verdict = verdict, .id = match.entity_id, .name = match.name});
      }
    }
  }
  for (const Verdict& verdict : core.declared_ownership) {
    all.push_back({.verdict = verdict, .id = "counterparty", .name = "the counterparty"});
  }
  return all;
}

}  // namespace

absl::StatusOr<std::string> RecordInWords(const LogRecord& record, const std::string& log) {
  std::string out = LeafInWords(record, log);
  if (record.state != BodyState::kOpened) return out + WhyNotOpened(record.state);
  if (record.leaf.kind == RecordKind::kScreen) {
    LYNCEUS_RETURN_IF_ERROR(AddScreening(record, log, out));
  } else {
    AddJson("given", record.body.input_json, out);
    AddJson("says", record.body.answer_json, out);
  }
  AddWord(out, "reason given", record.body.rationale);
  return out;
}

absl::StatusOr<std::string> ErasureInWords(const RecordReader& records, const LogRecord& record) {
  const std::string bucket = BucketOf(record.leaf);
  std::string out;
  const auto erases = [&](std::uint64_t, const Leaf& leaf) {
    return out.empty() && ErasureOf(leaf, record.index, bucket);
  };
  const auto visit = [&](const LogRecord& erasure) {
    if (!erases(erasure.index, erasure.leaf)) return absl::OkStatus();
    absl::StrAppend(&out, "erased by record ", erasure.index, ", ",
                    MomentText(erasure.leaf.unix_micros), "\n");
    AddWord(out, "by", erasure.leaf.on_behalf_of);
    AddJson("says", erasure.body.answer_json, out);
    AddWord(out, "reason given", erasure.body.rationale);
    return absl::OkStatus();
  };
  LYNCEUS_RETURN_IF_ERROR(records.ForEach(record.index + 1, records.size(), erases, visit));
  if (out.empty())
    out =
        "no record up to the newest checkpoint says who erased it; ask again, then verify the "
        "log\n";
  return out;
}

absl::StatusOr<std::string> RecordPicture(const LogRecord& record, const std::string& entity,
                                          const std::string& regime) {
  if (record.state != BodyState::kOpened) {
    return PreconditionError({.subject = absl::StrCat("record ", record.index),
                              .cause = WhyNotOpened(record.state),
                              .remedy = "a picture is made of what the body says"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const DecisionCore core, ReadDecisionCore(record.body.answer_json));
  const std::vector<Pictured> all = VerdictsOf(core);
  const auto asked = [&](const Pictured& one) {
    const bool named = !entity.empty() || !regime.empty();
    return (entity.empty() || one.id == entity) &&
           (regime.empty() || one.verdict.regime == regime) &&
           (named || RestsOnInterest(one.verdict));
  };
  const auto found = std::find_if(all.begin(), all.end(), asked);
  if (found == all.end()) {
    std::string there;
    for (const Pictured& one : all) {
      absl::StrAppend(&there, there.empty() ? "" : ", ", one.verdict.regime, " on ", one.id);
    }
    return NotFoundError({.subject = absl::StrCat("record ", record.index),
                          .cause = "the answer has no such verdict that rests on an interest",
                          .remedy = absl::StrCat("choose one of: ", there)});
  }
  return VerdictDot(found->verdict,
                    {.subject_id = found->id, .subject_name = found->name, .as_of = core.as_of});
}

}  // namespace lynceus::review
