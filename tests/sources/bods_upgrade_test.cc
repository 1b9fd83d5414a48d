// BODS 0.1 to 0.3: what its statements become, and which of them are one record. Each case would
// come out otherwise if the file were read as 0.4.

#include "lib/sources/bods_upgrade.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/registry_text.h"

namespace lynceus::sources {
namespace {

std::string Old(const std::string& id, const std::string& type, const std::string& rest,
                const std::string& date = "2020-01-01") {
  return R"({"statementID":")" + id + R"(","statementType":")" + type + R"(Statement",)" +
         R"("statementDate":")" + date + "\"" + rest + "}\n";
}

std::string OldCompany(const std::string& id, const std::string& rest = "") {
  return Old(id, "entity",
             R"(,"entityType":"registeredEntity","name":"Company )" + id + "\"" + rest);
}

std::string OldRelation(const std::string& id, const std::string& holder,
                        const std::string& interests, const std::string& rest = "",
                        const std::string& date = "2020-01-01") {
  return Old(id, "ownershipOrControl",
             R"(,"subject":{"describedByEntityStatement":"c"},"interestedParty":{)" + holder +
                 R"(},"interests":[)" + interests + "]" + rest,
             date);
}

const std::string kByO = R"("describedByEntityStatement":"o")";

TEST(BodsUpgradeTest, ReadsPartiesOfEachRelease) {
  const Loaded loaded(
      Old("e", "entity",
          R"(,"entityType":"registeredEntity","name":"Quay Ltd","alternateNames":["Kai"],)"
          R"("incorporatedInJurisdiction":{"code":"RU"},"foundingDate":"2001-02-03",)"
          R"("identifiers":[{"scheme":"RU-INN","id":"77"}],"addresses":[{"type":"registered",)"
          R"("address":"1 Quay","postCode":"9","country":"GB"}],"isComponent":false)") +
      Old("p", "person",
          R"(,"personType":"knownPerson","names":[{"type":"individual","fullName":"Ana Testova"},)"
          R"({"type":"aka","fullName":"A. Testova"}],"birthDate":"1970","hasPepStatus":true,)"
          R"("nationalities":[{"code":"RU"}],"publicationDetails":{"bodsVersion":"0.2",)"
          R"("publisher":{"name":"Example Register"}})"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "bods-json");
  EXPECT_EQ(loaded.report.source.publisher, "Example Register");
  EXPECT_EQ(loaded.Entities(),
            "Company bods:e\nname primary|Quay Ltd\nname alias|Kai\nfounded 2001-02-03\n"
            "jurisdiction ru\ninnCode 77 (ru)\naddress 1 Quay, 9 (gb)\n"
            "entityType=registeredEntity\n"
            "Person bods:p\nname primary|Ana Testova\nname alias|A. Testova\nborn 1970\n"
            "nationality ru\npersonType=knownPerson\nhasPepStatus=true\n");
}

// The data standard before 0.4: exclusiveMinimum and exclusiveMaximum are booleans, the first false
// and the second true unless stated.
TEST(BodsUpgradeTest, SharesOfBooleanBounds) {
  const struct {
    const char* why;
    std::string share;
    std::string read;
  } cases[] = {
      {"the default excludes the half", R"("minimum":25,"maximum":50)", "[25..50)"},
      {"said to include it", R"("minimum":25,"maximum":50,"exclusiveMaximum":false)", "[25..50]"},
      {"the law's band",
       R"("minimum":25,"maximum":50,"exclusiveMinimum":true,)"
       R"("exclusiveMaximum":false)",
       "(25..50]"},
      {"both excluded", R"("minimum":25,"maximum":50,"exclusiveMinimum":true)", "(25..50)"},
      {"a null flag is none", R"("minimum":25,"maximum":50,"exclusiveMaximum":null)", "[25..50)"},
      {"no upper bound", R"("minimum":25)", "[25..100]"},
      {"no lower bound", R"("maximum":10)", "[0..10)"},
      {"the default would leave nothing", R"("minimum":100,"maximum":100)", "100"},
      {"the same in another form", R"("minimum":50,"maximum":50.0)", "50"},
      {"stated to leave nothing", R"("minimum":50,"maximum":50,"exclusiveMaximum":true)",
       "unknown"},
      {"exact goes before bounds", R"("exact":33.5,"minimum":25,"maximum":50)", "33.5"},
      {"a flag in words", R"("minimum":25,"exclusiveMinimum":"25","maximum":50)", "unknown"},
      {"a flag that is a number, as in 0.4", R"("exclusiveMinimum":25,"maximum":50)", "unknown"},
      {"none", "", "unknown"},
  };
  for (const auto& [why, share, read] : cases) {
    const Loaded loaded(
        OldCompany("c") + OldCompany("o") +
        OldRelation("r", kByO, R"({"type":"shareholding","share":{)" + share + "}}"));
    ASSERT_EQ(loaded.error, "") << why;
    ASSERT_EQ(loaded.sink.interests.size(), 1u) << why;
    EXPECT_EQ(loaded.sink.interests[0].share.ToCanonical(), read) << why;
  }
}

TEST(BodsUpgradeTest, InterestsHolders) {
  const Loaded loaded(
      OldCompany("c") + OldCompany("o") +
      OldRelation("r1", kByO,
                  R"({"type":"voting-rights","interestLevel":"indirect","share":{"exact":60},)"
                  R"("startDate":"2019-05","endDate":"2020-06-30"},)"
                  R"({"type":"influence-or-control","interestLevel":"direct"})") +
      OldRelation("r2", R"("unspecified":{"reason":"unknown","description":"not filed"})",
                  R"({"type":"shareholding"})") +
      OldRelation("r3", R"("describedByPersonStatement":"o","unspecified":{"reason":"unknown"})",
                  R"({"type":"trustee-of-trust"})") +
      OldRelation("r4", kByO, R"({"type":"clairvoyance"})"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Interests(),
            "bods:r1/0: bods:o -votes 60-> bods:c [2019-05-01..2020-07-01) indirect "
            "role=votingRights (line 3, statement r1)\n"
            "bods:r1/1: bods:o -influence unknown-> bods:c role=otherInfluenceOrControl "
            "(line 3, statement r1)\n"
            "bods:r2/0: ?unknown: not filed -shares unknown-> bods:c role=shareholding "
            "(line 4, statement r2)\n"
            "bods:r3/0: bods:o -trust unknown-> bods:c role=trustee (line 5, statement r3)\n"
            "bods:r4/0: bods:o -ownership unknown-> bods:c role=clairvoyance "
            "(line 6, statement r4)\n");
  EXPECT_NE(loaded.Problems().find("\"clairvoyance\" is not known"), std::string::npos);
}

// Loading both the whole and its parts would count one stake twice.
TEST(BodsUpgradeTest, WhatItsComponentsStateIsASummary) {
  const auto part = [](const std::string& id, const std::string& subject, const std::string& holder,
                       const std::string& share, const std::string& rest) {
    return Old(id, "ownershipOrControl",
               R"(,"subject":{"describedByEntityStatement":")" + subject +
                   R"("},"interestedParty":{"describedByEntityStatement":")" + holder +
                   R"("},"interests":[{"type":"shareholding","share":{"exact":)" + share + "}}]" +
                   rest);
  };
  const Loaded loaded(OldCompany("c") + OldCompany("m") + OldCompany("o") +
                      part("low", "c", "m", "90", R"(,"isComponent":true)") +
                      part("top", "m", "o", "80", R"(,"isComponent":true)") +
                      part("all", "c", "o", "72", R"(,"componentStatementIDs":["low","m","top"])"));
  ASSERT_EQ(loaded.error, "");
  ASSERT_EQ(loaded.sink.interests.size(), 3u);
  EXPECT_FALSE(loaded.sink.interests[0].summary);
  EXPECT_FALSE(loaded.sink.interests[1].summary);
  EXPECT_TRUE(loaded.sink.interests[2].summary);
}

