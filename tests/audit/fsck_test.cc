// `log fsck` over logs that were damaged byte by byte: it finds every change, mends what journal
// and checkpoint prove, and never touches the journal.
#include "lib/audit/fsck.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "lib/audit/log_files.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;

void MakeLog(const std::string& directory, std::uint64_t records) {
  SeededRandom random(1);
  ASSERT_THAT(InitLog({.directory = directory, .origin = "test/log"}, random), IsOk());
  const auto log = MatchLog::Open(directory, {.settle_records = 256});
  ASSERT_THAT(log, IsOk());
  for (std::uint64_t i = 0; i < records; ++i) {
    ASSERT_THAT((*log)->Append("leaf " + std::to_string(i), "body"), IsOk());
  }
}

using Files = std::map<std::string, std::string>;

Files ReadAll(const std::string& directory) {
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    files[entry.path().lexically_relative(directory).string()] = *ReadFile(entry.path().string());
  }
  return files;
}

FsckReport MustFsck(const std::string& directory, bool repair) {
  const auto report = Fsck(directory, "", repair);
  EXPECT_THAT(report, IsOk());
  return report.ok() ? *report : FsckReport{};
}

// Made again from the journal.
bool IsDerived(const std::string& file) {
  return file.starts_with("tile/") || file == "offsets" || file == "settled";
}

// Changes one file, and expects it found, and mended where it is derived.
void ExpectFound(const std::string& directory, const Files& whole, const std::string& file,
                 const std::string& content, const std::string& what) {
  const std::string path = JoinPath(directory, file);
  ASSERT_THAT(WriteFileDurably(path, content), IsOk());
  EXPECT_FALSE(MustFsck(directory, false).Sound()) << file << " " << what;
  EXPECT_EQ(*ReadFile(path), content) << "nothing is written without --repair";
  const FsckReport report = MustFsck(directory, true);
  EXPECT_EQ(report.Sound(), IsDerived(file)) << file << " " << what;
  if (!IsDerived(file)) {
    EXPECT_EQ(report.Gravest(), FaultKind::kDamage);
    EXPECT_EQ(*ReadFile(path), content) << "damage is left as it is";
    ASSERT_THAT(WriteFileDurably(path, whole.at(file)), IsOk());
  } else if (file == "settled") {
    EXPECT_FALSE(PathExists(path)) << "a log without a mark is read whole";
    ASSERT_THAT(WriteFileDurably(path, whole.at(file)), IsOk());
  }
}

void ExpectEveryChangeFound(std::uint64_t records, std::size_t step) {
  const TempDir directory;
  MakeLog(directory.path(), records);
  const Files whole = ReadAll(directory.path());
  ASSERT_TRUE(MustFsck(directory.path(), true).faults.empty());
  ASSERT_EQ(ReadAll(directory.path()), whole) << "a sound log is not touched";
  for (const auto& [file, content] : whole) {
    if (file.starts_with("key.")) continue;
    for (std::size_t at = 0; at < content.size(); at += step) {
      std::string changed = content;
      changed[at] = static_cast<char>(changed[at] ^ 4);
      ExpectFound(directory.path(), whole, file, changed, "byte " + std::to_string(at));
    }
    ExpectFound(directory.path(), whole, file, content.substr(0, content.size() - 1), "cut");
    ExpectFound(directory.path(), whole, file, "", "empty");
  }
  EXPECT_EQ(ReadAll(directory.path()), whole);
  EXPECT_THAT(MatchLog::Open(directory.path()), IsOk());
}

TEST(FsckTest, FindsEveryChangedByteOfASmallLog) { ExpectEveryChangeFound(3, 1); }

TEST(FsckTest, FindsChangesInASettledLog) { ExpectEveryChangeFound(520, 1'511); }

TEST(FsckTest, MissingFilesAreMadeAgain) {
  const TempDir directory;
  MakeLog(directory.path(), 520);
  const Files whole = ReadAll(directory.path());
  ASSERT_THAT(RemoveTree(directory / "tile"), IsOk());
  ASSERT_THAT(RemoveTree(directory / "offsets"), IsOk());
  EXPECT_EQ(MustFsck(directory.path(), false).Gravest(), FaultKind::kRemakeable);
  EXPECT_TRUE(MustFsck(directory.path(), true).Sound());
  EXPECT_EQ(ReadAll(directory.path()), whole);
}

// Leftovers alone are no fault; what does not agree with the journal is one.
TEST(FsckTest, WhatAKilledWriterLeavesIsRemoved) {
  const TempDir directory;
  MakeLog(directory.path(), 5);
  const Files whole = ReadAll(directory.path());
  const std::string partial = directory.Write("three", whole.at("tile/0/000.p/5").substr(0, 96));
  ASSERT_EQ(rename(partial.c_str(), (directory / "tile/0/000.p/3").c_str()), 0);
  directory.Write("tile/0/000.p/5.new", "half");
  const FsckReport found = MustFsck(directory.path(), false);
  EXPECT_TRUE(found.Sound());
  EXPECT_EQ(found.faults.size(), 2u);
  EXPECT_TRUE(MustFsck(directory.path(), true).Sound());
  EXPECT_EQ(ReadAll(directory.path()), whole);

  directory.Write("tile/0/000.p/3", std::string(96, 'x'));
  EXPECT_EQ(MustFsck(directory.path(), false).Gravest(), FaultKind::kRemakeable);
  directory.Write("tile/0/007", "a file too many");
  EXPECT_TRUE(MustFsck(directory.path(), true).Sound());
  EXPECT_EQ(ReadAll(directory.path()), whole);
}

// A torn tail was never acknowledged; one that the offsets name was.
TEST(FsckTest, TellsATornTailFromACutJournal) {
  const TempDir directory;
  MakeLog(directory.path(), 5);
  const std::string journal = *ReadFile(directory / "journal");
  ASSERT_THAT(WriteFileDurably(directory / "journal", journal + "torn"), IsOk());
  const FsckReport torn = MustFsck(directory.path(), true);
  EXPECT_TRUE(torn.Sound());
  ASSERT_EQ(torn.faults.size(), 1u);
  EXPECT_EQ(torn.faults[0].kind, FaultKind::kLeftOver);
  EXPECT_EQ(*ReadFile(directory / "journal"), journal + "torn") << "left to the next writer";

  // As a crash leaves it between acknowledgement and checkpoint, and then the disk.
  const std::string checkpoint = *ReadFile(directory / "checkpoint");
  {
    const auto log = MatchLog::Open(directory.path());
    ASSERT_THAT((*log)->Append("leaf 5", "body"), IsOk());
  }
  ASSERT_THAT(WriteFileDurably(directory / "checkpoint", checkpoint), IsOk());
  ASSERT_THAT(WriteFileDurably(directory / "journal", journal), IsOk());
  EXPECT_EQ(MustFsck(directory.path(), true).Gravest(), FaultKind::kDamage);
  EXPECT_THAT(MatchLog::Open(directory.path()).status(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(FsckTest, RefusesWhatItMay) {
  const TempDir directory;
  EXPECT_THAT(Fsck(directory / "none", "", false).status(), StatusIs(absl::StatusCode::kNotFound));
  MakeLog(directory.path(), 1);
  const auto log = MatchLog::Open(directory.path());
  ASSERT_THAT(log, IsOk());
  EXPECT_THAT(Fsck(directory.path(), "", true).status(), StatusIs(absl::StatusCode::kUnavailable))
      << "a writer is at work";
}

}  // namespace
}  // namespace lynceus::audit
