// BODS 0.4: which statements count, and what they become.

#include "lib/sources/bods_json.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/sources/registry_text.h"

namespace lynceus::sources {
namespace {

std::string Statement(const std::string& record, const std::string& type,
                      const std::string& details, const std::string& date = "2020-01-01",
                      const std::string& status = "new") {
  return R"({"statementId":"s","recordId":")" + record + R"(","recordType":")" + type +
         R"(","recordStatus":")" + status + R"(","statementDate":")" + date +
         R"(","publicationDetails":{"bodsVersion":"0.4"},"recordDetails":{)" + details + "}}\n";
}

std::string Company(const std::string& record) {
  return Statement(record, "entity",
                   R"("entityType":{"type":"registeredEntity"},"name":"Company )" + record + "\"");
}

std::string Relation(const std::string& record, const std::string& holder,
                     const std::string& interests, const std::string& more = "",
                     const std::string& date = "2020-01-01", const std::string& status = "new") {
  return Statement(
      record, "relationship",
      R"("subject":"c","interestedParty":)" + holder + R"(,"interests":[)" + interests + "]" + more,
      date, status);
}

std::string Shares(const std::string& share) {
  return R"({"type":"shareholding","share":{)" + share + "}}";
}

TEST(BodsJsonTest, ReadsParties) {
  const Loaded loaded(
      Statement("e", "entity",
                R"("entityType":{"type":"registeredEntity"},"name":"Quay Ltd",)"
                R"("alternateNames":["Kai"],"jurisdiction":{"code":"RU","name":"Russia"},)"
                R"("foundingDate":"2001-02-03","identifiers":[{"scheme":"RU-INN","id":"77"},)"
                R"({"scheme":"XI-LEI","id":"L"},{"scheme":"GB-COH","id":"09"}],)"
                R"("addresses":[{"type":"registered","address":"1 Quay","postCode":"9",)"
                R"("country":{"code":"GB"}}],"isComponent":false,"uri":"u")") +
      Statement("p", "person",
                R"("personType":"knownPerson","names":[{"type":"legal","fullName":"Ana Testova"},)"
                R"({"type":"birth","fullName":"Ana Probina"}],"birthDate":"1970",)"
                R"("nationalities":[{"code":"RU"}])"));
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.kind, "bods-json");
  EXPECT_EQ(loaded.Entities(),
            "Company bods:e\nname primary|Quay Ltd\nname alias|Kai\nfounded 2001-02-03\n"
            "jurisdiction ru\ninnCode 77 (ru)\nleiCode L\nregistrationNumber 09 (gb)\n"
            "address 1 Quay, 9 (gb)\nentityType.type=registeredEntity\nuri=u\n"
            "Person bods:p\nname primary|Ana Testova\nname former|Ana Probina\nborn 1970\n"
            "nationality ru\npersonType=knownPerson\n");
}

TEST(BodsJsonTest, ReadsSharesAsWritten) {
  struct Case {
    std::string share;
    std::string read;
  };
  const Case cases[] = {
      {R"("exact":33.3333)", "33.3333"},
      {R"("exact":33.333333)", "(33.3333..33.3334)"},
      {R"("exact":"50")", "50"},
      {R"("exact":76.5,"minimum":76.5,"maximum":76.5)", "76.5"},
      {R"("minimum":25,"maximum":50)", "[25..50]"},
      {R"("exclusiveMinimum":25,"maximum":50)", "(25..50]"},
      {R"("minimum":25,"exclusiveMaximum":50)", "[25..50)"},
      {R"("exclusiveMinimum":25)", "(25..100]"},
      {R"("maximum":10)", "[0..10]"},
      {R"("exact":0.1)", "0.1"},
      {R"("exact":101)", "unknown"},
      {R"("exact":-1)", "unknown"},
      {"", "unknown"},
  };
  for (const Case& test : cases) {
    const Loaded loaded(Company("c") + Company("o") + Relation("r", "\"o\"", Shares(test.share)));
    ASSERT_EQ(loaded.error, "") << test.share;
    ASSERT_EQ(loaded.sink.interests.size(), 1u);
    EXPECT_EQ(loaded.sink.interests[0].share.ToCanonical(), test.read) << test.share;
  }
}

