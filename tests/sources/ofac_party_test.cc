// What OFAC's rich forms have in common: names, dates, listings and relations.
#include "lib/sources/ofac_party.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/sources/ofac_dates.h"

namespace lynceus::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

std::string NameOf(const OfacName& name, const std::string& type = "individual") {
  OfacRecord record{.type = type};
  AddOfacName(name, record);
  return record.entity.names.empty() ? ""
                                     : record.entity.names[0].text + "|" +
                                           std::string(NameKindName(record.entity.names[0].kind));
}

TEST(OfacPartyTest, NamesAreComposedAsOfacDisplaysThem) {
  struct Case {
    const char* why;
    OfacName name;
    const char* wanted;
  };
  const Case cases[] = {
      {"last, first and middle",
       {.is_primary = true,
        .parts = {{"Last Name", "TESTOV"}, {"First Name", "Ivan"}, {"Middle Name", "Lee"}}},
       "TESTOV, Ivan Lee|primary"},
      {"a patronymic behind the first name is of it",
       {.is_primary = true,
        .parts = {{"Last Name", "TESTOV"}, {"First Name", "Ivan"}, {"Patronymic", "Petrovich"}}},
       "TESTOV, Ivan Petrovich|primary"},
      {"a matronymic behind the last name is of that",
       {.is_primary = true,
        .parts = {{"Last Name", "PRUEBA"}, {"Matronymic", "Ejemplo"}, {"First Name", "Juan"}}},
       "PRUEBA Ejemplo, Juan|primary"},
      {"Chinese has no comma",
       {.script = "Hans", .parts = {{"Last Name", "习"}, {"First Name", "近"}}},
       "习近|alias"},
      {"nor the comma that the publisher puts",
       {.script = "Hans",
        .parts = {{"Last Name", "习"}, {"First Name", "近"}},
        .display = "习, 近"},
       "习近|alias"},
      {"the publisher's own display, where there is one",
       {.parts = {{"Entity Name", "Bank of Tests"}}, .display = "BANK OF TESTS"},
       "BANK OF TESTS|alias"},
      {"weak",
       {.alias_type = "A.K.A.", .is_weak = true, .parts = {{"First Name", "Vanya"}}},
       "Vanya|weak"},
      {"a former name is former, weak or not",
       {.alias_type = "F.K.A.", .is_weak = true, .parts = {{"First Name", "Vanya"}}},
       "Vanya|former"},
      {"a part of an unknown type is kept",
       {.parts = {{"Last Name", "TESTOV"}, {"Regnal Number", "II"}}},
       "TESTOV, II|alias"},
  };
  for (const Case& each : cases) EXPECT_EQ(NameOf(each.name), each.wanted) << each.why;
}

TEST(OfacPartyTest, PartsOfPersonsNamesAreProperties) {
  OfacRecord record{.type = "individual"};
  AddOfacName({.parts = {{"Last Name", "TESTOV"},
                         {"First Name", "Ivan"},
                         {"Patronymic", "Petrovich"},
                         {"Nickname", "Vanya"}}},
              record);
  EXPECT_THAT(record.entity.properties,
              ElementsAre(Property{"lastName", "TESTOV"}, Property{"firstName", "Ivan"},
                          Property{"fatherName", "Petrovich"}));
}

