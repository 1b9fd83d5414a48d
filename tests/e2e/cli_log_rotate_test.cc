// A log's key is rotated and the older one ends, by the program; an auditor who holds the older key
// follows, by the program and with the tools of the page for auditors alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "tests/e2e/auditor_page.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class LogRotateTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Lynceus({"log", "init", log_, "--origin", "bank.example/lynceus/1"}).code, 0);
    Screen("Sovcombank");
    old_ = Newest();
    held_ = dir_.Write("held-at-first", *ReadFile(log_ + "/checkpoint"));
  }
  void Screen(const std::string& name) const {
    const Ran ran = Lynceus(
        {"screen", "--index", DemoIndex(), "--log", log_, "--as-of", kAsOf, "--name", name});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  Ran Rotate() const {
    return Lynceus({"log", "rotate-key", log_, "--by", "key desk", "--reason", "yearly"});
  }
  Ran End() const { return Lynceus({"log", "rotate-key", log_, "--by", "d", "--end-overlap"}); }
  Ran Verify(const std::string& key) const {
    return Lynceus({"log", "verify", log_, "--key", key});
  }
  std::string Newest() const { return SplitTrimmed(*ReadFile(log_ + "/key.vkey"), '\n').back(); }
  // A script of the page, with these words before it.
  Ran RunScript(const std::string& script, const std::string& words) const {
    return RunProgram("/bin/bash",
                      {"-euc", "export TMPDIR='" + dir_.path() + "'\n" + words + "\n" + script});
  }
  Ran Follow(const std::string& key, const std::string& receipt) const {
    return RunScript(AuditorFollowScript(), "KEY='" + key + "' ROTATION='" + receipt + "'");
  }

  const TempDir dir_;
  const std::string log_ = dir_ / "log";
  std::string old_;
  std::string held_;  // a checkpoint of before any rotation
};

TEST_F(LogRotateTest, BothKeysVerifyUntilTheOlderEnds) {
  const std::string held = dir_.Write("held", *ReadFile(log_ + "/checkpoint"));
  const Ran rotated = Rotate();
  ASSERT_EQ(rotated.code, 0) << rotated.err;
  const std::string next = Newest();
  EXPECT_THAT(rotated.out, AllOf(HasSubstr("record 1"), HasSubstr(next)));
  Screen("Hokkaido Dairy Cooperative");
  EXPECT_EQ(Verify(old_).code, 0);
  EXPECT_THAT(Verify(next).out, HasSubstr("record 1: the log's next key is " + next));
  EXPECT_EQ(Lynceus({"log", "verify", log_, "--key", old_, "--since", held}).code, 0);
  EXPECT_EQ(Rotate().code, 1) << "one overlap at a time";

  ASSERT_EQ(End().code, 0);
  const Ran refused = Verify(old_);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("record 1"), HasSubstr("--key " + next)));
  EXPECT_EQ(Verify(next).code, 0);
  EXPECT_EQ(Lynceus({"log", "verify", log_, "--key", old_, "--key", next, "--since", held}).code,
            0);
  EXPECT_EQ(Lynceus({"log", "fsck", log_}).code, 0);
  const Ran checked = Lynceus({"log", "check", log_ + "/rotations/1.tlog-proof", "--key", old_});
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("the log's next key: " + next));
  EXPECT_EQ(Lynceus({"log", "rotate-key", log_}).code, 2) << "who asks is said";
}

TEST_F(LogRotateTest, ACopyOfThePublishedFilesIsVerified) {
  ASSERT_EQ(Rotate().code, 0);
  const std::string copy = dir_ / "copy";
  for (const char* const name : {"checkpoint", "tile", "rotations"}) {
    std::filesystem::create_directories(copy);
    CopyTree(JoinPath(log_, name), JoinPath(copy, name));
  }
  const Ran ran = Lynceus({"log", "verify", copy, "--published", "--key", old_});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("bodies were NOT checked"));
  EXPECT_THAT(Verify(old_).out, Not(HasSubstr("NOT checked")));
  EXPECT_EQ(Lynceus({"log", "verify", copy, "--published"}).code, 2) << "the key is the auditor's";
  const Ran missing = Lynceus({"log", "verify", copy, "--key", old_});
  EXPECT_EQ(missing.code, 1);
  EXPECT_THAT(missing.err, HasSubstr("--published"));
  ChangeByte(copy + "/tile/entries/000.p/2", 30);
  EXPECT_EQ(Lynceus({"log", "verify", copy, "--published", "--key", old_}).code, 1);
}

TEST_F(LogRotateTest, ThePageLeadsFromTheOlderKeyToTheNext) {
  if (std::getenv("LYNCEUS_SOURCE_DIR") == nullptr) {
    GTEST_SKIP() << "LYNCEUS_SOURCE_DIR is unset; ctest sets it";
  }
  const Ran tools =
      RunProgram("/bin/sh", {"-c", "command -v bash openssl sha256sum xxd base64 dd"});
  if (tools.code != 0) GTEST_SKIP() << "a tool of the page is not installed: " << tools.out;
  std::vector<std::string> keys{old_};
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(Rotate().code, 0);
    ASSERT_EQ(End().code, 0);
    keys.push_back(Newest());
  }
  const std::string first = log_ + "/rotations/1.tlog-proof";
  const std::string second = log_ + "/rotations/3.tlog-proof";
  const Ran ran = Follow(keys[0], first);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("the log's next key: " + keys[1] + "\n"));
  EXPECT_THAT(Follow(keys[1], second).out, HasSubstr("the log's next key: " + keys[2] + "\n"));

  EXPECT_NE(Follow(keys[0], second).code, 0) << "the first key did not sign the second rotation";
  ASSERT_EQ(Lynceus({"log", "prove", log_, "0", "-o", dir_ / "0.tlog-proof"}).code, 0);
  EXPECT_NE(Follow(keys[2], dir_ / "0.tlog-proof").code, 0) << "no rotation";
  const std::size_t leaf = ReadFile(first)->find("extra ") + 20;
  CopyTree(first, dir_ / "1.tlog-proof");
  ChangeByte(dir_ / "1.tlog-proof", leaf);
  EXPECT_NE(Follow(keys[0], dir_ / "1.tlog-proof").code, 0) << "a changed leaf";

  // check.sh stops with the older key, and goes through with the one that was found.
  ASSERT_EQ(Lynceus({"log", "prove", log_, "2", "-o", dir_ / "2.tlog-proof"}).code, 0);
  const std::string words = "LOG='" + log_ + "' RECEIPT='" + dir_.path() +
                            "/2.tlog-proof' INDEX=2 HELD='" + log_ + "/checkpoint' KEY=";
  EXPECT_NE(RunScript(AuditorCheckScript(), words + "'" + keys[0] + "'").code, 0);
  const Ran whole = RunScript(AuditorCheckScript(), words + "'" + keys[2] + "'");
  EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
  // The checkpoint of before the rotations is opened by the key of its day.
  const std::string before = "LOG='" + log_ + "' RECEIPT='" + dir_.path() +
                             "/2.tlog-proof' INDEX=2 HELD='" + held_ + "' KEY='" + keys[2] + "'";
  EXPECT_NE(RunScript(AuditorCheckScript(), before).code, 0);
  const Ran by_both = RunScript(AuditorCheckScript(), before + " HELD_KEY='" + keys[0] + "'");
  EXPECT_EQ(by_both.code, 0) << by_both.out << by_both.err;
}

}  // namespace
}  // namespace lynceus::e2e
