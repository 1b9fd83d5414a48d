// Every list and registry file of the test data, loaded through the door and counted by a script
// that shares nothing with the loaders (count_everything.py): the same records, entities, names,
// designations, interests and identifiers, party by party. COUNTS.md has the table;
// LYNCEUS_UPDATE_GOLDEN=1 writes it again. Skipped where the files or Python are not there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/sources/loader.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/python_script.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

// Parts of paths whose files are no list or registry, or have a table of their own.
constexpr const char* kNotCounted[] = {
    "lists/ofac/sdn_advanced.xsd",  // the schema of a format
    // Goes on with remarks of a list of its day, which is not here.
    "lists/ofac/sdn_comments_2025-12.csv",
    "lists/ofac/sdn_csv_daily_",     // unpacked below, some days of it
    "registries/bods/",              // counted by registries_test.cc
    "registries/ftm/schema/",        // FollowTheMoney's own schema files
    "registries/gleif/api-v1-json",  // replies of an interface, not its files
    "registries/gleif/lei-rdf-samples",
    "registries/gleif/elf-codes",      // the code list of legal forms
    "registries/uk-psc/enumerations",  // the words of Companies House
    // Company tables in the forms of another program; of one its lines are broken anywhere.
    "registries/uk-psc/bods-uk-psc-pipeline/basic-company-data",
    "registries/uk-psc/bods-uk-psc-pipeline/company-data",
};
// GLEIF's XML files as another program made them JSON and BODS.
constexpr const char* kConverted[] = {"registries/gleif/bodspipelines-golden-copy/", ".json"};
// Single records over several lines, cut out of the publisher's file, which has one a line.
constexpr const char* kPrettyPsc = "registries/uk-psc/register-sources-psc/";

bool IsCounted(const std::string& name) {
  if (name.starts_with(kConverted[0]) && name.ends_with(kConverted[1])) return false;
  return std::ranges::none_of(kNotCounted,
                              [&name](const char* other) { return name.starts_with(other); });
}

// Files that are loaded together. Every other file is loaded by itself.
struct Together {
  const char* label;
  std::vector<std::string> files;
};

const std::vector<Together>& Groups() {
  static const auto& groups = *new std::vector<Together>{
      {"lists/ofac/sdn_2023-12-28.csv with alt_2024-01.csv, add_2024-01.csv",
       {"lists/ofac/sdn_2023-12-28.csv", "lists/ofac/alt_2024-01.csv",
        "lists/ofac/add_2024-01.csv"}},
      {"lists/ofac/cons_prim_2025-12.csv with cons_alt, cons_add, cons_comments",
       {"lists/ofac/cons_prim_2025-12.csv", "lists/ofac/cons_alt_2025-12.csv",
        "lists/ofac/cons_add_2025-12.csv", "lists/ofac/cons_comments_2025-12.csv"}},
      {"lists/opensanctions/delta/t1/entities.ftm.json with t1's delta",
       {"lists/opensanctions/delta/t1/entities.ftm.json",
        "lists/opensanctions/delta/t1/20240527134702-zbn/entities.delta.json",
        "lists/opensanctions/delta/t1/delta.json"}},
      {"lists/opensanctions/delta/t1/entities.ftm.json with t2's five deltas",
       {"lists/opensanctions/delta/t1/entities.ftm.json",
        "lists/opensanctions/delta/t2/20240527134702-zbn/entities.delta.json",
        "lists/opensanctions/delta/t2/20240527194702-wnk/entities.delta.json",
        "lists/opensanctions/delta/t2/20240528014702-pfh/entities.delta.json",
        "lists/opensanctions/delta/t2/20240528074703-npf/entities.delta.json",
        "lists/opensanctions/delta/t2/20240528134729-3iv/entities.delta.json",
        "lists/opensanctions/delta/t2/delta.json"}},
  };
  return groups;
}

struct Unit {
  std::string label;
  std::vector<std::string> paths;
};

std::vector<Unit> UnitsOf(const std::string& data) {
  std::vector<Unit> units;
  std::set<std::string> together;
  for (const Together& group : Groups()) {
    Unit& unit = units.emplace_back(Unit{group.label, {}});
    for (const std::string& file : group.files) {
      unit.paths.push_back(JoinPath(data, file));
      together.insert(file);
    }
  }
  for (const char* const part : {"lists", "registries"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(JoinPath(data, part))) {
      const std::string path = entry.path().string();
      const std::string name = path.substr(data.size() + 1);
      if (!entry.is_regular_file() || !IsCounted(name) || together.contains(name)) continue;
      units.push_back({name, {path}});
    }
  }
  return units;
}

