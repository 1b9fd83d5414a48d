// What a rule directory becomes, its digests, where it is looked for, and what damage does.
#include "lib/rules/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::rules {
namespace {

using support::IsOk;
using support::IsOkAndHolds;
using support::StatusIs;

Date Day(const char* text) { return Date::ParseIso(text).value(); }

TEST(LoadRulesTest, ReadsEveryField) {
  const support::TempDir dir;
  WriteRules(dir, SmallRules());
  const auto rules = LoadRules(dir.path());
  ASSERT_THAT(rules, IsOk());
  const RuleSet& set = **rules;

  ASSERT_EQ(set.authorities.size(), 2u);
  EXPECT_EQ(set.authorities[0].title, "Authority A");
  EXPECT_THAT(set.authorities[0].aliases, testing::ElementsAre("Alpha", "a_list"));
  EXPECT_THAT(set.authorities[0].lists, testing::ElementsAre("L1", "L2"));

  const Programme* one = set.FindProgramme("AA", "One-Old");
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->key, "AA-ONE");
  EXPECT_EQ(one->title, "Programme one");
  EXPECT_EQ(one->magnitsky_class, "NAMED_MAGNITSKY");
  EXPECT_EQ(one->legal_basis, "Act 1");
  EXPECT_THAT(one->themes, testing::ElementsAre("human_rights"));
  EXPECT_THAT(one->measures, testing::ElementsAre("asset_freeze"));

  const Regime* regime = set.FindRegime("a-rule");
  ASSERT_NE(regime, nullptr);
  EXPECT_EQ(regime->measure, "asset_freeze");
  ASSERT_EQ(regime->seeds.size(), 1u);
  EXPECT_EQ(regime->seeds[0].authority, "AA");
  EXPECT_THAT(regime->seeds[0].lists, testing::ElementsAre("L1"));
  EXPECT_THAT(regime->seeds[0].except_programmes, testing::ElementsAre("ONE"));
  EXPECT_THAT(regime->sources, testing::ElementsAre("Act 1, section 2"));
}

