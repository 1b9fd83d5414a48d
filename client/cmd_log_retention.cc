// `lynceus log retention`: what the duties ask of every record, and erasing what is due.
#include <cstdio>
#include <memory>
#include <string>

#include "client/command.h"
#include "client/log_options.h"
#include "client/retention_desk.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

namespace lynceus::client {
namespace {

struct Options {
  LogHolder holder;
  std::string policy;
  std::string ended;
  std::string on;
  std::string by;
  bool dry_run = false;
  bool apply = false;
};

absl::Status CheckUsage(const Options& options) {
  if (options.dry_run == options.apply) {
    return UsageError("--dry-run, --apply", "exactly one of the two is needed", "give one");
  }
  if (options.apply && options.by.empty()) {
    return UsageError("--by", "an erasure says who ordered it", "give --by");
  }
  // Erasing before its day is what --on must not do: it looks ahead only.
  if (options.apply && !options.on.empty()) {
    return UsageError("--on, --apply", "what is erased is what is due today", "leave --on out");
  }
  const auto day = options.on.empty() ? Date::FromDays(0) : Date::ParseIso(options.on);
  if (day.ok()) return absl::OkStatus();
  return UsageError("--on", DetailOf(day.status()).cause, "write YYYY-MM-DD");
}

absl::StatusOr<RetentionRun> ReadRun(const Options& options) {
  RetentionRun run{.policy_path = options.policy, .on = options.on};
  LYNCEUS_ASSIGN_OR_RETURN(run.policy, ReadFile(options.policy, limits::kRuleFileBytesMax));
  if (options.ended.empty()) return run;
  LYNCEUS_ASSIGN_OR_RETURN(run.ends, review::ReadRelationshipEnds(options.ended));
  return run;
}

void Print(const review::RetentionReport& planned) {
  std::fputs(review::RetentionText(planned).c_str(), stdout);
}

absl::Status RunRetention(const Options& options) {
  LYNCEUS_RETURN_IF_ERROR(CheckUsage(options));
  LYNCEUS_ASSIGN_OR_RETURN(const RetentionRun run, ReadRun(options));
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenRetentionDesk(options.holder));
  if (options.dry_run) {
    LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionReport planned, desk->Plan(run));
    Print(planned);
    return absl::OkStatus();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const RanRetention ran, desk->Apply(run, options.by));
  Print(ran.planned);
  std::printf("%llu bodies erased, %llu buckets ended, on record\n",
              static_cast<unsigned long long>(ran.applied.records),
              static_cast<unsigned long long>(ran.applied.buckets));
  return absl::OkStatus();
}

}  // namespace

void AddLogRetentionCommand(CLI::App& log, Body& body) {
  CLI::App* command = log.add_subcommand("retention", "what is kept until when, and what is due");
  auto options = std::make_shared<Options>();
  command->add_option("DIR", options->holder.log.directory, "directory of the log");
  AddLogHolderOptions(*command, options->holder);
  command->add_option("--policy", options->policy, "classes and duties, YAML")->required();
  command->add_option("--ended", options->ended,
                      "CSV counterparty_id,ended_on: relationships that have ended");
  command->add_option("--on", options->on, "day of a dry run, YYYY-MM-DD; default: today");
  command->add_option("--by", options->by, "who orders the erasure");
  command->add_flag("--dry-run", options->dry_run, "say what stands where, and erase nothing");
  command->add_flag("--apply", options->apply, "erase what is due");
  command->callback([&body, options] { body = [options] { return RunRetention(*options); }; });
}

}  // namespace lynceus::client
