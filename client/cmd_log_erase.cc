// `lynceus log erase`, `end-bucket` and `hold`: what ends a body before or with its retention, and
// what keeps it beyond.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/command.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/erasure.h"
#include "lib/review/holds.h"
#include "lib/review/record_log.h"

namespace lynceus::client {
namespace {

struct Options {
  review::LogPlace place;
  std::vector<std::uint64_t> indexes;
  std::string bucket;
  review::ErasureReason reason;
  std::string name;
  std::string legal_entity;
  std::string from;
  std::string to;
};

absl::StatusOr<std::unique_ptr<review::RecordLog>> OpenLog(const Options& options) {
  return review::RecordLog::Open(options.place, SystemClock(), SystemRandom());
}

absl::Status RunErase(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog(options));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t erased,
                           review::EraseRecords(*log, options.indexes, options.reason));
  std::printf("%llu bodies erased, on record; %llu were erased already\n",
              static_cast<unsigned long long>(erased),
              static_cast<unsigned long long>(options.indexes.size() - erased));
  return absl::OkStatus();
}

absl::Status RunEndBucket(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog(options));
  LYNCEUS_RETURN_IF_ERROR(review::EraseBucket(*log, options.bucket, options.reason));
  std::printf("bucket %s ended: its keys are destroyed, on record\n", options.bucket.c_str());
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Date>> DayOf(const std::string& option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto day = Date::ParseIso(text);
  if (!day.ok()) return UsageError(option, DetailOf(day.status()).cause, "write YYYY-MM-DD");
  return *day;
}

absl::Status RunPlace(const Options& options) {
  review::Hold hold{.name = options.name, .reason = options.reason.basis, .by = options.reason.by};
  hold.scope.indexes = options.indexes;
  if (!options.legal_entity.empty()) hold.scope.legal_entity = options.legal_entity;
  LYNCEUS_ASSIGN_OR_RETURN(hold.scope.from, DayOf("--from", options.from));
  LYNCEUS_ASSIGN_OR_RETURN(hold.scope.to, DayOf("--to", options.to));
  LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog(options));
  LYNCEUS_RETURN_IF_ERROR(review::PlaceHold(*log, hold));
  std::printf("hold %s placed, on record\n", hold.name.c_str());
  return absl::OkStatus();
}

absl::Status RunRelease(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog(options));
  LYNCEUS_RETURN_IF_ERROR(
      review::ReleaseHold(*log, options.name, options.reason.basis, options.reason.by));
  std::printf("hold %s released, on record\n", options.name.c_str());
  return absl::OkStatus();
}

std::string ScopeText(const review::HoldScope& scope) {
  std::string text;
  if (scope.legal_entity) text += " legal entity " + *scope.legal_entity;
  if (scope.from) text += " from " + scope.from->ToString();
  if (scope.to) text += " to " + scope.to->ToString();
  if (!scope.indexes.empty()) text += " " + std::to_string(scope.indexes.size()) + " records";
  return text.empty() ? " the whole log" : text;
}

absl::Status RunList(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, review::OpenKeys(options.place));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<review::Hold> holds,
                           review::StandingHolds(options.place.directory, *keys));
  for (const review::Hold& hold : holds) {
    std::printf("%s: covers%s; by %s, record %llu: %s\n", hold.name.c_str(),
                ScopeText(hold.scope).c_str(), hold.by.c_str(),
                static_cast<unsigned long long>(hold.record), hold.reason.c_str());
  }
  if (holds.empty()) std::puts("no legal hold stands");
  return absl::OkStatus();
}

using Run = absl::Status (*)(const Options&);

CLI::App* AddCommand(CLI::App& parent, const std::string& name, const std::string& help,
                     const std::shared_ptr<Options>& options, Body& body, Run run) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->add_option("DIR", options->place.directory, "directory of the log")->required();
  command->add_option("--master-key", options->place.master_key,
                      "file of the master key of bodies; default: master.key in DIR");
  command->callback([&body, options, run] { body = [options, run] { return run(*options); }; });
  return command;
}

void AddOrder(CLI::App& command, const std::shared_ptr<Options>& options) {
  command.add_option("--reason", options->reason.code, "code of [a-z0-9_-]")->required();
  command.add_option("--basis", options->reason.basis, "legal basis, a sentence")->required();
  command.add_option("--by", options->reason.by, "who orders it")->required();
}

void AddHoldCommands(CLI::App& log, const std::shared_ptr<Options>& options, Body& body) {
  CLI::App* hold = log.add_subcommand("hold", "legal holds: what they cover is not erased");
  hold->require_subcommand(1);
  AddCommand(*hold, "list", "the holds that stand", options, body, RunList);
  CLI::App* place = AddCommand(*hold, "place", "place a hold", options, body, RunPlace);
  CLI::App* release = AddCommand(*hold, "release", "release a hold", options, body, RunRelease);
  for (CLI::App* command : {place, release}) {
    command->add_option("--name", options->name, "the hold's name, [A-Za-z0-9._-]")->required();
    command->add_option("--reason", options->reason.basis, "why, a sentence")->required();
    command->add_option("--by", options->reason.by, "who orders it")->required();
  }
  place->add_option("--record", options->indexes, "index of a record; default: all records")
      ->allow_extra_args(false);
  place->add_option("--legal-entity", options->legal_entity, "records of this entity only");
  place->add_option("--from", options->from, "records from this day on, YYYY-MM-DD");
  place->add_option("--to", options->to, "records up to this day, YYYY-MM-DD");
}

}  // namespace

void AddLogErasureCommands(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* erase = AddCommand(log, "erase", "destroy the keys of records' bodies; proofs stay",
                               options, body, RunErase);
  erase->add_option("INDEX", options->indexes, "indexes of the records")->required();
  AddOrder(*erase, options);
  CLI::App* end =
      AddCommand(log, "end-bucket", "destroy the keys of all bodies of a year and legal entity",
                 options, body, RunEndBucket);
  end->add_option("BUCKET", options->bucket, "for example 2016-default")->required();
  AddOrder(*end, options);
  AddHoldCommands(log, options, body);
}

}  // namespace lynceus::client
