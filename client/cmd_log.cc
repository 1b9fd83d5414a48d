// `lynceus log`: make, verify and read a match log; receipts stand in cmd_log_receipt.cc.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/command.h"
#include "client/log_witness.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/record_log.h"
#include "lib/review/record_sizes.h"
#include "lib/review/show_record.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::string origin;
  std::vector<std::string> keys;
  std::vector<std::string> witnesses;
  std::string since;
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

// With the master key at hand bodies are opened too; an auditor has none, and sees that they are
// the sealed bodies that the leaves name.
absl::StatusOr<audit::VerifyReport> VerifyRecords(const Options& options) {
  const review::LogPlace place{options.directory, options.master_key};
  const std::string given = Join(options.keys, "\n");
  std::optional<std::string> held;
  if (!options.since.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(held, ReadFile(options.since));
  }
  if (!PathExists(review::MasterKeyOf(place))) {
    std::puts("no master key: sealed bodies are held against their digests and not opened");
    return audit::VerifyLog(options.directory, given, review::CheckRecord, held);
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, review::OpenKeys(place));
  review::RecordChecker checker(options.directory, *keys);
  LYNCEUS_ASSIGN_OR_RETURN(
      const audit::VerifyReport report,
      audit::VerifyLog(
          options.directory, given,
          [&](std::uint64_t index, const std::string& leaf, const std::string& body) {
            return checker.Check(index, leaf, body);
          },
          held));
  LYNCEUS_RETURN_IF_ERROR(checker.Finish());
  std::printf("every body opened and agrees with its leaf, but %llu that are erased, on record\n",
              static_cast<unsigned long long>(checker.erased()));
  return report;
}

absl::Status RunVerify(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const audit::VerifyReport report, VerifyRecords(options));
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::string witnessed,
      WitnessedText(options.directory, Join(options.keys, "\n"), options.witnesses));
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
  if (!options.since.empty()) {
    std::printf("it continues the checkpoint in %s\n", options.since.c_str());
  }
  std::fputs(witnessed.c_str(), stdout);
  std::puts(options.keys.empty()
                ? "verified with the log's own public key; give --key VKEY to check with yours"
                : "verified with the key given");
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
  const auto add_master_key = [options](CLI::App& command) {
    command.add_option("--master-key", options->master_key,
                       "file of the master key of bodies; default: master.key in DIR");
  };

  CLI::App* init = log->add_subcommand("init", "make an empty log and its key");
  init->add_option("DIR", options->directory, "directory of the log")->required();
  init->add_option("--origin", options->origin, "the log's name in checkpoints");
  add_master_key(*init);
  init->add_flag("--demo-key", options->demo_key, "mark the key as insecure, for trials");
  init->callback([&body, options] { body = [options] { return RunInit(*options); }; });

  CLI::App* verify = log->add_subcommand("verify", "recompute everything a log claims");
  verify->add_option("DIR", options->directory, "directory of the log")->required();
  verify->add_option("--key", options->keys, "verifier key the auditor holds; more than one: any");
  verify->add_option("--since", options->since, "file of a checkpoint that the log must continue");
  AddWitnessOption(*verify, options->witnesses);
  add_master_key(*verify);
  verify->callback([&body, options] { body = [options] { return RunVerify(*options); }; });

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
