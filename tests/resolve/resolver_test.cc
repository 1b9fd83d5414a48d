// What joins records, what keeps them apart, what is only probable, and why: examples.
#include "lib/resolve/resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "lib/base/status.h"
#include "lib/resolve/groups.h"
#include "lib/resolve/identifier_rules.h"
#include "tests/resolve/words_analyzer.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {
namespace {

using ::lynceus::support::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Entity Record(const std::string& id, const std::string& name, Schema schema = Schema::kCompany) {
  Entity entity{.id = id, .schema = schema};
  entity.names = {{name, NameKind::kPrimary, ""}};
  entity.provenance.source = id.substr(0, id.find(':'));
  if (entity.provenance.source == "psc-holder") entity.provenance.source = "uk-psc";
  return entity;
}
Entity With(Entity entity, const char* type, const char* value, const char* country = "") {
  entity.identifiers.push_back({type, value, country});
  return entity;
}
Entity Born(Entity entity, const char* date) {
  entity.birth_dates.push_back(*PartialDate::ParseIso(date));
  return entity;
}
Entity In(Entity entity, const char* country, const char* property = "country") {
  entity.countries.push_back({property, country});
  return entity;
}
Entity Naming(Entity entity, const char* other) {
  entity.referents.emplace_back(other);
  return entity;
}
Entity Person(const std::string& id, const std::string& name) {
  return Record(id, name, Schema::kPerson);
}

Decision Force(const char* a, const char* b, const char* place = "f.csv, line 2") {
  return {.kind = Decision::Kind::kForce,
          .a = a,
          .b = b,
          .author = "R. Eviewer",
          .reason = "seen the deed",
          .date = *Date::ParseIso("2026-01-02"),
          .place = place};
}
Decision Forbid(const char* a, const char* b, const char* place = "f.csv, line 3") {
  Decision decision = Force(a, b, place);
  decision.kind = Decision::Kind::kForbid;
  return decision;
}

// Everything but bods, ftm and psc is a list here.
bool IsListed(const Entity& record) {
  const std::string& source = record.provenance.source;
  return source != "bods" && source != "ftm" && source != "uk-psc";
}

absl::StatusOr<Resolution> TryResolve(const std::vector<Entity>& records,
                                      const std::vector<Decision>& decisions) {
  const WordsAnalyzer analyzer;
  Resolver resolver(analyzer);
  for (const Entity& record : records) {
    LYNCEUS_RETURN_IF_ERROR(resolver.Add(record, IsListed(record)));
  }
  for (const Decision& decision : decisions) resolver.Decide(decision);
  return resolver.Resolve();
}

Resolution ResolveAll(const std::vector<Entity>& records,
                      const std::vector<Decision>& decisions = {}) {
  auto resolution = TryResolve(records, decisions);
  EXPECT_THAT(resolution, IsOk());
  return *std::move(resolution);
}

enum class Outcome { kOne, kProbable, kNothing };
Outcome OutcomeOf(const Resolution& resolution) {
  if (!resolution.canonical.empty()) return Outcome::kOne;
  return resolution.links.empty() ? Outcome::kNothing : Outcome::kProbable;
}

struct Row {
  Entity a;
  Entity b;
  Outcome outcome;
  const char* why;
};
void ExpectRows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(OutcomeOf(ResolveAll({row.a, row.b})), row.outcome) << row.why;
    EXPECT_EQ(OutcomeOf(ResolveAll({row.b, row.a})), row.outcome) << row.why;
  }
}

TEST(ResolverTest, AnEqualStrongIdentifierIsOneParty) {
  const Resolution resolution =
      ResolveAll({With(Record("bods:1", "a"), "innCode", "4401116480"),
                  With(Record("ofac-sdn:9", "b"), "innCode", "4401116480")});
  EXPECT_EQ(resolution.CanonicalOf("bods:1"), "ofac-sdn:9")
      << "a list's id stands before a registry's";
  EXPECT_EQ(resolution.CanonicalOf("ofac-sdn:9"), "ofac-sdn:9");
  EXPECT_TRUE(resolution.links.empty());
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_EQ(resolution.merges[0].reason, "equal innCode 4401116480");
  EXPECT_EQ(resolution.records, 2u);
  EXPECT_EQ(resolution.parties, 1u);
}

