// FollowTheMoney: what each sort of record becomes.

#include "lib/sources/ftm_json.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/registry_text.h"

namespace lynceus::sources {
namespace {

std::string Line(const std::string& id, const std::string& schema, const std::string& properties,
                 const std::string& more = "") {
  return R"({"id":")" + id + R"(","schema":")" + schema + R"(","properties":{)" + properties + "}" +
         more + "}\n";
}

TEST(FtmJsonTest, ReadsParties) {
  const Loaded loaded(
      Line("ofac-77", "Person",
           R"("name":["Ivan Testov"],"alias":["I. Testov"],"weakAlias":["Vanya"],)"
           R"("previousName":["Ivan Probin"],"birthDate":["1970-02"],"nationality":["RU"],)"
           R"("innCode":["500100732259"],"address":["1 Quay, Port"],"topics":["sanction"])",
           R"(,"datasets":["us_ofac_sdn"],"referents":["gb-1"],"caption":"Ivan Testov")"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "ftm-json");
  EXPECT_EQ(loaded.Entities(),
            "Person ftm:ofac-77\nname primary|Ivan Testov\nname alias|I. Testov\n"
            "name former|Ivan Probin\nname weak|Vanya\nborn 1970-02\nnationality ru\n"
            "innCode 500100732259\naddress 1 Quay, Port ()\ntopics=sanction\n"
            "datasets=us_ofac_sdn\nalso ftm:gb-1\nalso ofac-sdn:77\n");
  EXPECT_EQ(loaded.report.source.publisher, "us_ofac_sdn");
}

TEST(FtmJsonTest, ReadsEdges) {
  const Loaded loaded(
      Line("e1", "Ownership",
           R"("owner":["a"],"asset":["x:b"],"percentage":["25–50%"],)"
           R"("startDate":["2020"],"endDate":["2021-05"])") +
      Line("e2", "Ownership", R"("owner":["a","c"],"asset":["b"],"percentage":["lots"])") +
      Line("e3", "Control", R"("controller":["a"],"controlled":["b"],"controlType":["trust"])") +
      Line("e4", "Directorship", R"("director":["a"],"organization":["b"],"role":["chair"])") +
      Line("e5", "Family", R"("person":["a"],"relative":["c"],"relationship":["brother"])") +
      Line("e6", "Ownership", R"("owner":["a"],"asset":[])") +
      Line("e7", "Ownership",
           R"("owner":["a"],"asset":["b"],"ownershipType":["voting-rights-25-to-50-percent"])") +
      Line("e8", "Ownership", R"("owner":["a"],"asset":["b"],"percentage":["10","20"])") +
      Line("v1", "Vessel", R"("name":["MV Test"],"owner":["a"],"imoNumber":["9187629"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Interests(),
            "ftm:e1: ftm:a -ownership [25..50]-> x:b [2020-01-01..2021-06-01) role=Ownership "
            "(line 1)\n"
            "ftm:e2: ftm:a -ownership unknown-> ftm:b role=Ownership (line 2)\n"
            "ftm:e2#2: ftm:c -ownership unknown-> ftm:b role=Ownership (line 2)\n"
            "ftm:e3: ftm:a -trust unknown-> ftm:b role=trust (line 3)\n"
            "ftm:e4: ftm:a -director unknown-> ftm:b role=chair (line 4)\n"
            "ftm:e5: ftm:a -family unknown-> ftm:c role=brother (line 5)\n"
            "ftm:e7: ftm:a -votes unknown-> ftm:b role=voting-rights-25-to-50-percent (line 7)\n"
            "ftm:e8: ftm:a -ownership [10..20]-> ftm:b role=Ownership (line 8)\n"
            "ftm:v1/owner: ftm:a -ownership unknown-> ftm:v1 role=owner (line 9)\n");
  EXPECT_EQ(loaded.Problems(),
            "line 6, record e6: Ownership: it names no asset\n"
            "line 2, record e2: the percentage \"lots\" is not understood; the share is unknown\n"
            "line 8, record e8: it has several percentages; the share is taken as 10 % to 20 %\n");
}

TEST(FtmJsonTest, ReadsSanctions) {
  const Loaded loaded(
      Line("s1", "Sanction",
           R"("entity":["a"],"authority":["Office of Foreign Assets Control"],)"
           R"("programId":["US-GLOMAG","US-RUSHAR"],"program":["GLOMAG"],"provisions":["Block"],)"
           R"("listingDate":["2018-04-06"],"startDate":["2017-01-01"],"endDate":["2020-01-31"])",
           R"(,"datasets":["us_ofac_sdn"])") +
      Line("s2", "Sanction", R"("entity":["a"],"program":["P"],"reason":["r"])",
           R"(,"datasets":["zz_list"])") +
      Line("s3", "Sanction", R"("program":["P"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Designations(),
            "ftm:a: Office of Foreign Assets Control|SDN|US-GLOMAG||2018-04-06..2020-02-01|Block\n"
            "ftm:a: Office of Foreign Assets Control|SDN|US-RUSHAR||2018-04-06..2020-02-01|Block\n"
            "ftm:a: zz_list|zz_list|P|r|..\n");
  EXPECT_EQ(loaded.Problems(),
            "line 3, record s3: Sanction: it names no entity\n"
            "line 2, record s2: it names no authority; its data set stands for it\n");
}

TEST(FtmJsonTest, JoinsPartsThatStandAnywhere) {
  const Loaded loaded(
      Line("i1", "Passport", R"("holder":["p"],"number":["X1"],"country":["ru"])") +
      Line("i2", "Identification", R"("holder":["p"],"number":["9"],"type":["SSN"])") +
      Line("p", "Person", R"("name":["Ivan Testov"],"addressEntity":["a1"])") +
      Line("a1", "Address", R"("street":["1 Quay"],"city":["Port"],"country":["ru"])") +
      Line("a2", "Address", R"("full":["nobody's"])") +
      Line("i3", "Identification", R"("holder":["p"])"));
  ASSERT_EQ(loaded.error, "");
  const Entity& person = loaded.sink.entities.at("ftm:p");
  EXPECT_EQ(person.identifiers, (std::vector<Identifier>{{"passportNumber", "X1", "ru"},
                                                         {"socialSecurityNumber", "9", ""}}));
  EXPECT_EQ(person.addresses, (std::vector<Address>{{"1 Quay, Port, ru", "ru"}}));
  EXPECT_EQ(loaded.Problems(),
            "line 6, record i3: Identification: it has no number\n"
            "line 5, record a2: Address: no party of the file names it\n");
  EXPECT_EQ(loaded.report.entities, 1u);
}

TEST(FtmJsonTest, ReadsNestedFormsOnce) {
  const std::string edge =
      R"({"id":"e","schema":"Ownership","properties":{"owner":["p"],"asset":["c"]}})";
  const Loaded loaded(Line("p", "Person", R"("name":["P"],"ownershipOwner":[)" + edge + "]") +
                      Line("c", "Company", R"("name":["C"],"ownershipAsset":[)" + edge + "]"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Interests(),
            "ftm:e: ftm:p -ownership unknown-> ftm:c role=Ownership (line 1)\n");
  EXPECT_EQ(loaded.report.entities, 2u);
}

TEST(FtmJsonTest, NamesWhatIsNotLoaded) {
  const Loaded loaded(Line("p", "Payment", "") + Line("z", "Spaceship", R"("name":["Z"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Problems(),
            "line 1, record p: Payment: it is neither a party nor an interest\n"
            "line 2, record z: the schema Spaceship is not known; it is loaded as a thing\n");
  EXPECT_EQ(loaded.Entities(), "Thing ftm:z\nname primary|Z\nschema=Spaceship\n");
}

TEST(FtmJsonTest, RefusesDamageByLine) {
  const std::string good = Line("p", "Person", R"("name":["A"])");
  const std::string deep = std::string(70, '[') + std::string(70, ']');
  ExpectDamage(
      "ftm-json",
      {
          {"empty", "", "the file holds no record"},
          {"no id", good + R"({"schema":"Person","properties":{}})", "line 2: a record has no id"},
          {"id is a number", good + R"({"id":7,"schema":"Person","properties":{}})", "no id"},
          {"no schema", good + R"({"id":"a","properties":{}})", "record a has no schema"},
          {"no properties", good + R"({"id":"a","schema":"Person"})", "no object \"properties\""},
          {"null value", good + Line("a", "Person", R"("name":[null])"),
           "property name holds null"},
          {"list in a list", good + Line("a", "Person", R"("name":[["b"]])"), "holds an array"},
          {"true", good + Line("a", "Person", R"("name":true)"), "holds true or false"},
          {"key twice", good + Line("a", "Person", R"("name":[],"name":[])"), "\"name\" twice"},
          {"cut line", good + good.substr(0, 30) + "\n" + good, "line 2"},
          {"cut file", good + good.substr(0, good.size() - 2), "the file is cut off"},
          {"cut in a string", good + good.substr(0, good.size() - 6),
           "line 2: the file is cut off"},
          {"two on a line", good.substr(0, good.size() - 1) + good, "line 1: behind the record"},
          {"not UTF-8", good + Line("a", "Person", "\"name\":[\"\xFF\"]"), "not valid UTF-8"},
          {"lone surrogate", good + Line("a", "Person", R"("name":["\ud800"])"), "line 2"},
          {"NUL", good + Line("a", "Person", R"("name":["\u0000"])"), "U+0000"},
          {"too deep", good + Line("a", "Person", "\"name\":" + deep), "nested too deep"},
          {"no object", good + "[1]\n", "a record begins with \"[\""},
          {"array not closed", "[" + good, "its array is not closed"},
          {"no comma", "[" + good + good + "]", "instead of a comma"},
          {"behind the array", "[" + good + "] x", "text stands behind"},
          {"trailing comma", "[" + good + ",]", "a record begins with \"]\""},
          {"number", good + R"({"id":"a","schema":"Person","properties":{"x":[01]}})", "line 2"},
      });
}

TEST(FtmJsonTest, ADescriptionIsNoParty) {
  const Loaded loaded(Line("a", "Person", R"("name":["A"],"parent":["q1"])") +
                      Line("b", "Company", R"("name":["B"],"parent":["Some Holding, Q1","q2"])"));
  ASSERT_EQ(loaded.error, "");
  ASSERT_EQ(loaded.sink.interests.size(), 1u);
  EXPECT_EQ(loaded.sink.interests[0].owner_id, "ftm:q2");
}

}  // namespace
}  // namespace lynceus::sources
