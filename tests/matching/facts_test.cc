// Secondary facts: how they order, what they may never do, and that the tree sums to the points.

#include <gtest/gtest.h>

#include <string_view>

#include "lib/matching/matcher.h"

namespace lynceus::matching {
namespace {

PartialDate Day(std::string_view text) { return *PartialDate::ParseIso(text); }

Scored Name(std::int32_t score) {
  Scored scored;
  scored.score = score;
  scored.tree.points = score;
  return scored;
}

std::int32_t SumOf(const ScoreNode& node) {
  if (node.children.empty()) return node.points;
  std::int32_t sum = 0;
  for (const ScoreNode& child : node.children) sum += SumOf(child);
  return sum;
}

Facts WithDate(std::string_view date) {
  Facts facts;
  facts.birth_dates = {Day(date)};
  return facts;
}

TEST(Combine, OrdersDatesByWhatTheySay) {
  const Facts asked = WithDate("1953-10-07");
  const auto score = [&](const Facts& listed) { return Combine(Name(8'000), asked, listed).score; };
  Facts circa;
  circa.birth_dates = {*PartialDate::OfYear(1955)};
  circa.birth_dates[0].circa = true;
  const std::int32_t equal = score(WithDate("1953-10-07"));
  const std::int32_t year = score(WithDate("1953"));
  const std::int32_t swapped = score(WithDate("1953-07-10"));
  const std::int32_t absent = score(Facts());
  const std::int32_t near = score(circa);
  const std::int32_t other_day = score(WithDate("1953-03-01"));
  const std::int32_t other_year = score(WithDate("1980-10-07"));
  EXPECT_GT(equal, year);
  EXPECT_GT(year, swapped);
  EXPECT_GT(swapped, absent);
  EXPECT_GT(absent, near);
  EXPECT_GT(near, other_day);
  EXPECT_GT(other_day, other_year);
  EXPECT_GT(absent - other_year, equal - absent) << "a contradiction counts more than an agreement";
}

TEST(Combine, TakesTheBestOfSeveralDates) {
  Facts listed = WithDate("1980-01-01");
  listed.birth_dates.push_back(Day("1953-10-07"));
  EXPECT_GT(Combine(Name(8'000), WithDate("1953-10-07"), listed).score, 8'000);
}

TEST(Combine, FindsByStrongIdentifiersWithoutNames) {
  Facts asked;
  asked.identifiers = {{"leiCode", "253400ABCDEF12345678", ""}};
  EXPECT_GE(Combine(Name(0), asked, asked).score, 9'500);
  Facts other = asked;
  other.identifiers[0].value = "253400XXXXXX12345678";
  EXPECT_LT(Combine(Name(8'000), asked, other).score, 8'000);
  EXPECT_GT(Combine(Name(8'000), asked, other).score, 7'000) << "a small malus";
}

TEST(Combine, ComparesNumbersOfOneCountryOnly) {
  Facts asked;
  asked.identifiers = {{"passportNumber", "AB123", "ru"}};
  Facts listed;
  listed.identifiers = {{"passportNumber", "AB123", "fr"}};
  EXPECT_EQ(Combine(Name(5'000), asked, listed).score, 5'000);
}

// Everything wrong at once.
Facts Opposite(const Facts&) {
  Facts listed;
  listed.schema = Schema::kVessel;
  listed.birth_dates = {Day("1901-01-01")};
  listed.countries = {"kp"};
  listed.gender = "female";
  listed.identifiers = {{"passportNumber", "ZZ", "kp"}};
  return listed;
}

Facts Person() {
  Facts asked;
  asked.schema = Schema::kPerson;
  asked.birth_dates = {Day("1953-10-07")};
  asked.countries = {"ru"};
  asked.gender = "male";
  asked.identifiers = {{"passportNumber", "AB", ""}};
  return asked;
}

TEST(Combine, NeverHidesAnExactName) {
  EXPECT_GE(Combine(Name(kScoreMax), Person(), Opposite(Person())).score, kDefaultThreshold);
  EXPECT_GE(Combine(Name(9'500), Person(), Opposite(Person())).score, kDefaultThreshold)
      << "an exact weak alias";
  EXPECT_LT(Combine(Name(9'000), Person(), Opposite(Person())).score, kDefaultThreshold);
}

TEST(Combine, SumsToItsPoints) {
  for (std::int32_t score = 0; score <= kScoreMax; score += 250) {
    for (const Facts& listed : {Facts(), Person(), Opposite(Person())}) {
      const Scored whole = Combine(Name(score), Person(), listed);
      EXPECT_EQ(whole.tree.points, whole.score);
      EXPECT_EQ(SumOf(whole.tree), whole.score);
      EXPECT_GE(whole.score, 0);
      EXPECT_LE(whole.score, kScoreMax);
    }
  }
}

// A better name never makes a worse whole.
TEST(Combine, IsMonotoneInTheName) {
  for (const Facts& listed : {Facts(), Person(), Opposite(Person())}) {
    std::int32_t before = 0;
    for (std::int32_t score = 0; score <= kScoreMax; score += 50) {
      const std::int32_t whole = Combine(Name(score), Person(), listed).score;
      EXPECT_GE(whole, before);
      before = whole;
    }
  }
}

}  // namespace
}  // namespace lynceus::matching
