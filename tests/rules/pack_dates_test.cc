// Rule files by date: which version speaks on a day, what is said where none is valid, who
// approves; and the digest of each pack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::rules {
namespace {

using support::IsOk;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Date Day(const char* text) { return *Date::ParseIso(text); }

// The smallest rules with `header` at the top of the policy, and other versions of it beside.
FileTexts Dated(const std::string& header, const FileTexts& others = {}) {
  FileTexts files = SmallRules();
  files["policy/default.yaml"] = header + files["policy/default.yaml"];
  for (const auto& [path, text] : others) {
    files[path] = text + SmallRules()["policy/default.yaml"];
  }
  return files;
}

std::shared_ptr<const RuleSet> Load(const FileTexts& files) {
  const support::TempDir dir;
  WriteRules(dir, files);
  auto rules = LoadRules(dir.path());
  EXPECT_THAT(rules, IsOk());
  return rules.value_or(nullptr);
}

std::vector<std::string> ProblemsOf(const FileTexts& files) {
  const support::TempDir dir;
  WriteRules(dir, files);
  std::vector<std::string> texts;
  const auto check = CheckRules(dir.path());
  EXPECT_THAT(check, IsOk());
  for (const absl::Status& problem : check->problems) {
    texts.push_back(ErrorText(problem).substr(ErrorText(problem).find("policy/")));
  }
  return texts;
}

FileTexts TwoPolicies() {
  FileTexts files =
      Dated("valid_until: 2027-01-01\n",
            {{"policy/default@2027.yaml", "valid_from: 2027-01-01\nvalid_until: 2028-01-01\n"}});
  std::string& next = files["policy/default@2027.yaml"];
  next.replace(next.find("key: small"), 10, "key: other");
  return files;
}

TEST(PackDatesTest, TheVersionOfTheDaySpeaks) {
  const auto rules = Load(TwoPolicies());
  ASSERT_NE(rules, nullptr);
  struct Case {
    const char* day;
    const char* policy;
    bool in_force;
    const char* why;
  };
  for (const Case& each : {
           Case{"1990-01-01", "small", true, "the first has no beginning"},
           Case{"2026-12-31", "small", true, "its last day"},
           Case{"2027-01-01", "other", true, "the first day of the next"},
           Case{"2027-12-31", "other", true, "the last day of the next"},
           Case{"2028-01-01", "other", false, "none is valid: the one that ended last"},
           Case{"2099-01-01", "other", false, "for ever"},
       }) {
    const RuleSet& day = rules->On(Day(each.day));
    EXPECT_EQ(day.policy.key, each.policy) << each.day << ": " << each.why;
    EXPECT_EQ(day.not_in_force.empty(), each.in_force) << each.day << ": " << each.why;
    EXPECT_EQ(day.digest, rules->digest) << "one set, one digest";
  }
  EXPECT_THAT(rules->On(Day("2028-01-01")).not_in_force,
              ElementsAre("the rules of policy/default@2027.yaml are valid from 2027-01-01 until "
                          "2028-01-01; they were applied on a day outside"));
}

TEST(PackDatesTest, BeforeTheFirstVersionAndInAGapTheNearestSpeaks) {
  const auto rules = Load(Dated("valid_from: 2026-01-01\nvalid_until: 2026-06-01\n",
                                {{"policy/default@b.yaml", "valid_from: 2026-07-01\n"}}));
  ASSERT_NE(rules, nullptr);
  for (const char* day : {"2025-12-31", "2026-06-15"}) {
    EXPECT_THAT(rules->On(Day(day)).not_in_force,
                ElementsAre(HasSubstr("the rules of policy/default.yaml are valid from 2026-01-01 "
                                      "until 2026-06-01")))
        << day;
  }
  EXPECT_THAT(rules->On(Day("2026-07-01")).not_in_force, IsEmpty());
}

// It could only let somebody pass.
TEST(PackDatesTest, ARebuttalOutsideItsDaysIsLeftOut) {
  FileTexts files = SmallRules();
  files["policy/rebuttals.yaml"] =
      "valid_until: 2026-06-01\n"
      "rebuttals:\n  - {party: x, regime: a-rule, author: A, reason: b, date: 2026-01-01}\n";
  const auto rules = Load(files);
  ASSERT_NE(rules, nullptr);
  EXPECT_EQ(rules->On(Day("2026-05-31")).rebuttals.size(), 1u);
  EXPECT_THAT(rules->On(Day("2026-05-31")).left_out, IsEmpty());
  EXPECT_THAT(rules->On(Day("2026-06-01")).rebuttals, IsEmpty());
  EXPECT_THAT(rules->On(Day("2026-06-01")).left_out,
              ElementsAre("the rules of policy/rebuttals.yaml are valid until 2026-06-01; they "
                          "were left out on a day outside"));
  EXPECT_THAT(rules->On(Day("2026-06-01")).not_in_force, IsEmpty());
}

TEST(PackDatesTest, MistakesAreNamed) {
  struct Case {
    FileTexts files;
    const char* problem;
  };
  for (const Case& each : std::vector<Case>{
           {Dated("author: Ada\napprover: \" ada \"\n"),
            "policy/default.yaml, line 2: approver: the author approves the own work. Do: let "
            "another person approve it"},
           {Dated("approver: Bea\n"),
            "policy/default.yaml, line 1: approver: nobody is named whose work was approved. Do: "
            "name the author"},
           {Dated("valid_from: 2026-06-01\nvalid_until: 2026-06-01\n"),
            "policy/default.yaml, line 2: valid_until: it is not after valid_from. Do: mend the "
            "dates"},
           {Dated("valid_from: soon\n"),
            "policy/default.yaml, line 1: valid_from: it is no day of the calendar. Do: write "
            "YYYY-MM-DD"},
           {Dated("valid_until: 2027-01-02\n",
                  {{"policy/default@2027.yaml", "valid_from: 2027-01-01\n"}}),
            "policy/default@2027.yaml, line 1: the version overlaps policy/default.yaml, which is "
            "valid until 2027-01-02. Do: end the one with valid_until where the other begins with "
            "valid_from"},
           {Dated("", {{"policy/default@2.yaml", ""}}),
            "policy/default@2.yaml, line 1: the version overlaps policy/default.yaml, which is "
            "valid. Do: end the one with valid_until where the other begins with valid_from"},
       }) {
    EXPECT_THAT(ProblemsOf(each.files), ElementsAre(each.problem));
  }
  EXPECT_THAT(ProblemsOf(Dated("author: Ada\napprover: Bea\n")), IsEmpty());
}

// What is wrong in every edition is said once.
TEST(PackDatesTest, AMistakeInADatedSetIsSaidOnce) {
  FileTexts files = TwoPolicies();
  files["policy/default.yaml"] += "unknown: 1\n";
  EXPECT_THAT(ProblemsOf(files), ElementsAre(HasSubstr("unknown: there is no such key")));
}

TEST(PackDatesTest, PinnedPacksHaveNoVersions) {
  FileTexts files = SmallRules();
  files["programmes/a@2.yaml"] = files["programmes/a.yaml"];
  const support::TempDir dir;
  WriteRules(dir, files);
  EXPECT_THAT(ErrorText(LoadRules(dir.path()).status()), HasSubstr("nothing reads this file"));
}

TEST(PackDigestTest, ChangesWithThePacksOwnFilesAlone) {
  const auto digests = [](const FileTexts& files) {
    std::map<std::string, std::string> all;
    const auto rules = Load(files);
    for (const PackDigest& pack : rules->packs) all[pack.pack] = pack.digest;
    return all;
  };
  const auto base = digests(SmallRules());
  ASSERT_THAT(base, testing::SizeIs(10));
  for (const auto& [path, text] : SmallRules()) {
    FileTexts files = SmallRules();
    files[path] += "# changed\n";
    const auto changed = digests(files);
    for (const auto& [pack, digest] : base) {
      EXPECT_EQ(changed.at(pack) != digest, path.starts_with(pack + "/")) << path << " " << pack;
    }
  }
}

}  // namespace
}  // namespace lynceus::rules
