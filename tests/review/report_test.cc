// The report against counts made by hand of the same records, and a page that no name can break.
#include "lib/review/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/review/answer_reader.h"
#include "tests/review/recorded_world.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::testing::Contains;

using ::testing::HasSubstr;
using ::testing::Not;

Report Made(const RecordReader& log, const ReportPeriod& period = {}) {
  const auto report =
      MakeReport(log, period, {.holds = true, .text = "all holds", .size = 7, .root_hex = "ab12"},
                 1'793'000'000'000'000);
  EXPECT_THAT(report, IsOk());
  return report.value_or(Report{});
}

const ReportTable& TableOf(const Report& report, const std::string& key) {
  const auto found = std::ranges::find(report.tables, key, &ReportTable::key);
  EXPECT_NE(found, report.tables.end()) << key;
  return *found;
}

// The first cell of each row to the second.
std::map<std::string, std::string> Cells(const ReportTable& table) {
  std::map<std::string, std::string> cells;
  for (const auto& row : table.rows) cells[row[0]] = row[1];
  return cells;
}

TEST(ReportTest, CountsWhatTheRecordsSay) {
  MemoryRecords log = RecordQuestions(screening::DemoEngine(), 300, 41);
  std::uint64_t alerts = 0;
  std::uint64_t on_sdn = 0;
  std::uint64_t magnitsky = 0;
  for (const LogRecord& record : log.records) {
    if (record.leaf.decision != Decision::kClear) ++alerts;
    const auto core = ReadDecisionCore(record.body.answer_json);
    ASSERT_THAT(core, IsOk());
    on_sdn += std::ranges::any_of(core->hits, [](const Match& match) {
      return std::ranges::any_of(match.designations,
                                 [](const Designation& d) { return d.list == "SDN"; });
    });
    magnitsky += std::ranges::any_of(core->hits, [](const Match& match) {
      return std::ranges::any_of(match.flags,
                                 [](const Flag& flag) { return flag.type == "magnitsky_style"; });
    });
  }
  const Report report = Made(log);
  EXPECT_EQ(Cells(TableOf(report, "volumes")).at("screen"), "300");
  EXPECT_EQ(Cells(TableOf(report, "days")).at("all"), "300");
  EXPECT_EQ(Cells(TableOf(report, "hits_by_list")).at("US-OFAC SDN"), absl::StrCat(on_sdn));
  EXPECT_EQ(Cells(TableOf(report, "flags")).at("magnitsky_style"), absl::StrCat(magnitsky));
  EXPECT_EQ(Cells(TableOf(report, "dispositions")).at("unresolved"), absl::StrCat(alerts));
  EXPECT_EQ(Cells(TableOf(report, "lists")).at("UN-SC UNSC"), "2026-11-01");
  EXPECT_EQ(TableOf(report, "thresholds").rows.size(), 3u) << "three presets were asked by";
  EXPECT_EQ(TableOf(report, "snapshots").rows.size(), 1u);
  for (const ReportTable& table : report.tables) {
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.header.size()) << table.key;
  }
}

TEST(ReportTest, OperationsAreNamedOneByOneAndRatesRounded) {
  MemoryRecords log;
  for (int kind = 1; kind <= static_cast<int>(kLastRecordKind); ++kind) {
    LogRecord record{.index = log.size(), .state = BodyState::kSealed, .body = {}};
    record.leaf.kind = static_cast<RecordKind>(kind);
    record.leaf.caller = "service";
    if (record.leaf.kind == RecordKind::kExport) record.leaf.on_behalf_of = "ann";
    const bool follows = record.leaf.kind == RecordKind::kDisposition ||
                         record.leaf.kind == RecordKind::kSecondReview;
    if (!follows) log.records.push_back(record);
  }
  for (int i = 0; i < 2; ++i) {
    LogRecord screening{.index = log.size(), .state = BodyState::kSealed, .body = {}};
    screening.leaf.decision = Decision::kReview;
    log.records.push_back(screening);
  }
  const Report report = Made(log);
  std::vector<std::string> named;
  for (const auto& row : TableOf(report, "operations").rows) {
    named.push_back(row[2] + " by " + row[4]);
  }
  EXPECT_THAT(named, testing::ElementsAre("snapshot activation by service",
                                          "rule change by service", "list load by service",
                                          "configuration change by service", "export by ann",
                                          "key rotation by service", "legal hold by service"));
  EXPECT_EQ(TableOf(report, "days").rows.back().back(), "66.67 %");
}

