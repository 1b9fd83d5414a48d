#pragma once
// The one form in which every error travels, from a loader's first byte to the wire.
//
// A fallible function returns absl::Status or absl::StatusOr<T>. The status code is chosen by what
// the caller does next (InvalidArgument: mend the input; NotFound: the id does not exist;
// FailedPrecondition: nothing loaded or another format version; ResourceExhausted: a named limit;
// Unavailable: try again; DataLoss: a checksum, hash or signature does not hold; Internal: our
// bug). Beside the code an error carries an ErrorDetail; text, JSON and gRPC details are made from
// it. Messages hold ids, offsets and limits, never names of people.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace lynceus {

// What every error says. Empty fields are left out when it is printed.
struct ErrorDetail {
  std::string subject;  // the file, field, option or id the error is about
  std::string place;    // where in it: "line 17", "byte 4096", "/entities/3/name"
  std::string cause;    // what is wrong, a sentence without a final stop
  std::string limit;    // the limit that was met, with its unit: "10 MiB"
  std::string remedy;   // what to do about it

  friend bool operator==(const ErrorDetail&, const ErrorDetail&) = default;
};

// Returns a status with `code` whose message is the text form of `detail`.
// REQUIRES: code is not kOk.
absl::Status MakeError(absl::StatusCode code, ErrorDetail detail);

// Short forms for the codes in daily use; use designated initialisers:
//   return InvalidError({.subject = path, .place = "line 3", .cause = "the quote is not closed"});
absl::Status InvalidError(ErrorDetail detail);
absl::Status NotFoundError(ErrorDetail detail);
absl::Status PreconditionError(ErrorDetail detail);
absl::Status LimitError(ErrorDetail detail);
absl::Status UnavailableError(ErrorDetail detail);
absl::Status DataLossError(ErrorDetail detail);
absl::Status InternalError(ErrorDetail detail);

// Returns the detail `status` carries; where it carries none, its message as the cause.
ErrorDetail DetailOf(const absl::Status& status);

// Returns `status` with empty fields of its detail filled from `context` (a caller that knows the
// file or line adds it on the way up). An OK status is returned as it is.
absl::Status Annotate(const absl::Status& status, const ErrorDetail& context);

// "INVALID_ARGUMENT sdn.csv, line 3: the quote is not closed (limit: ...). Do: ..."
std::string ErrorText(const absl::Status& status);
// {"code":"INVALID_ARGUMENT","subject":...,"place":...,"cause":...,"limit":...,"remedy":...}
std::string ErrorJson(const absl::Status& status);
// "INVALID_ARGUMENT": the canonical name of a code.
std::string_view CodeName(absl::StatusCode code);

namespace internal {
[[noreturn]] void CheckFailed(const char* expression, const char* file, int line);
}  // namespace internal

// For programmer errors only; input never reaches it. Ends the process.
#define LYNCEUS_CHECK(condition)      \
  ((condition) ? static_cast<void>(0) \
               : ::lynceus::internal::CheckFailed(#condition, __FILE__, __LINE__))

#define LYNCEUS_RETURN_IF_ERROR(expression)            \
  do {                                                 \
    absl::Status lynceus_status_ = (expression);       \
    if (!lynceus_status_.ok()) return lynceus_status_; \
  } while (false)

#define LYNCEUS_CONCAT_INNER_(a, b) a##b
#define LYNCEUS_CONCAT_(a, b) LYNCEUS_CONCAT_INNER_(a, b)
// LYNCEUS_ASSIGN_OR_RETURN(const auto file, OpenFile(path));
#define LYNCEUS_ASSIGN_OR_RETURN(declaration, expression) \
  LYNCEUS_ASSIGN_OR_RETURN_(LYNCEUS_CONCAT_(lynceus_or_, __LINE__), declaration, expression)
#define LYNCEUS_ASSIGN_OR_RETURN_(result, declaration, expression) \
  auto result = (expression);                                      \
  if (!result.ok()) return result.status();                        \
  declaration = *std::move(result)

}  // namespace lynceus
