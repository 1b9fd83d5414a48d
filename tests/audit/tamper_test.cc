// Whoever changes a log without its key is found: each byte of each file, truncations, exchanges,
// removals, additions, on a log with full and partial tiles. Both by VerifyLog and by a program
// that is not ours, as far as that one looks: published files, not the journal, and nothing that
// no proof reads. LYNCEUS_LONG=1 changes every byte; otherwise a sample of them.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>

#include "lib/audit/log_files.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/audit/changes.h"
#include "tests/audit/sample_log.h"
#include "tests/e2e/program.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;

constexpr std::uint64_t kRecords = 300;

bool IsLong() {
  const char* const word = std::getenv("LYNCEUS_LONG");
  return word != nullptr && std::string(word) == "1";
}

class TamperTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TempDir>();
    key_ = MakeLog(directory_->path());
    Fill(directory_->path(), 200);
    earlier_ = ReadLogFiles(directory_->path());
    Fill(directory_->path(), kRecords);
    files_ = ReadLogFiles(directory_->path());
  }
  static void TearDownTestSuite() { directory_.reset(); }

  static const std::string& log() { return directory_->path(); }
  // Makes the change and expects that VerifyLog finds it.
  static void ExpectFound(const Change& change) {
    const Changed changed(log(), files_, change);
    EXPECT_FALSE(VerifyLog(log(), key_, CheckSample).ok()) << change.what;
    ++tried_;
  }
  // At the end: the log is as it was, and verifies.
  static void ExpectWhole(int tried_min) {
    EXPECT_EQ(ReadLogFiles(log()), files_);
    EXPECT_THAT(VerifyLog(log(), key_, CheckSample), IsOk());
    EXPECT_GE(tried_, tried_min);
    RecordProperty("changes", tried_);
    std::printf("%d changes, all found\n", tried_);
    tried_ = 0;
  }

  static std::unique_ptr<TempDir> directory_;
  static std::string key_;
  static LogFiles earlier_;  // of the log when it held 200 records
  static LogFiles files_;
  static int tried_;
};

std::unique_ptr<TempDir> TamperTest::directory_;
std::string TamperTest::key_;
LogFiles TamperTest::earlier_;
LogFiles TamperTest::files_;
int TamperTest::tried_ = 0;

