// Counterparties cleared against one listed party: the two digests, from the file to the answer.
#include "lib/screening/good_guys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/changed_rules.h"
#include "tests/support/status_matchers.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::testing::Contains;
using ::testing::HasSubstr;

const Date kDay = *Date::FromCivil(2026, 11, 1);

Counterparty Sovcombank() {
  return {.id = "c-1", .names = {"Sovcombank"}, .schema = Schema::kCompany, .countries = {"ru"}};
}

Party SomeParty() {
  Party party;
  party.entity.id = "l:1";
  party.entity.schema = Schema::kPerson;
  party.entity.names = {{"Zebulon Quixworth", NameKind::kPrimary, ""}};
  party.entity.birth_dates = {*PartialDate::ParseIso("1970")};
  party.entity.countries = {{"nationality", "ru"}};
  party.entity.identifiers = {{"passportNumber", "1", "ru"}};
  party.entity.addresses = {{"Street 1", "ru"}};
  party.entity.properties = {{"gender", "male"}};
  party.entity.provenance = {"list", "line 1"};
  party.ids = {"l:1"};
  party.designations = {{.entity_id = "l:1", .authority = "A", .list = "L", .programme = "P"}};
  return party;
}

TEST(AskedDigestTest, ChangesWithEverythingThatTellsPartiesApart) {
  const std::string base = AskedDigest(Sovcombank());
  EXPECT_EQ(base.size(), 64u);
  const std::map<std::string, std::function<void(Counterparty&)>> changes = {
      {"a name", [](Counterparty& c) { c.names.emplace_back("Sovcom"); }},
      {"its spelling", [](Counterparty& c) { c.names[0] = "SOVCOMBANK"; }},
      {"the schema", [](Counterparty& c) { c.schema = Schema::kOrganization; }},
      {"a date", [](Counterparty& c) { c.birth_dates = {*PartialDate::ParseIso("1990")}; }},
      {"a country", [](Counterparty& c) { c.countries = {"kz"}; }},
      {"the gender", [](Counterparty& c) { c.gender = "male"; }},
      {"an identifier", [](Counterparty& c) {
         c.identifiers = {{"innCode", "1", ""}};
       }}};
  for (const auto& [what, change] : changes) {
    Counterparty changed = Sovcombank();
    change(changed);
    EXPECT_NE(AskedDigest(changed), base) << what;
  }
  Counterparty same = Sovcombank();
  same.id = "c-2";
  same.addresses = {"Street 1"};
  same.booking = {"trade_finance", "jp"};
  same.owners = {{.name = "Somebody"}};
  EXPECT_EQ(AskedDigest(same), base) << "it is the same party";
  Counterparty two = Sovcombank();
  two.names = {"B", "A"};
  Counterparty turned = Sovcombank();
  turned.names = {"A", "B", "A"};
  EXPECT_EQ(AskedDigest(two), AskedDigest(turned)) << "order says nothing";
}

// The bytes that good_guys.h documents, written out.
TEST(AskedDigestTest, IsOverTheDocumentedBytes) {
  Sha256Builder bytes;
  for (const char* field :
       {"lynceus/asked/v1", "names", "1", "Sovcombank", "schema", "1", "Company", "birth_dates",
        "0", "countries", "1", "ru", "gender", "1", "", "identifiers", "0"}) {
    bytes.AddField(field);
  }
  EXPECT_EQ(AskedDigest(Sovcombank()), ToHex(bytes.Finish()));
}

TEST(ListedDigestTest, ChangesWithThePartyAndNotWithItsPlaceInAFile) {
  const std::string base = ListedDigest(SomeParty());
  const std::map<std::string, std::function<void(Party&)>> changes = {
      {"schema", [](Party& p) { p.entity.schema = Schema::kCompany; }},
      {"name", [](Party& p) { p.entity.names[0].text = "Z. Quixworth"; }},
      {"kind of name", [](Party& p) { p.entity.names[0].kind = NameKind::kWeak; }},
      {"birth date", [](Party& p) { p.entity.birth_dates.clear(); }},
      {"founding", [](Party& p) { p.entity.founded_dates = {*PartialDate::ParseIso("1990")}; }},
      {"country", [](Party& p) { p.entity.countries[0].code = "by"; }},
      {"identifier", [](Party& p) { p.entity.identifiers[0].value = "2"; }},
      {"address", [](Party& p) { p.entity.addresses[0].full = "Street 2"; }},
      {"property", [](Party& p) { p.entity.properties[0].value = "female"; }},
      {"a programme more",
       [](Party& p) {
         p.designations.push_back(p.designations[0]);
         p.designations[1].programme = "Q";
       }},
      {"the end of a listing",
       [](Party& p) { p.designations[0].end_date = Date::FromCivil(2026, 1, 1); }}};
  for (const auto& [what, change] : changes) {
    Party changed = SomeParty();
    change(changed);
    EXPECT_NE(ListedDigest(changed), base) << what;
  }
  Party same = SomeParty();
  same.entity.provenance.place = "line 2";
  same.designations[0].provenance.place = "line 2";
  same.ids.emplace_back("other:1");
  EXPECT_EQ(ListedDigest(same), base) << "the list was printed again";
}

