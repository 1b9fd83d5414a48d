// Real lists of national publishers and development banks, party by party, against a script that
// shares nothing with the loaders (independent_counts_national.py). Skipped where the lists or
// Python are not there.

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/sources/loader.h"
#include "tests/sources/memory_sink.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

// Keeps the parties in the order of their first record.
class OrderedSink final : public RecordSink {
 public:
  absl::Status AddEntity(Entity entity) override {
    if (!merged.entities.contains(entity.id)) order.push_back(entity.id);
    return merged.AddEntity(std::move(entity));
  }
  absl::Status AddDesignation(Designation designation) override {
    return merged.AddDesignation(std::move(designation));
  }
  absl::Status AddInterest(Interest interest) override {
    return merged.AddInterest(std::move(interest));
  }
  absl::Status AddFragment(UnparsedFragment fragment) override {
    return merged.AddFragment(std::move(fragment));
  }

  MemorySink merged;
  std::vector<std::string> order;
};

void Append(std::string& field, const std::string& text) {
  if (!field.empty()) field += '\x1F';
  for (const char c : text) field += c == '\t' || c == '\n' ? ' ' : c;
}

// A line a party, in the order of their first records.
std::string Dump(const OrderedSink& sink) {
  std::map<std::string, std::string> designations;
  std::map<std::string, std::string> fragments;
  for (const Designation& designation : sink.merged.designations) {
    Append(designations[designation.entity_id],
           designation.programme + "|" + (designation.date ? designation.date->ToString() : "") +
               "|" + (designation.end_date ? designation.end_date->ToString() : ""));
  }
  for (const UnparsedFragment& fragment : sink.merged.fragments) {
    Append(fragments[fragment.entity_id], fragment.text);
  }
  std::string dump;
  for (const std::string& id : sink.order) {
    const Entity& entity = sink.merged.entities.at(id);
    std::string names;
    std::string dates;
    for (const Name& name : entity.names) Append(names, name.text);
    for (const auto* list : {&entity.birth_dates, &entity.founded_dates}) {
      for (const PartialDate& date : *list) {
        Append(dates, std::to_string(date.first.year()) + ".." + std::to_string(date.last.year()));
      }
    }
    dump += id + "\t" + std::string(SchemaName(entity.schema)) + "\t" + names + "\t" + dates +
            "\t" + designations[id] + "\t" + fragments[id] + "\n";
  }
  return dump;
}

struct RealList {
  const char* form;
  const char* file;
  std::uint64_t records;
  std::uint64_t entities;
  std::uint64_t designations;
  std::uint64_t fragments_max;
};

class NationalCountsTest : public ::testing::TestWithParam<RealList> {};

TEST_P(NationalCountsTest, EveryPartyIsAsTheListSays) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
  if (source == nullptr || std::system("python3 -c pass >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  }
  const RealList& list = GetParam();
  const std::string path = JoinPath(*support::TestDataDir(), std::string("lists/") + list.file);
  const auto groups = GroupFiles({{.path = path, .forced_kind = {}}});
  ASSERT_THAT(groups, support::IsOk());
  OrderedSink sink;
  const auto report = LoadGroup((*groups)[0], sink);
  ASSERT_THAT(report, support::IsOk());
  EXPECT_EQ(report->records_read, list.records);
  EXPECT_EQ(report->entities, list.entities);
  EXPECT_EQ(sink.order.size(), list.entities);
  EXPECT_EQ(report->designations, list.designations);
  EXPECT_EQ(sink.merged.designations.size(), list.designations);
  EXPECT_EQ(report->skipped_total, 0);
  EXPECT_LE(report->fragments_unparsed, list.fragments_max);
  const support::TempDir dir;
  const std::string command =
      "python3 '" + JoinPath(source, "tests/sources/independent_counts_national.py") + "' " +
      dir.Write("dump.tsv", Dump(sink)) + " " + list.form + " '" + path + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

INSTANTIATE_TEST_SUITE_P(
    RealLists, NationalCountsTest,
    ::testing::Values(
        RealList{"au", "au/regulation8_consolidated_2025-02.xlsx", 9'554, 3'062, 3'063, 70},
        RealList{"ca", "ca/sema-lmes_2025-05.xml", 4'759, 4'759, 4'759, 1},
        RealList{"ch", "ch/seco_example_2024-01-17.xml", 3, 3, 3, 0},
        RealList{"ch", "ch/seco_whole-list_excerpt_2026-08-15.xml", 4, 4, 4, 3},
        RealList{"wb", "debarment/worldbank_ineligible_2025-02.xlsx", 1'285, 1'228, 1'228, 3},
        RealList{"iadb", "debarment/iadb_sanctioned_2025-02.xlsx", 1'081, 1'081, 1'081, 0},
        RealList{"ebrd", "debarment/ebrd_ineligible_2025-02.csv", 1'322, 1'320, 1'320, 0}));

}  // namespace
}  // namespace lynceus::sources
