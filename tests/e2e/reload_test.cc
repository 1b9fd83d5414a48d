// Rules that reload in a running service: a change of the policy changes the next decision; rules
// that are broken, contradict a golden case or do not fit the snapshot are refused and the old ones
// answer on; each change is a record.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "absl/strings/str_replace.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/review/leaf.h"
#include "lib/review/show_record.h"
#include "server/grpc_status.h"

#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::IsOk;
using ::testing::HasSubstr;

class ReloadTest : public ServiceTest {
 protected:
  void SetUp() override {
    ServiceTest::SetUp();
    CopyTree(RulesPath(), dir_ / "rules");
  }

  server::Config WithRules() const {
    server::Config config = BaseConfig();
    config.rules = dir_ / "rules";
    return config;
  }

  // Replaces a text that must be there.
  void Edit(const std::string& file, const std::string& from, const std::string& to) {
    const std::string path = dir_ / "rules/" + file;
    const auto text = ReadFile(path);
    ASSERT_THAT(text, IsOk());
    ASSERT_NE(text->find(from), std::string::npos) << from;
    ASSERT_THAT(WriteFileDurably(path, absl::StrReplaceAll(*text, {{from, to}})), IsOk());
  }

  grpc::Status Reload(v1::ReloadRulesResponse* response = nullptr) {
    grpc::ClientContext call;
    v1::ReloadRulesResponse dropped;
    return client_->admin().ReloadRules(&call, {}, response == nullptr ? &dropped : response);
  }

  v1::GetSnapshotResponse State() {
    grpc::ClientContext call;
    v1::GetSnapshotResponse response;
    EXPECT_TRUE(client_->admin().GetSnapshot(&call, {}, &response).ok());
    return response;
  }

  v1::ScreenResponse Answer(const std::string& name) {
    v1::ScreenResponse response;
    EXPECT_TRUE(client_->Screen(Ask(name, "Company"), &response).ok());
    return response;
  }
};

TEST_F(ReloadTest, AChangedPolicyDecidesTheNextCall) {
  StartService(WithRules());
  const v1::ScreenResponse before = Answer("Sovcombank");
  EXPECT_EQ(before.decision(), v1::DECISION_BLOCK);
  Edit("policy/default.yaml", "on_yes: BLOCK", "on_yes: REVIEW");
  EXPECT_EQ(Answer("Sovcombank").rules(), before.rules()) << "nothing asked for a reload";
  Edit("policy/default.yaml", "designated: BLOCK", "designated: REVIEW");
  Edit("policy/default.yaml", "owned: BLOCK", "owned: REVIEW");
  v1::ReloadRulesResponse reloaded;
  const grpc::Status status = Reload(&reloaded);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(reloaded.previous_rules(), before.rules());
  const v1::ScreenResponse after = Answer("Sovcombank");
  EXPECT_EQ(after.decision(), v1::DECISION_REVIEW);
  EXPECT_EQ(after.rules(), reloaded.rules());
  EXPECT_NE(after.rules(), before.rules());
  EXPECT_EQ(after.snapshot(), before.snapshot());

  const v1::GetSnapshotResponse state = State();
  EXPECT_EQ(state.rules(), reloaded.rules());
  EXPECT_EQ(state.rules_directory(), dir_ / "rules");
  EXPECT_GT(state.last_reload().unix_micros(), 0);
  EXPECT_EQ(state.last_reload().refused(), "");
  ASSERT_EQ(state.packs_size(), reloaded.packs_size());
  for (const v1::PackState& pack : state.packs()) {
    const bool pinned =
        pack.pack() == "names" || pack.pack() == "programmes" || pack.pack() == "sources";
    EXPECT_EQ(pack.time(), pinned ? "build" : "hot") << pack.pack();
    EXPECT_EQ(pack.digest().size(), 64u) << pack.pack();
  }

  service_->Drain(0, 5);
  service_.reset();
  ASSERT_THAT(audit::VerifyLog(dir_ / "log", "", review::CheckRecord), IsOk());
  const auto change = audit::ReadRecord(dir_ / "log", after.record().index() - 1);
  ASSERT_THAT(change, IsOk());
  const auto leaf = review::DecodeLeaf(change->leaf);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(leaf->kind, review::RecordKind::kRuleChange);
  EXPECT_EQ(leaf->rules, reloaded.rules());
  const auto shown =
      review::ShowRecordJson({.directory = dir_ / "log"}, after.record().index() - 1);
  ASSERT_THAT(shown, IsOk());
  for (const v1::PackState& pack : state.packs()) EXPECT_THAT(*shown, HasSubstr(pack.digest()));
}

