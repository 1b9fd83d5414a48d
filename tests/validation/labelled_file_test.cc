// Every form of labelled file, told from its content, and what is said of damaged ones. All names
// are invented.

#include "lib/validation/labelled_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/status.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::validation {
namespace {

using support::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

LabelledFile Parsed(std::string text) {
  auto file = ParseLabelledFile("f", std::move(text));
  EXPECT_TRUE(file.ok()) << ErrorText(file.status());
  return file.ok() ? *std::move(file) : LabelledFile();
}

TEST(LabelledFileTest, ReadsNamePairs) {
  const LabelledFile file = Parsed(
      "case_group,schema,name1,name2,is_match,quality,category,notes,peer_logic_v2_score\n"
      "made,Person,Odd Vinterlykke,\"VINTERLYKKE, Odd\",true,STRONG,order,,0.9286\n"
      "# a remark\n"
      "made,Company,Taigaform LLC,Taigaform OOO,FALSE,WEAK,,,\n");
  EXPECT_EQ(file.kind, LabelledKind::kNamePairs);
  ASSERT_EQ(file.pairs.size(), 2u);
  const LabelledPair& first = file.pairs[0];
  EXPECT_EQ(first.place, "line 2");
  EXPECT_EQ(first.group, "made");
  EXPECT_EQ(first.tier, "STRONG");
  EXPECT_EQ(first.listed.names.front(), "VINTERLYKKE, Odd");
  EXPECT_EQ(first.peer_score, 9'286);
  EXPECT_TRUE(first.match);
  EXPECT_EQ(file.pairs[1].place, "line 4");
  EXPECT_FALSE(file.pairs[1].match);
  EXPECT_FALSE(file.pairs[1].peer_score.has_value());
  EXPECT_EQ(file.pairs[1].schema(), Schema::kCompany);
}

TEST(LabelledFileTest, ReadsEntityPairsAndJudgements) {
  const LabelledFile flat = Parsed(
      "{\"group\": \"made\", \"schema\": \"Person\", \"query\": {\"name\": \"Odd Vinterlykke\"}, "
      "\"result\": {\"name\": \"Ola Sommersorg\", \"birthDate\": \"1970\"}, \"match\": false}\n");
  EXPECT_EQ(flat.kind, LabelledKind::kEntityPairs);
  ASSERT_EQ(flat.pairs.size(), 1u);
  EXPECT_EQ(flat.pairs[0].schema(), Schema::kPerson);
  EXPECT_EQ(flat.pairs[0].listed.birth_dates.size(), 1u);
  const LabelledFile judged = Parsed(
      "{\"left\": {\"schema\": \"LegalEntity\", \"properties\": {\"name\": [\"Taigaform\"]}}, "
      "\"right\": {\"schema\": \"Organization\", \"properties\": {\"name\": [\"Taigaform LLC\"]}}, "
      "\"judgement\": \"positive\"}\n");
  EXPECT_EQ(judged.kind, LabelledKind::kJudgements);
  ASSERT_EQ(judged.pairs.size(), 1u);
  EXPECT_EQ(judged.pairs[0].schema(), Schema::kOrganization) << "the more exact side";
  EXPECT_TRUE(judged.pairs[0].match);
  const LabelledFile union_of = Parsed(
      "{\"left\": {\"schema\": \"Person\", \"properties\": {\"name\": [\"a\"], \"country\": "
      "[\"eu\", \"no\"]}}, \"right\": {\"schema\": \"Person\", \"properties\": {\"name\": "
      "[\"b\"]}}, \"judgement\": \"negative\"}\n");
  EXPECT_THAT(union_of.pairs.at(0).asked.countries, ElementsAre("no"))
      << "FtM's code for the Union is no country and no error";
}

TEST(LabelledFileTest, ReadsSearchScores) {
  const LabelledFile file =
      Parsed("query_name,result_name,ofac_score\nVinterlykke,\"VINTERLYKKE, Odd\",95\nx,y,-1\n");
  EXPECT_EQ(file.kind, LabelledKind::kSearchScores);
  ASSERT_EQ(file.pairs.size(), 2u);
  EXPECT_EQ(file.pairs[0].search_score, 95);
  EXPECT_TRUE(file.pairs[0].match);
  EXPECT_EQ(file.pairs[1].search_score, kNotShown);
  EXPECT_FALSE(file.pairs[1].match);
}

TEST(LabelledFileTest, ReadsSetsOfForms) {
  const LabelledFile sets = Parsed("arvid, арвид, arvid => Q1\n\nmizuki, ミズキ => Q2\n");
  EXPECT_EQ(sets.kind, LabelledKind::kNameSets);
  ASSERT_EQ(sets.sets.size(), 2u);
  EXPECT_EQ(sets.sets[0].id, "Q1");
  EXPECT_THAT(sets.sets[0].forms, ElementsAre("arvid", "арвид")) << "a form is kept once";
  const LabelledFile letters = Parsed("arvid\tа р в и д\t3\n");
  EXPECT_EQ(letters.kind, LabelledKind::kWordPairs);
  EXPECT_THAT(letters.sets.at(0).forms, ElementsAre("arvid", "арвид")) << "letters set apart";
  const LabelledFile words = Parsed("Odd Lykke\tОдд Люкке\n");
  EXPECT_THAT(words.sets.at(0).forms, ElementsAre("Odd Lykke", "Одд Люкке"));
  const LabelledFile pairs = Parsed("# Query,Expected Match\n\nАрвид,Arvid,0.80,made\n");
  EXPECT_EQ(pairs.kind, LabelledKind::kScriptPairs);
  EXPECT_THAT(pairs.sets.at(0).forms, ElementsAre("Арвид", "Arvid"));
}

TEST(LabelledFileTest, AFileThatDoesNotHoldItsFormIsAnError) {
  struct Case {
    const char* why;
    std::string text;
    const char* said;
  };
  for (const auto& [why, text, said] : {
           Case{"empty", "", "the file is empty"},
           {"blank", " \n\n", "the file is empty"},
           {"another table", "id,name\n1,Odd\n", "no labelled file"},
           {"a column is missing", "schema,name1,name2\nPerson,a,b\n", "no column is_match"},
           {"a column twice", "schema,name1,name2,is_match,name1\n", "stands twice"},
           {"a column is missing", "query_name,ofac_score\na,90\n", "no column result_name"},
           {"no rows", "schema,name1,name2,is_match\n", "no row follows"},
           {"not UTF-8", "schema,name1,name2,is_match\nPerson,\xFF\xFE,b,true\n", "line 2"},
           {"an open quote", "schema,name1,name2,is_match\nPerson,\"a,b,true\n", "line 2"},
           {"only a bad row", "{\"query\": {}, \"match\": true}\n", "line 1"},
       }) {
    EXPECT_THAT(ParseLabelledFile("f.csv", text),
                StatusIs(kInvalid, AllOf(HasSubstr("f.csv"), HasSubstr(said))))
        << why;
  }
  EXPECT_FALSE(ReadLabelledFile("/nowhere/f.csv").ok());
}

TEST(LabelledFileTest, ABadRowIsNamedAndTheOthersAreRead) {
  struct Case {
    const char* why;
    const char* head;  // a header, or a good row
    const char* row;
    const char* good;
    const char* said;
  };
  const char* const kPairs = "schema,name1,name2,is_match,peer_logic_v2_score\n";
  const char* const kPair = "Person,Odd Vinterlykke,Ola Sommersorg,false,\n";
  const char* const kEntity =
      "{\"schema\": \"Person\", \"query\": {\"name\": \"a\"}, \"result\": {\"name\": \"b\"}, "
      "\"match\": true}\n";
  for (const auto& [why, head, row, good, said] : {
           Case{"a label that is none", kPairs, "Person,a,b,maybe,\n", kPair, "neither true"},
           {"no label", kPairs, "Person,a,b,,\n", kPair, "neither true"},
           {"no schema", kPairs, "Bicycle,a,b,true,\n", kPair, "no schema"},
           {"a peer's score", kPairs, "Person,a,b,true,1.5\n", kPair, "not 0 to 1"},
           {"too many fields", kPairs, "Person,a,b,c,true,\n", kPair, "6 fields"},
           {"a score", "query_name,result_name,ofac_score\n", "a,b,101\n", "a,b,99\n", "-1 to 100"},
           {"no JSON", kEntity, "{\"schema\": \n", kEntity, "line 2"},
           {"no label", kEntity, "{\"query\": {\"name\": \"a\"}, \"match\": null}\n", kEntity,
            "neither true nor false"},
           {"not UTF-8", kEntity, "{\"query\": {\"name\": \"\xFF\"}}\n", kEntity, "not UTF-8"},
           {"no result", kEntity, "{\"query\": {\"name\": \"a\"}, \"match\": true}\n", kEntity,
            "query and result"},
           {"no arrow", "arvid, арвид => Q1\n", "arvid, арвид\n", "a, b => Q3\n", "no =>"},
           {"one form", "arvid, арвид => Q1\n", "arvid => Q2\n", "a, b => Q3\n", "fewer than two"},
           {"no tab", "arvid\tарвид\n", "arvid\n", "a\tb\n", "two words"},
           {"one name", "# Query,Expected Match\n", "Арвид\n", "Арвид,Arvid\n", "two names"},
       }) {
    const LabelledFile file = Parsed(std::string(head) + row + good);
    ASSERT_EQ(file.row_errors.size(), 1u) << why;
    EXPECT_THAT(ErrorText(file.row_errors[0]), AllOf(HasSubstr("f, line 2"), HasSubstr(said)))
        << why;
    EXPECT_GE(file.pairs.size() + file.sets.size(), 1u) << why;
  }
}

TEST(LabelledFileTest, ReadsFromDisk) {
  const support::TempDir dir;
  const std::string path = dir.Write("sets.txt", "arvid, арвид => Q1\n");
  const auto file = ReadLabelledFile(path);
  ASSERT_TRUE(file.ok()) << ErrorText(file.status());
  EXPECT_EQ(file->path, path);
  EXPECT_EQ(file->sets.size(), 1u);
}

}  // namespace
}  // namespace lynceus::validation
