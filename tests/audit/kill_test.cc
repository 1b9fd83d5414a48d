// A writer under load is killed again and again; a ledger outside holds what it acknowledged.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "lib/base/random.h"
#include "tests/audit/crash_log.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::TempDir;

// Starts the writer with eight callers, and kills it when it has acknowledged some `bytes` of
// lines. Returns all lines.
std::string RunUntilKilled(const std::string& directory, int run, std::size_t bytes) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const std::string program = e2e::BinaryPath("append_records");
  const std::string name = "run" + std::to_string(run);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execl(program.c_str(), program.c_str(), directory.c_str(), name.c_str(), "8", "1000000",
          static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  std::string lines;
  char buffer[4'096];
  bool killed = false;
  for (ssize_t count = 0; (count = read(ends[0], buffer, sizeof buffer)) > 0;) {
    lines.append(buffer, static_cast<std::size_t>(count));
    if (killed || lines.size() < bytes) continue;
    kill(child, SIGKILL);
    killed = true;
  }
  close(ends[0]);
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself with " << WEXITSTATUS(status);
  return lines;
}

TEST(KillTest, NothingAcknowledgedIsLostOrThereTwice) {
  const int kills = IsLongForm() ? 250 : 15;
  const TempDir directory;
  Ledger ledger;
  MakeCrashLog(directory / "log", 0, ledger);
  SeededRandom random(7);
  for (int i = 0; i < kills; ++i) {
    SCOPED_TRACE(i);
    const std::size_t before = ledger.entries().size();
    ledger.Add(RunUntilKilled(directory / "log", i, 1 + random.Below(4'000)));
    EXPECT_GT(ledger.entries().size(), before);
    ExpectNothingLost(directory / "log", ledger);
    if (HasFailure()) return;
  }
  std::printf("%d kills, %zu records acknowledged\n", kills, ledger.entries().size());
}

}  // namespace
}  // namespace lynceus::audit
