// `lynceus log`: made, verified, shown; a changed byte anywhere is found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

// A log with a record for each of these names.
std::string MakeLog(const TempDir& dir, const std::vector<std::string>& names) {
  std::string log = dir / "log";
  EXPECT_EQ(Lynceus({"log", "init", log, "--origin", "test/log", "--demo-key"}).code, 0);
  for (const std::string& name : names) {
    const Ran ran = Lynceus({"screen", "--index", DemoIndex(), "--log", log, "--as-of", kAsOf,
                             "--name", name, "--format", "json"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const auto answer = ParseJson(ran.out);
    EXPECT_TRUE(answer["record"].IsObject()) << ran.out;
  }
  return log;
}

TEST(LogTest, IsMadeVerifiedAndShown) {
  const TempDir dir;
  const Ran made = Lynceus({"log", "init", dir / "first"});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("verifier key"));
  EXPECT_EQ(Lynceus({"log", "init", dir / "first"}).code, 1) << "a log is never made over another";

  const std::string log = MakeLog(dir, {"Sovcombank", "Hokkaido Dairy Cooperative"});
  const Ran verified = Lynceus({"log", "verify", log});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("2 records"));
  std::string key = *ReadFile(log + "/key.vkey");
  key.erase(key.find_last_not_of('\n') + 1);
  EXPECT_EQ(Lynceus({"log", "verify", log, "--key", key}).code, 0);
  std::string other = made.out.substr(made.out.rfind(' ') + 1);
  other.erase(other.find_last_not_of('\n') + 1);
  EXPECT_EQ(Lynceus({"log", "verify", log, "--key", other}).code, 1) << "the key of another log";

  const Ran shown = Lynceus({"log", "show", log, "1", "--format", "json"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("Hokkaido Dairy Cooperative"));
  ParseJson(shown.out);
  EXPECT_EQ(Lynceus({"log", "show", log, "2"}).code, 1) << "past the end";
}

TEST(LogTest, LeavesHoldNoPersonalData) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Hokkaido Dairy Cooperative"});
  for (const std::string& file : FilesBelow(log + "/tile")) {
    EXPECT_EQ(ReadFile(file)->find("Hokkaido"), std::string::npos) << file;
  }
}

TEST(LogTest, AChangedByteInAnyFileIsFound) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank", "Dan Gertler", "Hokkaido Dairy"});
  int changed = 0;
  for (const std::string& whole : FilesBelow(log)) {
    const std::string name = whole.substr(log.size() + 1);
    const std::size_t size = std::filesystem::file_size(whole);
    // The private key is no part of what is claimed.
    if (size == 0 || name == "key.pem") continue;
    std::vector<std::size_t> offsets = {0, size / 2, size - 2};
    // Of the slots those of the three records; the others belong to nobody yet.
    if (name.ends_with(".slots")) offsets = {64 + 10, 128 + 30, 192 + 50};
    for (const std::size_t offset : offsets) {
      const TempDir copy;
      CopyTree(log, copy / "log");
      ChangeByte(copy / "log/" + name, offset);
      // The offsets claim nothing that is not in the journal: verify does not read them.
      const bool is_claim = name != "offsets";
      const Ran ran = Lynceus({"log", is_claim ? "verify" : "fsck", copy / "log"});
      EXPECT_EQ(ran.code, is_claim ? 1 : 3) << name << " byte " << offset << ran.out;
      ++changed;
    }
  }
  EXPECT_GE(changed, 9);
}

TEST(LogTest, ADamagedLogTakesNoRecord) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank", "Dan Gertler"});
  ChangeByte(log + "/journal", 60);
  const Ran ran = Lynceus({"screen", "--index", DemoIndex(), "--log", log, "--name", "Sovcombank"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "") << "an answer left without its record";
}

