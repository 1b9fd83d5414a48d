// The snapshot root is the test's directory; log and first snapshot lie in it.
#include "tests/e2e/service_fixture.h"

#include <grpcpp/generic/generic_stub.h>

#include <chrono>

#include "lib/base/random.h"
#include "lib/review/record_log.h"
#include "tests/e2e/demo.h"
#include "tests/support/status_matchers.h"

namespace lynceus::e2e {

v1::ScreenRequest Ask(const std::string& name, const std::string& schema) {
  v1::ScreenRequest request;
  request.mutable_counterparty()->add_names(name);
  request.mutable_counterparty()->set_schema(schema);
  request.set_as_of(kAsOf);
  return request;
}

grpc::Status CallRaw(const std::string& target, const std::string& method,
                     const std::string& request, std::string& response) {
  const auto channel = grpc::CreateChannel(target, grpc::InsecureChannelCredentials());
  grpc::GenericStub stub(channel);
  grpc::ClientContext call;
  call.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  grpc::CompletionQueue queue;
  const grpc::Slice slice(request);
  const grpc::ByteBuffer input(&slice, 1);
  const auto rpc = stub.PrepareUnaryCall(&call, method, input, &queue);
  rpc->StartCall();
  grpc::ByteBuffer output;
  grpc::Status status;
  rpc->Finish(&output, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  std::vector<grpc::Slice> slices;
  if (status.ok() && output.Dump(&slices).ok()) {
    for (const grpc::Slice& each : slices) {
      response.append(reinterpret_cast<const char*>(each.begin()), each.size());
    }
  }
  return status;
}

std::string HealthOf(const std::string& target) {
  std::string response;
  const grpc::Status status = CallRaw(target, "/grpc.health.v1.Health/Check", "", response);
  return status.ok() ? response : status.error_message();
}

void ServiceTest::SetUp() {
  ASSERT_THAT(
      review::InitRecordLog({.directory = dir_ / "log", .origin = "test/log"}, "", SystemRandom()),
      support::IsOk());
  CopyTree(DemoIndex(), dir_ / "snapshot");
}

server::Config ServiceTest::BaseConfig() const {
  return {.listen = "127.0.0.1:0",
          .plaintext = true,
          .snapshot = dir_ / "snapshot",
          .snapshot_root = dir_.path(),
          .log_directory = dir_ / "log",
          .jobs = 2,
          .drain_seconds = 0};
}

void ServiceTest::StartService(const server::Config& config) {
  auto service = server::Service::Start(config);
  ASSERT_THAT(service, support::IsOk());
  service_ = *std::move(service);
  client_ = Client::Connect({.target = target()});
}

}  // namespace lynceus::e2e
