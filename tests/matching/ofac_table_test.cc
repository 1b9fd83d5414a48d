// The table against brute force: every name scored one by one, on random names and, where it is at
// hand, on the whole of OFAC's list.
#include "lib/matching/ofac_table.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/matching/ofac_search.h"
#include "tests/matching/labelled_data.h"
#include "tests/support/test_data.h"

namespace lynceus::matching {
namespace {

OfacTable TableOf(const std::vector<std::string>& names) {
  OfacTable table;
  for (std::size_t i = 0; i < names.size(); ++i) {
    table.Add({.party = static_cast<std::uint32_t>(i / 3), .ordinal = 1}, names[i]);
  }
  return table;
}

std::vector<OfacFound> BruteForce(const std::vector<std::string>& names, std::string_view asked,
                                  std::int32_t score_min) {
  std::vector<OfacFound> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::int32_t score = OfacSearchScore(asked, names[i]);
    if (score < score_min) continue;
    found.push_back({{.party = static_cast<std::uint32_t>(i / 3), .ordinal = 1}, score});
  }
  return found;
}

std::string RandomName(SeededRandom& random, std::uint64_t letters_max) {
  std::string text;
  for (std::uint64_t i = random.Below(letters_max); i > 0; --i) {
    text.push_back(" ,-.'ABEHIMNORSTUabeo07\xC3"[random.Below(23)]);
  }
  return text;
}

TEST(OfacTableTest, FindsWhatScoringEveryNameFinds) {
  SeededRandom random(11);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> names;
    for (int i = 0; i < 60; ++i) names.push_back(RandomName(random, round % 10 == 0 ? 700 : 24));
    const OfacTable table = TableOf(names);
    for (int i = 0; i < 20; ++i) {
      const std::string asked =
          i % 2 == 0 ? RandomName(random, 24) : names[random.Below(names.size())];
      for (const std::int32_t score_min : {1, 5'000, 8'000, 10'000}) {
        EXPECT_EQ(table.Search(asked, score_min), BruteForce(names, asked, score_min))
            << asked << " at " << score_min;
      }
    }
  }
}

TEST(OfacTableTest, NamesWithoutLatinLettersFindAndAreNothing) {
  const OfacTable table = TableOf({"PUTIN, Vladimir", "Путин", "...", ""});
  EXPECT_EQ(table.names(), 1u);
  EXPECT_TRUE(table.Search("Путин", 1).empty());
  EXPECT_TRUE(table.Search("", 1).empty());
  EXPECT_EQ(table.Search("putin", 10'000).size(), 1u);
  EXPECT_TRUE(OfacTable().Search("PUTIN", 1).empty());
}

TEST(OfacTableTest, FindsWhatScoringEveryNameFindsInARealList) {
  LYNCEUS_REQUIRE_TEST_DATA();
  std::vector<std::string> names;
  for (const auto& row :
       ReadCsv(JoinPath(*support::TestDataDir(), "lists/ofac/sdn_2024-05-03.csv"))) {
    if (row.size() > 2) names.push_back(row[1]);
  }
  ASSERT_GT(names.size(), 10'000u);
  const OfacTable table = TableOf(names);
  SeededRandom random(3);
  for (int round = 0; round < 60; ++round) {
    std::string asked = names[random.Below(names.size())];
    asked[random.Below(asked.size())] = "AEIOURST "[random.Below(9)];
    const std::int32_t score_min = round % 2 == 0 ? 9'000 : 6'000;
    EXPECT_EQ(table.Search(asked, score_min), BruteForce(names, asked, score_min)) << asked;
  }
}

}  // namespace
}  // namespace lynceus::matching