// What a command writes goes nowhere into a log, nor in the place of a device.
TEST(LogTest, NoOutputReplacesAFileOfALog) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank"});
  const std::string rows = dir.Write("rows.csv", "id,name\n1,Sovcombank\n");
  const std::vector<std::vector<std::string>> commands = {
      {"log", "prove", log, "0", "-o", log + "/checkpoint"},
      {"log", "prove", log, "0", "-o", log + "/keys/new"},
      {"log", "report", log, "-o", log + "/key.vkey"},
      {"log", "report", log, "-o", dir / "r.html", "--csv", log + "/tile"},
      {"log", "export", log, "-o", log + "/journal", "--reason", "a", "--text", "b", "--by", "c"},
      {"batch", "--index", DemoIndex(), "--no-log", "--in", rows, "--out", log + "/journal"},
      {"log", "prove", log, "0", "-o", dir.path()}};
  for (const std::vector<std::string>& command : commands) {
    const Ran ran = Lynceus(command);
    EXPECT_EQ(ran.code, 1) << command[1] << ": " << ran.out;
    EXPECT_NE(ran.err, "");
  }
  EXPECT_EQ(Lynceus({"log", "verify", log}).code, 0);
}

// Durable records that no checkpoint covers yet are not passed over in silence.
TEST(LogTest, WhatNoCheckpointCoversIsSaid) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank"});
  const std::string checkpoint = *ReadFile(log + "/checkpoint");
  std::filesystem::copy(log + "/tile", dir / "tile", std::filesystem::copy_options::recursive);
  ASSERT_EQ(Lynceus({"screen", "--index", DemoIndex(), "--log", log, "--name", "Sovcombank"}).code,
            0);
  // As a writer leaves it that is killed before it publishes.
  ASSERT_THAT(WriteFileDurably(log + "/checkpoint", checkpoint), support::IsOk());
  ASSERT_THAT(RemoveTree(log + "/tile"), support::IsOk());
  std::filesystem::rename(dir / "tile", log + "/tile");
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"log", "list", log}, {"log", "alerts", log}, {"log", "show", log, "0"}}) {
    EXPECT_THAT(Lynceus(command).err, HasSubstr("1 further records are durable")) << command[1];
  }
  EXPECT_THAT(Lynceus({"log", "show", log, "1"}).err, HasSubstr("no checkpoint covers"));
  ASSERT_EQ(Lynceus({"log", "report", log, "-o", dir / "r.html"}).code, 0);
  EXPECT_THAT(*ReadFile(dir / "r.html"), HasSubstr("NOT in this report"));
}

TEST(LogTest, AChangedLeafIsNoAnswer) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank", "Dan Gertler"});
  ChangeByte(log + "/tile/entries/000.p/2", 9);  // the decision of the first
  for (const char* const command : {"alerts", "list"}) {
    const Ran ran = Lynceus({"log", command, log});
    EXPECT_EQ(ran.code, 1) << ran.out;
    EXPECT_THAT(ran.err, HasSubstr("not the one that the tree has")) << command;
  }
}

TEST(LogTest, WhomErasedScreeningsMatchedIsSaidToBeUnknown) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank", "Sovcombank"});
  ASSERT_EQ(Lynceus({"log", "erase", log, "0", "--reason", "x", "--basis", "y", "--by", "z"}).code,
            0);
  const Ran ran = Lynceus({"log", "list", log, "--entity", "ofac-sdn:34737"});
  EXPECT_THAT(ran.out, HasSubstr("1 of 1 records")) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("1 screenings that fit the rest are erased"));
}

// A full disk, as far as a process can make one for itself: no file may grow beyond a size.
TEST(LogTest, WhereTheLogCannotWriteNoAnswerLeaves) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Hokkaido Dairy Cooperative"});
  const std::string words = "'" + BinaryPath("lynceus") + "' screen --index '" + DemoIndex() +
                            "' --log '" + log + "' --name Sovcombank";
  const Ran ran = RunProgram("/bin/bash", {"-c", "trap '' XFSZ; ulimit -f 1; exec " + words});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("journal"));
  // With room again the torn tail, which nobody was told of, is cut and the log goes on.
  const Ran again = RunProgram("/bin/bash", {"-c", words});
  EXPECT_EQ(again.code, 0) << again.err;
  const Ran verified = Lynceus({"log", "verify", log});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("2 records"));
}

TEST(LogTest, WhereNoKeyCanBeMadeNoAnswerLeaves) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {});
  const std::string words = "'" + BinaryPath("lynceus") + "' screen --index '" + DemoIndex() +
                            "' --log '" + log + "' --name Sovcombank";
  const Ran ran = RunProgram("/bin/bash", {"-c", "trap '' XFSZ; ulimit -f 1; exec " + words});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr(".slots"));
  EXPECT_EQ(RunProgram("/bin/bash", {"-c", words}).code, 0) << "with room again";
  EXPECT_EQ(Lynceus({"log", "verify", log}).code, 0);
}

