// Retention: periods to the day, several duties at once, holds before everything, and what is due
// erased for its own legal basis.
#include "lib/review/retention.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/review/holds.h"
#include "lib/review/show_record.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;

constexpr std::int64_t kDayMicros = 86'400'000'000;
const Transmitter kFrom = {.name = "records-service", .request_id = ""};

std::string SourceDir() {
  const char* const directory = std::getenv("LYNCEUS_SOURCE_DIR");
  return directory == nullptr ? "." : directory;
}

Date Day(std::string_view text) { return *Date::ParseIso(text); }

TEST(PeriodTest, EndsOnTheSameDateOrTheLastDayOfItsMonth) {
  struct Case {
    const char* start;
    int years;
    const char* last;
  };
  const Case cases[] = {
      {"2026-03-05", 5, "2031-03-05"},  {"2024-02-29", 5, "2029-02-28"},
      {"2024-02-29", 4, "2028-02-29"},  {"2023-02-28", 5, "2028-02-28"},
      {"2096-02-29", 4, "2100-02-28"},  // no leap year
      {"1996-02-29", 4, "2000-02-29"},  // one
      {"2026-12-31", 10, "2036-12-31"}, {"9990-01-01", 100, "9999-12-31"},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(LastDayOfPeriod(Day(test.start), test.years).ToString(), test.last) << test.start;
  }
}

// Every day of 400 years: the period is never shorter than whole years, nor longer than them.
TEST(PeriodTest, IsWholeYearsForEveryDay) {
  for (Date day = Day("1900-01-01"); day < Day("2300-01-01");
       day = Date::FromDays(day.days() + 1)) {
    for (const int years : {1, 5, 10}) {
      const Date last = LastDayOfPeriod(day, years);
      const int expected = 365 * years;
      EXPECT_GE(last.days() - day.days(), expected) << day.ToString();
      EXPECT_LE(last.days() - day.days(), expected + (years + 3) / 4) << day.ToString();
      EXPECT_EQ(last.month(), day.month());
    }
  }
}

RetentionClass TwoDuties() {
  return {.key = "screening",
          .kinds = {RecordKind::kScreen},
          .duties = {{.key = "ofac", .basis = "31 CFR 501.601", .years = 10},
                     {.key = "amlr",
                      .basis = "AMLR Art. 77",
                      .start = StartEvent::kRelationshipEnd,
                      .years = 5,
                      .then_delete = true}}};
}

TEST(KeepingTest, TheLongestDutyHolds) {
  const RetentionClass of = TwoDuties();
  EXPECT_FALSE(KeepingOf(of, Day("2026-03-05"), std::nullopt).until) << "not ended yet";
  EXPECT_EQ(KeepingOf(of, Day("2026-03-05"), Day("2027-01-01")).until, Day("2036-03-05"));
  EXPECT_EQ(KeepingOf(of, Day("2026-03-05"), Day("2034-06-30")).until, Day("2039-06-30"));
  EXPECT_EQ(KeepingOf(of, Day("2026-03-05"), Day("2020-06-30")).until, Day("2036-03-05"))
      << "asked after the end: from the asking on";
  EXPECT_EQ(KeepingOf(of, Day("2026-03-05"), Day("2027-01-01")).deletes->key, "amlr");
  EXPECT_EQ(KeepingOf({.duties = {{.years = 1}}}, Day("2026-03-05"), std::nullopt).deletes,
            nullptr);
}

class PolicyTest : public ::testing::Test {
 protected:
  absl::StatusOr<RetentionPolicy> Read(const std::string& text) const {
    return ReadRetentionPolicy(dir_.Write("retention.yaml", text));
  }
  const support::TempDir dir_;
};

TEST_F(PolicyTest, TheSampleIsRead) {
  const auto policy = ReadRetentionPolicy(JoinPath(SourceDir(), "deploy/retention.yaml"));
  ASSERT_THAT(policy, IsOk());
  EXPECT_EQ(policy->ClassOf({.legal_entity = "bank-us"})->key, "us-nexus");
  EXPECT_EQ(policy->ClassOf({})->key, "screening");
  EXPECT_EQ(policy->ClassOf({.kind = RecordKind::kErasure}), nullptr);
}

