// The leaf's byte table: what is accepted reads back to the same bytes, and commitments.
#include "lib/review/leaf.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/random.h"
#include "tests/support/status_matchers.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;

Leaf SampleLeaf() {
  return {.kind = RecordKind::kScreen,
          .unix_micros = 1'795'441'620'982'937,
          .clock_source = ClockSource::kSynchronised,
          .request_id = "line-7",
          .caller = "command-line",
          .on_behalf_of = "desk 4",
          .legal_entity = "bank-ee",
          .snapshot = std::string(64, 'a'),
          .rules = std::string(64, 'b'),
          .engine = "lynceus 0.1.0",
          .icu = "72.1 unicode 15.0",
          .preset = "default",
          .as_of_days = -3,
          .decision = Decision::kBlock,
          .score_max = 9'876,
          .score_min = 7'000,
          .hits = 2,
          .suppressed = 1,
          .near_misses = 5,
          .truncated = true,
          .earlier = 300,
          .input_commitment = Sha256Of("i"),
          .answer_commitment = Sha256Of("a"),
          .body_digest = Sha256Of("b")};
}

std::string RandomText(SeededRandom& random, std::string_view letters, std::size_t bytes_max) {
  std::string text(random.Below(bytes_max + 1), ' ');
  for (char& byte : text) byte = letters[random.Below(letters.size())];
  return text;
}

