// Thresholds tried on a small labelled book against the demonstration's snapshot.

#include "lib/validation/tune.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lib/base/status.h"
#include "lib/validation/tune_report.h"
#include "tests/screening/demo_engine.h"
#include "tests/support/status_matchers.h"

namespace lynceus::validation {
namespace {

using ::testing::HasSubstr;

constexpr TuneOptions kOptions{.score_low = 6'500, .score_high = 9'500};

// What the demonstration's list calls Sovcombank.
constexpr const char* kSovcombank = "ofac-sdn:34737";

BookRow Row(std::uint64_t line, std::string name, std::string label = "") {
  return {.line = line,
          .id = "c" + std::to_string(line),
          .counterparty = Counterparty{.names = {std::move(name)}, .schema = Schema::kCompany},
          .label = std::move(label)};
}

std::vector<BookRow> Book() {
  std::vector<BookRow> book;
  book.push_back(Row(2, "Sovcombank", kSovcombank));
  book.push_back(Row(3, "Sovkombnak", kSovcombank));
  book.push_back(Row(4, "Hokkaido Dairy Cooperative", kNobodyLabel));
  book.push_back(Row(5, "Kvartsburg Timber", kSovcombank));  // a label that nothing could find
  book.push_back(Row(6, "Taigaform", "ofac-sdn:0"));         // a label the snapshot does not hold
  book.push_back(Row(7, "..."));                             // nothing to screen
  book.push_back({.line = 8, .counterparty = InvalidError({.cause = "the row is damaged"})});
  return book;
}

TuneReport Tuned(std::size_t threads, std::size_t round) {
  const std::vector<BookRow> book = Book();
  ThreadPool pool(threads);
  const screening::Engine& engine = screening::DemoEngine();
  Tuner tuner(engine, **screening::ChoosePreset(engine, ""), kOptions);
  for (std::size_t at = 0; at < book.size(); at += round) {
    const std::size_t count = std::min(round, book.size() - at);
    EXPECT_THAT(tuner.Add(std::span(book).subspan(at, count), pool), support::IsOk());
  }
  return tuner.Finish();
}

const TuneStep& StepAt(const TuneReport& report, std::int32_t threshold) {
  return report.steps[static_cast<std::size_t>((threshold - kOptions.score_low) / kTuneStep)];
}

TEST(TuneTest, EveryRowIsCountedOnce) {
  const TuneReport report = Tuned(2, 100);
  EXPECT_EQ(report.rows, 7u);
  EXPECT_EQ(report.labelled_party, 3u);
  EXPECT_EQ(report.labelled_nobody, 1u);
  ASSERT_EQ(report.errors.size(), 2u);
  EXPECT_THAT(ErrorText(report.errors[0]), HasSubstr("line 7"));
  EXPECT_THAT(ErrorText(report.errors[1]), HasSubstr("line 8"));
  ASSERT_EQ(report.unknown_labels.size(), 1u);
  EXPECT_THAT(ErrorText(report.unknown_labels[0]), HasSubstr("line 6"));
}

TEST(TuneTest, RecallFallsWithTheThresholdAndNamesWhatIsMissed) {
  const TuneReport report = Tuned(2, 100);
  const TuneStep& policy = StepAt(report, report.policy_threshold);
  EXPECT_EQ(policy.recall.trials, 3u);
  EXPECT_EQ(policy.recall.hits, 2u);
  EXPECT_EQ(policy.added + policy.removed, 0u);
  ASSERT_EQ(report.missed.size(), 1u);
  EXPECT_EQ(report.missed[0].line, 5u);
}

TEST(TuneLaws, StepsFallBandsAndChangesAddUp) {
  const TuneReport report = Tuned(2, 100);
  EXPECT_EQ(report.steps.size(), 31u);
  const TuneStep& policy = StepAt(report, report.policy_threshold);
  for (std::size_t i = 0; i < report.steps.size(); ++i) {
    const TuneStep& step = report.steps[i];
    EXPECT_EQ(step.alerts, policy.alerts + step.added - step.removed) << step.threshold;
    EXPECT_GE(step.matches, step.alerts);
    if (i == 0) continue;
    EXPECT_LE(step.alerts, report.steps[i - 1].alerts);
    EXPECT_LE(step.recall.hits, report.steps[i - 1].recall.hits);
  }
  std::uint64_t banded = 0;
  for (const TuneBand& band : report.bands) banded += band.rows;
  EXPECT_EQ(banded, report.steps.front().alerts);
  EXPECT_EQ(banded, report.alerts.size());
}

TEST(TuneLaws, ThreadsAndRoundsChangeNothing) {
  const std::string json = TuneJson(Tuned(1, 100));
  EXPECT_EQ(TuneJson(Tuned(3, 2)), json);
  EXPECT_EQ(TuneJson(Tuned(2, 1)), json);
}

TEST(TuneTest, TextShowsTheLineAndBothSides) {
  const std::string text = TuneText(Tuned(2, 100));
  EXPECT_THAT(text, HasSubstr("7 rows, 3 labelled with a party, 1 with none"));
  EXPECT_THAT(text, HasSubstr("<- preset"));
  EXPECT_THAT(text, HasSubstr("is no match at the preset's threshold"));
}

TEST(TuneTest, ARangeThatTheIndexCannotServeIsRefused) {
  for (const auto& [low, high] :
       {std::pair{5'900, 8'000}, {7'000, 7'000}, {7'050, 8'000}, {7'000, 10'100}}) {
    EXPECT_THAT(CheckTuneOptions({.score_low = low, .score_high = high}),
                support::StatusIs(absl::StatusCode::kInvalidArgument))
        << low << " " << high;
  }
  EXPECT_THAT(CheckTuneOptions(kOptions), support::IsOk());
}

}  // namespace
}  // namespace lynceus::validation
