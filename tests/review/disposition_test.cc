// Dispositions over a whole log: each way from state to state, two persons who are never one, parts
// of alerts, erased bodies, and the same states when the log is read anew.
#include "lib/review/disposition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "lib/base/random.h"
#include "lib/review/erasure.h"
#include "lib/review/judged_good_guy.h"
#include "lib/review/show_record.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::int64_t kMorning = 1'793'000'000'000'000;  // 2026-10-26
const Transmitter kDesk = {.name = "case desk", .request_id = "case-7"};

// A false positive of a BLOCK needs two; in the scope `trade` every false positive does.
RuleSet Rules() {
  RuleSet rules;
  rules.digest = std::string(64, '5');
  rules.policy.second_person.false_positive = Decision::kBlock;
  rules.scopes.policies.push_back(rules.policy);
  rules.scopes.policies.back().scope = "trade";
  rules.scopes.policies.back().second_person.false_positive = Decision::kReview;
  return rules;
}

class DispositionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(InitRecordLog({.directory = Directory(), .origin = "test"}, "", SystemRandom()),
                IsOk());
    Open();
  }

  std::string Directory() const { return dir_ / "log"; }
  void Open() {
    reviewer_.reset();
    log_.reset();
    auto log = RecordLog::Open({.directory = Directory()}, clock_, SystemRandom());
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
    auto reviewer = Reviewer::Open(*log_);
    ASSERT_THAT(reviewer, IsOk());
    reviewer_ = *std::move(reviewer);
  }

  // Records a screening and returns its index.
  std::uint64_t Screened(Decision decision, const std::vector<std::string>& hits = {"l:1"},
                         const std::string& scope = "default") {
    screening::Outcome outcome;
    DecisionCore& core = outcome.core;
    core = {.decision = decision,
            .as_of = *Date::FromCivil(2026, 10, 1),
            .counterparty_id = "c-1",
            .scope = scope,
            .asked_digest = std::string(64, 'a')};
    for (const std::string& id : hits) {
      core.hits.push_back(
          {.entity_id = id, .ids = {id, "same-" + id}, .party_digest = std::string(64, 'b')});
    }
    if (!hits.empty()) core.reasons = {"hit"};
    const auto record = log_->recorder().Record({.id = "c-1", .names = {"Zebulon Quixworth"}},
                                                outcome, {.legal_entity = "bank-ee"});
    EXPECT_THAT(record, IsOk());
    return record->at.value().index;
  }

  absl::StatusOr<JudgedAlert> Judge(std::uint64_t alert, AlertVerdict verdict,
                                    const std::string& by = "ann", const std::string& listed = "",
                                    bool reopen = false) {
    return reviewer_->Judge({.alert = alert,
                             .verdict = verdict,
                             .reason = "other_birth_date",
                             .text = "born in another year",
                             .listed = listed,
                             .by = by,
                             .reopen = reopen},
                            Rules(), kDesk);
  }
  absl::StatusOr<JudgedAlert> Second(std::uint64_t disposition, bool agrees,
                                     const std::string& by = "bob") {
    return reviewer_->Second(
        {.disposition = disposition, .agrees = agrees, .text = "as I read it", .by = by}, kDesk);
  }
  AlertState StateOf(std::uint64_t alert) {
    const auto history = reviewer_->Get(alert);
    EXPECT_THAT(history, IsOk());
    return history.ok() ? history->alert.state : AlertState::kOpen;
  }
  std::string Entry(std::uint64_t alert, const std::string& listed, absl::StatusCode code) {
    reviewer_.reset();
    log_.reset();
    const auto records = OpenRecordReader({.directory = Directory()});
    EXPECT_THAT(records, IsOk());
    const auto entry = GoodGuyOf(**records, alert, listed, "2027-10-01");
    EXPECT_EQ(entry.status().code(), code) << entry.status();
    Open();
    return entry.ok() ? *entry : std::string(entry.status().message());
  }

  const support::TempDir dir_;
  const FixedClock clock_{kMorning};
  std::unique_ptr<RecordLog> log_;
  std::unique_ptr<Reviewer> reviewer_;
};

