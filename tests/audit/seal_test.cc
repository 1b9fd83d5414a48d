// Sealed bodies: every change is found, no slot is given twice whatever ends the program, and an
// erased body is gone from every byte of the directory.
#include "lib/audit/seal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/random.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;

constexpr const char* kBucket = "2026-default";
constexpr std::string_view kText = "the plain text of a body that nobody else says";

class SealTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_THAT(CreateMasterKey(MasterKey(), SystemRandom()), IsOk()); }

  std::string MasterKey() const { return MasterKeyPath(dir_.path()); }
  std::unique_ptr<BodySealer> Sealer(const std::string& directory) const {
    auto sealer = BodySealer::Open(directory, MasterKey(), SystemRandom());
    EXPECT_THAT(sealer, IsOk());
    return *std::move(sealer);
  }
  std::unique_ptr<BodySealer> Sealer() const { return Sealer(dir_.path()); }
  std::unique_ptr<BodyOpener> Opener() const {
    auto opener = BodyOpener::Open(dir_.path(), MasterKey());
    EXPECT_THAT(opener, IsOk());
    return *std::move(opener);
  }
  static std::string Sealed(BodySealer& sealer, std::string_view text = kText) {
    auto sealed = sealer.Seal(kBucket, text);
    EXPECT_THAT(sealed, IsOk());
    return *std::move(sealed);
  }
  static std::uint64_t SlotOf(const std::string& sealed) { return SealedAtOf(sealed)->slot; }

  // All bytes of all files below the directory.
  std::string AllBytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(dir_.path())) {
      if (entry.is_regular_file()) bytes += ReadFile(entry.path().string()).value();
    }
    return bytes;
  }

  const support::TempDir dir_;
};

TEST_F(SealTest, WhatWasSealedOpens) {
  const auto sealer = Sealer();
  const std::string sealed = Sealed(*sealer);
  EXPECT_EQ(sealed.find(kText), std::string::npos);
  EXPECT_THAT(SealedAtOf(sealed), IsOkAndHolds(SealedAt{.bucket = kBucket, .slot = 0}));
  EXPECT_THAT(Opener()->OpenBody(sealed), IsOkAndHolds(std::string(kText)));
  EXPECT_THAT(Opener()->OpenBody(Sealed(*sealer, "")), IsOkAndHolds(std::string()));
  EXPECT_NE(Sealed(*sealer), sealed) << "a key of its own";
}

TEST_F(SealTest, EveryChangeOfABodyIsFound) {
  const auto sealer = Sealer();
  Sealed(*sealer, "another");
  const std::string sealed = Sealed(*sealer);
  const auto opener = Opener();
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    ASSERT_FALSE(opener->OpenBody(sealed.substr(0, at)).ok()) << "cut at " << at;
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = sealed;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << bit));
      ASSERT_THAT(opener->OpenBody(changed).status(), StatusIs(absl::StatusCode::kDataLoss)) << at;
    }
  }
  EXPECT_FALSE(opener->OpenBody(sealed + "x").ok());
}

TEST_F(SealTest, EveryChangeOfASlotOrABucketKeyIsFound) {
  const auto sealer = Sealer();
  const std::string sealed = Sealed(*sealer);
  for (const std::string& path :
       {SlotsPath(dir_.path(), kBucket), BucketKeyPath(dir_.path(), kBucket)}) {
    const std::string whole = ReadFile(path).value();
    const bool slots = path.ends_with(".slots");
    const std::size_t begin = slots ? SlotOffset(0) : 0;
    const std::size_t end = slots ? SlotOffset(1) : whole.size();
    for (std::size_t at = begin; at < end; ++at) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 4);
      ASSERT_THAT(WriteFileDurably(path, changed), IsOk());
      EXPECT_THAT(Opener()->OpenBody(sealed).status(), StatusIs(absl::StatusCode::kDataLoss))
          << path << " byte " << at;
    }
    ASSERT_THAT(WriteFileDurably(path, whole), IsOk());
  }
  EXPECT_THAT(Opener()->OpenBody(sealed), IsOk());
}

