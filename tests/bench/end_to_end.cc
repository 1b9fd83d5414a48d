// One program that measures the whole: screening in process, the match log, and the service over
// gRPC against its floor (an echo of the same bytes plus one fdatasync). It prints; it judges
// nothing.
//
//   end_to_end --index DIR [--names F.csv] [--queries N] [--screening-only]
//
// Queries are distinct: 90 % innocents (a seeded generator, or the full_name column of F), 10 %
// listed names with a typo, in the other order or joined. Hits are explained; there is no result
// cache.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <grpcpp/grpcpp.h>
#include <CLI/CLI.hpp>

#include "client/lynceus_client.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/record_log.h"
#include "lib/screening/evaluate.h"
#include "lib/sources/csv_reader.h"
#include "lib/validation/changes.h"
#include "server/service.h"

namespace lynceus {
namespace {

using Steady = std::chrono::steady_clock;

double MicrosSince(Steady::time_point begin) {
  return std::chrono::duration<double, std::micro>(Steady::now() - begin).count();
}

struct Times {
  std::vector<double> micros;
  double At(double part) {
    if (micros.empty()) return 0;
    std::sort(micros.begin(), micros.end());
    return micros[static_cast<std::size_t>(part * static_cast<double>(micros.size() - 1))];
  }
};

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "end_to_end: %s\n", ErrorText(status).c_str());
  std::exit(1);
}

void PrintMachine() {
  std::ifstream cpu("/proc/cpuinfo");
  std::string line;
  while (std::getline(cpu, line) && !line.starts_with("model name")) {
  }
  std::printf("machine: %s, %u cores\n", line.c_str(), std::thread::hardware_concurrency());
}

std::string InventedName(SeededRandom& random) {
  static constexpr std::array<const char*, 24> kSyllables = {
      "ka",  "ro", "mi", "len", "to",  "va", "shi", "bel", "nor", "da",  "qui", "zan",
      "fer", "lo", "pe", "gra", "hul", "ce", "ny",  "tor", "ma",  "wen", "dri", "sol"};
  std::string name;
  for (int word = 0; word < 2; ++word) {
    if (word > 0) name += ' ';
    const std::uint64_t length = 2 + random.Below(3);
    for (std::uint64_t i = 0; i < length; ++i) name += kSyllables[random.Below(24)];
  }
  return name;
}

// The party's name with its words reversed, joined, or a letter of it missing.
std::string Manipulated(const Party& party, SeededRandom& random) {
  constexpr std::array<std::string_view, 3> kKinds = {"words reversed", "all words joined",
                                                      "letter left out"};
  const std::string caption(party.entity.caption());
  const std::string_view key = kKinds[random.Below(kKinds.size())];
  for (const validation::Change& change : validation::Changes()) {
    if (change.key != key) continue;
    const auto listed = validation::MakeListedText(caption, party.entity.schema);
    return validation::Apply(change, listed, random.Next()).value_or(caption);
  }
  return caption;
}

std::vector<std::string> MakeQueries(const screening::Engine& engine, const std::string& names_file,
                                     std::size_t count) {
  SeededRandom random(1);
  std::vector<std::string> innocents;
  if (!names_file.empty()) {
    auto input = OpenByteReader(names_file);
    Require(input.status());
    sources::CsvReader csv(**input);
    for (auto row = csv.Next(); row.ok() && *row != nullptr; row = csv.Next()) {
      innocents.push_back((*row)->fields.front());
    }
  }
  std::vector<std::string> queries;
  const auto parties = static_cast<std::uint32_t>(engine.snapshot->manifest().parties);
  while (queries.size() < count) {
    if (random.Below(10) == 0) {
      const auto number = static_cast<std::uint32_t>(random.Below(parties));
      const auto party = engine.snapshot->PartyByNumber(number);
      Require(party.status());
      queries.push_back(Manipulated(*party, random));
    } else if (!innocents.empty()) {
      queries.push_back(innocents[queries.size() % innocents.size()]);
    } else {
      queries.push_back(InventedName(random));
    }
  }
  return queries;
}

void BenchScreening(const screening::Engine& engine, const std::vector<std::string>& queries) {
  const Date day = *Date::FromCivil(2026, 11, 1);
  Times clear;
  Times hit;
  const auto begin = Steady::now();
  for (const std::string& name : queries) {
    const auto one = Steady::now();
    const auto core = screening::Evaluate({.names = {name}}, day, engine);
    (core.ok() && !core->hits.empty() ? hit : clear).micros.push_back(MicrosSince(one));
  }
  const double seconds = MicrosSince(begin) / 1e6;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  Times all = clear;
  all.micros.insert(all.micros.end(), hit.micros.begin(), hit.micros.end());
  std::printf("screening, one core: %.0f names/s, p50 %.0f us, p99 %.0f us, peak memory %ld MiB\n",
              static_cast<double>(queries.size()) / seconds, all.At(.5), all.At(.99),
              usage.ru_maxrss / 1024);
  std::printf("  clear: %zu, p50 %.0f us, p99 %.0f us; hits: %zu, p50 %.0f us, p99 %.0f us\n",
              clear.micros.size(), clear.At(.5), clear.At(.99), hit.micros.size(), hit.At(.5),
              hit.At(.99));
}

Times Fdatasyncs(const std::string& path, std::size_t count, const std::string& bytes) {
  Times times;
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  for (std::size_t i = 0; i < count; ++i) {
    const auto one = Steady::now();
    if (write(file, bytes.data(), bytes.size()) < 0 || fdatasync(file) != 0) std::exit(1);
    times.micros.push_back(MicrosSince(one));
  }
  close(file);
  return times;
}

