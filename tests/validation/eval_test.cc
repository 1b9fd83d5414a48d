// The evaluation of small files, with the project's own packs. All names are invented.

#include "lib/validation/eval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/status.h"
#include "lib/matching/compare.h"
#include "tests/matching/packs.h"

namespace lynceus::validation {
namespace {

using ::testing::HasSubstr;

// Each row with the reason for its label.
constexpr const char* kPairs =
    "case_group,schema,name1,name2,is_match,quality,category,notes,peer_logic_v2_score\n"
    "order,Person,Odd Vinterlykke,\"VINTERLYKKE, Odd\",true,STRONG,,the list's order,0.9900\n"
    "order,Person,Ola Sommersorg,Odd Vinterlykke,false,STRONG,,nothing in common,0.1000\n"
    "form,Company,Taigaform OOO,Taigaform LLC,true,MEDIUM,,one form in two languages,0.6000\n"
    "form,Company,Taigaform OOO,Kvartsburg LLC,false,MEDIUM,,only the form in common,0.7500\n"
    "label,Person,Odd Vinterlykke,Odd Vinterlykke,false,STRONG,,a wrong label on purpose,\n"
    "label,Person,...,Odd Vinterlykke,true,WEAK,,nothing to analyse,\n";

EvalReport Evaluated(std::string text, const EvalOptions& options, std::size_t threads = 2) {
  auto file = ParseLabelledFile("made.csv", std::move(text));
  EXPECT_TRUE(file.ok()) << ErrorText(file.status());
  ThreadPool pool(threads);
  return EvaluateFile(*file, *matching::PackAnalyzer(), options, pool);
}

const Slice* SliceOf(const EvalReport& report, std::string_view title) {
  for (const Slice& slice : report.pairs->slices) {
    if (slice.title == title) return &slice;
  }
  return nullptr;
}

TEST(EvalPairsTest, CountsByPartAndNamesWhatItCannotAnalyse) {
  const EvalReport report = Evaluated(kPairs, {});
  ASSERT_TRUE(report.pairs.has_value());
  const Slice* const all = SliceOf(report, "all");
  ASSERT_NE(all, nullptr);
  EXPECT_EQ(all->at_default.counts,
            (Counts{.right_hits = 2, .wrong_hits = 1, .missed = 1, .right_rejections = 2}));
  ASSERT_TRUE(all->peer.has_value());
  EXPECT_EQ(all->peer->peer.pairs(), 4u) << "pairs without the peer's score are not its errors";
  EXPECT_EQ(all->peer->peer.missed, 1u);
  EXPECT_EQ(all->peer->ours.pairs(), 4u);
  EXPECT_EQ(SliceOf(report, "group form")->at_default.counts.right_hits, 1u);
  EXPECT_EQ(SliceOf(report, "tier STRONG")->at_default.counts.pairs(), 3u);
  EXPECT_EQ(SliceOf(report, "schema Company")->at_default.counts.pairs(), 2u);
  ASSERT_EQ(report.errors.size(), 1u);
  EXPECT_THAT(ErrorText(report.errors[0]), HasSubstr("made.csv, line 7"));
}

TEST(EvalPairsTest, ListsErrorsWithTheirTrees) {
  const EvalReport report = Evaluated(kPairs, {});
  EXPECT_EQ(report.pairs->mistakes_total, 1u);
  ASSERT_EQ(report.pairs->strong.size(), 1u);
  ASSERT_EQ(report.pairs->worst.size(), 1u);
  const Mistake& worst = report.pairs->worst.front();
  EXPECT_EQ(worst.pair.place, "line 6");
  EXPECT_EQ(worst.tree.label, "score");
  EXPECT_TRUE(Evaluated(kPairs, {.errors_max = 0}).pairs->worst.empty());
}

TEST(EvalPairsTest, ErrorsOfFoldsNotShownStayHidden) {
  const EvalReport all = Evaluated(kPairs, {});
  const std::size_t fold = all.pairs->worst.front().fold;
  EXPECT_EQ(Evaluated(kPairs, {.folds_shown = {fold}}).pairs->worst.size(), 1u);
  const EvalReport other = Evaluated(kPairs, {.folds_shown = {(fold + 1) % kFolds}});
  EXPECT_TRUE(other.pairs->worst.empty());
  EXPECT_EQ(other.pairs->mistakes_total, 1u) << "they are counted all the same";
}

TEST(EvalPairsTest, ScoresAreThoseOfCompare) {
  const EvalReport report = Evaluated(kPairs, {});
  const Mistake& worst = report.pairs->worst.front();
  const auto scored = matching::CompareParties(*matching::PackAnalyzer(), EvalOptions().preset,
                                               worst.pair.asked, worst.pair.listed);
  ASSERT_TRUE(scored.ok());
  EXPECT_EQ(worst.score, scored->score);
}

TEST(EvalLaws, ThreadsChangeNothing) {
  const auto json = [](std::size_t threads) {
    JsonWriter writer;
    WriteEval(Evaluated(kPairs, {}, threads), writer);
    return writer.Take();
  };
  EXPECT_EQ(json(1), json(4));
}

TEST(EvalLaws, TheBestThresholdIsNoWorseForTheWholeFile) {
  const EvalReport report = Evaluated(kPairs, {});
  const Slice& all = report.pairs->slices.front();
  EXPECT_GE(all.at_best.counts.f1(), all.at_default.counts.f1());
}

TEST(EvalTextTest, SaysFiguresFoldsReliabilityAndErrors) {
  const std::string text = EvalText(Evaluated(kPairs, {}));
  for (const char* const part :
       {"name pairs, 6 read, 1 errors", "group order", "tier STRONG", "peer's F1", "folds by case",
        "folds by shared name", "reliability", "wrong hit 1.0000", "on STRONG pairs: 1"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(EvalSearchTest, FivePointsAreTheSame) {
  const EvalReport report = Evaluated(
      "query_name,result_name,ofac_score\n"
      "Odd Vinterlykke,\"VINTERLYKKE, Odd\",100\n"  // equal
      "Odd Vinterlykke,\"VINTERLYKKE, Odd\",95\n"   // five points
      "Odd Vinterlykke,\"VINTERLYKKE, Odd\",94\n"   // six points
      "Odd Vinterlykke,Ola Sommersorg,-1\n"         // not shown, rightly
      "Odd Vinterlykke,\"VINTERLYKKE, Odd\",-1\n",  // not shown, ours is 100
      {});
  ASSERT_TRUE(report.search.has_value());
  EXPECT_EQ(report.search->within.hits, 3u);
  EXPECT_EQ(report.search->within.trials, 5u);
  EXPECT_EQ(report.search->shown.hits, 2u);
  EXPECT_EQ(report.search->hidden.hits, 1u);
  ASSERT_EQ(report.search->off.size(), 2u);
  EXPECT_EQ(report.search->off[0].pair.place, "line 6") << "the farthest first";
  EXPECT_THAT(EvalText(report), HasSubstr("recorded 94"));
}

constexpr const char* kSets =
    "arvid, арвид => Q1\n"
    "mizuki, ミズキ, мизуки => Q2\n"
    "tormod, тормод => Q3\n"
    "kaspar, qwxyz => Q4\n";

TEST(EvalScriptsTest, CountsByScriptAndRandomPairsBesides) {
  const EvalReport report = Evaluated(kSets, {.seed = 3});
  ASSERT_TRUE(report.scripts.has_value());
  EXPECT_EQ(report.scripts->not_compared, 1u) << "Kana with Cyrillic";
  std::vector<std::pair<names::Script, Rate>> rates;
  for (const ScriptFigures& script : report.scripts->scripts) {
    EXPECT_EQ(script.matched.trials, script.pairs_total);
    EXPECT_EQ(script.random.hits, 0u);
    if (script.script == names::Script::kCyrillic) {
      EXPECT_EQ(script.matched.hits, 3u);
    }
    if (script.script == names::Script::kLatin) {
      ASSERT_EQ(script.missed.size(), 1u);
      EXPECT_EQ(script.missed[0].id, "Q4");
    }
  }
  EXPECT_EQ(report.scripts->scripts.size(), 3u) << "Latin, Cyrillic, Kana";
}

TEST(EvalScriptsTest, SamplesAreTheSameAgain) {
  const auto text = [](std::uint64_t seed) {
    return EvalText(Evaluated(kSets, {.seed = seed, .sample_max = 2}));
  };
  EXPECT_EQ(text(3), text(3));
}

}  // namespace
}  // namespace lynceus::validation
