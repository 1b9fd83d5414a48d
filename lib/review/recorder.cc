// Commit first, answer later: the leaf binds input, answer and body by digests.
#include "lib/review/recorder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/model/date.h"
#include "lib/review/answer_json.h"
#include "lynceus/storage/record.pb.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kSaltBytes = 32;
constexpr std::size_t kRequestIdBytesMax = 64;
constexpr std::uint32_t kBodyVersion = 1;

absl::StatusOr<std::string> FreshSalt(RandomSource& random) {
  std::array<std::uint8_t, kSaltBytes> bytes{};
  LYNCEUS_RETURN_IF_ERROR(random.Fill(bytes));
  return std::string(bytes.begin(), bytes.end());
}

std::string CleanRequestId(std::string_view id) {
  std::string clean(id.substr(0, kRequestIdBytesMax));
  for (char& byte : clean) {
    const bool plain = std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '.' ||
                       byte == '_' || byte == ':' || byte == '-';
    if (!plain) byte = '_';
  }
  return clean;
}

std::int32_t BestScore(const DecisionCore& core) {
  std::int32_t best = 0;
  for (const Match& match : core.hits) best = std::max(best, match.score);
  return best;
}

absl::StatusOr<storage::RecordBody> ParseBody(const Leaf& leaf, const std::string& bytes) {
  storage::RecordBody body;
  const bool same =
      Sha256Of(bytes) == leaf.body_digest && body.ParseFromString(bytes) &&
      Commitment("input", body.input_salt(), body.input_json()) == leaf.input_commitment &&
      Commitment("answer", body.answer_salt(), body.answer_json()) == leaf.answer_commitment;
  if (!same) {
    return DataLossError({.subject = "record body",
                          .cause = "the body does not agree with its leaf",
                          .remedy = "verify the log and restore the body from a copy"});
  }
  return body;
}

// The packs of a rule set, canonical.
std::string PacksJson(const RuleSet& rules) {
  JsonWriter json;
  json.BeginObject().Member("rules", rules.digest).Key("packs").BeginArray();
  for (const PackDigest& pack : rules.packs) {
    json.BeginObject().Member("pack", pack.pack).Member("time", PackTimeName(pack.time));
    json.Member("digest", pack.digest).EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

void WriteLeaf(const Leaf& leaf, JsonWriter& json) {
  json.BeginObject().Member("kind", RecordKindName(leaf.kind));
  json.Key("unix_micros").Int(leaf.unix_micros);
  json.Member("day", Date::FromUnixMicros(leaf.unix_micros).ToString());
  json.Member("request_id", leaf.request_id).Member("caller", leaf.caller);
  json.Member("decision", DecisionName(leaf.decision));
  json.Member("as_of", Date::FromDays(leaf.as_of_days).ToString());
  json.Key("score_max").Fixed(leaf.score_max, 4);
  json.Key("score_min").Fixed(leaf.score_min, 4);
  json.Key("hits").Int(leaf.hits);
  json.Key("suppressed").Int(leaf.suppressed);
  json.Key("truncated").Bool(leaf.truncated);
  json.Member("snapshot", leaf.snapshot).Member("rules", leaf.rules);
  json.Member("engine", leaf.engine);
  json.Member("input_commitment", ToHex(leaf.input_commitment));
  json.Member("answer_commitment", ToHex(leaf.answer_commitment));
  json.Member("body_digest", ToHex(leaf.body_digest));
  json.EndObject();
}

}  // namespace

absl::StatusOr<EncodedRecord> EncodeScreening(const Counterparty& counterparty,
                                              const DecisionCore& core, std::int32_t score_min,
                                              const Caller& caller, std::int64_t unix_micros,
                                              RandomSource& random) {
  storage::RecordBody body;
  body.set_version(kBodyVersion);
  LYNCEUS_ASSIGN_OR_RETURN(*body.mutable_input_salt(), FreshSalt(random));
  LYNCEUS_ASSIGN_OR_RETURN(*body.mutable_answer_salt(), FreshSalt(random));
  body.set_input_json(CounterpartyJson(counterparty));
  body.set_answer_json(DecisionCoreJson(core));

  EncodedRecord record;
  record.body = body.SerializeAsString();
  const Leaf leaf{.kind = RecordKind::kScreen,
                  .unix_micros = unix_micros,
                  .request_id = CleanRequestId(caller.request_id),
                  .caller = caller.name,
                  .snapshot = core.snapshot,
                  .rules = core.rules,
                  .engine = core.engine,
                  .as_of_days = core.as_of.days(),
                  .decision = core.decision,
                  .score_max = BestScore(core),
                  .score_min = score_min,
                  .hits = static_cast<std::uint32_t>(core.hits.size()),
                  .suppressed = static_cast<std::uint32_t>(core.suppressed.size()),
                  .truncated = core.truncated,
                  .input_commitment = Commitment("input", body.input_salt(), body.input_json()),
                  .answer_commitment = Commitment("answer", body.answer_salt(), body.answer_json()),
                  .body_digest = Sha256Of(record.body)};
  record.leaf = EncodeLeaf(leaf);
  return record;
}

absl::StatusOr<RecordRef> Recorder::Record(const Counterparty& counterparty,
                                           const DecisionCore& core, std::int32_t score_min,
                                           const Caller& caller) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const EncodedRecord record,
      EncodeScreening(counterparty, core, score_min, caller, clock_.NowUnixMicros(), random_));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t index, log_.Append(record.leaf, record.body));
  return RecordRef{.index = index, .log = log_.origin()};
}

absl::StatusOr<RecordRef> Recorder::RecordActivation(RecordKind kind, const std::string& snapshot,
                                                     const RuleSet& rules,
                                                     const std::string& engine,
                                                     const Caller& caller) {
  storage::RecordBody body;
  body.set_version(kBodyVersion);
  LYNCEUS_ASSIGN_OR_RETURN(*body.mutable_answer_salt(), FreshSalt(random_));
  body.set_answer_json(PacksJson(rules));
  const std::string bytes = body.SerializeAsString();
  const std::int64_t now = clock_.NowUnixMicros();
  const Leaf leaf{.kind = kind,
                  .unix_micros = now,
                  .request_id = CleanRequestId(caller.request_id),
                  .caller = caller.name,
                  .snapshot = snapshot,
                  .rules = rules.digest,
                  .engine = engine,
                  .as_of_days = Date::FromUnixMicros(now).days(),
                  .decision = Decision::kClear,
                  .input_commitment = Commitment("input", "", ""),
                  .answer_commitment = Commitment("answer", body.answer_salt(), body.answer_json()),
                  .body_digest = Sha256Of(bytes)};
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t index, log_.Append(EncodeLeaf(leaf), bytes));
  return RecordRef{.index = index, .log = log_.origin()};
}

absl::Status CheckRecord(std::uint64_t /*index*/, const std::string& leaf,
                         const std::string& body) {
  LYNCEUS_ASSIGN_OR_RETURN(const Leaf decoded, DecodeLeaf(leaf));
  if (body.empty()) return absl::OkStatus();
  return ParseBody(decoded, body).status();
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
    LYNCEUS_ASSIGN_OR_RETURN(const storage::RecordBody body, ParseBody(leaf, stored.body));
    const auto raw = [&](std::string_view key, const std::string& text) {
      json.Key(key);
      if (text.empty()) {
        json.Null();
      } else {
        json.Raw(text);
      }
    };
    raw("input", body.input_json());
    raw("answer", body.answer_json());
  }
  json.EndObject();
  return json.Take();
}

}  // namespace lynceus::review
