// Verification of a whole log: beside a writer, with the auditor's key and checkpoint, and what it
// says of files that are not the log's. That it finds every change: tamper_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <thread>

#include "lib/audit/log_files.h"
#include "lib/audit/match_log.h"
#include "lib/audit/note_signer.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "tests/audit/changes.h"
#include "tests/audit/sample_log.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A writer that is killed between its tiles and its checkpoint, or between that and its tidying up,
// leaves files of another size beside those of the checkpoint.
TEST(VerifyLogTest, WhatAKilledWriterLeavesIsNoDamage) {
  const TempDir directory;
  MakeLog(directory.path());
  Fill(directory.path(), 255);
  const std::string checkpoint = *ReadFile(CheckpointPath(directory.path()));
  std::map<std::string, std::string> before;
  for (const std::string& file : PartialPaths(255)) before[file] = *ReadFile(directory / file);
  {
    const auto log = OpenLog(directory.path());
    for (std::uint64_t i = 255; i < 258; ++i)
      ASSERT_THAT(log->Append(LeafOf(i), BodyOf(i)), IsOk());
  }
  WriteLogFiles(directory.path(), before);
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), IsOk()) << "not tidied up";
  const std::string newest = *ReadFile(CheckpointPath(directory.path()));
  ASSERT_THAT(WriteFileDurably(CheckpointPath(directory.path()), checkpoint), IsOk());
  const auto report = VerifyLog(directory.path(), "", NoCheck);
  ASSERT_THAT(report, IsOk()) << "tiles without their checkpoint";
  EXPECT_EQ(report->size, 255u);
  EXPECT_EQ(report->pending, 3u);
  ASSERT_THAT(WriteFileDurably(CheckpointPath(directory.path()), newest), IsOk());
  for (const auto& [path, content] : before) {
    std::string changed = content;
    changed.back() = static_cast<char>(changed.back() ^ 1);
    ASSERT_THAT(WriteFileDurably(directory / path, changed), IsOk());
    EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), StatusIs(absl::StatusCode::kDataLoss))
        << path;
    ASSERT_THAT(WriteFileDurably(directory / path, content), IsOk());
  }
}

TEST(VerifyLogTest, AnEmptyLogHasNoTiles) {
  const TempDir directory;
  MakeLog(directory.path());
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), IsOk());
  ASSERT_THAT(MakeDirectories(directory / "tile/0"), IsOk());
  ASSERT_THAT(WriteFileDurably(directory / "tile/0/000", "x"), IsOk());
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), StatusIs(absl::StatusCode::kDataLoss));
}

// An auditor reads while the writer writes: no false alarm.
TEST(VerifyLogTest, HoldsBesideARunningWriter) {
  const TempDir directory;
  MakeLog(directory.path());
  const auto log = OpenLog(directory.path());
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (std::uint64_t i = 0; i < 600; ++i) EXPECT_THAT(log->Append(LeafOf(i), "b"), IsOk());
    done = true;
  });
  int rounds = 0;
  while (!done) {
    const auto report = VerifyLog(directory.path(), "", NoCheck);
    EXPECT_THAT(report.status(), ::testing::Not(StatusIs(absl::StatusCode::kDataLoss)));
    ++rounds;
  }
  writer.join();
  EXPECT_GT(rounds, 1);
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), IsOk());
}

TEST(VerifyLogTest, AnotherKeyIsRefused) {
  const TempDir directory;
  MakeLog(directory.path());
  const TempDir other;
  SeededRandom random(9);
  const auto key = InitLog({.directory = other.path(), .origin = "test/log"}, random);
  ASSERT_THAT(key, IsOk());
  EXPECT_THAT(VerifyLog(directory.path(), *key, NoCheck).status(),
              StatusIs(absl::StatusCode::kDataLoss));
}

TEST(VerifyLogTest, TheCallersCheckIsAsked) {
  const TempDir directory;
  MakeLog(directory.path());
  Fill(directory.path(), 3);
  const auto refuse = [](std::uint64_t index, const std::string& /*leaf*/,
                         const std::string& body) -> absl::Status {
    return index == 2 && body == "body 2" ? absl::DataLossError("changed") : absl::OkStatus();
  };
  EXPECT_FALSE(VerifyLog(directory.path(), "", refuse).ok());
}

