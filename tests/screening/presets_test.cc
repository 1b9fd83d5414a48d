// Presets in a screening: which one counts, what each finds, and that the one of OFAC's search page
// loses no name that its score would find.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/matching/ofac_search.h"
#include "lib/screening/evaluate.h"
#include "lib/screening/find_matches.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using support::StatusIs;
using ::testing::HasSubstr;

const Date kDay = *Date::FromCivil(2026, 11, 1);

DecisionCore Answer(const Counterparty& counterparty, std::string_view preset) {
  auto core = Evaluate(counterparty, kDay, DemoEngine(), preset);
  EXPECT_TRUE(core.ok()) << ErrorText(core.status());
  return core.ok() ? *std::move(core) : DecisionCore{};
}

TEST(PresetsTest, TheAnswerNamesThePresetThatWasUsed) {
  EXPECT_EQ(Answer({.names = {"Sovcombank"}}, "").preset, "default");
  for (const char* key : {"default", "strict", "broad", "ofac"}) {
    const DecisionCore core = Answer({.names = {"Sovcombank"}}, key);
    EXPECT_EQ(core.preset, key);
    EXPECT_FALSE(core.hits.empty()) << key;
  }
}

TEST(PresetsTest, AnUnknownPresetIsAnError) {
  const auto core = Evaluate({.names = {"Sovcombank"}}, kDay, DemoEngine(), "stricter");
  EXPECT_THAT(core.status(), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ErrorText(core.status()), HasSubstr("there is no preset stricter"));
  EXPECT_THAT(ErrorText(core.status()), HasSubstr("use default, strict, broad, ofac"));
}

TEST(PresetsTest, StrictFindsLessAndBroadMore) {
  const Counterparty misspelt{.names = {"Sovokmbonk"}};
  const std::uint64_t strict = Answer(misspelt, "strict").matches_total;
  const std::uint64_t usual = Answer(misspelt, "default").matches_total;
  const std::uint64_t broad = Answer(misspelt, "broad").matches_total;
  EXPECT_LE(strict, usual);
  EXPECT_LE(usual, broad);
  EXPECT_LT(strict, broad);
}

TEST(PresetsTest, TheOfacPresetBlocksNothingByItself) {
  const DecisionCore core = Answer({.names = {"SOVCOMBANK OPEN JOINT STOCK COMPANY"}}, "ofac");
  ASSERT_FALSE(core.hits.empty());
  EXPECT_EQ(core.hits[0].score, kScoreMax);
  EXPECT_EQ(core.decision, Decision::kReview);
}

TEST(PresetsTest, WhatTheOfacPresetCannotReadIsSaid) {
  EXPECT_THAT(
      Evaluate({.names = {"Sovcombank", "Совкомбанк"}}, kDay, DemoEngine(), "ofac").status(),
      StatusIs(absl::StatusCode::kInvalidArgument));
  const DecisionCore partly = Answer({.names = {"Sovcombänk"}}, "ofac");
  ASSERT_EQ(partly.notes.size(), 1u);
  EXPECT_THAT(partly.notes[0], HasSubstr("names, value 1: letters other than A to Z"));
  EXPECT_TRUE(Answer({.names = {"Sovcombänk"}}, "default").notes.empty());
  EXPECT_THAT(Evaluate({.names = {"GmbH"}}, kDay, DemoEngine(), "ofac").status(),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(PresetsTest, AnIdentifierIsFoundUnderEveryPreset) {
  const Engine& engine = DemoEngine();
  for (std::uint32_t number = 0; number < engine.snapshot->manifest().parties; ++number) {
    const auto party = engine.snapshot->PartyByNumber(number);
    ASSERT_TRUE(party.ok());
    if (party->designations.empty() || party->entity.identifiers.empty()) continue;
    Counterparty asked{.names = {"Hokkaido Dairy Cooperative"}};
    asked.identifiers = {party->entity.identifiers.front()};
    for (const char* key : {"default", "strict", "broad", "ofac"}) {
      const DecisionCore core = Answer(asked, key);
      EXPECT_TRUE(
          std::any_of(core.hits.begin(), core.hits.end(),
                      [&](const Match& match) { return match.entity_id == party->entity.id; }))
          << key << " " << party->entity.id;
    }
  }
}

// Every name of every party that the index holds, by the score alone.
TEST(PresetsTest, TheOfacPresetFindsWhatScoringEveryNameFinds) {
  const Engine& engine = DemoEngine();
  const Preset& preset = **ChoosePreset(engine, "ofac");
  std::map<std::uint32_t, Party> parties;
  retrieval::IndexedName indexed;
  for (std::uint32_t number = 0; number < engine.candidates->names(); ++number) {
    ASSERT_TRUE(engine.candidates->Decode(number, indexed).ok());
    auto party = engine.snapshot->PartyByNumber(indexed.entity);
    ASSERT_TRUE(party.ok());
    parties.emplace(indexed.entity, *std::move(party));
  }
  SeededRandom random(5);
  for (const auto& [own, party] : parties) {
    std::string asked = party.entity.names.front().text;
    asked[random.Below(asked.size())] = 'A';
    if (matching::OfacTextOf(asked).parts.empty()) continue;
    for (const std::int32_t score_min : {6'000, 9'000}) {
      std::map<std::uint32_t, std::int32_t> expected;
      for (const auto& [number, each] : parties) {
        for (const Name& name : each.entity.names) {
          const std::int32_t score = matching::OfacSearchScore(asked, name.text);
          if (score >= score_min) expected[number] = std::max(expected[number], score);
        }
      }
      std::map<std::uint32_t, std::int32_t> found;
      const auto matches = FindMatches({.names = {asked}}, {preset, score_min, SIZE_MAX}, engine);
      if (!matches.ok()) continue;
      for (const ScoredParty& each : matches->parties) found[each.number] = each.scored.score;
      EXPECT_EQ(found, expected) << asked << " at " << score_min;
    }
  }
}

}  // namespace
}  // namespace lynceus::screening