TEST_F(PolicyTest, MistakesAreRefused) {
  const std::string head = "classes:\n  - class: a\n    kinds: [screen]\n    duties:\n";
  const std::string duty = "      - {duty: d, basis: b, start: decision, years: 5, then: keep}\n";
  ASSERT_THAT(Read(head + duty), IsOk());
  for (const std::string& wrong :
       {std::string("classes: []\n"), std::string("klasses: []\n"), head,
        head + "      - {duty: d, basis: b, start: decision, years: 0, then: keep}\n",
        head + "      - {duty: d, basis: b, start: decision, years: 101, then: keep}\n",
        head + "      - {duty: d, basis: b, start: birth, years: 5, then: keep}\n",
        head + "      - {duty: d, basis: b, start: decision, years: 5, then: burn}\n",
        head + "      - {duty: d, start: decision, years: 5, then: keep}\n",
        head + "      - {duty: d, basis: b, start: decision, years: 5, then: keep, x: y}\n",
        "classes:\n  - class: a\n    kinds: [scream]\n    duties:\n" + duty,
        "classes:\n  - class: a\n    kinds: [erasure]\n    duties:\n" + duty,
        absl::StrCat(head, duty, "  - class: a\n    kinds: [screen]\n    duties:\n", duty)}) {
    EXPECT_THAT(Read(wrong).status(), StatusIs(absl::StatusCode::kInvalidArgument)) << wrong;
  }
}

TEST_F(PolicyTest, EndsOfRelationshipsAreReadStrictly) {
  const auto read = [&](const std::string& text) {
    return ReadRelationshipEnds(dir_.Write("ended.csv", text));
  };
  const auto ends = read("counterparty_id,ended_on\r\nc-1,2024-02-29\r\nc,2,2025-01-01\n");
  ASSERT_THAT(ends, IsOk());
  EXPECT_EQ(ends->at("c-1"), Day("2024-02-29"));
  EXPECT_EQ(ends->at("c,2"), Day("2025-01-01"));
  for (const char* wrong :
       {"", "id,day\n", "counterparty_id,ended_on\nc-1\n",
        "counterparty_id,ended_on\nc-1,2025-02-29\n", "counterparty_id,ended_on\n,2025-02-28\n",
        "counterparty_id,ended_on\n\"c\",2025-02-28\n",
        "counterparty_id,ended_on\nc,2025-02-28\nc,2025-02-28\n"}) {
    EXPECT_THAT(read(wrong).status(), StatusIs(absl::StatusCode::kInvalidArgument)) << wrong;
  }
}

class RetentionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(InitRecordLog({.directory = dir_.path(), .origin = "test"}, "", SystemRandom()),
                IsOk());
    ScreenOn("2024-02-29", {"c-1", "c-2"});
    ScreenOn("2026-03-05", {"c-1"});
    policy_.classes = {TwoDuties()};
  }
  void OpenOn(std::string_view day) {
    log_.reset();
    clock_ = std::make_unique<FixedClock>(Day(day).days() * kDayMicros);
    auto log = RecordLog::Open({.directory = dir_.path()}, *clock_, SystemRandom());
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
  }
  void ScreenOn(std::string_view day, const std::vector<std::string>& ids) {
    OpenOn(day);
    for (const std::string& id : ids) {
      ASSERT_THAT(log_->recorder().Record({.id = id, .names = {"Zebulon"}}, {}, {}), IsOk());
    }
  }
  RetentionPlan Plan(std::string_view day, const RelationshipEnds& ends) const {
    auto plan = PlanRetention({.directory = dir_.path()}, policy_, ends, Day(day));
    EXPECT_THAT(plan, IsOk());
    return *std::move(plan);
  }

  const support::TempDir dir_;
  std::unique_ptr<FixedClock> clock_;
  std::unique_ptr<RecordLog> log_;
  RetentionPolicy policy_;
};

using Indexes = std::vector<std::uint64_t>;

