// `lynceus log judge`, `second`, `alerts` and `good-guy`, over a log's directory and at the server
// that holds it: from an alert to an entry that suppresses it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

constexpr char kRefused[] = "FAILED_PRECONDITION";

Ran Screen(const std::string& log, const std::string& rules, const std::string& name) {
  return Lynceus({"screen", "--index", DemoIndex(), "--log", log, "--as-of", kAsOf, "--rules",
                  rules, "--name", name, "--format", "json"});
}

// With the words that both ways of judging share.
Ran Judge(std::vector<std::string> place, const std::string& verdict, const std::string& by) {
  place.insert(place.begin(), {"log", "judge"});
  for (const std::string& word : {std::string("--verdict"), verdict, std::string("--by"), by,
                                  std::string("--reason"), std::string("other_birth_date"),
                                  std::string("--text"), std::string("born in another year")}) {
    place.push_back(word);
  }
  return Lynceus(place);
}

Ran Second(std::vector<std::string> place, const std::string& word, const std::string& by) {
  place.insert(place.begin(), {"log", "second"});
  for (const std::string& each : {word, std::string("--by"), by, std::string("--text"),
                                  std::string("the passport was seen")}) {
    place.push_back(each);
  }
  return Lynceus(place);
}

TEST(LogJudgeTest, FromAnAlertToAGoodGuy) {
  const TempDir dir;
  const std::string log = dir / "log";
  ASSERT_EQ(Lynceus({"log", "init", log, "--origin", "test/log", "--demo-key"}).code, 0);
  const Ran screened = Screen(log, RulesPath(), "Dan Gertler");
  ASSERT_EQ(screened.code, 0) << screened.err;
  const auto answer = ParseJson(screened.out);
  ASSERT_EQ(Text(answer, "decision"), "BLOCK");
  const std::string listed = Text(answer["hits"][0], "entity_id");

  const Ran judged = Judge({log, "0"}, "false_positive", "ann");
  ASSERT_EQ(judged.code, 0) << judged.err;
  EXPECT_EQ(judged.out,
            "record 1: alert 0 is proposed\nit awaits a second person: lynceus log "
            "second " +
                log + " 1 --agree|--disagree ...\n");
  EXPECT_THAT(Judge({log, "0"}, "true_match", "bob").err, HasSubstr(kRefused));
  const std::vector<std::string> entry = {"log",      "good-guy", log,       "0",
                                          "--listed", listed,     "--until", "2030-11-01"};
  EXPECT_THAT(Lynceus(entry).err, HasSubstr("awaits a second person"));
  const Ran same = Second({log, "1"}, "--agree", " ANN");
  EXPECT_EQ(same.code, 1);
  EXPECT_THAT(same.err, HasSubstr("PERMISSION_DENIED record 1"));
  EXPECT_THAT(Lynceus({"log", "alerts", log, "--state", "proposed"}).out,
              HasSubstr("BLOCK   proposed        by ann: false_positive, record 1\n1 alerts"));
  const Ran agreed = Second({log, "1"}, "--agree", "bob");
  EXPECT_EQ(agreed.out, "record 2: alert 0 is false_positive\n") << agreed.err;
  EXPECT_EQ(Lynceus({"log", "alerts", log}).out, "0 alerts\n");
  EXPECT_THAT(Lynceus({"log", "alerts", log, "--state", "false_positive"}).out,
              HasSubstr("; bob agrees, record 2"));
  EXPECT_EQ(Lynceus({"log", "verify", log}).code, 0);

  const Ran made = Lynceus(entry);
  ASSERT_EQ(made.code, 0) << made.err;
  for (const std::string& word :
       {listed, std::string("author: \"ann\""), std::string("approver: \"bob\""),
        std::string("reason: \"born in another year\"")}) {
    EXPECT_THAT(made.out, HasSubstr(word));
  }
  // From the day of the second word on; the question is of an earlier day, and the entry for it
  // begins there.
  std::string file = "good_guys:\n" + made.out;
  const std::size_t from = file.find("from: ") + 6;
  file.replace(from, 10, kAsOf);
  const std::string rules = dir / "rules";
  CopyTree(RulesPath(), rules);
  ASSERT_TRUE(WriteFileDurably(rules + "/policy/good_guys.yaml", file).ok());
  const Ran again = Screen(log, rules, "Dan Gertler");
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("good_guy gg-"));
}

