// What agrees beside the name: the strongest agreement counts, and what contradicts.
#include <gtest/gtest.h>

#include "lib/matching/matcher.h"

namespace lynceus::matching {
namespace {

Facts Listed() {
  return {.schema = Schema::kPerson,
          .birth_dates = {*PartialDate::ParseIso("1961-05-04")},
          .countries = {"ru"},
          .gender = "male",
          .identifiers = {{"passportNumber", "1", "ru"}}};
}

TEST(CorroborationTest, IsTheStrongestThatAgrees) {
  const std::vector<PartialDate> same_year = {*PartialDate::ParseIso("1961")};
  const std::vector<PartialDate> other_year = {*PartialDate::ParseIso("1990")};
  const struct {
    Facts asked;
    Corroboration expected;
    const char* why;
  } kCases[] = {
      {{}, Corroboration::kNameOnly, "nothing to compare"},
      {{.schema = Schema::kPerson}, Corroboration::kNameOnly, "a kind alone tells nobody apart"},
      {{.countries = {"ru"}}, Corroboration::kCountry, "a country"},
      {{.countries = {"kz"}}, Corroboration::kContradicted, "another country"},
      {{.countries = {"ru"}, .gender = "female"}, Corroboration::kContradicted, "another gender"},
      {{.schema = Schema::kVessel}, Corroboration::kContradicted, "another kind"},
      {{.birth_dates = other_year, .countries = {"ru"}},
       Corroboration::kContradicted,
       "another birth year goes before a country"},
      {{.birth_dates = same_year}, Corroboration::kDate, "as far as it is known"},
      {{.birth_dates = same_year, .countries = {"kz"}},
       Corroboration::kDate,
       "lists are poor in countries"},
      {{.birth_dates = other_year, .identifiers = {{"passportNumber", "1", "ru"}}},
       Corroboration::kIdentifier,
       "a number goes before all"},
      {{.identifiers = {{"passportNumber", "2", "ru"}}},
       Corroboration::kContradicted,
       "another number of the same kind"},
      {{.identifiers = {{"innCode", "1", "ru"}}}, Corroboration::kNameOnly, "of another kind"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(CorroborationOf(test.asked, Listed()), test.expected) << test.why;
  }
}

}  // namespace
}  // namespace lynceus::matching
