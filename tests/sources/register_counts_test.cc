// Real register files against counts made by a script that shares nothing with the loaders
// (independent_counts_registers.py). Skipped where the files or Python are not there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "lib/base/file.h"
#include "tests/sources/registry_text.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

Counts CountsOf(const std::string& kind, const std::string& path) {
  const std::string script =
      JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "tests/sources/independent_counts_registers.py");
  FILE* const pipe = ::popen(("python3 '" + script + "' " + kind + " '" + path + "'").c_str(), "r");
  if (pipe == nullptr) return {};
  std::string output;
  char buffer[4'096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof buffer, pipe)) {
    output.append(buffer, size);
  }
  EXPECT_EQ(::pclose(pipe), 0) << path;
  Counts counts;
  std::istringstream lines(output);
  std::string name;
  for (std::uint64_t count = 0; lines >> name >> count;) {
    if (count != 0) counts[name] = count;
  }
  return counts;
}

bool HasPython() {
  return std::getenv("LYNCEUS_SOURCE_DIR") != nullptr &&
         std::system("python3 -c pass >/dev/null 2>&1") == 0;
}

std::uint64_t NumbersOf(const Entity& entity) {
  return static_cast<std::uint64_t>(
      std::ranges::count(entity.identifiers, "registrationNumber", &Identifier::type));
}

Counts Tally(const Loaded& loaded, bool has_names) {
  Counts counts = {{"records", loaded.report.records_read},
                   {"parties", loaded.sink.entities.size()},
                   {"interests", loaded.sink.interests.size()}};
  if (!has_names) return counts;
  for (const auto& [id, entity] : loaded.sink.entities) {
    for (const Name& name : entity.names) ++counts[std::string(NameKindName(name.kind))];
    counts["numbers"] += NumbersOf(entity);
    counts["addresses"] += entity.addresses.size();
    counts["founded"] += entity.founded_dates.size();
  }
  return counts;
}

