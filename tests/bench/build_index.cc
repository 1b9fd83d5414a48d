// Builds a snapshot as `lynceus index build` does, from a program that links neither the service
// nor the client.
//
//   build_index --out DIR --rules DIR FILE...
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "lib/base/status.h"
#include "lib/base/thread_pool.h"
#include "lib/ingest/build.h"
#include "lib/screening/engine.h"

int main(int argc, char** argv) {
  using Steady = std::chrono::steady_clock;
  CLI::App app("Builds a snapshot.", "build_index");
  lynceus::ingest::BuildOptions options;
  std::vector<std::string> files;
  app.add_option("--out", options.out_directory, "snapshot directory")->required();
  app.add_option("--rules", options.rules_directory, "rules directory")->required();
  app.add_option("files", files, "list files")->required();
  CLI11_PARSE(app, argc, argv);
  for (const std::string& file : files) options.files.push_back({.path = file});
  options.engine = lynceus::screening::EngineBuild();
  const auto begin = Steady::now();
  options.progress = [&begin](std::string_view stage, std::uint64_t done) {
    const double seconds = std::chrono::duration<double>(Steady::now() - begin).count();
    std::printf("%8.1f s  %.*s %llu\n", seconds, static_cast<int>(stage.size()), stage.data(),
                static_cast<unsigned long long>(done));
  };
  const auto result = lynceus::ingest::BuildSnapshot(options);
  if (!result.ok()) {
    std::fprintf(stderr, "build_index: %s\n", lynceus::ErrorText(result.status()).c_str());
    return 1;
  }
  std::printf("%8.1f s  done: %llu parties, %llu names indexed\n",
              std::chrono::duration<double>(Steady::now() - begin).count(),
              static_cast<unsigned long long>(result->manifest.parties),
              static_cast<unsigned long long>(result->names_indexed));
  return 0;
}
