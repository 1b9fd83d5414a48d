// A writer for tests that kill it or take its disk away: appends records to a log and says each
// acknowledged index on standard output, one write a line: "INDEX LEAF". The leaf of a record is
// "RUN/CALLER/NUMBER", so that one that is lost, or there twice, is seen.
//
//   append_records DIR RUN CALLERS RECORDS_EACH [--traced]
//
// --traced: stops itself first, so that a tracer can come when the program is loaded; and after
// each record waits for the checkpoint that covers it. Exit codes: 0 done, 3 the log was not
// opened, 4 an append was refused, 5 a line could not be written.
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "lib/audit/match_log.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

struct Arguments {
  std::string directory;
  std::string run;
  int callers = 0;
  long records_each = 0;
  bool traced = false;
};

int AppendAll(MatchLog& log, const Arguments& arguments, int caller) {
  for (long i = 0; i < arguments.records_each; ++i) {
    const std::string leaf = arguments.run + "/" + std::to_string(caller) + "/" + std::to_string(i);
    const auto index = log.Append(leaf, std::string(300, 'b'));
    if (!index.ok()) {
      std::fprintf(stderr, "%s\n", ErrorText(index.status()).c_str());
      return 4;
    }
    const std::string line = std::to_string(*index) + " " + leaf + "\n";
    if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
      return 5;
    }
    if (arguments.traced && !log.Checkpoint().ok()) return 4;
  }
  return 0;
}

int Run(const Arguments& arguments) {
  if (arguments.traced) {
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    raise(SIGSTOP);
  }
  const auto log = MatchLog::Open(arguments.directory, {.settle_records = 256});
  if (!log.ok()) {
    std::fprintf(stderr, "%s\n", ErrorText(log.status()).c_str());
    return 3;
  }
  if (arguments.callers == 1) return AppendAll(**log, arguments, 0);
  std::atomic<int> code = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < arguments.callers; ++caller) {
    callers.emplace_back([&, caller] {
      const int ended = AppendAll(**log, arguments, caller);
      if (ended != 0) code = ended;
    });
  }
  for (std::thread& caller : callers) caller.join();
  return code;
}

}  // namespace
}  // namespace lynceus::audit

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  return lynceus::audit::Run({.directory = argv[1],
                              .run = argv[2],
                              .callers = std::atoi(argv[3]),
                              .records_each = std::atol(argv[4]),
                              .traced = argc > 5 && std::strcmp(argv[5], "--traced") == 0});
}
