// `lynceus log`: make, verify and read a match log.
#include <cstdio>
#include <memory>

#include "client/command.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/show_record.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::string origin;
  std::string key;
  bool demo_key = false;
};

absl::Status RunInit(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::string key,
      audit::InitLog(
          {.directory = options.directory,
           .origin = options.origin.empty() ? "lynceus.invalid/" + BaseName(options.directory)
                                            : options.origin,
           .demo_key = options.demo_key},
          SystemRandom()));
  std::printf("verifier key (give it to your auditor): %s\n", key.c_str());
  return absl::OkStatus();
}

absl::Status RunVerify(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const audit::VerifyReport report,
                           audit::VerifyLog(options.directory, options.key, review::CheckRecord));
  std::printf("log %s: %llu records, root %s\n", report.origin.c_str(),
              static_cast<unsigned long long>(report.size), report.root_hex.c_str());
  if (report.pending > 0) {
    std::printf("%llu further records are durable and not yet in a checkpoint\n",
                static_cast<unsigned long long>(report.pending));
  }
  std::puts(options.key.empty()
                ? "verified with the log's own public key; give --key VKEY to check with yours"
                : "verified with the key given");
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
  init->add_flag("--demo-key", options->demo_key, "mark the key as insecure, for trials");
  init->callback([&body, options] { body = [options] { return RunInit(*options); }; });

  CLI::App* verify = log->add_subcommand("verify", "recompute everything a log claims");
  verify->add_option("DIR", options->directory, "directory of the log")->required();
  verify->add_option("--key", options->key, "verifier key the auditor holds");
  verify->callback([&body, options] { body = [options] { return RunVerify(*options); }; });

  AddLogListCommand(*log, body);
  AddLogShowCommands(*log, body);
  AddLogReplayCommands(*log, body);

  AddLogFsckCommand(*log, body);
}

}  // namespace lynceus::client
