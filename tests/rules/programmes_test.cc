// The catalogue of programmes: what is refused in it, which regimes each seeds, that it is
// complete, and how it stands beside another catalogue.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "lib/model/export_rules.h"
#include "lib/rules/check_programmes.h"
#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::rules {
namespace {

using support::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Mistake {
  const char* file;
  const char* from;  // replaced once
  const char* to;
  const char* said;  // a part of one problem
};

std::vector<std::string> ProblemsAfter(const Mistake& mistake) {
  FileTexts files = SmallRules();
  std::string& text = files.at(mistake.file);
  const std::size_t at = text.find(mistake.from);
  EXPECT_NE(at, std::string::npos) << mistake.file << ": " << mistake.from;
  if (at != std::string::npos) text.replace(at, std::string(mistake.from).size(), mistake.to);
  const support::TempDir dir;
  WriteRules(dir, files);
  std::vector<std::string> said;
  const auto check = CheckRules(dir.path());
  EXPECT_THAT(check, IsOk());
  for (const absl::Status& problem : check->problems) said.push_back(ErrorText(problem));
  return said;
}

TEST(ProgrammeMistakesTest, AreNamed) {
  constexpr Mistake kMistakes[] = {
      {"programmes/a.yaml", "measures: [asset_freeze]", "measures: [asset-freeze]",
       "line 9: measures: there is no measure asset-freeze. Do: use one of arms_embargo, "},
      {"programmes/a.yaml", "themes: [human_rights]", "themes: [Human rights]",
       "line 8: themes: Human rights is no theme. Do: write it as human_rights"},
      {"programmes/a.yaml", "themes: [human_rights]", "themes: [corruption]",
       "themes: the class NAMED_MAGNITSKY is about human_rights. Do: add the theme"},
      {"programmes/a.yaml", "NAMED_MAGNITSKY", "VISA_ONLY",
       "measures: what bars entry alone freezes nothing. Do: remove asset_freeze"},
      {"programmes/a.yaml", "    measures: [asset_freeze]\n",
       "    measures: [asset_freeze]\n    seeds: [a-rule]\n",
       "AA-ONE says that it seeds a-rule, and by regimes/ it seeds no regime"},
      {"programmes/a.yaml", "aliases: [ONE]}", "aliases: [ONE], seeds: [b-rule]}",
       "BB-ONE says that it seeds b-rule, and by regimes/ it seeds no regime"},
      {"regimes/a.yaml", ", except_programmes: [ONE]}", "}\n  - {authority: BB}",
       ""},  // nothing contradicts: see the next
      {"programmes/a.yaml", "measures: [asset_freeze]", "measures: [travel_ban]\n    lists: [L9]",
       "AA has no list L9. Do: mend its spelling"},
      {"programmes/a.yaml", "authority: BB", "authority: AA",
       "the alias ONE means AA-ONE already. Do: keep it in one of them, or name the regulations"},
      {"sources/authorities.yaml", "jurisdiction: AA", "jurisdiction: Aa",
       "jurisdiction: Aa is no jurisdiction. Do: write an ISO 3166-1 code in capitals, EU, UN"},
      {"sources/authorities.yaml", "    jurisdiction: AA\n", "",
       "jurisdiction: the key is missing. Do: add it"},
      {"sources/authorities.yaml", "lists: [L1, L2]",
       "lists: [L1, L2]\n    list_flags: {L1: sectoral}",
       "the list AA L1 raises sectoral, and seeds a freeze. Do: name the lists that freeze"},
      {"coverage/a.yaml", "list: L1", "list: L7", "AA has no list L7"},
      {"coverage/a.yaml", "authority: AA", "authority: BB", "BB is of BB, not of AA"},
      {"coverage/a.yaml", "authority: AA", "authority: CC", "there is no authority CC"},
      {"coverage/a.yaml", "lists: [{authority: AA, list: L1}], ", "",
       "lists: no list shows who is designated there. Do: name one at least"},
      {"coverage/a.yaml", "note: Act 1 only", "notes: Act 1 only", "notes: there is no such key"},
      {"export/a.yaml", "phrases: [section 7]", "phrases: []", "phrases: there is no phrase"},
      {"export/a.yaml", "key: by_case", "key: denial", "key: denial stands twice"},
      {"export/a.yaml", "key: by_case", "key: unordered", "key: unordered stands twice"},
      {"export/a.yaml", "limits: [except]\n", "", "limits: there is no phrase"},
      {"export/a.yaml", "sources: [Text 1]\n", "", "sources: there is no source"},
      {"policy/default.yaml", "  pep: CLEAR", "  pep/VISA_ONLY: CLEAR",
       "on_flag: pep/VISA_ONLY is no type of flag"},
      {"policy/default.yaml", "  pep: CLEAR", "  magnitsky_style/VISA: CLEAR",
       "on_flag: magnitsky_style/VISA is no type of flag"},
  };
  for (const Mistake& mistake : kMistakes) {
    if (*mistake.said == '\0') {
      EXPECT_THAT(ProblemsAfter(mistake), IsEmpty()) << mistake.to;
    } else {
      EXPECT_THAT(ProblemsAfter(mistake), Contains(HasSubstr(mistake.said))) << mistake.to;
    }
  }
}

TEST(ProgrammeMistakesTest, WhatFreezesNothingMaySeedNoFreeze) {
  FileTexts files = SmallRules();
  files["regimes/b.yaml"] = files["regimes/a.yaml"];
  const std::string seeds = "seeds:\n  - {authority: AA, lists: [L1], except_programmes: [ONE]}\n";
  std::string& text = files["regimes/b.yaml"];
  text.replace(text.find(seeds), seeds.size(), "seeds:\n  - {authority: BB}\n");
  text.replace(text.find("a-rule"), 6, "b-rule");
  std::string& programmes = files["programmes/a.yaml"];
  programmes.replace(programmes.find("aliases: [ONE]}"), 15,
                     "aliases: [ONE], measures: [travel_ban]}");
  const support::TempDir dir;
  WriteRules(dir, files);
  const auto check = CheckRules(dir.path());
  ASSERT_THAT(check, IsOk());
  ASSERT_EQ(check->problems.size(), 1u);
  EXPECT_THAT(ErrorText(check->problems.front()),
              HasSubstr("BB-ONE freezes nothing, and seeds the freeze of b-rule"));
}

TEST(ProgrammeLookUpTest, CaseAndDashesAreOneAndRegulationsTellCodesApart) {
  const auto rules = LoadRules(ProjectRules());
  ASSERT_THAT(rules, IsOk());
  const RuleSet& set = **rules;
  const struct {
    const char* code;
    const char* basis;
    const char* key;
  } kEu[] = {
      {"IRN", "", "EU-IRN"},
      {"irn", "2023/420 (OJ L61)", "EU-IRN"},
      {"IRN", "359/2011 (OJ L100)", "EU-IRN-HR"},
      {"IRN", "CELEX 32011R0359, annex I", "EU-IRN-HR"},
      {"IRN", "1359/2011", "EU-IRN"},
      {"IRN", "359/20111", "EU-IRN"},
      {"IRN", "Council Regulation (EU) No 267/2012", "EU-IRN-NUC"},
      {"IRN", "2023/1529", "EU-IRN-UAV"},
      {"RUS", "2024/1485", "EU-RUS"},
      {"RUS", "833/2014", "EU-RUS-SECTORAL"},
  };
  for (const auto& test : kEu) {
    const Programme* const found = set.FindProgramme("EU", test.code, test.basis);
    ASSERT_NE(found, nullptr) << test.basis;
    EXPECT_EQ(found->key, test.key) << test.basis;
  }
  for (const char* dash : {"-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
    const std::string code = std::string("Autonomous (Thematic ") + dash + " human rights)";
    ASSERT_NE(set.FindProgramme("AU", code), nullptr) << code;
    EXPECT_EQ(set.FindProgramme("AU", code)->key, "AU-HUMAN");
  }
  EXPECT_EQ(set.FindProgramme("AU", "Autonomous (Thematic \u2020 Human Rights)"), nullptr);
  EXPECT_EQ(set.FindProgramme("AU", "Autonomous (Thematic - Human Rights"), nullptr);
  EXPECT_EQ(set.FindProgramme("EU", ""), nullptr);
}

TEST(CatalogueTest, IsComplete) {
  const auto rules = LoadRules(ProjectRules());
  ASSERT_THAT(rules, IsOk());
  EXPECT_GE((*rules)->programmes.size(), 330u);
  for (const Programme& programme : (*rules)->programmes) {
    EXPECT_FALSE(programme.legal_basis.empty()) << programme.key;
    EXPECT_FALSE(programme.themes.empty()) << programme.key;
    EXPECT_FALSE(programme.measures.empty()) << programme.key;
    ASSERT_TRUE(programme.seeds.has_value()) << programme.key << ": which regimes it seeds";
    EXPECT_EQ(*programme.seeds, SeededRegimes(**rules, programme)) << programme.key;
  }
}

// A programme for both says both, and each class has its programmes in more than one jurisdiction
// or says why not.
TEST(CatalogueTest, MagnitskyClassesAsTheAuthoritiesHaveThem) {
  const auto rules = LoadRules(ProjectRules());
  ASSERT_THAT(rules, IsOk());
  std::map<std::string, std::set<std::string>> keys;
  for (const Programme& programme : (*rules)->programmes) {
    if (!programme.magnitsky_class.empty()) keys[programme.magnitsky_class].insert(programme.key);
  }
  EXPECT_THAT(keys["GLOBAL_HUMAN_RIGHTS"],
              ElementsAre("AU-HUMAN", "CA-JVCFOA", "EU-HR", "GB-HR", "US-GLOMAG"));
  EXPECT_THAT(keys["GLOBAL_CORRUPTION"], ElementsAre("AU-CRP", "GB-AC"));
  EXPECT_THAT(keys["NAMED_MAGNITSKY"], ElementsAre("US-MAGNIT"));
  EXPECT_THAT(keys["COUNTRY_HUMAN_RIGHTS"],
              ElementsAre("EU-IRN-HR", "EU-RUS", "GB-IRN-HR", "US-HK", "US-HRIT-IR", "US-HRIT-SY",
                          "US-IRAN-HR", "US-NICARAGUA-NHRAA", "US-UHRPA"));
  EXPECT_THAT(keys["VISA_ONLY"], ElementsAre("EE-BLR", "EE-HR", "EE-RUS", "LT-MAGNITSKY",
                                             "LV-MAGNITSKY", "US-7031C", "US-CORRUPT-353"));
  for (const char* both : {"US-GLOMAG", "CA-JVCFOA", "US-7031C", "LT-MAGNITSKY"}) {
    const auto& programmes = (*rules)->programmes;
    const auto found =
        std::ranges::find(programmes, both, [](const Programme& each) { return each.key; });
    ASSERT_NE(found, programmes.end());
    EXPECT_THAT(found->themes, testing::IsSupersetOf({"human_rights", "corruption"})) << both;
  }
}

// The programmes that OpenSanctions catalogues are a check-list: each has a counterpart here, by
// key or alias, or a row with the reason in rules/programmes/README.md, and none has both.
TEST(CatalogueTest, EachProgrammeOfTheCheckListHasACounterpartOrAReason) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto rules = LoadRules(ProjectRules());
  ASSERT_THAT(rules, IsOk());
  std::set<std::string> words;
  for (const Programme& programme : (*rules)->programmes) {
    words.insert(programme.key);
    words.insert(programme.aliases.begin(), programme.aliases.end());
  }
  std::string readme = ReadFile(JoinPath(ProjectRules(), "programmes/README.md")).value();
  readme.erase(0, readme.find("without a counterpart"));
  std::set<std::string> reasons;
  for (const std::string& line : SplitTrimmed(readme, '\n')) {
    if (!line.starts_with("| `")) continue;
    for (const std::string& cell : SplitTrimmed(line.substr(1, line.find('|', 1) - 1), ',')) {
      reasons.insert(cell.substr(1, cell.size() - 2));
    }
  }
  const std::string directory = JoinPath(*support::TestDataDir(), "programs");
  const std::vector<std::string> files = ListDirectory(directory).value();
  std::size_t with_counterpart = 0;
  for (const std::string& file : files) {
    const std::string key = file.substr(0, file.find('.'));
    const bool known = words.contains(key);
    with_counterpart += known ? 1 : 0;
    EXPECT_NE(known, reasons.contains(key))
        << key << (known ? " has a counterpart and a reason for none" : " has neither");
    reasons.erase(key);
  }
  EXPECT_EQ(files.size(), 261u);
  EXPECT_GE(with_counterpart, 180u);
  EXPECT_THAT(reasons, IsEmpty()) << "reasons for what is on no check-list";
}

// --- the order of licence reviews ---

ExportEntry Entry(const char* scope, const char* requirement, const char* review,
                  const char* policy) {
  return {.requirement = requirement, .policy = policy, .scope = scope, .review = review};
}

TEST(StrictestTest, IsSaidWhereTheWordsOrderThemAlone) {
  const auto rules = LoadRules(ProjectRules());
  ASSERT_THAT(rules, IsOk());
  const ExportRules& set = (*rules)->export_control;
  const ExportEntry denial = Entry("all_items", "all", "policy_of_denial", "Policy of denial");
  const ExportEntry presumed = Entry("all_items", "all", "presumption_of_denial", "P");
  const ExportEntry by_case = Entry("all_items", "all of 744.11", "case_by_case", "C");
  const ExportEntry some = Entry("some_items", "supplement 2", "unordered", "See 744.21");
  const ExportEntry limited = Entry("some_items", "all except", "policy_of_denial", "D");
  const ExportEntry none = Entry("", "", "unordered", "");
  const struct {
    std::vector<ExportEntry> entries;
    const char* strictest;
    const char* why;
  } kCases[] = {
      {{denial}, "policy_of_denial", "one alone"},
      {{by_case, presumed}, "presumption_of_denial", "the order of the pack"},
      {{presumed, by_case}, "presumption_of_denial", "whatever the order of the entries"},
      {{presumed, some}, "unordered", "what 744.21 asks is not said"},
      {{denial, some}, "policy_of_denial", "nothing is stricter than a policy of denial of all"},
      {{denial, none}, "policy_of_denial", "nor where a list carries no words"},
      {{limited, by_case}, "unordered", "strict on some items, lenient on all"},
      {{limited, limited}, "policy_of_denial", "the same words"},
      {{some}, "unordered", "one alone that has no place in the order"},
      {{}, "unordered", "nobody"},
  };
  for (const auto& test : kCases)
    EXPECT_EQ(StrictestOf(set, test.entries), test.strictest) << test.why;
}

}  // namespace
}  // namespace lynceus::rules
