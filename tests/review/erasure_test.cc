// Erasure and legal holds over a whole log: what is erased cannot be opened, is on record and
// verifies; what is held stays; what a crash interrupts is finished.
#include "lib/review/erasure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/audit/journal.h"
#include "lib/base/file.h"
#include "lib/base/random.h"
#include "lib/review/holds.h"
#include "lib/review/record_index.h"
#include "lib/review/record_log.h"
#include "lib/review/show_record.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

constexpr std::int64_t kDayMicros = 86'400'000'000;
const ErasureReason kReason = {.code = "data_subject_request",
                               .basis = "Regulation (EU) 2016/679 Art. 17",
                               .by = "privacy desk"};
const Transmitter kFrom = {.name = "records-service", .request_id = "ticket-9"};

// A log with records of 2026, opened again whenever a test wants another day.
class ErasureTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(InitRecordLog({.directory = Directory(), .origin = "test"}, "", SystemRandom()),
                IsOk());
    OpenOn(*Date::FromCivil(2026, 3, 5));
    for (const char* entity : {"", "bank-ee", "bank-ee"}) Screen("Zebulon Quixworth", entity);
  }

  std::string Directory() const { return dir_ / "log"; }
  void OpenOn(Date day) {
    log_.reset();
    clock_ = std::make_unique<FixedClock>(day.days() * kDayMicros);
    auto log = RecordLog::Open({.directory = Directory()}, *clock_, SystemRandom());
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
  }
  void Screen(const std::string& name, const std::string& entity) {
    const auto recorded =
        log_->recorder().Record({.id = "c-1", .names = {name}}, {}, {.legal_entity = entity});
    ASSERT_THAT(recorded, IsOk());
  }
  std::unique_ptr<audit::BodyOpener> Keys() const {
    auto keys = OpenKeys({.directory = Directory()});
    EXPECT_THAT(keys, IsOk());
    return *std::move(keys);
  }
  absl::StatusOr<Body> Opened(std::uint64_t index) const {
    LYNCEUS_ASSIGN_OR_RETURN(const auto stored, audit::ReadRecord(Directory(), index));
    LYNCEUS_ASSIGN_OR_RETURN(const Leaf leaf, DecodeLeaf(stored.leaf));
    return OpenBody(leaf, stored.body, *Keys());
  }
  audit::SealedAt Place(std::uint64_t index) const {
    return *audit::SealedAtOf(audit::ReadRecord(Directory(), index)->body);
  }
  // As `lynceus log verify` with the keys.
  absl::Status Verify(std::uint64_t erased) const {
    const auto keys = Keys();
    RecordChecker checker(Directory(), *keys);
    LYNCEUS_RETURN_IF_ERROR(
        audit::VerifyLog(Directory(), "",
                         [&](std::uint64_t index, const std::string& leaf,
                             const std::string& body) { return checker.Check(index, leaf, body); })
            .status());
    LYNCEUS_RETURN_IF_ERROR(checker.Finish());
    EXPECT_EQ(checker.erased(), erased);
    return absl::OkStatus();
  }
  std::string Shown(std::uint64_t index) const {
    const auto shown = ShowRecordJson({.directory = Directory()}, index);
    EXPECT_THAT(shown, IsOk());
    return *shown;
  }
  std::string AllBytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(Directory())) {
      if (entry.is_regular_file()) bytes += ReadFile(entry.path().string()).value();
    }
    return bytes;
  }

  const support::TempDir dir_;
  std::unique_ptr<FixedClock> clock_;
  std::unique_ptr<RecordLog> log_;
};

