// What is said of mistakes in policies, scopes, good guys and block entries, and what a policy that
// has none says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/rules/policy_scope.h"
#include "tests/rules/small_rules.h"

namespace lynceus::rules {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> ProblemsOf(const FileTexts& files) {
  const support::TempDir dir;
  WriteRules(dir, files);
  const auto check = CheckRules(dir.path());
  EXPECT_TRUE(check.ok());
  std::vector<std::string> texts;
  for (const absl::Status& problem : check->problems) {
    std::string text = ErrorText(problem);
    const auto at = text.find(dir.path());
    if (at != std::string::npos) text.replace(at, std::string(dir.path()).size(), "%");
    texts.push_back(std::move(text));
  }
  EXPECT_EQ(LoadRules(dir.path()).ok(), texts.empty());
  return texts;
}

// The small policy is ten lines: what is added begins at line 10.
std::vector<std::string> WithPolicyLines(const std::string& lines) {
  FileTexts files = SmallRules();
  files["policy/default.yaml"] += lines;
  return ProblemsOf(files);
}

TEST(PolicyMistakesTest, AreEachNamedWithFileLineCauseAndRemedy) {
  const struct {
    const char* lines;
    const char* message;
  } kCases[] = {
      {"on_yes: BLOCK soon\n",
       "line 10: on_yes: soon is no priority of a BLOCK. Do: write REVIEW or BLOCK, then low, "
       "normal, high or urgent or nothing"},
      {"on_yes: BLOCK none\n", "line 10: on_yes: none is no priority of a BLOCK"},
      {"affiliates: {cousin: REVIEW}\n", "line 10: affiliates: there is no kind cousin. Do: use "},
      {"affiliates: {director: CLEAR low}\n",
       "line 10: affiliates: director: low is no priority of a CLEAR."},
      {"pep: {role.pope: REVIEW}\n",
       "line 10: pep: there is no kind role.pope. Do: use role.pep, role.rca, role.pol"},
      {"minority: {below: CLEAR}\n", "line 10: act_from_percent: the key is missing. Do: add it"},
      {"minority: {act_from_percent: 25}\n", "line 10: below: the key is missing. Do: add it"},
      {"minority: {act_from_percent: 25, below: CLEAR, above: BLOCK}\n",
       "line 10: above: there is no such key"},
      {"thresholds:\n  - {schemas: [Dragon], match_score_min: 0.8}\n",
       "line 11: schemas: there is no Dragon. Do: use Person"},
      {"thresholds:\n  - {corroboration: [hearsay], match_score_min: 0.8}\n",
       "line 11: corroboration: there is no hearsay. Do: use name_only, country, contradicted, "
       "date "
       "or identifier"},
      {"thresholds:\n  - {schemas: [Person]}\n",
       "line 11: match_score_min: the rule changes nothing. Do: give match_score_min or "
       "block_score_min"},
      {"thresholds:\n  - {match_score_min: 0.55}\n",
       "line 1: thresholds, rule 1: match_score_min: it is below 0.6000, where two names need "
       "share "
       "nothing that the index finds them by. Do: raise it"},
      {"thresholds:\n  - {match_score_min: 0.96}\n",
       "line 1: thresholds, rule 1: block_score_min is below match_score_min: a match between the "
       "two would block, and would be suppressed. Do: lower match_score_min, or raise "
       "block_score_min beside it"},
      {"second_person: {false_positive: CLEAR}\n",
       "line 10: false_positive: CLEAR is no decision of an alert. Do: use REVIEW or BLOCK"},
      {"second_person: {true_match: always}\n",
       "line 10: true_match: always is no decision of an alert. Do: use REVIEW or BLOCK"},
      {"second_person: {escalate: BLOCK}\n", "line 10: escalate: there is no such key"},
      {"second_person: BLOCK\n", "line 10: a map of keys is expected here. Do: write key: value"},
      {"business_lines: [Trade]\n", "line 10: business_lines: Trade has capital letters."},
      {"business_lines: [trade]\nscopes:\n  - {key: s, title: S, business_lines: [retail]}\n",
       "line 12: business_lines: retail does not stand in the policy's business_lines. Do: mend "
       "its "
       "spelling, or add it there"},
      {"scopes:\n  - {key: s, title: S, on_yes: BLOCK}\n",
       "line 11: business_lines: the scope holds for no question. Do: name business_lines, "
       "jurisdictions or both"},
      {"jurisdictions: [jp]\nscopes:\n  - {key: default, title: S, jurisdictions: [jp]}\n",
       "line 12: key: default is the scope of the policy itself. Do: rename it"},
      {"jurisdictions: [jp, gb]\nscopes:\n"
       "  - {key: a, title: A, jurisdictions: [jp]}\n"
       "  - {key: b, title: B, jurisdictions: [gb, jp]}\n",
       "line 13: the scope a holds for jp too. Do: leave it to one of them"},
      {"jurisdictions: [jp, gb]\nscopes:\n"
       "  - {key: a, title: A, jurisdictions: [jp]}\n"
       "  - {key: a, title: B, jurisdictions: [gb]}\n",
       "line 13: the scope a is given twice. Do: rename or remove one of them"},
      {"jurisdictions: [jp]\nscopes:\n"
       "  - {key: a, title: A, jurisdictions: [jp], preset: paeg}\n",
       "line 12: there is no preset paeg. Do: use default, page, or add it to policy/presets.yaml"},
      {"jurisdictions: [jp]\nscopes:\n"
       "  - {key: a, title: A, jurisdictions: [jp], suppress_flags: [designated]}\n",
       "line 12: suppress_flags: designated may not be suppressed. Do: remove it"},
      {"jurisdictions: [jp]\nscopes:\n"
       "  - {key: a, title: A, jurisdictions: [jp], on_missing_list: CLEAR}\n",
       "line 12: on_missing_list: it may not be CLEAR"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(WithPolicyLines(test.lines),
                Contains(HasSubstr(std::string("%/policy/default.yaml, ") + test.message)))
        << test.lines;
  }
}

constexpr char kDigest[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

FileTexts WithGoodGuy(const std::string& from, const std::string& to) {
  std::string text =
      "good_guys:\n"
      "  - key: gg\n"
      "    counterparty: c-1\n"
      "    asked_digest: " +
      std::string(kDigest) +
      "\n"
      "    listed: l:1\n"
      "    listed_digest: " +
      std::string(kDigest) +
      "\n"
      "    author: A. Officer\n"
      "    approver: B. Officer\n"
      "    reason: another person\n"
      "    from: 2026-01-01\n"
      "    until: 2027-01-01\n";
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  FileTexts files = SmallRules();
  files["policy/good_guys.yaml"] = text;
  return files;
}

TEST(GoodGuyMistakesTest, AreEachNamed) {
  EXPECT_THAT(ProblemsOf(WithGoodGuy("", "")), IsEmpty());
  const struct {
    const char* from;
    const char* to;
    const char* message;
  } kCases[] = {
      {"B. Officer", "a. officer",
       "line 8: approver: it is the author. Do: let another person approve the entry"},
      {"    approver: B. Officer\n", "", "line 2: approver: the key is missing. Do: add it"},
      {"    until: 2027-01-01\n", "", "line 2: until: the key is missing. Do: add it"},
      {"2027-01-01", "2026-01-01", "line 11: until: it is not after from. Do: mend the dates"},
      {"0123", "0x23",
       "line 4: asked_digest: it is no digest of 64 hexadecimal digits. Do: copy "
       "it from an answer"},
      {"    until: 2027-01-01\n", "    until: 2027-01-01\n  - {key: gg, listed: l:2}\n",
       "line 12: the key gg stands at "},
      {"reason", "raeson", "line 9: raeson: there is no such key"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(ProblemsOf(WithGoodGuy(test.from, test.to)),
                Contains(HasSubstr(std::string("%/policy/good_guys.yaml, ") + test.message)))
        << test.from;
  }
}

TEST(BlockEntryMistakesTest, AreEachNamed) {
  const std::string words = "key: be, author: A, approver: B, reason: r, from: 2026-01-01, ";
  const struct {
    const char* members;
    const char* message;
  } kCases[] = {
      {"names: [X Y]", "line 2: decision: the key is missing"},
      {"names: [X Y], decision: CLEAR",
       "line 2: decision: CLEAR is no decision of an entry. Do: use BLOCK or REVIEW"},
      {"decision: BLOCK", "line 2: names: nothing would find the party"},
      {"names: [X Y], decision: BLOCK, schema: Dragon",
       "line 2: schema: there is no schema Dragon"},
      {"names: [X Y], decision: BLOCK, countries: [KZ]",
       "line 2: countries: KZ is no code of two small letters"},
      {"names: [X Y], decision: BLOCK, birth_dates: [May 1961]",
       "line 2: birth_dates: May 1961 is no date"},
      {"names: [X Y], decision: BLOCK, identifiers: [leiCode]",
       "line 2: identifiers: the value is empty"},
  };
  for (const auto& test : kCases) {
    FileTexts files = SmallRules();
    files["policy/block_entries.yaml"] = "block_entries:\n  - {" + words + test.members + "}\n";
    EXPECT_THAT(ProblemsOf(files),
                Contains(HasSubstr(std::string("%/policy/block_entries.yaml, ") + test.message)))
        << test.members;
  }
}

TEST(PolicyTest, AScopeIsTheDefaultWithItsOwnLaidOver) {
  FileTexts files = SmallRules();
  files["policy/default.yaml"] +=
      "minority: {act_from_percent: 25, below: CLEAR}\n"
      "affiliates: {director: REVIEW low}\n"
      "second_person: {true_match: BLOCK, false_positive: BLOCK}\n"
      "thresholds:\n"
      "  - {schemas: [Person], corroboration: [name_only], match_score_min: 0.80}\n"
      "business_lines: [trade]\n"
      "jurisdictions: [jp]\n"
      "scopes:\n"
      "  - key: jp\n"
      "    title: Booked in Japan\n"
      "    jurisdictions: [jp]\n"
      "    on_flag: {pep: REVIEW urgent}\n"
      "    affiliates: {family: REVIEW high}\n"
      "    required_lists:\n"
      "      - {authority: AA, list: L1, age_days_max: 1}\n"
      "    suppress_flags: []\n"
      "    second_person: {false_positive: REVIEW}\n"
      "  - key: page\n"
      "    title: Another preset\n"
      "    business_lines: [trade]\n"
      "    preset: page\n";
  const support::TempDir dir;
  WriteRules(dir, files);
  const auto rules = LoadRules(dir.path());
  ASSERT_TRUE(rules.ok()) << ErrorText(rules.status());
  const auto chosen = ChooseScope((*rules)->policy, (*rules)->scopes, {"", "JP"});
  ASSERT_TRUE(chosen.ok());
  const Policy& japan = **chosen;
  EXPECT_EQ(japan.key, "small");
  EXPECT_EQ(japan.scope, "jp");
  EXPECT_EQ(japan.on_flag.at("pep"), Effect(Decision::kReview, Priority::kUrgent));
  EXPECT_EQ(japan.on_flag.at("designated"), Effect(Decision::kBlock)) << "the default's";
  EXPECT_EQ(japan.on_affiliate.size(), 2u);
  EXPECT_EQ(japan.minority->act_from_ppm, 250'000);
  ASSERT_EQ(japan.required_lists.size(), 1u);
  EXPECT_EQ(japan.required_lists[0].age_days_max, 1);
  EXPECT_THAT(japan.suppress_flags, IsEmpty());
  EXPECT_EQ(japan.second_person, (SecondPerson{Decision::kBlock, Decision::kReview}));
  EXPECT_EQ(japan.in_force.match_score_min, 7'001);
  EXPECT_EQ(
      japan.ThresholdsOf(japan.in_force, Schema::kPerson, Corroboration::kNameOnly).match_score_min,
      8'000);
  EXPECT_EQ(
      japan.ThresholdsOf(japan.in_force, Schema::kPerson, Corroboration::kDate).match_score_min,
      7'001);
  const auto page = ChooseScope((*rules)->policy, (*rules)->scopes, {"trade", "jp"});
  ASSERT_TRUE(page.ok());
  EXPECT_EQ((*page)->in_force.match_score_min, 5'500) << "another preset has its own thresholds";
  EXPECT_THAT((*page)->thresholds, IsEmpty());
  EXPECT_THAT((*rules)->policy.suppress_flags, ElementsAre("pep"));
}

TEST(PolicyTest, ExamplesAreCheckedAndInNoDigest) {
  FileTexts files = SmallRules();
  const support::TempDir plain;
  WriteRules(plain, files);
  files["policy/examples/bank.yaml"] = files["policy/default.yaml"];
  const support::TempDir with;
  WriteRules(with, files);
  EXPECT_EQ((*LoadRules(plain.path()))->digest, (*LoadRules(with.path()))->digest);
  files["policy/examples/bank.yaml"] += "on_yes: CLEAR\n";
  EXPECT_THAT(
      ProblemsOf(files),
      ElementsAre(HasSubstr("%/policy/examples/bank.yaml, line 10: on_yes: it may not be")));
}

}  // namespace
}  // namespace lynceus::rules