TEST(BodsJsonTest, ReadsRelationships) {
  const Loaded loaded(
      "[" + Company("c") + "," + Company("o") + "," +
      Relation("r1", "\"o\"",
               R"({"type":"shareholding","share":{"exact":60},"startDate":"2019-05",)"
               R"("endDate":"2020-06-30"},{"type":"votingRights","directOrIndirect":"indirect"})") +
      "," + Relation("r2", R"({"reason":"subjectExemptFromDisclosure"})", Shares("")) + "," +
      Relation("r3", "\"o\"", Shares(R"("exact":9)"), R"(,"componentRecords":["r1"])") + "]");
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Interests(),
            "bods:r1/0: bods:o -shares 60-> bods:c [2019-05-01..2020-07-01) role=shareholding "
            "(line 3, statement s)\n"
            "bods:r1/1: bods:o -votes unknown-> bods:c indirect role=votingRights "
            "(line 3, statement s)\n"
            "bods:r2/0: ?subjectExemptFromDisclosure -shares unknown-> bods:c role=shareholding "
            "(line 4, statement s)\n"
            "bods:r3/0: bods:o -shares 9-> bods:c indirect summary role=shareholding "
            "(line 5, statement s)\n");
}

TEST(BodsJsonTest, TheLatestStatementCounts) {
  // The later one stands first; the closing one has no details.
  const std::string closing =
      R"({"recordId":"q","recordType":"relationship","recordStatus":"closed",)"
      R"("statementDate":"2022-03-04"})"
      "\n";
  const Loaded loaded(Company("c") + Company("o") +
                      Relation("r", "\"o\"", Shares(R"("exact":70)"), "", "2021-01-01", "updated") +
                      Relation("r", "\"o\"", Shares(R"("exact":10)"), "", "2020-01-01") +
                      Relation("q", "\"o\"", Shares(R"("exact":5)"), "", "2020-01-01") + closing);
  ASSERT_EQ(loaded.error, "");
  EXPECT_EQ(loaded.Interests(),
            "bods:r/0: bods:o -shares 70-> bods:c role=shareholding (line 3, statement s)\n"
            "bods:q/0: bods:o -shares 5-> bods:c [..2022-03-04) role=shareholding "
            "(line 5, statement s)\n");
  EXPECT_EQ(loaded.Problems().substr(0, loaded.Problems().find('\n')),
            "line 4, record r: a later statement of the record replaces it");
}

TEST(BodsJsonTest, UnnamedHoldersAreUnknownUnlessTheyAreLinksOfAChain) {
  const std::string unknown = R"("personType":"unknownPerson")";
  const std::string anonymous = R"("entityType":{"type":"anonymousEntity"})";
  const std::string upper =
      Statement("up", "relationship",
                R"("subject":"link","interestedParty":"o","interests":[{"type":"shareholding"}])");
  const Loaded loaded(Company("c") + Company("o") + Statement("u", "person", unknown) +
                      Statement("link", "entity", anonymous) + Relation("r1", "\"u\"", Shares("")) +
                      Relation("r2", "\"link\"", Shares("")) + upper);
  ASSERT_EQ(loaded.error, "");
  ASSERT_EQ(loaded.sink.interests.size(), 3u);
  EXPECT_EQ(loaded.sink.interests[0].owner_id, "");
  EXPECT_EQ(loaded.sink.interests[0].unknown_holder, "unknownPerson");
  EXPECT_EQ(loaded.sink.interests[1].owner_id, "bods:link");
  EXPECT_EQ(loaded.sink.interests[2].subject_id, "bods:link");
}

TEST(BodsJsonTest, RefusesDamageByLine) {
  const std::string good = Company("c");
  const auto version = [&good](const std::string& word) {
    std::string text = good;
    text.replace(text.find("\"0.4\""), 5, "\"" + word + "\"");
    return good + text;
  };
  ExpectDamage(
      "bods-json",
      {
          {"empty", "", "the file holds no statement"},
          {"empty array", "[]", "the file holds no statement"},
          {"unknown version", version("0.999"), "line 2: the statement is of BODS 0.999"},
          {"version 0.45", version("0.45"), "of BODS 0.45, and 0.1 to 0.4 are read"},
          {"the new form under an old version", version("0.3"), "0.4 and of one before it"},
          {"old form", good + R"({"statementID":"1","statementType":"entityStatement"})",
           "line 2: the file holds statements in the form of BODS 0.4 and of one before it"},
          {"no recordId", good + R"({"recordType":"entity","recordDetails":{"a":1}})",
           "no recordId"},
          {"recordType", good + Statement("x", "ship", ""), "the recordType \"ship\""},
          {"recordStatus", good + Statement("x", "entity", "\"name\":\"A\"", "2020-01-01", "gone"),
           "the recordStatus \"gone\""},
          {"date", good + Statement("x", "entity", "\"name\":\"A\"", "soon"), "is no date"},
          {"no details", good + Statement("x", "entity", ""), "no object \"recordDetails\""},
          {"one id for two", good + Relation("c", "\"o\"", ""), "is a relationship here and a"},
          {"cut off", good + good.substr(0, 40), "line 2: the file is cut off"},
          {"key twice", good + Statement("x", "entity", R"("name":"A","name":"B")"), "twice"},
          {"not UTF-8", good + Statement("x", "entity", "\"name\":\"\xC3\""), "not valid UTF-8"},
          {"no object", "[1]", "a record begins with \"1\""},
      });
}

