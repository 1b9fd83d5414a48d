#pragma once
// Records read back: a body opened and held against its leaf, a record in words.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "lib/review/body.h"
#include "lib/review/leaf.h"

namespace lynceus::review {

// The body that stands beside `leaf` in the log, opened. Errors: DataLoss where the two disagree.
absl::StatusOr<Body> OpenBody(const Leaf& leaf, const std::string& stored);

// What audit::VerifyLog asks of each record: the leaf is one of ours, and the body agrees with its
// digest and commitments (an erased body is empty and passes).
absl::Status CheckRecord(std::uint64_t index, const std::string& leaf, const std::string& body);

// The record at `index` of the log in `directory`, opened: the leaf in words, and, where the body
// is present and agrees with the leaf's digest and commitments, what was asked and answered.
// Errors: NotFound past the end; DataLoss where body and leaf disagree.
absl::StatusOr<std::string> ShowRecordJson(const std::string& directory, std::uint64_t index);

}  // namespace lynceus::review