Counts GleifCounts(const Loaded& loaded, const std::string& kind) {
  Counts counts = Tally(loaded, kind == "gleif-lei");
  for (const Interest& interest : loaded.sink.interests) {
    if (kind == "gleif-repex" && interest.owner_id.empty()) ++counts["unknown"];
    if (kind != "gleif-rr") continue;
    ++counts[interest.role];
    if (interest.start) ++counts["started"];
    if (interest.end) ++counts["ended"];
    EXPECT_TRUE(interest.share.unknown() || interest.kind == InterestKind::kOwnershipOther);
  }
  EXPECT_EQ(loaded.report.entities, loaded.sink.entities.size());
  EXPECT_EQ(loaded.report.interests, loaded.sink.interests.size());
  EXPECT_EQ(loaded.report.fragments_unparsed, loaded.sink.fragments.size());
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

// The names of the files of a directory that begin and end so.
std::vector<std::string> Files(const std::string& directory, const std::string& begin,
                               const std::string& end) {
  std::vector<std::string> found;
  const auto names = ListDirectory(directory);
  EXPECT_TRUE(names.ok()) << directory;
  if (!names.ok()) return found;
  for (const std::string& name : *names) {
    if (name.starts_with(begin) && name.ends_with(end)) found.push_back(name);
  }
  return found;
}

TEST(RegisterCountsTest, GleifFilesHoldWhatAnIndependentCountFinds) {
  LYNCEUS_REQUIRE_TEST_DATA();
  if (!HasPython()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  const std::string directory =
      JoinPath(*support::TestDataDir(), "registries/gleif/bodspipelines-golden-copy");
  std::size_t files = 0;
  for (const auto& [prefix, kind] : {std::pair<std::string, std::string>{"lei", "gleif-lei"},
                                     {"rr", "gleif-rr"},
                                     {"repex", "gleif-repex"}}) {
    for (const std::string& name : Files(directory, prefix, ".xml")) {
      const std::string path = JoinPath(directory, name);
      const auto content = ReadFile(path);
      ASSERT_TRUE(content.ok()) << name;
      const Loaded loaded(*content);
      ASSERT_EQ(loaded.error, "") << name;
      EXPECT_EQ(loaded.kind, kind + "-xml");
      EXPECT_EQ(GleifCounts(loaded, kind), CountsOf(kind, path)) << name << loaded.Problems();
      EXPECT_EQ(loaded.report.fragments_unparsed, 0u) << name;
      ++files;
    }
  }
  EXPECT_EQ(files, 9u);
}

Counts PscCounts(const Loaded& loaded) {
  Counts counts = Tally(loaded, false);
  for (const Interest& interest : loaded.sink.interests) {
    if (interest.owner_id.empty()) ++counts["unknown"];
    if (!interest.share.unknown()) ++counts["bands"];
    if (interest.end) ++counts["ended"];
  }
  for (const auto& [id, entity] : loaded.sink.entities) counts["born"] += entity.birth_dates.size();
  EXPECT_EQ(loaded.report.entities, loaded.sink.entities.size());
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

TEST(RegisterCountsTest, PscFilesHoldWhatAnIndependentCountFinds) {
  LYNCEUS_REQUIRE_TEST_DATA();
  if (!HasPython()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  std::size_t files = 0;
  for (const std::string part : {"bods-uk-psc-pipeline", "register-sources-psc"}) {
    const std::string directory = JoinPath(*support::TestDataDir(), "registries/uk-psc/" + part);
    for (const std::string& name : Files(directory, "psc", ".json")) {
      const std::string path = JoinPath(directory, name);
      const auto content = ReadFile(path);
      ASSERT_TRUE(content.ok()) << name;
      // A record over many lines is one only inside of an array.
      const Loaded loaded(content->starts_with("[") ? *content : "[" + *content + "]", "file",
                          "uk-psc-json");
      ASSERT_EQ(loaded.error, "") << name;
      EXPECT_EQ(PscCounts(loaded), CountsOf("uk-psc", path)) << name << "\n" << loaded.Problems();
      EXPECT_EQ(loaded.report.fragments_unparsed, 0u) << name;
      ++files;
    }
  }
  EXPECT_EQ(files, 29u);
}

// "SDN" of the list's word in Designation.list, as the file has it.
std::string CslWord(const std::string& list) {
  if (list == "CAPTA") return "list.CAP";
  if (list == "AECA") return "list.DTC";
  return "list." + (list.starts_with("NS-") ? list.substr(3) : list);
}

Counts TableCounts(const Loaded& loaded, const std::string& kind) {
  Counts counts = {{"records", loaded.report.records_read},
                   {"parties", loaded.sink.entities.size()},
                   {"designations", loaded.sink.designations.size()}};
  for (const auto& [id, entity] : loaded.sink.entities) {
    std::set<std::string> names;
    for (const Name& name : entity.names) names.insert(name.text);
    if (kind != "us-dpl") counts["names"] += names.size();
    counts["born"] += entity.birth_dates.size();
  }
  std::string row;  // designations of one row follow one another
  for (const Designation& one : loaded.sink.designations) {
    if (one.date) ++counts["dated"];
    if (one.end_date) ++counts["ended"];
    EXPECT_FALSE(one.programme.empty()) << one.entity_id;
    const std::string place = one.provenance.place;
    if (kind == "us-csl" && place != row) ++counts[CslWord(one.list)];
    row = place;
  }
  EXPECT_EQ(loaded.report.entities, loaded.sink.entities.size());
  EXPECT_EQ(loaded.report.designations, loaded.sink.designations.size());
  std::erase_if(counts, [](const auto& count) { return count.second == 0; });
  return counts;
}

TEST(RegisterCountsTest, UsTablesHoldWhatAnIndependentCountFinds) {
  LYNCEUS_REQUIRE_TEST_DATA();
  if (!HasPython()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  struct File {
    std::string kind;
    std::string name;
    std::uint64_t fragments_max;
  };
  for (const auto& [kind, name, fragments_max] :
       {File{"us-csl", "lists/us_csl/consolidated_2022-04-21.csv.gz", 150},
        File{"us-dpl", "lists/us_bis/dpl_2023-11.txt", 0},
        File{"us-mieu", "lists/us_bis/mieu.csv", 0}}) {
    const std::string path = JoinPath(*support::TestDataDir(), name);
    const auto content = ReadFile(path);
    ASSERT_TRUE(content.ok()) << name;
    const Loaded loaded(*content);
    ASSERT_EQ(loaded.error, "") << name;
    EXPECT_EQ(TableCounts(loaded, kind), CountsOf(kind, path)) << name;
    EXPECT_LE(loaded.report.fragments_unparsed, fragments_max) << name;
    if (std::getenv("LYNCEUS_SHOW_FRAGMENTS") == nullptr) continue;
    for (const UnparsedFragment& one : loaded.sink.fragments) std::puts(one.text.c_str());
    std::puts(loaded.Problems().c_str());
  }
}

}  // namespace
}  // namespace lynceus::sources
