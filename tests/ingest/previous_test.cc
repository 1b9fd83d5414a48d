// A build that follows an earlier snapshot: what changed is counted, and a list that looks broken
// stops the build, with the earlier snapshot untouched.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "lib/ingest/build.h"
#include "lib/ingest/hygiene.h"
#include "tests/ingest/sample_lists.h"
#include "tests/support/status_matchers.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;
using support::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string RulesDirectory() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return JoinPath(root == nullptr ? "." : root, "rules");
}

// An SDN.CSV of entities 1 to `count`, the programme of each GLOMAG.
std::string SdnOf(int count) {
  std::string csv;
  for (int i = 1; i <= count; ++i) {
    csv += std::to_string(i) + ",\"INVENTED NAME " + std::to_string(i) +
           "\",-0- ,\"GLOMAG\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
  }
  return csv + "\x1a";
}

class PreviousTest : public ::testing::Test {
 protected:
  absl::StatusOr<BuildResult> Build(const std::string& out, const std::string& csv,
                                    const std::string& previous,
                                    std::vector<std::string> allowed = {}) {
    BuildOptions options{.files = {{dir_.Write(out + ".csv", csv), ""}},
                         .out_directory = dir_ / out,
                         .rules_directory = RulesDirectory(),
                         .engine = "lynceus test"};
    if (!previous.empty()) options.previous_directory = dir_ / previous;
    options.hygiene.allowed = {allowed.begin(), allowed.end()};
    return BuildSnapshot(options);
  }

  const support::TempDir dir_;
};

TEST_F(PreviousTest, WhatCameWentAndChangedIsCounted) {
  ASSERT_THAT(Build("a", SdnOf(40), ""), IsOk());
  std::string changed = SdnOf(42);
  changed.erase(0, changed.find("\n") + 1);                           // 1 is gone
  changed.replace(changed.find("INVENTED NAME 7\""), 8, "RENAMED ");  // 7 is called otherwise
  const auto result = Build("b", changed, "a");
  ASSERT_THAT(result, IsOk());
  const LoadReport& report = result->manifest.sources[0];
  EXPECT_TRUE(report.change.compared);
  EXPECT_EQ(report.change.entities_before, 40u);
  EXPECT_EQ(report.change.added, 2u);
  EXPECT_EQ(report.change.removed, 1u);
  EXPECT_EQ(report.change.changed, 1u);
  EXPECT_THAT(report.allowed, IsEmpty());
  const auto before = store::Snapshot::Open(dir_ / "a", {});
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(result->manifest.previous, (*before)->manifest().content_digest);
  EXPECT_FALSE((*before)->manifest().sources[0].change.compared);
}

TEST_F(PreviousTest, AListThatShrinksStopsTheBuildUnlessAllowed) {
  ASSERT_THAT(Build("a", SdnOf(40), ""), IsOk());
  EXPECT_THAT(Build("b", SdnOf(35), "a"),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("ofac-sdn"), HasSubstr("from 40 to 35 entities"),
                             HasSubstr("--allow shrink"))));
  EXPECT_FALSE(PathExists(dir_ / "b"));
  EXPECT_THAT(store::VerifySnapshot(dir_ / "a", ""), IsOk());
  EXPECT_THAT(Build("b", SdnOf(36), "a"), IsOk());  // a tenth less is within the bound
  const auto allowed = Build("c", SdnOf(35), "a", {"shrink"});
  ASSERT_THAT(allowed, IsOk());
  EXPECT_THAT(allowed->manifest.sources[0].allowed,
              ElementsAre(HasSubstr("shrinks from 40 to 35 entities")));
}

TEST_F(PreviousTest, AListThatLosesItsNamesStopsTheBuildToo) {
  LoadReport whole;
  whole.source.key = "a";
  whole.entities = 20;
  whole.names = 60;
  whole.identifiers = 20;
  whole.designations = 30;
  whole.interests = 40;
  for (const auto& [word, count] :
       {std::pair{"names", &LoadReport::names}, std::pair{"identifiers", &LoadReport::identifiers},
        std::pair{"designations", &LoadReport::designations},
        std::pair{"interests", &LoadReport::interests}}) {
    std::vector<LoadReport> now = {whole};
    now[0].*count -= (whole.*count) / 10;
    EXPECT_THAT(CheckSources({whole}, {}, now), IsOk()) << word;
    now[0].*count -= 1;
    EXPECT_THAT(CheckSources({whole}, {}, now),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         AllOf(HasSubstr(word), HasSubstr("--allow shrink"))));
    EXPECT_THAT(CheckSources({whole}, {.allowed = {"shrink"}}, now), IsOk()) << word;
    EXPECT_EQ(now[0].allowed.size(), 1u) << word;
  }
}

LoadReport ReportOf(const std::string& key, std::uint64_t entities, const char* date) {
  LoadReport report;
  report.source.key = key;
  report.source.list_date = *Date::ParseIso(date);
  report.entities = entities;
  return report;
}

TEST(CheckSourcesTest, AnOlderOrMissingListStops) {
  const std::vector<LoadReport> before = {ReportOf("a", 10, "2024-02-01"),
                                          ReportOf("b", 3, "2024-02-01")};
  std::vector<LoadReport> older = {ReportOf("a", 10, "2024-01-31"), ReportOf("b", 3, "2024-02-01")};
  EXPECT_THAT(CheckSources(before, {}, older),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("2024-01-31"), HasSubstr("--allow older"))));
  EXPECT_THAT(CheckSources(before, {.allowed = {"older"}}, older), IsOk());
  EXPECT_EQ(older[0].allowed.size(), 1u);

  std::vector<LoadReport> gone = {ReportOf("a", 10, "2024-02-01")};
  EXPECT_THAT(CheckSources(before, {}, gone),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("b"), HasSubstr("--allow missing"))));
  EXPECT_THAT(CheckSources(before, {.allowed = {"missing"}}, gone), IsOk());
  EXPECT_EQ(gone[0].allowed.size(), 1u);

  std::vector<LoadReport> same = before;
  EXPECT_THAT(CheckSources(before, {}, same), IsOk());
}

}  // namespace
}  // namespace lynceus::ingest
