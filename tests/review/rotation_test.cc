// Rotation of a log's key: a kill at every step leaves a log that opens, verifies, and has rotated
// or not; each holder of a key can follow; and what was changed in the key files is found.
#include "lib/review/rotation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "lib/audit/journal.h"
#include "lib/audit/log_files.h"
#include "lib/audit/log_keys.h"
#include "lib/audit/receipt.h"
#include "lib/audit/settled.h"
#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "lib/review/record_log.h"
#include "lib/review/verify_records.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const RotationReason kReason = {.by = "key desk", .text = "yearly"};

class RotationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(InitRecordLog({.directory = log(), .origin = "test/log"}, "", SystemRandom()),
                IsOk());
    Screen(3);
    first_ = KeysEver().front();
  }

  std::string log() const { return dir_ / "log"; }
  LogPlace Place() const { return {.directory = log(), .options = options_}; }
  void Screen(int records) const {
    const auto opened = RecordLog::Open(Place(), clock_, SystemRandom());
    ASSERT_THAT(opened, IsOk());
    for (int i = 0; i < records; ++i) {
      ASSERT_THAT((*opened)->recorder().Record({.id = "c-1", .names = {"Zebulon"}}, {}, {}),
                  IsOk());
    }
  }
  absl::StatusOr<RotatedKey> Rotate() const {
    return RotateKey(Place(), kReason, clock_, SystemRandom());
  }
  absl::StatusOr<RotatedKey> End() const {
    return EndOverlap(Place(), kReason, clock_, SystemRandom());
  }
  absl::Status Open() const { return RecordLog::Open(Place(), clock_, SystemRandom()).status(); }
  std::vector<audit::VerifierKey> KeysEver() const { return *audit::ReadVerifierKeys(log()); }
  std::size_t Signing() const { return audit::ReadSigners(log())->keys.size(); }
  std::string Checkpoint() const { return *ReadFile(audit::CheckpointPath(log())); }

  // As `lynceus log verify`, by the log's own keys or by these.
  absl::StatusOr<RecordsReport> Verify(const std::vector<audit::VerifierKey>& keys = {},
                                       const std::optional<std::string>& held = {}) const {
    VerifyRequest request{.place = {.directory = log()}, .held = held};
    for (const audit::VerifierKey& key : keys) request.keys.push_back(FormatVerifierKey(key));
    return VerifyRecords(request);
  }
  // The changes of keys that the records tell.
  std::vector<KeyChange> Changes() const {
    const auto report = Verify();
    EXPECT_THAT(report, IsOk());
    return report.ok() ? report->key_changes : std::vector<KeyChange>();
  }
  // Between a kill and the next opening: whatever signs is proven, and anyone can verify.
  void ExpectHolds() const {
    const auto report = Verify();
    ASSERT_THAT(report, IsOk());
    const auto signers = audit::ReadSigners(log());
    ASSERT_THAT(signers, IsOk());
    for (const audit::VerifierKey& key : signers->keys) {
      const bool named =
          key == first_ || std::any_of(report->key_changes.begin(), report->key_changes.end(),
                                       [&](const KeyChange& change) { return change.key == key; });
      EXPECT_TRUE(named) << "a key is in force that no record hands over to";
    }
    EXPECT_THAT(Verify({first_}), IsOk());
  }
  void ExpectRotatedOnce() const {
    ASSERT_EQ(KeysEver().size(), 2u);
    EXPECT_EQ(Signing(), 2u);
    const std::vector<KeyChange> changes = Changes();
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_FALSE(changes[0].ends_older);
    EXPECT_EQ(changes[0].key, KeysEver().back());
    EXPECT_THAT(Verify({first_}), IsOk());
    EXPECT_THAT(Verify({KeysEver().back()}), IsOk());
    ExpectFollowed(changes[0]);
    ExpectTidy();
  }
  // Who holds the first key is led to the other one by the log's files.
  void ExpectFollowed(const KeyChange& change) const {
    const std::vector<KeyChange> path = FollowKey(log(), first_);
    ASSERT_EQ(path.size(), 1u);
    EXPECT_EQ(path[0].key, change.key);
    EXPECT_EQ(path[0].record, change.record);
  }
  void ExpectTidy() const {
    for (const char* const name : {"rotating", "rotating.new", "key.pem.new", "key.pem.old"}) {
      EXPECT_FALSE(PathExists(JoinPath(log(), name))) << name;
    }
    struct stat status {};
    ASSERT_EQ(stat(audit::PrivateKeyPath(log()).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0400u);
  }

  const support::TempDir dir_;
  const FixedClock clock_{1'780'000'000'000'000};
  audit::LogOptions options_;
  audit::VerifierKey first_;
};

TEST_F(RotationTest, BothKeysSignAndTheRecordSaysAll) {
  const std::string before = Checkpoint();
  const auto rotated = Rotate();
  ASSERT_THAT(rotated, IsOk());
  EXPECT_EQ(rotated->record, 3u);
  EXPECT_EQ(rotated->verifier_key, FormatVerifierKey(KeysEver().back()));
  ExpectRotatedOnce();
  EXPECT_EQ(audit::ParseNote(Checkpoint())->signatures.size(), 2u);
  EXPECT_THAT(Verify({first_}, before), IsOk());
  EXPECT_THAT(Verify({KeysEver().back()}, before),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("before a rotation")));
  EXPECT_THAT(Verify(KeysEver(), before), IsOk());

  const auto stored = audit::ReadRecord(log(), 3);
  const auto leaf = DecodeLeaf(stored->leaf);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(leaf->kind, RecordKind::kKeyRotation);
  EXPECT_EQ(leaf->caller, "command-line");
  EXPECT_EQ(leaf->on_behalf_of, "key desk");
  const auto body = (*OpenKeys(Place()))->OpenBody(stored->body);
  ASSERT_THAT(body, IsOk());
  const auto opened = DecodeBody(*leaf, *body);
  ASSERT_THAT(opened, IsOk());
  EXPECT_THAT(opened->answer_json,
              AllOf(HasSubstr(FormatVerifierKey(first_)), HasSubstr(rotated->verifier_key)));
  EXPECT_EQ(opened->rationale, "yearly");
}

