// What a lists directory says after a crash, under damage, and to whom it is read.
#include "lib/fetch/kept_list.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "lib/base/digest.h"
#include "tests/fetch/fetching.h"
#include "tests/support/status_matchers.h"

extern char** environ;

namespace lynceus::fetch {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Outcome = FetchResult::Outcome;

TEST(VersionTest, ComesBackAsItWasWritten) {
  const Version version{.file = "2026-03-02_0123456789ab.xml",
                        .url = "https://a/b?token=${T}",
                        .kind = "un-xml",
                        .licence = "terms \"of\" use",
                        .etag = "W/\"x\"",
                        .last_modified = "",
                        .fetched_at = "2026-03-02T10:00:00Z",
                        .checked_at = "2026-03-03T10:00:00Z",
                        .sha256 = "00",
                        .bytes = 12'345'678'901,
                        .aside = "it shrank"};
  const auto back = ParseVersion("x", VersionJson(version));
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(*back, version);
}

// --- after a crash ---

using CrashTest = FetchingTest;

TEST_F(CrashTest, LeftoversAreNeverUsedAndCleanedAway) {
  const std::string body = UnList(1'000);
  const std::string orphan = "2026-03-02_0123456789ab.xml";
  const struct {
    const char* why;
    std::map<std::string, std::string> left;  // by name, in the list's directory
    std::vector<std::string> stay;            // what is no leftover of a write
  } rows[] = {
      {"half a download", {{"download.part", body.substr(0, 500)}}, {}},
      {"a whole download without its name", {{"download.part", body}}, {}},
      {"half a description", {{orphan, body}, {orphan + ".meta.json.tmp.12.0", "{"}}, {orphan}},
      {"a version without description", {{orphan, body}}, {orphan}},
      {"a version that current does not name",
       {{orphan, body}, {orphan + ".meta.json", VersionJson({.file = orphan})}},
       {orphan, orphan + ".meta.json"}},
      {"half a current", {{orphan, body}, {"current.tmp.12.0", orphan.substr(0, 5)}}, {orphan}},
  };
  for (const auto& row : rows) {
    options_.directory = dir_ / row.why;
    const std::string list = JoinPath(options_.directory, "un-sc");
    ASSERT_THAT(MakeDirectories(list), IsOk());
    for (const auto& [name, content] : row.left) {
      ASSERT_THAT(WriteFileDurably(JoinPath(list, name), content), IsOk());
    }
    EXPECT_THAT(FindCurrentFiles(options_.directory), StatusIs(absl::StatusCode::kNotFound))
        << row.why;
    script_.Say("/un.xml", {Answer(404, "")});
    EXPECT_EQ(Fetch(ListAt({server_.Url("/un.xml")})).outcome, Outcome::kFailed);
    std::vector<std::string> stay;
    for (const std::string& name : row.stay) stay.push_back("un-sc/" + name);
    EXPECT_EQ(Files(), stay) << row.why;
    script_.Say("/un.xml", {Answer(200, body)});
    const FetchResult result = Fetch(ListAt({server_.Url("/un.xml")}));
    EXPECT_EQ(result.outcome, Outcome::kNew) << row.why;
    const auto files = FindCurrentFiles(options_.directory);
    ASSERT_THAT(files, IsOk()) << row.why;
    EXPECT_THAT(files->files, ElementsAre(result.path)) << row.why;
  }
}

constexpr char kChildUrl[] = "LYNCEUS_FETCH_CHILD_URL";
constexpr char kChildDirectory[] = "LYNCEUS_FETCH_CHILD_DIRECTORY";

// The next test runs this one in a process of its own, at its own address.
TEST_F(CrashTest, ChildThatFetches) {
  script_.Say("/un.xml", {Answer(200, UnList(10'000))});
  const char* const url = std::getenv(kChildUrl);
  const char* const directory = std::getenv(kChildDirectory);
  if (directory != nullptr) options_.directory = directory;
  options_.download.low_speed_seconds = 600;
  options_.download.total_timeout_ms = 600'000;
  const std::string address = url == nullptr ? server_.Url("/un.xml") : url;
  EXPECT_EQ(Fetch(ListAt({address})).outcome, Outcome::kNew);
}

pid_t SpawnChild() {
  std::string program = "/proc/self/exe";
  std::string filter = "--gtest_filter=CrashTest.ChildThatFetches";
  char* const argv[] = {program.data(), filter.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, program.c_str(), &actions, nullptr, &argv[0], environ);
  posix_spawn_file_actions_destroy(&actions);
  LYNCEUS_CHECK(failed == 0);
  return child;
}

TEST_F(CrashTest, AProcessThatIsKilledWhileItDownloads) {
  const std::string body = UnList(10'000);
  script_.Say("/un.xml", {{Answer(200, body).bytes.substr(0, 5'000), HttpAnswer::End::kStall}});
  ::setenv(kChildUrl, server_.Url("/un.xml").c_str(), 1);
  ::setenv(kChildDirectory, options_.directory.c_str(), 1);
  const pid_t child = SpawnChild();
  ::unsetenv(kChildUrl);
  ::unsetenv(kChildDirectory);
  const std::string part = JoinPath(options_.directory, "un-sc/download.part");
  for (int i = 0; i < 2'000 && FileSize(part).value_or(0) == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_GT(FileSize(part).value_or(0), 0u);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_THAT(Files(), ElementsAre("un-sc/download.part"));
  EXPECT_THAT(FindCurrentFiles(options_.directory), StatusIs(absl::StatusCode::kNotFound));

  // The lock went with the process.
  script_.Say("/un.xml", {Answer(200, body)});
  const FetchResult result = Fetch(ListAt({server_.Url("/un.xml")}));
  EXPECT_EQ(result.outcome, Outcome::kNew) << ErrorText(result.problem);
  EXPECT_EQ(ContentOf(result.path), body);
  EXPECT_THAT(Files(), Not(Contains(HasSubstr("part"))));
}

// --- damage ---

using KeptListTest = FetchingTest;

TEST_F(KeptListTest, CurrentNeverLeadsOutOfItsDirectory) {
  script_.Say("/un.xml", {Answer(200, UnList(1'000))});
  Fetch(ListAt({server_.Url("/un.xml")}));
  const KeptList list(options_.directory, "un-sc");
  const struct {
    const char* current;
    const char* text;
  } rows[] = {
      {"", "no name of a version"},
      {"../un-sc/2026-03-02_0123456789ab.xml", "no name of a version"},
      {"/etc/hostname", "no name of a version"},
      {"2026-03-02_../../../../etc/hostname", "no name of a version"},
      {"download.part", "no name of a version"},
      {"2026-03-02_000000000000.xml", "not there"},
  };
  for (const auto& row : rows) {
    ASSERT_THAT(WriteFileDurably(JoinPath(list.directory(), "current"), row.current), IsOk());
    EXPECT_THAT(list.Current(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr(row.text)))
        << row.current;
    EXPECT_THAT(FindCurrentFiles(options_.directory), StatusIs(absl::StatusCode::kDataLoss));
  }
  // A fetch mends it.
  EXPECT_EQ(Fetch(ListAt({server_.Url("/un.xml")})).outcome, Outcome::kNew);
  EXPECT_THAT(FindCurrentFiles(options_.directory), IsOk());
}

TEST_F(KeptListTest, AMissingDirectoryIsNoEmptyOne) {
  EXPECT_THAT(FindCurrentFiles(dir_ / "none"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(FindCurrentFiles(dir_.path()),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("lynceus lists fetch")));
}

TEST(PartFileTest, IsGoneUnlessItWasMoved) {
  const support::TempDir dir;
  {
    const auto part = PartFile::Create(dir / "a.part");
    ASSERT_THAT(part, IsOk());
    ASSERT_THAT((*part)->Append("first"), IsOk());
    ASSERT_THAT((*part)->Clear(), IsOk());
    EXPECT_EQ((*part)->bytes(), 0u);
    ASSERT_THAT((*part)->Append("second"), IsOk());
    EXPECT_EQ(*(*part)->Finish(), ToHex(Sha256Of("second")));
  }
  EXPECT_THAT(FilesUnder(dir.path()), IsEmpty());
  const auto part = PartFile::Create(dir / "a.part");
  ASSERT_THAT(part, IsOk());
  ASSERT_THAT((*part)->Append("x"), IsOk());
  ASSERT_THAT((*part)->Finish(), IsOk());
  ASSERT_THAT((*part)->MoveTo(dir / "a"), IsOk());
  EXPECT_THAT(FilesUnder(dir.path()), ElementsAre("a"));
  EXPECT_THAT(PartFile::Create(dir / "none/a.part"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace lynceus::fetch
