#include "lib/review/show_record.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/match_log.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/model/date.h"
#include "lib/review/erasure.h"

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

absl::Status OtherBody() {
  return DataLossError({.subject = "record body",
                        .cause = "the body is not the one that the leaf names",
                        .remedy = "verify the log and restore the body from a copy"});
}

// Who erased record `index`, and why: the first record that says so.
absl::Status WriteErasure(const std::string& log, std::uint64_t index, const std::string& bucket,
                          const audit::BodyOpener& keys, JsonWriter& json) {
  std::optional<audit::JournalRecord> erasure;
  const auto visit = [&](audit::JournalRecord record) -> absl::Status {
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(record.leaf));
    if (!erasure && ErasureOf(leaf, index, bucket)) erasure = std::move(record);
    return absl::OkStatus();
  };
  LYNCEUS_RETURN_IF_ERROR(audit::ScanJournal(audit::JournalPath(log), visit).status());
  json.Key("erased");
  if (!erasure) {
    json.Null();
    return absl::OkStatus();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(erasure->leaf));
  json.BeginObject().Key("record").Int(static_cast<std::int64_t>(erasure->index));
  json.Member("day", Date::FromUnixMicros(leaf.unix_micros).ToString());
  json.Member("by", leaf.on_behalf_of);
  // The record of an erasure may have ended with its own bucket.
  const auto body = OpenBody(leaf, erasure->body, keys);
  if (!absl::IsNotFound(body.status())) {
    LYNCEUS_RETURN_IF_ERROR(body.status());
    json.Key("says").Raw(body->answer_json);
  }
  json.EndObject();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Body> OpenBody(const Leaf& leaf, const std::string& stored,
                              const audit::BodyOpener& keys) {
  if (Sha256Of(stored) != leaf.body_digest) return OtherBody();
  LYNCEUS_ASSIGN_OR_RETURN(const std::string plain, keys.OpenBody(stored));
  return DecodeBody(leaf, plain);
}

absl::Status CheckRecord(std::uint64_t /*index*/, const std::string& leaf,
                         const std::string& body) {
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf decoded, DecodeLeaf(leaf));
  if (Sha256Of(body) != decoded.body_digest) return OtherBody();
  LYNCEUS_ASSIGN_OR_RETURN(const audit::SealedAt at, audit::SealedAtOf(body));
  return at.bucket == BucketOf(decoded) ? absl::OkStatus() : OtherBody();
}

absl::Status RecordChecker::Check(std::uint64_t index, const std::string& bytes,
                                  const std::string& body) {
  if (index == 0) {
    erased_.clear();
    opened_.clear();
    on_record_ = {};
  }
  LYNCEUS_RETURN_IF_ERROR(CheckRecord(index, bytes, body));
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(bytes));
  const auto opened = OpenBody(leaf, body, keys_);
  if (absl::IsNotFound(opened.status())) {
    erased_.emplace(index, BucketOf(leaf));
  } else {
    LYNCEUS_RETURN_IF_ERROR(opened.status());
    opened_[BucketOf(leaf)] = index;
  }
  on_record_.Add(leaf);
  return absl::OkStatus();
}

absl::StatusOr<bool> RecordChecker::Opens(std::uint64_t index) const {
  LYNCEUS_ASSIGN_OR_RETURN(const audit::StoredRecord stored, audit::ReadRecord(log_, index));
  LYNCEUS_ASSIGN_OR_RETURN(const audit::SealedAt at, audit::SealedAtOf(stored.body));
  const auto key = keys_.KeyAt(at);
  if (absl::IsNotFound(key.status())) return false;
  LYNCEUS_RETURN_IF_ERROR(key.status());
  return true;
}

// A record says that it was erased; when it was looked at it was not.
absl::Status RecordChecker::CheckGone(std::uint64_t index) {
  LYNCEUS_ASSIGN_OR_RETURN(bool opens, Opens(index));
  if (opens && ErasureIsAtWork(log_)) {
    return UnavailableError({.subject = "record body",
                             .place = absl::StrCat("record ", index),
                             .cause = "its erasure is on record and has not ended",
                             .remedy = "verify again; where no writer is at work the erasure was "
                                       "interrupted, and opening the log for writing finishes it"});
  }
  // One that was at work has ended before that was asked.
  LYNCEUS_ASSIGN_OR_RETURN(opens, Opens(index));
  if (!opens) return absl::OkStatus();
  return DataLossError({.subject = "record body",
                        .place = absl::StrCat("record ", index),
                        .cause = "a record says that it was erased, and it can be opened",
                        .remedy = "a key was put back: find out by whom, and erase it again"});
}

absl::Status RecordChecker::Finish() {
  for (const std::uint64_t index : on_record_.indexes()) {
    if (erased_.contains(index)) continue;
    LYNCEUS_RETURN_IF_ERROR(CheckGone(index));
    erased_.emplace(index, "");
  }
  for (const auto& [bucket, index] : opened_) {
    if (on_record_.Has(index, bucket)) LYNCEUS_RETURN_IF_ERROR(CheckGone(index));
  }
  for (const auto& [index, bucket] : erased_) {
    if (on_record_.Has(index, bucket)) continue;
    return DataLossError({.subject = "record body",
                          .place = absl::StrCat("record ", index),
                          .cause = "its key is gone, and no record says who erased it and why",
                          .remedy = "restore keys/ of this log"});
  }
  return absl::OkStatus();
}

std::string OpenedRecordJson(const LogRecord& record) {
  JsonWriter json;
  json.BeginObject().Key("index").Int(static_cast<std::int64_t>(record.index));
  json.Key("leaf");
  WriteLeaf(record.leaf, json);
  json.Member("body", BodyStateName(record.state));
  if (record.state == BodyState::kOpened) WriteBody(record.body, json);
  json.EndObject();
  return json.Take();
}

absl::StatusOr<std::string> ShowRecordJson(const LogPlace& place, std::uint64_t index) {
  LYNCEUS_ASSIGN_OR_RETURN(const audit::StoredRecord stored,
                           audit::ReadRecord(place.directory, index));
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(stored.leaf));
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, OpenKeys(place));
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject();
  json.Key("index").Int(static_cast<std::int64_t>(index));
  json.Key("leaf");
  WriteLeaf(leaf, json);
  const auto body = OpenBody(leaf, stored.body, *keys);
  if (absl::IsNotFound(body.status())) {
    LYNCEUS_RETURN_IF_ERROR(WriteErasure(place.directory, index, BucketOf(leaf), *keys, json));
  } else {
    LYNCEUS_RETURN_IF_ERROR(body.status());
    WriteBody(*body, json);
  }
  json.EndObject();
  return json.Take();
}

}  // namespace lynceus::review
