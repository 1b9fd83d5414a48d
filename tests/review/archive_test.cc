// The archive: what goes in comes out to the byte, damage is found, and nothing that a live record
// names is collected.
#include "lib/review/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/review/answerers.h"
#include "lib/review/live_names.h"
#include "lib/rules/load.h"
#include "tests/review/recorded_world.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

constexpr std::int64_t kDay = 86'400'000'000;

std::string RulesDirectory() { return JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "rules"); }
const store::Manifest& DemoManifest() { return screening::DemoEngine().snapshot->manifest(); }

std::vector<std::string> FilesBelow(const std::string& directory) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) {
      files.push_back(entry.path().lexically_relative(directory).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

void ExpectSameFiles(const std::string& a, const std::string& b) {
  const auto files = FilesBelow(a);
  EXPECT_EQ(files, FilesBelow(b));
  for (const std::string& file : files) {
    EXPECT_EQ(*ReadFile(JoinPath(a, file)), *ReadFile(JoinPath(b, file))) << file;
  }
}

class ArchiveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::copy(screening::DemoEngine().snapshot->directory(), dir_ / "snapshot",
                          std::filesystem::copy_options::recursive);
    archive_ = Open(clock_);
  }
  std::unique_ptr<Archive> Open(const Clock& clock) {
    auto archive = Archive::Open(dir_ / "archive", clock);
    EXPECT_THAT(archive, IsOk());
    return *std::move(archive);
  }
  // Adds the demonstration's snapshot, its rules, a program and its lists.
  void AddAll() {
    EXPECT_THAT(archive_->AddSnapshot(dir_ / "snapshot"), IsOk());
    EXPECT_THAT(archive_->AddRules(dir_ / "snapshot/rules", rules_), IsOk());
    EXPECT_THAT(archive_->AddEngine(dir_.Write("program", "#!/bin/sh\n"), "lynceus 9 build/x"),
                IsOk());
    for (const std::string& file : screening::DemoFiles()) {
      EXPECT_THAT(archive_->AddList(file), IsOk());
    }
  }

  const TempDir dir_;
  const FixedClock clock_{1'793'000'000'000'000};
  const FixedClock two_days_later_{1'793'000'000'000'000 + 2 * kDay};
  const std::string rules_ = screening::DemoEngine().rules->digest;
  std::unique_ptr<Archive> archive_;
};

TEST_F(ArchiveTest, WhatGoesInComesOut) {
  AddAll();
  const auto snapshot = archive_->Extract(ArchiveKind::kSnapshot, DemoManifest().content_digest);
  ASSERT_THAT(snapshot, IsOk());
  ExpectSameFiles(dir_ / "snapshot", (*snapshot)->path());
  const auto rules = archive_->Extract(ArchiveKind::kRules, rules_);
  ASSERT_THAT(rules, IsOk());
  EXPECT_EQ((*rules::LoadRules((*rules)->path()))->digest, rules_);
  const auto program = archive_->Extract(ArchiveKind::kEngine, "lynceus 9 build/x");
  ASSERT_THAT(program, IsOk());
  EXPECT_EQ(*ReadFile((*program)->path()), "#!/bin/sh\n");
  EXPECT_EQ(::access((*program)->path().c_str(), X_OK), 0);
  const std::string list = screening::DemoFiles()[0];
  const auto kept = archive_->Extract(ArchiveKind::kList, ToHex(*Sha256OfFile(list)));
  ASSERT_THAT(kept, IsOk());
  EXPECT_EQ(*ReadFile((*kept)->path()), *ReadFile(list));
  EXPECT_THAT(archive_->Verify(), IsOk());
}

TEST_F(ArchiveTest, TheSameAgainAddsNothing) {
  AddAll();
  const auto files = FilesBelow(dir_ / "archive");
  AddAll();
  EXPECT_EQ(FilesBelow(dir_ / "archive"), files);
}

TEST_F(ArchiveTest, ObjectsAreNamedByTheirDigest) {
  AddAll();
  for (const std::string& file : FilesBelow(dir_ / "archive/sha256")) {
    const std::string path = JoinPath(dir_ / "archive/sha256", file);
    EXPECT_EQ(file.substr(0, 2) + file.substr(3), ToHex(*Sha256OfFile(path)));
  }
}

TEST_F(ArchiveTest, AnExtractedTreeIsGoneWithItsHolder) {
  AddAll();
  { const auto rules = archive_->Extract(ArchiveKind::kRules, rules_); }
  EXPECT_TRUE(std::filesystem::is_empty(dir_ / "archive/open"));
}

TEST_F(ArchiveTest, AChangedByteOfAnyObjectIsFound) {
  AddAll();
  int changed = 0;
  for (const std::string& file : FilesBelow(dir_ / "archive/sha256")) {
    const std::string path = JoinPath(dir_ / "archive/sha256", file);
    const std::string whole = *ReadFile(path);
    if (whole.empty()) continue;
    std::string damaged = whole;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
    std::filesystem::remove(path);
    { std::ofstream(path, std::ios::binary) << damaged; }
    EXPECT_THAT(archive_->Verify(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr(file)));
    std::filesystem::remove(path);
    EXPECT_FALSE(archive_->Verify().ok()) << "a missing object";
    std::ofstream(path, std::ios::binary) << whole;
    ++changed;
  }
  EXPECT_GT(changed, 20);
  EXPECT_THAT(archive_->Verify(), IsOk());
}

TEST_F(ArchiveTest, NothingDamagedIsReadOut) {
  AddAll();
  const std::string digest = ToHex(*Sha256OfFile(dir_ / "snapshot/candidates.idx"));
  const std::string path =
      dir_ / ("archive/sha256/" + digest.substr(0, 2) + "/" + digest.substr(2));
  std::string bytes = *ReadFile(path);
  bytes[0] = 'X';
  std::filesystem::remove(path);
  { std::ofstream(path, std::ios::binary) << bytes; }
  EXPECT_THAT(archive_->Extract(ArchiveKind::kSnapshot, DemoManifest().content_digest),
              StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_TRUE(std::filesystem::is_empty(dir_ / "archive/open"));
}

TEST_F(ArchiveTest, RefusesWhatIsNotWhatIsNamed) {
  EXPECT_THAT(archive_->AddRules(RulesDirectory(), std::string(64, '0')),
              StatusIs(absl::StatusCode::kDataLoss));
  std::string owners = *ReadFile(dir_ / "snapshot/owners.idx");
  owners.back() = static_cast<char>(owners.back() ^ 1);
  std::filesystem::remove(dir_ / "snapshot/owners.idx");
  { std::ofstream(dir_ / "snapshot/owners.idx", std::ios::binary) << owners; }
  EXPECT_THAT(archive_->AddSnapshot(dir_ / "snapshot"), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(archive_->Extract(ArchiveKind::kSnapshot, DemoManifest().content_digest),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr(DemoManifest().content_digest)));
}

// --- collection ----------------------------------------------------------------------------------

LiveNames LiveNamesOf(const RecordReader& records) {
  LiveNames live;
  EXPECT_THAT(AddLiveNames(records, "log", live), IsOk());
  return live;
}

TEST_F(ArchiveTest, WhatALiveRecordNamesIsKeptAndWhy) {
  AddAll();
  MemoryRecords log = RecordQuestions(screening::DemoEngine(), 3, 5);
  for (LogRecord& record : log.records) record.leaf.engine = "lynceus 9 build/x";
  log.records[0].state = BodyState::kErased;
  log.records[1].state = BodyState::kSealed;
  const auto report = Open(two_days_later_)->Collect(LiveNamesOf(log), true);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->objects_gone, 0u);
  for (const auto& line : report->entries) {
    if (line.entry.kind == ArchiveKind::kList) {
      EXPECT_THAT(line.why, HasSubstr("snapshot that is kept"));
    } else {
      EXPECT_EQ(line.why, "live records name it, the first is log, record 1");
    }
  }
  EXPECT_THAT(archive_->Verify(), IsOk());
}

TEST_F(ArchiveTest, WhatNoLiveRecordNamesGoesWhereItIsToldTo) {
  AddAll();
  MemoryRecords log = RecordQuestions(screening::DemoEngine(), 3, 5);
  for (LogRecord& record : log.records) record.state = BodyState::kErased;
  const auto young = archive_->Collect(LiveNamesOf(log), true);
  ASSERT_THAT(young, IsOk());
  EXPECT_EQ(young->objects_gone, 0u) << "what was added today may be named in a moment";

  const auto later = Open(two_days_later_);
  const auto files = FilesBelow(dir_ / "archive");
  const auto dry = later->Collect(LiveNamesOf(log), false);
  ASSERT_THAT(dry, IsOk());
  EXPECT_GT(dry->objects_gone, 20u);
  EXPECT_GT(dry->bytes_gone, 100'000u);
  EXPECT_EQ(FilesBelow(dir_ / "archive"), files) << "a dry run removes nothing";
  const auto real = later->Collect(LiveNamesOf(log), true);
  ASSERT_THAT(real, IsOk());
  EXPECT_EQ(real->objects_gone, dry->objects_gone);
  EXPECT_EQ(FilesBelow(dir_ / "archive"), std::vector<std::string>{"lock"});
  EXPECT_TRUE(PathExists(dir_ / "snapshot/candidates.idx")) << "a link is not its file";
}

TEST_F(ArchiveTest, ALinkedSnapshotAnswersAfterItsDirectoryIsGone) {
  AddAll();
  ASSERT_THAT(RemoveTree(dir_ / "snapshot"), IsOk());
  const MemoryRecords log = RecordQuestions(screening::DemoEngine(), 50, 9);
  EngineSource engines({.archive = archive_.get(), .snapshot = "", .rules = ""});
  LocalAnswerer answerer(engines);
  ThreadPool pool(2);
  const auto summary = Replay(log, SelectRecords({}, log.size()), answerer, pool,
                              [](const Replayed&) { return absl::OkStatus(); });
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->outcomes.at(ReplayOutcome::kIdentical), log.size());
}

}  // namespace
}  // namespace lynceus::review