TEST(ReportTest, DispositionsAreCountedByVerdictAndResolveTheirAlerts) {
  MemoryRecords log = RecordQuestions(screening::DemoEngine(), 60, 41);
  const auto first_of = [&](Decision decision) {
    const auto found = std::ranges::find_if(
        log.records, [&](const LogRecord& r) { return r.leaf.decision == decision; });
    EXPECT_NE(found, log.records.end());
    return found->index;
  };
  const std::uint64_t block = first_of(Decision::kBlock);
  const std::uint64_t review = first_of(Decision::kReview);
  const auto add = [&](RecordKind kind, std::uint64_t earlier, const char* id, const char* by) {
    LogRecord said{.index = log.size(), .state = BodyState::kOpened, .body = {}};
    said.leaf.kind = kind;
    said.leaf.unix_micros = log.records.back().leaf.unix_micros;
    said.leaf.earlier = earlier;
    said.leaf.request_id = id;
    said.leaf.on_behalf_of = by;
    log.records.push_back(said);
    return said.index;
  };
  const auto count = [&](const std::string& what) {
    return std::stoi(Cells(TableOf(Made(log), "dispositions")).at(what));
  };
  const int before = count("unresolved");
  const std::uint64_t judged =
      add(RecordKind::kDisposition, block, "judged:false_positive:proposed", "ann");
  EXPECT_EQ(count("unresolved"), before) << "a second person's word is awaited";
  EXPECT_EQ(count("of these proposed"), 1);
  EXPECT_THAT(TableOf(Made(log), "overrides").rows, testing::IsEmpty());
  const std::uint64_t second = add(RecordKind::kSecondReview, judged, "second:agrees", "bob");
  add(RecordKind::kDisposition, review, "judged:escalate:stands", "ann");
  EXPECT_EQ(count("unresolved"), before - 1);
  EXPECT_EQ(count("of these escalated"), 1);
  EXPECT_EQ(count("of these false_positive"), 1);
  const Report report = Made(log);
  using Row = std::vector<std::string>;
  EXPECT_THAT(TableOf(report, "verdicts").rows,
              testing::ElementsAre(Row{"escalate", "1", "0", "1", "0", "0", "0"},
                                   Row{"false_positive", "0", "1", "0", "1", "0", "0"}));
  ASSERT_EQ(TableOf(report, "overrides").rows.size(), 1u);
  EXPECT_EQ(TableOf(report, "overrides").rows[0][0], absl::StrCat(block));
  EXPECT_EQ(TableOf(report, "overrides").rows[0][2], absl::StrCat(judged));
  EXPECT_EQ(TableOf(report, "overrides").rows[0][3], absl::StrCat(second));
  const std::int64_t now = log.records[0].leaf.unix_micros + 3 * 86'400'000'000;
  const auto aged = MakeReport(log, {}, {}, now);
  ASSERT_THAT(aged, IsOk());
  const ReportTable& unresolved = TableOf(*aged, "unresolved");
  ASSERT_FALSE(unresolved.rows.empty());
  EXPECT_EQ(unresolved.rows[0].back(), "2") << "made within the first hour";
}

TEST(ReportTest, CountsThePeriodAloneAndSaysWhatItLacks) {
  MemoryRecords log = RecordQuestions(screening::DemoEngine(), 200, 43);
  const std::int64_t from = log.records[50].leaf.unix_micros;
  const std::int64_t until = log.records[150].leaf.unix_micros;
  const ReportPeriod period{.from_unix_micros = from, .until_unix_micros = until};
  EXPECT_EQ(Cells(TableOf(Made(log, period), "volumes")).at("screen"), "100");
  EXPECT_TRUE(Made(log).cautions.size() == 1) << "only the clock's";
  std::uint64_t matched = 0;
  for (LogRecord& record : log.records) {
    if (record.leaf.hits + record.leaf.suppressed == 0) continue;
    record.state = BodyState::kErased;
    record.body = {};
    ++matched;
  }
  EXPECT_THAT(Made(log).cautions,
              Contains(HasSubstr(absl::StrCat(matched, " screenings with matches are erased"))));
}

TEST(ReportTest, ThePageEscapesAndSaysWhetherTheLogHolds) {
  MemoryRecords log = RecordQuestions(screening::DemoEngine(), 20, 47);
  log.records[0].leaf.caller = "<script>alert(1)</script>";
  log.records[1].leaf.caller = "=cmd|'/C calc'!A1";
  Report report = Made(log);
  const std::string page = ReportHtml(report);
  EXPECT_THAT(page, HasSubstr("Integrity: the log holds."));
  EXPECT_THAT(page, HasSubstr("ab12"));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("http"))) << "nothing comes from elsewhere";
  EXPECT_THAT(TableCsv(TableOf(report, "callers")), HasSubstr("\"'=cmd|'/C calc'!A1\""));
  report.integrity.holds = false;
  EXPECT_THAT(ReportHtml(report), HasSubstr("THE LOG DOES NOT HOLD"));
}

TEST(ReportTest, CsvCellsAreNoFormulas) {
  const ReportTable table{.key = "k",
                          .title = "t",
                          .note = "",
                          .header = {"=a", "b"},
                          .rows = {{"+1", "-1"}, {"@x", "\tx"}, {"\rx", "plain"}}};
  EXPECT_EQ(TableCsv(table),
            "\"'=a\",\"b\"\r\n\"'+1\",\"'-1\"\r\n\"'@x\",\"'\tx\"\r\n\"'\rx\",\"plain\"\r\n");
}

}  // namespace
}  // namespace lynceus::review
