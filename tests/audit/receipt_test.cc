// Receipts: every record of a log is proven by one, beside a writer too; every changed byte of one
// is refused.
#include "lib/audit/receipt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "lib/audit/match_log.h"
#include "lib/audit/merkle.h"
#include "lib/audit/note_signer.h"
#include "lib/base/file.h"
#include "tests/audit/sample_log.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

class ReceiptTest : public ::testing::Test {
 protected:
  void SetUp() override { keys_ = *ParseVerifierKeys(MakeLog(log())); }
  const std::string& log() const { return directory_.path(); }
  absl::StatusOr<ProvenLeaf> Check(std::string_view text) const {
    const auto receipt = ParseReceipt(text);
    if (!receipt.ok()) return receipt.status();
    return CheckReceipt(*receipt, keys_);
  }

  const TempDir directory_;
  std::vector<VerifierKey> keys_;
};

TEST_F(ReceiptTest, EveryRecordHasOne) {
  Fill(log(), 258);
  for (std::uint64_t index = 0; index < 258; ++index) {
    const auto receipt = MakeReceipt(log(), index);
    ASSERT_THAT(receipt, IsOk());
    const auto proven = Check(FormatReceipt(*receipt));
    ASSERT_THAT(proven, IsOk());
    EXPECT_EQ(proven->leaf, LeafOf(index));
    EXPECT_EQ(proven->checkpoint.size, 258u);
  }
  EXPECT_THAT(MakeReceipt(log(), 258), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(MakeReceipt(directory_ / "none", 0), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(ReceiptTest, ALogOfOneRecordNeedsNoHashes) {
  Fill(log(), 1);
  const auto receipt = MakeReceipt(log(), 0);
  ASSERT_THAT(receipt, IsOk());
  EXPECT_TRUE(receipt->hashes.empty());
  EXPECT_THAT(Check(FormatReceipt(*receipt)), IsOk());
}

TEST_F(ReceiptTest, EveryChangedByteIsRefused) {
  Fill(log(), 11);
  const std::string text = FormatReceipt(*MakeReceipt(log(), 6));
  ASSERT_THAT(Check(text), IsOk());
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const int mask : {1, 2, 4, 8, 16, 32, 64, 128}) {
      std::string changed = text;
      changed[at] = static_cast<char>(changed[at] ^ mask);
      EXPECT_FALSE(Check(changed).ok()) << at << " xor " << mask;
    }
    EXPECT_FALSE(Check(text.substr(0, at)).ok()) << at;
    EXPECT_FALSE(Check(text.substr(0, at) + text.substr(at + 1)).ok()) << at << " left out";
  }
  EXPECT_FALSE(Check(text + "\n").ok());
}

// The form that others write: without `extra`, the leaf being known from elsewhere.
TEST_F(ReceiptTest, TheLeafMayComeFromElsewhere) {
  Fill(log(), 5);
  auto receipt = *MakeReceipt(log(), 3);
  EXPECT_THAT(CheckReceipt(receipt, keys_, LeafOf(3)), IsOk());
  EXPECT_THAT(CheckReceipt(receipt, keys_, LeafOf(2)), StatusIs(absl::StatusCode::kDataLoss));
  receipt.leaf.reset();
  const std::string text = FormatReceipt(receipt);
  EXPECT_THAT(text, HasSubstr("c2sp.org/tlog-proof@v1\nindex 3\n"));
  const auto parsed = ParseReceipt(text);
  ASSERT_THAT(parsed, IsOk());
  EXPECT_THAT(CheckReceipt(*parsed, keys_, LeafOf(3)), IsOk());
  EXPECT_THAT(CheckReceipt(*parsed, keys_, LeafOf(2)), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(CheckReceipt(*parsed, keys_), StatusIs(absl::StatusCode::kInvalidArgument));
}

// `extra` belongs to whoever makes the receipt: what is not ours is kept and proves nothing. Lines
// of the checkpoint behind its root are the log's.
TEST_F(ReceiptTest, WhatOthersMayWriteIsTaken) {
  Fill(log(), 5);
  const Receipt ours = *MakeReceipt(log(), 3);
  for (const std::string& extra : {std::string(), std::string("salt"), std::string(1, '\1'),
                                   std::string("\1\0\2x", 4), std::string("\2\0\1x", 4)}) {
    Receipt receipt = ours;
    receipt.leaf.reset();
    receipt.other_extra = extra;
    const std::string text = FormatReceipt(receipt);
    const auto parsed = ParseReceipt(text);
    ASSERT_THAT(parsed, IsOk()) << text;
    EXPECT_EQ(parsed->other_extra, extra);
    EXPECT_EQ(FormatReceipt(*parsed), text);
    EXPECT_THAT(CheckReceipt(*parsed, keys_, LeafOf(3)), IsOk());
    EXPECT_THAT(CheckReceipt(*parsed, keys_, LeafOf(2)), StatusIs(absl::StatusCode::kDataLoss));
    EXPECT_THAT(CheckReceipt(*parsed, keys_), StatusIs(absl::StatusCode::kInvalidArgument));
  }
  SeededRandom random(1);  // the key of MakeLog
  const auto signer = MakeNoteSigner("test/log", *Ed25519Signer::Generate(random));
  Receipt extended = ours;
  const Note note = *ParseNote(ours.checkpoint);
  extended.checkpoint = *SignNote(note.text + "another line\n", {signer.get()});
  EXPECT_THAT(Check(FormatReceipt(extended)), IsOk());
  extended.checkpoint = *SignNote(note.text + "\nbehind an empty one\n", {signer.get()});
  EXPECT_FALSE(Check(FormatReceipt(extended)).ok());
}

TEST_F(ReceiptTest, AnotherLogsKeyIsRefused) {
  Fill(log(), 2);
  const auto receipt = MakeReceipt(log(), 1);
  ASSERT_THAT(receipt, IsOk());
  SeededRandom random(77);
  auto key = *Ed25519Signer::Generate(random);
  const VerifierKey other{.name = "test/log", .key = key->public_key()};
  EXPECT_THAT(CheckReceipt(*receipt, {other}), StatusIs(absl::StatusCode::kDataLoss));
  // Signed by a key that is known, but the checkpoint of another log.
  const VerifierKey elsewhere{.name = "elsewhere", .key = key->public_key()};
  const auto signer = MakeNoteSigner("elsewhere", std::move(key));
  const auto text = ParseNote(receipt->checkpoint);
  Receipt borrowed = *receipt;
  borrowed.checkpoint = *SignNote(text->text, {signer.get()});
  EXPECT_THAT(CheckReceipt(borrowed, {elsewhere}),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("another log")));
}

TEST_F(ReceiptTest, OtherFormsAreRefused) {
  Fill(log(), 4);
  const Receipt receipt = *MakeReceipt(log(), 2);
  const std::string text = FormatReceipt(receipt);
  const auto replaced = [&](const std::string& what, const std::string& by) {
    std::string other = text;
    const std::size_t at = other.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return other.replace(at, what.size(), by);
  };
  for (const std::string& other :
       {replaced("@v1", "@v2"), replaced("index 2", "index 02"), replaced("index 2", "index +2"),
        replaced("index 2", "index 2 "), replaced("index 2", "index -2"),
        replaced("index 2", "index 18446744073709551618"), replaced("index 2\n", ""),
        replaced("extra ", "extra"), replaced("extra ", "extra AAAA\nextra "),
        replaced("\n\n", "\n"), replaced("\n\n", "\nAAAA\n\n")}) {
    EXPECT_THAT(ParseReceipt(other), StatusIs(absl::StatusCode::kInvalidArgument)) << other;
  }
  Receipt longer = receipt;
  longer.hashes.resize(65);
  EXPECT_FALSE(ParseReceipt(FormatReceipt(longer)).ok());
}

TEST_F(ReceiptTest, IsMadeBesideARunningWriter) {
  Fill(log(), 1);
  const auto writer = OpenLog(log());
  std::atomic<bool> done = false;
  std::thread appending([&] {
    for (std::uint64_t i = 1; i < 300; ++i) EXPECT_THAT(writer->Append(LeafOf(i), "b"), IsOk());
    done = true;
  });
  int made = 0;
  while (!done) {
    const auto receipt = MakeReceipt(log(), 0);
    EXPECT_THAT(receipt, IsOk());
    if (!receipt.ok()) break;
    EXPECT_THAT(Check(FormatReceipt(*receipt)), IsOk());
    ++made;
  }
  appending.join();
  EXPECT_GT(made, 1);
}

TEST_F(ReceiptTest, NoneIsMadeFromDamagedFiles) {
  Fill(log(), 20);
  for (const char* const name : {"tile/0/000.p/20", "tile/entries/000.p/20", "checkpoint"}) {
    const std::string whole = *ReadFile(directory_ / name);
    int refused = 0;
    for (std::size_t at = 0; at < whole.size(); at += 7) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      ASSERT_THAT(WriteFileDurably(directory_ / name, changed), IsOk());
      // A receipt that is made nonetheless does not depend on the byte, and holds.
      const auto receipt = MakeReceipt(log(), 5);
      if (!receipt.ok()) {
        ++refused;
        continue;
      }
      const auto proven = Check(FormatReceipt(*receipt));
      ASSERT_THAT(proven, IsOk());
      EXPECT_EQ(proven->leaf, LeafOf(5));
    }
    EXPECT_GT(refused, 0) << name;
    ASSERT_THAT(WriteFileDurably(directory_ / name, whole), IsOk());
  }
}

}  // namespace
}  // namespace lynceus::audit