TEST(LogTest, AnErasedRecordIsGoneSaysByWhomAndVerifies) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank", "Hokkaido Dairy Cooperative"});
  const std::vector<std::string> order = {"--reason", "data_subject_request",
                                          "--basis",  "Regulation (EU) 2016/679 Art. 17",
                                          "--by",     "privacy desk"};
  const auto with = [&](std::vector<std::string> words) {
    words.insert(words.end(), order.begin(), order.end());
    return Lynceus(words);
  };
  EXPECT_EQ(Lynceus({"log", "erase", log, "1"}).code, 2) << "no reason is given";
  ASSERT_EQ(Lynceus({"log", "hold", "place", log, "--name", "case-17", "--record", "1", "--reason",
                     "court order", "--by", "counsel"})
                .code,
            0);
  EXPECT_THAT(Lynceus({"log", "hold", "list", log}).out, HasSubstr("case-17"));
  EXPECT_EQ(with({"log", "erase", log, "1"}).code, 1) << "a hold keeps it";
  ASSERT_EQ(Lynceus({"log", "hold", "release", log, "--name", "case-17", "--reason", "closed",
                     "--by", "counsel"})
                .code,
            0);
  const Ran erased = with({"log", "erase", log, "1"});
  EXPECT_EQ(erased.code, 0) << erased.err;
  const Ran shown = Lynceus({"log", "show", log, "1"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("privacy desk"));
  EXPECT_THAT(shown.out, HasSubstr("2016/679"));
  EXPECT_EQ(shown.out.find("Hokkaido"), std::string::npos);
  EXPECT_THAT(Lynceus({"log", "show", log, "0"}).out, HasSubstr("Sovcombank"));
  const Ran verified = Lynceus({"log", "verify", log});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("1 that are erased, on record"));
  EXPECT_EQ(with({"log", "end-bucket", log, "2099-default"}).code, 1);

  // Without the master key bodies stay closed, and the log verifies all the same.
  ASSERT_TRUE(RemoveTree(log + "/master.key").ok());
  const Ran leaf = Lynceus({"log", "show", log, "0"});
  EXPECT_THAT(leaf.out, HasSubstr("its body is sealed"));
  EXPECT_EQ(leaf.out.find("Sovcombank"), std::string::npos);
  const Ran closed = Lynceus({"log", "verify", log});
  EXPECT_EQ(closed.code, 0) << closed.err;
  EXPECT_THAT(closed.out, HasSubstr("not opened"));
}

TEST(LogTest, RetentionSaysWhatIsDueAndErasesOnlyThat) {
  const TempDir dir;
  const std::string log = MakeLog(dir, {"Sovcombank"});
  const std::string policy = dir.Write("retention.yaml",
                                       "classes:\n  - class: all\n    kinds: [screen]\n"
                                       "    duties:\n      - {duty: d, basis: b, start: decision, "
                                       "years: 5, then: delete}\n");
  const Ran today = Lynceus({"log", "retention", log, "--policy", policy, "--dry-run"});
  EXPECT_EQ(today.code, 0) << today.err;
  EXPECT_THAT(today.out, HasSubstr("all: 1 kept until"));
  const Ran later =
      Lynceus({"log", "retention", log, "--policy", policy, "--dry-run", "--on", "2099-01-01"});
  EXPECT_THAT(later.out, HasSubstr("all of its 1 records are due"));
  EXPECT_EQ(Lynceus({"log", "retention", log, "--policy", policy, "--apply", "--by", "x", "--on",
                     "2099-01-01"})
                .code,
            2)
      << "nothing is erased before its day";
  EXPECT_EQ(Lynceus({"log", "retention", log, "--policy", policy}).code, 2);
  const Ran applied =
      Lynceus({"log", "retention", log, "--policy", policy, "--apply", "--by", "records office"});
  EXPECT_EQ(applied.code, 0) << applied.err;
  EXPECT_THAT(applied.out, HasSubstr("0 bodies erased, 0 buckets ended"));
  EXPECT_THAT(Lynceus({"log", "sizes", log}).out, HasSubstr("a book of 1,000,000"));
}

}  // namespace
}  // namespace lynceus::e2e
