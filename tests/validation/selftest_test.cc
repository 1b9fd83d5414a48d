// The self-test over the demonstration's snapshot and over one made to fail: counts, determinism,
// and reports that other programs can read.
#include "lib/validation/selftest.h"

#include <expat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lib/validation/changes.h"
#include "lib/validation/selftest_report.h"
#include "lib/validation/svg.h"
#include "rapidjson/document.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::validation {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr SelftestOptions kSmall = {.seed = 7, .names_per_kind = 4};

SelftestReport RunTest(const screening::Engine& engine, std::size_t threads,
                       const SelftestOptions& options = kSmall) {
  ThreadPool pool(threads);
  auto report = RunSelftest(engine, **screening::ChoosePreset(engine, ""), pool, options);
  EXPECT_THAT(report, support::IsOk());
  return *std::move(report);
}

const KindFigures& Kind(const SelftestReport& report, std::string_view key) {
  const auto kind = std::find_if(report.kinds.begin(), report.kinds.end(),
                                 [&](const KindFigures& each) { return each.key == key; });
  EXPECT_NE(kind, report.kinds.end()) << key;
  return *kind;
}

const KindFigures& SectionOf(const SelftestReport& report, Section section) {
  return report.sections[static_cast<std::size_t>(section)];
}

// Whether an XML parser takes the page whole.
bool IsWellFormed(const std::string& text) {
  XML_Parser parser = XML_ParserCreate("UTF-8");
  const auto status = XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1);
  if (status != XML_STATUS_OK) {
    ADD_FAILURE() << XML_ErrorString(XML_GetErrorCode(parser)) << ", line "
                  << XML_GetCurrentLineNumber(parser);
  }
  XML_ParserFree(parser);
  return status == XML_STATUS_OK;
}

// A list whose names make trouble: two parties of one name, a name past the limit of words, markup.
class TroubleTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string long_name;
    for (int word = 0; word < 70; ++word) long_name += "Word" + std::to_string(word) + " ";
    long_name += "Ltd";
    const std::string file = directory_.Write(
        "list.csv",
        "id,schema,name,alias,weak_alias,nationality,authority,list\n"
        "bank:1,Person,Ivan Petrovich Testovarin,,,ru,Example Bank,INTERNAL\n"
        "bank:2,Person,Ivan Petrovich Testovarin,,Vanya,ru,Example Bank,INTERNAL\n"
        "bank:3,Company,\"<b>Quayside & \"\"Sons\"\" Ltd\",Набережная Плюс,,,Example Bank,"
        "INTERNAL\n"
        "bank:4,Company," +
            long_name + ",,,,Example Bank,INTERNAL\n");
    ASSERT_NO_FATAL_FAILURE(
        screening::BuildSnapshotAt(directory_ / "snapshot", {"lynceus-csv:" + file}));
    auto engine = screening::OpenEngine({.snapshot_directory = directory_ / "snapshot"});
    ASSERT_THAT(engine, support::IsOk());
    engine_ = *engine;
    report_ = RunTest(*engine_, 2);
  }

  support::TempDir directory_;
  std::shared_ptr<const screening::Engine> engine_;
  SelftestReport report_;
};

TEST(SelftestTest, EveryListedNameOfTheDemonstrationHitsItsOwnParty) {
  const SelftestReport report = RunTest(screening::DemoEngine(), 2);
  EXPECT_GE(report.parties, 8u);
  EXPECT_TRUE(report.EveryListedNameHits());
  const KindFigures& listed = SectionOf(report, Section::kListed);
  EXPECT_EQ(listed.alert.hits, listed.alert.trials);
  EXPECT_GE(listed.alert.trials, report.names);  // other orders come on top
  std::uint64_t as_listed = 0;
  for (const char* key : {"primary name", "strong alias", "former name", "another script"}) {
    as_listed += Kind(report, key).alert.trials;
  }
  EXPECT_EQ(as_listed, report.names);
  EXPECT_EQ(SectionOf(report, Section::kEasy).alert.trials,
            kControlsPerKind * kSmall.names_per_kind);
}

TEST(SelftestTest, SectionsAreTheSumsOfTheirKinds) {
  const SelftestReport report = RunTest(screening::DemoEngine(), 2);
  for (std::size_t section = 0; section < kSections; ++section) {
    std::uint64_t asked = 0;
    for (const KindFigures& kind : report.kinds) {
      if (kind.section == static_cast<Section>(section)) asked += kind.alert.trials;
      EXPECT_LE(kind.first.hits, kind.ten.hits) << kind.key;
      EXPECT_EQ(kind.first.trials, kind.first_unshared.trials + kind.shared) << kind.key;
      if (kind.section == Section::kChanged) {
        EXPECT_LE(kind.alert.trials, kSmall.names_per_kind) << kind.key;
      }
    }
    EXPECT_EQ(report.sections[section].alert.trials, asked);
    const Curve& curve = report.curves[section];
    EXPECT_EQ(curve.asked, asked);
    EXPECT_TRUE(std::is_sorted(curve.found.rbegin(), curve.found.rend()));
    EXPECT_TRUE(std::is_sorted(curve.alerting.rbegin(), curve.alerting.rend()));
    const auto at = static_cast<std::size_t>((report.score_min - kCurveStart) / kCurveStep);
    EXPECT_EQ(curve.alerts[at], report.sections[section].alerts);
  }
}

