// The real lists, entity by entity, against counts made by a script that shares nothing with the
// loaders (independent_counts.py). Skipped where the lists or Python are not there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/sources/ofac_csv.h"
#include "lib/sources/ofac_sdn_xml.h"
#include "lib/sources/un_xml.h"
#include "tests/sources/memory_sink.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

std::string ListPath(const std::string& name) {
  return JoinPath(*support::TestDataDir(), "lists/" + name);
}

std::map<std::string, std::size_t> Tally(const Entity& entity) {
  std::map<std::string, std::size_t> tally = {{"born", entity.birth_dates.size()},
                                              {"founded", entity.founded_dates.size()},
                                              {"addresses", entity.addresses.size()},
                                              {"identifiers", entity.identifiers.size()}};
  for (const Name& name : entity.names) ++tally[std::string(NameKindName(name.kind))];
  for (const Identifier& identifier : entity.identifiers) {
    if (identifier.type == "passportNumber") ++tally["passports"];
    if (identifier.type == "publicKey") ++tally["wallets"];
    if (identifier.type == "imoNumber") ++tally["imo"];
    if (identifier.type == "mmsi") ++tally["mmsi"];
    if (identifier.type == "swiftBic") ++tally["bic"];
  }
  return tally;
}

std::string Dump(const MemorySink& sink) {
  std::map<std::string, std::size_t> designations;
  for (const Designation& designation : sink.designations) ++designations[designation.entity_id];
  std::string text;
  for (const auto& [id, entity] : sink.entities) {
    text += id + "\tdesignations=" + std::to_string(designations[id]);
    for (const auto& [column, number] : Tally(entity)) {
      text += " " + column + "=" + std::to_string(number);
    }
    text += "\n";
  }
  return text;
}

bool HasPython() { return std::system("python3 -c pass >/dev/null 2>&1") == 0; }

struct ProgramResult {
  int exit_status = -1;
  std::string output;
};

ProgramResult RunProgram(const std::string& command) {
  ProgramResult result;
  FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return result;
  char buffer[4'096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) {
    result.output.append(buffer, size);
  }
  result.exit_status = ::pclose(pipe);
  return result;
}

// Runs the script over a dump of `sink`; its table is printed.
void ExpectSameCounts(const MemorySink& sink, const std::string& form,
                      const std::vector<std::string>& files) {
  const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
  if (source == nullptr || !HasPython()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  const support::TempDir dir;
  const std::string dump = dir.Write("dump.tsv", Dump(sink));
  std::string command = "python3 '" + JoinPath(source, "tests/sources/independent_counts.py") +
                        "' " + dump + " " + form;
  for (const std::string& file : files) command += " '" + file + "'";
  const ProgramResult result = RunProgram(command);
  std::printf("%s", result.output.c_str());
  EXPECT_EQ(result.exit_status, 0) << result.output;
}

TEST(CountsTest, OfacTriple) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::vector<std::string> files = {ListPath("ofac/sdn_2023-12-28.csv"),
                                          ListPath("ofac/alt_2024-01.csv"),
                                          ListPath("ofac/add_2024-01.csv")};
  const FileGroup group{.kind = "ofac-sdn-csv",
                        .files = {{.path = files[0]}, {.path = files[1]}, {.path = files[2]}},
                        .kinds = {"ofac-sdn-csv", "ofac-alt-csv", "ofac-add-csv"}};
  MemorySink sink;
  const auto report = LoadOfacCsv(group, sink);
  ASSERT_THAT(report, support::IsOk());
  EXPECT_EQ(report->entities, 13'821u);
  EXPECT_EQ(sink.entities.size(), 13'821u);
  EXPECT_EQ(report->skipped_total, 0u);
  EXPECT_EQ(report->fragments_unparsed, sink.fragments.size());
  EXPECT_LE(report->fragments_unparsed, 150u) << "more remarks than before are not understood";
  ExpectSameCounts(sink, "ofac", files);
}

TEST(CountsTest, UnitedNations) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string file = ListPath("un/un_consolidated_2026-02-27.xml");
  const FileGroup group{.kind = "un-xml", .files = {{.path = file}}, .kinds = {"un-xml"}};
  MemorySink sink;
  const auto report = LoadUnXml(group, sink);
  ASSERT_THAT(report, support::IsOk());
  EXPECT_EQ(report->entities, 1'003u);
  EXPECT_EQ(sink.entities.size(), 1'003u);
  EXPECT_EQ(report->source.list_date, Date::FromCivil(2026, 2, 27));
  ExpectSameCounts(sink, "un", {file});
}

// Both of OFAC's forms are read by one table; on one list they must say nearly the same. The files
// are nine months apart, so totals may differ by a few percent.
TEST(CountsTest, OfacFormsAgreeOnTheOtherLists) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const FileGroup xml{.kind = "ofac-cons-xml",
                      .files = {{.path = ListPath("ofac/consolidated_2025-03-28.xml")}},
                      .kinds = {"ofac-cons-xml"}};
  const FileGroup csv{
      .kind = "ofac-cons-csv",
      .files = {{.path = ListPath("ofac/cons_prim_2025-12.csv")},
                {.path = ListPath("ofac/cons_alt_2025-12.csv")},
                {.path = ListPath("ofac/cons_add_2025-12.csv")},
                {.path = ListPath("ofac/cons_comments_2025-12.csv")}},
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