// Some days of OFAC's archive of daily files, the first and the last of them among these.
void AddDays(const std::string& data, const support::TempDir& dir, std::vector<Unit>& units) {
  constexpr std::size_t kStep = 61;
  const std::string archive =
      JoinPath(data, "lists/ofac/sdn_csv_daily_2021-08-18_2024-05-03.tar.zst");
  const ScriptResult unpacked =
      RunCommand("tar --zstd -xf '" + archive + "' -C '" + dir.path() + "' 2>&1");
  ASSERT_EQ(unpacked.exit_status, 0) << unpacked.output;
  const auto names = ListDirectory(dir.path());
  ASSERT_THAT(names, support::IsOk());
  ASSERT_EQ(names->size(), 308u);
  for (std::size_t i = 0; i < names->size(); ++i) {
    if (i % kStep != 0 && i + 1 != names->size()) continue;
    units.push_back({"lists/ofac/sdn_csv_daily/" + (*names)[i], {dir / (*names)[i]}});
  }
}

// Keeps the parties in the order of their first records too: some files tell them by nothing else.
class OrderedSink final : public RecordSink {
 public:
  absl::Status AddEntity(Entity entity) override {
    if (!kept.entities.contains(entity.id)) order.push_back(entity.id);
    return kept.AddEntity(std::move(entity));
  }
  absl::Status AddDesignation(Designation designation) override {
    return kept.AddDesignation(std::move(designation));
  }
  absl::Status AddInterest(Interest interest) override {
    return kept.AddInterest(std::move(interest));
  }
  absl::Status AddFragment(UnparsedFragment fragment) override {
    return kept.AddFragment(std::move(fragment));
  }

  MemorySink kept;
  std::vector<std::string> order;
};

void Write(JsonWriter& json, std::initializer_list<std::string_view> texts) {
  json.BeginArray();
  for (const std::string_view text : texts) json.String(text);
  json.EndArray();
}

std::string Text(const std::optional<Date>& date) { return date ? date->ToString() : ""; }

void WriteDates(JsonWriter& json, std::string_view key, const std::vector<PartialDate>& dates) {
  json.Key(key).BeginArray();
  for (const PartialDate& date : dates) {
    Write(json, {date.first.ToString(), date.last.ToString(), date.circa ? "circa" : ""});
  }
  json.EndArray();
}

std::string Line(const Entity& entity) {
  JsonWriter json;
  json.BeginObject().Member("id", entity.id).Key("names").BeginArray();
  for (const Name& name : entity.names) {
    Write(json, {NameKindName(name.kind), name.script, name.text});
  }
  json.EndArray().Key("identifiers").BeginArray();
  for (const Identifier& one : entity.identifiers) {
    Write(json, {one.type, one.value, one.country});
  }
  json.EndArray().Key("countries").BeginArray();
  for (const CountryFact& one : entity.countries) Write(json, {one.property, one.code});
  json.EndArray();
  WriteDates(json, "born", entity.birth_dates);
  WriteDates(json, "founded", entity.founded_dates);
  json.Key("addresses").Int(static_cast<std::int64_t>(entity.addresses.size())).EndObject();
  return json.Take() + "\n";
}

std::string Line(const Designation& one) {
  JsonWriter json;
  json.BeginObject().Member("designation_of", one.entity_id).Member("list", one.list);
  json.Member("authority", one.authority).Member("programme", one.programme);
  json.Member("from", Text(one.date)).Member("end", Text(one.end_date));
  json.Member("place", one.provenance.place).Key("measures").BeginArray();
  for (const std::string& measure : one.measures) json.String(measure);
  json.EndArray().EndObject();
  return json.Take() + "\n";
}

std::string Line(const Interest& one) {
  JsonWriter json;
  json.BeginObject().Member("subject", one.subject_id).Member("owner", one.owner_id);
  json.Member("kind", InterestKindName(one.kind)).Member("role", one.role);
  json.Member("from", Text(one.start)).Member("end", Text(one.end));
  json.Member("share", one.share.ToCanonical()).Key("exact").Bool(one.share.exact());
  json.EndObject();
  return json.Take() + "\n";
}

std::string Line(const UnparsedFragment& one) {
  JsonWriter json;
  json.BeginObject().Member("fragment_of", one.entity_id).Member("text", one.text).EndObject();
  return json.Take() + "\n";
}

