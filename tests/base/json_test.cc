// JSON out: exact bytes, since equal values must give equal bytes.

#include "lib/base/json.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <limits>

#include "lib/base/random.h"
#include "lib/base/strings.h"

namespace lynceus {
namespace {

TEST(JsonWriterTest, CompactForm) {
  JsonWriter json;
  json.BeginObject().Member("b", "x").Key("a").BeginArray().Int(-1).Bool(true).Null().EndArray();
  json.Key("n").BeginObject().EndObject().Key("r").Raw(R"({"z":[1]})").EndObject();
  EXPECT_EQ(json.Take(), R"({"b":"x","a":[-1,true,null],"n":{},"r":{"z":[1]}})");
}

TEST(JsonWriterTest, IndentedForm) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Member("a", "x").Key("b").BeginArray().Int(1).EndArray().EndObject();
  EXPECT_EQ(json.Take(), "{\n  \"a\": \"x\",\n  \"b\": [\n    1\n  ]\n}");
}

TEST(JsonWriterTest, FixedIsExact) {
  const struct {
    std::int64_t scaled;
    int decimals;
    const char* text;
  } rows[] = {{8312, 4, "0.8312"},
              {10'000, 4, "1.0000"},
              {5, 4, "0.0005"},
              {0, 4, "0.0000"},
              {-5, 1, "-0.5"},
              {-12'345, 2, "-123.45"},
              {42, 0, "42"},
              {std::numeric_limits<std::int64_t>::min(), 18, "-9.223372036854775808"},
              {std::numeric_limits<std::int64_t>::max(), 20, "0.09223372036854775807"}};
  for (const auto& row : rows) {
    JsonWriter json;
    EXPECT_EQ(json.Fixed(row.scaled, row.decimals).Take(), row.text);
  }
}

TEST(JsonWriterTest, EscapesAndMends) {
  JsonWriter json;
  json.BeginArray().String("\"\\\n\x01/").String(std::string_view("a\0b", 3)).String("M\xFCll");
  json.String("Совкомбанк").EndArray();
  EXPECT_EQ(json.Take(),
            "[\"\\\"\\\\\\n\\u0001/\",\"a\\u0000b\",\"M\xEF\xBF\xBDll\",\"Совкомбанк\"]");
}

TEST(JsonWriterTest, AnyTextComesBackThroughAnIndependentParser) {
  SeededRandom random(21);
  for (int round = 0; round < 2'000; ++round) {
    std::string text(random.Below(20), '\0');
    for (char& c : text) c = static_cast<char>(random.Next() & 0xFF);
    JsonWriter json;
    json.BeginArray().String(text).EndArray();
    rapidjson::Document parsed;
    parsed.Parse<rapidjson::kParseValidateEncodingFlag>(json.Take().c_str());
    ASSERT_FALSE(parsed.HasParseError()) << round;
    EXPECT_EQ(std::string(parsed[0].GetString(), parsed[0].GetStringLength()), ToValidUtf8(text));
  }
}

TEST(JsonWriterDeathTest, UnclosedIsAProgrammersError) {
  JsonWriter json;
  json.BeginObject();
  EXPECT_DEATH(json.Take(), "internal check failed");
}

}  // namespace
}  // namespace lynceus