// A later statement has another id, and relations may still name the first one.
TEST(BodsUpgradeTest, StatementsThatReplaceOneAnotherAreOneRecord) {
  const Loaded loaded(OldCompany("c") + OldCompany("o") +
                      OldCompany("o2", R"(,"replacesStatements":["o"])") +
                      OldCompany("o3", R"(,"replacesStatements":["o2","o2"])") +
                      OldRelation("r", kByO, R"({"type":"shareholding","share":{"exact":70}})") +
                      OldRelation("r2", R"("describedByEntityStatement":"o2")",
                                  R"({"type":"shareholding","share":{"exact":10}})",
                                  R"(,"replacesStatements":["r","gone"])", "2019-01-01"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.sink.entities.size(), 2u);
  EXPECT_EQ(loaded.sink.entities.at("bods:o").names.at(0).text, "Company o3");
  EXPECT_EQ(loaded.Interests(),
            "bods:gone/0: bods:o -shares 10-> bods:c role=shareholding (line 6, statement r2)\n");
  EXPECT_EQ(loaded.Problems(),
            "line 2, statement o: another statement replaces it\n"
            "line 3, statement o2: another statement replaces it\n"
            "line 5, statement r: another statement replaces it\n");
}

// Each says that it replaces the other: that both are gone would lose the party.
TEST(BodsUpgradeTest, ARingOfReplacementsLosesNothing) {
  const Loaded loaded(OldCompany("a", R"(,"replacesStatements":["b"])") +
                      OldCompany("b", R"(,"replacesStatements":["a","b"])"));
  ASSERT_EQ(loaded.error, "");
  ASSERT_EQ(loaded.sink.entities.size(), 1u);
  EXPECT_EQ(loaded.sink.entities.at("bods:a").names.at(0).text, "Company b");
  EXPECT_EQ(loaded.Problems(), "line 1, record a: a later statement of the record replaces it\n");
}

TEST(BodsUpgradeTest, ALongChainReadBackwardsIsOneRecord) {
  std::string file;
  for (int i = 5'000; i > 0; --i) {
    file += OldCompany("s" + std::to_string(i),
                       R"(,"replacesStatements":["s)" + std::to_string(i - 1) + "\"]");
  }
  const Loaded loaded(file);
  ASSERT_EQ(loaded.error, "");
  ASSERT_EQ(loaded.sink.entities.size(), 1u);
  EXPECT_EQ(loaded.sink.entities.begin()->first, "bods:s0");
  EXPECT_EQ(loaded.sink.entities.begin()->second.names.at(0).text, "Company s5000");
}

