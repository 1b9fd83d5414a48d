// A bank's own table of variants: its form, with the exact words that are said of each mistake, and
// what it does to the analysis, in every script.
#include "lib/names/name_variants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "tests/names/packs.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::names {
namespace {

using ::testing::HasSubstr;

std::string ErrorOf(const std::string& content) {
  const auto lines = ParseNameVariants("v.txt", content);
  return lines.ok() ? "" : ErrorText(lines.status());
}

TEST(ParseNameVariantsTest, ReadsLinesAndNothingElse) {
  const auto lines =
      ParseNameVariants("v.txt", "\xEF\xBB\xBF# ours\r\n\n  a b,\tç , Ж=>x1\r\n#end\nd, e => y");
  ASSERT_THAT(lines, support::IsOk());
  ASSERT_EQ(lines->size(), 2u);
  EXPECT_EQ((*lines)[0].line, 3u);
  EXPECT_EQ((*lines)[0].id, "x1");
  EXPECT_THAT((*lines)[0].forms, testing::ElementsAre("a b", "ç", "Ж"));
  EXPECT_EQ((*lines)[1].line, 5u);
}

TEST(ParseNameVariantsTest, EveryMistakeIsNamedWithItsLine) {
  const struct {
    const char* content;
    const char* error;
  } kCases[] = {
      {"a, b\n", "v.txt, line 1: there is no => and no id. Do: write form, form => id"},
      {"# c\na, b => 1 => 2\n", "v.txt, line 2: there are two =>. Do: keep one name a line"},
      {"a, , b => 1\n", "v.txt, line 1: a form is empty. Do: fill it, or take a comma out"},
      {"a, b, => 1\n", "v.txt, line 1: a form is empty"},
      {"=> 1\n", "v.txt, line 1: a form is empty"},
      {"a => 1\n", "v.txt, line 1: it has one form, which says nothing"},
      {"a, b =>\n", "v.txt, line 1: the id is empty"},
      {"a, b => 1 # note\n", "v.txt, line 1: the id is longer than 128 bytes, or holds a blank"},
      {"a, b => 1\nc, d => 1\n", "v.txt, line 2: the id 1 stands in line 1 too"},
      {"a, \xFF => 1\n", "v.txt, line 1: the line is not UTF-8. Do: save the file as UTF-8"},
      {"a, b\x01 => 1\n", "v.txt, line 1: the line holds a control character. Do: remove it"},
      {"", "v.txt: the table has no line"},
      {"# nothing\n\n", "v.txt: the table has no line"},
  };
  for (const auto& [content, error] : kCases) {
    EXPECT_THAT(ErrorOf(content), HasSubstr(error)) << content;
  }
}

// The packs of the project with a table beside them.
class VariantsTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::shared_ptr<const Analyzer>> Load(const std::string& table) {
    const std::string packs = dir_ / "names";
    std::filesystem::remove_all(packs);
    std::filesystem::copy(PackDirectory(), packs);
    std::ofstream(JoinPath(packs, kVariantsFile)) << table;
    if (!nicknames_.empty()) std::ofstream(JoinPath(packs, "nicknames.yaml")) << nicknames_;
    if (!spellings_.empty()) std::ofstream(JoinPath(packs, "spellings.yaml")) << spellings_;
    return Analyzer::Load(packs);
  }

  // The group that a token of each name shares with one of every other, or 0.
  static std::uint16_t CommonGroup(const Analyzer& analyzer, const std::vector<std::string>& names,
                                   Schema schema) {
    std::set<std::uint16_t> common;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto name = analyzer.Analyze(names[i], schema);
      EXPECT_THAT(name, support::IsOk());
      std::set<std::uint16_t> own;
      for (const Token& token : name->tokens) own.insert(token.groups.begin(), token.groups.end());
      own.erase(0);
      if (i == 0) common = own;
      std::erase_if(common, [&](std::uint16_t group) { return !own.contains(group); });
    }
    return common.empty() ? 0 : *common.begin();
  }

  const support::TempDir dir_;
  std::string nicknames_;  // in the place of the project's, where given
  std::string spellings_;
};

