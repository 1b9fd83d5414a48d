// Which names make a probable link, why, and which records are compared at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/resolve/compared_names.h"
#include "lib/resolve/groups.h"
#include "lib/resolve/probable_links.h"
#include "tests/resolve/made_records.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ResolverTest, NamesAreOnlyProbable) {
  ExpectRows({
      {Made("un:1", "alpha bank"), Made("bods:1", "bank alpha"), Found::kProbable,
       "one that states nothing but a name may be the party of that name"},
      {Person("un:1", "anna berg"), Person("psc-holder:1", "anna berg"), Found::kProbable,
       "a listed holder that the registry names by name alone"},
      {Person("bods:1", "anna berg"), Person("psc-holder:1", "anna berg"), Found::kNothing,
       "nobody lists either of them"},
      {Born(Person("bods:1", "anna berg"), "1960"),
       Born(Person("psc-holder:1", "anna berg"), "1960-05"), Found::kProbable,
       "but their births agree"},
      {In(Made("un:1", "alpha bank"), "ru"), In(Made("bods:1", "bank alpha"), "ru"),
       Found::kProbable, "country"},
      {In(Made("un:1", "alpha bank"), "ru"), In(Made("bods:1", "bank alpha"), "jp"),
       Found::kNothing, "another country"},
      {In(Made("un:1", "alpha bank"), "hk"), In(Made("bods:1", "bank alpha"), "cn"),
       Found::kProbable, "Hong Kong is written as either"},
      {In(Person("un:1", "anna berg"), "ru", "nationality"),
       In(Person("psc-holder:1", "anna berg"), "cy", "country"), Found::kProbable,
       "a nationality and a residence do not compare"},
      {In(Person("un:1", "anna berg"), "ru", "nationality"),
       In(Person("psc-holder:1", "anna berg"), "cy", "nationality"), Found::kNothing,
       "two nationalities do"},
      {Born(Person("un:1", "anna berg"), "1960"), Born(Person("uk:1", "berg anna"), "1960-05-01"),
       Found::kProbable, "birth date in the year"},
      {In(Born(Person("un:1", "anna berg"), "1960-05-01"), "ru"),
       In(Born(Person("uk:1", "berg anna"), "1963"), "ru"), Found::kProbable,
       "two lists that err by some years"},
      {In(Born(Person("un:1", "anna berg"), "1960-05-01"), "ru"),
       In(Born(Person("psc-holder:1", "berg anna"), "1963"), "ru"), Found::kNothing,
       "a registry knows its holder's birth"},
      {In(Born(Person("un:1", "anna berg"), "1960-05-01"), "ru"),
       In(Born(Person("psc-holder:1", "berg anna"), "1961-01"), "ru"), Found::kProbable,
       "but may be asked again where it is near"},
      {Born(Person("un:1", "anna berg"), "1960-05-01"), Born(Person("uk:1", "berg anna"), "1963"),
       Found::kNothing, "no country in common"},
      {Born(Person("un:1", "anna berg"), "1969-07-22"),
       Born(Person("uk:1", "berg anna"), "1969-08-22"), Found::kProbable,
       "a month mistyped, and no two countries"},
      {In(Born(Person("un:1", "anna berg"), "1969-07-22"), "kp", "nationality"),
       In(Born(Person("uk:1", "berg anna"), "1969-08-22"), "ru", "nationality"), Found::kNothing,
       "two nationalities"},
      {In(Born(Person("un:1", "anna berg"), "1967-06-20"), "ph"),
       In(Born(Person("uk:1", "berg anna"), "1976-06-20"), "ph"), Found::kProbable,
       "two digits that changed places"},
      {In(Born(Person("un:1", "anna berg"), "1967-01-01"), "ph"),
       In(Born(Person("uk:1", "berg anna"), "1976-01-01"), "ph"), Found::kNothing,
       "the first of January is a year"},
      {Made("un:1", "GLOBAL RELIEF FOUNDATION (GRF)"), Made("uk:1", "GLOBAL RELIEF FOUNDATION"),
       Found::kProbable, "the name's own initials behind it"},
      {Made("un:1", "ALDER FOUNDATION (KENYA)"), Made("uk:1", "ALDER FOUNDATION"), Found::kNothing,
       "a branch"},
      {Born(Person("un:1", "anna berg"), "1960-05-01"),
       Born(Person("uk:1", "anne berg"), "1960-05-01"), Found::kProbable,
       "a letter differs, the full birth date agrees"},
      {Person("un:1", "anna berg"), Person("uk:1", "otto krause"), Found::kNothing, "other names"},
      {Person("un:1", "anna berg"), Made("uk:1", "anna berg"), Found::kNothing,
       "a person is no company"},
  });
}

