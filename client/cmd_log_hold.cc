// `lynceus log hold`: what keeps a body beyond its retention.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/command.h"
#include "client/log_options.h"
#include "client/retention_desk.h"
#include "lib/base/status.h"

namespace lynceus::client {
namespace {

struct Options {
  LogHolder holder;
  review::Hold hold;
  std::string legal_entity;
  std::string from;
  std::string to;
};

absl::StatusOr<std::optional<Date>> DayOf(const std::string& option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto day = Date::ParseIso(text);
  if (!day.ok()) return UsageError(option, DetailOf(day.status()).cause, "write YYYY-MM-DD");
  return *day;
}

void SayDone(const review::Hold& hold, const char* done, std::uint64_t record) {
  std::printf("record %llu: hold %s %s\n", static_cast<unsigned long long>(record),
              hold.name.c_str(), done);
}

absl::Status RunPlace(const Options& options) {
  review::Hold hold = options.hold;
  if (!options.legal_entity.empty()) hold.scope.legal_entity = options.legal_entity;
  LYNCEUS_ASSIGN_OR_RETURN(hold.scope.from, DayOf("--from", options.from));
  LYNCEUS_ASSIGN_OR_RETURN(hold.scope.to, DayOf("--to", options.to));
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenRetentionDesk(options.holder));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t record, desk->PlaceHold(hold));
  SayDone(hold, "placed", record);
  return absl::OkStatus();
}

absl::Status RunRelease(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenRetentionDesk(options.holder));
  const review::Hold& hold = options.hold;
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t record,
                           desk->ReleaseHold(hold.name, hold.reason, hold.by));
  SayDone(hold, "released", record);
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
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenRetentionDesk(options.holder));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<review::Hold> holds, desk->Holds());
  for (const review::Hold& hold : holds) {
    std::printf("%s: covers%s; by %s, record %llu: %s\n", hold.name.c_str(),
                ScopeText(hold.scope).c_str(), hold.by.c_str(),
                static_cast<unsigned long long>(hold.record), hold.reason.c_str());
  }
  if (holds.empty()) std::puts("no legal hold stands");
  return absl::OkStatus();
}

using Run = absl::Status (*)(const Options&);

CLI::App* AddCommand(CLI::App& hold, const std::string& name, const std::string& help,
                     const std::shared_ptr<Options>& options, Body& body, Run run) {
  CLI::App* command = hold.add_subcommand(name, help);
  command->add_option("DIR", options->holder.log.directory, "directory of the log");
  AddLogHolderOptions(*command, options->holder);
  command->callback([&body, options, run] { body = [options, run] { return run(*options); }; });
  return command;
}

}  // namespace

void AddLogHoldCommands(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* hold = log.add_subcommand("hold", "legal holds: what they cover is not erased");
  hold->require_subcommand(1);
  AddCommand(*hold, "list", "the holds that stand", options, body, RunList);
  CLI::App* place = AddCommand(*hold, "place", "place a hold", options, body, RunPlace);
  CLI::App* release = AddCommand(*hold, "release", "release a hold", options, body, RunRelease);
  for (CLI::App* command : {place, release}) {
    command->add_option("--name", options->hold.name, "the hold's name, [A-Za-z0-9._-]")
        ->required();
    command->add_option("--reason", options->hold.reason, "why, a sentence")->required();
    command->add_option("--by", options->hold.by, "who orders it")->required();
  }
  place
      ->add_option("--record", options->hold.scope.indexes,
                   "index of a record; default: all records")
      ->allow_extra_args(false);
  place->add_option("--legal-entity", options->legal_entity, "records of this entity only");
  place->add_option("--from", options->from, "records from this day on, YYYY-MM-DD");
  place->add_option("--to", options->to, "records up to this day, YYYY-MM-DD");
}

}  // namespace lynceus::client
