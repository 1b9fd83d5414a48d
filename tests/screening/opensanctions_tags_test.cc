// OpenSanctions' own graphs for its topics, from its form of entities through a snapshot; and the
// rules in small.
#include "lib/screening/opensanctions_tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <set>

#include "lib/base/file.h"
#include "lib/ownership/memory_graph.h"
#include "lib/screening/flags.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_data.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using Pairs = std::set<std::pair<std::string, std::string>>;  // id, topic

const Date kDay = *Date::FromCivil(2026, 11, 1);

// One entity as a line of OpenSanctions' file: with a caption, and a name where it is a party.
std::string LineOf(const rapidjson::Value& entity) {
  rapidjson::Document line;
  line.CopyFrom(entity, line.GetAllocator());
  auto& memory = line.GetAllocator();
  line.AddMember("caption", rapidjson::Value(entity["id"], memory), memory);
  line.AddMember("datasets", rapidjson::Value(rapidjson::kArrayType).PushBack("case", memory),
                 memory);
  const std::string schema = entity["schema"].GetString();
  if (schema == "Person" || schema == "Company" || schema == "Security") {
    rapidjson::Value names(rapidjson::kArrayType);
    names.PushBack(rapidjson::Value(entity["id"], memory), memory);
    line["properties"].AddMember("name", names, memory);
  }
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> writer(text);
  line.Accept(writer);
  return std::string(text.GetString(), text.GetSize()) + "\n";
}

// What `source` gives its neighbours, through a file and a snapshot; ids without their source.
Pairs TagsOfGraph(const rapidjson::Value& entities, const std::string& source) {
  const support::TempDir dir;
  std::string lines;
  for (const auto& entity : entities.GetArray()) lines += LineOf(entity);
  EXPECT_THAT(WriteFileDurably(dir / "graph.ftm.json", lines), IsOk());
  BuildSnapshotAt(dir / "snapshot", {dir / "graph.ftm.json"});
  const auto engine = OpenEngine({.snapshot_directory = dir / "snapshot"});
  EXPECT_THAT(engine, IsOk());
  const auto number = (*engine)->snapshot->NumberOf("ftm:" + source);
  EXPECT_THAT(number, IsOk());
  const auto tags = OpenSanctionsTags(*(*engine)->owners, *number, kDay, *(*engine)->rules,
                                      EntitiesOf(*(*engine)->snapshot));
  EXPECT_THAT(tags, IsOk());
  Pairs pairs;
  for (const NeighbourTag& tag : *tags) {
    pairs.emplace(tag.entity_id.substr(tag.entity_id.find(':') + 1), tag.topic);
  }
  return pairs;
}

TEST(OpenSanctionsTagsTest, TheGraphsOfItsOwnTestsAreReproduced) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto text =
      ReadFile(JoinPath(*support::TestDataDir(), "ownership/ann_graph_topics_scenarios.json"));
  ASSERT_THAT(text, IsOk());
  rapidjson::Document scenarios;
  scenarios.Parse(text->data(), text->size());
  ASSERT_TRUE(scenarios.IsArray());
  EXPECT_EQ(scenarios.Size(), 19U);
  for (const auto& scenario : scenarios.GetArray()) {
    SCOPED_TRACE(scenario["test"].GetString());
    const Pairs tags = TagsOfGraph(scenario["entities"], scenario["source_id"].GetString());
    for (const auto& expected : scenario["expect"].GetArray()) {
      const std::string op = expected["op"].GetString();
      const auto& value = expected["value"];
      if (op == "==") {
        EXPECT_EQ(value.Size(), 0U);
        EXPECT_THAT(tags, ::testing::IsEmpty());
        continue;
      }
      const std::pair<std::string, std::string> pair(value[0].GetString(), value[1].GetString());
      EXPECT_EQ(tags.contains(pair), op == "in") << op << " " << pair.first << " " << pair.second;
    }
    std::printf("%s: %s\n", scenario["test"].GetString(), HasFailure() ? "NO" : "reproduced");
  }
}

// Two parties and what the first gives the second over one tie.
std::set<std::string> Given(const std::vector<std::string>& first,
                            const std::vector<std::string>& second, const Interest& tie,
                            bool up = false) {
  ownership::MemoryGraph graph;
  graph.AddNode({.id = "x:0", .name = "First"});
  graph.AddNode({.id = "x:1", .name = "Second"});
  EXPECT_THAT(graph.AddEdge({.owner = up ? 1U : 0U, .subject = up ? 0U : 1U, .interest = tie}),
              IsOk());
  const EntityOf entity_of = [&](ownership::Node node) -> absl::StatusOr<Entity> {
    Entity entity;
    for (const std::string& topic : node == 0 ? first : second) {
      entity.properties.push_back({"topics", topic});
    }
    return entity;
  };
  const auto tags = OpenSanctionsTags(graph, 0, kDay, RuleSet(), entity_of);
  EXPECT_THAT(tags, IsOk());
  std::set<std::string> topics;
  for (const NeighbourTag& tag : *tags) topics.insert(tag.topic);
  return topics;
}

TEST(OpenSanctionsTagsTest, WhatEachTopicGivesOverEachTie) {
  const std::set<std::string> kNone;
  const std::set<std::string> kBoth = {"sanction.control", "sanction.linked"};
  const Interest owns{.kind = InterestKind::kOwnershipOther};
  const Interest directs{.kind = InterestKind::kDirector};
  EXPECT_EQ(Given({"sanction"}, {}, owns), kBoth);
  EXPECT_EQ(Given({"sanction"}, {}, owns, true), std::set<std::string>{"sanction.linked"});
  EXPECT_EQ(Given({"sanction"}, {}, directs), std::set<std::string>{"sanction.linked"});
  EXPECT_EQ(Given({"sanction"}, {}, {.kind = InterestKind::kLinked, .role = "friend"}), kNone);
  EXPECT_EQ(Given({"sanction.control"}, {}, owns), kBoth);
  EXPECT_EQ(Given({"sanction.control"}, {}, owns, true), kNone);
  EXPECT_EQ(Given({"sanction.linked"}, {}, owns), kNone);
  EXPECT_EQ(Given({"sanction"}, {"sanction"}, owns), kNone);
  EXPECT_EQ(Given({"export.control"}, {}, owns), std::set<std::string>{"export.control.linked"});
  EXPECT_EQ(Given({"export.control"}, {}, directs), kNone);
  const Interest family{.kind = InterestKind::kFamily};
  EXPECT_EQ(Given({"role.pep"}, {}, family), std::set<std::string>{"role.rca"});
  EXPECT_EQ(Given({"role.pep"}, {}, family, true), std::set<std::string>{"role.rca"});
  EXPECT_EQ(Given({"role.rca"}, {}, family), kNone);
}

TEST(OpenSanctionsTagsTest, ADesignationIsATopicAndATieThatEndedIsNone) {
  const Engine& engine = DemoEngine();
  const auto number = engine.snapshot->NumberOf("ofac-sdn:34737");
  ASSERT_THAT(number, IsOk());
  const auto topics =
      TopicsOf(*engine.owners, *number, kDay, *engine.rules, EntitiesOf(*engine.snapshot));
  ASSERT_THAT(topics, IsOk());
  EXPECT_THAT(*topics, ::testing::Contains("sanction"));
  EXPECT_THAT(
      Given({"sanction"}, {}, {.kind = InterestKind::kShares, .end = *Date::FromCivil(2020, 1, 1)}),
      ::testing::IsEmpty());
}

}  // namespace
}  // namespace lynceus::screening
