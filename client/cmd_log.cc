// `lynceus log`: make, verify and read a match log; receipts stand in cmd_log_receipt.cc.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/command.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/recorder.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::string origin;
  std::vector<std::string> keys;
  std::string since;
  std::uint64_t index = 0;
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
  std::optional<std::string> held;
  if (!options.since.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(held, ReadFile(options.since));
  }
  LYNCEUS_ASSIGN_OR_RETURN(
      const audit::VerifyReport report,
      audit::VerifyLog(options.directory, Join(options.keys, "\n"), review::CheckRecord, held));
  std::printf("log %s: %llu records, root %s\n", report.origin.c_str(),
              static_cast<unsigned long long>(report.size), report.root_hex.c_str());
  if (report.pending > 0) {
    std::printf("%llu further records are durable and not yet in a checkpoint\n",
                static_cast<unsigned long long>(report.pending));
  }
  if (report.unknown_signatures > 0) {
    std::printf("%llu signatures on the checkpoint are by keys that were not given\n",
                static_cast<unsigned long long>(report.unknown_signatures));
  }
  for (const std::string& name : report.foreign) {
    std::printf("%s is not part of the log\n", name.c_str());
  }
  if (held.has_value()) {
    std::printf("it continues the checkpoint in %s\n", options.since.c_str());
  }
  std::puts(options.keys.empty()
                ? "verified with the log's own public key; give --key VKEY to check with yours"
                : "verified with the key given");
  return absl::OkStatus();
}

absl::Status RunShow(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text,
                           review::ShowRecordJson(options.directory, options.index));
  std::puts(text.c_str());
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
  verify->add_option("--key", options->keys, "verifier key the auditor holds; more than one: any");
  verify->add_option("--since", options->since, "file of a checkpoint that the log must continue");
  verify->callback([&body, options] { body = [options] { return RunVerify(*options); }; });

  CLI::App* show = log->add_subcommand("show", "one record in words");
  show->add_option("DIR", options->directory, "directory of the log")->required();
  show->add_option("INDEX", options->index, "index of the record")->required();
  show->callback([&body, options] { body = [options] { return RunShow(*options); }; });

  AddLogCopyCommand(*log, body);
  AddLogFsckCommand(*log, body);
  AddLogReceiptCommands(*log, body);
}

}  // namespace lynceus::client
