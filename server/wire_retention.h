#pragma once
// Between the wire's messages and the structs of erasures, holds and retention: adapters and
// nothing else. Used by the service and by the command line's --server.

#include <string>

#include "absl/status/statusor.h"
#include "lib/review/erasure.h"
#include "lib/review/holds.h"
#include "lib/review/retention.h"
#include "lynceus/v1/retention.pb.h"

namespace lynceus::wire {

review::ErasureReason FromWire(const v1::ErasureReason& message);
v1::ErasureReason ToWire(const review::ErasureReason& reason);

// Errors: InvalidArgument naming the day that cannot be read.
absl::StatusOr<review::Hold> FromWire(const v1::Hold& message);
v1::Hold ToWire(const review::Hold& hold);

// Adds what the message says. Errors: InvalidArgument for a day that cannot be read, an id that is
// empty or comes twice.
absl::Status AddEnds(const v1::RetentionRequest& message, review::RelationshipEnds& ends);

v1::RetentionReport ToWire(const review::RetentionReport& report);
// Errors: InvalidArgument for a day that cannot be read.
absl::StatusOr<review::RetentionReport> FromWire(const v1::RetentionReport& message);

}  // namespace lynceus::wire