TEST_F(SealTest, ASlotOpensInItsOwnPlaceOnly) {
  const auto sealer = Sealer();
  const std::string first = Sealed(*sealer, "first");
  const std::string second = Sealed(*sealer, "second");
  const std::string path = SlotsPath(dir_.path(), kBucket);
  std::string slots = ReadFile(path).value();
  std::swap_ranges(slots.begin() + static_cast<std::ptrdiff_t>(SlotOffset(0)),
                   slots.begin() + static_cast<std::ptrdiff_t>(SlotOffset(1)),
                   slots.begin() + static_cast<std::ptrdiff_t>(SlotOffset(1)));
  ASSERT_THAT(WriteFileDurably(path, slots), IsOk());
  EXPECT_THAT(Opener()->OpenBody(first).status(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Opener()->OpenBody(second).status(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SealTest, AnotherMasterKeyOpensNothing) {
  const std::string sealed = Sealed(*Sealer());
  const std::string other = dir_ / "other.key";
  ASSERT_THAT(CreateMasterKey(other, SystemRandom()), IsOk());
  const auto opener = BodyOpener::Open(dir_.path(), other);
  ASSERT_THAT(opener, IsOk());
  EXPECT_THAT((*opener)->OpenBody(sealed).status(), StatusIs(absl::StatusCode::kDataLoss));
  const auto sealer = BodySealer::Open(dir_.path(), other, SystemRandom());
  ASSERT_THAT(sealer, IsOk());
  EXPECT_THAT((*sealer)->Seal(kBucket, "x").status(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SealTest, AMasterKeyIsAFileOfItsOwnerAlone) {
  struct stat status {};
  ASSERT_EQ(stat(MasterKey().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0400U);
  EXPECT_THAT(CreateMasterKey(MasterKey(), SystemRandom()),
              StatusIs(absl::StatusCode::kAlreadyExists));
  ASSERT_EQ(chmod(MasterKey().c_str(), 0404), 0);
  EXPECT_THAT(ReadMasterKey(MasterKey()).status(), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(ReadMasterKey(dir_ / "none").status(), StatusIs(absl::StatusCode::kNotFound));
  const std::string bad = dir_ / "bad.key";
  ASSERT_THAT(WriteFileDurably(bad, std::string(64, 'g'), 0600), IsOk());
  EXPECT_THAT(ReadMasterKey(bad).status(), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SealTest, SlotsGoOnWhereACleanEndLeftThem) {
  EXPECT_EQ(SlotOf(Sealed(*Sealer())), 0u);
  EXPECT_EQ(SlotOf(Sealed(*Sealer())), 1u);
  const auto sealer = Sealer();
  EXPECT_EQ(SlotOf(Sealed(*sealer)), 2u);
  EXPECT_EQ(SlotOf(Sealed(*sealer)), 3u);
}

// A copy of the directory while the sealer is open is what a crash leaves.
TEST_F(SealTest, AfterACrashNoSlotIsGivenTwice) {
  const auto running = Sealer();
  std::set<std::uint64_t> given;
  for (int i = 0; i < 5; ++i) given.insert(SlotOf(Sealed(*running)));
  const support::TempDir crashed;
  std::filesystem::copy(dir_.path(), crashed.path(), std::filesystem::copy_options::recursive);
  for (int i = 0; i < 5; ++i) given.insert(SlotOf(Sealed(*running)));
  const auto restarted = Sealer(crashed.path());
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(given.insert(SlotOf(Sealed(*restarted))).second) << i;
  }
}

TEST_F(SealTest, AFileThatACrashLeftWithoutItsHeaderBegins) {
  std::filesystem::create_directories(KeysPath(dir_.path()));
  const auto master = ReadMasterKey(MasterKey());
  ASSERT_THAT(CreateBucketKey(dir_.path(), kBucket, *master, SystemRandom()), IsOk());
  ASSERT_THAT(WriteFileDurably(SlotsPath(dir_.path(), kBucket), ""), IsOk());
  EXPECT_EQ(SlotOf(Sealed(*Sealer())), 0u);
}

TEST_F(SealTest, ADamagedHeaderOfSlotsIsNoNewBeginning) {
  Sealed(*Sealer());
  const std::string path = SlotsPath(dir_.path(), kBucket);
  const std::string whole = ReadFile(path).value();
  for (std::size_t at = 0; at < kSlotBytes; ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    ASSERT_THAT(WriteFileDurably(path, changed), IsOk());
    EXPECT_THAT(Sealer()->Seal(kBucket, "x").status(), StatusIs(absl::StatusCode::kDataLoss)) << at;
  }
  ASSERT_THAT(WriteFileDurably(path, std::string(kSlotBytes, '\0') + whole.substr(kSlotBytes)),
              IsOk());
  EXPECT_THAT(Sealer()->Seal(kBucket, "x").status(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SealTest, ManyThreadsAcrossChunksTakeEachSlotOnce) {
  constexpr std::size_t kThreads = 8;
  constexpr std::size_t kEach = 1'300;  // beyond two chunks together
  const auto sealer = Sealer();
  std::vector<std::vector<std::string>> sealed(kThreads);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < kEach; ++i) {
        sealed[t].push_back(Sealed(*sealer, std::to_string(t * kEach + i)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto opener = Opener();
  std::set<std::uint64_t> slots;
  for (std::size_t t = 0; t < kThreads; ++t) {
    for (std::size_t i = 0; i < kEach; ++i) {
      EXPECT_TRUE(slots.insert(SlotOf(sealed[t][i])).second);
      EXPECT_THAT(opener->OpenBody(sealed[t][i]), IsOkAndHolds(std::to_string(t * kEach + i)));
    }
  }
  EXPECT_EQ(*slots.rbegin(), kThreads * kEach - 1) << "none is left out";
}

TEST_F(SealTest, AnErasedBodyIsGoneFromEveryByte) {
  const auto sealer = Sealer();
  const std::string kept = Sealed(*sealer, "kept");
  const std::string sealed = Sealed(*sealer);
  ASSERT_THAT(WriteFileDurably(dir_ / "journal", kept + sealed), IsOk());
  const auto opener = Opener();
  const SealedAt at = *SealedAtOf(sealed);
  const auto key = opener->KeyAt(at);
  ASSERT_THAT(key, IsOk());
  const std::string plain_key(key->bytes().begin(), key->bytes().end());
  const std::string wrapped =
      ReadFile(SlotsPath(dir_.path(), kBucket))->substr(SlotOffset(at.slot), kSlotBytes);
  EXPECT_NE(AllBytes().find(wrapped), std::string::npos) << "it is found before";

  ASSERT_THAT(EraseSlot(dir_.path(), at), IsOk());
  EXPECT_THAT(opener->OpenBody(sealed).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Opener()->OpenBody(sealed).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(SlotIsErased(dir_.path(), at), IsOkAndHolds(true));
  EXPECT_THAT(Opener()->OpenBody(kept), IsOkAndHolds(std::string("kept")));
  const std::string bytes = AllBytes();
  EXPECT_NE(bytes.find(sealed), std::string::npos) << "the sealed bytes stay in the journal";
  EXPECT_EQ(bytes.find(kText), std::string::npos);
  EXPECT_EQ(bytes.find(plain_key), std::string::npos);
  // No part of the wrapped key either: nonce, ciphertext, tag.
  for (std::size_t part = 4; part + 12 <= wrapped.size(); part += 8) {
    EXPECT_EQ(bytes.find(wrapped.substr(part, 12)), std::string::npos) << part;
  }
  ASSERT_THAT(EraseSlot(dir_.path(), at), IsOk()) << "again";
  EXPECT_THAT(EraseSlot(dir_.path(), {.bucket = kBucket, .slot = 1u << 20}),
              StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(SealTest, AnEndedBucketOpensNothingAndIsNeverBegunAgain) {
  const std::string sealed = Sealed(*Sealer());
  const std::string key = ReadFile(BucketKeyPath(dir_.path(), kBucket)).value();
  ASSERT_THAT(EndBucket(dir_.path(), kBucket), IsOk());
  EXPECT_THAT(Opener()->OpenBody(sealed).status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(SlotIsErased(dir_.path(), *SealedAtOf(sealed)), IsOkAndHolds(true));
  EXPECT_EQ(AllBytes().find(key.substr(16, 12)), std::string::npos);
  EXPECT_THAT(Sealer()->Seal(kBucket, "x").status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(EndBucket(dir_.path(), kBucket), IsOk()) << "again";
  EXPECT_THAT(EndBucket(dir_.path(), "2025-none"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(SealTest, LostKeysAreNoErasure) {
  const std::string sealed = Sealed(*Sealer());
  ASSERT_THAT(RemoveTree(KeysPath(dir_.path())), IsOk());
  EXPECT_THAT(Opener()->OpenBody(sealed).status(), StatusIs(absl::StatusCode::kDataLoss));
}

// The legal entity comes with the request: a caller must not fill the disk with keys.
TEST_F(SealTest, BucketsAreBounded) {
  const auto sealer = Sealer();
  for (std::size_t i = 0; i < limits::kOpenBucketsMax; ++i) {
    ASSERT_THAT(sealer->Seal("2026-b" + std::to_string(i), "x"), IsOk());
  }
  EXPECT_THAT(sealer->Seal("2026-more", "x").status(),
              StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(sealer->Seal("2026-b0", "x"), IsOk());
}

TEST_F(SealTest, WithoutADiskNothingIsSealed) {
  const auto sealer = Sealer();
  ASSERT_THAT(WriteFileDurably(KeysPath(dir_.path()), "no directory"), IsOk());
  EXPECT_FALSE(sealer->Seal(kBucket, "x").ok());
  EXPECT_THAT(sealer->Seal("../x", "x").status(), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace lynceus::audit
