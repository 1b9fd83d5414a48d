// Exports: what leaves is on record before it does, is exactly what was asked for, and says itself
// what it is; a failed one is never an empty one.
#include "lib/review/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/audit/match_log.h"
#include "lib/base/digest.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/erasure.h"
#include "lib/review/json_value.h"
#include "lib/review/show_record.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::review {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::int64_t kDayMicros = 86'400'000'000;

const ExportReason kReason = {
    .code = "regulator", .text = "letter of the supervisor, no. 17", .by = "ann"};

class ExportTest : public ::testing::Test {
 protected:
  // Records 0 to 5: CLEAR and REVIEW in turn, one a day from 2026-11-01, of two legal entities.
  void SetUp() override {
    ASSERT_THAT(InitRecordLog({.directory = dir_.path(), .origin = "test"}, "", SystemRandom()),
                IsOk());
    for (int i = 0; i < 6; ++i) {
      Open(20'758 + i);
      screening::Outcome outcome;
      outcome.core.decision = i % 2 == 0 ? Decision::kClear : Decision::kReview;
      ASSERT_THAT(log_->recorder().Record({.id = absl::StrCat("c-", i), .names = {"Zebulon"}},
                                          outcome, {.legal_entity = i < 3 ? "bank-jp" : "bank-kr"}),
                  IsOk());
    }
  }
  void Open(std::int64_t day) {
    log_.reset();
    clock_ = std::make_unique<FixedClock>(day * kDayMicros);
    auto log = RecordLog::Open({.directory = dir_.path()}, *clock_, SystemRandom());
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
  }

  absl::StatusOr<ExportReport> Export(const ExportSelection& selection,
                                      const ExportReason& reason = kReason) {
    lines_.clear();
    return ExportRecords(*log_, selection, reason, {.name = "test", .request_id = "r-1"},
                         [this](const std::string& line) {
                           lines_.push_back(line);
                           return absl::OkStatus();
                         });
  }
  std::vector<std::int64_t> Indexes() const {
    std::vector<std::int64_t> indexes;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const auto line = ParseJson(lines_[i]);
      EXPECT_THAT(line, IsOk());
      std::int64_t index = -1;
      EXPECT_TRUE(absl::SimpleAtoi(line->Find("index")->text, &index));
      indexes.push_back(index);
    }
    return indexes;
  }

  const support::TempDir dir_;
  std::unique_ptr<FixedClock> clock_;
  std::unique_ptr<RecordLog> log_;
  std::vector<std::string> lines_;
};

TEST_F(ExportTest, EverythingOpenedWithAHeadThatBindsIt) {
  const auto report = Export({});
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->record, 6u);
  EXPECT_EQ(report->records, 6u);
  EXPECT_EQ(report->erased, 0u);
  EXPECT_THAT(Indexes(), ElementsAre(0, 1, 2, 3, 4, 5));
  std::string digests;
  for (std::uint64_t i = 0; i < 6; ++i) {
    digests += ToHex(Sha256Of(audit::ReadRecord(dir_.path(), i)->leaf));
    EXPECT_THAT(lines_[i + 1], HasSubstr(absl::StrCat(R"("id":"c-)", i, "\"")));
    EXPECT_THAT(lines_[i + 1], HasSubstr(R"("body":"opened")"));
  }
  EXPECT_EQ(lines_[0], absl::StrCat(R"({"export":{"log":"test","record":6,"records":6,"leaves":")",
                                    ToHex(Sha256Of(digests)), R"("}})"));
}

TEST_F(ExportTest, OnlyWhatFitsLeaves) {
  ASSERT_THAT(Export({.decision = Decision::kReview}), IsOk());
  EXPECT_THAT(Indexes(), ElementsAre(1, 3, 5));
  ASSERT_THAT(Export({.legal_entity = "bank-kr"}), IsOk());
  EXPECT_THAT(Indexes(), ElementsAre(3, 4, 5)) << "the export before is of no legal entity";
  ASSERT_THAT(
      Export({.from_unix_micros = 20'759 * kDayMicros, .until_unix_micros = 20'761 * kDayMicros}),
      IsOk());
  EXPECT_THAT(Indexes(), ElementsAre(1, 2));
  ASSERT_THAT(Export({.indexes = {0, 1, 5}}), IsOk());
  EXPECT_THAT(Indexes(), ElementsAre(0, 1, 5));
  ASSERT_THAT(Export({.indexes = {0, 1, 5}, .decision = Decision::kReview}), IsOk());
  EXPECT_THAT(Indexes(), ElementsAre(1, 5));
}

