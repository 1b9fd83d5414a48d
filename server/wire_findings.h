#pragma once
// What flags and answers say as data (lib/model/findings.h), to the wire and back. For
// wire_screening.cc alone: wire.h is the contract.

#include "absl/status/statusor.h"
#include "lib/model/decision.h"
#include "lynceus/v1/screening.pb.h"

namespace lynceus::wire {

void SetFindings(const Flag& flag, v1::Flag* to);
// Errors of all: InvalidArgument for a date or word that cannot be read.
absl::Status AddFindings(const v1::Flag& message, Flag& flag);

v1::DesignationTable ToWireTable(const DesignationTable& table);
absl::StatusOr<DesignationTable> FromWireTable(const v1::DesignationTable& message);

}  // namespace lynceus::wire
