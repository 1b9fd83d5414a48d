// Groups and free text through Evaluate, over the demonstration's snapshot.
#include "lib/screening/group_flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "lib/review/answer_json.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

DecisionCore Ask(const Counterparty& counterparty, const std::string& preset = "") {
  const Date as_of = *Date::FromCivil(2026, 11, 1);
  auto core = Evaluate(counterparty, as_of, DemoEngine(), preset);
  EXPECT_THAT(core, IsOk());
  return *std::move(core);
}

// "affiliate sovcombank name_family possible names, value 1".
std::vector<std::string> Lines(const std::vector<Flag>& flags) {
  std::vector<std::string> lines;
  for (const Flag& flag : flags) {
    if (flag.rule.empty()) continue;
    std::string line = flag.type;
    for (const std::string* part : {&flag.rule, &flag.found, &flag.sure, &flag.field}) {
      if (!part->empty()) line += " " + *part;
    }
    lines.push_back(line);
  }
  return lines;
}

const Match* HitOf(const DecisionCore& core, const std::string& id) {
  const auto found = std::ranges::find(core.hits, id, &Match::entity_id);
  return found == core.hits.end() ? nullptr : &*found;
}

TEST(GroupFlagsTest, ANameThatMatchesNothingIsFoundByItsFamily) {
  const DecisionCore core = Ask({.names = {"Gazprombank Schweiz AG"}, .countries = {"ch"}});
  EXPECT_THAT(core.hits, IsEmpty());
  EXPECT_THAT(Lines(core.flags),
              ElementsAre("affiliate gazprombank name_family probable names, value 1"));
  EXPECT_THAT(core.flags.front().text, HasSubstr("a group of its own"));
  EXPECT_EQ(core.decision, Decision::kReview);
  EXPECT_THAT(core.reasons, Contains("affiliate"));
}

TEST(GroupFlagsTest, EachNameIsLookedAtAndTheSurestIsSaid) {
  const DecisionCore core =
      Ask({.names = {"Zebulon Works", "Novatek", "Новатэк Пурнефтегаз"}, .countries = {"ru"}});
  EXPECT_THAT(Lines(core.flags), ElementsAre("affiliate novatek name_family probable names, "
                                             "value 2"));
  EXPECT_THAT(Lines(Ask({.names = {"VTB", "Zebulon"}, .countries = {"fr"}}).flags),
              ElementsAre("affiliate vtb name_family probable names, value 1"));
}

TEST(GroupFlagsTest, TheListedPartyItselfIsNoAffiliate) {
  const DecisionCore core = Ask({.names = {"SOVCOMBANK OPEN JOINT STOCK COMPANY"}});
  EXPECT_EQ(core.decision, Decision::kBlock);
  EXPECT_THAT(core.flags, IsEmpty());
}

TEST(GroupFlagsTest, AnUnlistedCompanyOfTheNameIs) {
  const DecisionCore core = Ask({.names = {"Sovcombank Leasing LLC"}, .countries = {"ru"}});
  EXPECT_THAT(Lines(core.flags),
              ElementsAre("affiliate sovcombank name_family probable names, value 1"));
  EXPECT_THAT(core.reasons, Contains("affiliate"));
}

TEST(GroupFlagsTest, SovcomflotIsNotOfSovcombank) {
  for (const char* name : {"Sovcomflot", "ПАО Совкомфлот", "ソフコムフロート"}) {
    const DecisionCore core = Ask({.names = {name}, .countries = {"ru"}});
    EXPECT_THAT(core.hits, IsEmpty()) << name;
    EXPECT_THAT(Lines(core.flags), Contains(HasSubstr("affiliate sovcomflot"))) << name;
    EXPECT_THAT(Lines(core.flags), Not(Contains(HasSubstr("sovcombank")))) << name;
  }
}

TEST(GroupFlagsTest, PersonsAreOfNoNameFamily) {
  const DecisionCore core =
      Ask({.names = {"Rosneft Gazprom"}, .schema = Schema::kPerson, .countries = {"ru"}});
  EXPECT_THAT(core.flags, IsEmpty());
}

TEST(GroupFlagsTest, AMatchIsOfItsGroupByOwnership) {
  const DecisionCore core = Ask({.names = {"Russia-Japan Investment Fund"}});
  ASSERT_FALSE(core.hits.empty());
  EXPECT_THAT(Lines(core.hits.front().flags), Contains("affiliate rdif ownership certain"));
  const auto flag = std::ranges::find(core.hits.front().flags, std::string("rdif"), &Flag::rule);
  EXPECT_THAT(flag->text, HasSubstr("49 %"));
  ASSERT_FALSE(flag->evidence.empty());
  for (const EvidenceItem& item : flag->evidence) {
    EXPECT_NE(item.kind, EvidenceKind::kDesignation) << "a root is no listing";
  }
}

TEST(GroupFlagsTest, ARootKnownByItsNameAloneIsNeverCertain) {
  // The demonstration's Rosneft has an invented number.
  const DecisionCore core = Ask({.names = {"Sakhalin-1 LLC"}});
  ASSERT_FALSE(core.hits.empty());
  EXPECT_THAT(Lines(core.hits.front().flags), Contains("affiliate rosneft ownership possible"));
}

