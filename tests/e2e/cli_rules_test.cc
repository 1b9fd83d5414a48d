// `lynceus rules` as a compliance department uses it: check, test, and what a change would decide
// otherwise.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "lib/base/file.h"

#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::TempDir;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class RulesCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    CopyTree(RulesPath(), dir_ / "after");
    ASSERT_THAT(WriteFileDurably(dir_ / "book.csv",
                                 "id,name\n"
                                 "c1,Sovcombank\n"
                                 "c2,Hokkaido Dairy Cooperative\n"
                                 "c3,...\n"
                                 "c4,Russia-Japan Investment Fund\n"),
                IsOk());
  }

  void Edit(const std::string& file, const std::string& from, const std::string& to) {
    const std::string path = dir_ / "after/" + file;
    const auto text = ReadFile(path);
    ASSERT_THAT(text, IsOk());
    ASSERT_NE(text->find(from), std::string::npos) << from;
    ASSERT_THAT(WriteFileDurably(path, absl::StrReplaceAll(*text, {{from, to}})), IsOk());
  }

  Ran Diff(std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"rules",   "diff",      RulesPath(), dir_ / "after",
                                      "--index", DemoIndex(), "--file",    dir_ / "book.csv",
                                      "--as-of", kAsOf};
    words.insert(words.end(), more.begin(), more.end());
    return Lynceus(words);
  }

  const TempDir dir_;
};

TEST_F(RulesCommandTest, CheckPrintsPacksDatesAndAllMistakes) {
  Edit("policy/default.yaml", "key: default",
       "author: A. Writer\napprover: B. Reader\nvalid_from: 2026-01-01\nkey: default");
  const Ran whole = Lynceus({"rules", "check", dir_ / "after"});
  EXPECT_EQ(whole.code, 0) << whole.out;
  EXPECT_THAT(whole.out, ContainsRegex("policy +[0-9a-f]{64}  hot"));
  EXPECT_THAT(whole.out, ContainsRegex("programmes +[0-9a-f]{64}  build"));
  EXPECT_THAT(whole.out, HasSubstr("policy/default.yaml  by A. Writer  approved by B. Reader  "
                                   "from 2026-01-01"));
  Edit("policy/default.yaml", "on_yes: BLOCK", "on_yes: CLEAR");
  Edit("regimes/uk.yaml", "key: uk", "kye: uk");
  const Ran broken = Lynceus({"rules", "check", dir_ / "after"});
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.out, HasSubstr("on_yes: it may not be CLEAR"));
  EXPECT_THAT(broken.out, HasSubstr("kye: there is no such key. Do: did you mean key?"));
}

TEST_F(RulesCommandTest, TestPrintsTheCasesOfEachPack) {
  const Ran ran = Lynceus({"rules", "test", dir_ / "after"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  for (const char* pack : {"flags", "programmes", "sources"}) {
    EXPECT_THAT(ran.out, ContainsRegex(std::string(pack) + " +[1-9][0-9]* cases, 0 failed"));
  }
  EXPECT_THAT(ran.out, ContainsRegex(": [1-9][0-9]+ cases, 0 failed"));
}

TEST_F(RulesCommandTest, DiffListsWhatIsDecidedOtherwiseAndWhy) {
  Edit("policy/default.yaml", "BLOCK", "REVIEW");
  const Ran ran = Diff();
  EXPECT_EQ(ran.code, 1) << "a row has an error\n" << ran.err;
  EXPECT_THAT(ran.out, ContainsRegex("pack policy +[0-9a-f]{16} -> [0-9a-f]{16}  \\(hot\\)"));
  EXPECT_THAT(
      ran.out,
      HasSubstr("policy/default.yaml  on_flag.designated: BLOCK urgent -> REVIEW urgent\n"));
  EXPECT_THAT(ran.out, HasSubstr("line 2  c1  BLOCK -> REVIEW\n"));
  EXPECT_THAT(ran.out, HasSubstr("    policy, flag designated: BLOCK urgent -> REVIEW urgent\n"));
  EXPECT_THAT(ran.out, HasSubstr("line 4  c3  ERROR -> ERROR\n    before: INVALID_ARGUMENT"));
  EXPECT_THAT(ran.out, HasSubstr("BLOCK -> REVIEW: 1\n4 rows: 2 decided the same (0 with other "
                                 "findings), 1 otherwise, 1 errors\n"));
}

TEST_F(RulesCommandTest, DiffNamesVerdictsAndFlagsThatDiffer) {
  Edit("regimes/us-ofac.yaml", "threshold_percent: 50", "threshold_percent: 1");
  const Ran ran = Diff({"--format", "jsonl", "--out", dir_ / "rows.jsonl"});
  const auto rows = ReadJsonLines(dir_ / "rows.jsonl");
  ASSERT_EQ(rows.size(), 2u) << ran.out;
  EXPECT_EQ(Text(rows[0], "id"), "c3");
  EXPECT_EQ(Text(rows[0]["error_before"], "code"), "INVALID_ARGUMENT");
  EXPECT_EQ(Text(rows[1], "id"), "c4");
  EXPECT_EQ(Text(rows[1], "before"), "REVIEW");
  EXPECT_EQ(Text(rows[1], "after"), "BLOCK");
  std::string why;
  for (const auto& each : rows[1]["why"].GetArray()) why += each.GetString() + std::string("\n");
  EXPECT_THAT(why, HasSubstr(", us-ofac: "));
  EXPECT_THAT(why, HasSubstr("-> YES\n"));
  EXPECT_THAT(why, HasSubstr(", flag owned: not there -> raised\n"));
}

TEST_F(RulesCommandTest, DiffSaysThatPinnedPacksDifferFromTheSnapshots) {
  Edit("programmes/us_ofac.yaml", "title: ", "title: New ");
  const Ran ran = Diff({"--format", "csv"});
  EXPECT_THAT(ran.err, HasSubstr("the rules have other packs (programmes)"));
  EXPECT_THAT(ran.out, testing::StartsWith("line,id,before,after,why,error_before,error_after\n4,"))
      << "rows alone";
  const Ran screened = Lynceus({"screen", "--name", "Sovcombank", "--index", DemoIndex(), "--rules",
                                dir_ / "after", "--no-log"});
  EXPECT_EQ(screened.code, 1);
  EXPECT_THAT(screened.err, HasSubstr("the rules have other packs (programmes)"));
}

TEST_F(RulesCommandTest, DiffOfOneSetFindsNothing) {
  const Ran ran = Diff();
  EXPECT_THAT(ran.out, testing::StartsWith("no pack differs\n"));
  EXPECT_THAT(ran.out, HasSubstr("4 rows: 3 decided the same (0 with other findings), 0 otherwise, "
                                 "1 errors\n"));
  EXPECT_EQ(Lynceus({"rules", "diff", RulesPath(), dir_ / "after", "--index", DemoIndex()}).code,
            2);
}

}  // namespace
}  // namespace lynceus::e2e