// Law: what is printed is read back, whatever two days it is of.
TEST(OfacPartyTest, PrintedDatesAreReadBack) {
  SeededRandom random(20'250'110);
  for (int round = 0; round < 20'000; ++round) {
    const auto day = static_cast<std::int32_t>(random.Below(60'000)) - 30'000;
    Date first = Date::FromDays(day);
    Date last = Date::FromDays(day + static_cast<std::int32_t>(random.Below(900)));
    const std::uint64_t shape = random.Below(4);
    if (shape == 0) last = first;
    if (shape == 1) {
      first = PartialDate::OfYear(first.year())->first;
      last = PartialDate::OfYear(last.year())->last;
    }
    if (shape == 2) {
      first = PartialDate::OfMonth(first.year(), first.month())->first;
      last = PartialDate::OfMonth(first.year(), first.month())->last;
    }
    const bool circa = random.Below(3) == 0;
    const std::string text = OfacDateText(first, last, circa);
    const auto read = ParseListDate(text);
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_EQ(read->first, first) << text;
    EXPECT_EQ(read->last, last) << text;
    EXPECT_EQ(read->circa, circa) << text;
  }
  EXPECT_EQ(OfacDateText(*Date::FromCivil(1965, 4, 5), *Date::FromCivil(1965, 4, 5), false),
            "05 Apr 1965");
  EXPECT_EQ(OfacDateText(*Date::FromCivil(1953, 1, 1), *Date::FromCivil(1958, 12, 31), true),
            "circa 1953 to 1958");
}

std::vector<std::string> Texts(const std::vector<OfacListing>& listings) {
  std::vector<std::string> texts;
  for (const Designation& each : OfacDesignations(listings)) {
    std::string text = each.list + " " + each.programme;
    for (const std::string& measure : each.measures) text += " [" + measure + "]";
    if (!each.legal_basis.empty()) text += " {" + each.legal_basis + "}";
    texts.push_back(text);
  }
  return texts;
}

// The same programmes, measures and bases under each of the lists, as OFAC's files have them.
std::vector<OfacListing> OnLists(const std::vector<std::string>& lists,
                                 const std::vector<std::string>& programmes,
                                 const std::vector<std::string>& measures,
                                 const std::vector<std::string>& bases = {}) {
  std::vector<OfacListing> listings;
  for (const std::string& list : lists) {
    listings.push_back({.list = list,
                        .date = std::nullopt,
                        .programmes = programmes,
                        .measures = measures,
                        .bases = bases});
  }
  return listings;
}

TEST(OfacPartyTest, EachListHasItsOwnProgrammesAndMeasures) {
  EXPECT_THAT(Texts(OnLists({"SDN", "SSI", "CONS"}, {"UKRAINE-EO13662", "VENEZUELA-EO13850"},
                            {"Block", "13662 Sectoral Directive 2"},
                            {"Executive Order 13850 (V)", "Executive Order 13662 (U)"})),
              ElementsAre("SDN UKRAINE-EO13662 [Block] {Executive Order 13662 (U)}",
                          "SDN VENEZUELA-EO13850 [Block] {Executive Order 13850 (V)}",
                          "SSI UKRAINE-EO13662 [13662 Sectoral Directive 2] {Executive Order "
                          "13662 (U)}",
                          "CONS UKRAINE-EO13662 [13662 Sectoral Directive 2] {Executive Order "
                          "13662 (U)}"))
      << "a block is no measure of SSI, and Venezuela no programme of it";
  EXPECT_THAT(Texts(OnLists({"SDN", "FSE", "CONS"}, {"FSE-SY", "SYRIA"}, {"Block"},
                            {"Executive Order 13582 (Syria)", "Executive Order 13608 (Iran)"})),
              ElementsAre("SDN SYRIA [Block] {Executive Order 13582 (Syria)}",
                          "FSE FSE-SY {Executive Order 13608 (Iran)}",
                          "CONS FSE-SY {Executive Order 13608 (Iran)}"));
  EXPECT_THAT(Texts(OnLists({"NS-MBS", "CONS"}, {"CAATSA - RUSSIA"}, {"Measure of Tomorrow"})),
              ElementsAre("NS-MBS CAATSA - RUSSIA", "CONS CAATSA - RUSSIA [Measure of Tomorrow]"))
      << "a measure that belongs to no list of the party stands with the umbrella";
  EXPECT_THAT(Texts(OnLists({"NS-MBS"}, {"X"}, {"Measure of Tomorrow"})),
              ElementsAre("NS-MBS X [Measure of Tomorrow]"));
  EXPECT_THAT(Texts(OnLists({"SDN", "NS-PLC"}, {"NS-PLC"}, {"Reject"})),
              ElementsAre("SDN NS-PLC", "NS-PLC NS-PLC [Reject]"))
      << "a listing without a programme of its own keeps what it said";
  EXPECT_THAT(Texts(OnLists({"SDN"}, {}, {})), ElementsAre("SDN "));
}

// Law: whatever lists, programmes and measures are combined, none is lost.
TEST(OfacPartyTest, NothingOfAListingIsLost) {
  const std::vector<std::string> lists = {"SDN",    "CONS", "SSI", "CAPTA", "NS-MBS", "NS-CMIC",
                                          "NS-PLC", "FSE",  "561", "13599", "NS-ISA"};
  const std::vector<std::string> programmes = {"SDGT",   "UKRAINE-EO13662", "CMIC-EO13959",
                                               "NS-PLC", "FSE-IR",          "561-Related",
                                               "SYRIA",  "RUSSIA-EO14024"};
  const std::vector<std::string> measures = {"Block",
                                             "Reject",
                                             "13662 Sectoral Directive 1",
                                             "561 Full Restrictions",
                                             "Of Tomorrow.",
                                             "CMIC Executive Order"};
  SeededRandom random(7);
  const auto some = [&random](const std::vector<std::string>& all) {
    std::vector<std::string> chosen;
    for (const std::string& each : all) {
      if (random.Below(3) == 0) chosen.push_back(each);
    }
    return chosen;
  };
  for (int round = 0; round < 20'000; ++round) {
    std::vector<OfacListing> listings = OnLists(some(lists), some(programmes), some(measures));
    if (listings.empty()) continue;
    std::set<std::string> left_lists;
    std::set<std::string> left_programmes(listings[0].programmes.begin(),
                                          listings[0].programmes.end());
    std::set<std::string> left_measures(listings[0].measures.begin(), listings[0].measures.end());
    for (const OfacListing& listing : listings) left_lists.insert(listing.list);
    for (const Designation& designation : OfacDesignations(listings)) {
      left_lists.erase(designation.list);
      left_programmes.erase(designation.programme);
      for (const std::string& measure : designation.measures) left_measures.erase(measure);
    }
    EXPECT_TRUE(left_lists.empty()) << "round " << round << ": " << *left_lists.begin();
    EXPECT_TRUE(left_programmes.empty()) << "round " << round << ": " << *left_programmes.begin();
    EXPECT_TRUE(left_measures.empty()) << "round " << round << ": " << *left_measures.begin();
  }
}

TEST(OfacPartyTest, RelationsAreInterestsOfTheRightEnd) {
  const auto list_date = Date::FromCivil(2024, 3, 7);
  const auto tie = [&list_date](const std::string& type) {
    return TieOf({.number = "1", .from = "1", .to = "2", .type = type, .quality = "High"},
                 list_date);
  };
  EXPECT_EQ(tie("Owned or Controlled By").interest.kind, InterestKind::kControl);
  EXPECT_TRUE(tie("Owned or Controlled By").interest.share.unknown());
  EXPECT_FALSE(tie("Owned or Controlled By").from_owns);
  EXPECT_TRUE(tie("Owns, controls, or operates").from_owns);
  EXPECT_EQ(tie("Property in the interest of").interest.kind, InterestKind::kOwnershipOther);
  EXPECT_TRUE(tie("Property in the interest of").interest.share.unknown());
  EXPECT_EQ(tie("playing a significant role in").interest.kind, InterestKind::kLinked);
  EXPECT_EQ(tie("Family member of").interest.kind, InterestKind::kFamily);
  EXPECT_EQ(tie("Leader or official of").interest.kind, InterestKind::kDirector);
  EXPECT_TRUE(tie("Principal Executive Officer").from_owns);
  EXPECT_TRUE(tie("Acting for or on behalf of").is_known);
  EXPECT_FALSE(tie("Neighbour of").is_known);
  EXPECT_EQ(tie("Neighbour of").interest.kind, InterestKind::kLinked);
  const OfacTie former = TieOf({.number = "1",
                                .from = "1",
                                .to = "2",
                                .type = "Owned or Controlled By",
                                .quality = "Low",
                                .is_former = true},
                               list_date);
  EXPECT_EQ(former.interest.end, list_date);
  EXPECT_EQ(former.interest.role, "Owned or Controlled By (quality low) (former)");
}

TEST(OfacPartyTest, WordsOfListsAndScripts) {
  EXPECT_EQ(OfacListWord("SDN List"), "SDN");
  EXPECT_EQ(OfacListWord(" consolidated list "), "CONS");
  EXPECT_EQ(OfacListWord("Non-SDN CMIC List"), "NS-CMIC");
  EXPECT_EQ(OfacListWord("List of Tomorrow"), "");
  EXPECT_EQ(OfacScript("220", "whatever"), "Cyrl");
  EXPECT_EQ(OfacScript("20114", "Hangul"), "Hang");
  EXPECT_EQ(OfacScript("", ""), "");
}

}  // namespace
}  // namespace lynceus::sources
