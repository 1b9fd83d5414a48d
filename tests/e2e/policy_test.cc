// The policy from outside: scopes by option, column and request; a good guy made from an answer;
// a block entry that reloads hot.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

// The project's rules in a directory of their own, where a test writes files.
class Rules {
 public:
  Rules() { CopyTree(RulesPath(), path()); }
  std::string path() const { return dir_ / "rules"; }
  void Write(const std::string& file, const std::string& text) const {
    std::filesystem::remove(JoinPath(path(), file));
    EXPECT_THAT(WriteFileDurably(JoinPath(path(), file), text), support::IsOk());
  }
  void UseExample() const {
    const auto text = ReadFile(SourcePath("rules/policy/examples/japanese_bank.yaml"));
    ASSERT_THAT(text, support::IsOk());
    Write("policy/default.yaml", *text);
    // Those of the policy that stood there before.
    std::filesystem::remove(JoinPath(path(), "policy/cases.yaml"));
  }

 private:
  const TempDir dir_;
};

Ran Screen(const std::string& rules, std::vector<std::string> more) {
  std::vector<std::string> words{"screen", "--index",  DemoIndex(), "--rules",
                                 rules,    "--no-log", "--as-of",   kAsOf};
  words.insert(words.end(), more.begin(), more.end());
  return Lynceus(words);
}

