// The one error form: its text, its JSON, and what survives on the way up.

#include "lib/base/status.h"

#include <gtest/gtest.h>

#include "absl/strings/cord.h"
#include "lib/base/strings.h"
#include "tests/support/status_matchers.h"

namespace lynceus {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::IsOkAndHolds;
using ::lynceus::support::StatusIs;

TEST(ErrorTextTest, LeavesOutWhatIsEmpty) {
  const struct {
    const char* why;
    ErrorDetail detail;
    const char* text;
  } rows[] = {
      {"all fields",
       {.subject = "sdn.csv",
        .place = "line 3",
        .cause = "the quote is not closed",
        .limit = "16 MiB",
        .remedy = "mend the line"},
       "INVALID_ARGUMENT sdn.csv, line 3: the quote is not closed (limit: 16 MiB). Do: mend the "
       "line"},
      {"cause alone", {.cause = "it is empty"}, "INVALID_ARGUMENT it is empty"},
      {"no place",
       {.subject = "name", .cause = "it is empty"},
       "INVALID_ARGUMENT name: it is empty"},
      {"no subject", {.place = "byte 9", .cause = "cut off"}, "INVALID_ARGUMENT byte 9: cut off"},
      {"remedy alone", {.remedy = "retry"}, "INVALID_ARGUMENT Do: retry"},
      {"limit alone", {.limit = "2 KiB"}, "INVALID_ARGUMENT (limit: 2 KiB)"},
      {"nothing", {}, "INVALID_ARGUMENT"},
  };
  for (const auto& row : rows) EXPECT_EQ(ErrorText(InvalidError(row.detail)), row.text) << row.why;
}

TEST(ErrorTextTest, OkIsOneWord) { EXPECT_EQ(ErrorText(absl::OkStatus()), "OK"); }

TEST(ErrorTextTest, ForeignStatusKeepsItsMessage) {
  EXPECT_EQ(ErrorText(absl::AbortedError("by another library")), "ABORTED by another library");
}

TEST(ErrorDetailTest, ComesBackAsGiven) {
  const ErrorDetail detail = {.subject = std::string("nul\0 inside", 11),
                              .place = "",
                              .cause = "bytes \xFF that are not UTF-8",
                              .limit = std::string(70'000, 'x'),
                              .remedy = "\n"};
  EXPECT_EQ(DetailOf(LimitError(detail)), detail);
  EXPECT_EQ(DetailOf(absl::NotFoundError("plain")), (ErrorDetail{.cause = "plain"}));
  EXPECT_EQ(DetailOf(absl::OkStatus()), ErrorDetail{});
}

TEST(ErrorDetailTest, DamagedPayloadFallsBackToTheMessage) {
  const std::string whole(
      *InvalidError({.subject = "a", .cause = "b"}).GetPayload("lynceus/error-detail"));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    absl::Status status = absl::InvalidArgumentError("the message");
    status.SetPayload("lynceus/error-detail", absl::Cord(ToAbsl(whole.substr(0, length))));
    EXPECT_EQ(DetailOf(status), (ErrorDetail{.cause = "the message"})) << "cut at " << length;
  }
  absl::Status longer = absl::InvalidArgumentError("the message");
  longer.SetPayload("lynceus/error-detail", absl::Cord(ToAbsl(whole + "x")));
  EXPECT_EQ(DetailOf(longer).cause, "the message");
}

TEST(AnnotateTest, FillsOnlyWhatIsEmpty) {
  const absl::Status inner =
      DataLossError({.place = "byte 7", .cause = "the digest does not hold"});
  const absl::Status outer =
      Annotate(inner, {.subject = "owners.idx", .place = "byte 0", .remedy = "build it again"});
  EXPECT_EQ(outer.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(DetailOf(outer), (ErrorDetail{.subject = "owners.idx",
                                          .place = "byte 7",
                                          .cause = "the digest does not hold",
                                          .remedy = "build it again"}));
  EXPECT_EQ(ToStd(outer.message()),
            "owners.idx, byte 7: the digest does not hold. Do: build it again");
}

TEST(AnnotateTest, KeepsOkAndForeignPayloads) {
  EXPECT_THAT(Annotate(absl::OkStatus(), {.subject = "x"}), IsOk());
  absl::Status status = absl::UnknownError("odd");
  status.SetPayload("another/type", absl::Cord("kept"));
  EXPECT_EQ(Annotate(status, {.subject = "x"}).GetPayload("another/type"), absl::Cord("kept"));
}

TEST(ErrorJsonTest, HasTheSameFields) {
  EXPECT_EQ(ErrorJson(NotFoundError({.subject = "ofac-sdn:1", .cause = "no such \"entity\""})),
            R"({"code":"NOT_FOUND","subject":"ofac-sdn:1","cause":"no such \"entity\""})");
  EXPECT_EQ(ErrorJson(absl::OkStatus()), R"({"code":"OK"})");
}

TEST(CodeNameTest, AgreesWithAbslForEveryCode) {
  for (int code = 0; code <= 16; ++code) {
    EXPECT_EQ(CodeName(static_cast<absl::StatusCode>(code)),
              absl::StatusCodeToString(static_cast<absl::StatusCode>(code)));
  }
  EXPECT_EQ(CodeName(static_cast<absl::StatusCode>(99)), "UNKNOWN");
  EXPECT_EQ(CodeName(static_cast<absl::StatusCode>(-1)), "UNKNOWN");
}

TEST(ShortFormsTest, CarryTheirCodes) {
  EXPECT_THAT(InvalidError({}), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(NotFoundError({}), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(PreconditionError({}), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(LimitError({}), StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(UnavailableError({}), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(DataLossError({}), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(InternalError({}), StatusIs(absl::StatusCode::kInternal));
}

absl::StatusOr<int> Half(int number) {
  if (number % 2 != 0) return InvalidError({.subject = "number", .cause = "it is odd"});
  return number / 2;
}

absl::StatusOr<int> Quarter(int number) {
  LYNCEUS_ASSIGN_OR_RETURN(const int half, Half(number));
  LYNCEUS_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

absl::Status OnlyEven(int number) {
  LYNCEUS_RETURN_IF_ERROR(Half(number).status());
  return absl::OkStatus();
}

TEST(MacrosTest, ReturnTheFirstError) {
  EXPECT_THAT(Quarter(12), IsOkAndHolds(3));
  EXPECT_THAT(Quarter(6), StatusIs(absl::StatusCode::kInvalidArgument,
                                   std::string("INVALID_ARGUMENT number: it is odd")));
  EXPECT_THAT(OnlyEven(4), IsOk());
  EXPECT_THAT(OnlyEven(5), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(CheckDeathTest, EndsTheProcessWithThePlace) {
  EXPECT_DEATH(LYNCEUS_CHECK(1 > 2), "status_test.cc:[0-9]+: internal check failed: 1 > 2");
  EXPECT_DEATH(static_cast<void>(MakeError(absl::StatusCode::kOk, {})), "internal check failed");
}

}  // namespace
}  // namespace lynceus
