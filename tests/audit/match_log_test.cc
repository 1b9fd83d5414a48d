// The log on disk: durable indexes, proofs, recovery.
#include "lib/audit/match_log.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <set>
#include <thread>

#include "lib/audit/log_files.h"
#include "lib/audit/merkle.h"
#include "lib/audit/note.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "tests/audit/sample_log.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;

TEST(MatchLogTest, KeepsWhatItAcknowledged) {
  const TempDir directory;
  const std::string key = MakeLog(directory.path());
  Fill(directory.path(), 300);
  const auto log = OpenLog(directory.path());
  EXPECT_EQ(log->size(), 300u);
  EXPECT_THAT(log->Leaf(299), IsOkAndHolds(LeafOf(299)));
  EXPECT_THAT(log->Body(7), IsOkAndHolds(std::string("body 7")));
  EXPECT_THAT(log->Leaf(300), StatusIs(absl::StatusCode::kNotFound));
  const auto report = VerifyLog(directory.path(), key, NoCheck);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->size, 300u);
  EXPECT_EQ(report->pending, 0u);
  const auto stored = ReadRecord(directory.path(), 12);
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->leaf, LeafOf(12));
}

TEST(MatchLogTest, EveryRecordIsProven) {
  const TempDir directory;
  const auto key = ParseVerifierKey(MakeLog(directory.path()));
  ASSERT_THAT(key, IsOk());
  Fill(directory.path(), 270);
  const auto log = OpenLog(directory.path());
  for (std::uint64_t index = 0; index < 270; index += 13) {
    const auto proof = log->Prove(index);
    ASSERT_THAT(proof, IsOk());
    const auto text = OpenNote(proof->checkpoint, *key);
    ASSERT_THAT(text, IsOk());
    const auto checkpoint = ParseCheckpoint(*text);
    ASSERT_THAT(checkpoint, IsOk());
    EXPECT_TRUE(VerifyInclusion(index, checkpoint->size, LeafHash(LeafOf(index)), proof->hashes,
                                checkpoint->root));
  }
  EXPECT_THAT(log->Prove(270).status(), StatusIs(absl::StatusCode::kNotFound));
}

TEST(MatchLogTest, ConcurrentRecordsGetTheirOwnIndexes) {
  const TempDir directory;
  MakeLog(directory.path());
  {
    const auto log = OpenLog(directory.path());
    std::vector<std::set<std::uint64_t>> indexes(16);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < indexes.size(); ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 40; ++i) {
          const std::string leaf = std::to_string(t) + "/" + std::to_string(i);
          const auto index = log->Append(leaf, leaf);
          EXPECT_THAT(index, IsOk());
          EXPECT_THAT(log->Leaf(*index), IsOkAndHolds(leaf));
          indexes[t].insert(*index);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::set<std::uint64_t> all;
    for (const auto& each : indexes) all.insert(each.begin(), each.end());
    EXPECT_EQ(all.size(), 640u);
    EXPECT_EQ(*all.rbegin(), 639u);
  }
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), IsOk());
}

