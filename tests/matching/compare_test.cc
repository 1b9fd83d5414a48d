// Two parties by preset: which score is made, and what facts do to it.
#include "lib/matching/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/status.h"
#include "lib/matching/ofac_search.h"
#include "tests/matching/packs.h"
#include "tests/support/status_matchers.h"

namespace lynceus::matching {
namespace {

using support::StatusIs;

Preset With(NameScorer scorer, FactsUse facts, std::int32_t match_score_min) {
  return {.key = "p", .scorer = scorer, .match_score_min = match_score_min, .facts = facts};
}

std::int32_t SumOfLeaves(const ScoreNode& node) {
  if (node.children.empty()) return node.points;
  std::int32_t sum = 0;
  for (const ScoreNode& child : node.children) sum += SumOfLeaves(child);
  return sum;
}

// The score of both; the tree must say the same.
std::int32_t Compared(const Preset& preset, const Counterparty& asked, const Counterparty& listed) {
  const auto scored = CompareParties(*PackAnalyzer(), preset, asked, listed);
  EXPECT_TRUE(scored.ok()) << ErrorText(scored.status());
  EXPECT_EQ(scored->tree.points, scored->score);
  EXPECT_EQ(SumOfLeaves(scored->tree), scored->score);
  return scored->score;
}

Counterparty Person(const char* name, const char* born, const char* country) {
  Counterparty person{.names = {name}, .schema = Schema::kPerson};
  if (*born != '\0') person.birth_dates = {*PartialDate::ParseIso(born)};
  if (*country != '\0') person.countries = {country};
  return person;
}

TEST(CompareTest, UsesFactsAsThePresetSays) {
  const Counterparty listed = Person("Viktor Anatolyevich Bout", "1967-01-13", "ru");
  const Counterparty agrees = Person("Viktor Bout", "1967-01-13", "ru");
  const Counterparty differs = Person("Viktor Bout", "1990-01-13", "us");
  const Counterparty bare = Person("Viktor Bout", "", "");
  const Preset weigh = With(NameScorer::kLynceus, FactsUse::kWeigh, 7'000);
  const Preset never_lower = With(NameScorer::kLynceus, FactsUse::kNeverLower, 7'000);
  const Preset identifiers = With(NameScorer::kLynceus, FactsUse::kIdentifiersOnly, 7'000);
  const std::int32_t name = Compared(weigh, bare, listed);
  EXPECT_GT(Compared(weigh, agrees, listed), name);
  EXPECT_LT(Compared(weigh, differs, listed), name);
  EXPECT_GT(Compared(never_lower, agrees, listed), name);
  EXPECT_EQ(Compared(never_lower, differs, listed), name);
  EXPECT_EQ(Compared(identifiers, agrees, listed), name);
  EXPECT_EQ(Compared(identifiers, differs, listed), name);
}

TEST(CompareTest, AnEqualIdentifierIsAMatchUnderEveryUseOfFacts) {
  Counterparty asked{.names = {"Quite Another Name"}};
  asked.identifiers = {{"leiCode", "253400Z6SPDXCPC6XM03", ""}};
  Counterparty listed{.names = {"Sovcombank"}};
  listed.identifiers = asked.identifiers;
  Counterparty other = listed;
  other.identifiers[0].value = "5493001KJTIIGC8Y1R12";
  for (const NameScorer scorer : {NameScorer::kLynceus, NameScorer::kOfacSearch}) {
    for (const FactsUse use :
         {FactsUse::kWeigh, FactsUse::kNeverLower, FactsUse::kIdentifiersOnly}) {
      EXPECT_GE(Compared(With(scorer, use, 7'000), asked, listed), 9'000) << FactsUseName(use);
    }
  }
  asked.names = {"Sovcombank"};
  EXPECT_EQ(Compared(With(NameScorer::kLynceus, FactsUse::kIdentifiersOnly, 7'000), asked, other),
            kScoreMax)
      << "another number lowers nothing";
}

TEST(CompareTest, FactsHideAnExactNameUnderNoThreshold) {
  const Counterparty listed = Person("Viktor Anatolyevich Bout", "1967-01-13", "ru");
  const Counterparty asked = Person("Viktor Anatolyevich Bout", "1990-05-05", "us");
  for (const std::int32_t score_min : {6'000, 7'000, 8'500, 10'000}) {
    EXPECT_GE(Compared(With(NameScorer::kLynceus, FactsUse::kWeigh, score_min), asked, listed),
              score_min);
  }
}

TEST(CompareTest, TheOfacScorerGivesThatScoreOfTheBestNames) {
  const Preset ofac = With(NameScorer::kOfacSearch, FactsUse::kIdentifiersOnly, 9'000);
  const Counterparty listed{.names = {"MORGAN HUERTA, Jose Arnoldo", "PUNTI, Pere"}};
  for (const char* name : {"J.P. MORGAN", "PUTIN", "Jose Huerta Morgan", "MORGAN X", "X"}) {
    EXPECT_EQ(
        Compared(ofac, {.names = {"zzz", name}}, listed),
        std::max(OfacSearchScore(name, listed.names[0]), OfacSearchScore(name, listed.names[1])))
        << name;
  }
  EXPECT_THAT(CompareParties(*PackAnalyzer(), ofac, {.names = {"Путин"}}, listed).status(),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_TRUE(
      CompareParties(*PackAnalyzer(), ofac, {.names = {"Путин", "Putin"}}, listed).status().ok());
}

}  // namespace
}  // namespace lynceus::matching
