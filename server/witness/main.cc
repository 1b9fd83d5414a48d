// lynceus-witness: a witness of match logs, for the bank's internal audit on a machine of its own.
// Options, signals, logs; all else is in http_service.h and lib/audit/witness.h.
#include <csignal>
#include <cstdio>
#include <string>

#include <pthread.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "server/witness/http_service.h"
#include "server/witness/witness_files.h"

namespace lynceus::witness {
namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "lynceus-witness: %s\n", ErrorText(status).c_str());
  return kExitFailure;
}

int Init(const std::string& directory, const std::string& name) {
  const auto key = InitWitness(directory, name, SystemRandom());
  if (!key.ok()) return Fail(key.status());
  std::printf("verifier key (for log.copies of the log, and for auditors): %s\n", key->c_str());
  std::printf("next: write the key.vkey of each log into %s/logs\n", directory.c_str());
  return 0;
}

// Serves until SIGTERM or SIGINT, which are blocked in every thread and waited for here.
int Serve(const std::string& path, bool check) {
  const auto config = LoadConfig(path);
  if (!config.ok()) return Fail(config.status());
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  if (check) {
    std::printf("%s: usable\n", path.c_str());
    return 0;
  }
  const auto opened = OpenWitness(*config, SystemClock());
  if (!opened.ok()) return Fail(opened.status());
  auto service = HttpService::Start(*config, *opened->witness);
  if (!service.ok()) return Fail(service.status());
  spdlog::info("listening port={} logs={} key={}", (*service)->port(), opened->logs,
               audit::FormatVerifierKey(opened->key));
  int signal = 0;
  sigwait(&signals, &signal);
  service->reset();
  spdlog::info("stopped signal={}", signal);
  return 0;
}

int Run(int argc, char** argv) {
  CLI::App app(
      "lynceus-witness cosigns the checkpoints of match logs, and none that does not go on from "
      "the last one.",
      "lynceus-witness");
  app.require_subcommand(1);
  std::string directory;
  std::string name;
  CLI::App* init = app.add_subcommand("init", "make a witness's directory and key");
  init->add_option("DIR", directory, "directory of the witness")->required();
  init->add_option("--name", name, "what it signs by: audit.bank.example/witness")->required();
  std::string path;
  bool check = false;
  CLI::App* serve = app.add_subcommand("serve", "answer logs over HTTP until SIGTERM");
  serve->add_option("--config", path, "YAML configuration")->required();
  serve->add_flag("--check-config", check, "read and check the configuration, then end");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  return init->parsed() ? Init(directory, name) : Serve(path, check);
}

}  // namespace
}  // namespace lynceus::witness

int main(int argc, char** argv) { return lynceus::witness::Run(argc, argv); }
