// What identifiers join and what keeps records apart: examples.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/resolve/identifier_rules.h"
#include "lib/resolve/resolver.h"
#include "tests/resolve/made_records.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {
namespace {

using ::testing::HasSubstr;

TEST(ResolverTest, AnEqualStrongIdentifierIsOneParty) {
  const Resolution resolution =
      ResolveAll({With(Made("bods:1", "a"), "innCode", "4401116480"),
                  With(Made("ofac-sdn:9", "b"), "innCode", "4401116480")});
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
      {With(Made("un:1", "x"), "leiCode", kLei),
       With(Made("uk:1", "y"), "registrationNumber", kLei), Found::kOne,
       "a LEI filed as a registration number is known by its check digits"},
      {With(Made("un:1", "x"), "leiCode", kLei), Made(std::string("lei:") + kLei, "y"), Found::kOne,
       "a register keyed by LEI states it in its ids"},
      {With(Made("un:1", "x"), "ogrnCode", "1144400000425"),
       With(Made("bods:1", "y"), "registrationNumber", "1144400000425", "ru"), Found::kOne,
       "an OGRN filed as a registration number"},
      {With(Made("un:1", "x"), "taxNumber", "4401116480", "ru"),
       With(Made("bods:1", "y"), "innCode", "4401116480"), Found::kOne,
       "an INN filed as a tax number"},
      {With(Made("un:1", "x", Schema::kVessel), "imoNumber", "IMO 9187629"),
       With(Made("uk:1", "y", Schema::kVessel), "imoNumber", "9187629"), Found::kOne, "a ship"},
      {With(Made("un:1", "x"), "registrationNumber", "01234567", "gb"),
       With(Made("psc-holder:1", "y"), "registrationNumber", "01234567", "gb"), Found::kOne,
       "a long number of the one register of a country"},
      {With(Made("un:1", "x"), "registrationNumber", "01234567", "gb"),
       In(With(Made("psc-holder:1", "y"), "registrationNumber", "01234567"), "gb", "jurisdiction"),
       Found::kOne, "the jurisdiction says whose register it is"},
      {With(Made("un:1", "x"), "registrationNumber", "01234567", "gb"),
       With(Made("psc-holder:1", "y"), "registrationNumber", "01234567", "ie"), Found::kNothing,
       "two registers"},
      {With(Made("un:1", "x"), "registrationNumber", "01234567", "gb"),
       With(Made("psc-holder:1", "y"), "registrationNumber", "01234567"), Found::kProbable,
       "no word of whose register"},
      {With(Made("un:1", "alder works"), "registrationNumber", "4567", "gb"),
       With(Made("psc-holder:1", "borodin"), "registrationNumber", "4567", "gb"), Found::kProbable,
       "a short number and other names"},
      {With(Made("un:1", "alder works"), "registrationNumber", "4567", "gb"),
       With(Made("psc-holder:1", "works alder"), "registrationNumber", "4567", "gb"), Found::kOne,
       "a short number and the same name"},
      {With(Made("un:1", "alder works"), "registrationNumber", "HRB 1234567", "de"),
       With(Made("bods:1", "borodin"), "registrationNumber", "HRB1234567", "de"), Found::kProbable,
       "each court of Germany counts anew"},
      {In(With(Made("un:1", "x bank"), "innCode", "7750004150"), "ru"),
       In(With(Made("uk:1", "x bank"), "innCode", "7750004150"), "by"), Found::kProbable,
       "a daughter abroad that is listed with its parent's number"},
      {In(With(Made("un:1", "x bank"), "leiCode", kLei), "ru"),
       In(With(Made("uk:1", "y bank"), "leiCode", kLei), "by"), Found::kProbable,
       "the same with a LEI"},
      {In(With(Made("un:1", "x bank"), "leiCode", kLei), "ru"),
       In(With(Made("uk:1", "bank x"), "leiCode", kLei), "by"), Found::kOne,
       "but with one name it is one party of two addresses"},
      {With(Made("un:1", "x"), "swiftBic", "SOMRRUMM"),
       With(Made("uk:1", "y"), "swiftBic", "SOMRRUMMXXX"), Found::kProbable,
       "a BIC is strong, not certain"},
      {With(Made("un:1", "x"), "registrationNumber", "0000000", "gb"),
       With(Made("uk:1", "y"), "registrationNumber", "0000000", "gb"), Found::kNothing,
       "a placeholder"},
      {With(Made("un:1", "x"), "registrationNumber", "UNKNOWN", "gb"),
       With(Made("uk:1", "y"), "registrationNumber", "unknown", "gb"), Found::kNothing,
       "a word in place of a number"},
      {With(Made("un:1", "x"), "licenseNumber", "7781234"),
       With(Made("uk:1", "y"), "licenseNumber", "7781234"), Found::kNothing,
       "a licence is no identity"},
      {With(Made("un:1", "x", Schema::kCryptoWallet), "publicKey", "1abcDEF"),
       With(Made("uk:1", "y", Schema::kCryptoWallet), "publicKey", "1abcDEF"), Found::kOne,
       "one wallet"},
      {With(Person("un:1", "x"), "publicKey", "1abcDEF"),
       With(Person("uk:1", "y"), "publicKey", "1abcDEF"), Found::kProbable,
       "two may hold one wallet"},
  });
}

