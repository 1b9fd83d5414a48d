// What publishers' cross-references join, and which of them are doubted: examples.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/resolve/resolver.h"
#include "tests/resolve/made_records.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {
namespace {

using ::testing::HasSubstr;

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
    std::vector<Entity> records = {Naming(Made("uk:1", "alder bank"), "un:7"),
                                   Naming(Made("uk:2", "borodin trade"), "un:7"),
                                   Naming(Made("eu:3", "alder bank"), "un:7")};
    if (is_described) records.push_back(Made("un:7", "alder bank"));
    const Resolution copied = ResolveAll(records);
    EXPECT_EQ(copied.CanonicalOf("uk:1"), "eu:3") << is_described;
    EXPECT_EQ(copied.CanonicalOf("uk:2"), "uk:2") << is_described;
    EXPECT_EQ(copied.links.size(), 1u) << is_described;
  }
}

// OFSI's list of 2018 gives Korea Daesong General Trading Corporation the reference of Korea
// Daesong Bank, and the UN's list has both.
TEST(ResolverTest, AReferenceToTheNeighbourOfTheOneThatBearsTheNameIsOnlyProbable) {
  const Resolution resolution =
      ResolveAll({Naming(Made("uk:1", "alder trading corporation"), "un:35"),
                  Made("un:35", "alder bank"), Made("un:40", "alder trading corporation")});
  EXPECT_TRUE(resolution.canonical.empty());
  ASSERT_EQ(resolution.links.size(), 2u);
  EXPECT_EQ(resolution.links[0].reason,
            "the publisher of uk:1 names un:35, but another record of the list bears the name");
  EXPECT_EQ(resolution.links[1].b, "un:40");

  const Resolution contradicts = ResolveAll(
      {Naming(Born(Person("uk:1", "anna berg"), "1960"), "un:35"),
       Born(Person("un:35", "otto krause"), "1960"), Born(Person("un:40", "anna berg"), "1975")});
  EXPECT_EQ(contradicts.CanonicalOf("un:35"), "uk:1") << "a namesake is no reason to doubt";
}

// OpenSanctions has OFAC's A Level Aerosystems CST and Zala Aero as one party; OFAC has two, with
// two tax numbers.
TEST(ResolverTest, AThirdPublisherDoesNotJoinWhatAListKeepsApart) {
  const Entity one = With(Made("ofac-sdn:28", "alder"), "innCode", "I1");
  const Entity two = With(Made("ofac-sdn:34", "cedar"), "innCode", "I2");
  Entity all =
      With(Naming(Naming(Made("ftm:9", "alder"), "ofac-sdn:34"), "ofac-sdn:28"), "innCode", "I1");
  all.names.push_back({"cedar", NameKind::kAlias, ""});
  for (const Entity& last : {With(all, "innCode", "I2"), all}) {
    const Resolution resolution = ResolveAll({one, two, last});
    EXPECT_EQ(resolution.CanonicalOf("ftm:9"), "ofac-sdn:28");
    EXPECT_EQ(resolution.CanonicalOf("ofac-sdn:34"), "ofac-sdn:34");
    ASSERT_EQ(resolution.links.size(), 1u);
    EXPECT_THAT(resolution.links[0].reason, HasSubstr(", but "));
  }
  all.identifiers = {{"innCode", "I2", ""}};
  EXPECT_EQ(ResolveAll({one, two, all}).CanonicalOf("ftm:9"), "ofac-sdn:34")
      << "what a number confirms goes first";
  const Resolution own = ResolveAll({one, Naming(two, "ofac-sdn:28")});
  EXPECT_EQ(own.parties, 2u) << "the names disagree";
  const Resolution same =
      ResolveAll({one, Naming(With(Made("ofac-sdn:34", "alder"), "innCode", "I2"), "ofac-sdn:28")});
  EXPECT_EQ(same.parties, 1u) << "its own publisher may";
}

TEST(ResolverTest, TwoThatNameAThirdWhichNobodyDescribesAreOne) {
  const Resolution resolution = ResolveAll({Naming(Person("ch:1", "x"), "uk-ofsi:13190"),
                                            Naming(Person("uk:RUS0001", "y"), "uk-ofsi:13190")});
  EXPECT_EQ(resolution.CanonicalOf("uk:RUS0001"), "ch:1");
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_EQ(resolution.merges[0].reason,
            "the publishers of ch:1 and uk:RUS0001 both name uk-ofsi:13190");
}

}  // namespace
}  // namespace lynceus::resolve
