#pragma once
// Matchers over absl::Status and absl::StatusOr that print the whole error when they fail.
//   EXPECT_THAT(Parse("x"), StatusIs(absl::StatusCode::kInvalidArgument));
//   EXPECT_THAT(Parse("7"), IsOkAndHolds(7));

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/status.h"

namespace lynceus::support {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << ErrorText(StatusOf(arg));
  return StatusOf(arg).ok();
}

MATCHER_P(StatusIs, code, "has code " + std::string(CodeName(code))) {
  *result_listener << ErrorText(StatusOf(arg));
  return StatusOf(arg).code() == code;
}

// `text` is a value or matcher for the whole text form of the error.
MATCHER_P2(StatusIs, code, text, "has code " + std::string(CodeName(code)) + " and fitting text") {
  *result_listener << ErrorText(StatusOf(arg));
  return StatusOf(arg).code() == code &&
         ::testing::Matches(::testing::Matcher<std::string>(text))(ErrorText(StatusOf(arg)));
}

MATCHER_P(IsOkAndHolds, value, "is OK and holds the value") {
  if (!arg.ok()) {
    *result_listener << ErrorText(arg.status());
    return false;
  }
  return ::testing::ExplainMatchResult(value, *arg, result_listener);
}

}  // namespace lynceus::support

// GoogleTest prints statuses by these.
namespace absl {
inline void PrintTo(const Status& status, std::ostream* out) { *out << lynceus::ErrorText(status); }
}  // namespace absl