TEST_F(RetentionTest, WhatIsDueIsDueFromTheDayAfterTheLongestDuty) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}};
  RetentionPlan plan = Plan("2034-02-28", ends);
  EXPECT_TRUE(plan.records.empty());
  EXPECT_EQ((plan.report.kept[{"screening", Day("2034-02-28")}]), 1u);
  EXPECT_EQ((plan.report.kept[{"screening", Day("2036-03-05")}]), 1u);
  EXPECT_EQ((plan.report.kept[{"screening", std::nullopt}]), 1u) << "c-2's relationship goes on";
  plan = Plan("2034-03-01", ends);
  EXPECT_EQ(plan.records["screening"], Indexes{0});
  EXPECT_EQ(plan.report.due["screening"], 1u);
  plan = Plan("2060-03-01", {});
  EXPECT_TRUE(plan.records.empty()) << "nothing is known to have ended";
  EXPECT_TRUE(plan.buckets.empty());
  EXPECT_NE(RetentionText(plan.report).find("screening: 3 start event not known: kept\n"),
            std::string::npos);
}

TEST_F(RetentionTest, AHoldKeepsWhatIsDueAndAllIsOnRecord) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}, {"c-2", Day("2025-01-01")}};
  OpenOn("2034-03-01");
  Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  hold.scope.indexes = {1};
  ASSERT_THAT(PlaceHold(*log_, hold, kFrom), IsOk());
  RetentionPlan plan = Plan("2034-03-01", ends);
  EXPECT_EQ(plan.records["screening"], Indexes{0});
  EXPECT_EQ(plan.report.held["case-17"], 1u);
  EXPECT_EQ(plan.report.no_class["legal hold"], 1u);
  const std::string text = RetentionText(plan.report);
  for (const char* line : {"on 2034-03-01", "screening: 1 to be erased", "legal hold case-17",
                           "1 kept until 2036-03-05", "0 erased before"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << " in\n" << text;
  }
  const auto applied = ApplyRetention(*log_, policy_, plan, "records office", kFrom);
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->records, 1u);
  EXPECT_EQ(applied->buckets, 0u);
  const auto shown = ShowRecordJson({.directory = dir_.path()}, 0);
  ASSERT_THAT(shown, IsOk());
  EXPECT_NE(shown->find("AMLR Art. 77"), std::string::npos) << *shown;
  EXPECT_NE(shown->find("records office"), std::string::npos);

  plan = Plan("2034-03-01", ends);
  EXPECT_TRUE(plan.records.empty());
  EXPECT_EQ(plan.report.erased, 1u);
  ASSERT_THAT(ReleaseHold(*log_, "case-17", "closed", "counsel", kFrom), IsOk());
  plan = Plan("2034-03-01", ends);
  EXPECT_EQ(plan.report.buckets["2024-default"], 1u) << "all that is left in it is due";
}

TEST_F(RetentionTest, ABucketEndsWholeWhereAllOfItIsDue) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}, {"c-2", Day("2025-01-01")}};
  RetentionPlan plan = Plan("2034-03-01", ends);
  EXPECT_TRUE(plan.records.empty());
  EXPECT_TRUE(plan.report.due.empty());
  EXPECT_EQ(plan.report.buckets["2024-default"], 2u);
  EXPECT_EQ(plan.buckets.size(), 1u) << "2026 has a record that is kept";
  EXPECT_NE(RetentionText(plan.report)
                .find("bucket 2024-default: to be ended, all of its 2 records are due"),
            std::string::npos);
  OpenOn("2034-03-01");
  const std::uint64_t size = log_->log().size();
  const auto applied = ApplyRetention(*log_, policy_, plan, "records office", kFrom);
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->records, 0u);
  EXPECT_EQ(applied->buckets, 1u);
  ASSERT_EQ(log_->log().size(), size + 1) << "one record for the bucket";
  EXPECT_EQ(DecodeLeaf(*log_->log().Leaf(size))->request_id, "bucket:2024-default");
  const auto shown = ShowRecordJson({.directory = dir_.path()}, 1);
  ASSERT_THAT(shown, IsOk());
  for (const char* word : {"2024-default", "AMLR Art. 77 (screening, amlr)", "records office"}) {
    EXPECT_NE(shown->find(word), std::string::npos) << word << " in " << *shown;
  }
  EXPECT_FALSE(PathExists(audit::SlotsPath(dir_.path(), "2024-default")));
  EXPECT_EQ(Plan("2034-03-01", ends).report.erased, 2u);
}