TEST_F(DispositionTest, OnePersonClosesWhatNeedsNoSecond) {
  const std::uint64_t match = Screened(Decision::kBlock);
  const std::uint64_t other = Screened(Decision::kReview);
  const std::uint64_t passed = Screened(Decision::kReview);
  EXPECT_EQ(StateOf(match), AlertState::kOpen);
  EXPECT_EQ(Judge(match, AlertVerdict::kTrueMatch)->state, AlertState::kTrueMatch);
  EXPECT_EQ(Judge(other, AlertVerdict::kFalsePositive)->state, AlertState::kFalsePositive);
  EXPECT_EQ(Judge(passed, AlertVerdict::kEscalate)->state, AlertState::kEscalated);
  EXPECT_EQ(Judge(passed, AlertVerdict::kTrueMatch, "cleo")->state, AlertState::kTrueMatch);
  for (const std::uint64_t closed : {match, other, passed}) {
    const auto again = Judge(closed, AlertVerdict::kEscalate);
    EXPECT_THAT(again.status(), StatusIs(absl::StatusCode::kFailedPrecondition,
                                         HasSubstr("say reopen to judge it again")));
  }
  EXPECT_EQ(Judge(match, AlertVerdict::kEscalate, "ann", "", true)->state, AlertState::kEscalated);
}

TEST_F(DispositionTest, ASecondPersonAgreesOrDisagrees) {
  const std::uint64_t alert = Screened(Decision::kBlock);
  const auto first = Judge(alert, AlertVerdict::kFalsePositive);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->state, AlertState::kProposed);
  EXPECT_THAT(Judge(alert, AlertVerdict::kTrueMatch, "bob").status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("awaits a second person")));
  EXPECT_THAT(Second(alert, true).status(), StatusIs(absl::StatusCode::kFailedPrecondition))
      << "the alert is no disposition";
  EXPECT_EQ(Second(first->record, false)->state, AlertState::kEscalated);
  EXPECT_THAT(Second(first->record, true).status(), StatusIs(absl::StatusCode::kFailedPrecondition))
      << "it has been answered";
  const auto again = Judge(alert, AlertVerdict::kFalsePositive, "bob");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(Second(again->record, true, "ann")->state, AlertState::kFalsePositive);

  const auto history = reviewer_->Get(alert);
  ASSERT_THAT(history, IsOk());
  ASSERT_EQ(history->words.size(), 4u);
  EXPECT_EQ(history->words[0].judgement->by, "ann");
  EXPECT_EQ(history->words[0].judgement->text, "born in another year");
  EXPECT_FALSE(history->words[1].second->agrees);
  EXPECT_EQ(history->words[2].leaf.earlier, alert);
  EXPECT_EQ(history->words[3].leaf.earlier, again->record);
  EXPECT_TRUE(history->words[3].second->agrees);
  for (const Word& word : history->words) {
    EXPECT_EQ(word.leaf.decision, Decision::kBlock);
    EXPECT_EQ(word.leaf.caller, "case desk");
    EXPECT_EQ(word.leaf.legal_entity, "bank-ee") << "kept as long as its alert";
  }
}

TEST_F(DispositionTest, TheSamePersonIsNeverTheSecond) {
  const std::uint64_t alert = Screened(Decision::kBlock);
  const auto first = Judge(alert, AlertVerdict::kFalsePositive, " Ann Lee ");
  ASSERT_THAT(first, IsOk());
  const std::uint64_t size = log_->log().size();
  for (const char* by : {"Ann Lee", "ann lee", "ANN LEE", "  ann lee", "Ann Lee  ", "Ann  Lee",
                         "annlee", "a n n l e e", " ANN  lee "}) {
    for (const bool agrees : {true, false}) {
      EXPECT_THAT(Second(first->record, agrees, by).status(),
                  StatusIs(absl::StatusCode::kPermissionDenied))
          << by;
    }
  }
  EXPECT_EQ(log_->log().size(), size) << "nothing was recorded";
  EXPECT_EQ(StateOf(alert), AlertState::kProposed);
  EXPECT_EQ(Second(first->record, true, "Ann Leeds")->state, AlertState::kFalsePositive);
}