TEST(LogJudgeTest, SaysWhatIsWrong) {
  const TempDir dir;
  const std::string log = dir / "log";
  ASSERT_EQ(Lynceus({"log", "init", log, "--origin", "test/log", "--demo-key"}).code, 0);
  ASSERT_EQ(Screen(log, RulesPath(), "Hokkaido Dairy Cooperative").code, 0);
  EXPECT_THAT(Judge({log, "0"}, "true_match", "ann").err, HasSubstr("record 0: the screening was"));
  EXPECT_THAT(Judge({log, "7"}, "true_match", "ann").err, HasSubstr("NOT_FOUND record 7"));
  EXPECT_EQ(Judge({log, "0"}, "perhaps", "ann").code, 2);
  EXPECT_EQ(Judge({log}, "true_match", "ann").code, 2);
  EXPECT_EQ(Judge({log, "zero"}, "true_match", "ann").code, 2);
  EXPECT_EQ(Second({log, "0", "--disagree"}, "--agree", "bob").code, 2);
  EXPECT_EQ(Lynceus({"log", "alerts"}).code, 2);
  EXPECT_EQ(Lynceus({"log", "alerts", log, "--state", "shut"}).code, 2);
}

class ReviewServiceTest : public ServiceTest {
 protected:
  void SetUp() override {
    ServiceTest::SetUp();
    StartService(BaseConfig());
  }
  std::uint64_t Screened(const std::string& name, const std::string& schema) {
    v1::ScreenResponse response;
    const grpc::Status status = client_->Screen(Ask(name, schema), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.record().index();
  }
  grpc::Status Judge(const v1::Judgement& judgement, v1::JudgedAlert& response) {
    grpc::ClientContext call;
    v1::JudgeRequest request;
    *request.mutable_judgement() = judgement;
    request.set_request_id("case-7");
    return client_->review().Judge(&call, request, &response);
  }
  grpc::Status Second(std::uint64_t disposition, const std::string& by, v1::JudgedAlert& response) {
    grpc::ClientContext call;
    v1::ReviewSecondRequest request;
    request.mutable_word()->set_disposition(disposition);
    request.mutable_word()->set_agrees(true);
    request.mutable_word()->set_text("the passport was seen");
    request.mutable_word()->set_by(by);
    return client_->review().ReviewSecond(&call, request, &response);
  }
  v1::ListAlertsResponse List(std::uint64_t from, std::uint32_t limit) {
    grpc::ClientContext call;
    v1::ListAlertsRequest request;
    request.set_from(from);
    request.set_limit(limit);
    v1::ListAlertsResponse response;
    EXPECT_TRUE(client_->review().ListAlerts(&call, request, &response).ok());
    return response;
  }
  static v1::Judgement FalsePositive(std::uint64_t alert) {
    v1::Judgement judgement;
    judgement.set_alert(alert);
    judgement.set_verdict(v1::ALERT_VERDICT_FALSE_POSITIVE);
    judgement.set_reason("other_birth_date");
    judgement.set_text("born in another year");
    judgement.set_by("ann");
    return judgement;
  }
};

TEST_F(ReviewServiceTest, JudgesByTwoPersonsAndTellsTheHistory) {
  const std::uint64_t alert = Screened("Dan Gertler", "Person");
  const std::uint64_t clear = Screened("Hokkaido Dairy Cooperative", "Company");
  v1::JudgedAlert judged;
  EXPECT_EQ(Judge(FalsePositive(clear), judged).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  const grpc::Status status = Judge(FalsePositive(alert), judged);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(judged.state(), v1::ALERT_STATE_PROPOSED);
  EXPECT_EQ(judged.record().log(), "test/log");
  const std::uint64_t disposition = judged.record().index();
  EXPECT_EQ(Second(disposition, "A N N", judged).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  ASSERT_EQ(List(0, 0).alerts_size(), 1);
  EXPECT_EQ(List(0, 0).alerts(0).state(), v1::ALERT_STATE_PROPOSED);
  ASSERT_TRUE(Second(disposition, "bob", judged).ok());
  EXPECT_EQ(judged.state(), v1::ALERT_STATE_FALSE_POSITIVE);
  EXPECT_EQ(List(0, 0).alerts_size(), 0) << "what is closed is not asked for";

  grpc::ClientContext call;
  v1::GetAlertRequest request;
  request.set_alert(alert);
  v1::GetAlertResponse history;
  ASSERT_TRUE(client_->review().GetAlert(&call, request, &history).ok());
  EXPECT_EQ(history.alert().decision(), v1::DECISION_BLOCK);
  EXPECT_EQ(history.alert().state(), v1::ALERT_STATE_FALSE_POSITIVE);
  ASSERT_EQ(history.words_size(), 2);
  EXPECT_EQ(history.words(0).judgement().text(), "born in another year");
  EXPECT_EQ(history.words(0).by(), "ann");
  EXPECT_EQ(history.words(0).caller(), "grpc") << "the transport, not whom it speaks for";
  EXPECT_EQ(history.words(1).second().disposition(), disposition);
  EXPECT_TRUE(history.words(1).second().agrees());
}

TEST_F(ReviewServiceTest, WhatIsNotGivenIsNotGuessed) {
  const std::uint64_t alert = Screened("Dan Gertler", "Person");
  v1::JudgedAlert judged;
  v1::Judgement judgement = FalsePositive(alert);
  judgement.clear_alert();
  EXPECT_EQ(Judge(judgement, judged).error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << "record 0 is a record too";
  judgement = FalsePositive(alert);
  judgement.clear_verdict();
  EXPECT_EQ(Judge(judgement, judged).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  judgement = FalsePositive(alert);
  judgement.clear_by();
  EXPECT_EQ(Judge(judgement, judged).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  grpc::ClientContext call;
  v1::ReviewSecondRequest request;
  request.mutable_word()->set_disposition(alert);
  request.mutable_word()->set_text("t");
  request.mutable_word()->set_by("bob");
  EXPECT_EQ(client_->review().ReviewSecond(&call, request, &judged).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT)
      << "neither agrees nor disagrees";
}

TEST_F(ReviewServiceTest, ListsInPages) {
  std::vector<std::uint64_t> alerts;
  for (int i = 0; i < 5; ++i) alerts.push_back(Screened("Dan Gertler", "Person"));
  std::vector<std::uint64_t> listed;
  std::uint64_t from = 0;
  for (int pages = 1;; ++pages) {
    const v1::ListAlertsResponse page = List(from, 2);
    for (const v1::Alert& alert : page.alerts()) listed.push_back(alert.record());
    from = page.next();
    if (page.has_next()) continue;
    EXPECT_EQ(pages, 3);
    break;
  }
  EXPECT_EQ(listed, alerts);
}

TEST_F(ReviewServiceTest, TheCommandLineSaysTheSameOfTheServersLog) {
  const std::string alert = std::to_string(Screened("Dan Gertler", "Person"));
  EXPECT_EQ(e2e::Judge({dir_ / "log", alert}, "escalate", "ann").code, 1)
      << "the service holds the log's lock";
  const Ran judged = e2e::Judge({alert, "--server", target()}, "false_positive", "ann");
  ASSERT_EQ(judged.code, 0) << judged.err;
  EXPECT_THAT(judged.out, HasSubstr("alert " + alert + " is proposed"));
  const std::string disposition = judged.out.substr(7, judged.out.find(':') - 7);
  EXPECT_THAT(e2e::Second({disposition, "--server", target()}, "--agree", "Ann").err,
              HasSubstr("PERMISSION_DENIED record " + disposition));
  EXPECT_THAT(Lynceus({"log", "alerts", "--server", target()}).out, HasSubstr("by ann"));
  const Ran second = e2e::Second({disposition, "--server", target()}, "--disagree", "bob");
  EXPECT_THAT(second.out, HasSubstr("alert " + alert + " is escalated")) << second.err;
}

}  // namespace
}  // namespace lynceus::e2e
