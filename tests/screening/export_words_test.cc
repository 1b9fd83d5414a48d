// What the real Consolidated Screening List says of export licences, as flags say it, against an
// independent count (tests/sources/counts/count_export_words.py). Skipped without list or Python.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/strings.h"
#include "lib/rules/load.h"
#include "lib/screening/export_control.h"
#include "lib/sources/loader.h"
#include "tests/sources/python_script.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::screening {
namespace {

using support::IsOk;
using Counts = std::map<std::string, std::uint64_t>;

class CountingSink final : public sources::RecordSink {
 public:
  explicit CountingSink(const RuleSet& rules) : rules_(rules) {}
  absl::Status AddEntity(Entity entity) override {
    for (const Name& name : entity.names) {
      if (LowerAscii(name.text).find("huawei") != std::string::npos) huawei_.insert(entity.id);
    }
    return absl::OkStatus();
  }
  absl::Status AddDesignation(Designation designation) override {
    if (designation.authority != "US-BIS") return absl::OkStatus();
    EXPECT_EQ(rules_.ListFlag(designation.authority, designation.list), "export_control");
    const Flag flag = ExportFlag(designation, rules_);
    const ExportEntry& entry = flag.export_control->entries.front();
    ++counts_["entries"];
    for (const std::string& number : entry.footnotes) ++counts_["footnote " + number];
    ++counts_["review " + entry.review];
    ++counts_["scope " + (entry.scope.empty() ? "none" : entry.scope)];
    EXPECT_NE(flag.text.find(entry.policy), std::string::npos);
    EXPECT_NE(flag.text.find(entry.requirement), std::string::npos);
    footnotes_[designation.entity_id] = entry.footnotes;
    return absl::OkStatus();
  }
  absl::Status AddInterest(Interest) override { return absl::OkStatus(); }
  absl::Status AddFragment(UnparsedFragment) override { return absl::OkStatus(); }

  const Counts& counts() const { return counts_; }
  // Entries of parties that are called so, each of which has footnote 1 alone.
  int HuaweiEntries() const {
    int entries = 0;
    for (const auto& [id, footnotes] : footnotes_) {
      if (!huawei_.contains(id)) continue;
      ++entries;
      EXPECT_EQ(footnotes, std::vector<std::string>{"1"}) << id;
    }
    return entries;
  }

 private:
  const RuleSet& rules_;
  Counts counts_;
  std::set<std::string> huawei_;
  std::map<std::string, std::vector<std::string>> footnotes_;  // by entity
};

TEST(ExportWordsTest, OfTheScreeningListAreTheSameCountedAnotherWay) {
  LYNCEUS_REQUIRE_TEST_DATA();
  if (!sources::CanRunScripts()) GTEST_SKIP() << "no python3, or no LYNCEUS_SOURCE_DIR";
  const auto rules = rules::LoadRules(JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "rules"));
  ASSERT_THAT(rules, IsOk());
  const std::string path =
      JoinPath(*support::TestDataDir(), "lists/us_csl/consolidated_2022-04-21.csv.gz");
  const auto groups = sources::GroupFiles({{.path = path, .forced_kind = {}}});
  ASSERT_THAT(groups, IsOk());
  CountingSink sink(**rules);
  ASSERT_THAT(sources::LoadGroup(groups->front(), sink), IsOk());

  Counts counted;
  Counts huawei;
  const auto script = sources::RunScript("counts/count_export_words.py", "'" + path + "'");
  ASSERT_EQ(script.exit_status, 0);
  for (const std::string& line : SplitTrimmed(script.output, '\n')) {
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    Counts& to = line.starts_with("huawei") ? huawei : counted;
    to[line.substr(0, tab)] = std::stoull(line.substr(tab + 1));
  }
  EXPECT_EQ(sink.counts(), counted);
  std::uint64_t rows = 0;
  for (const auto& [source, count] : huawei) rows += count;
  EXPECT_EQ(rows, 142u) << "rows that name Huawei anywhere";
  EXPECT_EQ(sink.HuaweiEntries(), 136) << "of them entries of the list in their own names";
}

}  // namespace
}  // namespace lynceus::screening
