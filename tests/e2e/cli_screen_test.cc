// `lynceus screen` and `compare`: shapes of the answer, errors that are never CLEAR, the log asked
// for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "lib/base/file.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> ScreenWords(const std::vector<std::string>& more) {
  std::vector<std::string> words{"screen",  "--index", DemoIndex(), "--no-log",
                                 "--as-of", kAsOf,     "--format",  "json"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(ScreenTest, TheAnswerHasTheDocumentedShape) {
  const Ran ran = Lynceus(ScreenWords({"--name", "Sovcombank", "--schema", "Company"}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto answer = ParseJson(ran.out);
  EXPECT_EQ(
      KeysOf(answer),
      "decision reasons priority priority_reason as_of snapshot rules preset scope asked_digest "
      "engine lists hits suppressed declared_ownership matches_total truncated record");
  EXPECT_EQ(Text(answer, "decision"), "BLOCK");
  EXPECT_EQ(Text(answer, "as_of"), kAsOf);
  EXPECT_TRUE(answer["record"].IsNull());
  ASSERT_GT(answer["lists"].Size(), 0u);
  EXPECT_TRUE(answer["lists"][0].HasMember("name") && answer["lists"][0].HasMember("date"));
  ASSERT_GT(answer["hits"].Size(), 0u);
  const auto& hit = answer["hits"][0];
  EXPECT_EQ(KeysOf(hit),
            "entity_id ids name matched_name asked_name schema score corroboration party_digest "
            "explanation designations ownership flags");
  EXPECT_EQ(Text(hit, "entity_id"), "ofac-sdn:34737");
  EXPECT_TRUE(hit["score"].IsNumber());
  EXPECT_TRUE(hit["explanation"].HasMember("children"));
  ASSERT_GT(hit["designations"].Size(), 0u);
  for (const char* key : {"authority", "list", "programme", "date"}) {
    EXPECT_TRUE(hit["designations"][0].HasMember(key)) << key;
  }
  ASSERT_GT(hit["ownership"].Size(), 0u);
  for (const char* key : {"regime", "verdict", "basis", "measure", "evidence"}) {
    EXPECT_TRUE(hit["ownership"][0].HasMember(key)) << key;
  }
  ASSERT_GT(hit["flags"].Size(), 0u);
  EXPECT_TRUE(hit["flags"][0].HasMember("type") && hit["flags"][0].HasMember("rests_on"));
}

TEST(ScreenTest, DecidesByTextToo) {
  const Ran ran = Lynceus(
      {"screen", "--index", DemoIndex(), "--no-log", "--as-of", kAsOf, "--name", "Совкомбанк"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("BLOCK"));
  EXPECT_THAT(ran.out, HasSubstr("SOVCOMBANK"));
}

TEST(ScreenTest, AnIdentifierAloneIsEnough) {
  const Ran ran = Lynceus(ScreenWords({"--id", "innCode:4401116480"}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto answer = ParseJson(ran.out);
  ASSERT_GT(answer["hits"].Size(), 0u);
  EXPECT_EQ(Text(answer["hits"][0], "entity_id"), "ofac-sdn:34737");
}

TEST(ScreenTest, WhatNamesAndTextsShowStandsOnTheAnswerItself) {
  const std::vector<std::string> asked = {"--name",    "Gazprombank Schweiz AG",
                                          "--country", "ch",
                                          "--text",    "freight to Kerch; IMO 9074729"};
  const Ran json = Lynceus(ScreenWords(asked));
  ASSERT_EQ(json.code, 0) << json.err;
  const auto answer = ParseJson(json.out);
  EXPECT_EQ(Text(answer, "decision"), "REVIEW");
  ASSERT_TRUE(answer.HasMember("flags"));
  ASSERT_EQ(answer["flags"].Size(), 3u);
  EXPECT_EQ(KeysOf(answer["flags"][0]), "type text detail rests_on evidence rule found sure field");
  EXPECT_EQ(Text(answer["flags"][0], "rule"), "gazprombank");
  EXPECT_EQ(Text(answer["flags"][1], "rule"), "crimea");
  EXPECT_EQ(Text(answer["flags"][1], "field"), "texts, value 1");
  EXPECT_EQ(Text(answer["flags"][2], "type"), "vessel_number");
  EXPECT_THAT(json.out, Not(HasSubstr("9074729")));

  std::vector<std::string> words = {"screen", "--index", DemoIndex(), "--no-log", "--as-of", kAsOf};
  words.insert(words.end(), asked.begin(), asked.end());
  const Ran text = Lynceus(words);
  EXPECT_THAT(text.out, HasSubstr("REVIEW  because: affiliate, sanctioned_place"));
  EXPECT_THAT(text.out, HasSubstr("flag affiliate (probable): of the group Gazprombank"));
}

TEST(ScreenTest, DeclaredOwnersAreScreenedAndJudged) {
  const struct {
    const char* owner;
    const char* verdict;
    const char* why;
  } kCases[] = {
      {"id:ofac-sdn:34737=60", "YES", "a certain owner with more than half"},
      {"id:ofac-sdn:34737=49.99", "NO", "a certain owner with less than half"},
      {"id:ofac-sdn:34737=(25..75]", "UNDETERMINED", "an open range around the half"},
      {"Sovcombank=60", "UNDETERMINED", "an owner by name alone is probable, never YES"},
  };
  for (const auto& test : kCases) {
    const Ran ran = Lynceus(ScreenWords(
        {"--name", "Quillfeather Widgets", "--schema", "Company", "--owner", test.owner}));
    ASSERT_EQ(ran.code, 0) << ran.err;
    const auto answer = ParseJson(ran.out);
    EXPECT_NE(Text(answer, "decision"), "CLEAR") << test.why;
    std::string verdict;
    for (const auto& each : answer["declared_ownership"].GetArray()) {
      if (Text(each, "regime") == "us-ofac") verdict = Text(each, "verdict");
    }
    EXPECT_EQ(verdict, test.verdict) << test.why;
  }
}

TEST(ScreenTest, ANameThatSaysNothingIsAnErrorNeverClear) {
  const struct {
    std::string name;
    const char* why;
  } kCases[] = {
      {"", "empty"},
      {"   ", "white space"},
      {"...---!?", "punctuation"},
      {"—·。", "punctuation beyond ASCII"},
      {"GmbH", "a legal form"},
      {"Limited Liability Company", "a legal form of several words"},
      {"株式会社", "a legal form in Japanese"},
      {std::string(10'000, 'a'), "one word of 10,000 characters"},
      {"\xc3\x28 Holding", "invalid UTF-8"},
      {"Sovcom\xff"
       "bank",
       "invalid UTF-8 inside"},
  };
  for (const auto& test : kCases) {
    const Ran ran = Lynceus(ScreenWords({"--name", test.name}));
    EXPECT_EQ(ran.code, 1) << test.why << ran.out;
    EXPECT_EQ(ran.out, "") << test.why;
    EXPECT_TRUE(ParseJson(ran.err).HasMember("error")) << test.why;
    // Nor is it passed over beside a good name.
    const Ran beside = Lynceus(ScreenWords({"--name", "Sovcombank", "--name", test.name}));
    EXPECT_TRUE(beside.code == 1 || beside.out.find("CLEAR") == std::string::npos) << test.why;
  }
  EXPECT_EQ(Lynceus(ScreenWords({})).code, 1) << "neither name nor identifier";
}

TEST(ScreenTest, WithoutLogOptionsItSaysWhereItRecords) {
  const TempDir dir;
  const std::vector<std::string> words{"screen", "--index", DemoIndex(), "--name", "Sovcombank"};
  const auto with_config = [&words](const std::string& config) {
    std::vector<std::string> more = words;
    more.insert(more.end(), {"--config", config});
    return Lynceus(more);
  };
  const Ran none = with_config(dir / "absent.yaml");
  EXPECT_EQ(none.code, 1);
  EXPECT_EQ(none.out, "");
  EXPECT_THAT(none.err, HasSubstr("no match log is configured"));
  EXPECT_THAT(none.err, HasSubstr("--no-log"));
  const Ran silent = with_config(dir.Write("silent.yaml", "listen: 127.0.0.1:0\n"));
  EXPECT_EQ(silent.code, 1);
  EXPECT_THAT(silent.err, HasSubstr("log.directory"));
  ASSERT_EQ(Lynceus({"log", "init", dir / "log"}).code, 0);
  const Ran configured =
      with_config(dir.Write("lynceus.yaml", "log: {directory: " + dir / "log" + "}\n"));
  EXPECT_EQ(configured.code, 0) << configured.err;
  EXPECT_THAT(configured.err, HasSubstr(dir / "log"));
  EXPECT_EQ(Lynceus({"log", "show", dir / "log", "0"}).code, 0);
}

TEST(ScreenTest, AnUnreachableServerIsAnError) {
  const Ran ran = Lynceus({"screen", "--server", "127.0.0.1:1", "--name", "Sovcombank"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  const Ran plain = Lynceus({"screen", "--server", "192.0.2.1:8443", "--name", "Sovcombank"});
  EXPECT_EQ(plain.code, 1);
  EXPECT_THAT(plain.err, HasSubstr("loopback"));
}

TEST(CompareTest, OnePairInBothForms) {
  const Ran text = Lynceus(
      {"compare", "--rules", RulesPath(), "--schema", "Person", "Dan Gertler", "GERTLER, Dan"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, Not(HasSubstr("no match")));
  const Ran json = Lynceus({"compare", "--rules", RulesPath(), "--format", "json", "--schema",
                            "Person", "Dan Gertler", "Akira Tanaka"});
  ASSERT_EQ(json.code, 0) << json.err;
  const auto scored = ParseJson(json.out);
  EXPECT_EQ(KeysOf(scored), "preset score match explanation");
  EXPECT_FALSE(scored["match"].GetBool());
}

TEST(CompareTest, FilesOfPairsAndEntities) {
  const TempDir dir;
  const std::string pairs =
      dir.Write("pairs.csv",
                "note,name1,name2,schema\nsame,Dan Gertler,\"GERTLER, Dan\",Person\n"
                "bad,...,Dan Gertler,Person\nother,Dan Gertler,Akira Tanaka,Person\n");
  const Ran ran =
      Lynceus({"compare", "--rules", RulesPath(), "--pairs", pairs, "--out", dir / "out.csv"});
  EXPECT_EQ(ran.code, 1) << "one pair cannot be compared";
  const std::string out = *ReadFile(dir / "out.csv");
  EXPECT_THAT(out, HasSubstr("\"note\",\"name1\",\"name2\",\"schema\",score,match\n"));
  EXPECT_THAT(out, ::testing::ContainsRegex("\"same\",[^\n]*,[01]\\.[0-9]{4},true\n"));
  EXPECT_THAT(out, ::testing::ContainsRegex("\"other\",[^\n]*,0\\.[0-9]{4},false\n"));
  EXPECT_THAT(out, HasSubstr(",error\n"));

  const std::string entities = dir.Write(
      "e.jsonl",
      R"({"schema":"Person","query":{"name":"Dan Gertler"},"result":{"name":"GERTLER, Dan"}})"
      "\n"
      R"({"left":{"schema":"Person","properties":{"name":["Dan Gertler"]}},)"
      R"("right":{"schema":"Person","properties":{"name":["Akira Tanaka"]}}})"
      "\n");
  const Ran both = Lynceus(
      {"compare", "--rules", RulesPath(), "--entities", entities, "--out", dir / "out.jsonl"});
  EXPECT_EQ(both.code, 0) << both.err;
  const auto lines = ReadJsonLines(dir / "out.jsonl");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(KeysOf(lines[0]), "schema query result score match");
  EXPECT_TRUE(lines[0]["match"].GetBool());
  EXPECT_FALSE(lines[1]["match"].GetBool());
}

TEST(CompareTest, TheOutputNeverReplacesTheInput) {
  const TempDir dir;
  const std::string pairs = dir.Write("p.csv", "schema,name1,name2\nPerson,A B,A B\n");
  const Ran ran = Lynceus({"compare", "--rules", RulesPath(), "--pairs", pairs, "--out", pairs});
  EXPECT_NE(ran.code, 0);
  EXPECT_EQ(*ReadFile(pairs), "schema,name1,name2\nPerson,A B,A B\n");
}

// Facts weigh as evidence and never filter: the exact name comes back whatever else is wrong.
TEST(RealListsTest, TenNamesWithEverySecondaryFactWrongStillHit) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const TempDir dir;
  const std::string lists = *support::TestDataDir() + "/lists/";
  BuildIndex(dir / "s", {lists + "ofac/sdn_2024-05-03.csv", lists + "ofac/alt_2024-01.csv",
                         lists + "ofac/add_2024-01.csv"});
  const struct {
    const char* name;
    const char* schema;
  } kCases[] = {{"Dan GERTLER", "Person"},
                {"Vladimir Vladimirovich PUTIN", "Person"},
                {"Igor Ivanovich SECHIN", "Person"},
                {"Bashar AL-ASSAD", "Person"},
                {"Ramzan Akhmatovich KADYROV", "Person"},
                {"RUSSIAN DIRECT INVESTMENT FUND", "Company"},
                {"PUBLIC JOINT STOCK COMPANY SBERBANK OF RUSSIA", "Company"},
                {"KOREA KWANGSON BANKING CORPORATION", "Company"},
                {"BANK MELLI IRAN", "Company"},
                {"NATIONAL IRANIAN OIL COMPANY", "Company"}};
  for (const auto& test : kCases) {
    std::vector<std::string> words{"screen",   "--index",   dir / "s",   "--no-log",
                                   "--as-of",  kAsOf,       "--name",    test.name,
                                   "--schema", test.schema, "--country", "uy",
                                   "--format", "json",      "--id",      "idNumber:00000001"};
    if (std::string(test.schema) == "Person") {
      words.insert(words.end(), {"--birth-date", "1907-02-03", "--gender", "female"});
    } else {
      words.insert(words.end(), {"--birth-date", "1807-02-03"});
    }
    const Ran ran = Lynceus(words);
    ASSERT_EQ(ran.code, 0) << test.name << ran.err;
    const auto answer = ParseJson(ran.out);
    EXPECT_NE(Text(answer, "decision"), "CLEAR") << test.name;
    std::set<std::string> found;
    for (const auto& hit : answer["hits"].GetArray()) found.insert(Text(hit, "entity_id"));
    const Ran bare = Lynceus({"screen", "--index", dir / "s", "--no-log", "--as-of", kAsOf,
                              "--name", test.name, "--schema", test.schema, "--format", "json"});
    const auto plain = ParseJson(bare.out);
    ASSERT_GT(plain["hits"].Size(), 0u) << test.name;
    EXPECT_TRUE(found.contains(Text(plain["hits"][0], "entity_id"))) << test.name;
  }
}

}  // namespace
}  // namespace lynceus::e2e
