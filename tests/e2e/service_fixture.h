#pragma once
// A service in this process over the demonstration's snapshot, with its own log and snapshot root.

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "client/lynceus_client.h"
#include "server/service.h"
#include "tests/support/temp_dir.h"

namespace lynceus::e2e {

// A question by name, as of the demonstration's day.
v1::ScreenRequest Ask(const std::string& name, const std::string& schema);

// Any call with bytes for messages: where the messages' classes are not linked.
grpc::Status CallRaw(const std::string& target, const std::string& method,
                     const std::string& request, std::string& response);
// What the health service answers: "\x08\x01" is SERVING, "\x08\x02" NOT_SERVING.
std::string HealthOf(const std::string& target);

class ServiceTest : public ::testing::Test {
 protected:
  void SetUp() override;

  // The configuration of a plaintext service on a port of the system's choice.
  server::Config BaseConfig() const;
  // Starts it. Fails the test on an error.
  void StartService(const server::Config& config);
  std::string target() const { return "127.0.0.1:" + std::to_string(service_->port()); }

  const support::TempDir dir_;
  std::unique_ptr<server::Service> service_;
  std::unique_ptr<Client> client_;
};

}  // namespace lynceus::e2e
