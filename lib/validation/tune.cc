#include "lib/validation/tune.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/screening/find_matches.h"
#include "lib/screening/validate.h"
#include "lib/validation/labelled_file.h"

namespace lynceus::validation {
namespace {

using screening::Engine;

struct Labelled {
  Label label = Label::kNone;
  std::uint32_t party = 0;
};

absl::StatusOr<Labelled> ResolveLabel(const std::string& label, const Engine& engine) {
  if (label.empty()) return Labelled{};
  if (label == kNobodyLabel) return Labelled{.label = Label::kNobody};
  const auto number = engine.snapshot->NumberOf(label);
  if (number.ok()) return Labelled{.label = Label::kParty, .party = *number};
  if (number.status().code() != absl::StatusCode::kNotFound) return number.status();
  return Labelled{.label = Label::kUnknown};
}

bool IsOurFault(const absl::Status& status) {
  return status.code() == absl::StatusCode::kDataLoss ||
         status.code() == absl::StatusCode::kInternal;
}

TuneStep StepAt(std::int32_t threshold, std::int32_t policy, const std::vector<TunedRow>& rows) {
  TuneStep step{.threshold = threshold};
  for (const TunedRow& row : rows) {
    const bool alerts = row.score >= threshold;
    const bool alerts_now = row.score >= policy;
    step.alerts += alerts ? 1 : 0;
    step.added += alerts && !alerts_now ? 1 : 0;
    step.removed += !alerts && alerts_now ? 1 : 0;
    step.matches += static_cast<std::uint64_t>(
        std::count_if(row.scores.begin(), row.scores.end(),
                      [threshold](std::int32_t score) { return score >= threshold; }));
    const bool found = row.right_score >= threshold;
    if (row.label == Label::kParty) step.recall.Count(found);
    const bool judged = row.label == Label::kParty || row.label == Label::kNobody;
    if (judged && alerts) step.precision.Count(found);
  }
  return step;
}

std::vector<TuneBand> BandsOf(std::int32_t score_low, const std::vector<TunedRow>& rows) {
  std::vector<TuneBand> bands;
  for (std::int32_t at = score_low; at <= kScoreMax; at += kTuneBand) {
    bands.push_back({.score_min = at});
  }
  if (bands.back().score_min != kScoreMax) bands.push_back({.score_min = kScoreMax});
  for (const TunedRow& row : rows) {
    if (row.score < score_low) continue;
    std::size_t at = bands.size() - 1;
    while (row.score < bands[at].score_min) --at;
    ++bands[at].rows;
    if (row.label == Label::kParty) bands[at].right.Count(row.right_score == row.score);
    if (row.label == Label::kNobody) bands[at].right.Count(false);
  }
  return bands;
}

// Rows with a best score in [low, high), drawn without repetition, best first.
std::vector<TunedRow> SampleBetween(const std::vector<TunedRow>& rows, std::int32_t low,
                                    std::int32_t high, std::size_t samples_max,
                                    std::uint64_t seed) {
  std::vector<std::size_t> within;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].score >= low && rows[i].score < high) within.push_back(i);
  }
  SeededRandom random(seed);
  const std::size_t count = std::min(samples_max, within.size());
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(within[i], within[i + random.Below(within.size() - i)]);
  }
  within.resize(count);
  std::sort(within.begin(), within.end());
  std::vector<TunedRow> sample;
  for (const std::size_t i : within) sample.push_back(rows[i]);
  return sample;
}

}  // namespace

// What screening says of one row.
struct Tuner::Outcome {
  absl::Status error;
  TunedRow row;
};

Tuner::Tuner(const Engine& engine, const Preset& preset, const TuneOptions& options)
    : engine_(engine), preset_(preset) {
  LYNCEUS_CHECK(CheckTuneOptions(options).ok());
  report_.options = options;
  report_.preset = preset.key;
  report_.policy_threshold = preset.match_score_min;
}