void BenchLog(const std::string& directory) {
  Require(audit::InitLog({.directory = directory, .origin = "bench"}, SystemRandom()).status());
  auto log = audit::MatchLog::Open(directory);
  Require(log.status());
  const std::string leaf(400, 'l');
  const std::string body(600, 'b');
  for (const std::size_t callers : {std::size_t{1}, std::size_t{8}, std::size_t{64}}) {
    constexpr std::size_t kRecords = 6'400;
    const auto begin = Steady::now();
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < callers; ++t) {
      threads.emplace_back([&] {
        for (std::size_t i = 0; i < kRecords / callers; ++i) {
          Require((*log)->Append(leaf, body).status());
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::printf("match log, %zu callers, 1 KB records: %.0f durable records/s\n", callers,
                kRecords / (MicrosSince(begin) / 1e6));
  }
  Times floor = Fdatasyncs(directory + "/floor", 500, leaf + body);
  std::printf("  one fdatasync of the same bytes: p50 %.0f us\n", floor.At(.5));
}

// Answers every request with the bytes of a real answer.
class Echo final : public v1::Screening::Service {
 public:
  explicit Echo(v1::ScreenResponse answer) : answer_(std::move(answer)) {}
  grpc::Status Screen(grpc::ServerContext* /*call*/, const v1::ScreenRequest* /*request*/,
                      v1::ScreenResponse* response) override {
    *response = answer_;
    return grpc::Status::OK;
  }

 private:
  const v1::ScreenResponse answer_;
};

v1::ScreenRequest RequestFor(const std::string& name) {
  v1::ScreenRequest request;
  request.mutable_counterparty()->add_names(name);
  request.set_as_of("2026-11-01");
  return request;
}

void BenchService(const std::string& index, const std::string& scratch,
                  const std::vector<std::string>& queries) {
  const std::string log = scratch + "/service-log";
  Require(
      review::InitRecordLog({.directory = log, .origin = "bench"}, "", SystemRandom()).status());
  auto service = server::Service::Start(
      {.listen = "127.0.0.1:0", .plaintext = true, .snapshot = index, .log_directory = log});
  Require(service.status());
  const auto client =
      Client::Connect({.target = "127.0.0.1:" + std::to_string((*service)->port())});
  v1::ScreenResponse answer;
  if (!client->Screen(RequestFor("Innocent Example"), &answer).ok()) std::exit(1);

  Echo echo(answer);
  grpc::ServerBuilder builder;
  int echo_port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &echo_port);
  builder.RegisterService(&echo);
  const auto echo_server = builder.BuildAndStart();
  const auto echo_client = Client::Connect({.target = "127.0.0.1:" + std::to_string(echo_port)});

  Times screen;
  Times echoed;
  Times synced;
  for (std::size_t i = 0; i < 1'500; ++i) {
    const v1::ScreenRequest request = RequestFor(queries[i % queries.size()]);
    v1::ScreenResponse response;
    auto one = Steady::now();
    client->Screen(request, &response);
    screen.micros.push_back(MicrosSince(one));
    one = Steady::now();
    echo_client->Screen(request, &response);
    echoed.micros.push_back(MicrosSince(one));
    synced.micros.push_back(
        Fdatasyncs(scratch + "/floor", 1, std::string(1'000, 'x')).micros.front());
  }
  const double floor = echoed.At(.5) + synced.At(.5);
  std::printf(
      "gRPC unary, one caller: p50 %.0f us, p99 %.0f us; echo p50 %.0f us + fdatasync p50 "
      "%.0f us = %.0f us; ratio %.2f\n",
      screen.At(.5), screen.At(.99), echoed.At(.5), synced.At(.5), floor, screen.At(.5) / floor);

  std::vector<v1::ScreenRequest> requests;
  for (const std::string& name : queries) requests.push_back(RequestFor(name));
  std::vector<v1::ScreenStreamResponse> responses;
  const auto begin = Steady::now();
  const grpc::Status status = client->ScreenAll(requests, &responses);
  std::printf("gRPC streamed, log durable: %.0f answers/s (%s)\n",
              static_cast<double>(responses.size()) / (MicrosSince(begin) / 1e6),
              status.ok() ? "all answered" : status.error_message().c_str());
  (*service)->Drain(0, 5);
}

int Run(int argc, char** argv) {
  CLI::App app("Measures screening, the match log and the service.", "end_to_end");
  std::string index;
  std::string names;
  std::size_t count = 10'000;
  app.add_option("--index", index, "snapshot directory")->required();
  app.add_option("--names", names, "CSV whose first column holds innocent names");
  app.add_option("--queries", count, "distinct queries");
  bool screening_only = false;
  app.add_flag("--screening-only", screening_only, "neither the log nor the service");
  CLI11_PARSE(app, argc, argv);
  PrintMachine();
  const auto begin = Steady::now();
  const auto engine = screening::OpenEngine({.snapshot_directory = index});
  Require(engine.status());
  std::printf("open: %.1f ms, %llu parties, %llu names\n", MicrosSince(begin) / 1e3,
              static_cast<unsigned long long>((*engine)->snapshot->manifest().parties),
              static_cast<unsigned long long>((*engine)->snapshot->manifest().names));
  const std::vector<std::string> queries = MakeQueries(**engine, names, count);
  BenchScreening(**engine, queries);
  if (screening_only) return 0;
  std::string scratch = index + ".bench-XXXXXX";
  if (mkdtemp(scratch.data()) == nullptr) return 1;
  BenchLog(scratch + "/log");
  BenchService(index, scratch, queries);
  Require(RemoveTree(scratch));
  return 0;
}

}  // namespace
}  // namespace lynceus

int main(int argc, char** argv) { return lynceus::Run(argc, argv); }
