// `lynceus log fsck` and `log copy` as a shell sees them: exit codes and words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

Ran Screen(const std::vector<std::string>& log_options) {
  std::vector<std::string> words = {
      "screen", "--index", DemoIndex(), "--as-of", kAsOf, "--name", "Hokkaido Dairy Cooperative"};
  words.insert(words.end(), log_options.begin(), log_options.end());
  return Lynceus(words);
}

TEST(LogFsckTest, SaysWhatIsWrongAndMendsWhatItCan) {
  const TempDir dir;
  const std::string log = dir / "log";
  ASSERT_EQ(Lynceus({"log", "init", log}).code, 0);
  ASSERT_EQ(Screen({"--log", log}).code, 0);
  const Ran sound = Lynceus({"log", "fsck", log});
  EXPECT_EQ(sound.code, 0) << sound.out << sound.err;
  EXPECT_THAT(sound.out, HasSubstr("1 records, 1 of them in the newest checkpoint: sound"));

  const std::string tile = log + "/tile/0/000.p/1";
  const std::string content = *ReadFile(tile);
  ASSERT_TRUE(WriteFileDurably(tile, std::string(32, 'x')).ok());
  const Ran wrong = Lynceus({"log", "fsck", log});
  EXPECT_EQ(wrong.code, 3);
  EXPECT_THAT(wrong.out, HasSubstr("can be made again: " + tile + ", byte 0"));
  const Ran mended = Lynceus({"log", "fsck", log, "--repair"});
  EXPECT_EQ(mended.code, 0);
  EXPECT_THAT(mended.out, HasSubstr("mended: " + tile));
  EXPECT_EQ(*ReadFile(tile), content);

  std::string journal = *ReadFile(log + "/journal");
  journal.back() = static_cast<char>(journal.back() ^ 1);
  ASSERT_TRUE(WriteFileDurably(log + "/journal", journal).ok());
  const Ran damaged = Lynceus({"log", "fsck", log, "--repair"});
  EXPECT_EQ(damaged.code, 4);
  EXPECT_THAT(damaged.out, HasSubstr("DAMAGE: " + log + "/journal, byte 8"));
  EXPECT_EQ(*ReadFile(log + "/journal"), journal);
  EXPECT_EQ(Lynceus({"log", "fsck", dir / "none"}).code, 1);
}

// The configured copies are obeyed by the command line too.
TEST(LogCopyTest, AnOldLogIsRefusedAgainstItsCopy) {
  const TempDir dir;
  const std::string log = dir / "log";
  ASSERT_EQ(Lynceus({"log", "init", log}).code, 0);
  ASSERT_EQ(Screen({"--log", log}).code, 0);
  const std::string config = dir.Write(
      "lynceusd.yaml", "log: {directory: " + log + ", copies: [\"file:" + dir / "copy" + "\"]}\n");
  const Ran none = Screen({"--config", config});
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr("lynceus log copy"));
  EXPECT_EQ(Lynceus({"log", "copy", log, "nowhere"}).code, 2);
  ASSERT_EQ(Lynceus({"log", "copy", log, "file:" + dir / "copy"}).code, 0);

  const std::string checkpoint = *ReadFile(log + "/checkpoint");
  const std::string journal = *ReadFile(log + "/journal");
  const std::string offsets = *ReadFile(log + "/offsets");
  ASSERT_EQ(Screen({"--config", config}).code, 0);
  EXPECT_EQ(*ReadFile(dir / "copy"), *ReadFile(log + "/checkpoint"));

  ASSERT_TRUE(WriteFileDurably(log + "/checkpoint", checkpoint).ok());
  ASSERT_TRUE(WriteFileDurably(log + "/journal", journal).ok());
  ASSERT_TRUE(WriteFileDurably(log + "/offsets", offsets).ok());
  const Ran old = Screen({"--config", config});
  EXPECT_EQ(old.code, 1);
  EXPECT_THAT(old.err, HasSubstr("its checkpoint is of 2 records, this log holds 1"));
  EXPECT_EQ(Lynceus({"log", "copy", log, "file:" + dir / "copy"}).code, 1)
      << "nor is the copy overwritten";
}

}  // namespace
}  // namespace lynceus::e2e
