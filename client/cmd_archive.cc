// `lynceus archive`: keep what decisions rest on, check it, and collect what no record needs.
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/log_options.h"
#include "lib/base/clock.h"
#include "lib/base/status.h"
#include "lib/review/archive.h"
#include "lib/review/live_names.h"
#include "lib/rules/load.h"
#include "lib/screening/engine.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::vector<std::string> snapshots;
  std::vector<std::string> rules;
  std::vector<std::string> lists;
  std::string engine;
  std::string engine_build;
  std::vector<std::string> logs;
  bool remove = false;
};

unsigned long long Number(std::uint64_t value) { return value; }

void Print(const review::ArchiveEntry& entry) {
  std::printf("%-8s  %s\n", std::string(review::ArchiveKindName(entry.kind)).c_str(),
              entry.name.c_str());
}

absl::Status RunAdd(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto archive,
                           review::Archive::Open(options.directory, SystemClock()));
  for (const std::string& directory : options.snapshots) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto entry, archive->AddSnapshot(directory));
    Print(entry);
  }
  for (const std::string& directory : options.rules) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto rules, rules::LoadRules(directory));
    LYNCEUS_ASSIGN_OR_RETURN(const auto entry, archive->AddRules(directory, rules->digest));
    Print(entry);
  }
  for (const std::string& file : options.lists) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto entry, archive->AddList(file));
    Print(entry);
  }
  if (!options.engine.empty()) {
    const std::string build =
        options.engine_build.empty() ? screening::EngineBuild() : options.engine_build;
    LYNCEUS_ASSIGN_OR_RETURN(const auto entry, archive->AddEngine(options.engine, build));
    Print(entry);
  }
  return absl::OkStatus();
}

absl::Status RunVerify(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto archive, OpenArchive(options.directory));
  LYNCEUS_ASSIGN_OR_RETURN(const auto report, archive->Verify());
  std::printf("%llu names, %llu objects, %llu bytes: every byte is what its name says\n",
              Number(report.entries), Number(report.objects), Number(report.bytes));
  return absl::OkStatus();
}

absl::Status RunList(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto archive, OpenArchive(options.directory));
  LYNCEUS_ASSIGN_OR_RETURN(const auto entries, archive->Entries());
  for (const review::ArchiveEntry& entry : entries) Print(entry);
  return absl::OkStatus();
}

absl::Status RunCollect(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto archive, OpenArchive(options.directory));
  review::LiveNames live;
  for (const std::string& log : options.logs) {
    LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords({.directory = log, .master_key = ""}));
    LYNCEUS_RETURN_IF_ERROR(review::AddLiveNames(*records, log, live));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto report, archive->Collect(live, options.remove));
  for (const auto& line : report.entries) {
    std::printf("%s  ", line.why.empty() ? (options.remove ? "gone" : "goes") : "keep");
    Print(line.entry);
    if (!line.why.empty()) std::printf("      %s\n", line.why.c_str());
  }
  std::printf("%llu objects are kept; %llu objects, %llu bytes %s\n", Number(report.objects_kept),
              Number(report.objects_gone), Number(report.bytes_gone),
              options.remove ? "were removed" : "would go: give --delete to remove them");
  return absl::OkStatus();
}

}  // namespace

void AddArchiveCommands(CLI::App& app, Body& body) {
  CLI::App* archive = app.add_subcommand("archive", "what decisions rested on, by content");
  archive->require_subcommand(1);
  auto options = std::make_shared<Options>();

  CLI::App* add = archive->add_subcommand("add", "keep snapshots, rules, lists, the program");
  add->add_option("ARCHIVE", options->directory, "made where it is missing")->required();
  add->add_option("--snapshot", options->snapshots, "snapshot directory");
  add->add_option("--rules", options->rules, "rule directory");
  add->add_option("--list", options->lists, "raw list file");
  add->add_option("--engine", options->engine, "program, to answer for its build later");
  add->add_option("--build", options->engine_build,
                  "the program's build word in records; default: that of this program");
  add->callback([&body, options] { body = [options] { return RunAdd(*options); }; });

  CLI::App* verify = archive->add_subcommand("verify", "read every byte and check its digest");
  verify->add_option("ARCHIVE", options->directory, "directory of the archive")->required();
  verify->callback([&body, options] { body = [options] { return RunVerify(*options); }; });

  CLI::App* list = archive->add_subcommand("list", "what is in it, by name");
  list->add_option("ARCHIVE", options->directory, "directory of the archive")->required();
  list->callback([&body, options] { body = [options] { return RunList(*options); }; });

  CLI::App* gc = archive->add_subcommand("gc", "what no live record names; removes if told to");
  gc->add_option("ARCHIVE", options->directory, "directory of the archive")->required();
  gc->add_option("--log", options->logs, "every log whose records the archive serves")->required();
  gc->add_flag("--delete", options->remove, "remove it; default: only say what would go");
  gc->callback([&body, options] { body = [options] { return RunCollect(*options); }; });
}

}  // namespace lynceus::client
