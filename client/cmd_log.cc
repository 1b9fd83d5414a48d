// `lynceus log`: makes a match log, and gathers the commands over one.
#include <cstdio>
#include <memory>
#include <string>

#include "client/command.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/record_log.h"
#include "lib/review/record_sizes.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::string origin;
  std::string master_key;
  bool demo_key = false;
};

absl::Status RunInit(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::string key,
      review::InitRecordLog(
          {.directory = options.directory,
           .origin = options.origin.empty() ? "lynceus.invalid/" + BaseName(options.directory)
                                            : options.origin,
           .demo_key = options.demo_key},
          options.master_key, SystemRandom()));
  std::printf("verifier key (give it to your auditor): %s\n", key.c_str());
  return absl::OkStatus();
}

absl::Status RunSizes(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, review::RecordSizesText(options.directory));
  std::fputs(text.c_str(), stdout);
  return absl::OkStatus();
}

}  // namespace

void AddLogCommands(CLI::App& app, Body& body) {
  CLI::App* log = app.add_subcommand("log", "the match log");
  log->require_subcommand(1);
  auto options = std::make_shared<Options>();

  CLI::App* init = log->add_subcommand("init", "make an empty log and its key");
  init->add_option("DIR", options->directory, "directory of the log")->required();
  init->add_option("--origin", options->origin, "the log's name in checkpoints");
  init->add_option("--master-key", options->master_key,
                   "file of the master key of bodies; default: master.key in DIR");
  init->add_flag("--demo-key", options->demo_key, "mark the key as insecure, for trials");
  init->callback([&body, options] { body = [options] { return RunInit(*options); }; });

  AddLogVerifyCommand(*log, body);
  AddLogRotateCommand(*log, body);
  AddLogListCommand(*log, body);
  AddLogShowCommands(*log, body);
  AddLogReplayCommands(*log, body);
  AddLogReportCommand(*log, body);

  CLI::App* sizes = log->add_subcommand("sizes", "what records cost on the disk, by kind");
  sizes->add_option("DIR", options->directory, "directory of the log")->required();
  sizes->callback([&body, options] { body = [options] { return RunSizes(*options); }; });

  AddLogJudgeCommands(*log, body);
  AddLogExportCommand(*log, body);
  AddLogErasureCommands(*log, body);
  AddLogHoldCommands(*log, body);
  AddLogRetentionCommand(*log, body);
  AddLogCopyCommand(*log, body);
  AddLogFsckCommand(*log, body);
  AddLogReceiptCommands(*log, body);
}

}  // namespace lynceus::client
