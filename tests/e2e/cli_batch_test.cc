// `lynceus batch`: every input line answered, in order, whatever is wrong with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

Ran Batch(const std::string& in, const std::string& out, const std::vector<std::string>& more) {
  std::vector<std::string> words{"batch", "--index", DemoIndex(), "--as-of", kAsOf,
                                 "--in",  in,        "--out",     out};
  words.insert(words.end(), more.begin(), more.end());
  return Lynceus(words);
}

// "decision:id", or "error:id", of each line.
std::vector<std::string> Outline(const std::string& path) {
  std::vector<std::string> outline;
  for (const auto& line : ReadJsonLines(path)) {
    outline.push_back((line.HasMember("error") ? "error" : Text(line, "decision")) + ":" +
                      Text(line, "id"));
  }
  return outline;
}

TEST(BatchTest, TheDemonstrationIsDecidedAsWritten) {
  const TempDir dir;
  const std::string in = SourcePath("deploy/demo/counterparties.csv");
  const Ran ran = Batch(in, dir / "out", {"--no-log", "--table"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const std::vector<std::string> wanted = {
      "BLOCK:c01",  "BLOCK:c02",  "REVIEW:c03", "REVIEW:c04", "BLOCK:c05",  "BLOCK:c06",
      "REVIEW:c07", "BLOCK:c08",  "REVIEW:c09", "BLOCK:c10",  "REVIEW:c11", "BLOCK:c12",
      "BLOCK:c13",  "REVIEW:c14", "CLEAR:c15",  "CLEAR:c16",  "CLEAR:c17"};
  EXPECT_EQ(Outline(dir / "out"), wanted);
  EXPECT_THAT(ran.out, HasSubstr("c17"));
  const auto lines = ReadJsonLines(dir / "out");
  EXPECT_EQ(KeysOf(lines[0]),
            "id line decision reasons priority priority_reason as_of snapshot rules preset scope "
            "asked_digest engine lists hits suppressed declared_ownership matches_total truncated "
            "record");
  EXPECT_EQ(lines[0]["line"].GetInt(), 2);
}

TEST(BatchTest, ABadRowIsAnErrorLineAtItsPlace) {
  const TempDir dir;
  const std::string in = dir.Write("in.csv",
                                   "id,name,schema,birth_date\n"
                                   "r1,Sovcombank,Company,\n"
                                   "r2,...,Company,\n"
                                   "r3,Dan Gertler,Person,23.12.73\n"
                                   "r4,Hokkaido Dairy Cooperative,Bicycle,\n"
                                   "r5,too,many,fields,here\n"
                                   "r6,,Company,\n"
                                   "r7,Hokkaido Dairy Cooperative,Company,\n");
  const Ran ran = Batch(in, dir / "out", {"--no-log"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(Outline(dir / "out"),
            (std::vector<std::string>{"BLOCK:r1", "error:r2", "error:r3", "error:r4", "error:r5",
                                      "error:r6", "CLEAR:r7"}));
  const auto lines = ReadJsonLines(dir / "out");
  EXPECT_EQ(KeysOf(lines[1]), "id line error");
  EXPECT_EQ(lines[2]["line"].GetInt(), 4);
  EXPECT_EQ(Text(lines[2]["error"], "subject"), "birthDate");
  EXPECT_THAT(ran.err, HasSubstr("5 errors"));
}

TEST(BatchTest, RemarksAreAColumnAndAreNotSplit) {
  const TempDir dir;
  const std::string in = dir.Write("in.csv",
                                   "id,name,payment_reference,address\n"
                                   "r1,Zebulon Quixworth,invoice 4; for Yalta,1 High Street\n"
                                   "r2,Zebulon Quixworth,invoice 5,1 High Street\n"
                                   "r3,Zebulon Quixworth,,Kerch\n");
  const Ran ran = Batch(in, dir / "out", {"--no-log"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Outline(dir / "out"), (std::vector<std::string>{"REVIEW:r1", "CLEAR:r2", "REVIEW:r3"}));
  const auto lines = ReadJsonLines(dir / "out");
  EXPECT_EQ(Text(lines[0]["flags"][0], "field"), "texts, value 1");
  EXPECT_EQ(Text(lines[2]["flags"][0], "field"), "addresses, value 1");
}

TEST(BatchTest, JsonLinesAreReadAsWell) {
  const TempDir dir;
  const std::string in = dir.Write(
      "in.jsonl", R"({"id":"j1","name":"Sovcombank","schema":"Company"})"
                  "\n\n"
                  R"({"id":"j2","full_name":["Dan Gertler"],"date_of_birth":"1973-12-23"})"
                  "\n{broken\n"
                  R"({"id":"j4","schema":"Person","properties":{"name":["Akira Tanaka"]}})"
                  "\n"
                  R"({"id":"j5","name":"A B","shoe":"44"})"
                  "\n\"j6\"\n");
  const Ran ran = Batch(in, dir / "out", {"--no-log"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(Outline(dir / "out"), (std::vector<std::string>{"BLOCK:j1", "BLOCK:j2", "error:",
                                                            "CLEAR:j4", "error:j5", "error:"}));
  EXPECT_EQ(ReadJsonLines(dir / "out")[1]["line"].GetInt(), 3);
}

TEST(BatchTest, UnknownColumnsAreRefusedUntilMapped) {
  const TempDir dir;
  const std::string in = dir.Write("in.csv", "key,Kundenname,branch\nk1,Sovcombank,Oita\n");
  const Ran refused = Batch(in, dir / "out", {"--no-log"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("key, Kundenname, branch"));
  EXPECT_THAT(refused.err, HasSubstr("--map"));
  const Ran mapped =
      Batch(in, dir / "out",
            {"--no-log", "--map", "key=id", "--map", "Kundenname=name", "--map", "branch="});
  EXPECT_EQ(mapped.code, 0) << mapped.err;
  EXPECT_EQ(Outline(dir / "out"), std::vector<std::string>{"BLOCK:k1"});
  const Ran absent = Batch(in, dir / "out2",
                           {"--no-log", "--map", "key=id", "--map", "Kundenname=name", "--map",
                            "branch=", "--map", "Passport=passportNumber"});
  EXPECT_NE(absent.code, 0) << "a mapped column that the file lacks was passed over";
}

TEST(BatchTest, OneJobAndEightGiveTheSameAnswers) {
  const TempDir dir;
  std::string rows = "id,name,schema\n";
  const std::vector<std::string> names = {"Sovcombank", "...", "Russia-Japan Investment Fund",
                                          "Hokkaido Dairy Cooperative", "Dan Gertler"};
  for (int i = 0; i < 700; ++i) {
    absl::StrAppend(&rows, "n", i, ",", names[static_cast<std::size_t>(i) % names.size()], ",\n");
  }
  const std::string in = dir.Write("in.csv", rows);
  ASSERT_EQ(Lynceus({"log", "init", dir / "log"}).code, 0);
  EXPECT_EQ(Batch(in, dir / "one", {"--no-log", "--jobs", "1"}).code, 1);
  EXPECT_EQ(Batch(in, dir / "eight", {"--no-log", "--jobs", "8"}).code, 1);
  EXPECT_EQ(*ReadFile(dir / "one"), *ReadFile(dir / "eight"));
  EXPECT_EQ(Outline(dir / "one").size(), 700u);
  // With a log the records alone differ, and every answer has its own.
  EXPECT_EQ(Batch(in, dir / "logged", {"--log", dir / "log", "--jobs", "8"}).code, 1);
  EXPECT_EQ(Outline(dir / "logged"), Outline(dir / "one"));
  std::set<std::int64_t> records;
  for (const auto& line : ReadJsonLines(dir / "logged")) {
    if (line.HasMember("record")) records.insert(line["record"]["index"].GetInt64());
  }
  EXPECT_EQ(records.size(), 560u);
  const Ran verified = Lynceus({"log", "verify", dir / "log"});
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("560 records"));
}

TEST(BatchTest, AFileThatBreaksOffKeepsTheAnswersBeforeIt) {
  const TempDir dir;
  const std::string in = dir.Write("in.csv", "id,name\nr1,Sovcombank\nr2,\"never closed\nr3,X\n");
  const Ran ran = Batch(in, dir / "out", {"--no-log"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("line 3"));
  EXPECT_EQ(Outline(dir / "out"), std::vector<std::string>{"BLOCK:r1"});
}

TEST(BatchTest, TheOutputNeverReplacesTheInput) {
  const TempDir dir;
  const std::string text = "id,name\nr1,Sovcombank\n";
  const std::string in = dir.Write("in.csv", text);
  const Ran ran = Batch(in, in, {"--no-log"});
  EXPECT_NE(ran.code, 0);
  EXPECT_EQ(*ReadFile(in), text);
}

TEST(BatchTest, TheNumberOfJobsIsBounded) {
  const TempDir dir;
  const std::string in = dir.Write("in.csv", "id,name\nr1,Sovcombank\n");
  const Ran ran = Batch(in, dir / "out", {"--no-log", "--jobs", "100000000"});
  EXPECT_EQ(ran.code, 2) << ran.err;
}

TEST(BatchTest, AnEmptyFileIsAnError) {
  const TempDir dir;
  EXPECT_EQ(Batch(dir.Write("in.csv", ""), dir / "out", {"--no-log"}).code, 1);
  EXPECT_EQ(Batch(dir.path(), dir / "out", {"--no-log"}).code, 1) << "a directory";
}

}  // namespace
}  // namespace lynceus::e2e
