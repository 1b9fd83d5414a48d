// How callers reach the service: TLS, health, reflection and the configuration's refusals.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <grpcpp/grpcpp.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lynceus/v1/admin.grpc.pb.h"
#include "lynceus/v1/retention.grpc.pb.h"
#include "lynceus/v1/review.grpc.pb.h"
#include "server/config.h"
#include "tests/e2e/demo.h"
#include "tests/e2e/program.h"
#include "tests/e2e/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace lynceus::e2e {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::testing::HasSubstr;

using TransportTest = ServiceTest;

TEST_F(TransportTest, HealthAnswersServing) {
  StartService(BaseConfig());
  EXPECT_EQ(HealthOf(target()), "\x08\x01") << "SERVING";
}

TEST_F(TransportTest, ReflectionNamesEveryService) {
  StartService(BaseConfig());
  // ServerReflectionRequest with list_services (field 7) set.
  std::string response;
  const grpc::Status status =
      CallRaw(target(), "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
              std::string("\x3a\x01*"), response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  for (const char* name : {"Screening", "Entities", "Ownership", "MatchLog", "Admin"}) {
    EXPECT_THAT(response, HasSubstr(std::string("lynceus.v1.") + name));
  }
}

TEST(ConfigTest, PlaintextIsForLoopbackAddressesOnly) {
  const struct {
    const char* listen;
    bool plaintext;
    bool usable;
  } kCases[] = {{"127.0.0.1:0", true, true},         {"[::1]:0", true, true},
                {"localhost:0", true, true},         {"0.0.0.0:8443", true, false},
                {"[::]:8443", true, false},          {"192.0.2.7:8443", true, false},
                {"127.evil.example:1", true, false}, {"bank.example:8443", true, false},
                {"127.0.0.1:0", false, false}};
  for (const auto& test : kCases) {
    const server::Config config{
        .listen = test.listen, .plaintext = test.plaintext, .snapshot = "s", .log_directory = "l"};
    const absl::Status status = server::CheckForService(config, "test.yaml");
    EXPECT_EQ(status.ok(), test.usable) << test.listen << ErrorText(status);
  }
}

TEST(ConfigTest, TheProgramChecksItsConfiguration) {
  const support::TempDir dir;
  const auto check = [&dir](const std::string& text) {
    return RunProgram(BinaryPath("lynceusd"),
                      {"--check-config", "--config", dir.Write("c.yaml", text)});
  };
  EXPECT_EQ(check("listen: 127.0.0.1:0\nplaintext: true\nsnapshot: s\nlog: {directory: l}\n").code,
            0);
  const Ran plain = check("listen: 0.0.0.0:1\nplaintext: true\nsnapshot: s\nlog: {directory: l}\n");
  EXPECT_EQ(plain.code, 1);
  EXPECT_THAT(plain.err, HasSubstr("loopback"));
  const Ran unknown = check("listen: 127.0.0.1:0\nplain: true\n");
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("line 2"));
  EXPECT_EQ(RunProgram(BinaryPath("lynceusd"), {}).code, 2);
}

// An authority, and a certificate it signed for the server and one for a caller.
void MakeCertificates(const support::TempDir& dir) {
  const std::string script = absl::StrCat(
      "set -e; cd '", dir.path(), "'; ",
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 ",
      "-subj /CN=authority -keyout ca.key -out ca.pem; ",
      "echo 'subjectAltName=DNS:localhost,IP:127.0.0.1' > san; ", "for who in server caller; do ",
      "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=$who ",
      "-keyout $who.key -out $who.csr; ",
      "openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 ",
      "-extfile san -out $who.pem; done");
  const Ran made = RunProgram("/bin/bash", {"-c", script});
  ASSERT_EQ(made.code, 0) << made.err;
}