TEST(BodsUpgradeTest, RefusesDamageByLine) {
  const std::string good = OldCompany("c");
  ExpectDamage(
      "bods-json",
      {{"no id", good + R"({"statementType":"entityStatement","name":"A"})",
        "line 2: a statement has no statementID"},
       {"an id that is a number", good + R"({"statementID":7,"statementType":"x"})",
        "line 2: a statement has no statementID"},
       {"no type", good + R"({"statementID":"x","name":"A"})", "has the statementType \"\""},
       {"an unknown type", good + Old("x", "ghost", ""), "statementType \"ghostStatement\""},
       {"a date", good + Old("x", "entity", "", "soon"), "statementDate that is no date"},
       {"one id for two", good + OldRelation("c", kByO, ""), "is a relationship here and a"},
       {"0.4 among it", good + R"({"statementId":"s","recordId":"r","recordType":"entity"})",
        "line 2: the file holds statements in the form of BODS 0.4 and of one before it"},
       {"another version",
        good + Old("x", "entity", R"(,"publicationDetails":{"bodsVersion":"0.5"})"),
        "of BODS 0.5, and 0.1 to 0.4 are read"},
       {"cut off", good + good.substr(0, 40), "line 2: the file is cut off"}});
}

}  // namespace
}  // namespace lynceus::sources
