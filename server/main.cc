// lynceusd: the service. Options, signals, logs; all else is in service.h and lib/.
#include <csignal>
#include <cstdio>
#include <string>

#include <pthread.h>
#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include "lib/base/status.h"
#include "lib/screening/engine.h"
#include "server/service.h"

namespace lynceus::server {
namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;
constexpr int kGraceSeconds = 30;

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "lynceusd: %s\n", ErrorText(status).c_str());
  return kExitFailure;
}

// Serves until SIGTERM or SIGINT; SIGHUP reads the rules again. All are blocked in every thread and
// waited for here.
int Serve(const Config& config) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A write beyond the limit of a file's size is an error of that write, not the end of the
  // service.
  (void)std::signal(SIGXFSZ, SIG_IGN);
  auto service = Service::Start(config);
  if (!service.ok()) return Fail(service.status());
  spdlog::info("listening port={} snapshot={} log={}", (*service)->port(), config.snapshot,
               config.log_directory);
  constexpr timespec kSecond = {.tv_sec = 1};
  int signal = -1;
  while (signal < 0 || signal == SIGHUP) {
    signal = sigtimedwait(&signals, nullptr, &kSecond);
    (*service)->UpdateHealth();
    if (signal != SIGHUP) continue;
    (*service)->ReloadRules("SIGHUP").IgnoreError();  // said in the log, the metrics, the state
  }
  spdlog::info("draining signal={} seconds={}", signal, config.drain_seconds);
  (*service)->Drain(config.drain_seconds, kGraceSeconds);
  spdlog::info("stopped");
  return 0;
}

int Run(int argc, char** argv) {
  CLI::App app("lynceusd answers screenings over gRPC and records each in the match log.",
               "lynceusd");
  std::string path;
  bool check = false;
  app.set_version_flag("--version", screening::EngineBuild());
  app.add_option("--config", path, "YAML configuration")->required();
  app.add_flag("--check-config", check, "read and check the configuration, then end");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  const auto config = LoadConfig(path);
  if (!config.ok()) return Fail(config.status());
  const absl::Status usable = CheckForService(*config, path);
  if (!usable.ok()) return Fail(usable);
  if (check) {
    std::printf("%s: usable\n", path.c_str());
    return 0;
  }
  return Serve(*config);
}

}  // namespace
}  // namespace lynceus::server

int main(int argc, char** argv) { return lynceus::server::Run(argc, argv); }