// What a clear answer is made of, with entries whose members a test changes.
class GoodGuysTest : public ::testing::Test {
 protected:
  GoodGuysTest() {
    const DecisionCore core = Screened(DemoEngine(), Sovcombank());
    EXPECT_FALSE(core.hits.empty());
    listed_ = core.hits.front().entity_id;
    entry_ = {{"counterparty", "c-1"},
              {"asked_digest", core.asked_digest},
              {"listed", listed_},
              {"listed_digest", core.hits.front().party_digest},
              {"author", "A. Officer"},
              {"approver", "B. Officer"},
              {"reason", "another bank of the name"},
              {"from", "2026-06-01"},
              {"until", "2027-06-01"}};
  }

  static DecisionCore Screened(const Engine& engine, const Counterparty& counterparty,
                               Date as_of = kDay) {
    auto core = Evaluate(counterparty, as_of, engine);
    EXPECT_THAT(core, IsOk());
    return *std::move(core);
  }
  absl::StatusOr<std::shared_ptr<const Engine>> Open() {
    std::string text = "good_guys:\n  - key: gg-1\n";
    for (const auto& [key, value] : entry_) absl::StrAppend(&text, "    ", key, ": ", value, "\n");
    rules_.Write("policy/good_guys.yaml", text);
    return rules_.Open();
  }
  // The match of the listed party in an answer under the entry.
  Match Matched(const Counterparty& counterparty, Date as_of = kDay) {
    const auto engine = Open();
    EXPECT_THAT(engine, IsOk());
    core_ = Screened(**engine, counterparty, as_of);
    for (const std::vector<Match>* matches : {&core_.hits, &core_.suppressed}) {
      for (const Match& match : *matches) {
        if (match.entity_id == listed_) return match;
      }
    }
    ADD_FAILURE() << "no match of " << listed_;
    return {};
  }
  void ExpectVoid(const Match& match, const std::string& why) {
    EXPECT_EQ(match.suppressed_by, "");
    EXPECT_THAT(match.flags,
                Contains(::testing::AllOf(::testing::Field(&Flag::type, "good_guy_void"),
                                          ::testing::Field(&Flag::text, HasSubstr(why)))));
    EXPECT_THAT(core_.reasons, Contains("good_guy_void"));
    EXPECT_EQ(core_.decision, Decision::kBlock) << "as without the entry";
  }

  ChangedRules rules_;
  std::string listed_;
  std::map<std::string, std::string> entry_;
  DecisionCore core_;
};

TEST_F(GoodGuysTest, TheMatchStandsSuppressedUnderTheEntryAndItsAuthor) {
  EXPECT_EQ(Matched(Sovcombank()).suppressed_by,
            "good_guy gg-1 by A. Officer, approved by B. Officer");
  for (const Match& other : core_.hits) EXPECT_NE(other.entity_id, listed_);
  EXPECT_NE(core_.rules, DemoEngine().rules->digest) << "the entry stands under the rules' digest";
}

TEST_F(GoodGuysTest, ItHoldsForThisCounterpartyAlone) {
  Counterparty other = Sovcombank();
  other.id = "c-2";
  const Match match = Matched(other);
  EXPECT_EQ(match.suppressed_by, "");
  EXPECT_THAT(match.flags, Not(Contains(::testing::Field(&Flag::type, "good_guy_void"))));
}

TEST_F(GoodGuysTest, WithoutAnIdWhoeverIsAskedWithTheseData) {
  entry_.erase("counterparty");
  Counterparty other = Sovcombank();
  other.id = "c-2";
  EXPECT_THAT(Matched(other).suppressed_by, HasSubstr("good_guy gg-1"));
  other.countries = {"kz"};
  EXPECT_EQ(Matched(other).suppressed_by, "");
}

TEST_F(GoodGuysTest, ItIsVoidWhenTheCounterpartyChanges) {
  Counterparty changed = Sovcombank();
  changed.countries.emplace_back("kz");
  ExpectVoid(Matched(changed), "what is asked of the counterparty is not what was decided on");
}

TEST_F(GoodGuysTest, ItIsVoidWhenTheListedPartyChanges) {
  entry_["listed_digest"] = std::string(64, '0');
  ExpectVoid(Matched(Sovcombank()),
             "the data of the listed party are not those that were decided on");
}

TEST_F(GoodGuysTest, ItIsVoidOutsideItsDays) {
  ExpectVoid(Matched(Sovcombank(), *Date::FromCivil(2027, 6, 1)), "it ended on 2027-06-01");
  entry_["from"] = "2026-11-02";
  ExpectVoid(Matched(Sovcombank()), "it begins on 2026-11-02");
}

TEST_F(GoodGuysTest, ADeclaredOwnerIsSomebodyElse) {
  Counterparty owned = Sovcombank();
  owned.owners = {{.name = "Sovcombank", .share = Share::Exact(kWholePpm)}};
  const auto engine = Open();
  ASSERT_THAT(engine, IsOk());
  const DecisionCore core = Screened(**engine, owned);
  EXPECT_THAT(core.hits, Contains(::testing::Field(&Match::entity_id, listed_)));
  EXPECT_THAT(core.suppressed, Contains(::testing::Field(&Match::entity_id, listed_)));
}

TEST_F(GoodGuysTest, NobodyApprovesTheirOwnEntry) {
  entry_["approver"] = "a. officer";
  EXPECT_THAT(std::string(Open().status().message()), HasSubstr("approver"));
}

}  // namespace
}  // namespace lynceus::screening