TEST_F(VariantsTest, FormsOfALineAreSpellingsOfOneNameInEveryScript) {
  const auto with = Load(
      "Zolfarm, Ksentor, Квантекс, زلفرم, 佐尔法姆, ゾルファーム, 졸팜, Κβάντεξ => z\n"
      "Abd al-Wakkas, Wakkasov, عبد الوقاص => w\n"
      "Blue Heron Tree, Bihatri => b\n");
  ASSERT_THAT(with, support::IsOk());
  const auto without = Analyzer::Load(PackDirectory());
  ASSERT_THAT(without, support::IsOk());
  const std::vector<std::vector<std::string>> kNames = {
      {"Zolfarm", "Ksentor", "Квантекс", "زلفرم", "佐尔法姆", "ゾルファーム", "졸팜", "Κβάντεξ"},
      {"Abd al-Wakkas", "Abd al Wakkas", "Wakkasov", "عبد الوقاص"},
      {"Blue Heron Tree", "Bihatri", "BLUE-HERON TREE"}};
  for (const auto& names : kNames) {
    for (const Schema schema : {Schema::kPerson, Schema::kCompany, Schema::kUnknown}) {
      EXPECT_NE(CommonGroup(**with, names, schema) & 0x8000, 0) << names[0];
      EXPECT_EQ(CommonGroup(**without, names, schema), 0) << names[0];
    }
  }
  // A word beside a form is no part of it, whatever its script.
  for (const char* name : {"Grey Квантекс", "Grey Zolfarm", "Серый Квантекс"}) {
    const auto analyzed = (*with)->Analyze(name, Schema::kCompany);
    ASSERT_THAT(analyzed, support::IsOk());
    EXPECT_EQ(analyzed->tokens.size(), 2u) << name;
  }
  EXPECT_NE((*with)->pack_digest(), (*without)->pack_digest());
}

TEST_F(VariantsTest, AFormWithAGroupOfThePacksBringsTheLineIntoIt) {
  const auto with = Load("Mohammed, Mkhmdx => m\n");
  ASSERT_THAT(with, support::IsOk());
  EXPECT_NE(CommonGroup(**with, {"Mohammed", "Mkhmdx", "Muhammad"}, Schema::kPerson), 0);
  const auto mohammed = (*with)->Analyze("Mohammed", Schema::kPerson);
  const auto own = (*with)->Analyze("Mkhmdx", Schema::kPerson);
  EXPECT_EQ(mohammed->tokens[0].weight, own->tokens[0].weight) << "as frequent as the name it is";
}

// A token holds two groups: a third is an error, and two groups of spellings become one.
TEST_F(VariantsTest, AThirdGroupIsAnErrorAndGroupsOfSpellingsAreJoined) {
  nicknames_ = "version: 1\ngroups:\n  - [zolfarm, zola]\n  - [zolfarm, farma]\n";
  const auto third = Load("# c\nKsentor, Zolfarm => z\n");
  ASSERT_FALSE(third.ok());
  EXPECT_THAT(ErrorText(third.status()),
              HasSubstr("variants.txt, line 2: form 2 is in two groups of the packs, which is as "
                        "many as a name has. Do: take it out of the line"));

  spellings_ = "version: 1\ngroups:\n  - [quarb, kwarb]\n  - [zola, tsola]\n";
  const auto joined = Load("Kwarb, Zola, Ksentor => z\n");
  ASSERT_THAT(joined, support::IsOk());
  EXPECT_NE(CommonGroup(**joined, {"Quarb", "Kwarb", "Zola", "Tsola", "Ksentor"}, Schema::kPerson),
            0);
  EXPECT_NE(CommonGroup(**joined, {"Zola", "Zolfarm"}, Schema::kPerson), 0) << "still a nickname";
  EXPECT_NE(CommonGroup(**joined, {"Ksentor", "Zolfarm"}, Schema::kPerson), 0)
      << "a nickname holds for every spelling of its name";
}

TEST_F(VariantsTest, WhatCannotCountIsNamed) {
  const struct {
    const char* table;
    const char* error;
  } kCases[] = {
      {"Zolfarm, ... => z\n", "line 1: form 2 cannot count: it has no letter"},
      {"Zolfarm, 44 => z\n", "line 1: form 2 cannot count: it is a number"},
      {"Zolfarm, GmbH => z\n", "line 1: form 2 cannot count: it is a legal form"},
      {"Zolfarm, Ksentor Ltd => z\n", "cannot count: it ends with a legal form (ltd)"},
      {"Zolfarm, Intl => z\n", "it is compared as the company word international"},
      {"Zolfarm, a b c d e f g h i => z\n", "it has more than 8 words"},
      {"Zolfárm, ZOLFARM => z\n", "line 1: its forms are one and the same as names are compared"},
      {"Zolfarm, Ksentor => z\n# c\nQuarb, KSENTOR => q\n",
       "line 3: form 2 stands in line 1 too, under another id"},
  };
  for (const auto& [table, error] : kCases) {
    const auto loaded = Load(table);
    ASSERT_FALSE(loaded.ok()) << table;
    EXPECT_EQ(loaded.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(ErrorText(loaded.status()), HasSubstr("variants.txt, line ")) << table;
    EXPECT_THAT(ErrorText(loaded.status()), HasSubstr(error)) << table;
  }
}

TEST_F(VariantsTest, TooManyGroupsAreALimitAndNotFewerNames) {
  std::string table;
  for (int i = 0; i < 33'000; ++i) {
    std::string word;
    for (int rest = i; word.size() < 5; rest /= 16) word += "bcdfghklmnprstvz"[rest % 16];
    table += "qa" + word + ", qe" + word + " => " + std::to_string(i) + "\n";
  }
  EXPECT_THAT(Load(table).status(), support::StatusIs(absl::StatusCode::kResourceExhausted));
}

}  // namespace
}  // namespace lynceus::names
