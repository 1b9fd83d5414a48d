// The disk forgets what was not synced, at any moment and in any mixture; then the log opens with
// everything that was acknowledged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tests/audit/crash_log.h"
#include "tests/audit/forgetful_disk.h"
#include "tests/audit/traced_calls.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::TempDir;
using Fate = ForgetfulDisk::Fate;

class PowerCutTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = WhyNoStrace(); !why.empty()) GTEST_SKIP() << why;
    MakeCrashLog(base_ / "log", 254, ledger_);
    std::filesystem::copy(base_ / "log", base_ / "first", std::filesystem::copy_options::recursive);
    const TracedRun run = RunTraced(base_ / "trace", {"-e", std::string("trace=") + kWriterCalls},
                                    {base_ / "log", "session", "1", IsLongForm() ? "8" : "3"});
    ASSERT_EQ(run.code, 0);
    calls_ = ReadTrace(base_ / "trace");
  }

  // Cuts the power behind each call that changes something; calls named `ignored` do nothing.
  // Returns what is wrong afterwards, first by first.
  std::vector<std::string> CutEverywhere(const std::string& ignored, int mixtures);

  const TempDir base_;
  Ledger ledger_;
  std::vector<TracedCall> calls_;
};

// Behind some calls the disk is as it was before them, but for a name that can be lost.
bool IsCutBehind(const TracedCall& call) {
  static const std::set<std::string> most = {"fdatasync", "fsync", "syncfs", "rename", "pwrite64"};
  static const std::set<std::string> further = {"openat", "ftruncate", "mkdir",
                                                "close",  "unlink",    "write"};
  return most.contains(call.name) || (IsLongForm() && further.contains(call.name));
}

std::vector<std::string> PowerCutTest::CutEverywhere(const std::string& ignored, int mixtures) {
  std::vector<std::string> wrong;
  ForgetfulDisk disk(base_ / "first", base_ / "log");
  Ledger acknowledged = ledger_;
  SeededRandom random(11);
  int cuts = 0;
  for (const TracedCall& call : calls_) {
    if (call.name == ignored) continue;
    const bool acknowledges = call.name == "write" && call.arguments[0] == "1";
    if (acknowledges) acknowledged.Add(call.arguments[1]);
    disk.Replay(call);
    if (!IsCutBehind(call)) continue;
    for (int i = 0; i < mixtures + 2; ++i) {
      const Fate fate = i == 0 ? Fate::kAllLost : i == 1 ? Fate::kAllKept : Fate::kMixed;
      const TempDir after;
      disk.PowerCut(fate, random, after / "log");
      Ledger ledger = acknowledged;
      if (std::string found = WhatIsWrong(after / "log", ledger); !found.empty()) {
        wrong.push_back(call.name + " (line " + std::to_string(call.end) + "), fate " +
                        std::to_string(i) + ": " + found);
      }
      ++cuts;
    }
  }
  std::printf("%d power cuts, %zu logs not whole\n", cuts, wrong.size());
  return wrong;
}

TEST_F(PowerCutTest, NothingAcknowledgedIsLost) {
  EXPECT_THAT(CutEverywhere("", IsLongForm() ? 20 : 1), ::testing::IsEmpty());
}

// The emulation sees a writer that does not sync.
TEST_F(PowerCutTest, AWriterThatDoesNotSyncIsFound) {
  EXPECT_THAT(CutEverywhere("fdatasync", 0), ::testing::Not(::testing::IsEmpty()));
}

}  // namespace
}  // namespace lynceus::audit
