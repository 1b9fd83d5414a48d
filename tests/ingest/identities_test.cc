// A bank's identities.csv: what is read, what is refused, and what a build makes of it; and ids
// that stay from one build to the next.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "lib/ingest/build.h"
#include "lib/ingest/identities_csv.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHeader[] = "a,b,decision,author,reason,date\n";

absl::StatusOr<std::vector<resolve::Decision>> Read(const std::string& text) {
  const auto input = MakeMemoryReader("identities.csv", text);
  return ReadIdentities(*input);
}

TEST(IdentitiesCsvTest, ReadsRowsWithTheirPlaces) {
  const auto decisions = Read(std::string(kHeader) +
                              "un:1,uk:2,force,R. Eviewer,\"seen, in person\",2026-03-02\n\n"
                              "un:1,psc:9,FORBID,R. Eviewer,namesake,2026-03-04\n");
  ASSERT_THAT(decisions, IsOk());
  ASSERT_EQ(decisions->size(), 2u);
  const resolve::Decision& first = decisions->at(0);
  EXPECT_EQ(first.kind, resolve::Decision::Kind::kForce);
  EXPECT_EQ(first.a, "un:1");
  EXPECT_EQ(first.b, "uk:2");
  EXPECT_EQ(first.author, "R. Eviewer");
  EXPECT_EQ(first.reason, "seen, in person");
  EXPECT_EQ(first.date, *Date::ParseIso("2026-03-02"));
  EXPECT_EQ(first.place, "identities.csv, line 2");
  EXPECT_EQ(decisions->at(1).kind, resolve::Decision::Kind::kForbid);
  EXPECT_EQ(decisions->at(1).place, "identities.csv, line 4");
  EXPECT_THAT(*Read(kHeader), IsEmpty()) << "no decision yet";
}

TEST(IdentitiesCsvTest, DamageIsNamedWithItsPlace) {
  const struct {
    std::string text;
    const char* place;
    const char* cause;
  } kCases[] = {
      {"", "line 1", "columns"},
      {"a;b;decision;author;reason;date\n", "line 1", "columns"},
      {"b,a,decision,author,reason,date\n", "line 1", "columns"},
      {"a,b,decision,author,reason\n", "line 1", "columns"},
      {"a,b,decision,author,reason,date,more\n", "line 1", "columns"},
      {"un:1,uk:2,force,R,r,2026-03-02\n", "line 1", "columns"},
      {std::string(kHeader) + "un:1,uk:2,force,R,r\n", "line 2", "5 columns and not 6"},
      {std::string(kHeader) + "un:1,uk:2,force,R,r,2026-03-02,x\n", "line 2", "7 columns"},
      {std::string(kHeader) + "un:1,uk:2,force,R,seen, in person,2026-03-02\n", "line 2",
       "7 columns"},
      {std::string(kHeader) + ",uk:2,force,R,r,2026-03-02\n", "line 2, column a", "empty"},
      {std::string(kHeader) + "un:1,,force,R,r,2026-03-02\n", "line 2, column b", "empty"},
      {std::string(kHeader) + "un:1,uk:2,,R,r,2026-03-02\n", "line 2, column decision", "empty"},
      {std::string(kHeader) + "un:1,uk:2,force,,r,2026-03-02\n", "line 2, column author", "empty"},
      {std::string(kHeader) + "un:1,uk:2,force,R,,2026-03-02\n", "line 2, column reason", "empty"},
      {std::string(kHeader) + "un:1,uk:2,force,R,r,\n", "line 2, column date", "empty"},
      {std::string(kHeader) + "un:1,uk:2,merge,R,r,2026-03-02\n", "line 2, column decision",
       "neither force nor forbid"},
      {std::string(kHeader) + "un:1,uk:2,force,R,r,02.03.2026\n", "line 2, column date", ""},
      {std::string(kHeader) + "un:1,uk:2,force,R,r,2026-02-30\n", "line 2, column date", ""},
      {std::string(kHeader) + "un:1,un:1,forbid,R,r,2026-03-02\n", "line 2", "twice"},
      {std::string(kHeader) + "un:1,uk:2,force,R,\"r,2026-03-02\n", "line 2", ""},
      {std::string(kHeader) + "un:1,uk:2,force,R,\xff\xfe,2026-03-02\n", "line 2", ""},
      {std::string(kHeader) + std::string("un:1,uk\0:2,force,R,r,2026-03-02\n", 33), "line 2", ""},
      {std::string(kHeader) + "un:1,uk:2,force,R," + std::string(5'000, 'r') + ",2026-03-02\n",
       "line 2, column reason", "too long"},
  };
  for (const auto& test : kCases) {
    const auto decisions = Read(test.text);
    ASSERT_FALSE(decisions.ok()) << test.text;
    EXPECT_THAT(ErrorText(decisions.status()),
                AllOf(HasSubstr("identities.csv"), HasSubstr(test.place), HasSubstr(test.cause)))
        << test.text;
  }
  EXPECT_FALSE(ReadIdentitiesFile("/nowhere/identities.csv").ok());
}

// Two persons of one name in one file, and a party of two records.
constexpr char kPeople[] =
    R"({"id":"p1","schema":"Person","target":true,"properties":{"name":["Anna Zetberg"],"birthDate":["1960-05-01"]}})"
    "\n"
    R"({"id":"p2","schema":"Person","properties":{"name":["Anna Zetberg"],"birthDate":["1960"]}})"
    "\n"
    R"({"id":"p3","schema":"Company","referents":["p4"],"properties":{"name":["Zetberg Works"]}})"
    "\n"
    R"({"id":"p4","schema":"Company","properties":{"name":["Zetberg Werke"]}})"
    "\n";
// The cross-reference is gone, and so is the first person.
constexpr char kPeopleLater[] =
    R"({"id":"p2","schema":"Person","properties":{"name":["Anna Zetberg"],"birthDate":["1960"]}})"
    "\n"
    R"({"id":"p3","schema":"Company","properties":{"name":["Zetberg Works"]}})"
    "\n"
    R"({"id":"p4","schema":"Company","properties":{"name":["Zetberg Werke"]}})"
    "\n";

class IdentitiesTest : public ::testing::Test {
 protected:
  absl::StatusOr<BuildResult> Build(const std::string& out, const char* people,
                                    const std::string& decisions, const std::string& previous) {
    const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
    BuildOptions options{.files = {{dir_.Write(out + ".json", people), ""}},
                         .out_directory = dir_ / out,
                         .rules_directory = JoinPath(root == nullptr ? "." : root, "rules"),
                         .engine = "lynceus test"};
    if (!decisions.empty()) {
      options.identities_path = dir_.Write(out + ".csv", kHeader + decisions);
    }
    if (!previous.empty()) options.previous_directory = dir_ / previous;
    options.hygiene.allowed = {"shrink"};
    return BuildSnapshot(options);
  }

  Party PartyOf(const std::string& out, const std::string& id) {
    const auto snapshot = store::Snapshot::Open(dir_ / out, {});
    EXPECT_THAT(snapshot, IsOk());
    const auto number = (*snapshot)->NumberOf(id);
    EXPECT_THAT(number, IsOk()) << id;
    return *(*snapshot)->PartyByNumber(*number);
  }

  const support::TempDir dir_;
};

TEST_F(IdentitiesTest, DecisionsAreKeptWithTheirParties) {
  const auto plain = Build("plain", kPeople, "", "");
  ASSERT_THAT(plain, IsOk());
  EXPECT_EQ(plain->records, 4u);
  EXPECT_EQ(plain->manifest.parties, 3u);

  const auto decided = Build("decided", kPeople,
                             "ftm:p1,ftm:p2,force,R. Eviewer,seen,2026-03-02\n"
                             "ftm:p3,ftm:p4,forbid,R. Eviewer,two works,2026-03-03\n"
                             "ftm:p3,ftm:gone,force,R. Eviewer,moved,2026-03-04\n",
                             "");
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->manifest.parties, 3u) << "one pair joined, one parted";
  EXPECT_NE(decided->manifest.content_digest, plain->manifest.content_digest);
  const Party anna = PartyOf("decided", "ftm:p2");
  EXPECT_THAT(anna.ids, ElementsAre("ftm:p1", "ftm:p2"));
  EXPECT_THAT(anna.entity.properties,
              Contains(AllOf(
                  Field(&Property::name, "mergedBecause"),
                  Field(&Property::value, HasSubstr("forced by R. Eviewer on 2026-03-02: seen")))));
  for (const char* const id : {"ftm:p3", "ftm:p4"}) {
    const Party works = PartyOf("decided", id);
    EXPECT_THAT(works.ids, ElementsAre(id));
    EXPECT_THAT(works.entity.properties,
                Contains(AllOf(Field(&Property::name, "keptApart"),
                               Field(&Property::value, HasSubstr("two works")))));
  }
  EXPECT_THAT(decided->manifest.sources[0].warnings,
              Contains(AllOf(HasSubstr("line 4"), HasSubstr("no record has the id ftm:gone"))));
}