TEST_F(RotationTest, AKillAtAnyStepOfARotationIsFinishedOrNeverWas) {
  for (const RotationStep last : {RotationStep::kKeyMade, RotationStep::kOrdered,
                                  RotationStep::kRecorded, RotationStep::kKeysChanged}) {
    SCOPED_TRACE(static_cast<int>(last));
    ASSERT_THAT(RemoveTree(log()), IsOk());
    SetUp();
    ASSERT_THAT(RotateKeyForTest(Place(), kReason, clock_, SystemRandom(), last), IsOk());
    ExpectHolds();
    ASSERT_THAT(Open(), IsOk());
    if (last == RotationStep::kKeyMade) {
      EXPECT_EQ(KeysEver().size(), 1u);
      EXPECT_EQ(Signing(), 1u);
      EXPECT_TRUE(Changes().empty());
      ASSERT_THAT(Rotate(), IsOk()) << "the key that was made is forgotten";
    }
    ExpectRotatedOnce();
    Screen(1);
    EXPECT_THAT(Verify({first_}), IsOk());
  }
}

TEST_F(RotationTest, AKillAtAnyStepOfTheEndIsFinishedOrNeverWas) {
  for (const RotationStep last :
       {RotationStep::kOrdered, RotationStep::kRecorded, RotationStep::kKeysChanged}) {
    SCOPED_TRACE(static_cast<int>(last));
    ASSERT_THAT(RemoveTree(log()), IsOk());
    SetUp();
    ASSERT_THAT(Rotate(), IsOk());
    ASSERT_THAT(EndOverlapForTest(Place(), kReason, clock_, SystemRandom(), last), IsOk());
    ExpectHolds();
    ASSERT_THAT(Open(), IsOk());
    EXPECT_EQ(Signing(), 1u);
    const std::vector<KeyChange> changes = Changes();
    ASSERT_EQ(changes.size(), 2u);
    EXPECT_TRUE(changes[1].ends_older);
    EXPECT_EQ(changes[1].key, KeysEver().back());
    EXPECT_THAT(Verify({KeysEver().back()}), IsOk());
    ExpectFollowed(changes[0]);
    ExpectTidy();
    EXPECT_THAT(End(), StatusIs(absl::StatusCode::kFailedPrecondition));
  }
}

