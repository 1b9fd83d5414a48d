// gRPC's codes and absl's are numbered alike.
#include "server/grpc_status.h"

#include <string>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lynceus/v1/status.pb.h"
#include "server/wire.h"

namespace lynceus::server {

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string text(CutUtf8(ToValidUtf8(ErrorText(status)), limits::kErrorMessageBytesMax));
  v1::RpcStatus details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(text);
  details.add_details()->PackFrom(wire::ErrorToWire(status));
  return {static_cast<grpc::StatusCode>(status.code()), text, details.SerializeAsString()};
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  v1::RpcStatus details;
  v1::ErrorDetail detail;
  if (details.ParseFromString(status.error_details()) && details.details_size() > 0 &&
      details.details(0).UnpackTo(&detail)) {
    return wire::ErrorFromWire(detail);
  }
  return MakeError(static_cast<absl::StatusCode>(status.error_code()),
                   {.subject = "server", .cause = status.error_message()});
}

}  // namespace lynceus::server
