#include "lib/review/show_record.h"

#include "lib/audit/match_log.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/model/date.h"

namespace lynceus::review {
namespace {

void WriteLeaf(const Leaf& leaf, JsonWriter& json) {
  json.BeginObject().Member("kind", RecordKindName(leaf.kind));
  json.Key("unix_micros").Int(leaf.unix_micros);
  json.Member("day", Date::FromUnixMicros(leaf.unix_micros).ToString());
  json.Member("clock", ClockSourceName(leaf.clock_source));
  json.Member("request_id", leaf.request_id).Member("caller", leaf.caller);
  json.Member("on_behalf_of", leaf.on_behalf_of).Member("legal_entity", leaf.legal_entity);
  json.Key("best_effort").Bool(leaf.best_effort);
  json.Key("earlier");
  if (leaf.earlier) {
    json.Int(static_cast<std::int64_t>(*leaf.earlier));
  } else {
    json.Null();
  }
  json.Key("decision");
  if (leaf.kind == RecordKind::kScreen) {
    json.String(DecisionName(leaf.decision));
  } else {
    json.Null();
  }
  json.Member("as_of", Date::FromDays(leaf.as_of_days).ToString());
  json.Key("score_max").Fixed(leaf.score_max, 4);
  json.Key("score_min").Fixed(leaf.score_min, 4);
  json.Key("hits").Int(leaf.hits);
  json.Key("suppressed").Int(leaf.suppressed);
  json.Key("near_misses").Int(leaf.near_misses);
  json.Key("truncated").Bool(leaf.truncated);
  json.Member("snapshot", leaf.snapshot).Member("rules", leaf.rules);
  json.Member("preset", leaf.preset);
  json.Member("engine", leaf.engine).Member("icu", leaf.icu);
  json.Member("input_commitment", ToHex(leaf.input_commitment));
  json.Member("answer_commitment", ToHex(leaf.answer_commitment));
  json.Member("body_digest", ToHex(leaf.body_digest));
  json.EndObject();
}

void WriteText(std::string_view key, const std::string& text, JsonWriter& json) {
  json.Key(key);
  if (text.empty()) {
    json.Null();
  } else {
    json.Raw(text);
  }
}

void WriteBody(const Body& body, JsonWriter& json) {
  WriteText("input", body.input_json, json);
  WriteText("normalised", body.normalised_json, json);
  WriteText("answer", body.answer_json, json);
  WriteText("near_misses", body.near_misses_json, json);
  if (!body.rationale.empty()) json.Member("rationale", body.rationale);
}

}  // namespace

absl::StatusOr<Body> OpenBody(const Leaf& leaf, const std::string& stored) {
  if (Sha256Of(stored) != leaf.body_digest) {
    return DataLossError({.subject = "record body",
                          .cause = "the body is not the one that the leaf names by its digest",
                          .remedy = "verify the log and restore the body from a copy"});
  }
  return DecodeBody(leaf, stored);
}

absl::Status CheckRecord(std::uint64_t /*index*/, const std::string& leaf,
                         const std::string& body) {
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf decoded, DecodeLeaf(leaf));
  if (body.empty()) return absl::OkStatus();
  return OpenBody(decoded, body).status();
}

absl::StatusOr<std::string> ShowRecordJson(const std::string& directory, std::uint64_t index) {
  LYNCEUS_ASSIGN_OR_RETURN(const audit::StoredRecord stored, audit::ReadRecord(directory, index));
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(stored.leaf));
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject();
  json.Key("index").Int(static_cast<std::int64_t>(index));
  json.Key("leaf");
  WriteLeaf(leaf, json);
  if (stored.body.empty()) {
    json.Key("input").Null().Key("answer").Null();
  } else {
    LYNCEUS_ASSIGN_OR_RETURN(const Body body, OpenBody(leaf, stored.body));
    WriteBody(body, json);
  }
  json.EndObject();
  return json.Take();
}

}  // namespace lynceus::review