TEST(ResolverTest, ReasonsCarryTheValues) {
  const struct {
    Entity a;
    Entity b;
    const char* reason;
  } kCases[] = {
      {In(Made("un:1", "alpha"), "ru"), In(Made("uk:1", "alpha"), "ru"),
       "equal name alpha, country ru"},
      {Made("un:1", "alpha"), Made("uk:1", "alpha"),
       "equal name alpha, and no other fact that both state"},
      {Born(Person("un:1", "anna berg"), "1960-05-01"), Born(Person("uk:1", "berg anna"), "1960"),
       "name berg anna = anna berg (score 0.9880), birth date 1960-01-01 to 1960-12-31 and "
       "1960-05-01"},
      {With(Made("un:1", "x"), "swiftBic", "SOMRRUMM"),
       With(Made("uk:1", "y"), "swiftBic", "SOMRRUMM"), "equal swiftBic SOMRRUMM"},
  };
  for (const auto& test : kCases) {
    const Resolution resolution = ResolveAll({test.a, test.b});
    ASSERT_EQ(resolution.links.size(), 1u) << test.reason;
    EXPECT_EQ(resolution.links[0].reason, test.reason);
  }
}

TEST(BetterLinksTest, SiblingsThatBothListsHaveAreNotLinkedCrosswise) {
  const char* const kHere = "hebei group hengfeng";
  const char* const kThere = "hebei group dengfeng";
  const auto in_china = [](const char* id, const char* name) { return In(Made(id, name), "cn"); };
  const std::vector<Entity> lists = {in_china("un:1", kHere), in_china("un:2", kThere),
                                     in_china("uk:1", kHere), in_china("uk:2", kThere)};
  const Resolution all = ResolveAll(lists);
  ASSERT_EQ(all.links.size(), 2u);
  EXPECT_EQ(all.links[0].a + all.links[0].b, "uk:1un:1");
  EXPECT_EQ(all.links[1].a + all.links[1].b, "uk:2un:2");
  EXPECT_EQ(ResolveAll({lists[0], lists[2], lists[3]}).links.size(), 2u)
      << "one of them is not in both lists";
  const Resolution certain = ResolveAll({Naming(lists[0], "uk:1"), lists[1], lists[2]});
  EXPECT_EQ(certain.links.size(), 0u) << "a cluster that holds a record of the other's list";
  const Resolution registry = ResolveAll({in_china("bods:1", kHere), in_china("bods:2", kThere),
                                          in_china("uk:1", kHere), in_china("uk:2", kThere)});
  EXPECT_EQ(registry.links.size(), 4u) << "what a registry describes anew may be either";
}

TEST(ComparedNamesTest, InitialsBehindAName) {
  const struct {
    const char* name;
    const char* without;
  } kCases[] = {
      {"GLOBAL RELIEF FOUNDATION (GRF)", "GLOBAL RELIEF FOUNDATION"},
      {"Khatam al-Anbiya Headquarters (KAAH) ", "Khatam al-Anbiya Headquarters"},
      {"ATOMIC ENERGY ORGANISATION OF IRAN (AEOI)", "ATOMIC ENERGY ORGANISATION OF IRAN"},
      {"AL-ITIHAAD AL-ISLAMIYA / AIAI", "AL-ITIHAAD AL-ISLAMIYA"},
      {"Bank of the East(BE)", "Bank of the East"},
      {"BUTEMBO AIRLINES (BAL)", "BUTEMBO AIRLINES"},
      {"HAQQANI NETWORK (HQN)", "HAQQANI NETWORK"},
      {"DOOSTAN INTERNATIONAL COMPANY (DICO)", "DOOSTAN INTERNATIONAL COMPANY"},
      {"AL-HARAMAIN FOUNDATION (KENYA)", ""},
      {"ALDER FOUNDATION (AFRICA)", ""},
      {"AL-HARAMAIN FOUNDATION (UNION)", ""},
      {"Alder Works (Ltd)", ""},
      {"Alder Works (W)", ""},
      {"Alder Works (ZAW)", ""},
      {"(AW)", ""},
      {"/ AW", ""},
      {"Alder (AW", ""},
      {"Alder Works ()", ""},
      {"", ""},
  };
  for (const auto& test : kCases) EXPECT_EQ(WithoutInitials(test.name), test.without) << test.name;

  Entity record = Made("un:1", "Global Relief Foundation (GRF)");
  record.names.push_back({"GRF", NameKind::kWeak, ""});
  EXPECT_THAT(ComparedNames(record),
              ElementsAre("Global Relief Foundation (GRF)", "Global Relief Foundation"));
  record.schema = Schema::kPerson;
  EXPECT_THAT(ComparedNames(record), ElementsAre("Global Relief Foundation (GRF)"));
}

