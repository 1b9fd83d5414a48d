// The snapshot root is the test's directory; log and first snapshot lie in it.
#include "tests/e2e/service_fixture.h"

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