TEST(ResolverTest, PassportsNeedACountryAndABirthDate) {
  const auto holder = [](const char* id, const char* country, const char* born) {
    const Entity person = With(Person(id, id), "passportNumber", "D000 123", country);
    return *born == '\0' ? person : Born(person, born);
  };
  ExpectRows({
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "af", "1960"), Found::kOne, "both"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "pk", "1960"), Found::kNothing,
       "two issuers"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "", "1960"), Found::kProbable,
       "one issuer is not known"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "af", ""), Found::kProbable,
       "one birth date is not known"},
      {holder("un:1", "af", "1960-05-01"), holder("uk:1", "af", "1971"), Found::kProbable,
       "another birth date contradicts"},
      {holder("un:1", "af", "1960-05-01"),
       Born(With(Person("uk:1", "y"), "idNumber", "D000123", "af"), "1960-05-01"), Found::kOne,
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
      {With(Made("un:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Made("un:2", "a"), "registrationNumber", kNumber, "gb"), Found::kNothing,
       "a list that has two entries means two"},
      {With(Made("ftm:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Made("ftm:2", "a"), "registrationNumber", kNumber, "gb"), Found::kProbable,
       "an aggregator keeps them apart"},
      {With(Made("psc-holder:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Made("psc-holder:2", "b"), "registrationNumber", kNumber, "gb"), Found::kOne,
       "a register that describes a holder anew for each holding"},
      {Made("psc-holder:1", "a"), Made("psc-holder:2", "a"), Found::kProbable, "the same by name"},
      {Born(Person("psc-holder:1", "a b"), "1960"), Born(Person("psc-holder:2", "a b"), "1960"),
       Found::kNothing, "nothing follows from two unlisted persons being one"},
      {With(Made("us-csl:1", "a"), "registrationNumber", kNumber, "gb"),
       With(Made("us-csl:2", "b"), "registrationNumber", kNumber, "gb"), Found::kOne,
       "several lists in one file"},
      {Made("us-csl:1", "a"), Made("us-csl:2", "a"), Found::kProbable, "the same by name"},
      {Made("gb-coh:01234567", "a"),
       With(Made("un:1", "b"), "registrationNumber", "01234567", "gb"), Found::kOne,
       "the id of a register is its number"},
      {Naming(Made("un:1", "a"), "un:2"), Made("un:2", "b"), Found::kOne, "the publisher says so"},
  });
}

// The US Consolidated Screening List still has entries that have left the SDN list, under its ids;
// two of them share a Colombian tax number.
TEST(ResolverTest, AGatheredListKeepsItsRecordsApart) {
  const auto store = [](const char* id, const char* source) {
    Entity entity = With(Made(id, id), "taxNumber", "6390002044", "co");
    entity.provenance.source = source;
    return entity;
  };
  EXPECT_EQ(ResolveAll({store("ofac-sdn:5", "us-csl"), store("ofac-sdn:6", "us-csl")}).parties, 2u);
  EXPECT_EQ(ResolveAll({store("ofac-sdn:5", "us-csl"), store("ofac-sdn:6", "ofac-sdn")}).parties,
            2u);
  EXPECT_EQ(ResolveAll({store("ofac-sdn:5", "us-csl"), store("us-csl:6", "us-csl")}).parties, 1u);
}

// OFAC gives a design bureau in Murom the register number of Uralvagonzavod, which it lists as
// well.
TEST(ResolverTest, ANumberThatAListGivesToTheWrongOneIsOnlyProbable) {
  const Entity bureau = With(Made("ofac-sdn:48877", "murom bureau"), "ogrnCode", "1086623002190");
  const Entity works = With(Made("au:7467", "uralvagonzavod"), "ogrnCode", "1086623002190");
  const Entity namesake =
      With(Made("ofac-sdn:16885", "uralvagonzavod"), "ogrnCode", "1167746999999");
  EXPECT_EQ(ResolveAll({bureau, works}).parties, 1u) << "another name alone is an alias";
  const Resolution resolution = ResolveAll({bureau, works, namesake});
  EXPECT_EQ(resolution.parties, 3u);
  ASSERT_EQ(resolution.links.size(), 1u);
  EXPECT_EQ(resolution.links[0].reason,
            "equal ogrnCode 1086623002190, but another record of the list bears the name");
  Entity holder = works;
  holder.id = "bods:1";
  holder.provenance.source = "bods";
  EXPECT_EQ(ResolveAll({bureau, holder, namesake}).parties, 2u)
      << "of a registry with many namesakes the number says more";
}

TEST(ResolverTest, AContradictionKeepsApartAndLeavesAProbableLink) {
  const char* const kInn = "7707083893";
  const struct {
    Entity a;
    Entity b;
    const char* why;
  } kCases[] = {
      {With(Person("a:1", "n"), "innCode", kInn),
       With(Made("b:1", "n", Schema::kVessel), "innCode", kInn), "a person is no vessel"},
      {With(Born(Person("a:1", "n"), "1960-01-01"), "innCode", kInn),
       With(Born(Person("b:1", "n"), "1961"), "innCode", kInn), "birth dates without a common day"},
      {With(With(Made("a:1", "n"), "innCode", kInn), "leiCode", "L1"),
       With(With(Made("b:1", "n"), "innCode", kInn), "leiCode", "L2"), "two LEIs"},
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
  const Entity a = With(With(Made("a:1", "n"), "innCode", "I7"), "leiCode", "L1");
  const Entity b = With(With(Made("b:1", "n"), "innCode", "I7"), "ogrnCode", "O5");
  const Entity c = With(With(Made("c:1", "n"), "ogrnCode", "O5"), "leiCode", "L2");
  const Resolution resolution = ResolveAll({a, b, c});
  EXPECT_EQ(resolution.CanonicalOf("b:1"), "a:1");
  EXPECT_EQ(resolution.CanonicalOf("c:1"), "c:1");
  EXPECT_EQ(resolution.links.size(), 1u);
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