TEST_F(TamperTest, ChangedBytesAndLengths) {
  const ChangeAmount amount = IsLong() ? ChangeAmount{.masks = {1, 0x80, 0xFF}}
                                       : ChangeAmount{.byte_step = 11, .masks = {1}};
  VisitByteChanges(files_, amount, ExpectFound);
  ExpectWhole(1'000);
}

TEST_F(TamperTest, EveryByteOfTheCheckpoint) {
  VisitByteChanges({{"checkpoint", files_.at("checkpoint")}}, {.masks = {1, 2, 4, 32, 128}},
                   ExpectFound);
  ExpectWhole(500);
}

TEST_F(TamperTest, Moves) {
  VisitMoves(files_, {.byte_step = IsLong() ? 1u : 13u}, ExpectFound);
  ExpectWhole(100);
}

TEST_F(TamperTest, Additions) {
  VisitAdditions(files_, ExpectFound);
  ExpectWhole(15);
}

// Old files in the place of new ones, one by one and all but one.
TEST_F(TamperTest, FilesOfAnEarlierState) {
  Change all{.what = "all but the checkpoint"};
  for (const auto& [path, content] : files_) {
    if (!earlier_.contains(path)) all.files[path] = std::nullopt;
  }
  for (const auto& [path, content] : earlier_) {
    if (path != "checkpoint") all.files[path] = content;
    const auto now = files_.find(path);
    if (now == files_.end() || now->second == content) continue;
    ExpectFound({path + ": as it was at 200 records", {{path, content}}});
  }
  ExpectFound(all);
  Change journal_kept = all;
  journal_kept.files.erase("journal");
  journal_kept.files["checkpoint"] = earlier_.at("checkpoint");
  {
    // Earlier published files over the newer journal are what a killed writer leaves, up to what
    // the caller holds.
    const Changed changed(log(), files_, journal_kept);
    EXPECT_THAT(VerifyLog(log(), key_, CheckSample), IsOk());
    EXPECT_THAT(VerifyLog(log(), key_, CheckSample, files_.at("checkpoint")),
                StatusIs(absl::StatusCode::kDataLoss));
  }
  ExpectWhole(3);
}

// Bodies are bound by their leaves alone: a record of the journal with another body and a digest
// to match is the caller's to refuse.
TEST_F(TamperTest, AnotherBodyWithItsDigest) {
  const TempDir other;
  MakeLog(other.path());
  {
    const auto writer = OpenLog(other.path());
    for (std::uint64_t i = 0; i < kRecords; ++i) {
      ASSERT_THAT(writer->Append(LeafOf(i), BodyOf(i == 123 ? 7 : i)), IsOk());
    }
  }
  const std::string journal = *ReadFile(JournalPath(other.path()));
  ASSERT_NE(journal, files_.at("journal"));
  const Change change{"another body", {{"journal", journal}}};
  ExpectFound(change);
  const Changed changed(log(), files_, change);
  EXPECT_THAT(VerifyLog(log(), key_, NoCheck), IsOk()) << "lib/audit itself looks into no body";
}

// A copy of the published files alone: the same changes, without a journal.
class PublishedTamperTest : public TamperTest {
 protected:
  void SetUp() override {
    published_ = files_;
    published_.erase("journal");
    WriteLogFiles(copy(), published_);
  }
  const std::string& copy() const { return scratch_.path(); }
  static absl::Status CheckLeaf(std::uint64_t index, const std::string& leaf) {
    if (leaf == LeafOf(index)) return absl::OkStatus();
    return DataLossError({.subject = "sample", .cause = "it is not the leaf that was appended"});
  }
  absl::StatusOr<VerifyReport> Verify(const std::optional<std::string>& held = {}) const {
    return VerifyPublished(copy(), key_, NoLeafCheck, held);
  }
  static absl::Status NoLeafCheck(std::uint64_t /*index*/, const std::string& /*leaf*/) {
    return absl::OkStatus();
  }
  VisitChange ExpectRefused() {
    return [this](const Change& change) {
      const Changed changed(copy(), published_, change);
      EXPECT_FALSE(Verify().ok()) << change.what;
      ++tried_;
    };
  }
  void ExpectCopyWhole(int tried_min) {
    EXPECT_EQ(ReadLogFiles(copy()), published_);
    EXPECT_THAT(VerifyPublished(copy(), key_, CheckLeaf), IsOk());
    EXPECT_GE(tried_, tried_min);
    std::printf("%d changes, all found\n", tried_);
    tried_ = 0;
  }

  const TempDir scratch_;
  LogFiles published_;
};

TEST_F(PublishedTamperTest, EveryChangeIsFound) {
  const ChangeAmount amount = IsLong() ? ChangeAmount{.masks = {1, 0x80, 0xFF}}
                                       : ChangeAmount{.byte_step = 11, .masks = {1}};
  VisitByteChanges(published_, amount, ExpectRefused());
  VisitByteChanges({{"checkpoint", published_.at("checkpoint")}}, {}, ExpectRefused());
  VisitMoves(published_, {.byte_step = IsLong() ? 1u : 13u}, ExpectRefused());
  VisitAdditions(published_, ExpectRefused());
  ExpectCopyWhole(1'000);
}

TEST_F(PublishedTamperTest, SaysWhatItSawAndNoMore) {
  const auto report = Verify(earlier_.at("checkpoint"));
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->size, kRecords);
  EXPECT_EQ(report->pending, 0u);
  EXPECT_THAT(VerifyPublished(copy(), key_,
                              [](std::uint64_t index, const std::string& leaf) {
                                return index == 299 ? CheckLeaf(7, leaf) : CheckLeaf(index, leaf);
                              }),
              StatusIs(absl::StatusCode::kDataLoss))
      << "each leaf is given, with its index";
  EXPECT_THAT(VerifyLog(copy(), key_, CheckSample), StatusIs(absl::StatusCode::kDataLoss))
      << "a journal that is missing is never taken for a copy";
}

TEST_F(PublishedTamperTest, RollBackAndForkAreFound) {
  const TempDir old;
  LogFiles files = earlier_;
  files.erase("journal");
  WriteLogFiles(old.path(), files);
  EXPECT_THAT(VerifyPublished(old.path(), key_, NoLeafCheck), IsOk());
  EXPECT_THAT(VerifyPublished(old.path(), key_, NoLeafCheck, files_.at("checkpoint")),
              StatusIs(absl::StatusCode::kDataLoss));
  const TempDir forked;
  MakeLog(forked.path());
  {
    const auto writer = OpenLog(forked.path());
    for (std::uint64_t i = 0; i < kRecords; ++i) {
      ASSERT_THAT(writer->Append(LeafOf(i == 100 ? 7 : i), ""), IsOk());
    }
  }
  EXPECT_THAT(VerifyPublished(forked.path(), key_, NoLeafCheck), IsOk());
  EXPECT_THAT(VerifyPublished(forked.path(), key_, NoLeafCheck, earlier_.at("checkpoint")),
              StatusIs(absl::StatusCode::kDataLoss));
}

// tlogaudit of the test data: golang.org/x/mod's notes, proofs and tiles, nothing of ours.
class IndependentVerifierTest : public TamperTest {
 protected:
  // The program, or nothing where this machine cannot build it without a network.
  static std::optional<std::string> Build(const TempDir& directory) {
    const std::string source =
        JoinPath(*support::TestDataDir(), "audit/audit-verifier/tlogaudit.go");
    const std::string program = directory / "tlogaudit";
    const std::string words =
        "PATH=$PATH:/usr/local/go/bin; command -v go || exit 1\n"
        "cp '" +
        source +
        "' main.go || exit 1\n"
        "export GOFLAGS= GOPROXY=off GOSUMDB=off GOTOOLCHAIN=local\n"
        "if test -d /usr/share/gocode/src/golang.org/x/mod; then\n"
        "  GO111MODULE=off GOPATH=/usr/share/gocode go build -o tlogaudit main.go && exit 0\n"
        "fi\n"
        "printf 'module tlogaudit\\ngo 1.19\\nrequire golang.org/x/mod v0.7.0\\n' > go.mod\n"
        "GOFLAGS='-mod=mod -buildvcs=false' go build -o tlogaudit .";
    const e2e::Ran ran =
        e2e::RunProgram("/bin/sh", {"-c", "cd '" + directory.path() + "' || exit 1\n" + words});
    if (ran.code == 0) return program;
    std::printf("%s%s", ran.out.c_str(), ran.err.c_str());
    return std::nullopt;
  }

  struct Run {
    std::string program;
    std::string log;
    int worker = 0;
    int workers = 1;
  };

  static bool Accepts(const Run& run, const std::string& held) {
    std::vector<std::string> words{"-dir", run.log, "-vkey", key_};
    if (!held.empty()) words.insert(words.end(), {"-old", held});
    return e2e::RunProgram(run.program, words).code == 0;
  }

  // It decodes base64 as Go does, which passes over the unused bits at the end.
  static bool ChangesOnlyUnusedBits(const Change& change) {
    const auto checkpoint = change.files.find("checkpoint");
    if (checkpoint == change.files.end() || !checkpoint->second.has_value()) return false;
    std::string mended = *checkpoint->second;
    const std::string& whole = files_.at("checkpoint");
    const std::size_t last = whole.rfind("=\n") - 1;
    if (whole.size() != mended.size() || mended == whole) return false;
    const std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t was = digits.find(whole[last]);
    const std::size_t now = digits.find(mended[last]);
    mended[last] = whole[last];
    return mended == whole && now != std::string_view::npos && was / 4 == now / 4;
  }

  // Every change that this worker makes in its own copy of the log; returns how many.
  static int TryChanges(const Run& run, const LogFiles& published, const ChangeAmount& amount) {
    int at = 0;
    int tried = 0;
    const auto visit = [&](const Change& change) {
      if (at++ % run.workers != run.worker || ChangesOnlyUnusedBits(change)) return;
      const Changed changed(run.log, published, change);
      EXPECT_FALSE(Accepts(run, "")) << change.what;
      ++tried;
    };
    VisitByteChanges(published, amount, visit);
    VisitMoves(published, amount, visit);
    return tried;
  }
};

TEST_F(IndependentVerifierTest, PassesOnOurLogAndFailsOnEveryChange) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const TempDir directory;
  const auto program = Build(directory);
  if (!program.has_value()) GTEST_SKIP() << "no Go compiler with golang.org/x/mod 0.7 here";
  LogFiles published = files_;
  published.erase("journal");
  const std::string held = directory.Write("held", earlier_.at("checkpoint"));
  const Run whole{.program = *program, .log = log()};
  ASSERT_TRUE(Accepts(whole, ""));
  ASSERT_TRUE(Accepts(whole, held)) << "consistent with its own past";

  const int workers = 2;
  const ChangeAmount amount{.byte_step = IsLong() ? 1u : 97u};
  std::vector<std::thread> threads;
  threads.reserve(workers);
  std::atomic<int> tried = 0;
  for (int worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&, worker] {
      const std::string copy = directory / ("copy" + std::to_string(worker));
      WriteLogFiles(copy, published);
      const Run run{.program = *program, .log = copy, .worker = worker, .workers = workers};
      tried += TryChanges(run, published, amount);
      EXPECT_TRUE(Accepts(run, held)) << "the copy is whole again";
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::printf("%d changes, all found by the other program\n", tried.load());
  EXPECT_GE(tried, 300);
}

// The log as it was at 200 records, and a log of other leaves by the same key: the other program
// finds what contradicts a checkpoint that it is given.
TEST_F(IndependentVerifierTest, FindsRollBackAndFork) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const TempDir directory;
  const auto program = Build(directory);
  if (!program.has_value()) GTEST_SKIP() << "no Go compiler with golang.org/x/mod 0.7 here";
  const std::string held = directory.Write("held", files_.at("checkpoint"));
  Run run{.program = *program, .log = directory / "earlier"};
  WriteLogFiles(run.log, earlier_);
  EXPECT_TRUE(Accepts(run, ""));
  EXPECT_FALSE(Accepts(run, held)) << "rolled back";
  const TempDir forked;
  MakeLog(forked.path());
  {
    const auto writer = OpenLog(forked.path());
    for (std::uint64_t i = 0; i < kRecords + 5; ++i) {
      ASSERT_THAT(writer->Append(LeafOf(i == 7 ? 8 : i), ""), IsOk());
    }
  }
  run.log = forked.path();
  EXPECT_TRUE(Accepts(run, ""));
  EXPECT_FALSE(Accepts(run, held)) << "forked";
}

}  // namespace
}  // namespace lynceus::audit