// The kills between the steps of one step: what they leave is made by hand.
TEST_F(RotationTest, WhatAKilledReplacementLeavesIsCleared) {
  const std::string pem = audit::PrivateKeyPath(log());
  const std::string content = *ReadFile(pem);
  ASSERT_THAT(audit::WriteSecretFile(pem + ".new", "half a k"), IsOk());
  ASSERT_THAT(Open(), IsOk());
  ExpectTidy();
  ASSERT_EQ(link(pem.c_str(), (pem + ".old").c_str()), 0) << "killed before its rename";
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(*ReadFile(pem), content) << "the key itself is not overwritten by its other name";
  ExpectTidy();
  ASSERT_THAT(audit::WriteSecretFile(pem + ".old", "an older key"), IsOk());
  ASSERT_THAT(Rotate(), IsOk());
  ExpectRotatedOnce();
}

// An order that was carried out and stands there again changes nothing.
TEST_F(RotationTest, AnOrderIsCarriedOutOnce) {
  ASSERT_THAT(RotateKeyForTest(Place(), kReason, clock_, SystemRandom(), RotationStep::kOrdered),
              IsOk());
  const std::string order = *ReadFile(audit::RotatingPath(log()));
  ASSERT_THAT(Open(), IsOk());
  ASSERT_THAT(RemoveTree(audit::RotationsPath(log())), IsOk());
  ASSERT_THAT(WriteFileDurably(audit::RotatingPath(log()), order), IsOk());
  ASSERT_THAT(Open(), IsOk());
  ExpectRotatedOnce();  // and the receipt is made again
  ASSERT_THAT(End(), IsOk());
  ASSERT_THAT(WriteFileDurably(audit::RotatingPath(log()), order), IsOk());
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(Changes().size(), 2u);
  ASSERT_THAT(WriteFileDurably(audit::RotatingPath(log()), "x" + order), IsOk());
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(RotationTest, TheOlderKeyEndsAndIsGone) {
  const std::string old_pem = *ReadFile(audit::PrivateKeyPath(log()));
  ASSERT_THAT(End(), StatusIs(absl::StatusCode::kFailedPrecondition));
  ASSERT_THAT(Rotate(), IsOk());
  EXPECT_THAT(Rotate(), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("two keys")));
  const std::string held = Checkpoint();
  ASSERT_THAT(End(), IsOk());
  EXPECT_EQ(audit::ParseNote(Checkpoint())->signatures.size(), 1u);
  const std::string secret = old_pem.substr(old_pem.find('\n') + 1, 60);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(log())) {
    if (!entry.is_regular_file()) continue;
    EXPECT_THAT(*ReadFile(entry.path().string()), Not(HasSubstr(secret))) << entry.path();
  }

  const audit::VerifierKey newest = KeysEver().back();
  EXPECT_THAT(Verify(), IsOk());
  EXPECT_THAT(Verify({newest}, held), IsOk()) << "signed by both";
  EXPECT_THAT(Verify({first_}),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("record 3"), HasSubstr(FormatVerifierKey(newest)),
                             HasSubstr("rotations/3.tlog-proof"))));
  ASSERT_THAT(RemoveTree(audit::RotationsPath(log())), IsOk());
  EXPECT_THAT(Verify({first_}),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("key.vkey lists newer"), HasSubstr("get rotations/"))));
}

TEST_F(RotationTest, AChainOfRotationsIsFollowedFromEachKey) {
  std::vector<audit::Receipt> receipts;
  for (int i = 0; i < 3; ++i) {
    receipts.push_back(*audit::MakeReceipt(log(), 1));
    ASSERT_THAT(Rotate(), IsOk());
    ASSERT_THAT(End(), IsOk());
    Screen(1);
  }
  const std::vector<audit::VerifierKey> ever = KeysEver();
  ASSERT_EQ(ever.size(), 4u);
  for (std::size_t i = 0; i < ever.size(); ++i) {
    const std::vector<KeyChange> path = FollowKey(log(), ever[i]);
    ASSERT_EQ(path.size(), 3 - i);
    EXPECT_EQ(path.empty() ? ever[i] : path.back().key, ever.back());
  }
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    EXPECT_THAT(audit::CheckReceipt(receipts[i], {ever[i]}), IsOk()) << "made with the key of then";
    EXPECT_THAT(audit::CheckReceipt(receipts[i], {ever[i + 1]}),
                StatusIs(absl::StatusCode::kDataLoss));
  }
  EXPECT_EQ(Changes().size(), 6u);
}

