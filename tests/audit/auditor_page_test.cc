// The page for auditors cannot rot: its commands are taken out of it and run against a fresh log,
// and against logs and receipts that must be refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "lib/audit/log_files.h"
#include "lib/audit/receipt.h"
#include "lib/audit/tiles.h"
#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "tests/audit/changes.h"
#include "tests/audit/sample_log.h"
#include "tests/e2e/auditor_page.h"
#include "tests/e2e/program.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::audit {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

class AuditorPageTest : public ::testing::Test {
 protected:
  static constexpr std::uint64_t kHeld = 259;
  static constexpr std::uint64_t kRecords = 300;

  static void SetUpTestSuite() {
    directory_ = std::make_unique<TempDir>();
    key_ = MakeLog(log());
    Fill(log(), kHeld);
    earlier_ = ReadLogFiles(log());
    Fill(log(), kRecords);
  }
  static void TearDownTestSuite() { directory_.reset(); }
  void SetUp() override {
    if (std::getenv("LYNCEUS_SOURCE_DIR") == nullptr) {
      GTEST_SKIP() << "LYNCEUS_SOURCE_DIR is unset; ctest sets it";
    }
    const e2e::Ran tools = e2e::RunProgram(
        "/bin/sh", {"-c", "command -v bash openssl sha256sum xxd base64 dd cmp sed"});
    if (tools.code != 0) GTEST_SKIP() << "a tool of the page is not installed: " << tools.out;
    values_ = {{"KEY", key_},
               {"LOG", log()},
               {"RECEIPT", ReceiptOf(257)},
               {"INDEX", "257"},
               {"HELD", scratch_.Write("held", earlier_.at("checkpoint"))},
               {"TMPDIR", scratch_.path()}};
  }

  static const std::string& log() { return directory_->path(); }
  std::string ReceiptOf(std::uint64_t index) const {
    return scratch_.Write("receipt" + std::to_string(index),
                          FormatReceipt(*MakeReceipt(log(), index)));
  }
  // The page's commands, and `more` behind them, with values_ as what the auditor holds.
  e2e::Ran RunPage(const std::string& more = "") const {
    std::string words;
    for (const auto& [name, value] : values_) {
      words.append("export ").append(name).append("='").append(value).append("'\n");
    }
    return e2e::RunProgram("/bin/bash", {"-euc", words + e2e::AuditorCheckScript() + more});
  }
  // A copy of the log's published files, with this file changed at one byte.
  std::string ChangedCopy(const std::string& path, std::size_t at) const {
    LogFiles files = ReadLogFiles(log());
    files.erase("journal");
    files.at(path)[at] = static_cast<char>(files.at(path)[at] ^ 1);
    std::string copy = scratch_ / "copy";
    EXPECT_THAT(RemoveTree(copy), IsOk());
    WriteLogFiles(copy, files);
    return copy;
  }

  static std::unique_ptr<TempDir> directory_;
  static std::string key_;
  static LogFiles earlier_;
  const TempDir scratch_;
  std::map<std::string, std::string> values_;
};

std::unique_ptr<TempDir> AuditorPageTest::directory_;
std::string AuditorPageTest::key_;
LogFiles AuditorPageTest::earlier_;

TEST_F(AuditorPageTest, ItsCommandsHold) {
  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{255}, kRecords - 1}) {
    values_["RECEIPT"] = ReceiptOf(index);
    values_["INDEX"] = std::to_string(index);
    const e2e::Ran ran = RunPage();
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("signed: 300 records"));
    EXPECT_THAT(ran.out, HasSubstr("Signature Verified Successfully"));
    EXPECT_THAT(ran.out, HasSubstr("record " + std::to_string(index) + " stands in the log"));
    EXPECT_THAT(ran.out, HasSubstr("its leaf is the published one"));
    EXPECT_THAT(ran.out, HasSubstr("the log of 300 records continues the one of 259"));
  }
}

