// Errors: the detail travels inside the status as a payload, so that a status may pass through code
// that knows nothing of it. Payload form: five fields in declaration order, each a 32-bit
// little-endian length and its bytes.

#include "lib/base/status.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "absl/strings/cord.h"
#include "absl/strings/string_view.h"
#include "lib/base/block.h"
#include "lib/base/json.h"
#include "lib/base/strings.h"

namespace lynceus {
namespace {

constexpr std::string_view kDetailUrl = "lynceus/error-detail";

constexpr std::array kFields = {&ErrorDetail::subject, &ErrorDetail::place, &ErrorDetail::cause,
                                &ErrorDetail::limit, &ErrorDetail::remedy};

absl::Cord EncodeDetail(const ErrorDetail& detail) {
  std::string bytes;
  for (const auto field : kFields) {
    const std::string& text = detail.*field;
    AppendU32(bytes, static_cast<std::uint32_t>(text.size()));
    bytes += text;
  }
  return absl::Cord(ToAbsl(bytes));
}

// Returns nothing where the payload is not of our form; the message then stands for it.
std::optional<ErrorDetail> DecodeDetail(const absl::Cord& payload) {
  const std::string bytes(payload);
  ByteCursor cursor(std::as_bytes(std::span(bytes)));
  ErrorDetail detail;
  for (const auto field : kFields) detail.*field = cursor.Raw(cursor.U32());
  if (!cursor.ok() || !cursor.done()) return std::nullopt;
  return detail;
}

// "subject, place: cause (limit: limit). Do: remedy"
std::string DetailText(const ErrorDetail& detail) {
  std::string text = detail.subject;
  if (!detail.place.empty()) {
    if (!text.empty()) text += ", ";
    text += detail.place;
  }
  if (!detail.cause.empty()) {
    if (!text.empty()) text += ": ";
    text += detail.cause;
  }
  if (!detail.limit.empty()) {
    if (!text.empty()) text += ' ';
    text += "(limit: " + detail.limit + ")";
  }
  if (!detail.remedy.empty()) {
    if (!text.empty()) text += ". ";
    text += "Do: " + detail.remedy;
  }
  return text;
}

void FillIfEmpty(std::string& field, const std::string& from) {
  if (field.empty()) field = from;
}

}  // namespace

absl::Status MakeError(absl::StatusCode code, ErrorDetail detail) {
  LYNCEUS_CHECK(code != absl::StatusCode::kOk);
  absl::Status status(code, ToAbsl(DetailText(detail)));
  status.SetPayload(ToAbsl(kDetailUrl), EncodeDetail(detail));
  return status;
}

absl::Status InvalidError(ErrorDetail detail) {
  return MakeError(absl::StatusCode::kInvalidArgument, std::move(detail));
}
absl::Status NotFoundError(ErrorDetail detail) {
  return MakeError(absl::StatusCode::kNotFound, std::move(detail));
}
absl::Status PreconditionError(ErrorDetail detail) {
  return MakeError(absl::StatusCode::kFailedPrecondition, std::move(detail));
}
absl::Status LimitError(ErrorDetail detail) {
  return MakeError(absl::StatusCode::kResourceExhausted, std::move(detail));
}
absl::Status UnavailableError(ErrorDetail detail) {
  return MakeError(absl::StatusCode::kUnavailable, std::move(detail));
}
absl::Status DataLossError(ErrorDetail detail) {
  return MakeError(absl::StatusCode::kDataLoss, std::move(detail));
}
absl::Status InternalError(ErrorDetail detail) {
  return MakeError(absl::StatusCode::kInternal, std::move(detail));
}

ErrorDetail DetailOf(const absl::Status& status) {
  if (const auto payload = status.GetPayload(ToAbsl(kDetailUrl)); payload.has_value()) {
    if (auto detail = DecodeDetail(*payload); detail.has_value()) return *std::move(detail);
  }
  return {.cause = std::string(ToStd(status.message()))};
}

absl::Status Annotate(const absl::Status& status, const ErrorDetail& context) {
  if (status.ok()) return status;
  ErrorDetail detail = DetailOf(status);
  for (const auto field : kFields) FillIfEmpty(detail.*field, context.*field);
  absl::Status annotated = MakeError(status.code(), std::move(detail));
  status.ForEachPayload([&annotated](absl::string_view url, const absl::Cord& payload) {
    if (ToStd(url) != kDetailUrl) annotated.SetPayload(url, payload);
  });
  return annotated;
}

std::string ErrorText(const absl::Status& status) {
  std::string text(CodeName(status.code()));
  if (status.ok()) return text;
  const std::string detail = DetailText(DetailOf(status));
  if (!detail.empty()) text += ' ';
  return text + detail;
}

std::string ErrorJson(const absl::Status& status) {
  const ErrorDetail detail = DetailOf(status);
  JsonWriter json;
  json.BeginObject().Member("code", CodeName(status.code()));
  constexpr std::array<std::string_view, kFields.size()> kKeys = {"subject", "place", "cause",
                                                                  "limit", "remedy"};
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    if (const std::string& text = detail.*kFields[i]; !text.empty()) json.Member(kKeys[i], text);
  }
  return json.EndObject().Take();
}

std::string_view CodeName(absl::StatusCode code) {
  // The names are those of gRPC, in the order of the codes.
  constexpr std::array<std::string_view, 17> kNames = {"OK",
                                                       "CANCELLED",
                                                       "UNKNOWN",
                                                       "INVALID_ARGUMENT",
                                                       "DEADLINE_EXCEEDED",
                                                       "NOT_FOUND",
                                                       "ALREADY_EXISTS",
                                                       "PERMISSION_DENIED",
                                                       "RESOURCE_EXHAUSTED",
                                                       "FAILED_PRECONDITION",
                                                       "ABORTED",
                                                       "OUT_OF_RANGE",
                                                       "UNIMPLEMENTED",
                                                       "INTERNAL",
                                                       "UNAVAILABLE",
                                                       "DATA_LOSS",
                                                       "UNAUTHENTICATED"};
  const auto index = static_cast<std::size_t>(code);
  return index < kNames.size() ? kNames[index] : "UNKNOWN";
}

namespace internal {
void CheckFailed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: internal check failed: %s\n", file, line, expression);
  std::abort();
}
}  // namespace internal

}  // namespace lynceus