TEST(NameBlocksTest, AListedRecordMeetsNamesThatDifferInOneWord) {
  const auto links = [](const char* a, const char* b) {
    return ResolveAll({In(Made("un:1", a), "ir"), In(Made("bods:1", b), "ir")}).pairs_compared;
  };
  EXPECT_EQ(links("shahid karrazi industries", "shahid kharraazzi industries"), 1u) << "respelt";
  EXPECT_EQ(links("gharagahe sazandegi ghaem", "ghaem gharargah sazandegi"), 1u);
  EXPECT_EQ(links("alder birch cedar", "alder birch"), 1u) << "a word less";
  EXPECT_EQ(links("ghorbanali najafabadi", "ghorban ali najafabadi"), 1u) << "run together";
  EXPECT_EQ(links("alder birch cedar", "alder quince linden"), 0u) << "two words differ";
  EXPECT_EQ(links("alder birch", "alder quince"), 0u) << "one word is not enough";
  EXPECT_EQ(ResolveAll({Made("bods:1", "alder birch cedar"), Made("ftm:1", "alder birch oak")})
                .pairs_compared,
            0u)
      << "nobody lists either of them";
}

TEST(NameBlocksTest, WhatABoundCutsIsSaid) {
  std::vector<Entity> records = {Made("un:1", "alder birch cedar")};
  const auto word = [](std::size_t number) {
    std::string text = "x";
    for (; number > 0; number /= 20) text += "bcdfghjklmnpqrstvwxz"[number % 20];
    return text;
  };
  for (std::size_t i = 0; i < kNearGroupMax; ++i) {
    records.push_back(Made("bods:" + std::to_string(i), "alder birch " + word(i)));
  }
  const Resolution resolution = ResolveAll(records);
  ASSERT_FALSE(resolution.notes.empty());
  EXPECT_THAT(resolution.notes.back(), HasSubstr("1 sets of words stand in the names of more than "
                                                 "1000 records each"));
  records.pop_back();
  EXPECT_TRUE(ResolveAll(records).notes.empty());
}

TEST(GroupsTest, LargeGroupsAreBoundedAndConnected) {
  for (const std::size_t size : {0u, 1u, 2u, 64u, 65u, 500u}) {
    std::size_t pairs = 0;
    std::vector<bool> reached(size, false);
    const std::uint64_t passed = ForPairs(size, [&](std::size_t i, std::size_t j) {
      ASSERT_LT(j, i);
      ++pairs;
      reached[i] = true;
    });
    EXPECT_EQ(pairs + passed, size < 2 ? 0 : size * (size - 1) / 2);
    EXPECT_LE(pairs, size <= kGroupPairsMax ? 2'016u : size * 2 * kPairsEach);
    for (std::size_t i = 1; i < size; ++i) EXPECT_TRUE(reached[i]);
  }
}

TEST(GroupsTest, AListedRecordMeetsAllOfALargeGroup) {
  std::vector<Entity> records = {Person("un:1", "anna berg"), Person("uk:1", "anna berg")};
  for (int i = 0; i < 300; ++i)
    records.push_back(Person("psc-holder:" + std::to_string(i), "anna berg"));
  const Resolution resolution = ResolveAll(records);
  EXPECT_EQ(resolution.links.size(), 601u) << "each holder with each listed one, and those two";
}

}  // namespace
}  // namespace lynceus::resolve
