// The strict YAML reader by itself: the tree, its lines, numbers, and hostile documents.
#include "lib/rules/yaml_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/status.h"

namespace lynceus::rules {
namespace {

std::vector<std::string> CausesOf(const Problems& problems) {
  std::vector<std::string> causes;
  for (const absl::Status& problem : problems.found()) causes.push_back(DetailOf(problem).cause);
  return causes;
}

TEST(ReadYamlTest, KeepsTextsOrderAndLines) {
  Problems problems;
  const auto root = ReadYaml("f", "# one\nb: 010\na:\n  - \"x: y\"\n  - {k: v}\nc: ~\n", problems);
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(root->kind, YamlNode::Kind::kMap);
  EXPECT_THAT(root->keys, testing::ElementsAre(testing::Pair("b", 2), testing::Pair("a", 3),
                                               testing::Pair("c", 6)));
  EXPECT_EQ(root->items[0].text, "010") << "no number is guessed";
  ASSERT_EQ(root->items[1].items.size(), 2u);
  EXPECT_EQ(root->items[1].items[0].text, "x: y");
  EXPECT_EQ(root->items[1].items[1].kind, YamlNode::Kind::kMap);
  EXPECT_EQ(root->items[1].items[1].line, 5);
  EXPECT_EQ(root->items[2].kind, YamlNode::Kind::kNull);
}

TEST(ReadYamlTest, RefusesAliasesAndTellsOfEach) {
  Problems problems;
  EXPECT_FALSE(ReadYaml("f", "a: &x 1\nb: *x\nc: *x\n", problems).has_value());
  EXPECT_THAT(CausesOf(problems),
              testing::ElementsAre("anchors are not allowed", "aliases are not allowed",
                                   "aliases are not allowed"));
}

TEST(ReadYamlTest, FindsRepeatedKeysAtEveryDepth) {
  for (const char* text :
       {"a: 1\na: 2\n", "a:\n  - {b: 1, b: 2}\n", "a: {b: {c: 1, \"c\": 2}}\n"}) {
    Problems problems;
    EXPECT_FALSE(ReadYaml("f", text, problems).has_value()) << text;
    EXPECT_THAT(CausesOf(problems), testing::ElementsAre(testing::EndsWith("is given twice")));
  }
}

// Deep nesting ends in an error, not in the end of the stack.
TEST(ReadYamlTest, RefusesDeepNesting) {
  for (const char* open : {"[", "{a: ", "- ", "? "}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += open;
    Problems problems;
    EXPECT_FALSE(ReadYaml("f", text, problems).has_value()) << open;
    EXPECT_FALSE(problems.found().empty()) << open;
  }
}

TEST(ReadYamlTest, NothingBehindTheDocumentIsDropped) {
  for (const char* text :
       {"a: 1\n---\nb: 2\n", "a: 1\n...\nb: 2\n", "a: 1\n--- x\n", "a: 1\n]\n", "a: 1\n\x04junk"}) {
    Problems problems;
    EXPECT_FALSE(ReadYaml("f", text, problems).has_value()) << text;
    EXPECT_FALSE(problems.found().empty()) << text;
  }
}

TEST(YamlMapTest, ScoresAreExact) {
  struct Case {
    const char* text;
    std::int32_t score;  // -1: refused
  };
  for (const Case& each : std::vector<Case>{{"0.7", 7'000},
                                            {"0.70", 7'000},
                                            {"0.7001", 7'001},
                                            {"1", 10'000},
                                            {"1.0000", 10'000},
                                            {"0.6", 6'000},
                                            {"0.5999", -1},
                                            {"1.0001", -1},
                                            {"0.70000", -1},
                                            {".7", -1},
                                            {"1.", -1},
                                            {".", -1},
                                            {"7e-1", -1},
                                            {"-0.7", -1},
                                            {"+0.7", -1},
                                            {"0,7", -1},
                                            {"0.7.0", -1},
                                            {"70%", -1},
                                            {"99999999999999999999", -1}}) {
    Problems problems;
    const auto root = ReadYaml("f", std::string("s: \"") + each.text + "\"\n", problems);
    ASSERT_TRUE(root.has_value()) << each.text;
    const std::int32_t score = YamlMap("f", *root, problems).Score("s", -1, 6'000);
    EXPECT_EQ(score, each.score) << each.text;
    EXPECT_EQ(problems.found().empty(), each.score >= 0) << each.text;
  }
}

TEST(YamlMapTest, FinishNamesWhatWasNotAskedFor) {
  Problems problems;
  const auto root = ReadYaml("f", "a: 1\nb: 2\nc: 3\n", problems);
  ASSERT_TRUE(root.has_value());
  YamlMap map("f", *root, problems);
  EXPECT_EQ(map.Text("b", true), "2");
  map.Finish();
  EXPECT_THAT(CausesOf(problems),
              testing::ElementsAre("a: there is no such key", "c: there is no such key"));
}

}  // namespace
}  // namespace lynceus::rules
