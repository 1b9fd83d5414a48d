// The JSON Schemas of rules/schemas, which editors use: each kind of pack has one, it knows exactly
// the keys that the reader asks for, and every shipped file agrees with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <sys/wait.h>

#include <cstdlib>
#include <set>
#include <string>

#include "lib/rules/pack_kinds.h"
#include "tests/rules/small_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::rules {
namespace {

using support::IsOk;

std::string SchemaPath(std::string_view schema) {
  return JoinPath(ProjectRules(), "schemas/" + std::string(schema) + ".schema.json");
}

rapidjson::Document ReadSchema(std::string_view schema) {
  rapidjson::Document json;
  const auto text = ReadFile(SchemaPath(schema));
  EXPECT_THAT(text, IsOk()) << schema;
  json.Parse(text.value_or("").c_str());
  EXPECT_TRUE(json.IsObject()) << schema;
  return json;
}

// Every property of a schema by its place, as KeysRead names keys.
void AddKeys(const rapidjson::Value& schema, const std::string& path, std::set<std::string>& keys) {
  if (!schema.IsObject()) return;
  if (schema.HasMember("properties")) {
    for (const auto& property : schema["properties"].GetObject()) {
      const std::string key = path + property.name.GetString();
      keys.insert(key);
      AddKeys(property.value, key + ".", keys);
      if (property.value.HasMember("items")) {
        AddKeys(property.value["items"], key + "[].", keys);
      }
    }
  }
  if (!schema.HasMember("oneOf")) return;
  for (const auto& each : schema["oneOf"].GetArray()) AddKeys(each, path, keys);
}

// The project's rules, and a file of each kind that they have none of.
void WriteEveryKind(const support::TempDir& dir) {
  std::filesystem::copy(
      ProjectRules(), dir.path(),
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  WriteRules(dir,
             {{"policy/default.yaml",
               ReadFile(JoinPath(ProjectRules(), "policy/default.yaml")).value_or("") +
                   "thresholds:\n  - {schemas: [Vessel], corroboration: [date], match_score_min: "
                   "0.75, block_score_min: 0.99}\n"},
              {"policy/rebuttals.yaml",
               "rebuttals:\n  - {party: x, regime: eu-freeze, author: A, reason: b, date: "
               "2026-01-01}\n"},
              {"policy/good_guys.yaml",
               "good_guys:\n  - {key: g, author: A, approver: B, reason: b, from: 2026-01-01, "
               "until: 2027-01-01, counterparty: c, listed: x, asked_digest: \"" +
                   std::string(64, 'a') + "\", listed_digest: \"" + std::string(64, 'b') + "\"}\n"},
              {"policy/block_entries.yaml",
               "block_entries:\n  - {key: e, author: A, approver: B, reason: b, from: "
               "2026-01-01, schema: Company, names: [Example Trading], decision: BLOCK}\n"}});
}

TEST(SchemaTest, KnowTheKeysThatTheReadersAskFor) {
  const support::TempDir dir;
  WriteEveryKind(dir);
  const auto read = KeysRead(dir.path());
  ASSERT_THAT(read, IsOk());
  std::set<std::string> known;
  for (const PackKind& kind : PackKinds()) {
    if (kind.read == nullptr) continue;
    const std::string schema(kind.schema);
    AddKeys(ReadSchema(schema), schema + ":", known);
  }
  EXPECT_GE(known.size(), 100u);
  for (const std::string& key : *read) EXPECT_TRUE(known.contains(key)) << "no schema has " << key;
  for (const std::string& key : known) EXPECT_TRUE(read->contains(key)) << "no reader asks " << key;
}

TEST(SchemaTest, EachKindOfYamlHasOneThatRefusesUnknownKeys) {
  std::set<std::string> expected;
  for (const PackKind& kind : PackKinds()) {
    EXPECT_EQ(kind.pattern.ends_with(".yaml"), !kind.schema.empty()) << kind.pattern;
    if (!kind.schema.empty()) expected.insert(std::string(kind.schema) + ".schema.json");
  }
  std::set<std::string> there;
  const auto names = ListDirectory(JoinPath(ProjectRules(), "schemas"));
  ASSERT_THAT(names, IsOk());
  there.insert(names->begin(), names->end());
  EXPECT_EQ(there, expected) << "a schema that nothing names, or a kind without one";
}

TEST(SchemaTest, EveryShippedFileAgreesWithItsOwn) {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  if (root == nullptr) GTEST_SKIP() << "needs LYNCEUS_SOURCE_DIR";
  const support::TempDir dir;
  WriteEveryKind(dir);
  const auto check = CheckRules(dir.path());
  ASSERT_THAT(check, IsOk());
  std::string command = "python3 -B '" + JoinPath(root, "tests/rules/check_schemas.py") + "'";
  std::size_t files = 0;
  for (const std::string& file : check->files) {
    const PackKind& kind = *KindOf(file);
    if (kind.schema.empty()) continue;
    command += " '" + SchemaPath(kind.schema) + "' '" + dir / file + "'";
    ++files;
  }
  EXPECT_GE(files, 50u);
  const int status = std::system(command.c_str());
  constexpr int kNotInstalled = 77;
  constexpr int kNoPython = 127;
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  if (code == kNotInstalled || code == kNoPython) {
    GTEST_SKIP() << "needs python3 with jsonschema and yaml";
  }
  EXPECT_EQ(code, 0) << "what it says stands above";
}

}  // namespace
}  // namespace lynceus::rules
