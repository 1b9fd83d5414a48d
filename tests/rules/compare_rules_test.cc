// What differs between two rule directories, pack by pack and key by key.
#include "lib/rules/compare_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::rules {
namespace {

using support::IsOk;
using support::StatusIs;

// "file key: before -> after" of each difference.
std::vector<std::string> Differences(const FileTexts& before, const FileTexts& after) {
  const support::TempDir a;
  const support::TempDir b;
  WriteRules(a, before);
  WriteRules(b, after);
  const auto comparison = CompareRules(a.path(), b.path());
  EXPECT_THAT(comparison, IsOk());
  std::vector<std::string> lines;
  for (const PackChange& pack : comparison->packs) lines.push_back(pack.pack);
  for (const KeyChange& key : comparison->keys) {
    lines.push_back(key.file + " " + key.key + ": " + key.before + " -> " + key.after);
  }
  return lines;
}

struct Edit {
  const char* file;
  const char* from;
  const char* to;
  std::vector<std::string> differences;
};

TEST(CompareRulesTest, NamesEachKeyThatDiffers) {
  for (const Edit& edit : std::vector<Edit>{
           {"policy/default.yaml",
            "pep: CLEAR",
            "pep: REVIEW",
            {"policy", "policy/default.yaml on_flag.pep: CLEAR -> REVIEW"}},
           {"policy/default.yaml",
            "suppress_flags: [pep]",
            "suppress_flags: [watchlist]",
            {"policy", "policy/default.yaml suppress_flags: pep -> ",
             "policy/default.yaml suppress_flags:  -> watchlist"}},
           {"policy/default.yaml",
            "block_score_min: 0.95\n",
            "",
            {"policy", "policy/default.yaml block_score_min: 0.95 -> "}},
           {"policy/presets.yaml",
            "match_score_min: 0.70",
            "match_score_min: 0.75",
            {"policy", "policy/presets.yaml presets[default].match_score_min: 0.70 -> 0.75"}},
           {"regimes/a.yaml",
            "threshold_percent: 50",
            "threshold_percent: 45",
            {"regimes", "regimes/a.yaml periods[1].threshold_percent: 50 -> 45"}},
           {"programmes/a.yaml",
            "    magnitsky_class: NAMED_MAGNITSKY\n",
            "",
            {"programmes",
             "programmes/a.yaml programmes[AA-ONE].magnitsky_class: NAMED_MAGNITSKY -> "}},
           {"regimes/a.yaml",
            "title: The rule of A",
            "title: The rule of A # only a comment",
            {"regimes"}},
       }) {
    FileTexts after = SmallRules();
    std::string& text = after[edit.file];
    ASSERT_NE(text.find(edit.from), std::string::npos) << edit.from;
    text.replace(text.find(edit.from), std::string(edit.from).size(), edit.to);
    EXPECT_EQ(Differences(SmallRules(), after), edit.differences) << edit.from;
  }
}

TEST(CompareRulesTest, NamesFilesThatAreInOneAlone) {
  FileTexts after = SmallRules();
  after["policy/rebuttals.yaml"] =
      "rebuttals:\n  - {party: x, regime: a-rule, author: A, reason: b, date: 2026-01-01}\n";
  EXPECT_EQ(Differences(SmallRules(), after),
            (std::vector<std::string>{"policy",
                                      "policy/rebuttals.yaml :  -> {rebuttals: [{party: "
                                      "x, regime: a-rule, author: A, reason: b, date: "
                                      "2026-01-01}]}"}));
  EXPECT_EQ(Differences(SmallRules(), SmallRules()), std::vector<std::string>());
}

TEST(CompareRulesTest, WhatCannotBeReadIsAnError) {
  const support::TempDir a;
  const support::TempDir b;
  WriteRules(a, SmallRules());
  FileTexts bad = SmallRules();
  bad["policy/default.yaml"] = "key: [\n";
  WriteRules(b, bad);
  EXPECT_THAT(CompareRules(a.path(), b.path()), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(CompareRules(a.path(), "/no/such"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace lynceus::rules
