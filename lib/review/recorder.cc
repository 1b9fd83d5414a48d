// Commit first, answer later: the leaf binds input, answer and body by digests.
#include "lib/review/recorder.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "lib/review/answer_json.h"
#include "lib/review/screening_json.h"

namespace lynceus::review {
namespace {

std::string CleanRequestId(std::string_view id) {
  std::string clean(id.substr(0, kRequestIdBytesMax));
  for (char& byte : clean) {
    const bool plain = std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '.' ||
                       byte == '_' || byte == ':' || byte == '-';
    if (!plain) byte = '_';
  }
  return clean;
}

std::string CleanText(std::string_view text) {
  std::string clean(text.substr(0, kLeafTextBytesMax));
  for (char& byte : clean) {
    if (byte < 0x20 || byte >= 0x7f) byte = '_';
  }
  return clean;
}

std::int32_t BestScore(const DecisionCore& core) {
  std::int32_t best = 0;
  for (const Match& match : core.hits) best = std::max(best, match.score);
  return best;
}

absl::Status CheckLegalEntity(const std::string& text) {
  if (IsLegalEntity(text)) return absl::OkStatus();
  return InvalidError({.subject = "legal_entity",
                       .cause = "it may hold lower-case letters, digits and dashes only",
                       .limit = "32 bytes",
                       .remedy = "give the key of the entity whose retention applies"});
}

}  // namespace

std::string_view RecordModeName(RecordMode mode) {
  return mode == RecordMode::kRequired ? "required" : "best_effort";
}

std::optional<RecordMode> ParseRecordMode(std::string_view word) {
  for (const RecordMode mode : {RecordMode::kRequired, RecordMode::kBestEffort}) {
    if (word == RecordModeName(mode)) return mode;
  }
  return std::nullopt;
}

Draft DraftScreening(const Counterparty& counterparty, const screening::Outcome& outcome) {
  const DecisionCore& core = outcome.core;
  Draft draft{.leaf = {.kind = RecordKind::kScreen,
                       .snapshot = core.snapshot,
                       .rules = core.rules,
                       .engine = core.engine,
                       .preset = core.preset,
                       .as_of_days = core.as_of.days(),
                       .decision = core.decision,
                       .score_max = BestScore(core),
                       .score_min = outcome.score_min,
                       .hits = static_cast<std::uint32_t>(core.hits.size()),
                       .suppressed = static_cast<std::uint32_t>(core.suppressed.size()),
                       .near_misses = static_cast<std::uint32_t>(outcome.near_misses.size()),
                       .truncated = core.truncated},
              .body = {.input_json = CounterpartyJson(counterparty),
                       .normalised_json = FormsJson(outcome.forms),
                       .answer_json = DecisionCoreJson(core)}};
  if (!outcome.near_misses.empty()) {
    draft.body.near_misses_json = NearMissesJson(outcome.near_misses);
  }
  return draft;
}

absl::StatusOr<Recorded> Recorder::Record(const Counterparty& counterparty,
                                          const screening::Outcome& outcome, const Caller& caller) {
  auto at = Append(DraftScreening(counterparty, outcome), caller);
  if (at.ok()) return Recorded{.at = *std::move(at)};
  if (mode_ == RecordMode::kRequired || !absl::IsUnavailable(at.status())) return at.status();
  return Recorded{.unrecorded = ErrorText(at.status())};
}

absl::StatusOr<RecordRef> Recorder::Append(Draft draft, const Caller& caller) {
  LYNCEUS_RETURN_IF_ERROR(CheckLegalEntity(caller.legal_entity));
  Leaf& leaf = draft.leaf;
  leaf.unix_micros = clock_.NowUnixMicros();
  leaf.clock_source = clock_.source();
  leaf.icu = names::IcuAndDataVersions();
  leaf.request_id = CleanRequestId(caller.request_id);
  leaf.caller = CleanText(caller.name);
  leaf.on_behalf_of = CleanText(caller.on_behalf_of);
  leaf.legal_entity = caller.legal_entity;
  leaf.earlier = caller.earlier;
  leaf.best_effort = mode_ == RecordMode::kBestEffort;
  LYNCEUS_RETURN_IF_ERROR(Commit(random_, draft.body, leaf));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string plain, EncodeBody(draft.body));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string body, sealer_.Seal(BucketOf(leaf), plain));
  leaf.body_digest = Sha256Of(body);
  const absl::Status within = CheckLeaf(leaf);
  if (!within.ok()) return InternalError(DetailOf(within));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t index, log_.Append(EncodeLeaf(leaf), body));
  return RecordRef{.index = index, .log = log_.origin()};
}

}  // namespace lynceus::review