TEST(LoadRulesTest, ReadsPeriodsAndThePolicyExactly) {
  const support::TempDir dir;
  WriteRules(dir, SmallRules());
  const auto rules = LoadRules(dir.path());
  ASSERT_THAT(rules, IsOk());
  const auto& periods = (*rules)->regimes[0].periods;
  ASSERT_EQ(periods.size(), 2u);
  EXPECT_EQ(periods[0].from, std::nullopt);
  EXPECT_EQ(periods[0].until, Day("2020-01-01"));
  EXPECT_EQ(periods[0].threshold_ppm, 500'000);
  EXPECT_EQ(periods[0].at_threshold, AtThreshold::kNotReached);
  EXPECT_EQ(periods[0].aggregation, Aggregation::kNone);
  EXPECT_EQ(periods[0].depth, Depth::kDirect);
  EXPECT_EQ(periods[1].from, Day("2020-01-01"));
  EXPECT_EQ(periods[1].threshold_ppm, 333'333);
  EXPECT_EQ(periods[1].at_threshold, AtThreshold::kReached);
  EXPECT_EQ(periods[1].aggregation, Aggregation::kJoint);
  EXPECT_THAT(periods[1].counts, testing::ElementsAre(InterestKind::kShares, InterestKind::kVotes));
  EXPECT_THAT(periods[1].controls, testing::ElementsAre(InterestKind::kBoard));
  EXPECT_TRUE(periods[1].rebuttable);
  EXPECT_EQ(periods[1].note, "Since 2020");

  const Policy& policy = (*rules)->policy;
  EXPECT_EQ(policy.key, "small");
  EXPECT_EQ(policy.preset, "default");
  const Preset* const usual = (*rules)->FindPreset("default");
  ASSERT_NE(usual, nullptr);
  EXPECT_EQ(usual->match_score_min, 7'001) << "the policy's own";
  EXPECT_EQ(usual->block_score_min, 9'500);
  EXPECT_EQ(usual->facts, FactsUse::kWeigh);
  const Preset* const page = (*rules)->FindPreset("page");
  ASSERT_NE(page, nullptr);
  EXPECT_EQ(page->scorer, NameScorer::kOfacSearch);
  EXPECT_EQ(page->match_score_min, 5'500) << "the policy speaks of its own preset only";
  EXPECT_EQ(page->block_score_min, kBlocksNever);
  EXPECT_EQ(page->facts, FactsUse::kIdentifiersOnly);
  EXPECT_EQ((*rules)->FindPreset("Default"), nullptr);
  ASSERT_EQ(policy.required_lists.size(), 1u);
  EXPECT_EQ(policy.required_lists[0].age_days_max, 3);
  EXPECT_THAT(policy.on_flag,
              testing::ElementsAre(testing::Pair("designated", Effect(Decision::kBlock)),
                                   testing::Pair("pep", Effect(Decision::kClear))));
  EXPECT_EQ(policy.on_yes, Effect(Decision::kBlock));
  EXPECT_EQ(policy.on_undetermined, Effect(Decision::kReview));
  EXPECT_THAT(policy.suppress_flags, testing::ElementsAre("pep"));
}

struct Digests {
  std::string all;
  std::string build;
};

Digests DigestsOf(const FileTexts& files) {
  const support::TempDir dir;
  WriteRules(dir, files);
  const auto rules = LoadRules(dir.path());
  EXPECT_THAT(rules, IsOk());
  return {(*rules)->digest, (*rules)->build_digest};
}

TEST(DigestTest, FollowsContentAndWhatIsPinned) {
  const Digests base = DigestsOf(SmallRules());
  EXPECT_EQ(base.all.size(), 64u);
  EXPECT_NE(base.all, base.build);
  struct Case {
    const char* file;
    bool all;
    bool build;
    const char* why;
  };
  for (const Case& each : std::vector<Case>{
           {"sources/authorities.yaml", true, true, "decides what a designation is stored as"},
           {"programmes/a.yaml", true, true, "pinned with the snapshot"},
           {"names/words.yaml", true, true, "stale keys would be silent misses"},
           {"regimes/a.yaml", true, false, "reloads hot"},
           {"groups/a.yaml", true, false, "reloads hot"},
           {"patterns/a.yaml", true, false, "reloads hot"},
           {"policy/default.yaml", true, false, "reloads hot"},
           {"policy/presets.yaml", true, false, "reloads hot"},
           {"README.md", false, false, "decides nothing"},
           {"regimes/.a.yaml.swp", false, false, "an editor's"},
       }) {
    FileTexts files = SmallRules();
    files[each.file] += "# changed\n";
    const Digests changed = DigestsOf(files);
    EXPECT_EQ(changed.all != base.all, each.all) << each.file << ": " << each.why;
    EXPECT_EQ(changed.build != base.build, each.build) << each.file << ": " << each.why;
  }
  FileTexts files = SmallRules();
  files["sources/cases.yaml"] = "cases:\n  - {word: alpha, authority: AA}\n";
  EXPECT_EQ(DigestsOf(files).all, base.all) << "no answer depends on a case";
}

TEST(DigestTest, IsThatOfTheDirectorysFilesWhereverTheyLie) {
  const support::TempDir a;
  const support::TempDir b;
  WriteRules(a, SmallRules());
  WriteRules(b, SmallRules());
  EXPECT_EQ((*LoadRules(a.path()))->digest, (*LoadRules(b.path()))->digest);
  EXPECT_EQ((*LoadRules(a.path()))->digest, (*LoadRules(a.path() + "/"))->digest);
}

// Mounted volumes show their files as links.
TEST(LoadRulesTest, ReadsLinkedFiles) {
  const support::TempDir real;
  const support::TempDir linked;
  WriteRules(real, SmallRules());
  for (const auto& [path, text] : SmallRules()) {
    ASSERT_THAT(MakeDirectories(linked / path.substr(0, path.rfind('/'))), IsOk());
    std::filesystem::create_symlink(real / path, linked / path);
  }
  const auto rules = LoadRules(linked.path());
  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ((*rules)->digest, (*LoadRules(real.path()))->digest);
}

TEST(FindRulesDirectoryTest, TakesTheFirstPlaceThatIsThere) {
  const support::TempDir dir;
  for (const char* name : {"option", "snapshot", "installed", "tree"}) {
    ASSERT_THAT(MakeDirectories(dir / name), IsOk());
  }
  RulePlaces places{.option = dir / "option",
                    .snapshot_copy = dir / "snapshot",
                    .installed = dir / "installed",
                    .source_tree = dir / "tree"};
  EXPECT_THAT(FindRulesDirectory(places), IsOkAndHolds(dir / "option"));
  places.option = "";
  EXPECT_THAT(FindRulesDirectory(places), IsOkAndHolds(dir / "snapshot"));
  places.snapshot_copy = dir / "gone";
  EXPECT_THAT(FindRulesDirectory(places), IsOkAndHolds(dir / "installed"));
  places.installed = dir / "gone";
  EXPECT_THAT(FindRulesDirectory(places), IsOkAndHolds(dir / "tree"));
  places.source_tree = "";
  EXPECT_THAT(FindRulesDirectory(places),
              StatusIs(absl::StatusCode::kNotFound,
                       "NOT_FOUND --rules: there are no rule packs in " + (dir / "gone") + " or " +
                           (dir / "gone") + ". Do: name the directory with --rules DIR"));
}

TEST(FindRulesDirectoryTest, NeverTakesOtherRulesThanThoseAskedFor) {
  const support::TempDir dir;
  EXPECT_THAT(FindRulesDirectory({.option = dir / "gone", .snapshot_copy = dir.path()}),
              StatusIs(absl::StatusCode::kNotFound));
}

TEST(FlagTypesTest, AreSortedAndOnce) {
  EXPECT_TRUE(std::is_sorted(FlagTypes().begin(), FlagTypes().end()));
  EXPECT_EQ(std::adjacent_find(FlagTypes().begin(), FlagTypes().end()), FlagTypes().end());
}

// --- the project's own packs ---

TEST(ProjectRulesTest, LoadAndKeepTheirGoldenCases) {
  const auto check = CheckRules(ProjectRules());
  ASSERT_THAT(check, IsOk());
  for (const absl::Status& problem : check->problems) ADD_FAILURE() << ErrorText(problem);
  EXPECT_GE(check->cases.at("sources") + check->cases.at("programmes"), 50u);
  EXPECT_GE(check->rules.programmes.size(), 150u);
  for (const std::string& key : check->unverified) {
    if (key.starts_with("footnote ")) continue;  // of the Entity List
    const auto& programmes = check->rules.programmes;
    const auto found = std::find_if(programmes.begin(), programmes.end(),
                                    [&](const Programme& each) { return each.key == key; });
    ASSERT_NE(found, programmes.end()) << key;
    EXPECT_EQ(found->magnitsky_class, "") << key << ": a finding must not rest on memory";
  }
}

TEST(ProjectRulesTest, ThePolicyNamesEveryFlagAndTheRegimesAreThere) {
  const auto rules = LoadRules(ProjectRules());
  ASSERT_THAT(rules, IsOk());
  std::vector<std::string> named;
  for (const auto& [type, decision] : (*rules)->policy.on_flag) {
    if (type.find('/') == std::string::npos) named.push_back(type);  // else of a class of it
  }
  EXPECT_EQ(named, FlagTypes());
  const Preset* const usual = (*rules)->FindPreset((*rules)->policy.preset);
  ASSERT_NE(usual, nullptr);
  EXPECT_EQ(usual->match_score_min, 7'000);
  EXPECT_EQ(usual->block_score_min, 9'000);
  for (const char* key : {"default", "strict", "broad", "ofac"}) {
    EXPECT_NE((*rules)->FindPreset(key), nullptr) << key;
  }
  for (const char* key : {"au", "ca", "ch", "eu-freeze", "eu-sectoral", "jp", "kr", "uk", "un",
                          "us-bis", "us-ofac", "us-sectoral"}) {
    EXPECT_NE((*rules)->FindRegime(key), nullptr) << key;
    EXPECT_EQ((*rules)->FindBeneficial(key), nullptr) << key;
  }
  for (const char* key : {"eu-amlr", "fatf-25", "jp-moj", "kr-bo", "uk-psc", "us-cdd"}) {
    EXPECT_NE((*rules)->FindBeneficial(key), nullptr) << key;
  }
}

// --- damage ---

// Whatever a byte is changed to, and wherever a file ends, the set loads or says why not; it never
// loads under the digest of the whole one.
TEST(DamageTest, EveryChangedByteIsSeen) {
  const support::TempDir dir;
  const FileTexts files = SmallRules();
  WriteRules(dir, files);
  const std::string digest = (*LoadRules(dir.path()))->digest;
  const auto expect_seen = [&](const std::string& path, std::size_t at) {
    const auto rules = LoadRules(dir.path());
    if (rules.ok()) {
      EXPECT_NE((*rules)->digest, digest) << path << " at " << at;
    } else {
      EXPECT_FALSE(DetailOf(rules.status()).cause.empty()) << path << " at " << at;
    }
  };
  for (const auto& [path, text] : files) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      WriteRules(dir, {{path, text.substr(0, at)}});
      expect_seen(path, at);
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
      WriteRules(dir, {{path, changed}});
      expect_seen(path, at);
    }
    WriteRules(dir, {{path, text}});
  }
  EXPECT_EQ((*LoadRules(dir.path()))->digest, digest);
}

}  // namespace
}  // namespace lynceus::rules
