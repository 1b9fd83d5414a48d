// The real lists of the European Union and the United Kingdom, party by party, against counts made
// by a script that shares nothing with the loaders (independent_counts_eu_uk.py). Skipped where the
// lists or Python are not there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "lib/base/file.h"
#include "lib/sources/format.h"
#include "tests/sources/memory_sink.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

struct Expected {
  const char* kind;
  const char* file;
  std::uint64_t records;
  std::uint64_t entities;  // those on the list; parties named in words come on top
  std::uint64_t designations;
  std::uint64_t fragments_max;
};

constexpr Expected kLists[] = {
    {"eu-xml", "eu/eu_fsf_1_1_sample_2026-08-05.xml", 5, 5, 5, 0},
    {"eu-xml", "eu/eu_fsf_1_1_circa_range_excerpt_2026-08-05.xml", 2, 2, 2, 0},
    {"eu-csv", "eu/EU_FSF_csv_v1_short_2018-07-04.csv", 999, 93, 93, 64},
    {"uk-xml", "uk/ukSL_xml_sample/sample_uk_sanctions_2026-09-10.xml", 5, 5, 5, 0},
    {"uk-conlist-csv", "uk/sanctionsconlist_2018-04-13.csv", 9'487, 2'106, 2'114, 12},
};

std::map<std::string, std::uint64_t> Tally(const Entity& entity) {
  std::map<std::string, std::uint64_t> tally = {{"born", entity.birth_dates.size()},
                                                {"addresses", entity.addresses.size()},
                                                {"identifiers", entity.identifiers.size()}};
  for (const Name& name : entity.names) {
    ++tally[std::string(NameKindName(name.kind))];
    if (name.kind != NameKind::kWeak) ++tally["strong"];
  }
  for (const Identifier& identifier : entity.identifiers) {
    if (identifier.type == "passportNumber") ++tally["passports"];
  }
  for (const CountryFact& fact : entity.countries) {
    if (fact.property == "citizenship") ++tally["citizenships"];
  }
  return tally;
}

// A line for each entity that is on the list.
std::string Dump(const MemorySink& sink) {
  std::map<std::string, std::map<std::string, std::uint64_t>> tallies;
  for (const Designation& designation : sink.designations) {
    auto& tally = tallies[designation.entity_id];
    ++tally["designations"];
    tally["measures"] += designation.measures.size();
  }
  for (const UnparsedFragment& fragment : sink.fragments) {
    const bool is_name = fragment.text.starts_with("name without its letters");
    if (is_name) ++tallies[fragment.entity_id]["lost"];
  }
  for (const Interest& interest : sink.interests) {
    const bool of_subject = tallies.contains(interest.subject_id);
    if (interest.kind == InterestKind::kLinked) continue;
    ++tallies[of_subject ? interest.subject_id : interest.owner_id]["related"];
  }
  std::string text;
  for (auto& [id, tally] : tallies) {
    tally.merge(Tally(sink.entities.at(id)));
    text += id + "\t";
    for (const auto& [column, number] : tally) text += column + "=" + std::to_string(number) + " ";
    text += "\n";
  }
  return text;
}

void ExpectSameCounts(const MemorySink& sink, const Expected& list, const std::string& path) {
  const char* const source = std::getenv("LYNCEUS_SOURCE_DIR");
  const bool has_python = std::system("python3 -c pass >/dev/null 2>&1") == 0;
  if (source == nullptr || !has_python) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  const support::TempDir dir;
  const std::string dump = dir.Write("dump.tsv", Dump(sink));
  const std::string output = dir / "output";
  const std::string command = "python3 '" +
                              JoinPath(source, "tests/sources/independent_counts_eu_uk.py") + "' " +
                              dump + " " + list.kind + " '" + path + "' >" + output;
  const int status = std::system(command.c_str());
  const auto said = ReadFile(output);
  ASSERT_THAT(said, support::IsOk());
  std::printf("%s\n%s", list.file, said->c_str());
  EXPECT_EQ(status, 0) << *said;
}

TEST(EuUkCountsTest, EqualIndependentOnes) {
  LYNCEUS_REQUIRE_TEST_DATA();
  for (const Expected& list : kLists) {
    const std::string path = JoinPath(*support::TestDataDir(), std::string("lists/") + list.file);
    const auto groups = GroupFiles({{.path = path, .forced_kind = {}}});
    ASSERT_THAT(groups, support::IsOk());
    EXPECT_EQ(groups->at(0).kind, list.kind);
    MemorySink sink;
    const auto report = LoadGroup(groups->at(0), sink);
    ASSERT_THAT(report, support::IsOk());
    EXPECT_EQ(report->records_read, list.records);
    EXPECT_EQ(report->designations, list.designations);
    EXPECT_EQ(report->entities, sink.entities.size());
    EXPECT_EQ(report->skipped_total, 0u);
    EXPECT_EQ(report->fragments_unparsed, sink.fragments.size());
    EXPECT_LE(report->fragments_unparsed, list.fragments_max) << "more is not understood";
    EXPECT_TRUE(report->source.list_date.has_value());
    const auto listed = std::ranges::count_if(
        sink.entities, [](const auto& entity) { return !entity.first.starts_with("uk:named-"); });
    EXPECT_EQ(static_cast<std::uint64_t>(listed), list.entities);
    ExpectSameCounts(sink, list, path);
  }
}

}  // namespace
}  // namespace lynceus::sources
