// `lynceus selftest`: how well a snapshot finds its own parties, and how often it alerts on nobody.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "client/command.h"
#include "client/output_file.h"
#include "lib/base/status.h"
#include "lib/base/thread_pool.h"
#include "lib/validation/selftest.h"
#include "lib/validation/selftest_report.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string index;
  std::string rules;
  std::string preset;
  std::string html;
  std::string format = "text";
  validation::SelftestOptions selftest;
  std::size_t jobs = std::max<std::size_t>(1, std::thread::hardware_concurrency());
};

absl::Status WriteHtml(const std::string& path, std::ofstream& file,
                       const validation::SelftestReport& report) {
  file << validation::SelftestHtml(report);
  file.close();
  if (file) return absl::OkStatus();
  return UnavailableError({.subject = path, .cause = "it cannot be written"});
}

absl::Status RunCommand(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.index,
                                                  .rules_directory = options.rules}));
  LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset,
                           AsPresetOption(screening::ChoosePreset(*engine, options.preset)));
  std::ofstream html;  // opened first: a wrong path is said before the work, not after it
  if (!options.html.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(html, OpenOutput(options.html, ""));
  }
  ThreadPool pool(options.jobs);
  LYNCEUS_ASSIGN_OR_RETURN(const validation::SelftestReport report,
                           validation::RunSelftest(*engine, *preset, pool, options.selftest));
  const std::string text = options.format == "json" ? validation::SelftestJson(report) + "\n"
                                                    : validation::SelftestText(report);
  std::fputs(text.c_str(), stdout);
  if (!options.html.empty()) LYNCEUS_RETURN_IF_ERROR(WriteHtml(options.html, html, report));
  return report.EveryListedNameHits() ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddSelftestCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand(
      "selftest", "screen every listed name, changed names by kind, and names of nobody");
  auto options = std::make_shared<Options>();
  command->add_option("--index", options->index, "snapshot directory")->required();
  command->add_option("--rules", options->rules, "rule packs; default: the snapshot's own");
  AddPresetOption(*command, options->preset);
  command->add_option("--seed", options->selftest.seed, "of what is drawn")->capture_default_str();
  command
      ->add_option("--per-kind", options->selftest.names_per_kind, "changed names a kind at most")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--html", options->html, "also write a page with plots to this file");
  command->add_option("--jobs", options->jobs, "threads; default: one a processor")
      ->check(CLI::Range(1, 1'024));
  AddFormatOption(*command, options->format);
  command->callback([&body, options] { body = [options] { return RunCommand(*options); }; });
}

}  // namespace lynceus::client
