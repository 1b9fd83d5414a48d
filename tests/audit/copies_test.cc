// Copies of the checkpoint in further places: they follow the log, and an old or another state of
// the log's directory is refused against them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <mutex>

#include "lib/audit/log_files.h"
#include "lib/audit/match_log.h"
#include "lib/base/file.h"
#include "tests/fetch/http_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

void MakeLog(const std::string& directory, std::uint64_t seed = 1) {
  SeededRandom random(seed);
  ASSERT_THAT(InitLog({.directory = directory, .origin = "test/log"}, random), IsOk());
}

LogOptions CopiesTo(const std::vector<std::string>& places, bool required = false) {
  LogOptions options{.copies = {.required = required}};
  for (const std::string& place : places) {
    const auto parsed = ParseCopyPlace(place);
    EXPECT_THAT(parsed, IsOk());
    options.copies.places.push_back(*parsed);
  }
  return options;
}

// Opens, appends, closes; the copies are there when it returns.
absl::Status AppendTo(const std::string& directory, const LogOptions& options, int records,
                      const std::string& word = "leaf") {
  LYNCEUS_ASSIGN_OR_RETURN(const auto log, MatchLog::Open(directory, options));
  for (int i = 0; i < records; ++i) {
    LYNCEUS_RETURN_IF_ERROR(log->Append(word + std::to_string(i), "body").status());
  }
  return absl::OkStatus();
}

void CopyTree(const std::string& from, const std::string& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

TEST(CopiesTest, FollowTheLogAndHoldItsOldStates) {
  const TempDir base;
  MakeLog(base / "log");
  const LogOptions options = CopiesTo({"file:" + base / "copy", "file:" + base / "copy2"});
  ASSERT_THAT(AppendTo(base / "log", options, 5), IsOk());
  for (const char* const copy : {"copy", "copy2"}) {
    EXPECT_EQ(*ReadFile(base / copy), *ReadFile(CheckpointPath(base / "log")));
  }
  // A copy that lags is no contradiction: a crash leaves such.
  ASSERT_THAT(AppendTo(base / "log", {}, 300), IsOk());
  EXPECT_THAT(AppendTo(base / "log", options, 0), IsOk());
  EXPECT_EQ(*ReadFile(base / "copy"), *ReadFile(CheckpointPath(base / "log")));
}

TEST(CopiesTest, AnOldStateThatWasPutBackIsRefused) {
  const TempDir base;
  MakeLog(base / "log");
  const LogOptions options = CopiesTo({"file:" + base / "copy"});
  ASSERT_THAT(AppendTo(base / "log", options, 5), IsOk());
  CopyTree(base / "log", base / "old");
  ASSERT_THAT(AppendTo(base / "log", options, 3), IsOk());
  EXPECT_THAT(AppendTo(base / "old", options, 0),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("file:" + base / "copy")));
  // Nor one that went on from there to the same size, or beyond it.
  for (const int records : {3, 400}) {
    ASSERT_THAT(AppendTo(base / "old", {}, records, "other"), IsOk());
    const std::string before = *ReadFile(CheckpointPath(base / "old"));
    EXPECT_THAT(AppendTo(base / "old", options, 0),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("another root")));
    EXPECT_EQ(*ReadFile(CheckpointPath(base / "old")), before) << "nothing is signed";
  }
}

// The tail of a journal may hold the proof of what was put back: it is cut by no start that is
// refused.
TEST(CopiesTest, ARefusedLogIsLeftAsItWasFound) {
  const TempDir base;
  MakeLog(base / "log");
  const LogOptions options = CopiesTo({"file:" + base / "copy"});
  ASSERT_THAT(AppendTo(base / "log", {}, 5), IsOk());
  CopyTree(base / "log", base / "old");
  ASSERT_THAT(CopyCheckpoint(base / "log", {.place = "file:" + base / "copy"}), IsOk());
  ASSERT_THAT(AppendTo(base / "log", options, 8), IsOk());
  // The old state, with the newer journal torn in the middle of its tail.
  const std::size_t old_bytes = ReadFile(JournalPath(base / "old"))->size();
  std::string journal = *ReadFile(JournalPath(base / "log"));
  journal[old_bytes + (journal.size() - old_bytes) / 2] ^= 1;
  ASSERT_THAT(WriteFileDurably(JournalPath(base / "old"), journal), IsOk());
  EXPECT_THAT(AppendTo(base / "old", options, 0), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_EQ(*ReadFile(JournalPath(base / "old")), journal);
}

TEST(CopiesTest, ACopyThatIsNoneOfThisLogIsRefused) {
  const TempDir base;
  MakeLog(base / "log");
  MakeLog(base / "other", 2);
  const LogOptions options = CopiesTo({"file:" + base / "copy"});
  ASSERT_THAT(AppendTo(base / "log", options, 5), IsOk());
  const std::string copy = *ReadFile(base / "copy");
  for (std::size_t at = 0; at < copy.size(); ++at) {
    std::string changed = copy;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    base.Write("copy", changed);
    EXPECT_THAT(AppendTo(base / "log", options, 0), StatusIs(absl::StatusCode::kDataLoss)) << at;
  }
  base.Write("copy", *ReadFile(CheckpointPath(base / "other")));
  EXPECT_THAT(AppendTo(base / "log", options, 0), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(CopiesTest, APlaceThatCannotBeReadIsRefusedUnlessOptional) {
  const TempDir base;
  MakeLog(base / "log");
  ASSERT_THAT(AppendTo(base / "log", {}, 5), IsOk());
  const std::string none = "file:" + base / "copy";
  const std::string unmounted = "file:" + base / "disk/copy";
  EXPECT_THAT(AppendTo(base / "log", CopiesTo({none}), 0),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("log copy")));
  EXPECT_THAT(AppendTo(base / "log", CopiesTo({unmounted}), 0),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("cannot be read")));
  EXPECT_THAT(AppendTo(base / "log", CopiesTo({"command:/nonexistent/program"}), 0),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("/nonexistent")));
  EXPECT_THAT(AppendTo(base / "log", CopiesTo({"optional " + none, "optional " + unmounted}), 1),
              IsOk());
  EXPECT_EQ(*ReadFile(base / "copy"), *ReadFile(CheckpointPath(base / "log")));
}

