// The client library and the wire adapters make a server look like a local engine.
#include "client/remote_screener.h"

#include <cstdlib>
#include <utility>

#include "client/command.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "server/config.h"
#include "server/grpc_status.h"
#include "server/wire.h"

namespace lynceus::client {
namespace {

class RemoteScreener final : public Screener {
 public:
  RemoteScreener(std::unique_ptr<Client> client, std::string preset, AskingFor asking)
      : client_(std::move(client)), preset_(std::move(preset)), asking_(std::move(asking)) {}

  absl::StatusOr<Answered> Screen(const Counterparty& counterparty, Date as_of,
                                  const std::string& request_id) override {
    v1::ScreenRequest request;
    *request.mutable_counterparty() = wire::ToWire(counterparty);
    request.set_as_of(as_of.ToString());
    request.set_preset(preset_);
    request.set_business_line(counterparty.booking.business_line);
    request.set_jurisdiction(counterparty.booking.jurisdiction);
    v1::RequestContext& context = *request.mutable_context();
    context.set_request_id(request_id);
    context.set_on_behalf_of(asking_.on_behalf_of);
    context.set_legal_entity(asking_.legal_entity);
    if (asking_.follows) context.set_follows(*asking_.follows);
    v1::ScreenResponse response;
    LYNCEUS_RETURN_IF_ERROR(server::FromGrpc(client_->Screen(request, &response)));
    LYNCEUS_ASSIGN_OR_RETURN(wire::AnswerParts parts, wire::FromWire(response));
    if (!parts.record && response.unrecorded().empty()) {
      return InternalError({.subject = "server",
                            .cause = "the answer carries no record",
                            .remedy = "do not act on it; tell the operator"});
    }
    return Answered{std::move(parts.core), parts.record, response.unrecorded()};
  }

 private:
  const std::unique_ptr<Client> client_;
  const std::string preset_;
  const AskingFor asking_;
};

// Both of the caller's own files are named by the environment, for every command alike.
absl::Status ReadOwnCertificate(ClientOptions& options) {
  const char* const certificate = std::getenv("LYNCEUS_CERTIFICATE");
  const char* const key = std::getenv("LYNCEUS_CERTIFICATE_KEY");
  if (certificate == nullptr && key == nullptr) return absl::OkStatus();
  if (certificate == nullptr || key == nullptr) {
    return UsageError("LYNCEUS_CERTIFICATE",
                      "the caller's certificate and its key are named together or not at all",
                      "set LYNCEUS_CERTIFICATE and LYNCEUS_CERTIFICATE_KEY");
  }
  LYNCEUS_ASSIGN_OR_RETURN(options.certificate_pem, ReadFile(certificate));
  LYNCEUS_ASSIGN_OR_RETURN(options.key_pem, ReadFile(key));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Client>> ConnectTo(const std::string& target,
                                                  const std::string& ca_file) {
  ClientOptions options{.target = target};
  if (!ca_file.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(options.ca_pem, ReadFile(ca_file));
    LYNCEUS_RETURN_IF_ERROR(ReadOwnCertificate(options));
  } else if (!server::IsLoopback(target)) {
    return InvalidError({.subject = "--server",
                         .cause = "plaintext is for loopback addresses only",
                         .remedy = "give --ca FILE, the authority of the server's certificate"});
  }
  return Client::Connect(options);
}

absl::StatusOr<std::unique_ptr<Screener>> OpenRemoteScreener(const std::string& target,
                                                             const std::string& ca_file,
                                                             const std::string& preset,
                                                             const AskingFor& asking) {
  LYNCEUS_ASSIGN_OR_RETURN(auto client, ConnectTo(target, ca_file));
  return std::make_unique<RemoteScreener>(std::move(client), preset, asking);
}

}  // namespace lynceus::client