TEST_F(TransportTest, MutualTlsAdmitsOnlyCallersWithACertificate) {
  MakeCertificates(dir_);
  server::Config config = BaseConfig();
  config.plaintext = false;
  config.tls_certificate = dir_ / "server.pem";
  config.tls_key = dir_ / "server.key";
  config.tls_client_ca = dir_ / "ca.pem";
  StartService(config);
  const std::string ca = *ReadFile(dir_ / "ca.pem");
  const std::chrono::milliseconds wait(5'000);
  v1::ScreenResponse response;
  const auto known = Client::Connect({.target = target(),
                                      .ca_pem = ca,
                                      .certificate_pem = *ReadFile(dir_ / "caller.pem"),
                                      .key_pem = *ReadFile(dir_ / "caller.key"),
                                      .timeout = wait});
  const grpc::Status served = known->Screen(Ask("Sovcombank", "Company"), &response);
  EXPECT_TRUE(served.ok()) << served.error_message();
  const auto unknown = Client::Connect({.target = target(), .ca_pem = ca, .timeout = wait});
  EXPECT_FALSE(unknown->Screen(Ask("Sovcombank", "Company"), &response).ok());
  EXPECT_EQ(response.decision(), v1::DECISION_UNSPECIFIED);
  const auto plain = Client::Connect({.target = target(), .timeout = wait});
  EXPECT_FALSE(plain->Screen(Ask("Sovcombank", "Company"), &response).ok());
}

// Who may ask may not erase: orders are for the certificates that the configuration names.
TEST_F(TransportTest, OnlyNamedCallersGiveOrders) {
  MakeCertificates(dir_);
  server::Config config = BaseConfig();
  config.plaintext = false;
  config.tls_certificate = dir_ / "server.pem";
  config.tls_key = dir_ / "server.key";
  config.tls_client_ca = dir_ / "ca.pem";
  const auto code_of_orders = [&] {
    service_.reset();
    StartService(config);
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = *ReadFile(dir_ / "ca.pem");
    options.pem_cert_chain = *ReadFile(dir_ / "caller.pem");
    options.pem_private_key = *ReadFile(dir_ / "caller.key");
    const auto channel = grpc::CreateChannel(target(), grpc::SslCredentials(options));
    grpc::ClientContext orders[3];
    v1::HoldResponse held;
    const auto hold = v1::Retention::NewStub(channel)->PlaceHold(&orders[0], {}, &held);
    v1::JudgedAlert judged;
    const auto judge = v1::Review::NewStub(channel)->Judge(&orders[1], {}, &judged);
    v1::ReloadRulesResponse reloaded;
    const auto reload = v1::Admin::NewStub(channel)->ReloadRules(&orders[2], {}, &reloaded);
    const bool denied = hold.error_code() == grpc::StatusCode::PERMISSION_DENIED;
    EXPECT_EQ(judge.error_code() == grpc::StatusCode::PERMISSION_DENIED, denied);
    EXPECT_EQ(reload.error_code() == grpc::StatusCode::PERMISSION_DENIED, denied);
    return hold.error_code();
  };
  EXPECT_EQ(code_of_orders(), grpc::StatusCode::PERMISSION_DENIED);
  config.tls_officers = {"somebody", "caller "};
  EXPECT_EQ(code_of_orders(), grpc::StatusCode::PERMISSION_DENIED);
  config.tls_officers = {"caller"};
  EXPECT_EQ(code_of_orders(), grpc::StatusCode::INVALID_ARGUMENT) << "a hold without a name";

  // The command line says who it is by the environment.
  const std::string hold =
      absl::StrCat("exec lynceus log hold place --server ", target(), " --ca ", dir_ / "ca.pem",
                   " --name case-1 --reason court --by counsel");
  const auto run = [&](const std::string& own) {
    return RunProgram("/bin/sh",
                      {"-c", own + "PATH=" + std::getenv("LYNCEUS_BIN_DIR") + ":$PATH; " + hold});
  };
  EXPECT_NE(run("").code, 0) << "it shows no certificate";
  const Ran ran = run(absl::StrCat("export LYNCEUS_CERTIFICATE=", dir_ / "caller.pem",
                                   " LYNCEUS_CERTIFICATE_KEY=", dir_ / "caller.key", "; "));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("hold case-1 placed"));
}

TEST_F(TransportTest, ABadCertificateOrAddressIsAnErrorAtStart) {
  server::Config config = BaseConfig();
  config.plaintext = false;
  config.tls_certificate = dir_ / "absent.pem";
  config.tls_key = dir_ / "absent.key";
  EXPECT_THAT(server::Service::Start(config), StatusIs(absl::StatusCode::kNotFound));
  StartService(BaseConfig());
  EXPECT_THAT(server::Service::Start(BaseConfig()), StatusIs(absl::StatusCode::kUnavailable))
      << "the log has one writer";
}

}  // namespace
}  // namespace lynceus::e2e