TEST_F(RotationTest, CopiesOfTheOlderKeyStillHoldTheLog) {
  options_.copies.places = {*audit::ParseCopyPlace("optional file:" + (dir_ / "copy"))};
  Screen(2);
  const std::string by_first = *ReadFile(dir_ / "copy");
  std::filesystem::copy(log(), dir_ / "old", std::filesystem::copy_options::recursive);
  Screen(1);
  const std::string later = *ReadFile(dir_ / "copy");
  const auto with_copy = [&](const std::string& note) {
    EXPECT_THAT(WriteFileDurably(dir_ / "copy", note), IsOk());
    return Open();
  };
  ASSERT_THAT(Rotate(), IsOk());
  EXPECT_THAT(with_copy(by_first), IsOk());
  ASSERT_THAT(End(), IsOk());
  EXPECT_THAT(with_copy(by_first), IsOk()) << "a place that was away all the time";
  EXPECT_EQ(*ReadFile(dir_ / "copy"), Checkpoint());

  // The log is put back to what it was, and the copy by the older key tells.
  ASSERT_THAT(RemoveTree(log()), IsOk());
  std::filesystem::rename(dir_ / "old", log());
  EXPECT_THAT(with_copy(later), StatusIs(absl::StatusCode::kDataLoss));
}

// A start after the end reads the journal from the settled place on, which the older key signed.
TEST_F(RotationTest, TheSettledPlaceStaysOne) {
  options_.settle_records = 256;
  Screen(300);
  ASSERT_THAT(Rotate(), IsOk());
  ASSERT_THAT(End(), IsOk());
  ASSERT_THAT(Open(), IsOk());
  EXPECT_EQ(audit::FindBase(log(), KeysEver()).place.index, 256u);
  EXPECT_EQ(audit::FindBase(log(), {KeysEver().back()}).place.index, 0u) << "the older one signed";
}

TEST_F(RotationTest, ARunningWriterKeepsItOut) {
  const auto writer = RecordLog::Open(Place(), clock_, SystemRandom());
  ASSERT_THAT(writer, IsOk());
  EXPECT_THAT(Rotate(), StatusIs(absl::StatusCode::kUnavailable,
                                 AllOf(HasSubstr("lock"), HasSubstr("running service"))));
  EXPECT_EQ(KeysEver().size(), 1u);
  EXPECT_FALSE(PathExists(audit::RotatingPath(log())));
}

TEST_F(RotationTest, WhoAsksIsSaid) {
  for (const RotationReason& bad :
       {RotationReason{}, RotationReason{.by = std::string(257, 'x')}}) {
    EXPECT_THAT(RotateKey(Place(), bad, clock_, SystemRandom()),
                StatusIs(absl::StatusCode::kInvalidArgument));
  }
}

TEST_F(RotationTest, ADemoKeyStaysOne) {
  ASSERT_THAT(RemoveTree(log()), IsOk());
  ASSERT_THAT(
      InitRecordLog({.directory = log(), .origin = "x", .demo_key = true}, "", SystemRandom()),
      IsOk());
  ASSERT_THAT(Rotate(), IsOk());
  EXPECT_EQ(KeysEver().back().name, "INSECURE-DEMO/x");
}