// Each of these keeps the bucket whole; what is due in it is erased one by one.
TEST_F(RetentionTest, WhatIsNotDueKeepsItsBucket) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}, {"c-2", Day("2025-01-01")}};
  ASSERT_EQ(Plan("2034-03-01", ends).buckets.size(), 1u);
  EXPECT_TRUE(Plan("2034-03-01", {{"c-1", Day("2025-01-01")}}).buckets.empty()) << "kept";
  const std::vector<RetentionClass> classes = policy_.classes;
  policy_.classes.front().legal_entities = {"bank-ee"};
  EXPECT_TRUE(Plan("2034-03-01", ends).buckets.empty()) << "of no class";
  policy_.classes = classes;
  policy_.classes.front().duties.back().then_delete = false;
  EXPECT_TRUE(Plan("2034-03-01", ends).buckets.empty()) << "may stay";
  policy_.classes = classes;
  // A record of a kind without a class.
  OpenOn("2024-12-01");
  ASSERT_THAT(log_->recorder().Append({.leaf = {.kind = RecordKind::kExport}}, {}), IsOk());
  EXPECT_TRUE(Plan("2034-03-01", ends).buckets.empty()) << "an export of no class";
}

TEST_F(RetentionTest, AStandingHoldKeepsTheBucketOfItsOwnRecord) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}, {"c-2", Day("2025-01-01")}};
  OpenOn("2024-12-01");
  Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  hold.scope.from = Day("2030-01-01");  // nothing in this bucket
  ASSERT_THAT(PlaceHold(*log_, hold, kFrom), IsOk());
  EXPECT_TRUE(Plan("2034-03-01", ends).buckets.empty());
  ASSERT_THAT(ReleaseHold(*log_, "case-17", "closed", "counsel", kFrom), IsOk());
  EXPECT_EQ(Plan("2034-03-01", ends).buckets.size(), 1u) << "released: it ends with the bucket";
}

// What the bank did is never erased alone: with a class it ends with its bucket, when all of it is
// due.
TEST_F(RetentionTest, WhatTheBankDidEndsWithItsBucket) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}, {"c-2", Day("2025-01-01")}};
  OpenOn("2024-12-01");
  ASSERT_THAT(log_->recorder().Append({.leaf = {.kind = RecordKind::kExport}}, {}), IsOk());
  policy_.classes.push_back(
      {.key = "own-acts",
       .kinds = {RecordKind::kExport},
       .duties = {{.key = "d", .basis = "b", .years = 5, .then_delete = true}}});
  RetentionPlan plan = Plan("2030-01-01", {});
  EXPECT_TRUE(plan.buckets.empty());
  EXPECT_TRUE(plan.records.empty());
  EXPECT_EQ(plan.report.waiting.at("own-acts"), 1u);
  EXPECT_NE(RetentionText(plan.report).find("own-acts: 1 due, and only end with their bucket\n"),
            std::string::npos);
  plan = Plan("2034-03-01", ends);
  EXPECT_EQ(plan.buckets.at("2024-default"), (std::set<std::string>{"own-acts", "screening"}));
  EXPECT_TRUE(plan.report.waiting.empty());
}

TEST_F(RetentionTest, ABucketIsNotEndedBeforeADayAfterItsYear) {
  policy_.classes = {{.key = "short",
                      .kinds = {RecordKind::kScreen},
                      .duties = {{.key = "d", .basis = "b", .years = 1, .then_delete = true}}}};
  ScreenOn("2027-12-31", {"c-9"});
  EXPECT_TRUE(BucketYearEnded("2027-default", Day("2028-01-02")));
  EXPECT_FALSE(BucketYearEnded("2027-default", Day("2028-01-01")));
  EXPECT_FALSE(BucketYearEnded("2027-default", Day("2027-12-31")));
  EXPECT_TRUE(Plan("2028-12-31", {}).buckets.contains("2026-default"));
  EXPECT_FALSE(Plan("2028-12-31", {}).buckets.contains("2027-default")) << "its last day";
  EXPECT_TRUE(Plan("2029-01-01", {}).buckets.contains("2027-default"));
}

