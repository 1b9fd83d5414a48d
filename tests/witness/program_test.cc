// lynceus-witness as its operator runs it: the published scripts over HTTP, a match log that is
// witnessed, restarts and kills, and what it says of wrong input.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "lib/audit/log_keys.h"
#include "lib/audit/match_log.h"
#include "lib/audit/witness.h"
#include "lib/audit/witnessed.h"
#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "tests/audit/witness_script.h"
#include "tests/e2e/program.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::witness {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

e2e::Ran Witness(const std::vector<std::string>& arguments) {
  return e2e::RunProgram(e2e::BinaryPath("lynceus-witness"), arguments);
}

class WitnessProgramTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const e2e::Ran ran = Witness({"init", "--name", "audit.bank.example/witness", dir_ / "w"});
    ASSERT_EQ(ran.code, 0) << ran.err;
    key_ = TrimAscii(*ReadFile(dir_ / "w/key.vkey"));
    EXPECT_THAT(ran.out, HasSubstr(key_));
    config_ = dir_.Write("c.yaml",
                         "directory: " + dir_ / "w" + "\nlisten: 127.0.0.1:0\nplaintext: true\n");
  }
  void Knows(const std::string& logs) { dir_.Write("w/logs", logs + "\n"); }
  // A new process; the one before is ended.
  void Start() {
    daemon_.reset();
    daemon_ = std::make_unique<e2e::Daemon>(
        "exec '" + e2e::BinaryPath("lynceus-witness") + "' serve --config '" + config_ + "'",
        dir_ / "out");
    ASSERT_NE(daemon_->target(), "") << ReadFile(dir_ / "out").value_or("");
  }
  httplib::Result Post(const std::string& body) const {
    return httplib::Client("http://" + daemon_->target())
        .Post("/add-checkpoint", body, "text/plain; charset=utf-8");
  }
  std::string Place() const { return "witness:http://" + daemon_->target() + " " + key_; }
  void RunScript(const std::string& name, std::size_t steps, bool restarts) {
    const auto script = audit::ReadWitnessScript(name);
    ASSERT_EQ(script.size(), steps);
    Start();
    for (const audit::ScriptStep& step : script) {
      if (restarts) Start();
      const auto reply = Post(step.request);
      ASSERT_TRUE(reply) << step.request;
      EXPECT_EQ(reply->status, step.status) << step.request;
      EXPECT_THAT(reply->body,
                  HasSubstr(step.status == 200 ? "audit.bank.example/witness" : step.expected));
      EXPECT_EQ(reply->get_header_value("Content-Type"),
                step.status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8");
    }
  }
  // A match log that the witness knows.
  void MakeLog() {
    SeededRandom random(1);
    ASSERT_THAT(audit::InitLog({.directory = log_, .origin = "test/log"}, random), IsOk());
    Knows(*ReadFile(log_ + "/key.vkey"));
  }
  absl::Status Append(const std::string& log, int records, const std::string& word = "leaf") const {
    audit::LogOptions options;
    LYNCEUS_ASSIGN_OR_RETURN(options.copies.places.emplace_back(), audit::ParseCopyPlace(Place()));
    LYNCEUS_ASSIGN_OR_RETURN(const auto opened, audit::MatchLog::Open(log, options));
    for (int i = 0; i < records; ++i) {
      LYNCEUS_RETURN_IF_ERROR(opened->Append(word + std::to_string(i), "body").status());
    }
    return absl::OkStatus();
  }
  std::uint64_t CosignedSize() const {
    const auto heads = audit::VerifyWitnessed(log_, "", {*audit::ParseVerifierKey(key_)});
    EXPECT_THAT(heads, IsOk());
    return heads.ok() ? heads->front().size : 0;
  }

  const TempDir dir_;
  const std::string log_ = dir_ / "log";
  std::string key_;
  std::string config_;
  std::unique_ptr<e2e::Daemon> daemon_;
};

TEST_F(WitnessProgramTest, AnswersThePublishedScripts) {
  LYNCEUS_REQUIRE_TEST_DATA();
  Knows(audit::SigsumLogKey() + "\n" + audit::kGoLogLine);
  RunScript("litewitness.txt", 9, false);
  RunScript("sumdb.txt", 1, false);
  EXPECT_EQ(daemon_->Stop(), 0);
  EXPECT_THAT(*ReadFile(dir_ / "out"), HasSubstr("stopped"));
}

TEST_F(WitnessProgramTest, AnswersThemRestartedBeforeEachRequest) {
  LYNCEUS_REQUIRE_TEST_DATA();
  Knows(audit::SigsumLogKey());
  RunScript("litewitness.txt", 9, true);
}