TEST(ResolverTest, IdentifiersOfEachKind) {
  const char* const kLei = "253400V1H6ART1UQ0N98";
  ASSERT_TRUE(IsLei(kLei));
  ExpectRows({
      {With(Record("un:1", "x"), "leiCode", kLei),
       With(Record("uk:1", "y"), "registrationNumber", kLei), Outcome::kOne,
       "a LEI filed as a registration number is known by its check digits"},
      {With(Record("un:1", "x"), "leiCode", kLei), Record(std::string("lei:") + kLei, "y"),
       Outcome::kOne, "a register keyed by LEI states it in its ids"},
      {With(Record("un:1", "x"), "ogrnCode", "1144400000425"),
       With(Record("bods:1", "y"), "registrationNumber", "1144400000425", "ru"), Outcome::kOne,
       "an OGRN filed as a registration number"},
      {With(Record("un:1", "x"), "taxNumber", "4401116480", "ru"),
       With(Record("bods:1", "y"), "innCode", "4401116480"), Outcome::kOne,
       "an INN filed as a tax number"},
      {With(Record("un:1", "x", Schema::kVessel), "imoNumber", "IMO 9187629"),
       With(Record("uk:1", "y", Schema::kVessel), "imoNumber", "9187629"), Outcome::kOne, "a ship"},
      {With(Record("un:1", "x"), "registrationNumber", "01234567", "gb"),
       With(Record("psc-holder:1", "y"), "registrationNumber", "01234567", "gb"), Outcome::kOne,
       "a long number of the one register of a country"},
      {With(Record("un:1", "x"), "registrationNumber", "01234567", "gb"),
       In(With(Record("psc-holder:1", "y"), "registrationNumber", "01234567"), "gb",
          "jurisdiction"),
       Outcome::kOne, "the jurisdiction says whose register it is"},
      {With(Record("un:1", "x"), "registrationNumber", "01234567", "gb"),
       With(Record("psc-holder:1", "y"), "registrationNumber", "01234567", "ie"), Outcome::kNothing,
       "two registers"},
      {With(Record("un:1", "x"), "registrationNumber", "01234567", "gb"),
       With(Record("psc-holder:1", "y"), "registrationNumber", "01234567"), Outcome::kProbable,
       "no word of whose register"},
      {With(Record("un:1", "alder works"), "registrationNumber", "4567", "gb"),
       With(Record("psc-holder:1", "borodin"), "registrationNumber", "4567", "gb"),
       Outcome::kProbable, "a short number and other names"},
      {With(Record("un:1", "alder works"), "registrationNumber", "4567", "gb"),
       With(Record("psc-holder:1", "works alder"), "registrationNumber", "4567", "gb"),
       Outcome::kOne, "a short number and the same name"},
      {With(Record("un:1", "alder works"), "registrationNumber", "HRB 1234567", "de"),
       With(Record("bods:1", "borodin"), "registrationNumber", "HRB1234567", "de"),
       Outcome::kProbable, "each court of Germany counts anew"},
      {In(With(Record("un:1", "x bank"), "innCode", "7750004150"), "ru"),
       In(With(Record("uk:1", "x bank"), "innCode", "7750004150"), "by"), Outcome::kProbable,
       "a daughter abroad that is listed with its parent's number"},
      {In(With(Record("un:1", "x bank"), "leiCode", kLei), "ru"),
       In(With(Record("uk:1", "y bank"), "leiCode", kLei), "by"), Outcome::kProbable,
       "the same with a LEI"},
      {In(With(Record("un:1", "x bank"), "leiCode", kLei), "ru"),
       In(With(Record("uk:1", "bank x"), "leiCode", kLei), "by"), Outcome::kOne,
       "but with one name it is one party of two addresses"},
      {With(Record("un:1", "x"), "swiftBic", "SOMRRUMM"),
       With(Record("uk:1", "y"), "swiftBic", "SOMRRUMMXXX"), Outcome::kProbable,
       "a BIC is strong, not certain"},
      {With(Record("un:1", "x"), "registrationNumber", "0000000", "gb"),
       With(Record("uk:1", "y"), "registrationNumber", "0000000", "gb"), Outcome::kNothing,
       "a placeholder"},
      {With(Record("un:1", "x"), "registrationNumber", "UNKNOWN", "gb"),
       With(Record("uk:1", "y"), "registrationNumber", "unknown", "gb"), Outcome::kNothing,
       "a word in place of a number"},
      {With(Record("un:1", "x"), "licenseNumber", "7781234"),
       With(Record("uk:1", "y"), "licenseNumber", "7781234"), Outcome::kNothing,
       "a licence is no identity"},
      {With(Record("un:1", "x", Schema::kCryptoWallet), "publicKey", "1abcDEF"),
       With(Record("uk:1", "y", Schema::kCryptoWallet), "publicKey", "1abcDEF"), Outcome::kOne,
       "one wallet"},
      {With(Person("un:1", "x"), "publicKey", "1abcDEF"),
       With(Person("uk:1", "y"), "publicKey", "1abcDEF"), Outcome::kProbable,
       "two may hold one wallet"},
  });
}