Tuner::Outcome Tuner::Screen(const BookRow& row) const {
  Outcome outcome{.row = {.line = row.line, .id = row.id}};
  outcome.error = row.counterparty.status();
  if (outcome.error.ok()) outcome.error = screening::ValidateCounterparty(*row.counterparty);
  if (!outcome.error.ok()) return outcome;
  const auto label = ResolveLabel(row.label, engine_);
  const auto found = screening::FindMatches(
      screening::QuestionOf(*row.counterparty),
      {.preset = preset_, .score_min = report_.options.score_low, .parties_max = SIZE_MAX},
      engine_);
  outcome.error.Update(label.status());
  outcome.error.Update(found.status());
  if (!outcome.error.ok()) return outcome;
  outcome.row.label = label->label;
  const Counterparty& asked = *row.counterparty;
  outcome.row.asked_name = asked.names.empty() ? "" : asked.names.front();
  for (const screening::ScoredParty& party : found->parties) {
    outcome.row.scores.push_back(party.scored.score);
    const bool right = label->label == Label::kParty && party.number == label->party;
    if (right) outcome.row.right_score = party.scored.score;
  }
  if (found->parties.empty()) return outcome;
  const screening::ScoredParty& best = found->parties.front();
  outcome.row.score = best.scored.score;
  outcome.row.entity_id = best.party.entity.id;
  outcome.row.matched_name = best.matched_name;
  return outcome;
}

absl::Status Tuner::Keep(const BookRow& row, Outcome outcome) {
  ++report_.rows;
  const std::string place = absl::StrCat("line ", row.line);
  if (IsOurFault(outcome.error)) return Annotate(outcome.error, {.place = place});
  if (!outcome.error.ok()) {
    report_.errors.push_back(RowError(outcome.error, "book", place));
    return absl::OkStatus();
  }
  const Label label = outcome.row.label;
  report_.labelled_party += label == Label::kParty ? 1 : 0;
  report_.labelled_nobody += label == Label::kNobody ? 1 : 0;
  if (label == Label::kUnknown) {
    report_.unknown_labels.push_back(
        NotFoundError({.subject = row.label,
                       .place = place,
                       .cause = "the label is no party of the snapshot",
                       .remedy = "write the id of a listed party, or none"}));
  }
  if (outcome.row.score > 0 || label == Label::kParty) kept_.push_back(std::move(outcome.row));
  return absl::OkStatus();
}

absl::Status Tuner::Add(std::span<const BookRow> rows, ThreadPool& pool) {
  std::vector<Outcome> outcomes(rows.size());
  pool.ForEach(rows.size(), [&](std::size_t i) { outcomes[i] = Screen(rows[i]); });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    LYNCEUS_RETURN_IF_ERROR(Keep(rows[i], std::move(outcomes[i])));
  }
  return absl::OkStatus();
}

TuneReport Tuner::Finish() {
  std::sort(kept_.begin(), kept_.end(), [](const TunedRow& a, const TunedRow& b) {
    return a.score != b.score ? a.score > b.score : a.line < b.line;
  });
  const TuneOptions& options = report_.options;
  const std::int32_t policy = report_.policy_threshold;
  for (std::int32_t at = options.score_low; at <= options.score_high; at += kTuneStep) {
    report_.steps.push_back(StepAt(at, policy, kept_));
  }
  report_.bands = BandsOf(options.score_low, kept_);
  report_.sample_above = SampleBetween(kept_, policy, std::min(policy + kTuneBand, kScoreMax + 1),
                                       options.samples_max, options.seed);
  report_.sample_below =
      SampleBetween(kept_, policy - kTuneBand, policy, options.samples_max, options.seed + 1);
  for (const TunedRow& row : kept_) {
    if (row.label == Label::kParty && row.right_score < policy) report_.missed.push_back(row);
  }
  report_.alerts = std::move(kept_);
  std::erase_if(report_.alerts, [](const TunedRow& row) { return row.score == 0; });
  return std::move(report_);
}

absl::Status CheckTuneOptions(const TuneOptions& options) {
  const auto bad = [](const char* cause) {
    return InvalidError(
        {.subject = "range", .cause = cause, .remedy = "try --from 0.65 --to 0.85"});
  };
  if (options.score_low < kTuneScoreMin) {
    return bad("it begins below 0.60, where the index may not find a party");
  }
  if (options.score_high > kScoreMax) return bad("it ends above 1");
  if (options.score_low >= options.score_high) return bad("it does not end above its beginning");
  if (options.score_low % kTuneStep != 0 || options.score_high % kTuneStep != 0) {
    return bad("its ends are not whole steps of 0.01");
  }
  return absl::OkStatus();
}

absl::Status CheckTuneRange(const screening::Engine& engine, const Preset& preset,
                            const TuneOptions& options) {
  LYNCEUS_RETURN_IF_ERROR(CheckTuneOptions(options));
  return screening::CheckThreshold(engine, preset, options.score_low);
}

}  // namespace lynceus::validation
