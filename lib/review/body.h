#pragma once
// The body of a record: what the leaf only commits to. Serialised once, sealed by lib/audit/seal.h,
// erased by the end of its key; the leaf and every proof stay.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/random.h"
#include "lib/review/leaf.h"

namespace lynceus::review {

inline constexpr std::uint32_t kBodyVersion = 2;

// Texts are canonical JSON but for the last; empty where the kind of record has none (FORMAT.md).
struct Body {
  std::string input_salt;        // 32 random bytes
  std::string answer_salt;       // likewise
  std::string input_json;        // what was asked, as received
  std::string normalised_json;   // the forms in which the asked names were compared
  std::string answer_json;       // the DecisionCore, or what the kind of record says
  std::string near_misses_json;  // parties that the search scored in full, below the threshold
  std::string rationale;         // free text of who judged

  friend bool operator==(const Body&, const Body&) = default;
};

// Fills both salts, and sets the leaf's commitments to input and answer.
absl::Status Commit(RandomSource& random, Body& body, Leaf& leaf);

// The bytes that are sealed: the message, compressed. Errors: ResourceExhausted where the message
// exceeds limits::kRecordBodyBytesMax; Internal.
absl::StatusOr<std::string> EncodeBody(const Body& body);
// Errors: DataLoss where `bytes` are no body of a known version, or do not agree with the
// commitments of `leaf`.
absl::StatusOr<Body> DecodeBody(const Leaf& leaf, std::string_view bytes);

}  // namespace lynceus::review
