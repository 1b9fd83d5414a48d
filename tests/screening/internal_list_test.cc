// The bank's own block entries: found by names and identifiers as listed parties are.
#include "lib/screening/internal_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/changed_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;

constexpr char kEntries[] =
    "block_entries:\n"
    "  - key: be-1\n"
    "    schema: Company\n"
    "    names: [Zorblatt Quonset Holdings, Зорблатт Квонсет]\n"
    "    countries: [kz]\n"
    "    identifiers: [\"registrationNumber:ZX-99812\"]\n"
    "    decision: BLOCK\n"
    "    author: A. Officer\n"
    "    approver: B. Officer\n"
    "    reason: left a loan unpaid\n"
    "    from: 2026-01-01\n"
    "    until: 2027-01-01\n"
    "  - key: be-2\n"
    "    schema: Person\n"
    "    names: [Thaddeus Wimplebrook]\n"
    "    birth_dates: [\"1961-05-04\"]\n"
    "    decision: REVIEW\n"
    "    author: A. Officer\n"
    "    approver: B. Officer\n"
    "    reason: a complaint\n"
    "    from: 2026-01-01\n";

const Date kDay = *Date::FromCivil(2026, 11, 1);

class InternalListTest : public ::testing::Test {
 protected:
  void SetUp() override {
    rules_.Write("policy/block_entries.yaml", kEntries);
    auto opened = rules_.Open();
    ASSERT_THAT(opened, IsOk());
    engine_ = *opened;
  }
  DecisionCore Screened(const Counterparty& counterparty, Date as_of = kDay,
                        const char* preset = "") const {
    auto core = Evaluate(counterparty, as_of, *engine_, preset);
    EXPECT_THAT(core, IsOk());
    return *std::move(core);
  }

  ChangedRules rules_;
  std::shared_ptr<const Engine> engine_;
};

TEST_F(InternalListTest, AnEntryIsAHitOfTheListInternal) {
  const DecisionCore core = Screened({.names = {"Zorblatt Quonset Holdings"}});
  EXPECT_EQ(core.decision, Decision::kBlock);
  EXPECT_EQ(core.priority, Priority::kUrgent);
  EXPECT_EQ(core.priority_reason, "internal_block of internal:be-1");
  ASSERT_EQ(core.hits.size(), 1u);
  const Match& hit = core.hits.front();
  EXPECT_EQ(hit.entity_id, "internal:be-1");
  ASSERT_EQ(hit.designations.size(), 1u);
  EXPECT_EQ(hit.designations[0].authority, "INTERNAL");
  EXPECT_EQ(hit.designations[0].list, "INTERNAL");
  EXPECT_THAT(hit.flags[0].text,
              HasSubstr("entry be-1 by A. Officer, approved by B. Officer: left a loan unpaid"));
  EXPECT_THAT(core.lists, Contains(Field(&ListRef::authority, "INTERNAL")));
}

TEST_F(InternalListTest, ItIsFoundAsListedPartiesAre) {
  const struct {
    Counterparty asked;
    Decision decision;
    const char* why;
  } kCases[] = {
      {{.names = {"Zorblat Quonset Holding"}}, Decision::kBlock, "by a name that is close"},
      {{.names = {"Quonset Zorblatt"}}, Decision::kBlock, "in another order"},
      {{.names = {"ЗОРБЛАТТ КВОНСЕТ"}}, Decision::kBlock, "in the other script"},
      {{.names = {"Whatever Name Ltd"}, .identifiers = {{"registrationNumber", "zx99812", ""}}},
       Decision::kReview,
       "by an identifier that is not strong"},
      {{.names = {"Thaddeus Wimplebrook"}}, Decision::kReview, "whose entry says REVIEW"},
      {{.names = {"Quiet Example Works"}}, Decision::kClear, "nobody's"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Screened(test.asked).decision, test.decision) << test.why;
  }
  EXPECT_EQ(Screened({.names = {"Zorblatt Quonset Holdings"}}, kDay, "ofac").decision,
            Decision::kReview)
      << "by the preset that is asked for";
}

