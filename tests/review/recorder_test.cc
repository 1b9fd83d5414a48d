// Records as they are written: what a leaf may not say, what a body must say, and what is refused.
#include "lib/review/recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/limits.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/body_dictionary.h"
#include "lib/review/show_record.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;

screening::Outcome SampleOutcome() {
  screening::Outcome outcome{.score_min = 7'000};
  outcome.core = {.decision = Decision::kReview, .counterparty_id = "c-1", .preset = "default"};
  outcome.core.hits.push_back({.entity_id = "x:1", .name = "Zebulon Quixworth", .score = 8'123});
  outcome.near_misses.push_back({.entity_id = "x:2", .name = "Zebulah Quicks", .score = 6'512});
  outcome.forms.push_back({.asked = "Zebulon Quixworth", .form = {.joined = "zebulonquixworth"}});
  return outcome;
}

class RecorderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(InitRecordLog({.directory = dir_.path(), .origin = "test"}, "", random_), IsOk());
    auto log = RecordLog::Open({.directory = dir_.path()}, clock_, random_);
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
    auto keys = OpenKeys(log_->place());
    ASSERT_THAT(keys, IsOk());
    keys_ = *std::move(keys);
  }

  absl::StatusOr<RecordRef> Record(const Caller& caller) {
    LYNCEUS_ASSIGN_OR_RETURN(const Recorded recorded,
                             log_->recorder().Record({.id = "c-1", .names = {"Zebulon Quixworth"}},
                                                     SampleOutcome(), caller));
    return recorded.at.value();
  }
  audit::StoredRecord Stored(std::uint64_t index) {
    const auto stored = audit::ReadRecord(dir_.path(), index);
    EXPECT_THAT(stored, IsOk());
    return *stored;
  }

  const support::TempDir dir_;
  const FixedClock clock_{1'795'441'620'982'937};
  SeededRandom random_{1};
  std::unique_ptr<RecordLog> log_;
  std::unique_ptr<audit::BodyOpener> keys_;
};

TEST_F(RecorderTest, TheLeafSaysWhoAskedAndHowAndNoPersonalData) {
  const auto ref = Record({.request_id = "a b\nc",
                           .name = "pay\xc3\xa9",
                           .on_behalf_of = "desk 4",
                           .legal_entity = "bank-ee",
                           .earlier = 17});
  ASSERT_THAT(ref, IsOk());
  const audit::StoredRecord stored = Stored(ref->index);
  for (const char* word : {"Zebul", "zebul", "Qui", "qui", "c-1", "x:1", "x:2"}) {
    EXPECT_EQ(stored.leaf.find(word), std::string::npos) << word;
    EXPECT_EQ(stored.body.find(word), std::string::npos) << word << ", sealed";
  }
  const auto leaf = DecodeLeaf(stored.leaf);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(leaf->request_id, "a_b_c");
  EXPECT_EQ(leaf->caller, "pay__");
  EXPECT_EQ(leaf->on_behalf_of, "desk 4");
  EXPECT_EQ(leaf->legal_entity, "bank-ee");
  EXPECT_EQ(leaf->earlier, 17u);
  EXPECT_EQ(leaf->unix_micros, clock_.NowUnixMicros());
  EXPECT_EQ(leaf->clock_source, ClockSource::kSystem);
  EXPECT_EQ(leaf->icu.find("72."), 0u) << leaf->icu;
  EXPECT_NE(leaf->icu.find(" cldr "), std::string::npos) << leaf->icu;
  EXPECT_EQ(leaf->preset, "default");
  EXPECT_EQ(leaf->score_max, 8'123);
  EXPECT_EQ(leaf->score_min, 7'000);
  EXPECT_EQ(leaf->near_misses, 1u);
}

TEST_F(RecorderTest, TheBodySaysWhatWasAskedComparedAnsweredAndNearlyMissed) {
  const auto ref = Record({});
  ASSERT_THAT(ref, IsOk());
  const audit::StoredRecord stored = Stored(ref->index);
  const auto body = OpenBody(*DecodeLeaf(stored.leaf), stored.body, *keys_);
  ASSERT_THAT(body, IsOk());
  EXPECT_NE(body->input_json.find("Zebulon Quixworth"), std::string::npos);
  EXPECT_NE(body->normalised_json.find("zebulonquixworth"), std::string::npos);
  EXPECT_NE(body->answer_json.find("x:1"), std::string::npos);
  EXPECT_EQ(body->answer_json.find("x:2"), std::string::npos) << "no part of the decision";
  EXPECT_NE(body->near_misses_json.find("x:2"), std::string::npos);
  EXPECT_NE(body->near_misses_json.find("0.6512"), std::string::npos);
}

TEST_F(RecorderTest, EqualQuestionsHaveUnlikeLeaves) {
  ASSERT_THAT(Record({}), IsOk());
  ASSERT_THAT(Record({}), IsOk());
  EXPECT_NE(DecodeLeaf(Stored(0).leaf)->input_commitment,
            DecodeLeaf(Stored(1).leaf)->input_commitment)
      << "salted";
}

TEST_F(RecorderTest, AChangedOrSwappedBodyIsFound) {
  ASSERT_THAT(Record({}), IsOk());
  ASSERT_THAT(Record({}), IsOk());
  const audit::StoredRecord record = Stored(0);
  EXPECT_THAT(CheckRecord(0, record.leaf, record.body), IsOk());
  EXPECT_THAT(CheckRecord(0, record.leaf, Stored(1).body), StatusIs(absl::StatusCode::kDataLoss));
  for (std::size_t at = 0; at < record.body.size(); ++at) {
    std::string changed = record.body;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(CheckRecord(0, record.leaf, changed).ok()) << at;
  }
}

TEST(BodyTest, ReadsBackAndIsHeldAgainstItsLeaf) {
  SeededRandom random(3);
  Leaf leaf;
  Body body{.input_json = "{}",
            .normalised_json = "[]",
            .answer_json = std::string(100'000, 'a'),
            .near_misses_json = "[1]",
            .rationale = "because"};
  ASSERT_THAT(Commit(random, body, leaf), IsOk());
  const auto bytes = EncodeBody(body);
  ASSERT_THAT(bytes, IsOk());
  const auto read = DecodeBody(leaf, *bytes);
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(*read, body);
  for (const std::size_t length : {std::size_t{0}, std::size_t{4}, bytes->size() - 1}) {
    EXPECT_THAT(DecodeBody(leaf, bytes->substr(0, length)).status(),
                StatusIs(absl::StatusCode::kDataLoss));
  }
  EXPECT_THAT(DecodeBody(leaf, *bytes + "x").status(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(DecodeBody({}, *bytes).status(), StatusIs(absl::StatusCode::kDataLoss))
      << "another leaf";
  EXPECT_THAT(EncodeBody({.rationale = std::string(limits::kRecordBodyBytesMax, 'r')}).status(),
              StatusIs(absl::StatusCode::kResourceExhausted));
}

// A frame of a few bytes may say that it holds gigabytes.
TEST(BodyTest, AFrameThatSaysTooMuchIsRefusedUnopened) {
  const std::string frame("\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00", 16);
  EXPECT_THAT(DecodeBody({}, frame).status(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(BodyTest, TheDictionaryOfTheFormatStandsStill) {
  EXPECT_EQ(ToHex(Sha256Of(BodyDictionary())),
            "460e497ab6a5cf3249eecefcda4fd13d156079f29d5eb54c6dba5cbce888ffd3")
      << "no body written before can be opened with another";
}

// FORMAT.md promises a CLEAR in 1,100 bytes; leaves stand in journal and bundle.
TEST_F(RecorderTest, AClearStaysWithinTheBytesPromised) {
  screening::Outcome outcome = SampleOutcome();
  outcome.core.decision = Decision::kClear;
  outcome.core.snapshot = ToHex(Sha256Of("snapshot"));
  outcome.core.rules = ToHex(Sha256Of("rules"));
  outcome.core.engine = "lynceus 0.1.0+5d41402a";
  outcome.core.hits.clear();
  outcome.near_misses.clear();
  const auto ref = log_->recorder().Record({.names = {"Zebulon Quixworth"}}, outcome,
                                           {.request_id = "line-123456", .name = "command-line"});
  ASSERT_THAT(ref, IsOk());
  const audit::StoredRecord stored = Stored(ref->at->index);
  EXPECT_LE(2 * stored.leaf.size() + stored.body.size() + 24 + 2 + 33 + audit::kSlotBytes, 1'100u);
}

TEST_F(RecorderTest, ALegalEntityThatIsNoneIsRefused) {
  for (const char* entity :
       {"Bank", "bank ee", "../keys", "b\xc3\xa4nk", "a-legal-entity-with-far-too-long-a-key"}) {
    EXPECT_THAT(Record({.legal_entity = entity}).status(),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << entity;
  }
  EXPECT_EQ(log_->log().size(), 0u);
}

// A log that reads, and cannot write any more.
class FullLog final : public audit::MatchLog {
 public:
  explicit FullLog(audit::MatchLog& under) : under_(under) {}
  absl::StatusOr<std::uint64_t> Append(std::string_view, std::string_view) override {
    return UnavailableError({.subject = "journal", .cause = "no space left", .remedy = "add some"});
  }
  const std::string& origin() const override { return under_.origin(); }
  std::uint64_t size() const override { return under_.size(); }
  bool writable() const override { return false; }
  std::vector<audit::CopyState> copies() const override { return {}; }
  absl::StatusOr<std::string> Leaf(std::uint64_t index) const override {
    return under_.Leaf(index);
  }
  absl::StatusOr<std::string> Body(std::uint64_t index) const override {
    return under_.Body(index);
  }
  absl::StatusOr<std::string> Checkpoint() const override { return under_.Checkpoint(); }
  absl::StatusOr<audit::LeafProof> Prove(std::uint64_t index) const override {
    return under_.Prove(index);
  }

 private:
  audit::MatchLog& under_;
};

class RecordModeTest : public RecorderTest {
 protected:
  absl::StatusOr<Recorded> RecordIn(audit::MatchLog& log, RecordMode mode, const Caller& caller) {
    if (sealer_ == nullptr) {
      auto sealer = audit::BodySealer::Open(dir_.path(), MasterKeyOf(log_->place()), random_);
      EXPECT_THAT(sealer, IsOk());
      sealer_ = *std::move(sealer);
    }
    Recorder recorder(log, *sealer_, clock_, random_, mode);
    return recorder.Record({.names = {"Zebulon Quixworth"}}, SampleOutcome(), caller);
  }

  std::unique_ptr<audit::BodySealer> sealer_;
};

TEST_F(RecordModeTest, ModesHaveWords) {
  for (const RecordMode mode : {RecordMode::kRequired, RecordMode::kBestEffort}) {
    EXPECT_EQ(ParseRecordMode(RecordModeName(mode)), mode);
  }
  EXPECT_FALSE(ParseRecordMode("sometimes").has_value());
  EXPECT_FALSE(ParseRecordMode("").has_value());
}

TEST_F(RecordModeTest, RequiredAnswersOnlyWhereTheRecordIsThere) {
  FullLog full(log_->log());
  EXPECT_THAT(RecordIn(full, RecordMode::kRequired, {}).status(),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(RecordModeTest, BestEffortSaysThatThereIsNoRecord) {
  FullLog full(log_->log());
  const auto recorded = RecordIn(full, RecordMode::kBestEffort, {});
  ASSERT_THAT(recorded, IsOk());
  EXPECT_FALSE(recorded->at.has_value());
  EXPECT_THAT(recorded->unrecorded, ::testing::HasSubstr("no space left"));
}

TEST_F(RecordModeTest, ABadQuestionIsAnErrorInEitherMode) {
  FullLog full(log_->log());
  EXPECT_THAT(RecordIn(full, RecordMode::kBestEffort, {.legal_entity = "Bank"}).status(),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(RecordModeTest, EveryLeafSaysInWhichModeItWasWritten) {
  std::uint64_t index = 0;
  for (const RecordMode mode : {RecordMode::kRequired, RecordMode::kBestEffort}) {
    const auto recorded = RecordIn(log_->log(), mode, {});
    ASSERT_THAT(recorded, IsOk());
    EXPECT_EQ(recorded->at.value().index, index);
    EXPECT_EQ(recorded->unrecorded, "");
    const auto leaf = DecodeLeaf(Stored(index++).leaf);
    ASSERT_THAT(leaf, IsOk());
    EXPECT_EQ(leaf->best_effort, mode == RecordMode::kBestEffort);
  }
}

}  // namespace
}  // namespace lynceus::review