TEST_F(WitnessProgramTest, WitnessesALogThroughRestartsAndKills) {
  MakeLog();
  Start();
  ASSERT_THAT(Append(log_, 5), IsOk());
  EXPECT_EQ(CosignedSize(), 5u);
  Start();
  ASSERT_THAT(Append(log_, 300), IsOk());
  // Killed at any moment it has cosigned nothing that it does not know afterwards.
  for (int round = 0; round < 5; ++round) {
    std::thread writer([&] { Append(log_, 50).IgnoreError(); });
    daemon_->Signal(SIGKILL);
    writer.join();
    EXPECT_NE(daemon_->Stop(), 0);
    Start();
    ASSERT_THAT(Append(log_, 1), IsOk());
  }
  EXPECT_EQ(CosignedSize(), audit::VerifyLog(log_, "", {})->size);
}

TEST_F(WitnessProgramTest, FindsALogThatWasPutBackOrForked) {
  MakeLog();
  Start();
  ASSERT_THAT(Append(log_, 5), IsOk());
  std::filesystem::copy(log_, dir_ / "old", std::filesystem::copy_options::recursive);
  ASSERT_THAT(Append(log_, 3), IsOk());
  Start();
  EXPECT_THAT(Append(dir_ / "old", 1),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("of 8 records")));
  {
    const auto alone = audit::MatchLog::Open(dir_ / "old");
    ASSERT_THAT(alone, IsOk());
    for (int i = 0; i < 40; ++i) ASSERT_THAT((*alone)->Append("other", ""), IsOk());
  }
  EXPECT_THAT(Append(dir_ / "old", 1),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("not the beginning")));
  EXPECT_THAT(Append(log_, 1), IsOk());
  EXPECT_THAT(*ReadFile(dir_ / "out"), HasSubstr("status=422"));
}

TEST_F(WitnessProgramTest, ASecondOneOfItsDirectoryIsRefused) {
  MakeLog();
  Start();
  const e2e::Ran second = Witness({"serve", "--config", config_});
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, HasSubstr("another process holds the lock"));
}

TEST_F(WitnessProgramTest, APortInUseIsRefused) {
  MakeLog();
  Start();
  ASSERT_EQ(Witness({"init", "--name", "other", dir_ / "v"}).code, 0);
  dir_.Write("v/logs", *ReadFile(dir_ / "w/logs"));
  const std::string config =
      dir_.Write("d.yaml", "directory: " + dir_ / "v" + "\nlisten: " + daemon_->target() +
                               "\nplaintext: true\n");
  const e2e::Ran second = Witness({"serve", "--config", config});
  EXPECT_EQ(second.code, 1);
  EXPECT_THAT(second.err, HasSubstr("cannot listen"));
}

TEST_F(WitnessProgramTest, WrongFilesAreNamed) {
  MakeLog();
  const auto serve = [&] { return Witness({"serve", "--config", config_}); };
  const auto fails = [&](const std::string& says) {
    const e2e::Ran ran = serve();
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.err, HasSubstr(says));
    EXPECT_THAT(ran.err, HasSubstr("Do: "));
  };
  const std::string logs = *ReadFile(dir_ / "w/logs");
  Knows("# none");
  fails("names no log");
  Knows("no key");
  fails("line 1");
  Knows(key_);
  fails("a witness's key");
  std::filesystem::remove(dir_ / "w/logs");
  fails("w/logs");
  Knows(logs);

  const std::string pem = dir_ / "w/key.pem";
  const std::string good = *ReadFile(pem);
  ASSERT_EQ(chmod(pem.c_str(), 0644), 0);
  fails("chmod 0400");
  ASSERT_EQ(chmod(pem.c_str(), 0600), 0);
  dir_.Write("w/key.pem", "no key");
  ASSERT_EQ(chmod(pem.c_str(), 0600), 0);
  fails("w/key.pem");
  dir_.Write("w/key.pem", *ReadFile(log_ + "/key.pem"));
  ASSERT_EQ(chmod(pem.c_str(), 0600), 0);
  fails("not the private key of key.vkey");
  dir_.Write("w/key.pem", good);
  ASSERT_EQ(chmod(pem.c_str(), 0600), 0);
  dir_.Write("w/key.vkey", *ReadFile(log_ + "/key.vkey"));
  fails("a log's key");
  dir_.Write("w/key.vkey", key_);
  Start();
}

TEST_F(WitnessProgramTest, OptionsAndConfigurationsThatAreWrong) {
  EXPECT_EQ(Witness({}).code, 2);
  EXPECT_EQ(Witness({"serve"}).code, 2);
  EXPECT_EQ(Witness({"init", dir_ / "x"}).code, 2);
  EXPECT_EQ(Witness({"--help"}).code, 0);
  EXPECT_EQ(Witness({"serve", "--config", dir_ / "none"}).code, 1);
  EXPECT_EQ(Witness({"serve", "--check-config", "--config", config_}).code, 0);
  const e2e::Ran again = Witness({"init", "--name", "other", dir_ / "w"});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("a key already"));
  EXPECT_EQ(TrimAscii(*ReadFile(dir_ / "w/key.vkey")), key_);
  for (const char* const name : {"", "with space", "a+b"}) {
    EXPECT_EQ(Witness({"init", "--name", name, dir_ / "x"}).code, 1) << name;
  }
}

}  // namespace
}  // namespace lynceus::witness
