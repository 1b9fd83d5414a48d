// What an auditor does with a log, by the programs themselves: archive, replay by this and by
// another build, compare, list, show, explain, report, and what is left after an erasure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_replace.h"
#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kBook[] =
    "id,name,country\n"
    "=1+1,Dan Gertler,\n"
    "c2,Sovcombank,\n"
    "c3,Zebulon Quixworth,ee\n"
    "c4,Daniel Gertler,fr\n"
    "c5,Russia-Japan Investment Fund,jp\n";

// A log of the book's five screenings and the archive they name.
class AuditorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Lynceus({"log", "init", log(), "--origin", "test/log", "--demo-key"}).code, 0);
    const Ran ran = Lynceus({"batch", "--in", dir_.Write("book.csv", kBook), "--index", DemoIndex(),
                             "--log", log(), "--archive", archive(), "--as-of", kAsOf, "--jobs",
                             "1", "--out", dir_ / "answers.jsonl"});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  std::string log() const { return dir_ / "log"; }
  std::string archive() const { return dir_ / "archive"; }
  // The record of the customer with this name.
  std::string IndexOf(const std::string& id) const {
    for (const auto& answer : ReadJsonLines(dir_ / "answers.jsonl")) {
      if (Text(answer, "id") == id) return std::to_string(answer["record"]["index"].GetUint64());
    }
    ADD_FAILURE() << id;
    return "";
  }
  std::string Master() const { return log() + "/master.key"; }

  const TempDir dir_;
};

TEST_F(AuditorTest, ReplaysByThisBuildAndByTheArchivedOne) {
  const Ran own = Lynceus({"log", "replay", log(), "--archive", archive()});
  EXPECT_EQ(own.code, 0) << own.err << own.out;
  EXPECT_THAT(own.out, HasSubstr("5 records, 5 identical"));
  const Ran archived =
      Lynceus({"log", "replay", log(), "--archive", archive(), "--engine", "archived"});
  EXPECT_EQ(archived.code, 0) << archived.err << archived.out;
  EXPECT_THAT(archived.out, HasSubstr("5 records, 5 identical"));
  const Ran sample = Lynceus(
      {"log", "replay", log(), "--archive", archive(), "--sample", "2", "--format", "jsonl"});
  EXPECT_THAT(sample.err, HasSubstr("2 records, 2 identical"));
}

TEST_F(AuditorTest, ABuildThatDecidesOtherwiseIsReported) {
  const std::string other = dir_.Write(
      "other", "#!/bin/sh\n'" + BinaryPath("lynceus") +
                   "' \"$@\" | sed 's/\"decision\":\"BLOCK\"/\"decision\":\"CLEAR\"/'\n");
  std::filesystem::permissions(other, std::filesystem::perms::owner_all);
  const Ran ran = Lynceus({"log", "replay", log(), "--archive", archive(), "--engine", other});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("BLOCK -> CLEAR"), HasSubstr("decision: decision"),
                             HasSubstr("differs in decision")));
  EXPECT_THAT(ran.out, Not(HasSubstr("Gertler"))) << "a difference says no names";
}

TEST_F(AuditorTest, ComparesWithOtherRules) {
  CopyTree(RulesPath(), dir_ / "rules");
  const std::string policy = *ReadFile(dir_ / "rules/policy/default.yaml");
  dir_.Write("rules/policy/default.yaml", absl::StrReplaceAll(policy, {{"BLOCK", "REVIEW"}}));
  const Ran ran =
      Lynceus({"log", "compare", log(), "--archive", archive(), "--rules", dir_ / "rules"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("BLOCK -> REVIEW"), HasSubstr("policy, on_yes"),
                             HasSubstr("5 screenings")));
}

TEST_F(AuditorTest, ListsWhatFits) {
  const Ran blocked = Lynceus({"log", "list", log(), "--decision", "BLOCK", "--format", "json"});
  EXPECT_EQ(blocked.code, 0) << blocked.err;
  EXPECT_THAT(blocked.out, AllOf(HasSubstr("\"decision\":\"BLOCK\""), Not(HasSubstr("CLEAR"))));
  const Ran entity = Lynceus({"log", "list", log(), "--entity", "ofac-sdn:23252"});
  EXPECT_THAT(entity.out, HasSubstr("2 of 2 records"));
  EXPECT_THAT(Lynceus({"log", "list", log(), "--list-version", "UN-SC/UNSC@2026-11-01"}).out,
              HasSubstr("5 of 5 records"));
  EXPECT_THAT(Lynceus({"log", "list", log(), "--to", "2020-01-01"}).out, HasSubstr("0 of 0"));
  EXPECT_EQ(Lynceus({"log", "list", log(), "--decision", "MAYBE"}).code, 2);
  EXPECT_EQ(Lynceus({"log", "list", log(), "--from", "yesterday"}).code, 2);
}

TEST_F(AuditorTest, WithoutTheKeyLeavesAreReadAndBodiesStayShut) {
  std::filesystem::rename(Master(), dir_ / "key");
  EXPECT_THAT(Lynceus({"log", "list", log(), "--caller", "command-line"}).out,
              HasSubstr("5 of 5 records"));
  const Ran entity = Lynceus({"log", "list", log(), "--entity", "ofac-sdn:23252"});
  EXPECT_EQ(entity.code, 1) << "nobody may read `none` where it cannot be told";
  EXPECT_THAT(entity.err, HasSubstr("master key"));
  EXPECT_THAT(Lynceus({"log", "show", log(), "0"}).out, HasSubstr("sealed"));
  EXPECT_EQ(Lynceus({"log", "replay", log(), "--archive", archive()}).code, 1);
  EXPECT_THAT(
      Lynceus({"log", "list", log(), "--entity", "ofac-sdn:23252", "--master-key", dir_ / "key"})
          .out,
      HasSubstr("2 of 2 records"));
}