TEST(ResolverTest, PassportsNeedACountryAndABirthDate) {
  const auto holder = [](const char* id, const char* country, const char* born) {
    const Entity person = With(Person(id, id), "passportNumber", "D000 123", country);
    return *born == '\0' ? person : Born(person, born);
  };
  ExpectRows({
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "af", "1960"), Outcome::kOne, "both"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "pk", "1960"), Outcome::kNothing,
       "two issuers"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "", "1960"), Outcome::kProbable,
       "one issuer is not known"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "af", ""), Outcome::kProbable,
       "one birth date is not known"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "af", "1971"), Outcome::kProbable,
       "another birth date contradicts"},
      {holder("un:1", "af", "1960-05-01"),
       Born(With(Person("uk:1", "y"), "idNumber", "D000123", "af"), "1960-05-01"), Outcome::kOne,
       "what one calls a passport another calls an identity card"},
  });
  const Resolution resolution =
      ResolveAll({holder("un:1", "af", "1960-05-01"), holder("uk:1", "af", "1960")});
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_EQ(resolution.merges[0].reason, "equal passportNumber af D000123, birth date 1960-05-01");
}

TEST(ResolverTest, TwoRecordsOfOneSource) {
  const char* const kNumber = "01234567";
  ExpectRows({
      {With(Record("un:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Record("un:2", "a"), "registrationNumber", kNumber, "gb"), Outcome::kNothing,
       "a list that has two entries means two"},
      {With(Record("ftm:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Record("ftm:2", "a"), "registrationNumber", kNumber, "gb"), Outcome::kProbable,
       "an aggregator keeps them apart"},
      {With(Record("psc-holder:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Record("psc-holder:2", "b"), "registrationNumber", kNumber, "gb"), Outcome::kOne,
       "a register that describes a holder anew for each holding"},
      {Record("psc-holder:1", "a"), Record("psc-holder:2", "a"), Outcome::kProbable,
       "the same by name"},
      {Born(Person("psc-holder:1", "a b"), "1960"), Born(Person("psc-holder:2", "a b"), "1960"),
       Outcome::kNothing, "nothing follows from two unlisted persons being one"},
      {With(Record("us-csl:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Record("us-csl:2", "b"), "registrationNumber", kNumber, "gb"), Outcome::kOne,
       "several lists in one file"},
      {Record("us-csl:1", "a"), Record("us-csl:2", "a"), Outcome::kProbable, "the same by name"},
      {Record("gb-coh:01234567", "a"),
       With(Record("un:1", "b"), "registrationNumber", "01234567", "gb"), Outcome::kOne,
       "the id of a register is its number"},
      {Naming(Record("un:1", "a"), "un:2"), Record("un:2", "b"), Outcome::kOne,
       "the publisher says so"},
  });
}

TEST(ResolverTest, ACrossReferenceJoinsWhateverElseIsSaid) {
  const Resolution resolution =
      ResolveAll({Naming(Born(Person("eu:1", "anna berg"), "1960"), "un:7"),
                  Born(Person("un:7", "berg anna"), "1970")});
  EXPECT_EQ(resolution.CanonicalOf("un:7"), "eu:1");
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_EQ(resolution.merges[0].reason, "the publisher of eu:1 names un:7");
}

// OFSI's list of 2018 gives UN KPe.023 to five banks and traders, and KPi.056 to a person of
// another name and birth date.
TEST(ResolverTest, AReferenceThatIsPlainlyMistypedIsOnlyProbable) {
  const Resolution alone =
      ResolveAll({Naming(Person("uk:1", "otto krause"), "un:7"), Person("un:7", "anna berg")});
  EXPECT_EQ(alone.CanonicalOf("un:7"), "uk:1") << "another name alone is an alias";

  const Resolution mistyped =
      ResolveAll({Naming(Born(Person("uk:1", "otto krause"), "1960"), "un:7"),
                  Born(Person("un:7", "anna berg"), "1970")});
  EXPECT_TRUE(mistyped.canonical.empty());
  ASSERT_EQ(mistyped.links.size(), 1u);
  EXPECT_EQ(mistyped.links[0].reason, "the publisher of uk:1 names un:7, but their names disagree");

  for (const bool is_described : {true, false}) {
    std::vector<Entity> records = {Naming(Record("uk:1", "alder bank"), "un:7"),
                                   Naming(Record("uk:2", "borodin trade"), "un:7"),
                                   Naming(Record("eu:3", "alder bank"), "un:7")};
    if (is_described) records.push_back(Record("un:7", "alder bank"));
    const Resolution copied = ResolveAll(records);
    EXPECT_EQ(copied.CanonicalOf("uk:1"), "eu:3") << is_described;
    EXPECT_EQ(copied.CanonicalOf("uk:2"), "uk:2") << is_described;
    EXPECT_EQ(copied.links.size(), 1u) << is_described;
  }
}

TEST(ResolverTest, TwoThatNameAThirdWhichNobodyDescribesAreOne) {
  const Resolution resolution = ResolveAll({Naming(Person("ch:1", "x"), "uk-ofsi:13190"),
                                            Naming(Person("uk:RUS0001", "y"), "uk-ofsi:13190")});
  EXPECT_EQ(resolution.CanonicalOf("uk:RUS0001"), "ch:1");
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_EQ(resolution.merges[0].reason,
            "the publishers of ch:1 and uk:RUS0001 both name uk-ofsi:13190");
}

TEST(ResolverTest, AContradictionKeepsApartAndLeavesAProbableLink) {
  const char* const kInn = "7707083893";
  const struct {
    Entity a;
    Entity b;
    const char* why;
  } kCases[] = {
      {With(Person("a:1", "n"), "innCode", kInn),
       With(Record("b:1", "n", Schema::kVessel), "innCode", kInn), "a person is no vessel"},
      {With(Born(Person("a:1", "n"), "1960-01-01"), "innCode", kInn),
       With(Born(Person("b:1", "n"), "1961"), "innCode", kInn), "birth dates without a common day"},
      {With(With(Record("a:1", "n"), "innCode", kInn), "leiCode", "L1"),
       With(With(Record("b:1", "n"), "innCode", kInn), "leiCode", "L2"), "two LEIs"},
  };
  for (const auto& test : kCases) {
    EXPECT_TRUE(Contradict(test.a, test.b)) << test.why;
    const Resolution resolution = ResolveAll({test.a, test.b});
    EXPECT_TRUE(resolution.canonical.empty()) << test.why;
    ASSERT_EQ(resolution.links.size(), 1u) << test.why;
    EXPECT_THAT(resolution.links[0].reason, HasSubstr("contradict"));
  }
}

TEST(ResolverTest, JoiningIsNotCarriedOverAContradiction) {
  // a ~ b by INN, b ~ c by OGRN, but a and c have two LEIs: the first link in order holds, not
  // both.
  const Entity a = With(With(Record("a:1", "n"), "innCode", "I7"), "leiCode", "L1");
  const Entity b = With(With(Record("b:1", "n"), "innCode", "I7"), "ogrnCode", "O5");
  const Entity c = With(With(Record("c:1", "n"), "ogrnCode", "O5"), "leiCode", "L2");
  const Resolution resolution = ResolveAll({a, b, c});
  EXPECT_EQ(resolution.CanonicalOf("b:1"), "a:1");
  EXPECT_EQ(resolution.CanonicalOf("c:1"), "c:1");
  EXPECT_EQ(resolution.links.size(), 1u);
}

TEST(ResolverTest, NamesAreOnlyProbable) {
  ExpectRows({
      {Record("un:1", "alpha bank"), Record("bods:1", "bank alpha"), Outcome::kProbable,
       "one that states nothing but a name may be the party of that name"},
      {Person("un:1", "anna berg"), Person("psc-holder:1", "anna berg"), Outcome::kProbable,
       "a listed holder that the registry names by name alone"},
      {Person("bods:1", "anna berg"), Person("psc-holder:1", "anna berg"), Outcome::kNothing,
       "nobody lists either of them"},
      {Born(Person("bods:1", "anna berg"), "1960"),
       Born(Person("psc-holder:1", "anna berg"), "1960-05"), Outcome::kProbable,
       "but their births agree"},
      {In(Record("un:1", "alpha bank"), "ru"), In(Record("bods:1", "bank alpha"), "ru"),
       Outcome::kProbable, "country"},
      {In(Record("un:1", "alpha bank"), "ru"), In(Record("bods:1", "bank alpha"), "jp"),
       Outcome::kNothing, "another country"},
      {In(Record("un:1", "alpha bank"), "hk"), In(Record("bods:1", "bank alpha"), "cn"),
       Outcome::kProbable, "Hong Kong is written as either"},
      {In(Person("un:1", "anna berg"), "ru", "nationality"),
       In(Person("psc-holder:1", "anna berg"), "cy", "country"), Outcome::kProbable,
       "a nationality and a residence do not compare"},
      {In(Person("un:1", "anna berg"), "ru", "nationality"),
       In(Person("psc-holder:1", "anna berg"), "cy", "nationality"), Outcome::kNothing,
       "two nationalities do"},
      {Born(Person("un:1", "anna berg"), "1960"), Born(Person("uk:1", "berg anna"), "1960-05-01"),
       Outcome::kProbable, "birth date in the year"},
      {In(Born(Person("un:1", "anna berg"), "1960-05-01"), "ru"),
       In(Born(Person("uk:1", "berg anna"), "1963"), "ru"), Outcome::kProbable,
       "two lists that err by some years"},
      {In(Born(Person("un:1", "anna berg"), "1960-05-01"), "ru"),
       In(Born(Person("psc-holder:1", "berg anna"), "1963"), "ru"), Outcome::kNothing,
       "a registry knows its holder's birth"},
      {In(Born(Person("un:1", "anna berg"), "1960-05-01"), "ru"),
       In(Born(Person("psc-holder:1", "berg anna"), "1961-01"), "ru"), Outcome::kProbable,
       "but may be asked again where it is near"},
      {Born(Person("un:1", "anna berg"), "1960-05-01"), Born(Person("uk:1", "berg anna"), "1963"),
       Outcome::kNothing, "no country in common"},
      {Born(Person("un:1", "anna berg"), "1960-05-01"),
       Born(Person("uk:1", "anne berg"), "1960-05-01"), Outcome::kProbable,
       "a letter differs, the full birth date agrees"},
      {Person("un:1", "anna berg"), Person("uk:1", "otto krause"), Outcome::kNothing,
       "other names"},
      {Person("un:1", "anna berg"), Record("uk:1", "anna berg"), Outcome::kNothing,
       "a person is no company"},
  });
}

TEST(ResolverTest, ReasonsCarryTheValues) {
  const struct {
    Entity a;
    Entity b;
    const char* reason;
  } kCases[] = {
      {In(Record("un:1", "alpha"), "ru"), In(Record("uk:1", "alpha"), "ru"),
       "equal name alpha, country ru"},
      {Record("un:1", "alpha"), Record("uk:1", "alpha"),
       "equal name alpha, and no other fact that both state"},
      {Born(Person("un:1", "anna berg"), "1960-05-01"), Born(Person("uk:1", "berg anna"), "1960"),
       "name berg anna = anna berg (score 0.9880), birth date 1960-01-01 to 1960-12-31 and "
       "1960-05-01"},
      {With(Record("un:1", "x"), "swiftBic", "SOMRRUMM"),
       With(Record("uk:1", "y"), "swiftBic", "SOMRRUMM"), "equal swiftBic SOMRRUMM"},
  };
  for (const auto& test : kCases) {
    const Resolution resolution = ResolveAll({test.a, test.b});
    ASSERT_EQ(resolution.links.size(), 1u) << test.reason;
    EXPECT_EQ(resolution.links[0].reason, test.reason);
  }
}

TEST(DecisionsTest, AForcedPairIsOneWhateverItsFacts) {
  const Resolution resolution = ResolveAll(
      {Person("un:1", "x"), Record("uk:1", "y", Schema::kVessel)}, {Force("un:1", "uk:1")});
  EXPECT_EQ(resolution.CanonicalOf("un:1"), resolution.CanonicalOf("uk:1"));
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_EQ(resolution.merges[0].reason,
            "forced by R. Eviewer on 2026-01-02: seen the deed (f.csv, line 2)");
}

TEST(DecisionsTest, AForbiddenPairIsNeverOneByAnyWay) {
  const Entity a = With(Naming(Record("eu:1", "same name"), "un:7"), "innCode", "I7");
  const Entity b = With(Record("un:7", "same name"), "innCode", "I7");
  const Resolution pair = ResolveAll({a, b}, {Forbid("un:7", "eu:1")});
  EXPECT_TRUE(pair.canonical.empty());
  EXPECT_TRUE(pair.links.empty()) << "nor probable";
  ASSERT_EQ(pair.apart.size(), 1u);
  EXPECT_EQ(pair.apart[0].reason,
            "kept apart by R. Eviewer on 2026-01-02: seen the deed (f.csv, line 3)");

  const Entity third = With(Record("uk:3", "same name"), "innCode", "I7");
  const Resolution chain = ResolveAll({a, b, third}, {Forbid("un:7", "eu:1")});
  EXPECT_NE(chain.CanonicalOf("eu:1"), chain.CanonicalOf("un:7")) << "nor over a third";
  EXPECT_TRUE(chain.links.empty()) << "and the third's party is not probably the other";
}

TEST(DecisionsTest, ContradictingDecisionsAreAnErrorThatNamesTheLines) {
  const std::vector<Entity> records = {Record("a:1", "x"), Record("b:1", "y"), Record("c:1", "z")};
  const auto direct = TryResolve(
      records, {Force("a:1", "b:1", "f.csv, line 2"), Forbid("b:1", "a:1", "f.csv, line 3")});
  EXPECT_TRUE(absl::IsInvalidArgument(direct.status()));
  EXPECT_THAT(ErrorText(direct.status()), HasSubstr("line 2"));
  EXPECT_THAT(ErrorText(direct.status()), HasSubstr("line 3"));
  const auto chain = TryResolve(
      records, {Force("a:1", "gone:1", "f.csv, line 2"), Force("gone:1", "c:1", "f.csv, line 3"),
                Forbid("c:1", "a:1", "f.csv, line 4")});
  EXPECT_TRUE(absl::IsInvalidArgument(chain.status())) << "also over a record that is not there";
  for (const char* const line : {"line 2", "line 3", "line 4"}) {
    EXPECT_THAT(ErrorText(chain.status()), HasSubstr(line));
  }
  EXPECT_FALSE(TryResolve(records, {Force("a:1", "a:1")}).ok());
}

TEST(DecisionsTest, DecisionsWithoutEffectAreNoted) {
  const Resolution resolution =
      ResolveAll({Record("a:1", "x"), Record("b:1", "y")},
                 {Force("a:1", "gone:1"), Force("a:1", "b:1", "f.csv, line 8"),
                  Force("b:1", "a:1", "f.csv, line 9")});
  EXPECT_THAT(resolution.notes,
              ElementsAre("f.csv, line 2: no effect, since no record has the id gone:1",
                          "f.csv, line 9: says again what was decided before"));
}

TEST(EarlierPartiesTest, IdsStayAndChangesAreSaid) {
  const WordsAnalyzer analyzer;
  Resolver resolver(analyzer);
  const std::vector<Entity> records = {With(Record("eu:1", "new"), "innCode", "I1"),
                                       With(Record("ofac:1", "old"), "innCode", "I1"),
                                       With(Record("eu:2", "p"), "innCode", "I2"),
                                       With(Record("un:2", "q"), "innCode", "I2"),
                                       Record("eu:3", "r"),
                                       Record("uk:3", "s"),
                                       Record("uk:4", "t")};
  for (const Entity& record : records) ASSERT_THAT(resolver.Add(record, true), IsOk());
  resolver.AddEarlier("ofac:1", {"ofac:1"});
  resolver.AddEarlier("eu:2", {"eu:2"});
  resolver.AddEarlier("un:2", {"un:2"});
  resolver.AddEarlier("uk:3", {"eu:3", "uk:3"});
  resolver.AddEarlier("ch:4", {"ch:4", "uk:4"});
  resolver.AddEarlier("ch:5", {"ch:5"});
  const auto resolution = resolver.Resolve();
  ASSERT_THAT(resolution, IsOk());
  EXPECT_EQ(resolution->CanonicalOf("eu:1"), "ofac:1") << "a smaller id came and took nothing";
  EXPECT_EQ(resolution->CanonicalOf("uk:3"), "uk:3") << "the part with the record keeps the id";
  using Kind = IdentityChange::Kind;
  EXPECT_THAT(resolution->changes,
              ElementsAre(IdentityChange{Kind::kMerged, "un:2", {"eu:2"}},
                          IdentityChange{Kind::kSplit, "uk:3", {"eu:3", "uk:3"}},
                          IdentityChange{Kind::kRemoved, "ch:4", {"uk:4"}},
                          IdentityChange{Kind::kRemoved, "ch:5", {}}));
}

TEST(GroupsTest, LargeGroupsAreBoundedAndConnected) {
  for (const std::size_t size : {0u, 1u, 2u, 64u, 65u, 500u}) {
    std::size_t pairs = 0;
    std::vector<bool> reached(size, false);
    const std::uint64_t passed = ForPairs(size, [&](std::size_t i, std::size_t j) {
      ASSERT_LT(j, i);
      ++pairs;
      reached[i] = true;
    });
    EXPECT_EQ(pairs + passed, size < 2 ? 0 : size * (size - 1) / 2);
    EXPECT_LE(pairs, size <= kGroupPairsMax ? 2'016u : size * 2 * kPairsEach);
    for (std::size_t i = 1; i < size; ++i) EXPECT_TRUE(reached[i]);
  }
}

TEST(GroupsTest, AListedRecordMeetsAllOfALargeGroup) {
  std::vector<Entity> records = {Person("un:1", "anna berg"), Person("uk:1", "anna berg")};
  for (int i = 0; i < 300; ++i)
    records.push_back(Person("psc-holder:" + std::to_string(i), "anna berg"));
  const Resolution resolution = ResolveAll(records);
  EXPECT_EQ(resolution.links.size(), 601u) << "each holder with each listed one, and those two";
}

TEST(IdentifierRulesTest, CheckDigits) {
  EXPECT_TRUE(IsInn("7707083893"));
  EXPECT_FALSE(IsInn("7707083894"));
  EXPECT_TRUE(IsInn("500100732259"));
  EXPECT_FALSE(IsInn("500100732258"));
  EXPECT_TRUE(IsOgrn("1027700132195"));
  EXPECT_FALSE(IsOgrn("1027700132196"));
  EXPECT_FALSE(IsOgrn("102770013219"));
  EXPECT_TRUE(IsLei("253400V1H6ART1UQ0N98"));
  EXPECT_FALSE(IsLei("253400V1H6ART1UQ0N89"));
  EXPECT_FALSE(IsLei("253400v1h6art1uq0n98"));
}

}  // namespace
}  // namespace lynceus::resolve