// A summary is left out of every sum, so a statement may be one only where its parts say it all.
TEST(BodsJsonTest, OnlyWhatItsPartsStateIsASummary) {
  const std::string indirect =
      R"({"type":"shareholding","directOrIndirect":"indirect","share":{"exact":70}})";
  const auto part = [](const std::string& record, const std::string& subject,
                       const std::string& holder, const std::string& interest,
                       const std::string& status = "new") {
    return Statement(record, "relationship",
                     R"("subject":")" + subject + R"(","interestedParty":")" + holder +
                         R"(","interests":[)" + interest + "]",
                     "2020-01-01", status);
  };
  const std::string low = part("low", "c", "b", Shares(R"("exact":90)"));
  const std::string top = part("top", "b", "o", Shares(R"("exact":80)"));
  const std::string board =
      part("top", "b", "o", R"({"type":"boardMember","directOrIndirect":"direct"})");
  const std::string ended =
      part("top", "b", "o", R"({"type":"shareholding","endDate":"2019-01-01"})");
  const std::string late =
      part("top", "b", "o", R"({"type":"shareholding","startDate":"2021-01-01"})");
  const std::string closed = part("top", "b", "o", Shares(R"("exact":80)"), "closed");
  const std::string parts = R"(,"componentRecords":["b","low","top"])";
  const struct {
    const char* why;
    std::string content;
    bool indirect;
    bool summary;
  } cases[] = {
      {"the parts lead from holder to subject", low + top + Relation("r", "\"o\"", indirect, parts),
       true, true},
      {"parts may stand behind it", Relation("r", "\"o\"", indirect, parts) + top + low, true,
       true},
      {"no part is in the file", Relation("r", "\"o\"", indirect, parts), true, false},
      {"a part is missing", low + Relation("r", "\"o\"", indirect, parts), true, false},
      {"a part is closed", low + closed + Relation("r", "\"o\"", indirect, parts), true, false},
      {"a part has ended", low + ended + Relation("r", "\"o\"", indirect, parts), true, false},
      {"a part began later", low + late + Relation("r", "\"o\"", indirect, parts), true, false},
      {"a part is no ownership", low + board + Relation("r", "\"o\"", indirect, parts), true,
       false},
      {"no parts are named", low + top + Relation("r", "\"o\"", indirect), true, false},
      {"control is never added up",
       low + top +
           Relation("r", "\"o\"",
                    R"({"type":"otherInfluenceOrControl","directOrIndirect":"indirect"})", parts),
       true, false},
      {"a direct interest beside parts is a stake",
       low + top +
           Relation("r", "\"o\"",
                    R"({"type":"shareholding","directOrIndirect":"direct","share":{"exact":60}})",
                    parts),
       false, false},
  };
  for (const auto& test : cases) {
    const Loaded loaded(Company("c") + Company("b") + Company("o") + test.content);
    ASSERT_EQ(loaded.error, "") << test.why;
    int found = 0;
    for (const Interest& interest : loaded.sink.interests) {
      if (interest.id != "bods:r/0") continue;
      ++found;
      EXPECT_EQ(interest.indirect, test.indirect) << test.why;
      EXPECT_EQ(interest.summary, test.summary) << test.why;
    }
    EXPECT_EQ(found, 1) << test.why;
  }
}

TEST(BodsJsonTest, NominatorsAndNomineesAreToldByTheirRole) {
  const Loaded loaded(Company("c") + Company("o") +
                      Relation("r", "\"o\"", R"({"type":"nominator"},{"type":"nominee"})"));
  ASSERT_EQ(loaded.sink.interests.size(), 2u) << loaded.error;
  for (const Interest& interest : loaded.sink.interests) {
    EXPECT_EQ(interest.kind, InterestKind::kNominee);
  }
  EXPECT_EQ(loaded.sink.interests[0].role, "nominator");
  EXPECT_EQ(loaded.sink.interests[1].role, "nominee");
}

}  // namespace
}  // namespace lynceus::sources
