#pragma once
// The C++ client library of Lynceus: gRPC and the wire's messages, nothing of lib/.
//
//   auto client = lynceus::Client::Connect({.target = "screening.bank.example:8443", .ca_pem =
//   pem}); lynceus::v1::ScreenRequest request; request.mutable_counterparty()->add_names("...");
//   lynceus::v1::ScreenResponse response;
//   grpc::Status status = client->Screen(request, &response);
//   if (!status.ok()) ...;   // an error is never an empty answer

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "lynceus/v1/admin.grpc.pb.h"
#include "lynceus/v1/entities.grpc.pb.h"
#include "lynceus/v1/matchlog.grpc.pb.h"
#include "lynceus/v1/ownership.grpc.pb.h"
#include "lynceus/v1/retention.grpc.pb.h"
#include "lynceus/v1/review.grpc.pb.h"
#include "lynceus/v1/screening.grpc.pb.h"

namespace lynceus {

struct ClientOptions {
  std::string target;  // HOST:PORT
  std::string ca_pem;  // the authority that signed the server's certificate; empty: plaintext
  std::string certificate_pem;  // the caller's own, where the server asks for one
  std::string key_pem;
  std::chrono::milliseconds timeout{30'000};  // of each call
};

// Thread-safe.
class Client {
 public:
  static std::unique_ptr<Client> Connect(const ClientOptions& options);

  // One decision. On any error `response` holds nothing to act on.
  grpc::Status Screen(const v1::ScreenRequest& request, v1::ScreenResponse* response);

  // Many, over one stream: answers come in the order of the requests, one each; an item that fails
  // is an error item. Sends and receives side by side, so any number of requests may be given.
  grpc::Status ScreenAll(const std::vector<v1::ScreenRequest>& requests,
                         std::vector<v1::ScreenStreamResponse>* responses);

  // The other services, as generated; deadlines are the caller's own there.
  v1::Entities::Stub& entities() { return *entities_; }
  v1::Ownership::Stub& ownership() { return *ownership_; }
  v1::MatchLog::Stub& match_log() { return *match_log_; }
  v1::Admin::Stub& admin() { return *admin_; }
  v1::Retention::Stub& retention() { return *retention_; }
  v1::Review::Stub& review() { return *review_; }

 private:
  Client(const std::shared_ptr<grpc::Channel>& channel, std::chrono::milliseconds timeout);

  const std::chrono::milliseconds timeout_;
  const std::unique_ptr<v1::Screening::Stub> screening_;
  const std::unique_ptr<v1::Entities::Stub> entities_;
  const std::unique_ptr<v1::Ownership::Stub> ownership_;
  const std::unique_ptr<v1::MatchLog::Stub> match_log_;
  const std::unique_ptr<v1::Admin::Stub> admin_;
  const std::unique_ptr<v1::Retention::Stub> retention_;
  const std::unique_ptr<v1::Review::Stub> review_;
};

}  // namespace lynceus