TEST(SelftestTest, ASeedGivesOneReportWhateverTheThreads) {
  const std::string once = SelftestJson(RunTest(screening::DemoEngine(), 1));
  EXPECT_EQ(SelftestJson(RunTest(screening::DemoEngine(), 3)), once);
  EXPECT_NE(SelftestJson(RunTest(screening::DemoEngine(), 1, {.seed = 8, .names_per_kind = 4})),
            once);
}

TEST_F(TroubleTest, ANameThatCannotBeFoundFailsTheTest) {
  EXPECT_FALSE(report_.EveryListedNameHits());
  const KindFigures& primary = Kind(report_, "primary name");
  EXPECT_EQ(primary.alert.trials, 4u);
  EXPECT_EQ(primary.alert.hits, 3u);
  EXPECT_EQ(primary.refused, 1u);
  const auto miss =
      std::find_if(report_.misses.begin(), report_.misses.end(), [&](const Miss& each) {
        return report_.kinds[each.kind].key == "primary name" && each.entity_id == "bank:4";
      });
  ASSERT_NE(miss, report_.misses.end());
  EXPECT_EQ(miss->reason, MissReason::kRefused);
  EXPECT_FALSE(miss->alerted);
  EXPECT_THAT(SelftestText(report_), HasSubstr("FAILED"));
}

TEST_F(TroubleTest, ANameOfTwoPartiesIsNotFirstAndIsShown) {
  EXPECT_EQ(report_.shared_names, 2u);
  const KindFigures& primary = Kind(report_, "primary name");
  EXPECT_EQ(primary.shared, 2u);
  EXPECT_EQ(primary.first.trials, 4u);
  EXPECT_EQ(primary.first_unshared.trials, 2u);
  EXPECT_EQ(primary.first.hits, 1u);
  const auto tied = std::count_if(report_.misses.begin(), report_.misses.end(), [&](const Miss& m) {
    return report_.kinds[m.kind].key == "primary name" && m.shared;
  });
  EXPECT_EQ(tied, 2);
  // What a change leaves of both is one text too.
  EXPECT_EQ(Kind(report_, "middle name left out").shared, 2u);
}

TEST_F(TroubleTest, OriginalScriptAndWeakAliasesHaveKindsOfTheirOwn) {
  EXPECT_EQ(Kind(report_, "another script").alert.trials, 1u);
  EXPECT_EQ(Kind(report_, "weak alias").alert.trials, 1u);
  EXPECT_EQ(Kind(report_, "weak alias").section, Section::kApart);
}

TEST_F(TroubleTest, TheJsonSaysWhatTheReportSays) {
  rapidjson::Document json;
  json.Parse(SelftestJson(report_).c_str());
  ASSERT_FALSE(json.HasParseError());
  EXPECT_FALSE(json["every_listed_name_hits"].GetBool());
  EXPECT_EQ(json["shared_names"].GetInt(), 2);
  EXPECT_EQ(json["kinds"].Size(), report_.kinds.size());
  EXPECT_EQ(json["misses"].Size(), report_.misses.size());
  EXPECT_EQ(json["sections"]["listed"]["at_threshold"]["trials"].GetUint64(),
            SectionOf(report_, Section::kListed).alert.trials);
  EXPECT_EQ(json["curves"]["easy"]["points"].Size(), kCurvePoints);
}

TEST_F(TroubleTest, ThePageIsWellFormedAndEscapesNames) {
  const std::string page = SelftestHtml(report_);
  EXPECT_TRUE(IsWellFormed(page));
  EXPECT_THAT(page, Not(HasSubstr("<b>Quayside")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
  EXPECT_THAT(page, HasSubstr("<svg"));
  for (const KindFigures& kind : report_.kinds) {
    EXPECT_THAT(page, HasSubstr(EscapeMarkup(kind.key)));
  }
}

TEST(SvgTest, EscapesWhatMarkupMeans) {
  EXPECT_EQ(EscapeMarkup("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  EXPECT_EQ(EscapeMarkup("a\x01z\xff"), "a\uFFFDz\uFFFD");
}

TEST(SvgTest, PlotsAreWellFormedWithoutPointsToo) {
  EXPECT_TRUE(IsWellFormed(LinePlot("t < u", 0.5, 1, 0.7, {})));
  EXPECT_TRUE(IsWellFormed(LinePlot("t", 0.5, 1, 0.7, {{.label = "a & b", .colour = "#123456"}})));
  EXPECT_TRUE(IsWellFormed(IntervalPlot("t", 50, 95, {})));
  EXPECT_TRUE(IsWellFormed(IntervalPlot("t", 50, 95, {{.label = "<", .percent = 10}})));
}

}  // namespace
}  // namespace lynceus::validation
