// The conformance cases: their form, and the shipped regimes against them.
#include "lib/ownership/vectors.h"

#include "lib/base/file.h"
#include "tests/ownership/regimes.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_data.h"

namespace lynceus::ownership {
namespace {

using ::lynceus::support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

std::string OneCase(const std::string& share, const std::string& answer) {
  return R"({"vectors":[{"id":"c","listed":["X"],"edges":[{"owner":"X","asset":"A","share":)" +
         share + R"(}],"joint_arrangements":[],"expected":{"OFAC":{"A":")" + answer + R"("}}}]})";
}

std::vector<Regime> Three() { return {OfacRegime(), EuRegime(), UkRegime()}; }

TEST(VectorsTest, AllSharedCasesHoldUnderAllRegimes) {
  LYNCEUS_REQUIRE_TEST_DATA();
  const auto text = ReadFile(*support::TestDataDir() + "/ownership/rule_vectors.json");
  ASSERT_THAT(text, support::IsOk());
  std::vector<Regime> regimes = Three();
  for (const Regime& regime : {SwissRegime(), CanadaRegime(), KoreaRegime()}) {
    regimes.push_back(regime);
  }
  const auto results = RunVectors(*text, regimes);
  ASSERT_THAT(results, support::IsOk());
  EXPECT_THAT(results->failures, IsEmpty());
  EXPECT_THAT(results->skipped_by_regime, IsEmpty());
  EXPECT_EQ(results->cases, 24u);
  EXPECT_EQ(results->passed, 24u);
}

TEST(VectorsTest, SharesAreReadAsTheyAreWritten) {
  const struct {
    const char* share;
    const char* answer;
    const char* why;
  } rows[] = {
      {"50", "YES", "exact"},
      {"49.999999", "NO", "a millionth of a percent point below"},
      {"49.99999999999999999999", "NO", "finer than a millionth: an open end, never 50"},
      {"[25,1,50,0]", "UNDETERMINED", "the upper end is in"},
      {"[25,true,50,true]", "NO", "the upper end is out"},
      {"null", "UNDETERMINED", "unknown"},
  };
  for (const auto& row : rows) {
    const auto results = RunVectors(OneCase(row.share, row.answer), Three());
    ASSERT_THAT(results, support::IsOk()) << row.why;
    EXPECT_THAT(results->failures, IsEmpty()) << row.why;
    EXPECT_EQ(results->checked, 1u);
  }
}

TEST(VectorsTest, AWrongAnswerIsAFailureWithItsCase) {
  const auto results = RunVectors(OneCase("50", "NO"), Three());
  ASSERT_THAT(results, support::IsOk());
  EXPECT_THAT(results->failures, ElementsAre(HasSubstr("c, OFAC, A: expected NO, got YES")));
  EXPECT_EQ(results->passed, 0u);
}

TEST(VectorsTest, ARegimeThatIsNotThereIsSkippedByName) {
  const auto results = RunVectors(OneCase("50", "NO"), {});
  ASSERT_THAT(results, support::IsOk());
  EXPECT_THAT(results->skipped_by_regime, ElementsAre(Pair("OFAC", 1)));
  EXPECT_EQ(results->checked, 0u);
}

TEST(VectorsTest, MalformedInputIsAnErrorNeverAPass) {
  const char* const rows[] = {"",
                              "{",
                              "[]",
                              "{}",
                              R"({"vectors":{}})",
                              R"({"vectors":[7]})",
                              R"({"vectors":[{"id":"a"}]})",
                              R"({"vectors":[{"id":"a","listed":[],"edges":[{}],)"
                              R"("joint_arrangements":[],"expected":{}}]})",
                              R"({"vectors":[{"id":"a","listed":[],"edges":[],)"
                              R"("joint_arrangements":[]}]})"};
  for (const char* const row : rows) {
    EXPECT_THAT(RunVectors(row, Three()), StatusIs(absl::StatusCode::kInvalidArgument)) << row;
  }
  for (const char* const share : {"101", "-1", "\"x\"", "[1,2]", "1e1", "[60,0,50,0]"}) {
    EXPECT_THAT(RunVectors(OneCase(share, "NO"), Three()),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << share;
  }
}

}  // namespace
}  // namespace lynceus::ownership