TEST_F(ReloadTest, RulesThatDoNotHoldAreRefusedAndTheOldAnswerOn) {
  struct Case {
    const char* file;
    const char* from;
    const char* to;
    const char* said;
    const char* why;
  };
  StartService(WithRules());
  const v1::ScreenResponse before = Answer("Sovcombank");
  for (const Case& each : {
           Case{"policy/default.yaml", "on_yes: BLOCK", "on_yes: CLEAR", "it may not be CLEAR",
                "the policy does not load"},
           Case{"policy/default.yaml", "key: default", "key: [", "not YAML", "no YAML"},
           Case{"flags/just_under.yaml", "from_percent: 45", "from_percent: 44",
                "golden cases do not hold", "a case contradicts the rule"},
           Case{"programmes/us_ofac.yaml", "title: ", "title: New ",
                "the rules have other packs (programmes) than those the snapshot was built with",
                "programmes are the snapshot's"},
           Case{"names/numbers.yaml", "version: 1\n", "version: 1\n# changed\n", "packs (names)",
                "names are the snapshot's"},
       }) {
    const std::string path = dir_ / "rules/" + each.file;
    const auto whole = ReadFile(path);
    ASSERT_THAT(whole, IsOk());
    Edit(each.file, each.from, each.to);
    const grpc::Status status = Reload();
    EXPECT_FALSE(status.ok()) << each.why;
    const std::string said = ErrorText(server::FromGrpc(status));
    EXPECT_THAT(said, HasSubstr(each.said)) << each.why;
    EXPECT_EQ(State().last_reload().refused(), said) << each.why;
    const v1::ScreenResponse after = Answer("Sovcombank");
    EXPECT_EQ(after.decision(), before.decision()) << each.why;
    EXPECT_EQ(after.rules(), before.rules()) << each.why;
    ASSERT_THAT(WriteFileDurably(path, *whole), IsOk());
  }
  v1::ReloadRulesResponse mended;
  EXPECT_TRUE(Reload(&mended).ok());
  EXPECT_EQ(mended.rules(), mended.previous_rules()) << "the same as before";
  EXPECT_EQ(State().last_reload().refused(), "");
}

TEST_F(ReloadTest, TheSnapshotsOwnRulesDoNotReload) {
  StartService(BaseConfig());
  const grpc::Status status = Reload();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(ErrorText(server::FromGrpc(status)), HasSubstr("the snapshot's own"));
}

TEST_F(ReloadTest, AServiceDoesNotBeginWithRulesThatContradictTheirCases) {
  Edit("flags/just_under.yaml", "from_percent: 45", "from_percent: 44");
  const auto service = server::Service::Start(WithRules());
  EXPECT_THAT(ErrorText(service.status()), HasSubstr("golden cases do not hold"));
}

