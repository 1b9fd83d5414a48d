// Files: what errors say, that writes replace whole, locks and maps.

#include "lib/base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(ReadFileTest, WholeFileOrAnErrorThatNamesIt) {
  const TempDir directory;
  const std::string path = directory.Write("list.csv", "one\ntwo\n");
  EXPECT_THAT(ReadFile(path), IsOkAndHolds(std::string("one\ntwo\n")));
  EXPECT_THAT(ReadFile(directory.Write("empty", "")), IsOkAndHolds(std::string()));
  const std::string absent = directory / "absent.csv";
  EXPECT_THAT(ReadFile(absent),
              StatusIs(absl::StatusCode::kNotFound, AllOf(HasSubstr(absent), HasSubstr("Do: "))));
  EXPECT_THAT(ReadFile(directory.path()), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ReadFile(JoinPath(path, "below")), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ReadFileTest, TheLimitIsExact) {
  const TempDir directory;
  const std::string path = directory.Write("f", std::string(100'000, 'x'));
  EXPECT_THAT(ReadFile(path, 100'000), IsOkAndHolds(SizeIs(100'000)));
  EXPECT_THAT(ReadFile(path, 99'999),
              StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("limit: 99999 bytes")));
  EXPECT_THAT(ReadFile(directory.Write("empty", ""), 0), IsOkAndHolds(SizeIs(0)));
}

TEST(WriteFileDurablyTest, ReplacesAndLeavesNothingBeside) {
  const TempDir directory;
  const std::string path = directory / "current";
  EXPECT_THAT(WriteFileDurably(path, "old"), IsOk());
  EXPECT_THAT(WriteFileDurably(path, "new and longer"), IsOk());
  EXPECT_THAT(ReadFile(path), IsOkAndHolds(std::string("new and longer")));
  EXPECT_THAT(ListDirectory(directory.path()), IsOkAndHolds(SizeIs(1)));
}

TEST(WriteFileDurablyTest, AFailureLeavesTheOldContent) {
  const TempDir directory;
  EXPECT_THAT(WriteFileDurably(directory / "no/such/f", "x"),
              StatusIs(absl::StatusCode::kNotFound));
  // A directory in the place of the file cannot be replaced; no temporary file stays.
  EXPECT_THAT(MakeDirectories(directory / "taken"), IsOk());
  EXPECT_THAT(WriteFileDurably(directory / "taken", "x"),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ListDirectory(directory.path()), IsOkAndHolds(std::vector<std::string>{"taken"}));
}

TEST(WriteFileDurablyTest, StepsOverTheRemainsOfACrash) {
  const TempDir directory;
  const std::string path = directory / "f";
  directory.Write("f.tmp." + std::to_string(::getpid()) + ".0", "half a fi");
  EXPECT_THAT(WriteFileDurably(path, "whole"), IsOk());
  EXPECT_THAT(ReadFile(path), IsOkAndHolds(std::string("whole")));
}

TEST(WriteFileDurablyTest, KeysAreTheOwnersAlone) {
  const TempDir directory;
  EXPECT_THAT(WriteFileDurably(directory / "key", "secret", 0600), IsOk());
  struct ::stat about = {};
  ASSERT_EQ(::stat((directory / "key").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777u, 0600u);
}

TEST(DirectoriesTest, MadeListedSortedAndRemoved) {
  const TempDir directory;
  const std::string deep = directory / "a/b/c";
  EXPECT_THAT(MakeDirectories(deep), IsOk());
  EXPECT_THAT(MakeDirectories(deep), IsOk());
  EXPECT_TRUE(IsDirectory(deep));
  for (const char* name : {"z", "a", "M"}) directory.Write(JoinPath("a", name), name);
  EXPECT_THAT(ListDirectory(directory / "a"),
              IsOkAndHolds(std::vector<std::string>{"M", "a", "b", "z"}));
  EXPECT_THAT(RemoveTree(directory / "a"), IsOk());
  EXPECT_FALSE(PathExists(directory / "a"));
  EXPECT_THAT(RemoveTree(directory / "a"), IsOk());
  EXPECT_THAT(ListDirectory(directory / "a"), StatusIs(absl::StatusCode::kNotFound));
}

TEST(DirectoriesTest, AFileInTheWayIsAnError) {
  const TempDir directory;
  const std::string file = directory.Write("f", "");
  EXPECT_THAT(MakeDirectories(file), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(MakeDirectories(JoinPath(file, "g")), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ListDirectory(file), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(SyncDirectory(file), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(FileSizeTest, OfRegularFilesOnly) {
  const TempDir directory;
  EXPECT_THAT(FileSize(directory.Write("f", "12345")), IsOkAndHolds(5u));
  EXPECT_THAT(FileSize(directory.path()), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(FileSize(directory / "absent"), StatusIs(absl::StatusCode::kNotFound));
}

TEST(PathsTest, Table) {
  EXPECT_EQ(JoinPath("a", "b"), "a/b");
  EXPECT_EQ(JoinPath("a/", "b"), "a/b");
  EXPECT_EQ(JoinPath("/", "b"), "/b");
  EXPECT_EQ(JoinPath("", "b"), "b");
  EXPECT_EQ(BaseName("a/b.csv"), "b.csv");
  EXPECT_EQ(BaseName("b.csv"), "b.csv");
  EXPECT_EQ(BaseName("a/b/"), "b");
  EXPECT_EQ(BaseName("/"), "");
  EXPECT_EQ(BaseName(""), "");
}

std::string ReadAll(ByteReader& reader, std::size_t step) {
  std::string all;
  std::vector<char> buffer(step);
  while (true) {
    const auto length = reader.Read(buffer);
    EXPECT_THAT(length, IsOk());
    if (!length.ok() || *length == 0) return all;
    all.append(buffer.data(), *length);
  }
}

TEST(ByteReaderTest, FileAndMemoryGiveTheSameBytes) {
  const TempDir directory;
  std::string content;
  for (int i = 0; i < 1000; ++i) content += std::to_string(i);
  const std::string path = directory.Write("f", content);
  for (const std::size_t step : {1u, 7u, 4096u, 1u << 16}) {
    const auto file = OpenByteReader(path);
    ASSERT_THAT(file, IsOk());
    EXPECT_EQ(ReadAll(**file, step), content);
    EXPECT_EQ((*file)->name(), path);
    const auto memory = MakeMemoryReader("a test", content);
    EXPECT_EQ(ReadAll(*memory, step), content);
    EXPECT_EQ(memory->name(), "a test");
  }
}

TEST(ByteReaderTest, OpeningFailsBeforeReading) {
  const TempDir directory;
  EXPECT_THAT(OpenByteReader(directory / "absent"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(OpenByteReader(directory.path()), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ByteReaderTest, DashIsTheStandardInput) {
  const auto reader = OpenByteReader("-");
  ASSERT_THAT(reader, IsOk());
  EXPECT_EQ((*reader)->name(), "stdin");
}

TEST(MappedFileTest, GivesTheBytes) {
  const TempDir directory;
  const auto mapped = MappedFile::Open(directory.Write("f", "mapped"));
  ASSERT_THAT(mapped, IsOk());
  const auto bytes = (*mapped)->bytes();
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()), "mapped");
  const auto empty = MappedFile::Open(directory.Write("empty", ""));
  ASSERT_THAT(empty, IsOk());
  EXPECT_TRUE((*empty)->bytes().empty());
  EXPECT_THAT(MappedFile::Open(directory.path()), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(MappedFile::Open(directory / "absent"), StatusIs(absl::StatusCode::kNotFound));
}

TEST(FileLockTest, OneHolderAtATime) {
  const TempDir directory;
  const std::string path = directory / "LOCK";
  {
    const auto held = FileLock::Acquire(path);
    ASSERT_THAT(held, IsOk());
    EXPECT_THAT(FileLock::Acquire(path), StatusIs(absl::StatusCode::kUnavailable, HasSubstr(path)));
  }
  EXPECT_THAT(FileLock::Acquire(path), IsOk());
  EXPECT_THAT(FileLock::Acquire(directory / "no/LOCK"), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace lynceus
