// Every enumerator has a word, and the word reads back.
#include <gtest/gtest.h>

#include "lib/model/decision.h"
#include "lib/model/entity.h"
#include "lib/model/rules.h"
#include "lib/model/verdict.h"

namespace lynceus {
namespace {

TEST(WordsTest, SchemasReadBack) {
  for (int i = 0; i <= static_cast<int>(Schema::kAsset); ++i) {
    const auto schema = static_cast<Schema>(i);
    EXPECT_EQ(ParseSchema(SchemaName(schema)), schema);
  }
  EXPECT_EQ(ParseSchema("person"), Schema::kPerson);
  EXPECT_EQ(ParseSchema("Sandwich"), std::nullopt);
}

TEST(WordsTest, InterestKindsReadBackAndFallInOneGroup) {
  for (const InterestKind kind :
       {InterestKind::kShares, InterestKind::kVotes, InterestKind::kProfit,
        InterestKind::kOwnershipOther, InterestKind::kBoard, InterestKind::kInfluence,
        InterestKind::kControl, InterestKind::kTrust, InterestKind::kNominee,
        InterestKind::kDirector, InterestKind::kLinked, InterestKind::kFamily,
        InterestKind::kActsFor, InterestKind::kMember, InterestKind::kSuccessor}) {
    EXPECT_EQ(ParseInterestKind(InterestKindName(kind)), kind);
    EXPECT_EQ(IsOwnership(kind) + IsControl(kind) + IsAffiliation(kind), 1);
  }
}

TEST(WordsTest, AnswersAndDecisions) {
  EXPECT_EQ(AnswerName(Answer::kNotEvaluated), "NOT_EVALUATED");
  EXPECT_EQ(DecisionName(Decision::kReview), "REVIEW");
  EXPECT_EQ(ListStateName(ListState::kMissing), "missing");
  EXPECT_EQ(BasisName(Basis::kNoList), "no_list");
}

TEST(EntityTest, CaptionIsTheFirstPrimaryName) {
  Entity entity{.id = "x:1"};
  EXPECT_EQ(entity.caption(), "x:1");
  entity.names = {{"Second", NameKind::kAlias, ""}, {"First", NameKind::kPrimary, ""}};
  EXPECT_EQ(entity.caption(), "First");
}

}  // namespace
}  // namespace lynceus
