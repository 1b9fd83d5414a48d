// OFAC's real files in all their forms against one another: what one form says of a party, another
// says too. Skipped where the lists are not there. count_everything_test.cc counts what they hold.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/loader.h"
#include "lib/sources/ofac_csv.h"
#include "lib/sources/ofac_sdn_xml.h"
#include "tests/sources/memory_sink.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

struct Loaded {
  MemorySink sink;
  LoadReport report;
};

std::string ListPath(const std::string& name) {
  return JoinPath(*support::TestDataDir(), "lists/ofac/" + name);
}

void LoadFile(const std::string& path, Loaded& loaded) {
  const auto groups = GroupFiles({ParseInputFile(path)});
  ASSERT_THAT(groups, support::IsOk());
  ASSERT_EQ(groups->size(), 1u);
  const auto report = LoadGroup((*groups)[0], loaded.sink);
  ASSERT_THAT(report, support::IsOk());
  loaded.report = *report;
}

template <typename T>
std::set<T> Set(const std::vector<T>& values) {
  return {values.begin(), values.end()};
}

// What the plain form can say: Latin names without script, which is in both.
std::set<std::pair<std::string, NameKind>> LatinNames(const Entity& entity) {
  std::set<std::pair<std::string, NameKind>> names;
  for (const Name& name : entity.names) {
    if (name.script.empty() || name.script == "Latn") names.emplace(name.text, name.kind);
  }
  return names;
}

// The plain form's tickers have two spaces before the exchange ("600685  CN").
std::set<Identifier> WithOneSpace(std::vector<Identifier> identifiers) {
  for (Identifier& each : identifiers) each.value = OneLine(each.value);
  return Set(identifiers);
}

// Two forms of one list, eleven weeks apart, by two loaders: a party that is in both is the same.
// The publisher changed two of them in between (the country of a LEI and of an OKPO was taken off
// and put on); whatever else differs is a fault of a loader.
TEST(OfacFormsTest, EnhancedSaysWhatThePlainFormSays) {
  LYNCEUS_REQUIRE_TEST_DATA();
  Loaded rich;
  Loaded plain;
  ASSERT_NO_FATAL_FAILURE(LoadFile(ListPath("CONS_ENHANCED_2025-01-10.ZIP"), rich));
  ASSERT_NO_FATAL_FAILURE(LoadFile(ListPath("consolidated_2025-03-28.xml"), plain));
  std::map<std::string, std::set<std::string>> differences;
  std::size_t both = 0;
  for (const auto& [id, entity] : plain.sink.entities) {
    const auto other = rich.sink.entities.find(id);
    if (other == rich.sink.entities.end()) {
      differences["only plain"].insert(id);
      continue;
    }
    ++both;
    const auto note = [&](const char* what, bool same) {
      if (!same) differences[what].insert(id);
    };
    const Entity& with = other->second;
    note("schema", entity.schema == with.schema);
    note("caption", entity.caption() == with.caption());
    note("names", LatinNames(entity) == LatinNames(with));
    note("born", Set(entity.birth_dates) == Set(with.birth_dates));
    note("founded", Set(entity.founded_dates) == Set(with.founded_dates));
    note("identifiers", WithOneSpace(entity.identifiers) == WithOneSpace(with.identifiers));
    note("countries", Set(entity.countries) == Set(with.countries));
    std::set<std::string> programmes;
    std::set<std::string> rich_programmes;
    for (const Designation& each : plain.sink.DesignationsOf(id)) programmes.insert(each.programme);
    for (const Designation& each : rich.sink.DesignationsOf(id)) {
      rich_programmes.insert(each.programme);
    }
    note("programmes", programmes == rich_programmes);
  }
  for (const auto& [what, ids] : differences) {
    std::printf("%s differ in:", what.c_str());
    for (const std::string& id : ids) std::printf(" %s", id.c_str());
    std::printf("\n");
  }
  EXPECT_EQ(both, 443u);
  EXPECT_EQ(differences.size(), 1u);
  EXPECT_EQ(differences["identifiers"],
            (std::set<std::string>{"ofac-cons:17013", "ofac-cons:18784"}));
}

// Both of OFAC's forms are read by one table; on one list they must say nearly the same. The files
// are nine months apart, so totals may differ by a few percent.
TEST(OfacFormsTest, FormsAgreeOnTheOtherLists) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const FileGroup xml{.kind = "ofac-cons-xml",
                      .files = {{.path = ListPath("consolidated_2025-03-28.xml")}},
                      .kinds = {"ofac-cons-xml"}};
  const FileGroup csv{
      .kind = "ofac-cons-csv",
      .files = {{.path = ListPath("cons_prim_2025-12.csv")},
                {.path = ListPath("cons_alt_2025-12.csv")},
                {.path = ListPath("cons_add_2025-12.csv")},
                {.path = ListPath("cons_comments_2025-12.csv")}},
      .kinds = {"ofac-cons-csv", "ofac-alt-csv", "ofac-add-csv", "ofac-comments-csv"}};
  MemorySink from_xml;
  MemorySink from_csv;
  const auto xml_report = LoadOfacXml(xml, from_xml);
  const auto csv_report = LoadOfacCsv(csv, from_csv);
  ASSERT_THAT(xml_report, support::IsOk());
  ASSERT_THAT(csv_report, support::IsOk());
  EXPECT_EQ(xml_report->entities, 443u);
  EXPECT_EQ(csv_report->entities, 442u);
  EXPECT_EQ(xml_report->fragments_unparsed, 0u);
  EXPECT_EQ(csv_report->fragments_unparsed, 0u);
  std::size_t same = 0;
  std::size_t same_caption = 0;
  for (const auto& [id, entity] : from_csv.entities) {
    const auto other = from_xml.entities.find(id);
    if (other == from_xml.entities.end()) continue;
    EXPECT_EQ(entity.schema, other->second.schema) << id;
    if (entity.caption() == other->second.caption()) ++same_caption;
    std::vector<Identifier> left = entity.identifiers;
    std::vector<Identifier> right = other->second.identifiers;
    std::ranges::sort(left);
    std::ranges::sort(right);
    if (left == right) ++same;
  }
  EXPECT_GE(same_caption, 435u) << "records with one primary name in both forms";
  EXPECT_GE(same, 410u) << "records with equal identifiers in both forms";
}

}  // namespace
}  // namespace lynceus::sources
