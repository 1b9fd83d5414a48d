// The policy of a business line and jurisdiction, from the file to the answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lib/review/answer_json.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/changed_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

const Date kDay = *Date::FromCivil(2026, 11, 1);

class ScopesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto example = ReadFile(JoinPath(rules_.path(), "policy/examples/japanese_bank.yaml"));
    ASSERT_THAT(example, IsOk());
    rules_.Write("policy/default.yaml", *example);
    auto opened = rules_.Open();
    ASSERT_THAT(opened, IsOk());
    engine_ = *opened;
  }
  DecisionCore Screened(const char* name, const Booking& booking, Schema schema = Schema::kUnknown,
                        const char* preset = "") const {
    auto core =
        Evaluate({.names = {name}, .schema = schema, .booking = booking}, kDay, *engine_, preset);
    EXPECT_THAT(core, IsOk());
    return *std::move(core);
  }

  ChangedRules rules_;
  std::shared_ptr<const Engine> engine_;
};

TEST_F(ScopesTest, TheAnswerNamesTheScopeAndItsPreset) {
  const struct {
    Booking booking;
    const char* scope;
    const char* preset;
  } kCases[] = {{{}, "default", "default"},
                {{"trade_finance", "jp"}, "trade", "broad"},
                {{"trade_finance", ""}, "trade", "broad"},
                {{"TRADE_FINANCE", "GB"}, "trade-london", "broad"},
                {{"retail_payments", "gb"}, "retail", "default"},
                {{"correspondent_banking", "gb"}, "london", "default"},
                {{"correspondent_banking", "jp"}, "default", "default"},
                {{"", "gb"}, "london", "default"}};
  for (const auto& test : kCases) {
    const DecisionCore core = Screened("Sovcombank", test.booking);
    EXPECT_EQ(core.scope, test.scope);
    EXPECT_EQ(core.preset, test.preset) << test.scope;
    EXPECT_THAT(review::DecisionCoreJson(core), HasSubstr(core.scope));
  }
  EXPECT_EQ(Screened("Sovcombank", {"trade_finance", "jp"}, Schema::kUnknown, "strict").preset,
            "strict")
      << "a question may name another";
}

TEST_F(ScopesTest, AnUnknownWordIsRefusedWithTheKnownOnes) {
  const auto line = Evaluate({.names = {"x y"}, .booking = {"trade", ""}}, kDay, *engine_);
  EXPECT_THAT(line, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(line.status().message()),
              HasSubstr("business_line: the policy has no business_line trade. Do: use onboarding, "
                        "retail_payments, trade_finance, correspondent_banking, or leave it out"));
  const auto place = Evaluate({.names = {"x y"}, .booking = {"", "fr"}}, kDay, *engine_);
  EXPECT_THAT(std::string(place.status().message()), HasSubstr("use jp, gb, or leave it out"));
  const auto none = Evaluate({.names = {"x y"}, .booking = {"trade", ""}}, kDay, DemoEngine());
  EXPECT_THAT(std::string(none.status().message()), HasSubstr("the policy names none"));
}

TEST_F(ScopesTest, RequiredListsAreTheScopes) {
  const auto requires_uk = [&](const Booking& booking) {
    const auto by = ChooseAskedBy(*engine_, booking, "");
    EXPECT_THAT(by, IsOk());
    return std::ranges::any_of(by->policy.required_lists, [](const RequiredList& list) {
      return list.authority == "UK" && list.list == "UKSL";
    });
  };
  EXPECT_TRUE(requires_uk({"", "gb"}));
  EXPECT_FALSE(requires_uk({"", "jp"}));
  const DecisionCore core = Screened("Quiet Example Works", {"", "gb"});
  EXPECT_EQ(core.decision, Decision::kReview);
  EXPECT_EQ(core.priority_reason, "coverage") << "Japan's list is not in the demonstration";
  EXPECT_TRUE(std::ranges::any_of(core.lists, [](const ListRef& list) {
    return list.authority == "JP" && list.state == ListState::kMissing;
  }));
}

// Of a person's name beside which nothing agrees; what is taken out stays with the rule's name.
TEST_F(ScopesTest, ThresholdsByKindAndCorroborationSuppress) {
  const char* const kAlike = "Alexei Mordasov";  // "Mordashov" is listed
  const DecisionCore usual = Screened(kAlike, {}, Schema::kPerson);
  const DecisionCore retail = Screened(kAlike, {"retail_payments", ""}, Schema::kPerson);
  ASSERT_EQ(usual.hits.size(), retail.hits.size() + retail.suppressed.size());
  EXPECT_EQ(usual.matches_total, retail.matches_total);
  for (const Match& match : retail.hits) {
    const bool name_only = match.corroboration == Corroboration::kNameOnly;
    EXPECT_TRUE(match.schema != Schema::kPerson || !name_only || match.score >= 8'000);
  }
  for (const Match& match : retail.suppressed) {
    EXPECT_LT(match.score, 8'000);
    EXPECT_EQ(match.suppressed_by, "policy japanese_bank, scope retail: thresholds, rule 1");
  }
}

TEST_F(ScopesTest, AThresholdBelowTheSnapshotsFloorIsRefused) {
  rules_.Write("policy/default.yaml",
               "key: low\nrequired_lists: [{authority: UN-SC, list: UNSC}]\n"
               "thresholds:\n  - {schemas: [Vessel], match_score_min: 0.55}\n");
  EXPECT_THAT(std::string(rules_.Open().status().message()),
              HasSubstr("thresholds, rule 1: match_score_min: it is below 0.6000"));
}

TEST_F(ScopesTest, ALowerThresholdOfAKindFindsMoreOfThatKindAlone) {
  rules_.Write("policy/default.yaml",
               "key: low\nrequired_lists: [{authority: UN-SC, list: UNSC}]\n"
               "thresholds:\n  - {schemas: [Organization, Company], match_score_min: 0.62}\n");
  const auto low = rules_.Open();
  ASSERT_THAT(low, IsOk());
  const char* const kAsked = "Sovokmbonk";  // three errors
  const auto before = Evaluate({.names = {kAsked}}, kDay, DemoEngine());
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(before->matches_total, 0u);
  const auto after = Evaluate({.names = {kAsked}}, kDay, **low);
  ASSERT_THAT(after, IsOk());
  EXPECT_GT(after->hits.size(), 0u);
  for (const Match& match : after->hits) {
    EXPECT_TRUE(match.schema == Schema::kOrganization || match.schema == Schema::kCompany);
    EXPECT_LT(match.score, 7'000);
  }
}

}  // namespace
}  // namespace lynceus::screening
