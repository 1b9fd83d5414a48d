// OpenSanctions' deltas: what is loaded is what the publisher's next entities file would hold.

#include "lib/sources/ftm_delta.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/sources/loader.h"
#include "tests/sources/entity_text.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/quick_write.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::sources {
namespace {

std::string Person(const std::string& id, const std::string& more = "") {
  return R"({"id":")" + id + R"(","schema":"Person","properties":{"name":["N)" + id + R"("])" +
         more + "}}";
}
std::string Change(const std::string& op, const std::string& entity) {
  return R"({"op":")" + op + R"(","entity":)" + entity + "}\n";
}
std::string Deletion(const std::string& id) { return Change("DEL", R"({"id":")" + id + R"("})"); }

struct Outcome {
  std::string error;
  std::string entities;
  LoadReport report;
};

Outcome LoadAll(const std::vector<std::string>& paths) {
  Outcome outcome;
  MemorySink sink;
  std::vector<InputFile> files;
  for (const std::string& path : paths) files.push_back({.path = path, .forced_kind = {}});
  const auto load = [&]() -> absl::Status {
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<FileGroup> groups, GroupFiles(files));
    if (groups.size() != 1) return absl::InternalError("several groups");
    LYNCEUS_ASSIGN_OR_RETURN(outcome.report, LoadGroup(groups[0], sink));
    return absl::OkStatus();
  };
  if (const absl::Status status = load(); !status.ok()) outcome.error = ErrorText(status);
  for (const auto& [id, entity] : sink.entities) {
    outcome.entities += id + ":";
    for (const Name& name : entity.names) outcome.entities += " " + name.text;
    for (const Address& address : entity.addresses) outcome.entities += " @" + address.full;
    outcome.entities += "\n";
  }
  return outcome;
}

// Files of these contents, "NAME" -> content, in order.
Outcome LoadTexts(const std::vector<std::pair<std::string, std::string>>& texts) {
  const support::TempDir dir;
  std::vector<std::string> paths;
  for (const auto& [name, text] : texts) {
    const std::size_t slash = name.find('/');
    if (slash != std::string::npos) {
      EXPECT_TRUE(MakeDirectories(JoinPath(dir.path(), name.substr(0, slash))).ok());
    }
    paths.push_back(QuickWrite(dir, name, text));
  }
  Outcome outcome = LoadAll(paths);
  for (std::size_t at = 0; (at = outcome.error.find(dir.path())) != std::string::npos;) {
    outcome.error.replace(at, dir.path().size(), "DIR");
  }
  return outcome;
}

TEST(FtmDeltaTest, ADeltaReplacesWholeEntities) {
  const Outcome outcome =
      LoadTexts({{"base", Person("a", R"(,"alias":["gone"])") + "\n" + Person("b") + "\n" +
                              Person("c") + "\n"},
                 {"d1", Change("MOD", Person("a", R"(,"alias":["a1"])")) +
                            Change("ADD", Person("d")) + Deletion("b")},
                 {"d2", Change("MOD", Person("a", R"(,"alias":["a2"])")) + Deletion("d") +
                            Change("ADD", Person("b", R"(,"alias":["back"])"))}});
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.entities, "ftm:a: Na a2\nftm:b: Nb back\nftm:c: Nc\n")
      << "nothing of an entity stays that the newest statement of it does not say";
  EXPECT_EQ(outcome.report.records_read, 9u);
  EXPECT_EQ(outcome.report.entities, 3u);
  EXPECT_EQ(outcome.report.source.files, (std::vector<std::string>{"base", "d1", "d2"}));
  EXPECT_EQ(outcome.report.warnings,
            (std::vector<std::string>{"changed by deltas: 0 added, 2 modified, 0 deleted"}));
}

TEST(FtmDeltaTest, PartsOfPartiesChangeToo) {
  const std::string base =
      Person("p", R"(,"addressEntity":["a"])") + "\n" +
      R"({"id":"a","schema":"Address","properties":{"full":["Old Quay"]}})" + "\n" +
      R"({"id":"e","schema":"Ownership","properties":{"owner":["p"],"asset":["c"]}})" + "\n";
  const Outcome outcome = LoadTexts(
      {{"base", base},
       {"d", Change("MOD", R"({"id":"a","schema":"Address","properties":{"full":["New Quay"]}})") +
                 Deletion("e")}});
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.entities, "ftm:p: Np @New Quay\n");
  EXPECT_EQ(outcome.report.interests, 0u);
}

TEST(FtmDeltaTest, AnEmptyDeltaChangesNothing) {
  const Outcome outcome = LoadTexts({{"base", Person("a") + "\n"}, {"entities.delta.json", ""}});
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.entities, "ftm:a: Na\n");
  EXPECT_NE(LoadTexts({{"base", Person("a") + "\n"}, {"sdn.csv", ""}}).error.find("empty"),
            std::string::npos)
      << "another empty file is no delta";
}

