#pragma once
// The one place where an absl::Status becomes a gRPC status (and back, for the client library's
// users).

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace lynceus::server {

// Same code; message cut at limits::kErrorMessageBytesMax; the ErrorDetail travels as the status's
// details (google.rpc.Status wire format with one lynceus.v1.ErrorDetail).
grpc::Status ToGrpc(const absl::Status& status);

// The error a server sent, with its detail where it carries one.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace lynceus::server
