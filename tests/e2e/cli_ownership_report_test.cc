// `lynceus ownership report`: all parties that a regime reaches, as CSV and JSON Lines; what it
// says to wrong input; and the demonstration's snapshot against verdicts party by party.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "lib/base/file.h"
#include "lib/ownership/judge.h"
#include "lib/ownership/reach.h"
#include "lib/screening/engine.h"
#include "lib/sources/csv_reader.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;
using ::testing::StartsWith;

Ran Report(const std::string& index, const std::vector<std::string>& more) {
  std::vector<std::string> words{"ownership", "report", "--index", index};
  words.insert(words.end(), more.begin(), more.end());
  return Lynceus(words);
}

std::vector<std::vector<std::string>> ReadCsv(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  const auto bytes = MakeMemoryReader("the report", text);
  sources::CsvReader csv(*bytes);
  for (;;) {
    const auto row = csv.Next();
    EXPECT_THAT(row, IsOk());
    if (!row.ok() || *row == nullptr) return rows;
    rows.push_back((*row)->fields);
  }
}

TEST(OwnershipReportTest, BothFormsNameTheSameParties) {
  const TempDir dir;
  const std::vector<std::string> asked = {"--regime", "us-ofac", "--as-of", kAsOf};
  const Ran csv = Report(DemoIndex(), asked);
  ASSERT_EQ(csv.code, 0) << csv.err;
  EXPECT_THAT(csv.err, HasSubstr("us-ofac as of 2026-11-01: "));
  EXPECT_THAT(csv.err, HasSubstr("others NO"));
  EXPECT_THAT(csv.out, StartsWith("\"entity_id\",\"name\",\"regime\",\"as_of\",\"verdict\""));
  const auto rows = ReadCsv(csv.out);
  ASSERT_GT(rows.size(), 3u);

  std::vector<std::string> to_file = asked;
  to_file.insert(to_file.end(), {"--format", "jsonl", "--out", dir / "r.jsonl"});
  const Ran jsonl = Report(DemoIndex(), to_file);
  ASSERT_EQ(jsonl.code, 0) << jsonl.err;
  EXPECT_EQ(jsonl.out, "");
  const auto lines = ReadJsonLines(dir / "r.jsonl");
  ASSERT_EQ(lines.size() + 1, rows.size());
  std::map<std::string, std::string> verdicts;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(KeysOf(lines[i]), "entity_id name as_of ownership");
    EXPECT_EQ(Text(lines[i], "entity_id"), rows[i + 1][0]);
    EXPECT_EQ(Text(lines[i]["ownership"], "verdict"), rows[i + 1][4]);
    verdicts[rows[i + 1][0]] = rows[i + 1][4];
  }
  EXPECT_EQ(verdicts["demo:sakhalin1"], "UNDETERMINED");
  EXPECT_EQ(verdicts["demo:kasai"], "YES");
  EXPECT_EQ(Report(DemoIndex(), asked).out, csv.out) << "not the same twice";
}

TEST(OwnershipReportTest, AChainHasIdsNamesSharesAndSources) {
  const TempDir dir;
  BuildIndex(dir / "s",
             {dir.Write("l.csv",
                        "id,schema,name,authority,list,programme,listed_on\n"
                        "own:1,Company,Example Holding,US-OFAC,SDN,CASES,2020-01-01\n"),
              dir.Write("i.csv",
                        "owner_id,owner_name,subject_id,subject_name,subject_schema,"
                        "kind,share\n"
                        "own:1,Example Holding,x:a,=cmd|' /C calc'!A0,Company,shares,60\n"
                        "x:a,,x:b,\"Second, Example\",Company,shares,50\n"
                        "x:a,,x:c,Third Example,Company,shares,49\n")});
  const Ran ran = Report(dir / "s", {"--regime", "us-ofac", "--as-of", kAsOf});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto rows = ReadCsv(ran.out);
  ASSERT_EQ(rows.size(), 4u) << ran.out;
  std::map<std::string, std::vector<std::string>> by_id;
  for (const auto& row : rows) by_id[row[0]] = row;
  EXPECT_EQ(by_id["x:a"][1], "'=cmd|' /C calc'!A0") << "a name that a spreadsheet would run";
  const std::vector<std::string>& second = by_id["x:b"];
  EXPECT_EQ(second[1], "Second, Example");
  EXPECT_EQ(second[5], "owned");
  EXPECT_EQ(second[7], "50 %");
  EXPECT_THAT(second[10], HasSubstr("is listed: US-OFAC SDN CASES"));
  EXPECT_THAT(second[10], HasSubstr(" | =cmd|' /C calc'!A0 (x:a) -> Second, Example (x:b): "));
  EXPECT_THAT(second[10], HasSubstr("50 %"));
  EXPECT_FALSE(second[11].empty());
  EXPECT_FALSE(by_id.contains("x:c"));
}

TEST(OwnershipReportTest, WrongInput) {
  const struct {
    const char* why;
    std::vector<std::string> words;
    int code;
    const char* said;
  } rows[] = {
      {"no regime", {}, 2, "--regime"},
      {"a regime that there is not", {"--regime", "mars"}, 1, "there is no regime mars"},
      {"beneficial owners", {"--regime", "fatf-25"}, 1, "there is no regime fatf-25"},
      {"no such day", {"--regime", "uk", "--as-of", "2026-02-30"}, 2, "this is not a date"},
      {"no such form", {"--regime", "uk", "--format", "xml"}, 2, "xml"},
      {"its lists are not loaded", {"--regime", "jp"}, 1, "nothing was evaluated"},
      {"nowhere to write", {"--regime", "us-ofac", "--out", "/nowhere/r.csv"}, 1, "/nowhere/r.csv"},
  };
  for (const auto& row : rows) {
    const Ran ran = Report(DemoIndex(), row.words);
    EXPECT_EQ(ran.code, row.code) << row.why << ": " << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(row.said)) << row.why;
    EXPECT_EQ(ran.out, "") << row.why;
  }
  EXPECT_EQ(Report("/nowhere", {"--regime", "uk"}).code, 1);
}

TEST(OwnershipReportTest, TheDemonstrationAsVerdictsSayIt) {
  const auto engine = screening::OpenEngine({.snapshot_directory = DemoIndex()});
  ASSERT_THAT(engine, IsOk());
  const Date day = Date::ParseIso(kAsOf).value_or(Date());
  const auto graph = ownership::DayGraph::Load(*(*engine)->owners, day);
  ASSERT_THAT(graph, IsOk());
  std::size_t reached = 0;
  for (const Regime& regime : (*engine)->rules->regimes) {
    if (regime.kind != RegimeKind::kSanctions) continue;
    const auto reach = ownership::ReachOf(*graph, regime, (*engine)->lists);
    ASSERT_THAT(reach, IsOk());
    std::map<ownership::Node, Answer> answers;
    for (const ownership::Reach::Party& party : reach->parties) {
      answers[party.node] = party.answer;
    }
    reached += answers.size();
    for (ownership::Node node = 0; node < graph->nodes(); ++node) {
      const auto verdict =
          ownership::Judge(*(*engine)->owners, regime, (*engine)->lists, day, node);
      ASSERT_THAT(verdict, IsOk());
      const auto found = answers.find(node);
      ASSERT_EQ(found == answers.end() ? reach->others : found->second, verdict->answer)
          << regime.key << " node " << node;
    }
  }
  EXPECT_GT(reached, 10u);
}

}  // namespace
}  // namespace lynceus::e2e
