// The flag magnitsky_style as data, direct and inherited, and who else designates a party.
#include "lib/screening/magnitsky.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/demo_engine.h"
#include "tests/screening/listed_world.h"

namespace lynceus::screening {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const ListedWorld& World() {
  static const ListedWorld& world = *new ListedWorld;  // one for all tests: it builds a snapshot
  return world;
}

std::vector<Flag> FlagsOf(const Match& match, const std::string& type) {
  std::vector<Flag> flags;
  for (const Flag& flag : match.flags) {
    if (flag.type == type) flags.push_back(flag);
  }
  return flags;
}

const JurisdictionRow& RowOf(const DesignationTable& table, const std::string& key) {
  const auto row = std::ranges::find(table.rows, key,
                                     [](const JurisdictionRow& each) { return each.jurisdiction; });
  EXPECT_NE(row, table.rows.end()) << key;
  return *row;
}

// "CLASS PROGRAMME", sorted; with the regime where it is inherited.
std::vector<std::string> Findings(const Match& match) {
  std::vector<std::string> findings;
  for (const Flag& flag : FlagsOf(match, "magnitsky_style")) {
    if (!flag.magnitsky) {
      findings.emplace_back("no data");
      continue;
    }
    const MagnitskyFinding& finding = *flag.magnitsky;
    findings.push_back(finding.magnitsky_class + " " + finding.programme + " " +
                       finding.jurisdiction +
                       (finding.inherited_under.empty()
                            ? ""
                            : " of " + finding.party_id + " by " + finding.inherited_under));
  }
  std::ranges::sort(findings);
  return findings;
}

TEST(MagnitskyTest, EachClassAndAuthorityDirectAndInherited) {
  using Words = std::vector<std::string>;
  const struct {
    const char* name;
    const char* day;
    const char* id;
    Decision decision;
    Words findings;
    const char* why;
  } kCases[] = {
      {"Zebulon Quixworth",
       "2026-11-05",
       "us:1",
       Decision::kBlock,
       {"GLOBAL_CORRUPTION GB-AC GB", "GLOBAL_HUMAN_RIGHTS US-GLOMAG US"},
       "two authorities, one party"},
      {"Zebulon Quixworth",
       "2020-01-01",
       "us:1",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS US-GLOMAG US"},
       "before the UK acted"},
      {"Zebulon Quixworth", "2016-01-01", "us:1", Decision::kReview, {}, "before anybody did"},
      {"Ottoline Fernweh",
       "2026-11-05",
       "us:2",
       Decision::kBlock,
       {"NAMED_MAGNITSKY US-MAGNIT US"},
       "the act of 2012"},
      {"Ottoline Fernweh",
       "2026-11-05",
       "gb:2",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS GB-HR GB"},
       "the UK's record is a party of its own"},
      {"Barnabas Oxlip",
       "2026-11-05",
       "us:3",
       Decision::kBlock,
       {"COUNTRY_HUMAN_RIGHTS US-HK US"},
       "of one country"},
      {"Cornelius Vantongeren",
       "2026-11-05",
       "ca:1",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS CA-JVCFOA CA"},
       "Canada"},
      {"Wilhelmina Strandgren",
       "2026-11-05",
       "au:1",
       Decision::kBlock,
       {"GLOBAL_CORRUPTION AU-CRP AU"},
       "Australia, with a dash that no list has"},
      {"Marmaduke Ellershaw",
       "2026-11-05",
       "au:2",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS AU-HUMAN AU"},
       "Australia"},
      {"Casimir Vorontsoff",
       "2026-11-05",
       "ftm:eu-x",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS EU-HR EU"},
       "the EU, from an aggregator's copy"},
      {"Perpetua Glimt",
       "2026-11-05",
       "state:1",
       Decision::kReview,
       {"VISA_ONLY US-7031C US"},
       "a visa ban freezes nothing"},
      {"Thaddeus Kornbluth",
       "2026-11-05",
       "lv:1",
       Decision::kReview,
       {"VISA_ONLY LV-MAGNITSKY LV"},
       "Latvia bars entry"},
      {"Quarrel Freight Works", "2026-11-05", "us:5", Decision::kBlock, {}, "listed, of no class"},
      {"Ignatius Mulberry", "2026-11-05", "us:6", Decision::kReview, {}, "not listed yet"},
      {"Ignatius Mulberry",
       "2027-06-01",
       "us:6",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS US-GLOMAG US"},
       "since it is"},
      {"Quixworth Mining Example",
       "2026-11-05",
       "t:mine",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS US-GLOMAG US of us:1 by us-ofac"},
       "50 % of 75 %: blocked for OFAC, and not for the UK, whose own designation hands nothing "
       "down"},
      {"Quixworth Timber Example",
       "2026-11-05",
       "t:more",
       Decision::kBlock,
       {"GLOBAL_CORRUPTION GB-AC GB of gb:1 by uk",
        "GLOBAL_HUMAN_RIGHTS US-GLOMAG US of us:1 by us-ofac"},
       "51 %: each by its own regime"},
      {"Quixworth Minor Example", "2026-11-05", "t:minor", Decision::kReview, {}, "40 %"},
      {"Vantongeren Estates Example",
       "2026-11-05",
       "t:ca",
       Decision::kBlock,
       {"GLOBAL_HUMAN_RIGHTS CA-JVCFOA CA of ca:1 by ca"},
       "Canada's own regime"},
      {"Quarrel Barges Example",
       "2026-11-05",
       "t:freight",
       Decision::kBlock,
       {},
       "owned by who is listed under no class"},
  };
  for (const auto& test : kCases) {
    const DecisionCore core = World().Screened(test.name, test.day);
    EXPECT_EQ(core.decision, test.decision) << test.name << ": " << test.why;
    const Match* const hit = ListedWorld::HitOf(core, test.id);
    ASSERT_NE(hit, nullptr) << test.name << ": " << test.why;
    EXPECT_EQ(Findings(*hit), test.findings) << test.name << ": " << test.why;
    EXPECT_EQ(hit->coverage.empty(), test.findings.empty()) << test.name;
  }
}

TEST(MagnitskyTest, AFindingSaysBothThemesDateAndLegalBasis) {
  const DecisionCore core = World().Screened("Zebulon Quixworth");
  const Match* const hit = ListedWorld::HitOf(core, "us:1");
  ASSERT_NE(hit, nullptr);
  const auto flags = FlagsOf(*hit, "magnitsky_style");
  ASSERT_EQ(flags.size(), 2u);
  const MagnitskyFinding& us = *flags[1].magnitsky;
  EXPECT_EQ(us.programme, "US-GLOMAG");
  EXPECT_THAT(us.themes, ElementsAre("human_rights", "corruption"));
  EXPECT_EQ(us.legal_basis, "E.O. 13818");
  EXPECT_EQ(us.date, Date::FromCivil(2017, 12, 21));
  EXPECT_EQ(us.party_id, "us:1");
  EXPECT_EQ(flags[1].text,
            "GLOBAL_HUMAN_RIGHTS US-GLOMAG (E.O. 13818; human_rights, corruption) of US since "
            "2017-12-21");
  EXPECT_THAT(flags[1].evidence, IsEmpty()) << "direct: there is no way";
  const DecisionCore canada = World().Screened("Cornelius Vantongeren");
  EXPECT_THAT(FlagsOf(canada.hits.front(), "magnitsky_style").front().magnitsky->themes,
              ElementsAre("human_rights", "corruption"));
}

TEST(MagnitskyTest, AnInheritedFindingShowsTheWayDown) {
  const DecisionCore core = World().Screened("Quixworth Mining Example");
  const Match* const hit = ListedWorld::HitOf(core, "t:mine");
  ASSERT_NE(hit, nullptr);
  const auto flags = FlagsOf(*hit, "magnitsky_style");
  ASSERT_EQ(flags.size(), 1u);
  const auto& way = flags.front().evidence;
  ASSERT_EQ(way.size(), 3u);
  EXPECT_EQ(way[0].kind, EvidenceKind::kDesignation);
  EXPECT_EQ(way[1].owner_id, way[0].owner_id);
  EXPECT_EQ(way[1].subject_id, "t:hold");
  EXPECT_EQ(way[2].owner_id, "t:hold");
  EXPECT_EQ(way[2].subject_id, "t:mine");
  ASSERT_EQ(hit->coverage.size(), 1u) << "of the owner that is designated";
  EXPECT_EQ(hit->coverage.front().name, "Zebulon Quixworth");
  EXPECT_EQ(RowOf(hit->coverage.front(), "GB").listing, Listing::kDesignated);
}

// --- who designates it ---

TEST(CoverageTableTest, EachRowSaysWhatIsKnownAndNoMore) {
  const DecisionCore core = World().Screened("Zebulon Quixworth");
  const Match* const hit = ListedWorld::HitOf(core, "us:1");
  ASSERT_NE(hit, nullptr);
  ASSERT_EQ(hit->coverage.size(), 1u);
  const struct {
    const char* jurisdiction;
    Listing listing;
    const char* text;
  } kRows[] = {
      {"US", Listing::kDesignated, "designated: US-GLOMAG (GLOBAL_HUMAN_RIGHTS) since 2017-12-21"},
      {"GB", Listing::kDesignated, "designated: GB-AC (GLOBAL_CORRUPTION) since 2021-07-22"},
      {"EU", Listing::kListPartial,
       "nothing is known: the list EU FSF, whose date is not stated, is not loaded whole from its "
       "publisher; not found in it"},
      {"CA", Listing::kNotListed, "not on the complete list CA SEMA of 2025-05-02"},
      {"AU", Listing::kNotListed, "not on the complete list AU DFAT, whose date is not stated"},
      {"EE", Listing::kListAbsent,
       "nothing is known: the list EE NATIONAL is not loaded; bars entry only; what the EU freezes "
       "is frozen here too"},
      {"LV", Listing::kNotListed,
       "not on the complete list LV MAGNITSKY of 2026-09-01; bars entry only; what the EU freezes "
       "is frozen here too"},
      {"LT", Listing::kListAbsent,
       "nothing is known: the list LT MAGNITSKY is not loaded; bars entry only; what the EU "
       "freezes is frozen here too"},
  };
  ASSERT_EQ(hit->coverage.front().rows.size(), std::size(kRows));
  for (const auto& expected : kRows) {
    const JurisdictionRow& row = RowOf(hit->coverage.front(), expected.jurisdiction);
    EXPECT_EQ(row.listing, expected.listing) << row.text;
    EXPECT_EQ(row.text, expected.text);
  }
}

// One human being on two lists, of whom no identifier proves that they are one.
TEST(CoverageTableTest, WhoMayBeTheSamePartyIsNeverNotListed) {
  const DecisionCore core = World().Screened("Ottoline Fernweh");
  const Match* const us = ListedWorld::HitOf(core, "us:2");
  const Match* const gb = ListedWorld::HitOf(core, "gb:2");
  ASSERT_TRUE(us != nullptr && gb != nullptr && us != gb);
  const JurisdictionRow& row = RowOf(us->coverage.front(), "GB");
  EXPECT_EQ(row.listing, Listing::kMayBe);
  EXPECT_EQ(row.text,
            "may be designated: GB-HR (GLOBAL_HUMAN_RIGHTS) since 2020-07-06, if gb:2 is the same "
            "party");
  EXPECT_EQ(RowOf(gb->coverage.front(), "US").listing, Listing::kMayBe);
  EXPECT_EQ(RowOf(gb->coverage.front(), "CA").listing, Listing::kNotListed);
}

TEST(CoverageTableTest, AListThatIsTooOldOrUndatedShowsNothing) {
  const ListedWorld world(
      "  - {authority: CA, list: SEMA, age_days_max: 30}\n"
      "  - {authority: AU, list: DFAT, age_days_max: 30}\n"
      "  - {authority: UK, list: UKSL, age_days_max: 30}\n");
  const DecisionCore core = world.Screened("Barnabas Oxlip");
  const Match* const hit = ListedWorld::HitOf(core, "us:3");
  ASSERT_NE(hit, nullptr);
  const DesignationTable& table = hit->coverage.front();
  EXPECT_EQ(RowOf(table, "CA").listing, Listing::kListStale);
  EXPECT_EQ(RowOf(table, "CA").text,
            "nothing is known: the list CA SEMA of 2025-05-02, is older than the policy allows or "
            "undated; not found in it");
  EXPECT_EQ(RowOf(table, "AU").listing, Listing::kListStale) << "undated where an age is asked";
  EXPECT_EQ(RowOf(table, "GB").listing, Listing::kNotListed) << "six days old";
  for (const JurisdictionRow& row : table.rows) {
    const bool whole = row.listing == Listing::kNotListed || row.listing == Listing::kDesignated;
    EXPECT_EQ(row.text.find("nothing is known") == std::string::npos, whole) << row.text;
  }
}

TEST(CoverageTableTest, TheQuestionAsAWholeHasOneWhereItAsks) {
  EXPECT_FALSE(World().Screened("Hokkaido Dairy Cooperative").coverage.has_value());
  const DecisionCore innocent = World().Screened("Hokkaido Dairy Cooperative", "2026-11-05", true);
  ASSERT_TRUE(innocent.coverage.has_value());
  EXPECT_EQ(RowOf(*innocent.coverage, "US").listing, Listing::kNotListed);
  EXPECT_EQ(RowOf(*innocent.coverage, "EU").listing, Listing::kListPartial);
  const DecisionCore listed = World().Screened("Quarrel Freight Works", "2026-11-05", true);
  ASSERT_TRUE(listed.coverage.has_value());
  EXPECT_EQ(RowOf(*listed.coverage, "US").text,
            "what it strongly matches is designated: US-RUSSIA-14024 since 2022-02-24");
  const Match* const hit = ListedWorld::HitOf(listed, "us:5");
  ASSERT_NE(hit, nullptr);
  EXPECT_THAT(hit->coverage, IsEmpty()) << "of no Magnitsky class";
}

TEST(CoverageTableTest, StandsInTextAndJson) {
  const DecisionCore core = World().Screened("Zebulon Quixworth", "2026-11-05", true);
  const std::string text = review::AnswerText(core, {});
  EXPECT_THAT(text, HasSubstr("          who designates Zebulon Quixworth (gb:1)\n"
                              "            US  designated: US-GLOMAG (GLOBAL_HUMAN_RIGHTS)"));
  EXPECT_THAT(text, HasSubstr("who designates it\n"));
  const std::string json = review::DecisionCoreJson(core);
  EXPECT_THAT(json, HasSubstr(R"("magnitsky":{"class":"GLOBAL_HUMAN_RIGHTS","jurisdiction":"US")"));
  EXPECT_THAT(json, HasSubstr(R"("direct":true)"));
  EXPECT_THAT(json, HasSubstr(R"({"jurisdiction":"EE","listing":"list_absent","under":[])"));
  EXPECT_THAT(review::DecisionCoreJson(World().Screened("Quixworth Mining Example")),
              HasSubstr(R"("direct":false,"inherited_under":"us-ofac")"));
}

// --- export control and debarment ---

TEST(ExportControlTest, AnEntryIsShownInTheListsWordsAndFreezesNothing) {
  const DecisionCore core = World().Screened("Halogen Optics Example");
  EXPECT_EQ(core.decision, Decision::kReview);
  const Match* const hit = ListedWorld::HitOf(core, "bis:1");
  ASSERT_NE(hit, nullptr);
  EXPECT_THAT(FlagsOf(*hit, "designated"), IsEmpty());
  const auto flags = FlagsOf(*hit, "export_control");
  ASSERT_EQ(flags.size(), 1u);
  ASSERT_TRUE(flags.front().export_control.has_value());
  const ExportEntry& entry = flags.front().export_control->entries.front();
  EXPECT_EQ(entry.programme, "US-BIS-EL");
  EXPECT_EQ(entry.policy, "Policy of denial.");
  EXPECT_EQ(entry.scope, "all_items");
  EXPECT_EQ(entry.review, "policy_of_denial");
  EXPECT_THAT(entry.footnotes, ElementsAre("3"));
  EXPECT_THAT(flags.front().text, HasSubstr("; footnote 3, foreign direct products for Russian"));
  EXPECT_THAT(flags.front().text, HasSubstr("; licence policy: Policy of denial."));
  EXPECT_THAT(review::DecisionCoreJson(core), HasSubstr(R"("footnotes":["3"])"));
}

TEST(ExportControlTest, TheStrictestOfTheOwnersIsSaidWhereWordsOrderThem) {
  const DecisionCore core = World().Screened("Spectral Trading Example", "2025-10-15");
  EXPECT_EQ(core.decision, Decision::kReview) << "a licence, no freeze";
  const Match* const hit = ListedWorld::HitOf(core, "t:denied");
  ASSERT_NE(hit, nullptr);
  const auto flags = FlagsOf(*hit, "export_control");
  ASSERT_EQ(flags.size(), 1u);
  ASSERT_TRUE(flags.front().export_control.has_value());
  const ExportFinding& finding = *flags.front().export_control;
  EXPECT_EQ(finding.inherited_under, "us-bis");
  EXPECT_EQ(finding.entries.size(), 2u) << "30 % of the Entity List, 25 % of the MEU List";
  EXPECT_EQ(finding.strictest, "policy_of_denial");
  EXPECT_THAT(flags.front().text, HasSubstr("; the strictest is policy of denial"));
}

TEST(ExportControlTest, WhereWordsDoNotOrderThemAllAreListed) {
  const DecisionCore core = World().Screened("Umbral Trading Example", "2025-10-15");
  const Match* const hit = ListedWorld::HitOf(core, "t:open");
  ASSERT_NE(hit, nullptr);
  const auto flags = FlagsOf(*hit, "export_control");
  ASSERT_EQ(flags.size(), 1u);
  EXPECT_EQ(flags.front().export_control->strictest, "unordered");
  EXPECT_EQ(flags.front().export_control->entries.size(), 2u)
      << "also the owner of 5 %, without whom the rule would be met";
  EXPECT_THAT(flags.front().text,
              HasSubstr("which is the strictest does not follow from the words that the lists "
                        "carry: bis:2 (Presumption of denial), bis:3 (See 744.21(d))"));
}

TEST(ExportControlTest, TheRuleIsSuspendedAndThenNotVerified) {
  const DecisionCore suspended = World().Screened("Spectral Trading Example", "2026-01-15");
  const Match* hit = ListedWorld::HitOf(suspended, "t:denied");
  ASSERT_NE(hit, nullptr);
  EXPECT_THAT(FlagsOf(*hit, "export_control"), IsEmpty());
  const DecisionCore after = World().Screened("Spectral Trading Example", "2026-12-01");
  hit = ListedWorld::HitOf(after, "t:denied");
  ASSERT_NE(hit, nullptr);
  const auto flags = FlagsOf(*hit, "undetermined_ownership");
  ASSERT_EQ(flags.size(), 1u);
  ASSERT_TRUE(flags.front().export_control.has_value());
  EXPECT_EQ(flags.front().export_control->strictest, "policy_of_denial");
}

TEST(DebarmentTest, IsAFlagOfItsOwnAndHandsNothingDown) {
  const DecisionCore core = World().Screened("Ledger Works Example");
  EXPECT_EQ(core.decision, Decision::kReview);
  const Match* const hit = ListedWorld::HitOf(core, "bank:1");
  ASSERT_NE(hit, nullptr);
  EXPECT_EQ(FlagsOf(*hit, "debarment").size(), 1u);
  EXPECT_THAT(FlagsOf(*hit, "designated"), IsEmpty());
  const DecisionCore owned = World().Screened("Ledger Printing Example");
  const Match* const below = ListedWorld::HitOf(owned, "t:bank");
  ASSERT_NE(below, nullptr);
  EXPECT_THAT(FlagsOf(*below, "owned"), IsEmpty());
  EXPECT_THAT(FlagsOf(*below, "debarment"), IsEmpty());
  EXPECT_NE(owned.decision, Decision::kBlock);
}

// Parties that the README names, from the demonstration's lists.
TEST(MagnitskyTest, ThePartiesOfTheDemonstration) {
  const struct {
    const char* name;
    const char* id;
    std::vector<std::string> findings;
  } kCases[] = {
      {"GERTLER, Dan", "ofac-sdn:23252", {"GLOBAL_HUMAN_RIGHTS US-GLOMAG US"}},
      {"Kasai Example Minerals (invented)",
       "demo:kasai",
       {"GLOBAL_HUMAN_RIGHTS US-GLOMAG US of ofac-sdn:23252 by us-ofac"}},
      {"Sovcombank", "ofac-sdn:34737", {}},
      {"Kama River Equipment Leasing (invented)", "bods:demo-kama", {}},
      {"Russia-Japan Investment Fund", "demo:rjif", {}},
      {"Sakhalin-1 LLC", "demo:sakhalin1", {}},
      {"Japan Arctic LNG B.V.", "bods:demo-japan-arctic", {}},
  };
  for (const auto& test : kCases) {
    const auto core = Evaluate({.names = {test.name}}, *Date::FromCivil(2026, 11, 1), DemoEngine());
    ASSERT_TRUE(core.ok()) << test.name;
    const Match* const hit = ListedWorld::HitOf(*core, test.id);
    ASSERT_NE(hit, nullptr) << test.name;
    EXPECT_EQ(Findings(*hit), test.findings) << test.name;
  }
}

}  // namespace
}  // namespace lynceus::screening