TEST_F(ReloadTest, CallsGoOnWhileRulesReload) {
  StartService(WithRules());
  std::atomic<bool> done = false;
  std::atomic<int> calls = 0;
  std::atomic<int> failures = 0;
  std::thread caller([&] {
    while (!done) {
      v1::ScreenResponse response;
      ++calls;
      if (!client_->Screen(Ask("Sovcombank", "Company"), &response).ok()) ++failures;
    }
  });
  for (int i = 0; i < 4; ++i) {
    Edit("policy/default.yaml", i % 2 == 0 ? "pep: REVIEW" : "pep: CLEAR",
         i % 2 == 0 ? "pep: CLEAR" : "pep: REVIEW");
    v1::ReloadRulesResponse reloaded;
    EXPECT_TRUE(Reload(&reloaded).ok());
    EXPECT_NE(reloaded.rules(), reloaded.previous_rules());
  }
  done = true;
  caller.join();
  EXPECT_EQ(failures, 0);
  EXPECT_GT(calls, 0);
}

// As an operator does it: the program, its log, a signal.
TEST_F(ReloadTest, SighupReloadsTheRunningProgram) {
  ASSERT_THAT(WriteFileDurably(dir_ / "lynceus.yaml",
                               "listen: 127.0.0.1:0\nplaintext: true\ndrain_seconds: 0\n"
                               "snapshot: " +
                                   dir_ / "snapshot" + "\nrules: " + dir_ / "rules" +
                                   "\nlog: {directory: " + dir_ / "log" + "}\n"),
              IsOk());
  Daemon daemon(dir_ / "lynceus.yaml", dir_ / "output", "");
  ASSERT_NE(daemon.target(), "");
  client_ = Client::Connect({.target = daemon.target()});
  ASSERT_EQ(Answer("Sovcombank").decision(), v1::DECISION_BLOCK);
  const auto said = [&](const char* word) {
    for (int i = 0; i < 600; ++i) {
      const std::string output = ReadFile(dir_ / "output").value_or("");
      if (output.find(word) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  };
  Edit("policy/default.yaml", "BLOCK", "REVIEW");
  daemon.Signal(SIGHUP);
  ASSERT_TRUE(said("rules reloaded"));
  EXPECT_EQ(Answer("Sovcombank").decision(), v1::DECISION_REVIEW);
  Edit("policy/default.yaml", "on_yes: REVIEW", "on_yes: NOTHING");
  daemon.Signal(SIGHUP);
  ASSERT_TRUE(said("rules refused, those in force stay caller=SIGHUP"));
  EXPECT_TRUE(said("NOTHING is no decision"));
  EXPECT_EQ(Answer("Sovcombank").decision(), v1::DECISION_REVIEW);
  EXPECT_THAT(State().last_reload().refused(), HasSubstr("NOTHING is no decision"));
  EXPECT_EQ(daemon.Stop(), 0);
}

// What is approved for a day answers that day; outside it nobody passes.
TEST_F(ReloadTest, AnExpiredPolicyIsSaidAndClearsNobody) {
  StartService(WithRules());
  const v1::ScreenResponse clear = Answer("Hokkaido Dairy Cooperative");
  ASSERT_EQ(clear.decision(), v1::DECISION_CLEAR);
  Edit("policy/default.yaml", "key: default", "key: default\nvalid_until: 2026-06-01");
  ASSERT_TRUE(Reload().ok());
  const v1::ScreenResponse late = Answer("Hokkaido Dairy Cooperative");
  EXPECT_EQ(late.decision(), v1::DECISION_REVIEW);
  EXPECT_THAT(late.reasons(), testing::ElementsAre("rules"));
  EXPECT_THAT(late.notes(), testing::ElementsAre(
                                "the rules of policy/default.yaml are valid until 2026-06-01; they "
                                "were applied on a day outside"));
  EXPECT_EQ(Answer("Sovcombank").decision(), v1::DECISION_BLOCK) << "nothing is let go";
  v1::ScreenRequest early = Ask("Hokkaido Dairy Cooperative", "Company");
  early.set_as_of("2026-05-31");
  v1::ScreenResponse response;
  ASSERT_TRUE(client_->Screen(early, &response).ok());
  EXPECT_EQ(response.decision(), v1::DECISION_CLEAR);
  EXPECT_EQ(response.notes_size(), 0);
}

}  // namespace
}  // namespace lynceus::e2e