TEST_F(InternalListTest, FactsAreWeighed) {
  const auto score = [&](const char* born) {
    return Screened(
               {.names = {"Thadeus Wimplebrok"}, .birth_dates = {*PartialDate::ParseIso(born)}})
        .hits.at(0);
  };
  EXPECT_EQ(score("1961-05-04").corroboration, Corroboration::kDate);
  EXPECT_GT(score("1961-05-04").score, score("1961-11-05").score);
}

TEST_F(InternalListTest, OutsideItsDaysItIsNoMatch) {
  const Counterparty asked{.names = {"Zorblatt Quonset Holdings"}};
  for (const Date day : {*Date::FromCivil(2025, 12, 31), *Date::FromCivil(2027, 1, 1)}) {
    const DecisionCore core = Screened(asked, day);
    EXPECT_THAT(core.hits, ::testing::IsEmpty());
    EXPECT_EQ(core.matches_total, 0u);
  }
  EXPECT_EQ(Screened(asked, *Date::FromCivil(2026, 12, 31)).decision, Decision::kBlock);
}

TEST_F(InternalListTest, ADeclaredOwnerIsFoundToo) {
  const DecisionCore core = Screened(
      {.names = {"Quiet Example Works"}, .owners = {{.name = "Zorblatt Quonset Holdings"}}});
  EXPECT_EQ(core.decision, Decision::kReview);
  EXPECT_THAT(core.hits, Contains(Field(&Match::entity_id, "internal:be-1")));
}

TEST_F(InternalListTest, MatchesOfBothListsStandInOneOrder) {
  const DecisionCore core = Screened({.names = {"Sovcombank", "Zorblatt Quonset Holding"}});
  ASSERT_GE(core.hits.size(), 2u);
  for (std::size_t i = 1; i < core.hits.size(); ++i) {
    EXPECT_GE(core.hits[i - 1].score, core.hits[i].score);
  }
  EXPECT_THAT(core.hits, Contains(Field(&Match::entity_id, "internal:be-1")));
  EXPECT_EQ(core.matches_total, core.hits.size() + core.suppressed.size());
}

TEST_F(InternalListTest, AnEntryThatNothingCouldFindIsRefused) {
  const std::string head =
      "block_entries:\n  - {key: be-9, decision: BLOCK, author: A, approver: B, reason: r, "
      "from: 2026-01-01, ";
  const struct {
    const char* members;
    const char* why;
  } kCases[] = {{"names: [\"---\"]}\n", "be-9"},
                {"names: []}\n", "nothing would find the party"},
                {"identifiers: [\"registrationNumber:-\"]}\n", "be-9"},
                {"identifiers: [\"registerNumber:5\"]}\n", "no type of identifier"}};
  for (const auto& test : kCases) {
    rules_.Write("policy/block_entries.yaml", head + test.members);
    const auto engine = rules_.Open();
    EXPECT_THAT(engine, StatusIs(absl::StatusCode::kInvalidArgument)) << test.members;
    EXPECT_THAT(std::string(engine.status().message()), HasSubstr(test.why));
  }
}

TEST_F(InternalListTest, ThousandsOfEntries) {
  std::string text = "block_entries:\n";
  for (int i = 0; i < 5'000; ++i) {
    absl::StrAppend(&text, "  - {key: be-", i, ", names: [Zorblatt Quonset ", i,
                    "], decision: REVIEW, author: A, approver: B, reason: r, from: 2026-01-01}\n");
  }
  rules_.Write("policy/block_entries.yaml", text);
  const auto engine = rules_.Open();
  ASSERT_THAT(engine, IsOk());
  const auto core = Evaluate({.names = {"Zorblatt Quonset 4321"}}, kDay, **engine);
  ASSERT_THAT(core, IsOk());
  EXPECT_THAT(core->hits, Contains(Field(&Match::entity_id, "internal:be-4321")));
}

}  // namespace
}  // namespace lynceus::screening
