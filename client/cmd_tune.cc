// `lynceus tune`: other thresholds tried on a bank's own book.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>

#include "client/command.h"
#include "client/row_reader.h"
#include "lib/base/status.h"
#include "lib/validation/tune.h"
#include "lib/validation/tune_report.h"

namespace lynceus::client {
namespace {

constexpr std::size_t kRowsPerRound = 1'024;
constexpr int kSamplesMax = 100'000;
// Around the preset's threshold, where --from and --to do not say otherwise.
constexpr std::int32_t kBelowPreset = 500;
constexpr std::int32_t kAbovePreset = 2'000;

struct Options {
  std::string index;
  std::string rules;
  std::string preset;
  std::string book;
  std::string label;
  std::vector<std::string> map;
  double from = 0;
  double to = 0;
  std::string format = "text";
  validation::TuneOptions tune;
};

absl::StatusOr<validation::TuneOptions> RangeOf(const Options& options,
                                                const screening::Engine& engine,
                                                const Preset& preset) {
  validation::TuneOptions tune = options.tune;
  // Whole steps, so that a preset between two of them does not move the range off them.
  const std::int32_t usual = preset.match_score_min / validation::kTuneStep * validation::kTuneStep;
  const auto score = [](double value) {
    return static_cast<std::int32_t>(std::lround(value * kScoreMax));
  };
  tune.score_low = options.from > 0 ? score(options.from)
                                    : std::max(validation::kTuneScoreMin, usual - kBelowPreset);
  tune.score_high = options.to > 0 ? score(options.to) : std::min(kScoreMax, usual + kAbovePreset);
  const absl::Status status = validation::CheckTuneRange(engine, preset, tune);
  if (status.ok()) return tune;
  if (!absl::IsInvalidArgument(status)) return status;
  const ErrorDetail detail = DetailOf(status);
  return UsageError("--from, --to", detail.cause, detail.remedy);
}

// Fills `round`; false at the end.
absl::StatusOr<bool> ReadRound(RowReader& rows, std::vector<validation::BookRow>& round) {
  while (round.size() < kRowsPerRound) {
    Row row;
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, rows.Next(row));
    if (!more) return false;
    round.push_back({.line = row.line,
                     .id = std::move(row.id),
                     .counterparty = std::move(row.counterparty),
                     .label = std::move(row.label)});
  }
  return true;
}

absl::Status RunTune(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const ColumnMap map, ParseColumnMap(options.map));
  LYNCEUS_ASSIGN_OR_RETURN(const auto rows, OpenRows(options.book, map, options.label));
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.index,
                                                  .rules_directory = options.rules}));
  LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset,
                           AsPresetOption(screening::ChoosePreset(*engine, options.preset)));
  LYNCEUS_ASSIGN_OR_RETURN(const validation::TuneOptions tune, RangeOf(options, *engine, *preset));
  ThreadPool pool(std::max<std::size_t>(1, std::thread::hardware_concurrency()));
  validation::Tuner tuner(*engine, *preset, tune);
  for (bool more = true; more;) {
    std::vector<validation::BookRow> round;
    LYNCEUS_ASSIGN_OR_RETURN(more, ReadRound(*rows, round));
    LYNCEUS_RETURN_IF_ERROR(tuner.Add(round, pool));
  }
  const validation::TuneReport report = tuner.Finish();
  const std::string text =
      options.format == "json" ? validation::TuneJson(report) + "\n" : validation::TuneText(report);
  std::fputs(text.c_str(), stdout);
  return report.errors.empty() && report.unknown_labels.empty() ? absl::OkStatus()
                                                                : FailedQuietly();
}

}  // namespace

void AddTuneCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand("tune", "try thresholds on a book of counterparties");
  auto options = std::make_shared<Options>();
  command->add_option("--index", options->index, "snapshot directory")->required();
  command->add_option("--book", options->book, "CSV with a header, or JSON lines")->required();
  command->add_option("--label", options->label,
                      "column with the id of the right listed party, or none");
  command->add_option("--map", options->map, "COLUMN=PROPERTY; COLUMN= leaves a column out")
      ->allow_extra_args(false);
  command->add_option("--from", options->from, "lowest threshold tried; default: preset - 0.05");
  command->add_option("--to", options->to, "highest threshold tried; default: preset + 0.20");
  command->add_option("--samples", options->tune.samples_max, "rows shown on each side of the line")
      ->check(CLI::Range(0, kSamplesMax))
      ->capture_default_str();
  command->add_option("--seed", options->tune.seed, "of the samples")->capture_default_str();
  command->add_option("--rules", options->rules, "rule packs; default: the snapshot's own");
  AddPresetOption(*command, options->preset);
  AddFormatOption(*command, options->format);
  command->callback([&body, options] { body = [options] { return RunTune(*options); }; });
}

}  // namespace lynceus::client