TEST_F(ErasureTest, TheBodyIsGoneTheTreeHoldsAndTheErasureIsOnRecord) {
  ASSERT_THAT(Verify(0), IsOk());
  const auto key = Keys()->KeyAt(Place(1));
  ASSERT_THAT(key, IsOk());
  const std::string plain_key(key->bytes().begin(), key->bytes().end());
  const std::string wrapped = ReadFile(audit::SlotsPath(Directory(), Place(1).bucket))
                                  ->substr(audit::SlotOffset(Place(1).slot), audit::kSlotBytes);

  ASSERT_THAT(EraseRecords(*log_, {1, 1}, kReason, kFrom), IsOkAndHolds(std::uint64_t{1}));
  EXPECT_THAT(Opened(1).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Opened(2), IsOk());
  const std::string bytes = AllBytes();
  EXPECT_EQ(bytes.find(plain_key), std::string::npos);
  for (std::size_t part = 4; part + 12 <= wrapped.size(); part += 8) {
    EXPECT_EQ(bytes.find(wrapped.substr(part, 12)), std::string::npos);
  }
  for (const char* word : {"Zebulon", "Quixworth"}) {
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
  EXPECT_THAT(Verify(1), IsOk());

  const auto record = audit::ReadRecord(Directory(), 3);
  ASSERT_THAT(record, IsOk());
  const auto leaf = DecodeLeaf(record->leaf);
  EXPECT_EQ(leaf->kind, RecordKind::kErasure);
  EXPECT_EQ(leaf->earlier, 1u);
  EXPECT_EQ(leaf->caller, "records-service");
  EXPECT_EQ(leaf->on_behalf_of, "privacy desk");
  const std::string shown = Shown(1);
  for (const char* word :
       {"erased", "privacy desk", "2016/679", "data_subject_request", "ticket-9"}) {
    EXPECT_NE(shown.find(word), std::string::npos) << word;
  }
  EXPECT_EQ(Shown(2).find("\"erased\""), std::string::npos);
}

TEST_F(ErasureTest, WhatIsErasedIsPassedOver) {
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOkAndHolds(std::uint64_t{1}));
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOkAndHolds(std::uint64_t{0}));
  EXPECT_EQ(log_->log().size(), 4u) << "no second record";
}

