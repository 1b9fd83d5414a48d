// What a bank decides, and what becomes of an earlier snapshot's ids: examples.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/status.h"
#include "lib/resolve/resolver.h"
#include "tests/resolve/made_records.h"
#include "tests/support/status_matchers.h"

namespace lynceus::resolve {
namespace {

using ::lynceus::support::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(DecisionsTest, AForcedPairIsOneWhateverItsFacts) {
  const Resolution resolution = ResolveAll(
      {Person("un:1", "x"), Made("uk:1", "y", Schema::kVessel)}, {Force("un:1", "uk:1")});
  EXPECT_EQ(resolution.CanonicalOf("un:1"), resolution.CanonicalOf("uk:1"));
  ASSERT_EQ(resolution.merges.size(), 1u);
  EXPECT_EQ(resolution.merges[0].reason,
            "forced by R. Eviewer on 2026-01-02: seen the deed (f.csv, line 2)");
}

TEST(DecisionsTest, AForbiddenPairIsNeverOneByAnyWay) {
  const Entity a = With(Naming(Made("eu:1", "same name"), "un:7"), "innCode", "I7");
  const Entity b = With(Made("un:7", "same name"), "innCode", "I7");
  const Resolution pair = ResolveAll({a, b}, {Forbid("un:7", "eu:1")});
  EXPECT_TRUE(pair.canonical.empty());
  EXPECT_TRUE(pair.links.empty()) << "nor probable";
  ASSERT_EQ(pair.apart.size(), 1u);
  EXPECT_EQ(pair.apart[0].reason,
            "kept apart by R. Eviewer on 2026-01-02: seen the deed (f.csv, line 3)");

  const Entity third = With(Made("uk:3", "same name"), "innCode", "I7");
  const Resolution chain = ResolveAll({a, b, third}, {Forbid("un:7", "eu:1")});
  EXPECT_NE(chain.CanonicalOf("eu:1"), chain.CanonicalOf("un:7")) << "nor over a third";
  EXPECT_TRUE(chain.links.empty()) << "and the third's party is not probably the other";
}

TEST(DecisionsTest, ContradictingDecisionsAreAnErrorThatNamesTheLines) {
  const std::vector<Entity> records = {Made("a:1", "x"), Made("b:1", "y"), Made("c:1", "z")};
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
      ResolveAll({Made("a:1", "x"), Made("b:1", "y")},
                 {Force("a:1", "gone:1"), Force("a:1", "b:1", "f.csv, line 8"),
                  Force("b:1", "a:1", "f.csv, line 9")});
  EXPECT_THAT(resolution.notes,
              ElementsAre("f.csv, line 2: no effect, since no record has the id gone:1",
                          "f.csv, line 9: says again what was decided before"));
}

TEST(EarlierPartiesTest, IdsStayAndChangesAreSaid) {
  const WordsAnalyzer analyzer;
  Resolver resolver(analyzer);
  const std::vector<Entity> records = {With(Made("eu:1", "new"), "innCode", "I1"),
                                       With(Made("ofac:1", "old"), "innCode", "I1"),
                                       With(Made("eu:2", "p"), "innCode", "I2"),
                                       With(Made("un:2", "q"), "innCode", "I2"),
                                       Made("eu:3", "r"),
                                       Made("uk:3", "s"),
                                       Made("uk:4", "t")};
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

}  // namespace
}  // namespace lynceus::resolve
