// FollowTheMoney: what each sort of record becomes.

#include "lib/sources/ftm_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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
            "datasets=us_ofac_sdn\nalso ftm:gb-1\nalso ofac-sdn:77\nalso ofac-cons:77\n");
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
            "ftm:e7: ftm:a -votes (25..50]-> ftm:b role=voting-rights-25-to-50-percent (line 7)\n"
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
            "ftm:a: US-OFAC|SDN|US-GLOMAG||2018-04-06..2020-02-01|Block\n"
            "ftm:a: US-OFAC|SDN|US-RUSHAR||2018-04-06..2020-02-01|Block\n"
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
  EXPECT_EQ(person.properties, (std::vector<Property>{{"identification", "9: type: SSN"}}));
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
            "line 2, record z: the schema Spaceship is not known; it is loaded as a thing\n"
            "Payment: 1 records, the first on line 1, are neither party nor interest\n");
  EXPECT_EQ(loaded.report.skipped_total, 0u) << "nothing of any party is lost";
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

TEST(FtmJsonTest, KeepsThatAPartyIsATarget) {
  const Loaded loaded(Line("a", "Person", R"("name":["A"])", R"(,"target":true)") +
                      Line("b", "Person", R"("name":["B"])", R"(,"target":false)"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Entities(),
            "Person ftm:a\nname primary|A\ntarget=true\nPerson ftm:b\nname primary|B\n");
}

TEST(FtmJsonTest, ADamagedRecordIsNamedAndTheRestLoads) {
  std::string good;
  for (int i = 0; i < 38; ++i) good += Line("p" + std::to_string(i), "Person", R"("name":["A"])");
  const std::string twice = Line("d", "Person", R"("education":["x"],"education":["y"])");
  const Loaded loaded(good + twice + Line("z", "Person", R"("name":["Z"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.report.records_read, 40u);
  EXPECT_EQ(loaded.report.entities, 39u);
  EXPECT_EQ(loaded.report.skipped_total, 1u);
  EXPECT_EQ(loaded.Problems(), "line 39: damaged: an object holds the key \"education\" twice\n");
  EXPECT_TRUE(loaded.sink.entities.contains("ftm:z"));
  const Loaded two(good + twice + twice + twice + Line("z", "Person", R"("name":["Z"])"));
  EXPECT_NE(two.error.find("DIR/file, line 39: an object holds the key \"education\" twice; 2 more "
                           "of the file's 42 records are damaged"),
            std::string::npos)
      << two.error;
  const Loaded array("[" + twice + "]");
  EXPECT_NE(array.error.find("twice"), std::string::npos) << "in an array no boundary is certain";
  const Loaded cut(good + twice.substr(0, 40) + "\n" + good);
  EXPECT_NE(cut.error.find("line 39: the record does not end on its line"), std::string::npos)
      << cut.error;
}

TEST(FtmJsonTest, RefusesWhatIsNoJsonAlsoWhereNothingIsRead) {
  const std::string head = R"({"id":"a","schema":"Person","properties":{},"first_seen":)";
  std::vector<DamageCase> cases;
  for (const char* const value : {"NaN",
                                  "Infinity",
                                  "-Infinity",
                                  "01",
                                  "1.",
                                  ".5",
                                  "+1",
                                  "0x1",
                                  "1e",
                                  "True",
                                  "nul",
                                  "'a'",
                                  R"("\ud800")",
                                  R"("\udc00\ud800")",
                                  R"("\x41")",
                                  R"("\u00g0")",
                                  "\"\xC0\xAF\"",
                                  "\"\xED\xA0\x80\"",
                                  "\"\xF5\x80\x80\x80\"",
                                  "\"\xFF\"",
                                  "\"\x01\"",
                                  R"("\u0000")",
                                  R"({"x":1,"x":2})",
                                  R"({"x":{"y":[{"z":1,"z":1}]}})",
                                  "[1,]",
                                  "{\"x\":1,}",
                                  "[1 2]",
                                  "[,]",
                                  "{1:2}"}) {
    cases.push_back({value, head + value + "}\n", "line 1"});
  }
  cases.push_back({"depth in a field that is not read",
                   head + std::string(70, '[') + std::string(70, ']') + "}\n", "nested too deep"});
  ExpectDamage("ftm-json", cases);
}

TEST(FtmJsonTest, NumbersCarryTheirIssuer) {
  const Loaded loaded(
      Line("a", "Company",
           R"("name":["A"],"jurisdiction":["GB"],"country":["fr"],"registrationNumber":["01"],)"
           R"("innCode":["500100732259"],"kppCode":["770101001"])") +
      Line("b", "Company",
           R"("name":["B"],"jurisdiction":["gb","ie"],"registrationNumber":["2"])") +
      Line("c", "Company", R"("name":["C"],"country":["ru"],"taxNumber":["3"])") +
      Line("d", "Person", R"("name":["D"],"country":["ru"],"idNumber":["4"])"));
  ASSERT_EQ(loaded.error, "");
  const auto numbers = [&loaded](const std::string& id) {
    std::vector<Identifier> said = loaded.sink.entities.at(id).identifiers;
    std::ranges::sort(said);
    return said;
  };
  EXPECT_EQ(numbers("ftm:a"), (std::vector<Identifier>{{"innCode", "500100732259", ""},
                                                       {"kppCode", "770101001", "ru"},
                                                       {"registrationNumber", "01", "gb"}}));
  EXPECT_EQ(numbers("ftm:b"), (std::vector<Identifier>{{"registrationNumber", "2", ""}}));
  EXPECT_EQ(numbers("ftm:c"), (std::vector<Identifier>{{"taxNumber", "3", "ru"}}));
  EXPECT_EQ(numbers("ftm:d"), (std::vector<Identifier>{{"idNumber", "4", ""}}))
      << "a person's number may be of any country";
}

TEST(FtmJsonTest, ReferentsAreInThePublishersIds) {
  const Loaded loaded(Line("NK-1", "Person", R"("name":["A"])",
                           R"(,"referents":["ofac-18715","gb-hmt-13190","gb-fcdo-rus1222",)"
                           R"("eu-fsf-eu-11179-96","unsc-6908555","ch-seco-72953",)"
                           R"("lei-5493001kjtiigc8y1r12","ofac-pr-12","ua-nsdc-21895-a"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.sink.entities.at("ftm:NK-1").referents,
            (std::vector<std::string>{
                "ftm:ofac-18715", "ofac-sdn:18715", "ofac-cons:18715", "ftm:gb-hmt-13190",
                "uk-ofsi:13190", "ftm:gb-fcdo-rus1222", "uk:RUS1222", "ftm:eu-fsf-eu-11179-96",
                "eu:EU.11179.96", "ftm:unsc-6908555", "un-dataid:6908555", "ftm:ch-seco-72953",
                "ch:72953", "ftm:lei-5493001kjtiigc8y1r12", "lei:5493001KJTIIGC8Y1R12",
                "ftm:ofac-pr-12", "ftm:ua-nsdc-21895-a"}));
}

TEST(FtmJsonTest, EverythingThatASubordinateRecordSaysIsKept) {
  const Loaded loaded(
      Line("p", "Person", R"("name":["P"])") +
      Line("s", "Sanction",
           R"("entity":["p"],"authority":["UN"],"unscId":["QDi.430"],"status":["active"],)"
           R"("recordId":["9"])") +
      Line("o", "Occupancy", R"("holder":["p"],"post":["Q1"],"startDate":["2013-01-01"])") +
      Line("r", "Risk", R"("entity":["p"],"topics":["sanction.linked"],"reason":["kin"])") +
      Line("e", "Ownership",
           R"("owner":["p"],"asset":["c"],"sharesCount":["500"],"publisher":["X"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Entities(),
            "Person ftm:p\nname primary|P\nsanction=UN: status: active; unscId: QDi.430\n"
            "occupancy=post: Q1; startDate: 2013-01-01\nrisk.reason=kin\n"
            "topics=sanction.linked\nalso un:QDi.430\n");
  EXPECT_EQ(loaded.Interests(),
            "ftm:e: ftm:p -ownership unknown-> ftm:c role=Ownership; sharesCount: 500 (line 5)\n");
  EXPECT_EQ(loaded.Problems(), "");
}

TEST(FtmJsonTest, ReadsBandsOfTheUnitedKingdomsRegister) {
  const auto edge = [](const std::string& said) {
    return Line("e", "Ownership", R"("owner":["a"],"asset":["b"],)" + said);
  };
  for (const auto& [said, wanted] : std::vector<std::pair<std::string, std::string>>{
           {R"("percentage":["ownership-of-shares-50-to-75-percent"])", "ownership (50..75]"},
           {R"("role":["voting-rights-75-to-100-percent"])", "votes (75..100]"},
           {R"("role":["Ownership of shares – 75% or more"])", "ownership [75..100]"},
           {R"("role":["Ownership of shares - More than 25% but not more than 50%"])",
            "ownership (25..50]"},
           {R"("role":["right-to-appoint-and-remove-directors"])", "board unknown"},
           {R"("percentage":["25–50%"],"role":["ownership-of-shares-25-to-50-percent"])",
            "ownership [25..50]"}}) {
    const Loaded loaded(edge(said));
    EXPECT_NE(loaded.Interests().find("-" + wanted + "->"), std::string::npos)
        << said << "\n"
        << loaded.Interests();
  }
}

TEST(FtmJsonTest, KnowsEverySortOfThing) {
  const Loaded loaded(
      Line("w", "CryptoWallet",
           R"("publicKey":["1BoatSLRHtKNngkdXEeobR76b53LETtpyT"],)"
           R"("holder":["p"])") +
      Line("s", "Security", R"("name":["Bond"],"isin":["US0378331005"],"issuer":["c"])") +
      Line("b", "BankAccount", R"("iban":["DE89370400440532013000"],"bank":["k"])") +
      Line("c", "Company", R"("name":["C"])") + Line("g", "PublicBody", R"("name":["G"])") +
      Line("x", "Control", R"("controller":["p"],"controlled":["c"],"controlType":["nominee"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Entities(),
            "Asset ftm:b\niban DE89370400440532013000\nschema=BankAccount\nbank=k\n"
            "Company ftm:c\nname primary|C\nPublicBody ftm:g\nname primary|G\n"
            "Security ftm:s\nname primary|Bond\nisin US0378331005\nissuer=c\n"
            "CryptoWallet ftm:w\nname primary|1BoatSLRHtKNngkdXEeobR76b53LETtpyT\n"
            "publicKey 1BoatSLRHtKNngkdXEeobR76b53LETtpyT\nholder=p\n");
  EXPECT_EQ(loaded.Interests(),
            "ftm:w/holder: ftm:p -ownership unknown-> ftm:w role=holder (line 1)\n"
            "ftm:s/issuer: ftm:c -linked unknown-> ftm:s role=issuer (line 2)\n"
            "ftm:b/bank: ftm:k -linked unknown-> ftm:b role=bank (line 3)\n"
            "ftm:x: ftm:p -nominee unknown-> ftm:c role=nominee (line 6)\n");
}

// What enrichers write into FollowTheMoney that is none.
TEST(FtmJsonTest, KeepsWhatIsNoFollowTheMoneyAsText) {
  const Loaded loaded(Line("a", "Person",
                           R"("name":["A"],"relatives":[{"relation":"spouse","name":"B"}])",
                           R"(,"deathDate":"2001","last_seen":"2024")"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Entities(),
            "Person ftm:a\nname primary|A\nrelatives.relation=spouse\nrelatives.name=B\n"
            "deathDate=2001\n");
  EXPECT_NE(loaded.Problems().find("relatives.relation"), std::string::npos);
}

TEST(FtmJsonTest, OneIdWithTwoContentsIsTwoInterests) {
  const std::string edge = R"("owner":["a"],"asset":["b"],"percentage":)";
  const Loaded loaded(Line("e", "Ownership", edge + R"(["10"])") +
                      Line("e", "Ownership", edge + R"(["20"])") +
                      Line("e", "Ownership", edge + R"(["10"])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Interests(),
            "ftm:e: ftm:a -ownership 10-> ftm:b role=Ownership (line 1)\n"
            "ftm:e#2: ftm:a -ownership 20-> ftm:b role=Ownership (line 2)\n");
}

// The same parties and addresses whatever the room for addresses is.
TEST(FtmJsonTest, AddressesAreJoinedInWindows) {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    text += Line("p" + n, "Person",
                 R"("name":["P)" + n + R"("],"addressEntity":["a)" + std::to_string(i * 7 % 40) +
                     R"(","a)" + std::to_string(i * 3 % 50) + R"("])");
    text += Line("a" + n, "Address", R"("full":["Quay )" + n + R"("])");
  }
  const support::TempDir dir;
  const FileGroup group{.kind = "ftm-json",
                        .files = {{.path = QuickWrite(dir, "list", text), .forced_kind = {}}},
                        .kinds = {"ftm-json"}};
  MemorySink whole;
  const auto report = LoadFtmJson(group, whole);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->warnings.size(), 7u) << "uses of a42, a45, a48 ...";
  for (const std::size_t room : {std::size_t{1}, std::size_t{1'500}, std::size_t{9'000}}) {
    MemorySink sink;
    const auto again = LoadFtmJsonWithin(room, group, sink);
    ASSERT_TRUE(again.ok()) << room;
    EXPECT_EQ(again->addresses, report->addresses) << room;
    EXPECT_EQ(again->records_read, report->records_read) << room;
    ASSERT_EQ(sink.entities.size(), whole.entities.size());
    for (auto& [id, entity] : sink.entities) {
      std::vector<Address> wanted = whole.entities.at(id).addresses;
      std::ranges::sort(wanted);
      std::ranges::sort(entity.addresses);
      EXPECT_EQ(entity.addresses, wanted) << room << " " << id;
    }
    EXPECT_EQ(again->warnings.back(), "7 addresses that parties name are not in the file") << room;
  }
}

}  // namespace
}  // namespace lynceus::sources