TEST(CopiesTest, RequiredCopiesFailClosedAndGoOn) {
  const TempDir base;
  MakeLog(base / "log");
  ASSERT_THAT(MakeDirectories(base / "disk"), IsOk());
  const auto log = MatchLog::Open(base / "log", CopiesTo({"file:" + base / "disk/copy"}, true));
  ASSERT_THAT(log, IsOk());
  ASSERT_THAT((*log)->Append("leaf", "body"), IsOk());
  ASSERT_EQ(rename((base / "disk").c_str(), (base / "gone").c_str()), 0);
  // What is acknowledged before the failure is seen is not refused; soon everything is.
  absl::Status status;
  for (int i = 0; i < 10'000 && status.ok(); ++i) status = (*log)->Append("leaf", "body").status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("disk/copy")));
  EXPECT_FALSE((*log)->writable());
  EXPECT_FALSE((*log)->copies()[0].problem.ok());
  ASSERT_EQ(rename((base / "gone").c_str(), (base / "disk").c_str()), 0);
  while (!(*log)->writable()) continue;
  EXPECT_THAT((*log)->Append("leaf", "body"), IsOk());
}

TEST(CopiesTest, ThroughACommand) {
  const TempDir base;
  MakeLog(base / "log");
  const std::string script = base.Write("keep.sh",
                                        "#!/bin/sh\n"
                                        "case $2 in\n"
                                        "put) cat > $1.new && mv $1.new $1 ;;\n"
                                        "get) test -e $1 || exit 3; cat $1 ;;\n"
                                        "esac\n");
  ASSERT_EQ(chmod(script.c_str(), 0700), 0);
  const LogOptions options = CopiesTo({"command:" + script + " " + base / "kept"});
  ASSERT_THAT(AppendTo(base / "log", options, 5), IsOk());
  EXPECT_EQ(*ReadFile(base / "kept"), *ReadFile(CheckpointPath(base / "log")));
  ASSERT_THAT(AppendTo(base / "log", options, 1), IsOk());
  ASSERT_THAT(RemoveTree(base / "kept"), IsOk());
  EXPECT_THAT(AppendTo(base / "log", options, 1),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("no copy")));
}

TEST(CopiesTest, OverHttp) {
  const TempDir base;
  MakeLog(base / "log");
  std::mutex mutex;
  std::string kept;
  int status = 200;
  const fetch::HttpServer server([&](const fetch::HttpRequestSeen& request) {
    const std::lock_guard lock(mutex);
    if (request.method == "PUT" && status == 200) kept = request.body;
    return fetch::Answer(kept.empty() ? 404 : status, request.method == "GET" ? kept : "");
  });
  std::string url = server.Url("/log/checkpoint?token=secret");
  url.insert(url.find("127"), "user:password@");
  EXPECT_THAT(ParseCopyPlace(url), StatusIs(absl::StatusCode::kInvalidArgument))
      << "not encrypted, and not plainly this machine";
  const LogOptions options = CopiesTo({server.Url("/log/checkpoint?token=secret")});
  ASSERT_THAT(AppendTo(base / "log", options, 5), IsOk());
  EXPECT_EQ(kept, *ReadFile(CheckpointPath(base / "log")));
  ASSERT_THAT(AppendTo(base / "log", options, 5), IsOk());
  {
    const std::lock_guard lock(mutex);
    status = 503;
  }
  const absl::Status failed = AppendTo(base / "log", options, 5);
  EXPECT_THAT(failed, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("503")));
  EXPECT_THAT(ErrorText(failed), ::testing::Not(HasSubstr("secret")));
}

TEST(CopyPlaceTest, Words) {
  const struct {
    const char* text;
    bool good;
    const char* why;
  } rows[] = {
      {"file:/mnt/worm/checkpoint", true, "a file"},
      {"optional file:/mnt/worm/checkpoint", true, "optional"},
      {"file:checkpoint", false, "whose directory would it be"},
      {"command:/usr/bin/keep --in x", true, "a command with arguments"},
      {"command:  ", false, "no command"},
      {"https://worm.example/log", true, "encrypted"},
      {"http://worm.example/log", false, "not encrypted"},
      {"http://127.0.0.1:80/log", true, "this machine"},
      {"http://127.0.0.1.example/log", false, "not this machine"},
      {"http://127.0.0.1:80@worm.example/log", false, "a user's name, not this machine"},
      {"ftp://x/y", false, "no such kind"},
      {"", false, "nothing"},
  };
  for (const auto& row : rows) EXPECT_EQ(ParseCopyPlace(row.text).ok(), row.good) << row.why;
}

}  // namespace
}  // namespace lynceus::audit