// What was loaded, a line of JSON each, after one of the report's numbers.
std::string Dump(const OrderedSink& sink, const LoadReport& report) {
  JsonWriter head;
  head.BeginObject().Key("records").Int(static_cast<std::int64_t>(report.records_read));
  head.Key("entities").Int(static_cast<std::int64_t>(report.entities));
  head.Key("skipped_total").Int(static_cast<std::int64_t>(report.skipped_total));
  head.Member("list_date", Text(report.source.list_date)).Key("skipped").BeginArray();
  for (const SkippedRecord& one : report.skipped) head.String(one.reason);
  head.EndArray().EndObject();
  std::string text = head.Take() + "\n";
  for (const std::string& id : sink.order) text += Line(sink.kept.entities.at(id));
  for (const Designation& one : sink.kept.designations) text += Line(one);
  for (const Interest& one : sink.kept.interests) text += Line(one);
  for (const UnparsedFragment& one : sink.kept.fragments) text += Line(one);
  return text;
}

InputFile AsArray(const std::string& path, const support::TempDir& dir) {
  const auto content = ReadFile(path);
  EXPECT_THAT(content, support::IsOk());
  const std::string array = "[" + (content.ok() ? *content : std::string()) + "]";
  return {.path = dir.Write(BaseName(path), array), .forced_kind = "uk-psc-json"};
}

// Loads the files as the program does, and writes what they held. Returns the unit's line for the
// script: label, kind, dump and files.
std::string LoadUnit(const Unit& unit, const support::TempDir& dir, std::size_t number) {
  std::vector<InputFile> files;
  for (const std::string& path : unit.paths) files.push_back({.path = path, .forced_kind = {}});
  if (unit.label.starts_with(kPrettyPsc)) files[0] = AsArray(files[0].path, dir);
  const auto groups = GroupFiles(files);
  EXPECT_THAT(groups, support::IsOk()) << unit.label;
  if (!groups.ok()) return {};
  EXPECT_EQ(groups->size(), 1u) << unit.label;
  OrderedSink sink;
  const auto report = LoadGroup(groups->front(), sink);
  EXPECT_THAT(report, support::IsOk()) << unit.label;
  if (!report.ok()) return {};
  EXPECT_LE(report->entities, sink.order.size()) << unit.label;
  EXPECT_EQ(report->designations, sink.kept.designations.size()) << unit.label;
  EXPECT_EQ(report->interests, sink.kept.interests.size()) << unit.label;
  EXPECT_EQ(report->fragments_unparsed, sink.kept.fragments.size()) << unit.label;
  std::string line = unit.label + "\t" + groups->front().kind + "\t" +
                     dir.Write(std::to_string(number) + ".json", Dump(sink, *report));
  for (const std::string& path : unit.paths) line += "\t" + path;
  return line + "\n";
}

TEST(CountEverythingTest, EveryFileHoldsWhatAnIndependentCountFinds) {
  LYNCEUS_REQUIRE_TEST_DATA();
  if (!CanRunScripts()) GTEST_SKIP() << "needs python3 and LYNCEUS_SOURCE_DIR";
  const support::TempDir days;
  const support::TempDir dumps;
  std::vector<Unit> units = UnitsOf(*support::TestDataDir());
  ASSERT_NO_FATAL_FAILURE(AddDays(*support::TestDataDir(), days, units));
  std::ranges::sort(units, {}, &Unit::label);
  std::string lines;
  for (const Unit& unit : units) lines += LoadUnit(unit, dumps, lines.size());
  const ScriptResult counted =
      RunScript("counts/count_everything.py", "'" + dumps.Write("units.tsv", lines) + "'");
  EXPECT_EQ(counted.exit_status, 0) << "the script has printed the differences";

  const std::string table = JoinPath(std::getenv("LYNCEUS_SOURCE_DIR"), "tests/sources/COUNTS.md");
  if (std::getenv("LYNCEUS_UPDATE_GOLDEN") != nullptr) {
    ASSERT_THAT(WriteFileDurably(table, counted.output), support::IsOk());
  }
  const auto written = ReadFile(table);
  ASSERT_THAT(written, support::IsOk());
  EXPECT_EQ(*written, counted.output) << "LYNCEUS_UPDATE_GOLDEN=1 writes the table again";
}

}  // namespace
}  // namespace lynceus::sources
