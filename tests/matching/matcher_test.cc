#include "lib/matching/matcher.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::matching {
namespace {

TEST(Combine, KeepsAnExactNameAMatch) {
  const Scored exact{.score = kScoreMax, .tree = {}};
  Facts asked;
  asked.schema = Schema::kPerson;
  asked.gender = "male";
  asked.countries = {"fr"};
  asked.birth_dates = {*PartialDate::OfYear(1950)};
  Facts listed;
  listed.schema = Schema::kCompany;
  listed.gender = "female";
  listed.countries = {"ru"};
  listed.birth_dates = {*PartialDate::OfYear(1980)};
  EXPECT_EQ(Combine(exact, asked, listed).score, kDefaultThreshold);
}

}  // namespace
}  // namespace lynceus::matching
