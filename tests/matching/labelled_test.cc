// The matcher on labelled pairs of names. The data are not part of the project: skipped without
// them. LYNCEUS_PRINT_MISTAKES=1 prints each wrong decision.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

#include "lib/matching/matcher.h"
#include "lib/names/analyzed_name.h"
#include "tests/matching/labelled_data.h"
#include "tests/matching/packs.h"
#include "tests/support/test_data.h"

namespace lynceus::matching {
namespace {

std::int32_t ScoreOf(const LabelledPair& pair) {
  auto asked = PackAnalyzer()->Analyze(pair.asked, pair.schema);
  auto listed = PackAnalyzer()->Analyze(pair.listed, pair.schema);
  if (!asked.ok() || !listed.ok()) return -1;
  return PreparedName(*std::move(asked), pair.schema)
      .Score({.name = *std::move(listed), .kind = NameKind::kPrimary}, 0);
}

bool ShareAnchor(const LabelledPair& pair) {
  std::vector<names::Anchor> asked;
  std::vector<names::Anchor> listed;
  PackAnalyzer()->Anchors(*PackAnalyzer()->Analyze(pair.asked, pair.schema), true, asked);
  PackAnalyzer()->Anchors(*PackAnalyzer()->Analyze(pair.listed, pair.schema), false, listed);
  std::vector<names::Anchor> both;
  std::set_intersection(asked.begin(), asked.end(), listed.begin(), listed.end(),
                        std::back_inserter(both));
  return !both.empty();
}

bool PrintsMistakes() { return std::getenv("LYNCEUS_PRINT_MISTAKES") != nullptr; }

void PrintMistake(const LabelledPair& pair, std::int32_t score) {
  std::cout << (pair.match ? "missed " : "wrong  ") << score << (pair.strong ? " STRONG " : " ")
            << SchemaName(pair.schema) << " | " << pair.asked << " | " << pair.listed << "\n";
}

TEST(LabelledPairs, ReachTheAgreedMeasure) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto pairs = ReadLabelledPairs(*support::TestDataDir() + "/names/name_pairs_dev.csv");
  Confusion all;
  Confusion strong;
  std::map<std::string, Confusion> by_schema;
  std::map<std::string, Confusion> by_group;
  int lost_by_gate = 0;
  for (const LabelledPair& pair : pairs) {
    const std::int32_t score = ScoreOf(pair);
    ASSERT_GE(score, 0) << pair.asked << " | " << pair.listed;
    const bool decided = score >= kDefaultThreshold;
    all.Count(pair.match, decided);
    if (pair.strong) strong.Count(pair.match, decided);
    by_schema[std::string(SchemaName(pair.schema))].Count(pair.match, decided);
    by_group[pair.group].Count(pair.match, decided);
    if (decided != pair.match && PrintsMistakes()) PrintMistake(pair, score);
    if (score >= 6'000 && !ShareAnchor(pair)) {
      ++lost_by_gate;
      std::cout << "no anchor " << score << " | " << pair.asked << " | " << pair.listed << "\n";
    }
  }
  std::cout << "all     " << all.ToString() << "\nstrong  " << strong.ToString() << "\n";
  for (const auto& [name, confusion] : by_schema) {
    std::cout << name << "  " << confusion.ToString() << "\n";
  }
  for (const auto& [name, confusion] : by_group) {
    std::cout << name << "  " << confusion.ToString() << "\n";
  }
  EXPECT_GE(all.f1(), 0.80);
  EXPECT_EQ(lost_by_gate, 0);
}

}  // namespace
}  // namespace lynceus::matching