TEST_F(RetentionTest, ALongRunIsCutIntoOrders) {
  OpenOn("2024-03-01");
  std::vector<std::thread> callers;
  callers.reserve(8);
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&] {
      for (int i = 0; i < 65; ++i) {
        EXPECT_THAT(log_->recorder().Record({.id = "c-1", .names = {"Zebulon"}}, {}, {}), IsOk());
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}};
  OpenOn("2034-03-02");
  const RetentionPlan plan = Plan("2034-03-02", ends);
  ASSERT_EQ(plan.report.due.at("screening"), 521u) << "c-2 keeps the bucket";
  const auto applied = ApplyRetention(*log_, policy_, plan, "records office", kFrom);
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->records, 521u);
  EXPECT_EQ(Plan("2034-03-02", ends).report.erased, 521u);
}

// A hold that comes between plan and run is found again.
TEST_F(RetentionTest, AHoldPlacedSinceThePlanRefusesTheRun) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}, {"c-2", Day("2025-01-01")}};
  OpenOn("2034-03-01");
  const RetentionPlan plan = Plan("2034-03-01", ends);
  ASSERT_EQ(plan.buckets.size(), 1u);
  Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  hold.scope.indexes = {1};
  ASSERT_THAT(PlaceHold(*log_, hold, kFrom), IsOk());
  EXPECT_THAT(ApplyRetention(*log_, policy_, plan, "records office", kFrom).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(Plan("2034-03-01", ends).report.erased, 0u);
}

// What was judged of an alert is about the alert's counterparty, also when the alert is gone.
TEST_F(RetentionTest, JudgementsEndWithTheRelationshipOfWhoTheAlertIsAbout) {
  policy_.classes.front().kinds = {RecordKind::kScreen, RecordKind::kDisposition,
                                   RecordKind::kSecondReview};
  OpenOn("2026-03-06");
  const auto append = [&](RecordKind kind, const std::string& answer) {
    ASSERT_THAT(log_->recorder().Append({.leaf = {.kind = kind}, .body = {.answer_json = answer}},
                                        {.earlier = 2}),
                IsOk());
  };
  append(RecordKind::kDisposition, R"({"alert":2,"counterparty":"c-1"})");
  append(RecordKind::kSecondReview, R"({"alert":2,"counterparty":"c-1"})");
  append(RecordKind::kDisposition, R"({"alert":2,"counterparty":null})");
  RetentionPlan plan = Plan("2036-03-07", {{"c-1", Day("2027-01-01")}});
  EXPECT_EQ(plan.records["screening"], (Indexes{0, 2, 3, 4}));
  EXPECT_EQ((plan.report.kept[{"screening", std::nullopt}]), 2u)
      << "c-2, and the judgement of an alert that was erased before";
  plan = Plan("2036-03-07", {});
  EXPECT_TRUE(plan.records.empty());
  EXPECT_EQ((plan.report.kept[{"screening", std::nullopt}]), 6u);
  append(RecordKind::kDisposition, "{}");
  EXPECT_THAT(PlanRetention({.directory = dir_.path()}, policy_, {}, Day("2036-03-07")).status(),
              StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(RetentionTest, WithoutADutyToEraseRecordsMayStay) {
  policy_.classes.front().duties.pop_back();
  RetentionPlan plan = Plan("2040-01-01", {});
  EXPECT_EQ(plan.report.may_stay["screening"], 3u);
  EXPECT_TRUE(plan.records.empty());
  policy_.classes.front().legal_entities = {"bank-ee"};
  plan = Plan("2040-01-01", {});
  EXPECT_EQ(plan.report.no_class["screen"], 3u);
}

}  // namespace
}  // namespace lynceus::review
