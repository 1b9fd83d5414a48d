// Every system call by which the writer reads or changes a log fails or ends it, one at a time:
// EIO, ENOSPC, SIGKILL at each occurrence. Afterwards nothing that was acknowledged is lost or
// there twice, and nothing was acknowledged without a sync. After Tessera's tests by strace.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <utility>

#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "tests/audit/crash_log.h"
#include "tests/audit/traced_calls.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::TempDir;

constexpr int kKilled = 128 + 9;

bool Touches(const TracedCall& call, const std::string& directory) {
  if (call.descriptor_path.starts_with(directory)) return true;
  for (const std::string& argument : call.arguments) {
    if (argument.starts_with(directory)) return true;
  }
  return false;
}

// What is wrong with the order of journal writes, syncs and acknowledgements; the one caller makes
// all three, on one thread.
std::string WhatIsWrongInOrder(const std::vector<TracedCall>& calls, const std::string& directory) {
  bool synced = false;
  bool failed = false;
  for (const TracedCall& call : calls) {
    if (call.descriptor_path == JournalPath(directory)) {
      if (call.name == "pwrite64") synced = false;
      if (call.name == "fdatasync") synced = call.result == 0;
      const bool changes = call.name == "pwrite64" || call.name == "fdatasync";
      failed = failed || (changes && call.result < 0);
    }
    if (call.name != "write" || call.arguments[0] != "1") continue;
    if (failed) return "acknowledged after a failure: " + call.arguments[1];
    if (!synced) return "acknowledged before its sync: " + call.arguments[1];
    synced = false;
  }
  return "";
}

class FaultTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = WhyNoStrace(); !why.empty()) GTEST_SKIP() << why;
    MakeCrashLog(first_ / "log", 254, first_ledger_);
  }
  // The session crosses a full tile and a settled place.
  std::vector<std::string> Session(const std::string& directory) const {
    return {directory, "session", "1", IsLongForm() ? "8" : "3"};
  }

  const TempDir first_;
  Ledger first_ledger_;
};

TEST_F(FaultTest, ASyncPrecedesEveryAcknowledgement) {
  const TempDir trace;
  const TracedRun run = RunTraced(trace / "trace", {}, Session(first_ / "log"));
  ASSERT_EQ(run.code, 0);
  const std::vector<TracedCall> calls = ReadTrace(trace / "trace");
  EXPECT_EQ(WhatIsWrongInOrder(calls, first_ / "log"), "");
  // The rule finds what it forbids: the same calls without the syncs.
  std::vector<TracedCall> unsynced;
  for (const TracedCall& call : calls) {
    if (call.name != "fdatasync") unsynced.push_back(call);
  }
  EXPECT_NE(WhatIsWrongInOrder(unsynced, first_ / "log"), "");
}

TEST_F(FaultTest, EveryCallMayFailOrBeTheLast) {
  std::set<std::pair<std::string, int>> places;
  {
    const TempDir base;
    std::filesystem::copy(first_ / "log", base / "log", std::filesystem::copy_options::recursive);
    ASSERT_EQ(RunTraced(base / "trace", {"-e", std::string("trace=") + kWriterCalls},
                        Session(base / "log"))
                  .code,
              0);
    for (const TracedCall& call : ReadTrace(base / "trace")) {
      if (Touches(call, base / "log")) places.emplace(call.name, call.nth);
    }
  }
  const std::set<std::string> may_fill_up = {"openat",    "write",     "pwrite64",
                                             "ftruncate", "fdatasync", "fsync",
                                             "syncfs",    "rename",    "mkdir"};
  int runs = 0;
  std::set<std::string> names;
  std::size_t number = 0;
  int hits = 0;  // the two threads' order varies: a place may not come
  for (const auto& [name, nth] : places) {
    // The short form takes the first of each call and every eighth place. How many there are
    // depends on how many checkpoints the publisher leaves out while others wait.
    if (!IsLongForm() && nth != 1 && number++ % 8 != 0) continue;
    names.insert(name);
    for (const char* const fault : {"error=EIO", "error=ENOSPC", "signal=KILL"}) {
      if (fault == std::string("error=ENOSPC") && !may_fill_up.contains(name)) continue;
      const std::string inject = "inject=" + name + ":" + fault + ":when=" + std::to_string(nth);
      SCOPED_TRACE(inject);
      const TempDir base;
      std::filesystem::copy(first_ / "log", base / "log", std::filesystem::copy_options::recursive);
      const TracedRun run =
          RunTraced(base / "trace", {"-e", "trace=write,pwrite64,fdatasync," + name, "-e", inject},
                    Session(base / "log"));
      const bool expected = run.code == 0 || (run.code >= 3 && run.code <= 5) ||
                            (run.code == kKilled && fault == std::string("signal=KILL"));
      EXPECT_TRUE(expected) << run.code;
      const std::string trace = ReadFile(base / "trace").value_or("");
      hits += run.code == kKilled || trace.find("(INJECTED)") != std::string::npos ? 1 : 0;
      EXPECT_EQ(WhatIsWrongInOrder(ReadTrace(base / "trace"), base / "log"), "");
      Ledger ledger = first_ledger_;
      ledger.Add(run.out);
      ExpectNothingLost(base / "log", ledger);
      ++runs;
    }
  }
  std::printf("%d runs, %d of them hit, %zu places\n", runs, hits, places.size());
  EXPECT_THAT(names, testing::IsSupersetOf({"openat", "write", "fdatasync", "rename", "close"}));
  EXPECT_GE(runs, 2 * static_cast<int>(names.size()));
  EXPECT_GT(hits * 10, runs * 9);
}

}  // namespace
}  // namespace lynceus::audit