TEST_F(AuditorPageTest, HoldsFromTheEmptyLogOnAndForTheNewestCheckpoint) {
  const TempDir empty;
  MakeLog(empty.path());
  for (const std::string& held : {CheckpointPath(empty.path()), CheckpointPath(log())}) {
    values_["HELD"] = held;
    const e2e::Ran ran = RunPage();
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  }
}

// A small log cannot show the paths of a large one.
TEST_F(AuditorPageTest, ItsPathsAreThoseOfTiles) {
  const e2e::Ran ran = RunPage("path 2 1234067 8; path entries 1000 256; path 0 67 256\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr(log() + "/" + TilePath(2, 1'234'067, 8) + "\n"));
  EXPECT_THAT(ran.out, HasSubstr(log() + "/" + EntriesPath(1'000, 256) + "\n"));
  EXPECT_THAT(ran.out, HasSubstr(log() + "/" + TilePath(0, 67, 256) + "\n"));
}

TEST_F(AuditorPageTest, ItsCommandsRefuseWhatDoesNotHold) {
  const std::string receipt = *ReadFile(values_.at("RECEIPT"));
  const std::string checkpoint = *ReadFile(CheckpointPath(log()));
  const auto changed = [&](std::string text, std::size_t at) {
    text[at] = text[at] == 'A' ? 'B' : 'A';
    return scratch_.Write("changed", text);
  };
  const TempDir other;
  SeededRandom random(9);
  const auto other_key = InitLog({.directory = other.path(), .origin = "test/log"}, random);
  ASSERT_THAT(other_key, IsOk());
  const struct {
    const char* why;
    std::map<std::string, std::string> values;
  } cases[] = {
      {"another key of that name", {{"KEY", *other_key}}},
      {"a key with another id", {{"KEY", "test/log+00000000" + key_.substr(key_.rfind("+A"))}}},
      {"another record's receipt", {{"INDEX", "256"}}},
      {"a receipt with another leaf", {{"RECEIPT", changed(receipt, receipt.find("extra ") + 12)}}},
      {"a checkpoint held that was changed", {{"HELD", changed(checkpoint, 12)}}},
      {"a log that was rolled back",
       {{"LOG",
         [&] {
           LogFiles files = earlier_;
           files.erase("journal");
           WriteLogFiles(scratch_ / "earlier", files);
           return scratch_ / "earlier";
         }()},
        {"HELD", CheckpointPath(log())}}},
  };
  for (const auto& test : cases) {
    const auto kept = values_;
    for (const auto& [name, value] : test.values) values_[name] = value;
    const e2e::Ran ran = RunPage();
    EXPECT_NE(ran.code, 0) << test.why << ran.out;
    EXPECT_THAT(ran.out, ::testing::Not(HasSubstr("continues the one"))) << test.why;
    values_ = kept;
  }
}

TEST_F(AuditorPageTest, ItsCommandsFindAChangedFile) {
  for (const auto& [path, at] : std::map<std::string, std::size_t>{{"checkpoint", 9},
                                                                   {"tile/0/001.p/44", 5},
                                                                   {"tile/1/000.p/1", 31},
                                                                   {"tile/entries/001.p/44", 15}}) {
    values_["LOG"] = ChangedCopy(path, at);
    const e2e::Ran ran = RunPage();
    EXPECT_NE(ran.code, 0) << path << ran.out;
  }
}

// Written anew with the right key behind record 100: only the checkpoint held tells.
TEST_F(AuditorPageTest, ItsCommandsFindAFork) {
  const TempDir forked;
  MakeLog(forked.path());
  {
    const auto writer = OpenLog(forked.path());
    for (std::uint64_t i = 0; i < kRecords; ++i) {
      ASSERT_THAT(writer->Append(LeafOf(i == 100 ? 7 : i), ""), IsOk());
    }
  }
  values_["LOG"] = forked.path();
  values_["RECEIPT"] = scratch_.Write("theirs", FormatReceipt(*MakeReceipt(forked.path(), 257)));
  const e2e::Ran ran = RunPage();
  EXPECT_NE(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("its leaf is the published one"));
  EXPECT_THAT(ran.out, ::testing::Not(HasSubstr("continues the one")));
}

}  // namespace
}  // namespace lynceus::audit