TEST_F(AuditorTest, ShowsARecordInWordsAndAsAPicture) {
  const Ran shown = Lynceus({"log", "show", log(), IndexOf("c2")});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, AllOf(HasSubstr("name: Sovcombank"), HasSubstr("compared as"),
                               HasSubstr("BLOCK  because: hit"), HasSubstr("/test/log")));
  const Ran dot = Lynceus({"log", "show", log(), IndexOf("c5"), "--format", "dot"});
  EXPECT_EQ(dot.code, 0) << dot.err;
  EXPECT_THAT(dot.out, HasSubstr("digraph"));
  EXPECT_EQ(Lynceus({"log", "show", log(), IndexOf("c3"), "--format", "dot"}).code, 1);
}

TEST_F(AuditorTest, ExplainsWhyNot) {
  const Ran no_key = Lynceus({"log", "explain", log(), IndexOf("c3"), "--against", "ofac-sdn:23252",
                              "--archive", archive()});
  EXPECT_EQ(no_key.code, 0) << no_key.err;
  EXPECT_THAT(no_key.out, HasSubstr("shares a key"));
  const Ran hit = Lynceus({"log", "explain", log(), IndexOf("c4"), "--against", "ofac-sdn:23252",
                           "--archive", archive(), "--format", "json"});
  EXPECT_THAT(hit.out, HasSubstr("\"step\": \"hit\""));
}

TEST_F(AuditorTest, ReportsAPeriod) {
  const Ran ran =
      Lynceus({"log", "report", log(), "-o", dir_ / "report.html", "--csv", dir_ / "csv"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const std::string page = *ReadFile(dir_ / "report.html");
  EXPECT_THAT(
      page, AllOf(HasSubstr("the log holds"), HasSubstr("US-OFAC SDN"), Not(HasSubstr("Gertler"))));
  EXPECT_THAT(*ReadFile(dir_ / "csv/hits_by_list.csv"), HasSubstr("\"US-OFAC SDN\""));
  ChangeByte(log() + "/journal", 100);
  const Ran damaged = Lynceus({"log", "report", log(), "-o", dir_ / "second.html"});
  EXPECT_EQ(damaged.code, 1);
}

TEST_F(AuditorTest, TheArchiveIsCheckedAndKeepsWhatRecordsName) {
  EXPECT_EQ(Lynceus({"archive", "verify", archive()}).code, 0);
  const Ran gc = Lynceus({"archive", "gc", archive(), "--log", log(), "--delete"});
  EXPECT_EQ(gc.code, 0) << gc.err;
  EXPECT_THAT(gc.out, AllOf(HasSubstr("live records name it"), HasSubstr("0 objects, 0 bytes")));
  EXPECT_EQ(Lynceus({"archive", "gc", archive()}).code, 2) << "without a log nothing is live";
  // An object of a snapshot is a link to its file, which other tests read.
  const std::string object = FilesBelow(archive() + "/sha256").front();
  const std::string bytes = *ReadFile(object);
  std::filesystem::remove(object);
  ASSERT_TRUE(WriteFileDurably(object, bytes).ok());
  EXPECT_EQ(Lynceus({"archive", "verify", archive()}).code, 0);
  ChangeByte(object, 0);
  EXPECT_EQ(Lynceus({"archive", "verify", archive()}).code, 1);
}

TEST_F(AuditorTest, AnErasedRecordIsGoneFromTheIndexAndCannotBeAsked) {
  EXPECT_THAT(Lynceus({"log", "list", log(), "--entity", "ofac-sdn:34737"}).out,
              HasSubstr("of 1 records"));
  const Ran erased = Lynceus({"log", "erase", log(), IndexOf("c2"), "--reason", "retention",
                              "--basis", "the period has ended", "--by", "records"});
  ASSERT_EQ(erased.code, 0) << erased.err;
  EXPECT_THAT(Lynceus({"log", "list", log(), "--entity", "ofac-sdn:34737"}).out,
              HasSubstr("0 of 0 records"));
  EXPECT_THAT(Lynceus({"log", "show", log(), IndexOf("c2")}).out, HasSubstr("erased"));
  const Ran replay = Lynceus({"log", "replay", log(), "--archive", archive()});
  EXPECT_EQ(replay.code, 0) << "erased is no failure";
  EXPECT_THAT(replay.out, HasSubstr("record " + IndexOf("c2") + ": erased\n"));
  EXPECT_THAT(replay.out, HasSubstr("4 identical, 1 erased"));
}

class ArchivingServiceTest : public ServiceTest {};

TEST_F(ArchivingServiceTest, TheServiceArchivesWhatItActivates) {
  server::Config config = BaseConfig();
  config.log_archive = dir_ / "archive";
  StartService(config);
  const Ran listed = Lynceus({"archive", "list", dir_ / "archive"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out, AllOf(HasSubstr("snapshot "), HasSubstr("rules ")));
}

}  // namespace
}  // namespace lynceus::e2e
