// `lynceus eval` and `lynceus tune`: what they print, and that an error is never a silent figure.
// Names are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

constexpr const char* kPairs =
    "schema,name1,name2,is_match\n"
    "Person,Odd Vinterlykke,\"VINTERLYKKE, Odd\",true\n"
    "Person,Ola Sommersorg,Odd Vinterlykke,false\n";

TEST(EvalCommandTest, PrintsTextAndJsonOfSeveralFiles) {
  const TempDir dir;
  const std::string pairs = dir.Write("pairs.csv", kPairs);
  const std::string sets = dir.Write("sets.txt", "arvid, арвид => Q1\n");
  const Ran text = Lynceus({"eval", "--rules", RulesPath(), pairs, sets});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("name pairs, 2 read, 0 errors"));
  EXPECT_THAT(text.out, HasSubstr("Cyrillic to Latin"));
  const Ran json = Lynceus({"eval", "--rules", RulesPath(), "--format", "json", pairs, sets});
  EXPECT_EQ(json.code, 0) << json.err;
  const auto files = ParseJson(json.out);
  ASSERT_EQ(files["files"].Size(), 2u);
  EXPECT_EQ(files["files"][0]["parts"][0]["at_policy"]["right_hits"].GetInt(), 1);
  EXPECT_EQ(files["files"][1]["scripts"][0]["matched"]["hits"].GetInt(), 1);
}

TEST(EvalCommandTest, ARowThatCannotBeReadIsNamedAndFails) {
  const TempDir dir;
  const std::string pairs = dir.Write("pairs.csv", std::string(kPairs) + "Person,a,b,maybe\n");
  const Ran ran = Lynceus({"eval", "--rules", RulesPath(), pairs});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("line 4"));
  const Ran nothing = Lynceus({"eval", "--rules", RulesPath(), dir.Write("empty.csv", "")});
  EXPECT_EQ(nothing.code, 1);
  EXPECT_THAT(nothing.err, HasSubstr("the file is empty"));
}

TEST(TuneCommandTest, ReadsABookWithLabels) {
  const TempDir dir;
  const std::string csv = dir.Write("book.csv",
                                    "id,name,schema,right\n"
                                    "c1,Sovcombank,Company,ofac-sdn:34737\n"
                                    "c2,Hokkaido Dairy Cooperative,Company,none\n");
  const Ran ran = Lynceus({"tune", "--index", DemoIndex(), "--book", csv, "--label", "right"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("2 rows, 1 labelled with a party, 1 with none"));
  const std::string lines = dir.Write("book.jsonl",
                                      "{\"id\": \"c1\", \"name\": \"Sovcombank\", \"right\": "
                                      "\"ofac-sdn:34737\"}\n");
  const Ran json = Lynceus(
      {"tune", "--index", DemoIndex(), "--book", lines, "--label", "right", "--format", "json"});
  EXPECT_EQ(json.code, 0) << json.err;
  const auto report = ParseJson(json.out);
  EXPECT_EQ(report["alerts"].Size(), 1u);
  EXPECT_EQ(report["steps"][0]["recall"]["hits"].GetInt(), 1);
}

TEST(TuneCommandTest, WhatIsWrongWithABookIsSaid) {
  const TempDir dir;
  const std::string book = dir.Write("book.csv", "id,name\nc1,...\n");
  const Ran row = Lynceus({"tune", "--index", DemoIndex(), "--book", book});
  EXPECT_EQ(row.code, 1);
  EXPECT_THAT(row.out, HasSubstr("not screened: 1"));
  const Ran label = Lynceus({"tune", "--index", DemoIndex(), "--book", book, "--label", "nowhere"});
  EXPECT_EQ(label.code, 1);
  EXPECT_THAT(label.err, HasSubstr("there is no column nowhere"));
  const Ran range = Lynceus({"tune", "--index", DemoIndex(), "--book", book, "--from", "0.5"});
  EXPECT_EQ(range.code, 2);
}

}  // namespace
}  // namespace lynceus::e2e
