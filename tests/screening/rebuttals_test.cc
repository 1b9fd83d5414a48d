// Presumptions that a bank has rebutted, from the file beside the policy to the recorded answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "lib/base/file.h"
#include "lib/review/answer_json.h"
#include "lib/screening/evaluate.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::screening {
namespace {

using ::lynceus::support::IsOk;
using ::testing::HasSubstr;

constexpr char kRebuttals[] =
    "rebuttals:\n"
    "  - party: bods:demo-kama\n"
    "    regime: eu-freeze\n"
    "    author: A. Officer\n"
    "    reason: the shares are held by a trustee under an order of a court\n"
    "    date: 2026-06-01\n"
    "  - party: nobody:here\n"
    "    regime: eu-freeze\n"
    "    author: A. Officer\n"
    "    reason: a party that left the lists\n"
    "    date: 2026-06-01\n";

class RebuttalsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
    ASSERT_NE(root, nullptr);
    std::filesystem::copy(JoinPath(root, "rules"), dir_ / "rules",
                          std::filesystem::copy_options::recursive);
    ASSERT_THAT(WriteFileDurably(dir_ / "rules/policy/rebuttals.yaml", kRebuttals), IsOk());
    auto opened = OpenEngine({.snapshot_directory = DemoEngine().snapshot->directory(),
                              .rules_directory = dir_ / "rules"});
    ASSERT_THAT(opened, IsOk());
    engine_ = *opened;
  }

  DecisionCore Screened(const Counterparty& counterparty, int month) const {
    auto core = Evaluate(counterparty, *Date::FromCivil(2026, month, 1), *engine_);
    EXPECT_THAT(core, IsOk());
    return *std::move(core);
  }
  static Verdict Under(const std::vector<Verdict>& verdicts, const std::string& regime) {
    for (const Verdict& verdict : verdicts) {
      if (verdict.regime == regime) return verdict;
    }
    ADD_FAILURE() << "no verdict under " << regime;
    return {};
  }

  const support::TempDir dir_;
  std::shared_ptr<const Engine> engine_;
};

const Counterparty kKama{.names = {"Kama River Equipment Leasing"}, .schema = Schema::kCompany};
constexpr char kSaid[] =
    "was rebutted by A. Officer on 2026-06-01: the shares are held by a trustee under an order of "
    "a court";

TEST_F(RebuttalsTest, ItEndsThePresumptionFromItsDateOnAndNothingElse) {
  const DecisionCore before = Screened(kKama, 5);
  EXPECT_EQ(Under(before.hits.front().ownership, "eu-freeze").basis, Basis::kPresumed);
  const DecisionCore after = Screened(kKama, 11);
  const Verdict verdict = Under(after.hits.front().ownership, "eu-freeze");
  EXPECT_EQ(verdict.answer, Answer::kNo);
  EXPECT_THAT(verdict.cautions, ::testing::Contains(HasSubstr(kSaid)));
  EXPECT_EQ(Under(after.hits.front().ownership, "uk").answer, Answer::kYes);
  EXPECT_EQ(Under(after.hits.front().ownership, "us-ofac").answer, Answer::kYes);
}

TEST_F(RebuttalsTest, TheAnswerThatIsRecordedSaysWhoWhyAndSinceWhen) {
  const std::string json = review::DecisionCoreJson(Screened(kKama, 11));
  EXPECT_THAT(json, HasSubstr(kSaid));
  EXPECT_THAT(json, HasSubstr(engine_->rules->digest));
  EXPECT_NE(engine_->rules->digest, DemoEngine().rules->digest);
}

TEST_F(RebuttalsTest, ItHoldsForWhatADeclaredOwnerOwns) {
  const DecisionCore core =
      Screened({.names = {"Quiet Example Works"},
                .owners = {{.entity_id = "bods:demo-kama", .share = Share::Exact(kWholePpm)}}},
               11);
  EXPECT_EQ(Under(core.declared_ownership, "eu-freeze").answer, Answer::kNo);
  EXPECT_EQ(Under(core.declared_ownership, "us-ofac").answer, Answer::kYes);
}

}  // namespace
}  // namespace lynceus::screening