TEST_F(DispositionTest, AWithdrawnProposalCannotBeAgreedTo) {
  const std::uint64_t alert = Screened(Decision::kBlock);
  const auto first = Judge(alert, AlertVerdict::kFalsePositive);
  const auto instead = Judge(alert, AlertVerdict::kTrueMatch, "ann", "", true);
  ASSERT_THAT(instead, IsOk());
  EXPECT_EQ(instead->state, AlertState::kTrueMatch);
  EXPECT_THAT(Second(first->record, true).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(StateOf(alert), AlertState::kTrueMatch);
}

TEST_F(DispositionTest, OnlyAlertsAreJudged) {
  const std::uint64_t clear = Screened(Decision::kClear, {});
  const std::uint64_t alert = Screened(Decision::kReview);
  const auto judged = Judge(alert, AlertVerdict::kEscalate);
  ASSERT_THAT(judged, IsOk());
  const auto of_clear = Judge(clear, AlertVerdict::kTrueMatch).status();
  EXPECT_THAT(of_clear, StatusIs(absl::StatusCode::kFailedPrecondition,
                                 HasSubstr("record 0: the screening was CLEAR")));
  EXPECT_THAT(Judge(judged->record, AlertVerdict::kTrueMatch).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("kind disposition")));
  EXPECT_THAT(Judge(99, AlertVerdict::kTrueMatch).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(reviewer_->Get(clear).status(), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(DispositionTest, WhatIsNotSaidWellIsRefused) {
  const Judgement good = {
      .alert = Screened(Decision::kReview), .reason = "name_only", .text = "t", .by = "ann"};
  const std::uint64_t size = log_->log().size();
  const auto refuses = [&](auto change) {
    Judgement bad = good;
    change(bad);
    return reviewer_->Judge(bad, Rules(), kDesk).status().code() ==
           absl::StatusCode::kInvalidArgument;
  };
  EXPECT_TRUE(refuses([](Judgement& j) { j.reason = ""; }));
  EXPECT_TRUE(refuses([](Judgement& j) { j.reason = "Name only"; }));
  EXPECT_TRUE(refuses([](Judgement& j) { j.reason = std::string(33, 'a'); }));
  EXPECT_TRUE(refuses([](Judgement& j) { j.text = "  "; }));
  EXPECT_TRUE(refuses([](Judgement& j) { j.text = "\xff"; }));
  EXPECT_TRUE(refuses([](Judgement& j) { j.text = std::string(4'097, 'a'); }));
  EXPECT_TRUE(refuses([](Judgement& j) { j.by = " "; }));
  EXPECT_TRUE(refuses([](Judgement& j) { j.by = "J\xc3\xb5gi"; })) << "the leaf is ASCII";
  EXPECT_TRUE(refuses([](Judgement& j) { j.by = std::string(257, 'a'); }));
  EXPECT_EQ(log_->log().size(), size);
  EXPECT_FALSE(refuses([](Judgement&) {}));
}

TEST_F(DispositionTest, PolicyAsksByScopeVerdictAndDecision) {
  const RuleSet rules = Rules();
  const auto needs = [&](const std::optional<std::string>& scope, AlertVerdict verdict,
                         Decision decision) {
    return NeedsSecondPerson(rules, scope, verdict, decision);
  };
  const auto false_positive = AlertVerdict::kFalsePositive;
  EXPECT_TRUE(needs("default", false_positive, Decision::kBlock));
  EXPECT_FALSE(needs("default", false_positive, Decision::kReview));
  EXPECT_TRUE(needs("trade", false_positive, Decision::kReview));
  EXPECT_TRUE(needs("closed-branch", false_positive, Decision::kReview)) << "the strictest";
  EXPECT_TRUE(needs(std::nullopt, false_positive, Decision::kReview)) << "the strictest";
  EXPECT_FALSE(needs("trade", AlertVerdict::kTrueMatch, Decision::kBlock));
  EXPECT_FALSE(needs(std::nullopt, AlertVerdict::kEscalate, Decision::kBlock));
  RuleSet both = rules;
  both.policy.second_person.true_match = Decision::kReview;
  EXPECT_TRUE(NeedsSecondPerson(both, "default", AlertVerdict::kTrueMatch, Decision::kReview));
  EXPECT_FALSE(NeedsSecondPerson(both, "default", AlertVerdict::kEscalate, Decision::kBlock));

  const std::uint64_t usual = Screened(Decision::kReview);
  const std::uint64_t trade = Screened(Decision::kReview, {"l:1"}, "trade");
  EXPECT_EQ(Judge(usual, false_positive)->state, AlertState::kFalsePositive);
  EXPECT_EQ(Judge(trade, false_positive)->state, AlertState::kProposed);
}

TEST_F(DispositionTest, ThePolicyIsThatOfTheDayOfTheJudgement) {
  RuleSet dated = Rules();
  const auto strict = std::make_shared<RuleSet>(Rules());
  strict->policy.second_person.false_positive = Decision::kReview;
  const auto lax = std::make_shared<RuleSet>(Rules());
  lax->policy.second_person = {};
  const Date today = Date::FromUnixMicros(kMorning);
  const auto state_by = [&](Date from) {
    dated.editions = {{.rules = lax}, {.from = from, .rules = strict}};
    return reviewer_
        ->Judge({.alert = Screened(Decision::kReview),
                 .verdict = AlertVerdict::kFalsePositive,
                 .reason = "r",
                 .text = "t",
                 .by = "ann"},
                dated, kDesk)
        ->state;
  };
  EXPECT_EQ(state_by(today), AlertState::kProposed);
  EXPECT_EQ(state_by(Date::FromDays(today.days() + 1)), AlertState::kFalsePositive);
}

TEST_F(DispositionTest, APartClearedLeavesTheAlertOpen) {
  const std::uint64_t alert = Screened(Decision::kReview, {"l:1", "l:2"});
  EXPECT_THAT(Judge(alert, AlertVerdict::kFalsePositive, "ann", "l:3").status(),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("name one of l:1, l:2")));
  EXPECT_EQ(Judge(alert, AlertVerdict::kFalsePositive, "ann", "same-l:1")->state,
            AlertState::kOpen);
  EXPECT_EQ(reviewer_->Get(alert)->words[0].judgement->listed, "l:1");
  EXPECT_EQ(Judge(alert, AlertVerdict::kEscalate)->state, AlertState::kEscalated);
  EXPECT_EQ(Judge(alert, AlertVerdict::kFalsePositive, "ann", "l:2")->state,
            AlertState::kEscalated);
  EXPECT_EQ(Judge(alert, AlertVerdict::kFalsePositive)->state, AlertState::kFalsePositive);

  const std::uint64_t one = Screened(Decision::kReview, {"l:1"});
  EXPECT_EQ(Judge(one, AlertVerdict::kFalsePositive, "ann", "l:1")->state,
            AlertState::kFalsePositive)
      << "the only hit is the alert";
  const std::uint64_t true_one = Screened(Decision::kReview, {"l:1", "l:2"});
  EXPECT_EQ(Judge(true_one, AlertVerdict::kTrueMatch, "ann", "l:2")->state, AlertState::kTrueMatch);

  const std::uint64_t block = Screened(Decision::kBlock, {"l:1", "l:2"});
  const auto proposed = Judge(block, AlertVerdict::kFalsePositive, "ann", "l:2");
  ASSERT_THAT(proposed, IsOk());
  EXPECT_EQ(proposed->state, AlertState::kProposed);
  EXPECT_EQ(Second(proposed->record, true)->state, AlertState::kOpen) << "l:1 is not judged";
}

// Its retention runs from the end of the relationship with whom the alert is about.
TEST_F(DispositionTest, AWordNamesTheCounterpartyOfItsAlert) {
  const auto answer_of = [&](std::uint64_t record) {
    const auto keys = OpenKeys({.directory = Directory()});
    const auto stored = audit::ReadRecord(Directory(), record);
    return OpenBody(*DecodeLeaf(stored->leaf), stored->body, **keys)->answer_json;
  };
  const std::uint64_t alert = Screened(Decision::kBlock);
  const auto first = Judge(alert, AlertVerdict::kFalsePositive);
  const auto second = Second(first->record, true);
  EXPECT_THAT(answer_of(first->record), HasSubstr(R"("counterparty":"c-1")"));
  EXPECT_THAT(answer_of(second->record), HasSubstr(R"("counterparty":"c-1")"));
  ASSERT_THAT(EraseRecords(*log_, {alert}, {.code = "retention", .basis = "b", .by = "c"}, {}),
              IsOk());
  const auto again = Judge(alert, AlertVerdict::kEscalate, "ann", "", true);
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(answer_of(again->record), HasSubstr(R"("counterparty":null)"));
}

TEST_F(DispositionTest, StatesComeFromTheLogAloneAndOutliveBodies) {
  const std::uint64_t cleared = Screened(Decision::kBlock);
  const std::uint64_t waiting = Screened(Decision::kBlock);
  const std::uint64_t open = Screened(Decision::kReview);
  const auto first = Judge(cleared, AlertVerdict::kFalsePositive);
  const auto second = Second(first->record, true);
  const auto proposed = Judge(waiting, AlertVerdict::kFalsePositive);
  ASSERT_THAT(EraseRecords(*log_, {cleared, open, first->record, second->record},
                           {.code = "retention", .basis = "b", .by = "c"}, {}),
              IsOk());
  for (int times = 0; times < 2; ++times) {
    Open();
    EXPECT_EQ(StateOf(cleared), AlertState::kFalsePositive);
    EXPECT_EQ(StateOf(waiting), AlertState::kProposed);
    EXPECT_EQ(StateOf(open), AlertState::kOpen);
  }
  const auto history = reviewer_->Get(cleared);
  ASSERT_EQ(history->words.size(), 2u);
  EXPECT_EQ(history->words[0].body, BodyState::kErased);
  EXPECT_FALSE(history->words[0].judgement);
  EXPECT_EQ(history->alert.rulings[0].by, "ann");
  EXPECT_EQ(history->alert.rulings[0].second_by, "bob");
  EXPECT_EQ(Second(proposed->record, true)->state, AlertState::kFalsePositive);
  EXPECT_THAT(Judge(open, AlertVerdict::kEscalate, "ann", "l:1").status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("erased")));
  EXPECT_EQ(Judge(open, AlertVerdict::kFalsePositive)->state, AlertState::kProposed)
      << "the scope is not known: the strictest holds";
}

TEST_F(DispositionTest, ListsByStateInPages) {
  std::vector<std::uint64_t> alerts;
  for (int i = 0; i < 5; ++i) {
    Screened(Decision::kClear, {});
    alerts.push_back(Screened(Decision::kReview));
  }
  ASSERT_THAT(Judge(alerts[1], AlertVerdict::kTrueMatch), IsOk());
  const auto indexes = [](const AlertPage& page) {
    std::vector<std::uint64_t> all;
    all.reserve(page.alerts.size());
    for (const Alert& alert : page.alerts) all.push_back(alert.record);
    return all;
  };
  const auto first = reviewer_->List({AlertState::kOpen}, 0, 2);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(indexes(*first), ElementsAre(alerts[0], alerts[2]));
  ASSERT_TRUE(first->next);
  const auto rest = reviewer_->List({AlertState::kOpen}, *first->next, 2);
  EXPECT_THAT(indexes(*rest), ElementsAre(alerts[3], alerts[4]));
  EXPECT_FALSE(rest->next);
  EXPECT_THAT(indexes(*reviewer_->List({AlertState::kTrueMatch}, 0, 9)), ElementsAre(alerts[1]));
}

TEST_F(DispositionTest, OfTwoWordsAtOnceOneIsTaken) {
  const std::uint64_t alert = Screened(Decision::kReview);
  std::vector<std::thread> people;
  people.reserve(8);
  std::atomic<int> taken = 0;
  for (int i = 0; i < 8; ++i) {
    people.emplace_back([&, i] {
      taken += Judge(alert, AlertVerdict::kTrueMatch, "person " + std::to_string(i)).ok() ? 1 : 0;
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(log_->log().size(), 2u);
}

TEST_F(DispositionTest, AGoodGuyNeedsTwoPersons) {
  const std::uint64_t alert = Screened(Decision::kBlock);
  const auto refused = absl::StatusCode::kFailedPrecondition;
  EXPECT_THAT(Entry(alert, "", refused), HasSubstr("nobody has judged"));
  const auto first = Judge(alert, AlertVerdict::kFalsePositive);
  EXPECT_THAT(Entry(alert, "", refused), HasSubstr("awaits a second person"));
  ASSERT_THAT(Second(first->record, true), IsOk());
  EXPECT_EQ(Entry(alert, "", absl::StatusCode::kOk),
            "  - key: \"gg-aaaaaaaa-bbbbbbbb\"\n    counterparty: \"c-1\"\n    asked_digest: " +
                std::string(64, 'a') +
                "\n    listed: \"l:1\"\n    listed_digest: " + std::string(64, 'b') +
                "\n    author: \"ann\"\n    approver: \"bob\"\n"
                "    reason: \"born in another year\"\n"
                "    from: 2026-10-26\n    until: 2027-10-01\n");
  const std::uint64_t alone = Screened(Decision::kReview);
  ASSERT_THAT(Judge(alone, AlertVerdict::kFalsePositive), IsOk());
  EXPECT_THAT(Entry(alone, "", refused), HasSubstr("one person alone"));
  const std::uint64_t match = Screened(Decision::kReview);
  ASSERT_THAT(Judge(match, AlertVerdict::kTrueMatch), IsOk());
  EXPECT_THAT(Entry(match, "", refused), HasSubstr("judged it true_match"));
  ASSERT_THAT(Judge(alert, AlertVerdict::kEscalate, "cleo", "", true), IsOk());
  EXPECT_THAT(Entry(alert, "", refused), HasSubstr("judged it escalate")) << "the newest counts";
}

TEST_F(DispositionTest, AGoodGuyIsOfTheHitThatWasJudged) {
  const std::uint64_t alert = Screened(Decision::kBlock, {"l:1", "l:2"});
  const auto first = Judge(alert, AlertVerdict::kFalsePositive, "ann", "l:2");
  ASSERT_THAT(Second(first->record, true), IsOk());
  EXPECT_THAT(Entry(alert, "", absl::StatusCode::kOk), HasSubstr("listed: \"l:2\""));
  Entry(alert, "l:1", absl::StatusCode::kFailedPrecondition);
  const auto whole = Judge(alert, AlertVerdict::kFalsePositive);
  ASSERT_THAT(Second(whole->record, true), IsOk());
  EXPECT_THAT(Entry(alert, "l:1", absl::StatusCode::kOk), HasSubstr("listed: \"l:1\""));
  EXPECT_THAT(Entry(alert, "", absl::StatusCode::kInvalidArgument), HasSubstr("l:1, l:2"));
}

TEST(AlertTableTest, RefusesWhatNoProgramOfOursWrites) {
  const Leaf clear{.decision = Decision::kClear};
  const Leaf alert{.decision = Decision::kBlock};
  Leaf judged{.kind = RecordKind::kDisposition,
              .request_id = "judged:false_positive:proposed",
              .on_behalf_of = "ann",
              .earlier = 0};
  Leaf second{.kind = RecordKind::kSecondReview,
              .request_id = "second:agrees",
              .on_behalf_of = "bob",
              .earlier = 1};
  const auto added = [](const std::vector<Leaf>& leaves) {
    AlertTable table;
    absl::Status status;
    for (const Leaf& leaf : leaves) status.Update(table.Add(table.size(), leaf));
    return status;
  };
  const auto data_loss = StatusIs(absl::StatusCode::kDataLoss);
  EXPECT_THAT(added({alert, judged, second}), IsOk());
  EXPECT_THAT(added({clear, judged}), data_loss) << "no alert";
  EXPECT_THAT(added({alert, second}), data_loss) << "nothing awaits it";
  EXPECT_THAT(added({alert, judged, second, second}), data_loss) << "answered";
  second.on_behalf_of = "ANN ";
  EXPECT_THAT(added({alert, judged, second}), data_loss) << "the same person";
  judged.request_id = "judged:perhaps:stands";
  EXPECT_THAT(added({alert, judged}), data_loss);
  AlertTable table;
  EXPECT_THAT(table.Add(1, alert), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace lynceus::review
