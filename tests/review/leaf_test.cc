// The leaf's byte table, commitments, and the promise that a leaf holds no personal data.
#include "lib/review/leaf.h"

#include <gtest/gtest.h>

#include "lib/base/random.h"
#include "lib/review/recorder.h"
#include "tests/support/status_matchers.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;

Leaf SampleLeaf() {
  return {.kind = RecordKind::kScreen,
          .unix_micros = 1'795'441'620'982'937,
          .request_id = "line-7",
          .caller = "command-line",
          .snapshot = std::string(64, 'a'),
          .rules = std::string(64, 'b'),
          .engine = "lynceus 0.1.0",
          .as_of_days = -3,
          .decision = Decision::kBlock,
          .score_max = 9'876,
          .score_min = 7'000,
          .hits = 2,
          .suppressed = 1,
          .truncated = true,
          .input_commitment = Sha256Of("i"),
          .answer_commitment = Sha256Of("a"),
          .body_digest = Sha256Of("b")};
}

TEST(LeafTest, ReadsBack) {
  const std::string bytes = EncodeLeaf(SampleLeaf());
  const auto leaf = DecodeLeaf(bytes);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(EncodeLeaf(*leaf), bytes);
  EXPECT_EQ(leaf->as_of_days, -3);
  EXPECT_EQ(leaf->request_id, "line-7");
  EXPECT_EQ(leaf->score_max, 9'876);
  EXPECT_TRUE(leaf->truncated);
  EXPECT_EQ(leaf->body_digest, Sha256Of("b"));
}

TEST(LeafTest, TheTableOfTheDocumentHolds) {
  const std::string bytes = EncodeLeaf(SampleLeaf());
  EXPECT_EQ(bytes.substr(0, 4), "LYNR");
  EXPECT_EQ(bytes[4], 1) << "version";
  EXPECT_EQ(bytes[6], 1) << "kind";
  EXPECT_EQ(bytes[7], 2) << "decision";
  EXPECT_EQ(bytes[36], 1) << "truncated";
  EXPECT_EQ(bytes[133], 6) << "length of the request id";
  EXPECT_EQ(bytes.substr(134, 6), "line-7");
}

TEST(LeafTest, EveryChangeIsAnErrorOrAnotherLeaf) {
  const std::string bytes = EncodeLeaf(SampleLeaf());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    EXPECT_FALSE(DecodeLeaf(bytes.substr(0, at)).ok()) << "cut at " << at;
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x40);
    const auto leaf = DecodeLeaf(changed);
    EXPECT_TRUE(!leaf.ok() || EncodeLeaf(*leaf) == changed) << at;
  }
  EXPECT_THAT(DecodeLeaf(bytes + "x").status(), StatusIs(absl::StatusCode::kDataLoss));
  std::string newer = bytes;
  newer[4] = 2;
  EXPECT_THAT(DecodeLeaf(newer).status(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(CommitmentTest, DependsOnEveryPart) {
  const Sha256 commitment = Commitment("input", "salt", "text");
  EXPECT_NE(commitment, Commitment("answer", "salt", "text"));
  EXPECT_NE(commitment, Commitment("input", "sald", "text"));
  EXPECT_NE(commitment, Commitment("input", "salt", "texd"));
}

DecisionCore SampleCore() {
  DecisionCore core{.decision = Decision::kReview, .counterparty_id = "c-1"};
  core.hits.push_back({.entity_id = "x:1", .name = "Zebulon Quixworth", .score = 8'123});
  return core;
}

EncodedRecord Encoded(std::uint64_t seed) {
  SeededRandom random(seed);
  const auto record = EncodeScreening({.id = "c-1", .names = {"Zebulon Quixworth"}}, SampleCore(),
                                      7'000, {.request_id = "a b\nc", .name = "tester"}, 5, random);
  EXPECT_THAT(record, IsOk());
  return *record;
}

TEST(RecordTest, ALeafHoldsNoPersonalData) {
  const EncodedRecord record = Encoded(1);
  for (const char* word : {"Zebulon", "Quixworth", "c-1", "x:1"}) {
    EXPECT_EQ(record.leaf.find(word), std::string::npos) << word;
    EXPECT_NE(record.body.find(word), std::string::npos) << word;
  }
  const auto leaf = DecodeLeaf(record.leaf);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(leaf->request_id, "a_b_c");
  EXPECT_EQ(leaf->score_max, 8'123);
}

TEST(RecordTest, EqualQuestionsHaveUnlikeLeaves) {
  const auto first = DecodeLeaf(Encoded(1).leaf);
  const auto second = DecodeLeaf(Encoded(2).leaf);
  EXPECT_NE(first->input_commitment, second->input_commitment) << "salted";
}

TEST(RecordTest, AChangedOrSwappedBodyIsFound) {
  const EncodedRecord record = Encoded(1);
  EXPECT_THAT(CheckRecord(0, record.leaf, record.body), IsOk());
  EXPECT_THAT(CheckRecord(0, record.leaf, ""), IsOk()) << "an erased body";
  EXPECT_THAT(CheckRecord(0, record.leaf, Encoded(2).body), StatusIs(absl::StatusCode::kDataLoss));
  for (std::size_t at = 0; at < record.body.size(); ++at) {
    std::string changed = record.body;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(CheckRecord(0, record.leaf, changed).ok()) << at;
  }
}

}  // namespace
}  // namespace lynceus::review
