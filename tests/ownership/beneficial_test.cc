// Who the beneficial owners are under the rules as the project ships them.
#include "lib/ownership/beneficial.h"

#include "lib/base/file.h"
#include "lib/rules/load.h"
#include "tests/ownership/graph_text.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ownership {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<const RuleSet> Shipped() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  const auto rules = rules::LoadRules(JoinPath(root == nullptr ? "." : root, "rules"));
  EXPECT_THAT(rules, support::IsOk());
  return rules.ok() ? *rules : std::make_shared<const RuleSet>();
}

BeneficialOwners OwnersOf(const std::string& facts, const char* rule, Date day = Day(2028, 1, 1)) {
  const auto rules = Shipped();
  const GraphText text(facts);
  const auto found =
      FindBeneficialOwners(text.graph(), *rules->FindBeneficial(rule), day, text.At("A"));
  EXPECT_THAT(found, support::IsOk());
  return found.value_or(BeneficialOwners());
}

// "X YES owned 39, Y NO none 5".
std::string Words(const BeneficialOwners& found) {
  std::string words;
  for (const BeneficialOwner& owner : found.owners) {
    words += (words.empty() ? "" : ", ") + owner.name + " " +
             std::string(AnswerName(owner.answer)) + " " + std::string(BasisName(owner.basis)) +
             " " + owner.share.ToCanonical();
  }
  return words;
}

TEST(BeneficialTest, EachRuleHasItsOwnTest) {
  const struct {
    const char* why;
    const char* rule;
    const char* facts;
    const char* owners;
  } rows[] = {
      {"multiplied along a chain", "eu-amlr", "X -> B shares 50\nB -> A shares 50",
       "X YES owned 25"},
      {"chains added", "eu-amlr",
       "X -> B shares 40\nX -> C shares 45\nB -> A shares 30\nC -> A shares 30",
       "X YES owned 25.5"},
      {"not a cascade: no majority, 20 percent in the end", "eu-amlr",
       "X -> B shares 50\nB -> A shares 40", "X NO none 20"},
      {"what a controlled company holds counts in full", "eu-amlr",
       "X -> B shares 51\nB -> A shares 40", "X YES controlled 20.4"},
      {"exactly a quarter", "eu-amlr", "X -> A shares 25\nY -> A shares 24.9999",
       "X YES owned 25, Y NO none 24.9999"},
      {"a range over the threshold", "eu-amlr", "X -> A shares 20..30",
       "X UNDETERMINED none [20..30]"},
      {"control by other means", "eu-amlr", "X -> A board unknown\nY -> A shares 100",
       "Y YES owned 100, X YES controlled 0"},
      {"the ceiling is not a rule at it", "fatf-25", "X -> A shares 25\nY -> A shares 26",
       "Y YES owned 26, X UNDETERMINED unverified 25"},
      {"equity alone", "us-cdd", "X -> A votes 90\nY -> A shares 25",
       "X UNDETERMINED none [0..75], Y YES owned 25"},
      {"above a quarter", "uk-psc", "X -> A shares 25\nY -> A shares 25.0001",
       "Y YES controlled 25.0001, X NO none 25"},
      {"majority stakes carry the whole", "uk-psc", "X -> B shares 51\nB -> A shares 26",
       "X YES controlled 13.26"},
      {"half does not", "uk-psc", "X -> B shares 50\nB -> A shares 100", "X NO none 50"},
      {"joint holders each hold the whole", "uk-psc",
       "X -> A shares 20 joint g\nY -> A shares 20 joint g",
       "X YES controlled 20, Y YES controlled 20"},
      {"votes in Japan", "jp-moj", "X -> A votes 25\nY -> A votes 26",
       "Y YES controlled 26, X NO none 25"},
      {"a quarter in Korea", "kr-bo", "X -> A shares 25", "X YES owned 25"},
      {"an unnamed holder may be the owner", "eu-amlr", "X -> A shares 10\n? -> A shares 20",
       "an unknown holder NO none 20, X UNDETERMINED none 10"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Words(OwnersOf(row.facts, row.rule)), row.owners) << row.rule << ": " << row.why;
  }
}

TEST(BeneficialTest, DatesAndWhatIsNotVerified) {
  const char* const facts = "X -> A shares 25";
  EXPECT_EQ(Words(OwnersOf(facts, "eu-amlr", Day(2027, 7, 9))), "X NO none 25");
  EXPECT_TRUE(OwnersOf(facts, "eu-amlr", Day(2027, 7, 9)).unverified);
  EXPECT_EQ(Words(OwnersOf(facts, "eu-amlr", Day(2027, 7, 10))), "X YES owned 25");
  EXPECT_FALSE(OwnersOf(facts, "eu-amlr", Day(2027, 7, 10)).unverified);
  EXPECT_FALSE(OwnersOf(facts, "us-cdd", Day(2018, 5, 10)).in_force);
}

TEST(BeneficialTest, ProofsHaveNothingToSpare) {
  const BeneficialOwners found = OwnersOf(
      "listed X US-OFAC SDN SDGT\nX -> B shares 50\nX -> C shares 50\nB -> A shares 40\n"
      "C -> A shares 20\nX -> A shares 4\nY -> A shares 10",
      "eu-amlr");
  ASSERT_EQ(Words(found), "X YES owned 34, Y NO none 10");
  EXPECT_THAT(found.owners[0].listed, ElementsAre("US-OFAC SDN SDGT"));
  std::vector<std::string> facts;
  facts.reserve(found.owners[0].evidence.size());
  for (const EvidenceItem& item : found.owners[0].evidence) {
    facts.push_back(item.owner_name + ">" + item.subject_name + " " + item.text);
  }
  // 20 by B and 10 by C; the 4 of its own are not needed.
  EXPECT_THAT(facts, testing::UnorderedElementsAre("X>B shares 50 %", "X>C shares 50 %",
                                                   "B>A shares 40 %", "C>A shares 20 %"));
  EXPECT_EQ(found.unstated_ppm, 560'000);
}

TEST(BeneficialTest, WhatWouldDecideAndWhomAnOwnerMayBe) {
  const BeneficialOwners range = OwnersOf("X -> A shares 20..30", "eu-amlr");
  EXPECT_THAT(range.owners[0].undecided,
              ElementsAre("how much of A X holds (shares 20 % to 30 %)"));
  const BeneficialOwners maybe =
      OwnersOf("listed L US-OFAC SDN SDGT\nL ~ X\nX -> A shares 30", "eu-amlr");
  ASSERT_EQ(Words(maybe), "X YES owned 30");
  EXPECT_THAT(maybe.owners[0].may_be, ElementsAre("L"));
  EXPECT_THAT(maybe.owners[0].listed, IsEmpty());
  const BeneficialOwners unnamed = OwnersOf("? -> A shares 60", "eu-amlr");
  ASSERT_EQ(Words(unnamed), "an unknown holder UNDETERMINED none 60");
  EXPECT_THAT(unnamed.owners[0].undecided, Contains(HasSubstr("whom no source names")));
}

}  // namespace
}  // namespace lynceus::ownership