TEST(FtmDeltaTest, RefusesWhatDoesNotFollow) {
  const std::string base = Person("a") + "\n";
  struct Case {
    std::string why;
    std::vector<std::pair<std::string, std::string>> files;
    std::string error;
  };
  const std::string two_keys = R"({"op":"ADD","entity":{"id":"x"},"more":1})";
  const std::string map = R"({"versions":{
    "1-a":"https://example.org/1-a/entities.delta.json",
    "2-b":"https://example.org/2-b/entities.delta.json",
    "3-c":"https://example.org/3-c/entities.delta.json"}, "updated_at":"2026"})";
  const std::vector<Case> cases = {
      {"no base", {{"d", Deletion("a")}}, "none is given before it"},
      {"base after it", {{"d", Deletion("a")}, {"base", base}}, "none is given before it"},
      {"modified, not there",
       {{"base", base}, {"d", Change("MOD", Person("x"))}},
       "d, line 1, record x: it is changed or deleted, and the entities file has it not"},
      {"deleted, not there", {{"base", base}, {"d", Deletion("x")}}, "has it not"},
      {"added, there", {{"base", base}, {"d", Change("ADD", Person("a"))}}, "has it already"},
      {"added twice",
       {{"base", base}, {"d", Change("ADD", Person("x")) + Change("ADD", Person("x"))}},
       "d, line 2, record x: it is added, and the deltas before have it already"},
      {"changed after its end",
       {{"base", base}, {"d", Deletion("a") + Change("MOD", Person("a"))}},
       "the deltas before deleted it"},
      {"unknown operation", {{"base", base}, {"d", Change("PUT", Person("x"))}}, "line 1"},
      {"no entity", {{"base", base}, {"d", R"({"op":"ADD","entity":null})"}}, "line 1"},
      {"no id", {{"base", base}, {"d", R"({"op":"ADD","entity":{}})"}}, "line 1"},
      {"a third member", {{"base", base}, {"d", Deletion("a") + two_keys}}, "line 2"},
      {"an entity without properties",
       {{"base", base}, {"d", R"({"op":"ADD","entity":{"id":"x","schema":"Person"}})"}},
       "no object \"properties\""},
      {"cut", {{"base", base}, {"d", Change("ADD", Person("x")).substr(0, 60)}}, "cut off"},
      {"key twice",
       {{"base", base}, {"d", R"({"op":"ADD","entity":{"id":"x","id":"y"}})"}},
       "twice"},
      {"not UTF-8",
       {{"base", base}, {"d", "{\"op\":\"DEL\",\"entity\":{\"id\":\"\xFF\"}}"}},
       "UTF-8"},
      {"no order",
       {{"base", base},
        {"2-b/entities.delta.json", ""},
        {"1-a/entities.delta.json", ""},
        {"delta.json", map}},
       "it is of version 1-a, and 3-c comes next"},
      {"one left out",
       {{"base", base},
        {"1-a/entities.delta.json", ""},
        {"3-c/entities.delta.json", ""},
        {"delta.json", map}},
       "2-b comes next"},
      {"the newest left out",
       {{"base", base},
        {"1-a/entities.delta.json", ""},
        {"2-b/entities.delta.json", ""},
        {"delta.json", map}},
       "version 3-c: the delta of this version is not given"},
      {"another data set's",
       {{"base", base}, {"9-z/entities.delta.json", ""}, {"delta.json", map}},
       "a version of"},
      {"map without deltas",
       {{"base", base}, {"delta.json", map}},
       "no delta of its versions is given"},
      {"map twice", {{"base", base}, {"m1", map}, {"m2", map}}, "second map"},
      {"map is no map", {{"base", base}, {"delta.json", R"({"versions":[1]})"}}, "no object"},
      {"text behind the map", {{"base", base}, {"delta.json", map + map}}, "behind"},
  };
  for (const Case& test : cases) {
    const std::string error = LoadTexts(test.files).error;
    EXPECT_NE(error.find(test.error), std::string::npos) << test.why << ": " << error;
  }
  EXPECT_EQ(LoadTexts({{"base", base},
                       {"2-b/entities.delta.json", ""},
                       {"3-c/entities.delta.json", ""},
                       {"delta.json", map}})
                .error,
            "")
      << "the base may be of a later version than the map's first";
}

TEST(FtmDeltaTest, RealDeltas) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const std::string directory = JoinPath(*support::TestDataDir(), "lists/opensanctions/delta");
  const auto path = [&directory](const std::string& name) { return JoinPath(directory, name); };
  std::vector<std::string> files = {path("t1/entities.ftm.json"), path("t2/delta.json")};
  for (const char* const version :
       {"20240527134702-zbn", "20240527194702-wnk", "20240528014702-pfh", "20240528074703-npf",
        "20240528134729-3iv"}) {
    files.push_back(path("t2/" + std::string(version) + "/entities.delta.json"));
  }
  const Outcome outcome = LoadAll(files);
  ASSERT_EQ(outcome.error, "");
  // Seven before, of them one address; two and one added, one of these gone again, one changed.
  EXPECT_EQ(outcome.report.entities, 9u);
  EXPECT_EQ(outcome.report.records_read, 13u);
  EXPECT_NE(outcome.entities.find("Foobar Foobargroup"), std::string::npos);
  EXPECT_EQ(outcome.entities.find("Poltergeist"), std::string::npos);
  EXPECT_EQ(
      LoadAll({files[0], path("t1/delta.json"), path("t1/20240527134702-zbn/entities.delta.json")})
          .error,
      "");
}

}  // namespace
}  // namespace lynceus::sources