Leaf RandomLeaf(SeededRandom& random) {
  constexpr std::string_view kAny = " !#AZaz09~._:-/\\\"{}";
  const auto text = [&] { return RandomText(random, kAny, kLeafTextBytesMax); };
  const auto score = [&] { return static_cast<std::int32_t>(random.Below(10'001)); };
  const auto count = [&] {
    return static_cast<std::uint32_t>(random.Next() >> (32 + random.Below(32)));
  };
  const auto hex = [&] {
    const Sha256 digest = Sha256Of(std::to_string(random.Next()));
    return random.Below(3) == 0 ? std::string() : ToHex(digest);
  };
  Leaf leaf{.kind = static_cast<RecordKind>(1 + random.Below(11)),
            .unix_micros = static_cast<std::int64_t>(random.Below(253'402'300'800'000'000)),
            .clock_source = static_cast<ClockSource>(random.Below(2)),
            .request_id = RandomText(random, "azAZ09._:-", kRequestIdBytesMax),
            .caller = text(),
            .on_behalf_of = text(),
            .legal_entity = RandomText(random, "az09-", kLegalEntityBytesMax),
            .best_effort = random.Below(2) == 1,
            .snapshot = hex(),
            .rules = hex(),
            .engine = text(),
            .icu = text(),
            .preset = text(),
            .as_of_days = static_cast<std::int32_t>(random.Below(3'652'059)) - 719'162,
            .decision = static_cast<Decision>(random.Below(3)),
            .score_max = score(),
            .score_min = score(),
            .hits = count(),
            .suppressed = count(),
            .near_misses = count(),
            .truncated = random.Below(2) == 1,
            .input_commitment = Sha256Of(text()),
            .answer_commitment = Sha256Of(text()),
            .body_digest = Sha256Of(text())};
  if (random.Below(2) == 1) leaf.earlier = random.Next() >> (1 + random.Below(63));
  return leaf;
}

TEST(LeafTest, ReadsBack) {
  const std::string bytes = EncodeLeaf(SampleLeaf());
  const auto leaf = DecodeLeaf(bytes);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(EncodeLeaf(*leaf), bytes);
  EXPECT_EQ(leaf->as_of_days, -3);
  EXPECT_EQ(leaf->request_id, "line-7");
  EXPECT_EQ(leaf->on_behalf_of, "desk 4");
  EXPECT_EQ(leaf->legal_entity, "bank-ee");
  EXPECT_EQ(leaf->clock_source, ClockSource::kSynchronised);
  EXPECT_EQ(leaf->score_max, 9'876);
  EXPECT_EQ(leaf->near_misses, 5u);
  EXPECT_EQ(leaf->earlier, 300u);
  EXPECT_TRUE(leaf->truncated);
  EXPECT_EQ(leaf->body_digest, Sha256Of("b"));
}

TEST(LeafTest, TheTableOfTheDocumentHolds) {
  const std::string bytes = EncodeLeaf(SampleLeaf());
  EXPECT_EQ(bytes.substr(0, 4), "LYNR");
  EXPECT_EQ(bytes[4], 2) << "version";
  EXPECT_EQ(bytes[6], 1) << "kind";
  EXPECT_EQ(bytes[7], 2) << "decision";
  EXPECT_EQ(bytes[8], 1 + 4) << "truncated, synchronised";
  EXPECT_EQ(static_cast<unsigned char>(bytes[17]), 0xfd) << "as-of day";
  EXPECT_EQ(bytes.substr(124, 2), "\xad\x02") << "earlier + 1, 301, as LEB128";
  EXPECT_EQ(bytes[126], 32) << "length of the snapshot's digest";
}

TEST(LeafTest, RandomLeavesReadBackFieldByField) {
  SeededRandom random(20'261'202);
  for (int i = 0; i < 20'000; ++i) {
    const Leaf leaf = RandomLeaf(random);
    ASSERT_THAT(CheckLeaf(leaf), IsOk());
    const std::string bytes = EncodeLeaf(leaf);
    const auto read = DecodeLeaf(bytes);
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(*read, leaf);
    EXPECT_EQ(EncodeLeaf(*read), bytes);
  }
}

TEST(LeafTest, EveryChangeIsAnErrorOrAnotherLeaf) {
  SeededRandom random(7);
  std::vector<Leaf> leaves = {SampleLeaf()};
  for (int i = 0; i < 20; ++i) leaves.push_back(RandomLeaf(random));
  for (const Leaf& leaf : leaves) {
    const std::string bytes = EncodeLeaf(leaf);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      ASSERT_FALSE(DecodeLeaf(bytes.substr(0, at)).ok()) << "cut at " << at;
      for (int bit = 0; bit < 8; ++bit) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
        const auto other = DecodeLeaf(changed);
        ASSERT_TRUE(!other.ok() || EncodeLeaf(*other) == changed) << at;
      }
    }
    EXPECT_THAT(DecodeLeaf(bytes + "x").status(), StatusIs(absl::StatusCode::kDataLoss));
  }
}

TEST(LeafTest, AVersionOfAnotherProgramIsRefused) {
  for (const char version : {'\x01', '\x03'}) {
    std::string bytes = EncodeLeaf(SampleLeaf());
    bytes[4] = version;
    EXPECT_THAT(DecodeLeaf(bytes).status(), StatusIs(absl::StatusCode::kDataLoss));
  }
}

TEST(LeafTest, AFieldOutsideItsTableIsNamed) {
  struct Case {
    void (*spoil)(Leaf&);
    const char* place;
  };
  const Case cases[] = {
      {[](Leaf& leaf) { leaf.kind = static_cast<RecordKind>(12); }, "kind"},
      {[](Leaf& leaf) { leaf.unix_micros = -1; }, "time"},
      {[](Leaf& leaf) { leaf.as_of_days = 2'932'897; }, "as-of day"},
      {[](Leaf& leaf) { leaf.score_max = 10'001; }, "best score"},
      {[](Leaf& leaf) { leaf.snapshot = "abc"; }, "snapshot"},
      {[](Leaf& leaf) { leaf.rules = std::string(64, 'A'); }, "rules"},
      {[](Leaf& leaf) { leaf.request_id = "a b"; }, "request id"},
      {[](Leaf& leaf) { leaf.legal_entity = "../keys"; }, "legal entity"},
      {[](Leaf& leaf) { leaf.legal_entity = std::string(33, 'a'); }, "legal entity"},
      {[](Leaf& leaf) { leaf.caller = "line\nbreak"; }, "caller"},
      {[](Leaf& leaf) { leaf.on_behalf_of = std::string(257, 'x'); }, "on behalf of"},
  };
  for (const Case& test : cases) {
    Leaf leaf = SampleLeaf();
    test.spoil(leaf);
    const absl::Status status = CheckLeaf(leaf);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_EQ(DetailOf(status).place, test.place);
  }
}

TEST(CommitmentTest, DependsOnEveryPart) {
  const Sha256 commitment = Commitment("input", "salt", "text");
  EXPECT_NE(commitment, Commitment("answer", "salt", "text"));
  EXPECT_NE(commitment, Commitment("input", "sald", "text"));
  EXPECT_NE(commitment, Commitment("input", "salt", "texd"));
}

}  // namespace
}  // namespace lynceus::review
