// A witnessed log on the command line: a new witness gets the checkpoint, the auditor demands its
// cosignature of the log and of a receipt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

class LogWitnessTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Lynceus({"log", "init", log_, "--origin", "bank.example/lynceus/1"}).code, 0);
    log_key_ = TrimAscii(*ReadFile(log_ + "/key.vkey"));
    witness_key_ = MakeWitness("w", "audit.bank.example/witness");
    dir_.Write("w/logs", log_key_ + "\n");
    const std::string config = dir_.Write(
        "w.yaml", "directory: " + dir_ / "w" + "\nlisten: 127.0.0.1:0\nplaintext: true\n");
    daemon_ = std::make_unique<Daemon>(
        "exec '" + BinaryPath("lynceus-witness") + "' serve --config '" + config + "'",
        dir_ / "out");
    ASSERT_NE(daemon_->target(), "") << *ReadFile(dir_ / "out");
    place_ = "witness:http://" + daemon_->target() + " " + witness_key_;
  }
  std::string MakeWitness(const std::string& name, const std::string& words) const {
    const Ran ran =
        RunProgram(BinaryPath("lynceus-witness"), {"init", "--name", words, dir_ / name});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return std::string(TrimAscii(*ReadFile(dir_ / name + "/key.vkey")));
  }
  void Screen(const std::string& name) const {
    const Ran ran = Lynceus(
        {"screen", "--index", DemoIndex(), "--log", log_, "--as-of", kAsOf, "--name", name});
    EXPECT_EQ(ran.code, 0) << ran.err;
  }

  const TempDir dir_;
  const std::string log_ = dir_ / "log";
  std::string log_key_;
  std::string witness_key_;
  std::string place_;
  std::unique_ptr<Daemon> daemon_;
};

TEST_F(LogWitnessTest, TheAuditorDemandsTheCosignature) {
  Screen("Sovcombank");
  const Ran none = Lynceus({"log", "verify", log_, "--witness", witness_key_});
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr("no cosignature of audit.bank.example/witness"));
  EXPECT_EQ(Lynceus({"log", "prove", log_, "0", "--witness", witness_key_}).code, 1);

  const Ran copied = Lynceus({"log", "copy", log_, place_});
  ASSERT_EQ(copied.code, 0) << copied.err;
  const Ran verified =
      Lynceus({"log", "verify", log_, "--key", log_key_, "--witness", witness_key_});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out,
              HasSubstr("the witness audit.bank.example/witness cosigned 1 records on 20"));
  EXPECT_THAT(Lynceus({"log", "verify", log_}).out, HasSubstr("give --witness VKEY"));
  const std::string other = MakeWitness("v", "other.example/witness");
  EXPECT_EQ(Lynceus({"log", "verify", log_, "--witness", witness_key_, "--witness", other}).code,
            1);
  EXPECT_EQ(Lynceus({"log", "verify", log_, "--witness", log_key_}).code, 1) << "a log's key";

  // A receipt, also when the log has gone on alone.
  Screen("Hokkaido Dairy Cooperative");
  const std::string receipt = dir_ / "case.tlog-proof";
  ASSERT_EQ(Lynceus({"log", "prove", log_, "0", "--witness", witness_key_, "-o", receipt}).code, 0);
  ASSERT_EQ(Lynceus({"log", "prove", log_, "1", "-o", dir_ / "plain"}).code, 0);
  ASSERT_TRUE(RemoveTree(log_).ok());
  const Ran checked =
      Lynceus({"log", "check", receipt, "--key", log_key_, "--witness", witness_key_});
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("the witness audit.bank.example/witness cosigned"));
  EXPECT_EQ(Lynceus({"log", "check", receipt, "--key", log_key_}).code, 0)
      << "an ordinary receipt to who knows no witness";
  EXPECT_EQ(Lynceus({"log", "check", receipt, "--key", log_key_, "--witness", other}).code, 1);
  EXPECT_EQ(
      Lynceus({"log", "check", dir_ / "plain", "--key", log_key_, "--witness", witness_key_}).code,
      1);
}

TEST_F(LogWitnessTest, AWitnessThatKnowsMoreRefusesTheCopy) {
  Screen("Sovcombank");
  ASSERT_EQ(Lynceus({"log", "copy", log_, place_}).code, 0);
  CopyTree(log_, dir_ / "old");
  Screen("Hokkaido Dairy Cooperative");
  ASSERT_EQ(Lynceus({"log", "copy", log_, place_}).code, 0);
  const Ran old = Lynceus({"log", "copy", dir_ / "old", place_});
  EXPECT_EQ(old.code, 1);
  EXPECT_THAT(old.err,
              HasSubstr("it cosigned a checkpoint of 2 records, this log's newest is of 1"));
  const Ran wrong = Lynceus({"log", "copy", log_, "witness:http://audit.example " + witness_key_});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("over https"));
}

}  // namespace
}  // namespace lynceus::e2e
