#pragma once
// Between the wire's messages and the structs of lib/review: adapters and nothing else. Used by the
// service and by the command line's --server.

#include <vector>

#include "absl/status/statusor.h"
#include "lib/review/disposition.h"
#include "lib/review/export.h"
#include "lynceus/v1/review.pb.h"

namespace lynceus::wire {

// Errors of reading a message: InvalidArgument naming the member that is missing or not known.
absl::StatusOr<review::Judgement> FromWire(const v1::Judgement& message);
v1::Judgement ToWire(const review::Judgement& judgement);
absl::StatusOr<review::SecondWord> FromWire(const v1::SecondWord& message);
v1::SecondWord ToWire(const review::SecondWord& word);

v1::JudgedAlert ToWire(const review::JudgedAlert& judged, const std::string& log);
absl::StatusOr<review::JudgedAlert> FromWire(const v1::JudgedAlert& message);
v1::Alert ToWire(const review::Alert& alert);
absl::StatusOr<review::Alert> FromWire(const v1::Alert& message);
v1::AlertWord ToWire(const review::Word& word);

absl::StatusOr<review::ExportSelection> SelectionOf(const v1::ExportRequest& request);
v1::ExportRequest ToWire(const review::ExportSelection& selection,
                         const review::ExportReason& reason);

v1::AlertState ToWire(review::AlertState state);
absl::StatusOr<review::AlertState> FromWire(v1::AlertState state);

}  // namespace lynceus::wire
