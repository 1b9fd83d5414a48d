// `lynceus eval`: the figures of labelled files.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "client/command.h"
#include "client/paths.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/rules/load.h"
#include "lib/validation/calibration_fit.h"
#include "lib/validation/eval.h"

namespace lynceus::client {
namespace {

constexpr int kErrorsMax = 100'000;

struct Options {
  std::vector<std::string> files;
  std::string rules;
  std::string preset;
  std::string schema = "Person";
  std::string format = "text";
  bool calibrate = false;
  validation::EvalOptions eval;
};

// Fills in what stands in the rules: analyzer and preset.
absl::StatusOr<std::shared_ptr<const names::Analyzer>> OpenAnalyzer(Options& options) {
  const auto schema = ParseSchema(options.schema);
  if (!schema) return UsageError("--schema", "this is no schema", "use Person, Company ...");
  options.eval.schema = *schema;
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(options.rules));
  LYNCEUS_ASSIGN_OR_RETURN(const auto rules, rules::LoadRules(directory));
  LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset,
                           AsPresetOption(rules::PresetNamed(*rules, options.preset)));
  options.eval.preset = *preset;
  for (std::size_t& fold : options.eval.folds_shown) --fold;  // people count from one
  return names::Analyzer::Load(JoinPath(directory, "names"));
}

absl::Status RunCalibrate(const Options& options, const names::Analyzer& analyzer,
                          ThreadPool& pool) {
  std::vector<validation::LabelledFile> files;
  for (const std::string& path : options.files) {
    LYNCEUS_ASSIGN_OR_RETURN(auto file, validation::ReadLabelledFile(path));
    if (file.has_sets() || file.kind == validation::LabelledKind::kSearchScores) {
      return UsageError("--calibrate", "a file holds no pairs with labels", "give labelled pairs");
    }
    files.push_back(std::move(file));
  }
  if (options.eval.preset.scorer != NameScorer::kLynceus) {
    return UsageError("--calibrate", "the preset's scorer is not calibrated", "use another preset");
  }
  std::vector<absl::Status> errors;
  const auto pairs = validation::JudgePoints(files, analyzer, options.eval.preset, pool, errors);
  std::fputs(validation::CalibrationText(validation::FitCalibration(pairs)).c_str(), stdout);
  for (const absl::Status& error : errors) {
    std::printf("  error: %s\n", ErrorText(error).c_str());
  }
  return errors.empty() ? absl::OkStatus() : FailedQuietly();
}

absl::Status RunEval(Options options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer, OpenAnalyzer(options));
  ThreadPool pool(std::max<std::size_t>(1, std::thread::hardware_concurrency()));
  if (options.calibrate) return RunCalibrate(options, *analyzer, pool);
  const bool as_json = options.format == "json";
  JsonWriter json(JsonWriter::Style::kIndented);
  if (as_json) json.BeginObject().Key("files").BeginArray();
  bool errors = false;
  for (const std::string& path : options.files) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto file, validation::ReadLabelledFile(path));
    const auto report = validation::EvaluateFile(file, *analyzer, options.eval, pool);
    errors = errors || !report.errors.empty();
    if (as_json) {
      validation::WriteEval(report, json);
    } else {
      std::puts(validation::EvalText(report).c_str());
    }
  }
  if (as_json) std::puts(json.EndArray().EndObject().Take().c_str());
  return errors ? FailedQuietly() : absl::OkStatus();
}

}  // namespace

void AddEvalCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand("eval", "measure the matcher on labelled files");
  auto options = std::make_shared<Options>();
  command->add_option("FILES", options->files, "labelled files, plain or gzip")->required();
  command->add_option("--errors", options->eval.errors_max, "errors listed with their score trees")
      ->check(CLI::Range(0, kErrorsMax))
      ->capture_default_str();
  command->add_option("--fold", options->eval.folds_shown, "list errors of this fold only, 1 to 5")
      ->check(CLI::Range(std::size_t{1}, validation::kFolds))
      ->allow_extra_args(false);
  command
      ->add_option("--sample", options->eval.sample_max,
                   "pairs scored for each script of name sets; 0: all")
      ->capture_default_str();
  command->add_option("--schema", options->schema, "of names in files that state none")
      ->capture_default_str();
  command->add_option("--seed", options->eval.seed, "of samples and intervals")
      ->capture_default_str();
  command->add_flag("--calibrate", options->calibrate,
                    "fit a calibration table to the files' pairs and print it, nothing else");
  AddPresetOption(*command, options->preset);
  command->add_option("--rules", options->rules, "rule packs");
  AddFormatOption(*command, options->format);
  command->callback([&body, options] { body = [options] { return RunEval(*options); }; });
}

}  // namespace lynceus::client
