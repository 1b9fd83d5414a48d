// `lynceus selftest`: every listed name against its own snapshot.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include "client/command.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/thread_pool.h"
#include "lib/screening/selftest.h"

namespace lynceus::client {
namespace {

constexpr std::size_t kMissesShown = 50;

struct Options {
  std::string index;
  std::string rules;
  std::string format = "text";
};

std::string ReportJson(const screening::SelftestReport& report) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject();
  const auto count = [&](const char* key, std::uint64_t value) {
    json.Key(key).Int(static_cast<std::int64_t>(value));
  };
  count("parties", report.parties);
  count("names", report.names);
  count("asked", report.asked);
  count("hit", report.hit);
  count("first", report.first);
  json.Key("misses").BeginArray();
  for (const screening::SelftestMiss& miss : report.misses) {
    json.BeginObject().Member("entity_id", miss.entity_id);
    json.Key("name").Int(static_cast<std::int64_t>(miss.ordinal));
    json.Member("order", miss.other_order ? "other" : "listed").Member("reason", miss.reason);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

void PrintReport(const screening::SelftestReport& report) {
  const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf("%llu designated parties, %llu names and strong aliases\n", number(report.parties),
              number(report.names));
  std::printf("asked %llu times (persons in both orders): own party hit %llu, first %llu\n",
              number(report.asked), number(report.hit), number(report.first));
  const std::size_t shown = std::min(kMissesShown, report.misses.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const screening::SelftestMiss& miss = report.misses[i];
    std::printf("miss: %s name %zu%s: %s\n", miss.entity_id.c_str(), miss.ordinal + 1,
                miss.other_order ? ", other order" : "", miss.reason.c_str());
  }
  if (shown < report.misses.size()) {
    std::printf("%zu further misses: see --format json\n", report.misses.size() - shown);
  }
}

absl::Status RunCommand(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto engine,
                           screening::OpenEngine({.snapshot_directory = options.index,
                                                  .rules_directory = options.rules}));
  ThreadPool pool(std::max<std::size_t>(1, std::thread::hardware_concurrency()));
  LYNCEUS_ASSIGN_OR_RETURN(const screening::SelftestReport report,
                           screening::RunSelftest(*engine, pool));
  if (options.format == "json") {
    std::puts(ReportJson(report).c_str());
  } else {
    PrintReport(report);
  }
  return report.misses.empty() ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddSelftestCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand("selftest", "ask every listed name of a snapshot");
  auto options = std::make_shared<Options>();
  command->add_option("--index", options->index, "snapshot directory")->required();
  command->add_option("--rules", options->rules, "rule packs; default: the snapshot's own");
  AddFormatOption(*command, options->format);
  command->callback([&body, options] { body = [options] { return RunCommand(*options); }; });
}

}  // namespace lynceus::client
