#pragma once
// Between the wire's messages and the model's structs: adapters and nothing else. Used by the
// service and by the command line's --server.

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "lib/model/beneficial.h"
#include "lib/model/decision.h"
#include "lynceus/v1/entities.pb.h"
#include "lynceus/v1/ownership.pb.h"
#include "lynceus/v1/screening.pb.h"

namespace lynceus::wire {

// Errors: InvalidArgument naming the field for a schema, date, share or kind that cannot be read.
absl::StatusOr<Counterparty> FromWire(const v1::Counterparty& message);
v1::Counterparty ToWire(const Counterparty& counterparty);

// The whole answer there and back; FromWire refuses (Internal) what ToWire does not make.
struct AnswerParts {
  DecisionCore core;
  std::optional<RecordRef> record;
};
v1::ScreenResponse ToWire(const DecisionCore& core, const std::optional<RecordRef>& record);
absl::StatusOr<AnswerParts> FromWire(const v1::ScreenResponse& message);

v1::Verdict ToWire(const Verdict& verdict);
absl::StatusOr<Verdict> FromWire(const v1::Verdict& message);
v1::BeneficialOwners ToWire(const BeneficialOwners& found);
absl::StatusOr<BeneficialOwners> FromWire(const v1::BeneficialOwners& message);
v1::VerdictSpan ToWire(const VerdictSpan& span);
absl::StatusOr<VerdictSpan> FromWire(const v1::VerdictSpan& message);

// The members of a change that are given, by their names (ownership::StatedChange).
std::map<std::string, std::string> FromWire(const v1::Change& message);
// Errors: InvalidArgument for a member that the wire does not have.
absl::StatusOr<v1::Change> ToWire(const std::map<std::string, std::string>& change);

v1::Party ToWire(const Party& party);
v1::Interest ToWire(const Interest& interest);

v1::ErrorDetail ErrorToWire(const absl::Status& status);
absl::Status ErrorFromWire(const v1::ErrorDetail& message);

}  // namespace lynceus::wire
