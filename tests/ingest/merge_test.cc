// Parts of one record and records of one party: what stays first, what is united, what gives way.
#include "lib/ingest/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace lynceus::ingest {
namespace {

using ::testing::ElementsAre;

Party Record(const std::string& id, std::vector<Name> names) {
  Party party;
  party.entity.id = id;
  party.entity.names = std::move(names);
  party.ids = {id};
  return party;
}

TEST(MergeTest, TheMoreSpecificSchemaStays) {
  struct Row {
    Schema a;
    Schema b;
    Schema expected;
    const char* why;
  };
  const std::vector<Row> rows = {
      {Schema::kUnknown, Schema::kPerson, Schema::kPerson, "anything says more than nothing"},
      {Schema::kPerson, Schema::kUnknown, Schema::kPerson, "nothing says nothing"},
      {Schema::kLegalEntity, Schema::kPerson, Schema::kPerson, "a person is a legal entity"},
      {Schema::kLegalEntity, Schema::kCompany, Schema::kCompany, "a company is one"},
      {Schema::kOrganization, Schema::kCompany, Schema::kCompany, "a company is an organisation"},
      {Schema::kOrganization, Schema::kPerson, Schema::kOrganization,
       "no organisation is a person"},
      {Schema::kCompany, Schema::kOrganization, Schema::kCompany, "never back"},
      {Schema::kCompany, Schema::kPublicBody, Schema::kCompany, "neither includes the other"},
      {Schema::kAsset, Schema::kVessel, Schema::kVessel, "a vessel is an asset"},
      {Schema::kVessel, Schema::kPerson, Schema::kVessel, "a contradiction changes nothing"},
  };
  for (const Row& row : rows) EXPECT_EQ(MoreSpecific(row.a, row.b), row.expected) << row.why;
}

TEST(MergeTest, NamesKeepTheirOrderAndTheirStrongestKind) {
  Party party =
      MergeRecords({Record("a", {{"Acme", NameKind::kPrimary, ""}, {"ACM", NameKind::kWeak, ""}}),
                    Record("b", {{"Acme Ltd", NameKind::kPrimary, ""},
                                 {"ACM", NameKind::kAlias, "Latn"},
                                 {"Acme", NameKind::kAlias, ""}})});
  EXPECT_THAT(party.entity.names, ElementsAre(Name{"Acme", NameKind::kPrimary, ""},
                                              Name{"ACM", NameKind::kAlias, "Latn"},
                                              Name{"Acme Ltd", NameKind::kPrimary, ""}));
  EXPECT_EQ(party.entity.caption(), "Acme");
  EXPECT_EQ(party.entity.id, "a");
  EXPECT_THAT(party.ids, ElementsAre("a", "b"));
}

TEST(MergeTest, FactsAreUnitedAndOwnIdsAreNoReferents) {
  Party a = Record("a", {});
  a.entity.countries = {{"country", "us"}, {"country", "ru"}};
  a.entity.referents = {"b", "z"};
  Party b = Record("b", {});
  b.entity.countries = {{"country", "ru"}};
  b.entity.identifiers = {{"innCode", "7707083893", "ru"}};
  b.entity.referents = {"a"};
  const Party party = MergeRecords({a, b});
  EXPECT_THAT(party.entity.countries,
              ElementsAre(CountryFact{"country", "ru"}, CountryFact{"country", "us"}));
  EXPECT_EQ(party.entity.identifiers.size(), 1u);
  EXPECT_THAT(party.entity.referents, ElementsAre("z"));
}

TEST(MergeTest, OneActStatedTwiceIsOne) {
  Designation act{.entity_id = "a", .authority = "US-OFAC", .list = "SDN", .programme = "GLOMAG"};
  act.provenance = {"ofac-sdn", "line 1"};
  Designation again = act;
  again.provenance = {"ofac-sdn#2", "line 9"};
  Designation other = act;
  other.programme = "RUSSIA-EO14024";
  Party party = Record("a", {});
  party.designations = {again, other, act};
  Normalize(party);
  EXPECT_THAT(party.designations, ElementsAre(act, other));
}

TEST(MergeTest, StubsGiveWayToADescription) {
  Party stub = MakeStub("a", "s");
  EXPECT_TRUE(IsStub(stub.entity));
  EXPECT_EQ(stub.entity.caption(), "a");
  stub.designations = {{.entity_id = "a", .authority = "UK"}};
  const Party party = MergeRecords({stub, Record("b", {{"Acme", NameKind::kPrimary, ""}})});
  EXPECT_EQ(party.entity.id, "a");
  EXPECT_THAT(party.ids, ElementsAre("a", "b"));
  EXPECT_FALSE(IsStub(party.entity));
  EXPECT_EQ(party.entity.caption(), "Acme");
  EXPECT_EQ(party.designations.size(), 1u);
  EXPECT_TRUE(IsStub(MergeRecords({stub, MakeStub("b", "s")}).entity));
}

// Law: past the first record, the order of merging changes nothing but the order of names.
TEST(MergeTest, OrderOfOtherRecordsDoesNotMatter) {
  std::vector<Party> records;
  for (const char* id : {"a", "b", "c", "d"}) {
    Party record = Record(id, {{std::string("Name ") + id, NameKind::kAlias, ""}});
    record.entity.schema = *id == 'c' ? Schema::kCompany : Schema::kLegalEntity;
    record.entity.addresses = {{id, "us"}, {"same", "us"}};
    record.entity.referents = {"d", std::string("x") + id};
    record.designations = {{.entity_id = id, .authority = "UK"}};
    records.push_back(record);
  }
  const Party expected = MergeRecords(records);
  std::vector<std::size_t> order = {1, 2, 3};
  do {
    std::vector<Party> shuffled = {records[0]};
    for (const std::size_t i : order) shuffled.push_back(records[i]);
    Party party = MergeRecords(shuffled);
    std::sort(party.entity.names.begin(), party.entity.names.end(),
              [](const Name& a, const Name& b) { return a.text < b.text; });
    EXPECT_EQ(party.entity, expected.entity);
    EXPECT_EQ(party.ids, expected.ids);
    EXPECT_EQ(party.designations, expected.designations);
  } while (std::next_permutation(order.begin(), order.end()));
}

}  // namespace
}  // namespace lynceus::ingest
