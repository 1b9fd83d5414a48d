// `lynceus log retention`: what the duties ask of every record, and erasing what is due.
#include <cstdio>
#include <memory>
#include <string>

#include "client/command.h"
#include "client/screener.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/record_log.h"
#include "lib/review/retention.h"

namespace lynceus::client {
namespace {

struct Options {
  review::LogPlace place;
  std::string policy;
  std::string ended;
  std::string on;
  std::string by;
  bool dry_run = false;
  bool apply = false;
};

// Erasing before its day is what --on must not do: it looks ahead only.
absl::StatusOr<Date> DayOf(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const Date today, AsOf(""));
  if (options.on.empty()) return today;
  const auto day = Date::ParseIso(options.on);
  if (!day.ok()) return UsageError("--on", DetailOf(day.status()).cause, "write YYYY-MM-DD");
  if (options.apply) {
    return UsageError("--on, --apply", "what is erased is what is due today", "leave --on out");
  }
  return *day;
}

absl::Status RunRetention(const Options& options) {
  if (options.dry_run == options.apply) {
    return UsageError("--dry-run, --apply", "exactly one of the two is needed", "give one");
  }
  if (options.apply && options.by.empty()) {
    return UsageError("--by", "an erasure says who ordered it", "give --by");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Date day, DayOf(options));
  LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionPolicy policy,
                           review::ReadRetentionPolicy(options.policy));
  review::RelationshipEnds ends;
  if (!options.ended.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(ends, review::ReadRelationshipEnds(options.ended));
  }
  std::unique_ptr<review::RecordLog> log;
  if (options.apply) {
    LYNCEUS_ASSIGN_OR_RETURN(log,
                             review::RecordLog::Open(options.place, SystemClock(), SystemRandom()));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionReport report,
                           review::PlanRetention(options.place, policy, ends, day));
  std::fputs(review::RetentionText(report, day).c_str(), stdout);
  if (log == nullptr) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t erased,
                           review::ApplyRetention(*log, policy, report, options.by));
  std::printf("%llu bodies erased, on record\n", static_cast<unsigned long long>(erased));
  return absl::OkStatus();
}

}  // namespace

void AddLogRetentionCommand(CLI::App& log, Body& body) {
  CLI::App* command = log.add_subcommand("retention", "what is kept until when, and what is due");
  auto options = std::make_shared<Options>();
  command->add_option("DIR", options->place.directory, "directory of the log")->required();
  command->add_option("--policy", options->policy, "classes and duties, YAML")->required();
  command->add_option("--ended", options->ended,
                      "CSV counterparty_id,ended_on: relationships that have ended");
  command->add_option("--master-key", options->place.master_key,
                      "file of the master key of bodies; default: master.key in DIR");
  command->add_option("--on", options->on, "day of a dry run, YYYY-MM-DD; default: today");
  command->add_option("--by", options->by, "who orders the erasure");
  command->add_flag("--dry-run", options->dry_run, "say what stands where, and erase nothing");
  command->add_flag("--apply", options->apply, "erase what is due");
  command->callback([&body, options] { body = [options] { return RunRetention(*options); }; });
}

}  // namespace lynceus::client
