// Retention: periods to the day, several duties at once, holds before everything, and what is due
// erased for its own legal basis.
#include "lib/review/retention.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/review/holds.h"
#include "lib/review/show_record.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
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
        head + duty + "  - class: a\n    kinds: [screen]\n    duties:\n" + duty}) {
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
  RetentionReport Plan(std::string_view day, const RelationshipEnds& ends) const {
    const auto report = PlanRetention({.directory = dir_.path()}, policy_, ends, Day(day));
    EXPECT_THAT(report, IsOk());
    return *report;
  }

  const support::TempDir dir_;
  std::unique_ptr<FixedClock> clock_;
  std::unique_ptr<RecordLog> log_;
  RetentionPolicy policy_;
};

using Indexes = std::vector<std::uint64_t>;

TEST_F(RetentionTest, WhatIsDueIsDueFromTheDayAfterTheLongestDuty) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}};
  RetentionReport report = Plan("2034-02-28", ends);
  EXPECT_TRUE(report.due.empty());
  EXPECT_EQ((report.kept[{"screening", Day("2034-02-28")}]), 1u);
  EXPECT_EQ((report.kept[{"screening", Day("2036-03-05")}]), 1u);
  EXPECT_EQ((report.kept[{"screening", std::nullopt}]), 1u) << "c-2's relationship goes on";
  report = Plan("2034-03-01", ends);
  EXPECT_EQ(report.due["screening"], Indexes{0});
  report = Plan("2034-03-01", {});
  EXPECT_TRUE(report.due.empty()) << "nothing is known to have ended";
}

TEST_F(RetentionTest, AHoldKeepsWhatIsDueAndAllIsOnRecord) {
  const RelationshipEnds ends = {{"c-1", Day("2025-01-01")}, {"c-2", Day("2025-01-01")}};
  OpenOn("2034-03-01");
  Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  hold.scope.indexes = {1};
  ASSERT_THAT(PlaceHold(*log_, hold, kFrom), IsOk());
  RetentionReport report = Plan("2034-03-01", ends);
  EXPECT_EQ(report.due["screening"], Indexes{0});
  EXPECT_EQ(report.held["case-17"], 1u);
  EXPECT_EQ(report.no_class["legal hold"], 1u);
  const std::string text = RetentionText(report, Day("2034-03-01"));
  for (const char* line : {"on 2034-03-01", "screening: 1 to be erased", "legal hold case-17",
                           "1 kept until 2036-03-05", "0 erased before"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << " in\n" << text;
  }
  EXPECT_THAT(ApplyRetention(*log_, policy_, report, "records office"),
              IsOkAndHolds(std::uint64_t{1}));
  const auto shown = ShowRecordJson({.directory = dir_.path()}, 0);
  ASSERT_THAT(shown, IsOk());
  EXPECT_NE(shown->find("AMLR Art. 77"), std::string::npos) << *shown;
  EXPECT_NE(shown->find("records office"), std::string::npos);

  report = Plan("2034-03-01", ends);
  EXPECT_TRUE(report.due.empty());
  EXPECT_EQ(report.erased, 1u);
  ASSERT_THAT(ReleaseHold(*log_, "case-17", "closed", "counsel", kFrom), IsOk());
  EXPECT_EQ(Plan("2034-03-01", ends).due["screening"], Indexes{1});
}

TEST_F(RetentionTest, WithoutADutyToEraseRecordsMayStay) {
  policy_.classes.front().duties.pop_back();
  RetentionReport report = Plan("2040-01-01", {});
  EXPECT_EQ(report.may_stay["screening"], 3u);
  EXPECT_TRUE(report.due.empty());
  policy_.classes.front().legal_entities = {"bank-ee"};
  report = Plan("2040-01-01", {});
  EXPECT_EQ(report.no_class["screen"], 3u);
}

}  // namespace
}  // namespace lynceus::review