TEST(MatchLogTest, RefusesWhatItMay) {
  const TempDir directory;
  MakeLog(directory.path());
  const auto log = OpenLog(directory.path());
  EXPECT_THAT(MatchLog::Open(directory.path()).status(), StatusIs(absl::StatusCode::kUnavailable))
      << "a second writer";
  EXPECT_THAT(log->Append(std::string(limits::kLeafBytesMax + 1, 'x'), ""),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(log->Append(std::string(limits::kLeafBytesMax, 'x'), ""), IsOk());
  SeededRandom random(2);
  EXPECT_THAT(InitLog({.directory = directory.path(), .origin = "x"}, random).status(),
              StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(MatchLog::Open(directory / "none").status(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(InitLog({.directory = directory / "bad", .origin = "with space"}, random).status(),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(MatchLogTest, ATornTailIsCutAndNothingElse) {
  const TempDir directory;
  MakeLog(directory.path());
  Fill(directory.path(), 5);
  const std::string whole = *ReadFile(JournalPath(directory.path()));
  for (const std::string& tail : {std::string("x"), std::string(100, '\0'), whole.substr(8, 60)}) {
    ASSERT_THAT(WriteFileDurably(JournalPath(directory.path()), whole + tail), IsOk());
    EXPECT_FALSE(VerifyLog(directory.path(), "", NoCheck).ok());
    const auto log = OpenLog(directory.path());
    EXPECT_EQ(log->size(), 5u);
    EXPECT_THAT(ReadFile(JournalPath(directory.path())), IsOkAndHolds(whole));
  }
}

TEST(MatchLogTest, AShorterOrChangedJournalIsRefused) {
  const TempDir directory;
  MakeLog(directory.path());
  Fill(directory.path(), 5);
  const std::string whole = *ReadFile(JournalPath(directory.path()));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    ASSERT_THAT(WriteFileDurably(JournalPath(directory.path()), whole.substr(0, size)), IsOk());
    EXPECT_THAT(MatchLog::Open(directory.path()).status(), StatusIs(absl::StatusCode::kDataLoss))
        << size;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 4);
    ASSERT_THAT(WriteFileDurably(JournalPath(directory.path()), changed), IsOk());
    EXPECT_THAT(MatchLog::Open(directory.path()).status(), StatusIs(absl::StatusCode::kDataLoss))
        << at;
  }
}

TEST(MatchLogTest, TilesThatACrashLostAreMadeAgain) {
  const TempDir directory;
  MakeLog(directory.path());
  Fill(directory.path(), 300);
  ASSERT_THAT(RemoveTree(directory / "tile"), IsOk());
  OpenLog(directory.path());
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), IsOk());
  std::string tile = *ReadFile(directory / "tile/0/000");
  tile[9] = static_cast<char>(tile[9] ^ 1);
  ASSERT_THAT(WriteFileDurably(directory / "tile/0/000", tile), IsOk());
  EXPECT_THAT(MatchLog::Open(directory.path()).status(), StatusIs(absl::StatusCode::kDataLoss))
      << "a full tile that says something else was changed, not lost";
}

// A partial tile or bundle of the checkpoint that says something else was changed: the wider one
// that replaces it would hide that.
TEST(MatchLogTest, AChangedPartialFileIsRefusedBeforeItIsReplaced) {
  const TempDir directory;
  MakeLog(directory.path());
  Fill(directory.path(), 300);
  for (const char* const name : {"tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"}) {
    const std::string whole = *ReadFile(directory / name);
    std::string changed = whole;
    changed[whole.size() / 2] = static_cast<char>(changed[whole.size() / 2] ^ 1);
    ASSERT_THAT(WriteFileDurably(directory / name, changed), IsOk());
    EXPECT_THAT(MatchLog::Open(directory.path()).status(), StatusIs(absl::StatusCode::kDataLoss))
        << name;
    EXPECT_THAT(ReadFile(directory / name), IsOkAndHolds(changed)) << "left as it was found";
    ASSERT_THAT(WriteFileDurably(directory / name, whole), IsOk());
  }
  OpenLog(directory.path());
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), IsOk());
}

// What goes on being written to a file without a name is where nobody will look for it.
TEST(MatchLogTest, ALogThatWasMovedAwayTakesNothing) {
  const TempDir base;
  const std::string directory = base / "log";
  MakeLog(directory);
  const auto log = OpenLog(directory);
  ASSERT_THAT(log->Append("leaf", "body"), IsOk());
  ASSERT_THAT(log->Checkpoint(), IsOk());
  std::filesystem::rename(directory, base / "moved");
  EXPECT_THAT(log->Append("leaf", "body"), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(log->writable());
  EXPECT_FALSE(PathExists(directory)) << "nothing is made anew in its place";
  std::filesystem::rename(base / "moved", directory);
  EXPECT_THAT(log->Append("leaf", "body"), IsOkAndHolds(1u)) << "it goes on where it is back";
  ASSERT_THAT(RemoveTree(directory), IsOk());
  EXPECT_THAT(log->Append("leaf", "body"), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(PathExists(directory));
}

// A child appends and reports each acknowledged index through a pipe until it is killed.
void AppendUntilKilled(const std::string& directory, int report) {
  auto log = MatchLog::Open(directory);
  if (!log.ok()) _exit(1);
  for (std::uint64_t i = (*log)->size();; ++i) {
    const auto index = (*log)->Append(LeafOf(i), "body");
    if (!index.ok() || write(report, &*index, sizeof *index) != sizeof *index) _exit(2);
  }
}

TEST(MatchLogTest, AKilledWriterLosesNothingItAcknowledged) {
  const TempDir directory;
  MakeLog(directory.path());
  SeededRandom random(4);
  std::uint64_t acknowledged = 0;
  for (int round = 0; round < 30; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) AppendUntilKilled(directory.path(), ends[1]);
    close(ends[1]);
    const std::uint64_t stop_at = acknowledged + 1 + random.Below(60);
    std::uint64_t index = 0;
    while (acknowledged < stop_at && read(ends[0], &index, sizeof index) == sizeof index) {
      acknowledged = index + 1;
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    while (read(ends[0], &index, sizeof index) == sizeof index) acknowledged = index + 1;
    close(ends[0]);
    const auto log = OpenLog(directory.path());
    ASSERT_NE(log, nullptr);
    ASSERT_GE(log->size(), acknowledged) << "round " << round;
    for (std::uint64_t i = 0; i < acknowledged; ++i) {
      ASSERT_THAT(log->Leaf(i), IsOkAndHolds(LeafOf(i)));
    }
  }
  EXPECT_THAT(VerifyLog(directory.path(), "", NoCheck), IsOk());
}

}  // namespace
}  // namespace lynceus::audit