TEST(VerifyLogTest, WhatIsNotTheLogsIsNamed) {
  const TempDir directory;
  MakeLog(directory.path());
  Fill(directory.path(), 3);
  ASSERT_THAT(WriteFileDurably(directory / "notes.txt", "x"), IsOk());
  ASSERT_THAT(WriteFileDurably(directory / "tile/0/000.p/4.new", "unfinished"), IsOk());
  const auto report = VerifyLog(directory.path(), "", CheckSample);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->foreign, ElementsAre("notes.txt", "tile/0/000.p/4.new"));
  std::filesystem::create_symlink("000.p/3", directory / "tile/0/001");
  EXPECT_THAT(VerifyLog(directory.path(), "", CheckSample),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("neither a file nor a directory")));
}

// What the origin's own key signs, and nothing but it.
TEST(VerifyLogTest, TheCheckpointHasOneForm) {
  const TempDir directory;
  const std::string key = MakeLog(directory.path());
  Fill(directory.path(), 3);
  const std::string path = CheckpointPath(directory.path());
  const std::string note = *ReadFile(path);
  const std::string line = note.substr(note.find("\n\n") + 2);
  ASSERT_THAT(WriteFileDurably(path, note + line), IsOk());
  EXPECT_THAT(VerifyLog(directory.path(), key, CheckSample),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("twice")));
  ASSERT_THAT(WriteFileDurably(path, note + "\xE2\x80\x94 witness.example/w AAAAAAAAAAA=\n"),
              IsOk());
  const auto cosigned = VerifyLog(directory.path(), key, CheckSample);
  ASSERT_THAT(cosigned, IsOk());
  EXPECT_EQ(cosigned->unknown_signatures, 1u);
  const auto signer = MakeNoteSigner(
      "test/log", *Ed25519Signer::FromPem(*ReadFile(PrivateKeyPath(directory.path()))));
  const std::string text = note.substr(0, note.find("\n\n") + 1);
  ASSERT_THAT(WriteFileDurably(path, *SignNote(text + "more\n", {signer.get()})), IsOk());
  EXPECT_THAT(VerifyLog(directory.path(), key, CheckSample),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("says more")));
}

// A log rolled back to an earlier state, and one that was written anew behind it, both signed with
// the log's own key: only who holds a checkpoint sees it.
TEST(VerifyLogTest, ACheckpointHeldFindsRollBackAndFork) {
  const TempDir directory;
  const std::string& log = directory.path();
  const std::string key = MakeLog(log);
  const auto checkpoint = [&] { return *ReadFile(CheckpointPath(log)); };
  const std::string at_0 = checkpoint();
  Fill(log, 257);
  const LogFiles files_257 = ReadLogFiles(log);
  const std::string at_257 = checkpoint();
  Fill(log, 260);
  const std::string at_260 = checkpoint();
  for (const std::string& held : {at_0, at_257, at_260}) {
    EXPECT_THAT(VerifyLog(log, key, CheckSample, held), IsOk());
  }

  for (const char* const name : {"tile", "offsets", "settled"}) {
    ASSERT_THAT(RemoveTree(directory / name), IsOk());
  }
  WriteLogFiles(log, files_257);
  EXPECT_THAT(VerifyLog(log, key, CheckSample), IsOk()) << "it is a log like any other";
  EXPECT_THAT(VerifyLog(log, key, CheckSample, at_257), IsOk());
  EXPECT_THAT(VerifyLog(log, key, CheckSample, at_260),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("rolled back")));

  {
    const auto writer = OpenLog(log);
    for (std::uint64_t i = 257; i < 262; ++i) {
      ASSERT_THAT(writer->Append(LeafOf(i == 258 ? 7 : i), BodyOf(i)), IsOk());
    }
  }
  EXPECT_THAT(VerifyLog(log, key, NoCheck), IsOk());
  EXPECT_THAT(VerifyLog(log, key, NoCheck, at_257), IsOk()) << "it forked behind this one";
  EXPECT_THAT(VerifyLog(log, key, NoCheck, at_260),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("forked")));
}

TEST(VerifyLogTest, ACheckpointHeldIsCheckedItself) {
  const TempDir directory;
  const std::string key = MakeLog(directory.path());
  Fill(directory.path(), 3);
  const std::string held = *ReadFile(CheckpointPath(directory.path()));
  for (const std::string& bad :
       {std::string(), std::string("x"), held.substr(1), held.substr(0, held.find("\n\n") + 1)}) {
    EXPECT_FALSE(VerifyLog(directory.path(), key, CheckSample, bad).ok()) << bad;
  }
  const TempDir other;
  SeededRandom random(9);
  ASSERT_THAT(InitLog({.directory = other.path(), .origin = "other/log"}, random), IsOk());
  EXPECT_FALSE(
      VerifyLog(directory.path(), key, CheckSample, *ReadFile(CheckpointPath(other.path()))).ok());
}

}  // namespace
}  // namespace lynceus::audit