TEST_F(ErasureTest, WhatMayNotBeErasedIsNot) {
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOk());
  const std::uint64_t size = log_->log().size();
  EXPECT_THAT(EraseRecords(*log_, {2, 3}, kReason, kFrom).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition))
      << "3 is the record of an erasure";
  EXPECT_THAT(EraseRecords(*log_, {2, 99}, kReason, kFrom).status(),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(
      EraseRecords(*log_, {2}, {.code = "Why Not", .basis = "b", .by = "c"}, kFrom).status(),
      StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(EraseRecords(*log_, {2}, {.code = "x", .basis = "", .by = "c"}, kFrom).status(),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Opened(2), IsOk());
  EXPECT_EQ(log_->log().size(), size);
}

TEST_F(ErasureTest, AKeyThatWentWithoutARecordIsFound) {
  ASSERT_THAT(audit::EraseSlot(Directory(), Place(1)), IsOk());
  EXPECT_THAT(Verify(1), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(ErasureTest, AKeyThatWasPutBackIsFound) {
  const std::string path = audit::SlotsPath(Directory(), Place(1).bucket);
  const std::string before = ReadFile(path).value();
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOk());
  ASSERT_THAT(WriteFileDurably(path, before), IsOk());
  EXPECT_THAT(Verify(0), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(ErasureTest, WhatACrashInterruptsIsFinishedAtTheNextStart) {
  const std::string order = JoinPath(audit::KeysPath(Directory()), "erasing");
  std::uint64_t size = log_->log().size();
  std::uint64_t erased = 0;
  for (const ErasureStep step :
       {ErasureStep::kOrdered, ErasureStep::kRecorded, ErasureStep::kDestroyed}) {
    const std::uint64_t index = erased;
    ASSERT_THAT(EraseRecordsForTest(*log_, {index}, kReason, step), IsOk());
    EXPECT_TRUE(PathExists(order));
    EXPECT_EQ(Opened(index).ok(), step != ErasureStep::kDestroyed);
    if (step == ErasureStep::kRecorded) {
      EXPECT_THAT(Verify(erased), StatusIs(absl::StatusCode::kUnavailable)) << "it can be seen";
    }
    OpenOn(*Date::FromCivil(2026, 3, 6));
    EXPECT_FALSE(PathExists(order));
    EXPECT_THAT(Opened(index).status(), StatusIs(absl::StatusCode::kNotFound));
    EXPECT_EQ(log_->log().size(), ++size) << "recorded once";
    EXPECT_THAT(Verify(++erased), IsOk());
  }

  ASSERT_THAT(WriteFileDurably(order, "no order"), IsOk());
  log_.reset();
  EXPECT_THAT(RecordLog::Open({.directory = Directory()}, *clock_, SystemRandom()).status(),
              StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(ErasureTest, ABucketWhoseKeysWerePutBackIsFound) {
  const std::string key = audit::BucketKeyPath(Directory(), "2026-bank-ee");
  const std::string slots = audit::SlotsPath(Directory(), "2026-bank-ee");
  const std::string key_before = ReadFile(key).value();
  const std::string slots_before = ReadFile(slots).value();
  OpenOn(*Date::FromCivil(2036, 3, 6));
  ASSERT_THAT(EraseBucket(*log_, "2026-bank-ee", kReason, kFrom), IsOk());
  ASSERT_THAT(RemoveTree(audit::EndedPath(Directory(), "2026-bank-ee")), IsOk());
  ASSERT_THAT(WriteFileDurably(key, key_before, 0400), IsOk());
  ASSERT_THAT(WriteFileDurably(slots, slots_before, 0600), IsOk());
  EXPECT_THAT(Opened(1), IsOk());
  EXPECT_THAT(Verify(0), StatusIs(absl::StatusCode::kDataLoss));
}

// A reader that opened the body before it was erased, and reads on to the record that says so.
TEST_F(ErasureTest, WhatIsErasedWhileItIsVerifiedIsNoFinding) {
  const auto keys = Keys();
  RecordChecker checker(Directory(), *keys);
  const auto check = [&](std::uint64_t index) {
    const auto record = audit::ReadRecord(Directory(), index);
    ASSERT_THAT(record, IsOk());
    EXPECT_THAT(checker.Check(index, record->leaf, record->body), IsOk());
  };
  for (const std::uint64_t index : {0u, 1u, 2u}) check(index);
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOk());
  check(3);
  EXPECT_THAT(checker.Finish(), IsOk());
  EXPECT_EQ(checker.erased(), 1u);
}

// A run that a failing disk cut short in a process that goes on.
TEST_F(ErasureTest, TheNextOrderFinishesWhatWasInterrupted) {
  ASSERT_THAT(EraseRecordsForTest(*log_, {0}, kReason, ErasureStep::kRecorded), IsOk());
  EXPECT_THAT(Opened(0), IsOk());
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOkAndHolds(std::uint64_t{1}));
  EXPECT_THAT(Opened(0).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Verify(2), IsOk());
  EXPECT_EQ(log_->log().size(), 5u) << "a record each";
}

TEST_F(ErasureTest, AnErasureOfOneRecordNeverPassesForThatOfABucket) {
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason,
                           {.name = "x", .request_id = BucketErasureId("2026-bank-ee")}),
              IsOk());
  const auto leaf = DecodeLeaf(audit::ReadRecord(Directory(), 3)->leaf);
  EXPECT_TRUE(ErasureOf(*leaf, 1, "2026-bank-ee"));
  EXPECT_FALSE(ErasureOf(*leaf, 2, "2026-bank-ee"));
}

// A sealer that was open when its bucket ended, and a clock that was set back.
TEST_F(ErasureTest, NothingIsSealedIntoABucketThatEnded) {
  OpenOn(*Date::FromCivil(2026, 3, 6));
  Screen("Zebulon Quixworth", "bank-ee");
  ASSERT_THAT(audit::EndBucket(Directory(), "2026-bank-ee"), IsOk());
  const std::uint64_t size = log_->log().size();
  EXPECT_THAT(log_->recorder().Record({.names = {"Zebulon"}}, {}, {.legal_entity = "bank-ee"}),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(log_->log().size(), size);
}

// Screenings, erasures, holds on what is to be erased, and readers, all at once.
TEST_F(ErasureTest, ErasesAndHoldsBesideScreenings) {
  constexpr std::uint64_t kEach = 60;
  for (std::uint64_t i = 0; i < kEach; ++i) Screen("Zebulon Quixworth", "");  // from index 3 on
  std::atomic<bool> stop = false;
  std::vector<std::thread> screeners;
  screeners.reserve(3);
  std::atomic<std::uint64_t> screened = 0;
  for (int i = 0; i < 3; ++i) {
    screeners.emplace_back([&] {
      while (!stop) {
        Screen("Quentin Ashgrove", "bank-ee");
        ++screened;
      }
    });
  }
  std::atomic<std::uint64_t> erased = 0;
  std::atomic<std::uint64_t> held = 0;
  std::vector<std::thread> workers;
  for (std::uint64_t worker = 0; worker < 2; ++worker) {
    workers.emplace_back([&, worker] {
      for (std::uint64_t index = 3 + worker; index < 3 + kEach; index += 2) {
        const auto done = EraseRecords(*log_, {index}, kReason, kFrom);
        EXPECT_TRUE(done.ok() || absl::IsFailedPrecondition(done.status())) << done.status();
        if (done.ok()) erased += *done;
      }
    });
  }
  workers.emplace_back([&] {
    for (std::uint64_t index = 2 + kEach; index >= 3; index -= 3) {
      Hold hold{.name = absl::StrCat("case-", index), .reason = "court order", .by = "counsel"};
      hold.scope.indexes = {index};
      EXPECT_THAT(PlaceHold(*log_, hold, kFrom), IsOk());
      // Placed: what is there now stays.
      if (Opened(index).ok()) ++held;
    }
  });
  for (std::thread& worker : workers) worker.join();
  stop = true;
  for (std::thread& screener : screeners) screener.join();
  EXPECT_GT(screened, 0u);
  std::uint64_t opened = 0;
  for (std::uint64_t index = 3; index < 3 + kEach; ++index) opened += Opened(index).ok() ? 1u : 0u;
  EXPECT_EQ(opened, held) << "what a hold found there is there still, and nothing else";
  EXPECT_EQ(opened + erased, kEach);
  EXPECT_THAT(log_->log().Checkpoint(), IsOk());
  EXPECT_THAT(Verify(erased), IsOk());
}

TEST_F(ErasureTest, TheIndexOfTheLogForgetsAtOnce) {
  const auto update = [&] {
    const auto records = OpenRecordReader({.directory = Directory()});
    ASSERT_THAT(records, IsOk());
    ASSERT_THAT(UpdateRecordIndex(**records, IndexDirectory(Directory()), false), IsOk());
  };
  const auto marked = [&]() -> std::vector<std::uint64_t> {
    return RecordIndex::Open(IndexDirectory(Directory()))->Find({.erased = true}, 100)->indexes;
  };
  ASSERT_THAT(log_->log().Checkpoint(), IsOk());
  update();
  EXPECT_TRUE(marked().empty());
  ASSERT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOk());
  EXPECT_EQ(marked(), std::vector<std::uint64_t>{1});
  OpenOn(*Date::FromCivil(2036, 3, 6));
  ASSERT_THAT(EraseBucket(*log_, "2026-bank-ee", kReason, kFrom), IsOk());
  EXPECT_EQ(marked(), (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(ErasureTest, ABucketEndsWithAllItsBodies) {
  EXPECT_THAT(EraseBucket(*log_, "2026-bank-ee", kReason, kFrom),
              StatusIs(absl::StatusCode::kFailedPrecondition))
      << "its year has not ended";
  OpenOn(*Date::FromCivil(2036, 3, 6));
  EXPECT_THAT(EraseBucket(*log_, "2026-none", kReason, kFrom),
              StatusIs(absl::StatusCode::kNotFound));
  ASSERT_THAT(EraseBucket(*log_, "2026-bank-ee", kReason, kFrom), IsOk());
  EXPECT_THAT(Opened(0), IsOk()) << "another bucket";
  EXPECT_THAT(Opened(1).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Opened(2).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Verify(2), IsOk());
  EXPECT_NE(Shown(2).find("2026-bank-ee"), std::string::npos);
  EXPECT_THAT(EraseBucket(*log_, "2026-bank-ee", kReason, kFrom),
              StatusIs(absl::StatusCode::kNotFound))
      << "ended";
}

// An order that a failing disk left standing is carried out before the hold is acknowledged, so
// that no order erases what an acknowledged hold covers.
TEST_F(ErasureTest, AHoldStandsBehindNoOrder) {
  const Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  ASSERT_THAT(EraseRecordsForTest(*log_, {0}, kReason, ErasureStep::kOrdered), IsOk());
  ASSERT_THAT(Opened(0), IsOk());
  const auto placed = PlaceHold(*log_, hold, kFrom);
  ASSERT_THAT(placed, IsOk());
  EXPECT_EQ(*placed, 4u) << "behind the record of the erasure";
  EXPECT_THAT(Opened(0).status(), StatusIs(absl::StatusCode::kNotFound));
  OpenOn(*Date::FromCivil(2026, 3, 6));
  EXPECT_EQ(log_->log().size(), 5u);
  EXPECT_THAT(Opened(1), IsOk());
  EXPECT_THAT(Verify(1), IsOk());
}

TEST_F(ErasureTest, AnOrderThatFailsSaysThatItStands) {
  ASSERT_THAT(MakeDirectories(IndexDirectory(Directory())), IsOk());
  const auto lock = FileLock::Acquire(JoinPath(IndexDirectory(Directory()), "lock"));
  ASSERT_THAT(lock, IsOk());
  EXPECT_THAT(EraseRecords(*log_, {0}, kReason, kFrom).status(),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("the order STANDS")));
  EXPECT_TRUE(ErasureIsAtWork(Directory()));
}

TEST_F(ErasureTest, AHoldOfTheDefaultEntityCoversWhatNamesNone) {
  Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  hold.scope.legal_entity = "default";
  ASSERT_THAT(PlaceHold(*log_, hold, kFrom), IsOk());
  EXPECT_THAT(EraseRecords(*log_, {0}, kReason, kFrom).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(EraseRecords(*log_, {1}, kReason, kFrom), IsOk()) << "of bank-ee";
}

TEST_F(ErasureTest, AHoldThatCoversNothingByMistakeIsRefused) {
  Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  hold.scope.legal_entity = "bank-eee";
  EXPECT_THAT(PlaceHold(*log_, hold, kFrom),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("bank-ee, default")));
  hold.scope = {.from = Date::FromCivil(2026, 12, 31), .to = Date::FromCivil(2026, 1, 1)};
  EXPECT_THAT(PlaceHold(*log_, hold, kFrom), StatusIs(absl::StatusCode::kInvalidArgument));
  hold.scope = {.indexes = {99}};
  EXPECT_THAT(PlaceHold(*log_, hold, kFrom), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_TRUE(StandingHolds(Directory(), *Keys())->empty());
}

// What the bank did stays provable as long as what it is about.
TEST_F(ErasureTest, WhatTheBankDidIsNotErasedAlone) {
  for (const RecordKind kind :
       {RecordKind::kExport, RecordKind::kConfigurationChange, RecordKind::kListLoad,
        RecordKind::kSnapshotActivation, RecordKind::kRuleChange, RecordKind::kKeyRotation,
        RecordKind::kErasure, RecordKind::kLegalHold}) {
    const auto at = log_->recorder().Append({.leaf = {.kind = kind}}, {});
    ASSERT_THAT(at, IsOk());
    EXPECT_THAT(EraseRecords(*log_, {at->index}, kReason, kFrom).status(),
                StatusIs(absl::StatusCode::kFailedPrecondition))
        << RecordKindName(kind);
  }
}

TEST_F(ErasureTest, AHoldKeepsWhatItCoversUntilItIsReleased) {
  Hold hold{.name = "case-17", .reason = "court order", .by = "counsel"};
  hold.scope.legal_entity = "bank-ee";
  hold.scope.indexes = {2};
  ASSERT_THAT(PlaceHold(*log_, hold, kFrom), IsOk());
  EXPECT_THAT(PlaceHold(*log_, hold, kFrom), StatusIs(absl::StatusCode::kAlreadyExists));
  const auto holds = StandingHolds(Directory(), *Keys());
  ASSERT_THAT(holds, IsOk());
  ASSERT_EQ(holds->size(), 1u);
  EXPECT_EQ(holds->front().name, "case-17");
  EXPECT_EQ(holds->front().by, "counsel");
  EXPECT_EQ(holds->front().reason, "court order");
  EXPECT_EQ(holds->front().scope.indexes, std::vector<std::uint64_t>{2});
  EXPECT_EQ(holds->front().scope.legal_entity, "bank-ee");

  EXPECT_THAT(EraseRecords(*log_, {1, 2}, kReason, kFrom).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(Opened(1), IsOk()) << "nothing is erased where a part may not be";
  OpenOn(*Date::FromCivil(2040, 1, 1));
  EXPECT_THAT(EraseBucket(*log_, "2026-bank-ee", kReason, kFrom),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(EraseBucket(*log_, "2026-default", kReason, kFrom),
              StatusIs(absl::StatusCode::kFailedPrecondition))
      << "what the hold covers would be forgotten";
  EXPECT_THAT(ReleaseHold(*log_, "case-18", "closed", "counsel", kFrom),
              StatusIs(absl::StatusCode::kNotFound));
  ASSERT_THAT(ReleaseHold(*log_, "case-17", "closed", "counsel", kFrom), IsOk());
  EXPECT_THAT(EraseRecords(*log_, {1, 2}, kReason, kFrom), IsOkAndHolds(std::uint64_t{2}));
  EXPECT_THAT(EraseBucket(*log_, "2026-default", kReason, kFrom), IsOk());
  EXPECT_TRUE(StandingHolds(Directory(), *Keys())->empty());
  EXPECT_THAT(Verify(4), IsOk());
}

TEST(HoldScopeTest, EveryConditionThatIsGivenMustHold) {
  Leaf leaf{.unix_micros = Date::FromCivil(2026, 3, 5)->days() * kDayMicros + kDayMicros - 1,
            .legal_entity = "bank-ee"};
  const Date day = *Date::FromCivil(2026, 3, 5);
  const Date next = *Date::FromCivil(2026, 3, 6);
  EXPECT_TRUE(Covers({}, 7, leaf));
  EXPECT_TRUE(Covers({.legal_entity = "bank-ee", .from = day, .to = day}, 7, leaf));
  EXPECT_FALSE(Covers({.legal_entity = ""}, 7, leaf)) << "the default alone";
  EXPECT_FALSE(Covers({.from = next}, 7, leaf));
  EXPECT_TRUE(Covers({.indexes = {3, 7}}, 7, leaf));
  EXPECT_FALSE(Covers({.indexes = {3, 8}}, 7, leaf));
}

}  // namespace
}  // namespace lynceus::review