TEST_F(ExportTest, TheRecordSaysWhatWhyAndByWhom) {
  ASSERT_THAT(Export({.indexes = {1, 5}}), IsOk());
  const auto stored = audit::ReadRecord(dir_.path(), 6);
  ASSERT_THAT(stored, IsOk());
  const auto leaf = DecodeLeaf(stored->leaf);
  ASSERT_THAT(leaf, IsOk());
  EXPECT_EQ(leaf->kind, RecordKind::kExport);
  EXPECT_EQ(leaf->request_id, "export:regulator");
  EXPECT_EQ(leaf->on_behalf_of, "ann");
  EXPECT_EQ(leaf->caller, "test");
  const auto body = OpenBody(*leaf, stored->body, **OpenKeys(log_->place()));
  ASSERT_THAT(body, IsOk());
  EXPECT_EQ(body->input_json,
            R"({"indexes":[1,5],"from":null,"until":null,"decision":"","legal_entity":"",)"
            R"("reason":"regulator","text":"letter of the supervisor, no. 17","by":"ann",)"
            R"("request_id":"r-1"})");
  EXPECT_THAT(body->answer_json, HasSubstr(R"("first":1,"last":5)"));
  EXPECT_EQ(body->rationale, kReason.text);
}

TEST_F(ExportTest, AnErasedBodyIsSaidToBeErased) {
  ASSERT_THAT(
      EraseRecords(*log_, {2}, {.code = "test", .basis = "a test", .by = "ann"}, {.name = "test"}),
      IsOk());
  const auto report = Export({.indexes = {1, 2}});
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->erased, 1u);
  EXPECT_THAT(lines_[1], HasSubstr(R"("body":"opened")"));
  EXPECT_THAT(lines_[2], HasSubstr(R"("body":"erased")"));
  EXPECT_THAT(lines_[2], ::testing::Not(HasSubstr("c-2")));
}

TEST_F(ExportTest, WhatIsAskedWronglyLeavesNothingAndNoRecord) {
  const struct {
    ExportSelection selection;
    ExportReason reason;
    absl::StatusCode code;
  } cases[] = {
      {{}, {.code = "", .text = "t", .by = "ann"}, absl::StatusCode::kInvalidArgument},
      {{}, {.code = "Bad Code", .text = "t", .by = "ann"}, absl::StatusCode::kInvalidArgument},
      {{}, {.code = "ok", .text = " ", .by = "ann"}, absl::StatusCode::kInvalidArgument},
      {{}, {.code = "ok", .text = "t", .by = ""}, absl::StatusCode::kInvalidArgument},
      {{.indexes = {3, 1}}, kReason, absl::StatusCode::kInvalidArgument},
      {{.indexes = {1, 1}}, kReason, absl::StatusCode::kInvalidArgument},
      {{.indexes = {1, 6}}, kReason, absl::StatusCode::kNotFound},
      {{.decision = Decision::kBlock}, kReason, absl::StatusCode::kNotFound},
  };
  for (const auto& test : cases) {
    EXPECT_THAT(Export(test.selection, test.reason).status(), StatusIs(test.code));
    EXPECT_TRUE(lines_.empty());
  }
  EXPECT_EQ(log_->log().size(), 6u);
}

TEST_F(ExportTest, ATakerThatFailsIsAnErrorAndTheExportIsOnRecord) {
  int taken = 0;
  const auto report =
      ExportRecords(*log_, {}, kReason, {.name = "test"}, [&taken](const std::string&) {
        return ++taken < 3 ? absl::OkStatus() : absl::UnavailableError("full");
      });
  EXPECT_THAT(report.status(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(taken, 3);
  EXPECT_EQ(log_->log().size(), 7u);
}

}  // namespace
}  // namespace lynceus::review