TEST_F(IdentitiesTest, ContradictingDecisionsStopTheBuild) {
  const auto built = Build("never", kPeople,
                           "ftm:p1,ftm:p2,force,R. Eviewer,seen,2026-03-02\n"
                           "ftm:p2,ftm:p1,forbid,R. Eviewer,not so,2026-03-03\n",
                           "");
  EXPECT_TRUE(absl::IsInvalidArgument(built.status()));
  EXPECT_THAT(ErrorText(built.status()), AllOf(HasSubstr("line 2"), HasSubstr("line 3")));
  EXPECT_FALSE(PathExists(dir_ / "never"));
}

TEST_F(IdentitiesTest, IdsStayOverBuildsAndChangesAreSaid) {
  // Forced into one party with a smaller id than its own: p4 alone stood for itself before.
  ASSERT_THAT(Build("first", kPeople, "ftm:p3,ftm:p4,forbid,R,two,2026-03-03\n", ""), IsOk());
  const auto second = Build("second", kPeople, "", "first");
  ASSERT_THAT(second, IsOk());
  using Kind = IdentityChange::Kind;
  EXPECT_THAT(second->identity_changes,
              ElementsAre(IdentityChange{Kind::kMerged, "ftm:p4", {"ftm:p3"}}));
  EXPECT_EQ(PartyOf("second", "ftm:p4").entity.id, "ftm:p3") << "the old id still answers";

  const auto third = Build("third", kPeopleLater, "", "second");
  ASSERT_THAT(third, IsOk());
  EXPECT_THAT(third->identity_changes,
              ElementsAre(IdentityChange{Kind::kSplit, "ftm:p3", {"ftm:p3", "ftm:p4"}},
                          IdentityChange{Kind::kRemoved, "ftm:p1", {}}));
  const auto again = Build("again", kPeopleLater, "", "third");
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->identity_changes, IsEmpty());
}

}  // namespace
}  // namespace lynceus::ingest
