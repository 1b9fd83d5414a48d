// What an auditor does with `lynceus log`: verifies since a checkpoint they kept, takes a receipt
// for one record, and checks it where there is no log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

class LogProofTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Lynceus({"log", "init", log_, "--origin", "bank.example/lynceus/1"}).code, 0);
    key_ = TrimAscii(*ReadFile(log_ + "/key.vkey"));
  }
  void Screen(const std::string& name) {
    const Ran ran = Lynceus(
        {"screen", "--index", DemoIndex(), "--log", log_, "--as-of", kAsOf, "--name", name});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }

  const TempDir dir_;
  const std::string log_ = dir_ / "log";
  std::string key_;
};

TEST_F(LogProofTest, VerifiesSinceACheckpointHeld) {
  Screen("Sovcombank");
  const std::string held = dir_.Write("held", *ReadFile(log_ + "/checkpoint"));
  CopyTree(log_, dir_ / "earlier");
  Screen("Hokkaido Dairy Cooperative");
  const Ran ran = Lynceus({"log", "verify", log_, "--key", key_, "--since", held});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("continues the checkpoint"));

  const std::string newest = log_ + "/checkpoint";
  const Ran back = Lynceus({"log", "verify", dir_ / "earlier", "--key", key_, "--since", newest});
  EXPECT_EQ(back.code, 1);
  EXPECT_THAT(back.err, HasSubstr("rolled back"));
  EXPECT_EQ(Lynceus({"log", "verify", log_, "--since", dir_.Write("empty", "")}).code, 1);
  EXPECT_EQ(Lynceus({"log", "verify", log_, "--since", dir_ / "none"}).code, 1);
  dir_.Write("log/notes.txt", "x");
  EXPECT_THAT(Lynceus({"log", "verify", log_}).out, HasSubstr("notes.txt is not part of the log"));
}

TEST_F(LogProofTest, AReceiptIsCheckedWithNoLogAtHand) {
  Screen("Sovcombank");
  Screen("Hokkaido Dairy Cooperative");
  const std::string receipt = dir_ / "case.tlog-proof";
  const Ran proved = Lynceus({"log", "prove", log_, "1", "-o", receipt});
  ASSERT_EQ(proved.code, 0) << proved.err;
  EXPECT_EQ(Lynceus({"log", "prove", log_, "1"}).out, *ReadFile(receipt));
  EXPECT_EQ(ReadFile(receipt)->find("Hokkaido"), std::string::npos);
  EXPECT_EQ(Lynceus({"log", "prove", log_, "2"}).code, 1) << "past the end";
  ASSERT_TRUE(RemoveTree(log_).ok());

  const Ran checked = Lynceus({"log", "check", receipt, "--key", key_});
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("record 1 stands in log bank.example/lynceus/1 of 2 records"));
  EXPECT_THAT(checked.out, HasSubstr("decision"));
  EXPECT_EQ(Lynceus({"log", "check", receipt}).code, 2) << "the key is the auditor's to give";
  EXPECT_EQ(
      Lynceus({"log", "check", receipt, "--key", key_, "--leaf", dir_.Write("leaf", "x")}).code, 1)
      << "another leaf";
  for (const std::size_t at :
       {std::size_t{3}, ReadFile(receipt)->size() / 2, ReadFile(receipt)->size() - 9}) {
    CopyTree(receipt, dir_ / "changed");
    ChangeByte(dir_ / "changed", at);
    EXPECT_EQ(Lynceus({"log", "check", dir_ / "changed", "--key", key_}).code, 1) << at;
    ASSERT_TRUE(RemoveTree(dir_ / "changed").ok());
  }
}

}  // namespace
}  // namespace lynceus::e2e