TEST(PolicyOptionTest, TheScopeIsNamedInTextAndJson) {
  const Rules rules;
  rules.UseExample();
  const Ran text = Screen(rules.path(), {"--name", "Sovcombank", "--business-line", "trade_finance",
                                         "--jurisdiction", "JP"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("  scope trade  "));
  EXPECT_THAT(text.out, HasSubstr("  priority: urgent ("));
  const Ran json =
      Screen(rules.path(), {"--name", "Sovcombank", "--jurisdiction", "gb", "--format", "json"});
  const auto answer = ParseJson(json.out);
  EXPECT_EQ(Text(answer, "scope"), "london");
  EXPECT_EQ(Text(answer, "priority"), "urgent");
  EXPECT_THAT(Text(answer, "priority_reason"), HasSubstr(" of ofac-sdn:"));
}

TEST(PolicyOptionTest, AnUnknownWordIsAnErrorThatNamesTheKnown) {
  const Rules rules;
  rules.UseExample();
  const Ran ran = Screen(rules.path(), {"--name", "Sovcombank", "--business-line", "trade"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("the policy has no business_line trade. Do: use onboarding, "));
}

TEST(PolicyOptionTest, RowsOfABookMaySayTheirOwn) {
  const Rules rules;
  rules.UseExample();
  const TempDir dir;
  const std::string book = dir.Write("book.csv",
                                     "id,name,business_line,booking_jurisdiction\n"
                                     "c1,Sovcombank,trade_finance,gb\n"
                                     "c2,Sovcombank,retail_payments,\n"
                                     "c3,Sovcombank,,\n"
                                     "c4,Sovcombank,gardening,\n");
  const Ran ran =
      Lynceus({"batch", "--index", DemoIndex(), "--rules", rules.path(), "--no-log", "--as-of",
               kAsOf, "--jurisdiction", "jp", "--in", book, "--out", dir / "out.jsonl"});
  EXPECT_EQ(ran.code, 1) << "one row is an error";
  const auto answers = ReadJsonLines(dir / "out.jsonl");
  ASSERT_EQ(answers.size(), 4u);
  EXPECT_EQ(Text(answers[0], "scope"), "trade-london");
  EXPECT_EQ(Text(answers[1], "scope"), "retail");
  EXPECT_EQ(Text(answers[2], "scope"), "default");
  EXPECT_TRUE(answers[3].HasMember("error"));
}

TEST(GoodGuyCommandTest, WhatItPrintsClearsTheCounterpartyItWasMadeFor) {
  const Rules rules;
  const TempDir dir;
  const std::string book = dir.Write("book.csv", "id,name,country\nc1,Sovcombank,ru\n");
  const auto batch = [&](const std::string& out) {
    const Ran ran = Lynceus({"batch", "--index", DemoIndex(), "--rules", rules.path(), "--no-log",
                             "--as-of", kAsOf, "--in", book, "--out", out});
    EXPECT_EQ(ran.code, 0) << ran.err;
    auto answers = ReadJsonLines(out);
    return std::move(answers.at(0));
  };
  const auto before = batch(dir / "before.jsonl");
  ASSERT_GT(before["hits"].Size(), 0u);
  std::string entries = "good_guys:\n";
  for (const auto& hit : before["hits"].GetArray()) {
    const Ran made =
        Lynceus({"rules", "good-guy", "--answer", dir / "before.jsonl", "--line", "1", "--listed",
                 Text(hit, "entity_id"), "--author", "A. Officer", "--approver", "B. Officer",
                 "--reason", "another bank of the name", "--until", "2027-11-01"});
    ASSERT_EQ(made.code, 0) << made.err;
    entries += made.out;
  }
  rules.Write("policy/good_guys.yaml", entries);
  const Ran check = Lynceus({"rules", "check", rules.path()});
  EXPECT_EQ(check.code, 0) << check.out;
  const auto after = batch(dir / "after.jsonl");
  EXPECT_EQ(Text(after, "decision"), "CLEAR");
  EXPECT_EQ(after["hits"].Size(), 0u);
  ASSERT_EQ(after["suppressed"].Size(), before["hits"].Size() + before["suppressed"].Size());
  EXPECT_THAT(Text(after["suppressed"][0], "suppressed_by"),
              HasSubstr(" by A. Officer, approved by B. Officer"));
  const Ran refused =
      Lynceus({"rules", "good-guy", "--answer", dir / "before.jsonl", "--listed", "nobody:1",
               "--author", "A", "--approver", "B", "--reason", "r", "--until", "2027-11-01"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("it has no match of nobody:1"));
}

TEST(RulesTestCommandTest, CountsThePoliciesCases) {
  const Ran ran = Lynceus({"rules", "test", RulesPath()});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, ContainsRegex("policy +[1-9][0-9]+ cases, 0 failed"));
}

TEST(RulesCheckCommandTest, NamesABlockEntryThatNothingCouldFind) {
  const Rules rules;
  rules.Write("policy/block_entries.yaml",
              "block_entries:\n  - {key: be-9, names: [\"---\"], decision: BLOCK, author: A, "
              "approver: B, reason: r, from: 2026-01-01}\n");
  const Ran ran = Lynceus({"rules", "check", rules.path()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("policy/block_entries.yaml, be-9: "));
}

constexpr char kBlockEntry[] =
    "block_entries:\n"
    "  - {key: be-1, names: [Zorblatt Quonset Holdings], decision: BLOCK, author: A. Officer,\n"
    "     approver: B. Officer, reason: left a loan unpaid, from: 2026-01-01}\n";

class PolicyServiceTest : public ServiceTest {
 protected:
  void Start() {
    rules_.UseExample();
    server::Config config = BaseConfig();
    config.rules = rules_.path();
    StartService(config);
  }
  grpc::Status Reload() {
    grpc::ClientContext call;
    v1::ActivateSnapshotRequest request;
    request.set_directory(dir_ / "snapshot");
    v1::ActivateSnapshotResponse response;
    return client_->admin().ActivateSnapshot(&call, request, &response);
  }

  const Rules rules_;
};

TEST_F(PolicyServiceTest, ARequestMayNameItsBooking) {
  Start();
  v1::ScreenRequest request = Ask("Sovcombank", "Company");
  request.set_business_line("trade_finance");
  request.set_jurisdiction("jp");
  v1::ScreenResponse response;
  ASSERT_TRUE(client_->Screen(request, &response).ok());
  EXPECT_EQ(response.scope(), "trade");
  EXPECT_EQ(response.preset(), "broad");
  EXPECT_EQ(response.priority(), "urgent");
  EXPECT_EQ(response.asked_digest().size(), 64u);
  EXPECT_EQ(response.hits(0).party_digest().size(), 64u);
  request.set_business_line("gardening");
  const grpc::Status status = client_->Screen(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("use onboarding, retail_payments, "));
}

TEST_F(PolicyServiceTest, BlockEntriesReloadHotAndBrokenOnesLeaveTheOldInForce) {
  Start();
  const v1::ScreenRequest request = Ask("Zorblatt Quonset Holdings", "Company");
  v1::ScreenResponse response;
  ASSERT_TRUE(client_->Screen(request, &response).ok());
  EXPECT_EQ(response.hits_size(), 0);
  rules_.Write("policy/block_entries.yaml", kBlockEntry);
  ASSERT_TRUE(Reload().ok());
  ASSERT_TRUE(client_->Screen(request, &response).ok());
  ASSERT_EQ(response.hits_size(), 1);
  EXPECT_EQ(response.hits(0).designations(0).list(), "INTERNAL");
  EXPECT_EQ(response.decision(), v1::DECISION_BLOCK);
  rules_.Write("policy/block_entries.yaml", "block_entries:\n  - {key: be-1}\n");
  EXPECT_EQ(Reload().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  ASSERT_TRUE(client_->Screen(request, &response).ok());
  EXPECT_EQ(response.hits_size(), 1);
}

}  // namespace
}  // namespace lynceus::e2e