TEST(GroupFlagsTest, DeclaredOwnersAreLookedAtToo) {
  const DecisionCore core =
      Ask({.names = {"Zebulon Works"}, .owners = {{.name = "Zebulon"}, {.name = "VTB Leasing"}}});
  EXPECT_THAT(Lines(core.flags), ElementsAre("affiliate vtb name_family possible owners, value 2"));
}

TEST(GroupFlagsTest, AnotherScorerFindsTheSameFamilies) {
  const DecisionCore core =
      Ask({.names = {"Rosneft Deutschland GmbH"}, .countries = {"de"}}, "ofac");
  EXPECT_THAT(Lines(core.flags),
              ElementsAre("affiliate rosneft name_family probable names, value 1"));
}

// --- free text -----------------------------------------------------------------------------------

TEST(TextFindingsTest, APlaceIsReviewedWithItsField) {
  const DecisionCore core = Ask({.names = {"Zebulon Works"},
                                 .addresses = {"1 Main Street, Lyon", "ул. Ленина 1, Ялта"},
                                 .texts = {"for Mariupol, Mariupol and Donetsk"}});
  EXPECT_THAT(Lines(core.flags), ElementsAre("sanctioned_place crimea text addresses, value 2",
                                             "sanctioned_place donetsk text texts, value 1"));
  EXPECT_EQ(core.decision, Decision::kReview);
  EXPECT_THAT(core.reasons, ElementsAre("sanctioned_place"));
}

TEST(TextFindingsTest, NothingOfTheTextIsRepeated) {
  const DecisionCore core =
      Ask({.names = {"Zebulon Works"},
           .texts = {"secretword Yalta 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}});
  EXPECT_EQ(core.flags.size(), 2U);
  const std::string json = review::DecisionCoreJson(core);
  EXPECT_THAT(json, Not(HasSubstr("secretword")));
  EXPECT_THAT(json, Not(HasSubstr("5aAeb6")));
}

TEST(TextFindingsTest, AnUnlistedNumberIsShownAndDoesNothing) {
  const DecisionCore core =
      Ask({.names = {"Zebulon Works"}, .texts = {"IMO 9074729, BIC DEUTDEFF"}});
  EXPECT_THAT(Lines(core.flags), ElementsAre("bic bic text texts, value 1",
                                             "vessel_number imo_number text texts, value 1"));
  EXPECT_EQ(core.decision, Decision::kClear);
}

TEST(TextFindingsTest, AListedNumberIsAMatch) {
  for (const char* text : {"BIC SOMRRUM1KST", "via SOMRRUM1KST ref 12", "swift: somrrum1kst"}) {
    const DecisionCore core = Ask({.names = {"Zebulon Works"}, .texts = {text}});
    const Match* const hit = HitOf(core, "ofac-sdn:34737");
    ASSERT_NE(hit, nullptr) << text;
    EXPECT_THAT(Lines(hit->flags), Contains(HasSubstr("identifier texts, value 1"))) << text;
    EXPECT_EQ(core.decision, Decision::kBlock) << text;
    EXPECT_EQ(core.matches_total, core.hits.size()) << text;
  }
}

TEST(TextFindingsTest, AMatchByNameAndNumberIsOne) {
  const DecisionCore core =
      Ask({.names = {"Sovkom Bank"}, .texts = {"BIC SOMRRUM1KST", "again SOMRRUM1KST"}});
  EXPECT_EQ(std::ranges::count(core.hits, std::string("ofac-sdn:34737"), &Match::entity_id), 1);
  const Match* const hit = HitOf(core, "ofac-sdn:34737");
  ASSERT_NE(hit, nullptr);
  EXPECT_EQ(hit->asked_name, "Sovkom Bank");
  EXPECT_TRUE(std::ranges::is_sorted(core.hits, std::greater<>(), &Match::score));
  EXPECT_EQ(core.matches_total, core.hits.size());
}

TEST(TextFindingsTest, LimitsAreErrors) {
  const Date as_of = *Date::FromCivil(2026, 11, 1);
  Counterparty counterparty{.names = {"Zebulon"}};
  counterparty.texts.assign(65, "a");
  EXPECT_EQ(Evaluate(counterparty, as_of, DemoEngine()).status().code(),
            absl::StatusCode::kResourceExhausted);
  counterparty.texts = {std::string(4'097, 'a')};
  EXPECT_EQ(Evaluate(counterparty, as_of, DemoEngine()).status().code(),
            absl::StatusCode::kResourceExhausted);
  counterparty.texts = {"\xFF"};
  EXPECT_EQ(Evaluate(counterparty, as_of, DemoEngine()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(TextFindingsTest, EqualQuestionsGiveEqualBytes) {
  const Counterparty counterparty{.names = {"Gazprom Export", "Sovcombank Life"},
                                  .countries = {"ru"},
                                  .addresses = {"Kerch, Donetsk, Luhansk"},
                                  .texts = {"SOMRRUM1KST to Yalta", "IMO 9074729"}};
  const std::string once = review::DecisionCoreJson(Ask(counterparty));
  EXPECT_EQ(review::DecisionCoreJson(Ask(counterparty)), once);
}

}  // namespace
}  // namespace lynceus::screening