// Key files are no part of the tree: the records say what they may hold.
TEST_F(RotationTest, AKeyThatNoRecordNamesIsFound) {
  const std::string path = audit::VerifierKeyPath(log());
  const std::string one = *ReadFile(path);
  SeededRandom random(5);
  const audit::VerifierKey stray{.name = "test/log",
                                 .key = (*Ed25519Signer::Generate(random))->public_key()};
  ASSERT_THAT(Rotate(), IsOk());
  const std::string two = *ReadFile(path);
  const std::string newest = two.substr(one.size());
  const auto with = [&](const std::string& text) {
    EXPECT_THAT(WriteFileDurably(path, text), IsOk());
    return Verify({first_}).status();
  };
  const std::string strange = FormatVerifierKey(stray) + "\n";
  EXPECT_THAT(with(two + strange), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("no record")));
  EXPECT_THAT(with(one + strange + newest), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(with(newest + one), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(with(two), IsOk());
  // A rotation that is on record and not in force is said, and no fault: a kill leaves it.
  ASSERT_THAT(with(one), IsOk());
  EXPECT_EQ(Verify({first_})->key_findings.not_in_force.size(), 1u);
}

TEST_F(RotationTest, AChangedReceiptIsFound) {
  const auto rotated = Rotate();
  ASSERT_THAT(rotated, IsOk());
  const std::string path = RotationReceiptPath(log(), rotated->record);
  const std::string whole = *ReadFile(path);
  // Behind the older key's signature stands that of the newer, which who holds the older alone
  // cannot check; verification checks both.
  const std::size_t checked = whole.rfind("\xE2\x80\x94 ");
  for (std::size_t at = 0; at < checked; ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    ASSERT_THAT(WriteFileDurably(path, changed), IsOk());
    if (at % 11 == 0) {
      EXPECT_FALSE(Verify().ok()) << at;
    }
    EXPECT_TRUE(FollowKey(log(), first_).empty()) << at;
  }
  for (std::size_t at = checked; at + 1 < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    ASSERT_THAT(WriteFileDurably(path, changed), IsOk());
    EXPECT_FALSE(Verify().ok()) << "the next key's signature, byte " << at;
  }
  ASSERT_THAT(WriteFileDurably(path, FormatReceipt(*audit::MakeReceipt(log(), 1))), IsOk());
  EXPECT_FALSE(Verify().ok()) << "that of another record";
  ASSERT_THAT(WriteFileDurably(path, whole), IsOk());
  EXPECT_THAT(Verify(), IsOk());
}

TEST_F(RotationTest, MissingAndForeignReceiptsAreSaid) {
  const auto rotated = Rotate();
  ASSERT_THAT(rotated, IsOk());
  const std::string path = RotationReceiptPath(log(), rotated->record);
  const std::string other = RotationReceiptPath(log(), rotated->record + 1);
  std::filesystem::rename(path, other);
  const auto report = Verify();
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->key_findings.missing, ElementsAre(path));
  EXPECT_THAT(report->key_findings.foreign, ElementsAre(other));
}

// What an auditor has: published files, no journal, no keys.
TEST_F(RotationTest, PublishedFilesAloneTellTheKeys) {
  ASSERT_THAT(Rotate(), IsOk());
  ASSERT_THAT(End(), IsOk());
  const std::string copy = dir_ / "copied";
  for (const char* const name : {"checkpoint", "tile", "rotations"}) {
    std::filesystem::create_directories(copy);
    std::filesystem::copy(JoinPath(log(), name), JoinPath(copy, name),
                          std::filesystem::copy_options::recursive);
  }
  const auto verify = [&](const audit::VerifierKey& key) {
    return VerifyRecords(
        {.place = {.directory = copy}, .keys = {FormatVerifierKey(key)}, .published_only = true});
  };
  const auto report = verify(KeysEver().back());
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->key_changes.size(), 2u);
  EXPECT_FALSE(report->keys_followed);
  EXPECT_THAT(verify(first_), StatusIs(absl::StatusCode::kFailedPrecondition,
                                       HasSubstr(FormatVerifierKey(KeysEver().back()))));
}

TEST(KeyChangeTest, OnlyAWholeKeyIsOne) {
  Leaf leaf{.kind = RecordKind::kKeyRotation};
  const std::string key(44, 'A');
  for (const std::string& bad : {std::string(), "rotated:" + key, "rotated:" + key.substr(1),
                                 std::string("rotated:AQ"), "Rotated:AQ" + key.substr(2)}) {
    leaf.request_id = bad;
    EXPECT_THAT(KeyChangeOf(0, leaf, "o"), StatusIs(absl::StatusCode::kDataLoss)) << bad;
  }
  leaf.request_id = "rotated:AQ" + key.substr(2);
  const auto change = KeyChangeOf(7, leaf, "o");
  ASSERT_THAT(change, IsOk());
  ASSERT_TRUE(change->has_value());
  EXPECT_EQ((*change)->record, 7u);
  leaf.kind = RecordKind::kScreen;
  EXPECT_FALSE(KeyChangeOf(7, leaf, "o")->has_value());
}

}  // namespace
}  // namespace lynceus::review
