// Near misses: what the search scored in full below the threshold, the same as a search by a lower
// threshold says, and no part of the decision.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lib/review/screening_json.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;

const Date kDay = *Date::FromCivil(2026, 11, 1);

// Listed names, each with letters lost, doubled and changed.
std::vector<std::string> Misspelt() {
  std::vector<std::string> names;
  for (const std::string name : {"Sovcombank", "Rosneft Trading", "Viktor Vekselberg",
                                 "Oleg Deripaska", "Hokkaido Dairy Cooperative"}) {
    for (std::size_t at = 1; at + 2 < name.size(); ++at) {
      names.push_back(std::string(name).erase(at, 2));
      names.push_back(std::string(name).insert(at, "zu"));
      std::string changed = name;
      changed[at] = 'q';
      changed[at + 1] = 'k';
      names.push_back(changed);
    }
  }
  return names;
}

TEST(NearMissesTest, AreWhatALowerThresholdFindsBelowTheOneInForce) {
  const Engine& engine = DemoEngine();
  const std::int32_t floor = engine.snapshot->manifest().score_floor;
  std::size_t seen = 0;
  for (const std::string& name : Misspelt()) {
    // Facts that might have helped: without any, only names that match by themselves are scored.
    const Counterparty asked{.names = {name},
                             .birth_dates = {PartialDate::OfDay(*Date::FromCivil(1950, 1, 2))},
                             .countries = {"jp"}};
    const auto outcome = Screen(asked, kDay, engine);
    ASSERT_THAT(outcome, IsOk()) << name;
    const auto preset = ChoosePreset(engine.On(kDay), "");
    const auto lower = FindMatches(QuestionOf(asked),
                                   {.preset = **preset, .score_min = floor, .parties_max = 1'000},
                                   engine.On(kDay));
    ASSERT_THAT(lower, IsOk()) << name;
    EXPECT_LE(outcome->near_misses.size(), kNearMissesMax);
    EXPECT_TRUE(
        std::is_sorted(outcome->near_misses.begin(), outcome->near_misses.end(),
                       [](const NearMiss& a, const NearMiss& b) { return a.score > b.score; }));
    for (const NearMiss& miss : outcome->near_misses) {
      ++seen;
      EXPECT_GE(miss.score, floor);
      EXPECT_LT(miss.score, outcome->score_min);
      const auto same = std::find_if(
          lower->parties.begin(), lower->parties.end(),
          [&](const ScoredParty& party) { return party.party.entity.id == miss.entity_id; });
      ASSERT_NE(same, lower->parties.end()) << name;
      EXPECT_EQ(same->scored.score, miss.score);
      EXPECT_EQ(same->scored.tree, miss.explanation);
      for (const Match& hit : outcome->core.hits) EXPECT_NE(hit.entity_id, miss.entity_id);
      EXPECT_NE(review::NearMissesJson(outcome->near_misses).find(miss.entity_id),
                std::string::npos);
    }
  }
  EXPECT_GT(seen, 0u);
}

TEST(NearMissesTest, TheFormsAreThoseOfTheNamesAndOfOwnersDeclaredByName) {
  const auto outcome =
      Screen({.names = {"Sovcombank PJSC", "Совкомбанк"}, .owners = {{.name = "Oleg Deripaska"}}},
             kDay, DemoEngine());
  ASSERT_THAT(outcome, IsOk());
  ASSERT_EQ(outcome->forms.size(), 3u);
  EXPECT_EQ(outcome->forms[0].asked, "Sovcombank PJSC");
  EXPECT_EQ(outcome->forms[0].form.tokens.front().text, "sovcombank");
  EXPECT_FALSE(outcome->forms[1].form.tokens.front().native.empty());
  EXPECT_EQ(outcome->forms[2].asked, "Oleg Deripaska");
  const std::string json = review::FormsJson(outcome->forms);
  for (const char* part : {"\"asked\":\"Sovcombank PJSC\"", "\"kind\":\"word\"", "deripaska"}) {
    EXPECT_NE(json.find(part), std::string::npos) << part;
  }
}

}  // namespace
}  // namespace lynceus::screening
