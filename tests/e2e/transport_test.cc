// How callers reach the service: TLS, health, reflection, the configuration's refusals, and a log
// that cannot write.
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
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

// The wire form of the health service's messages: field 1, a string in and a number out.
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

using TransportTest = ServiceTest;

TEST_F(TransportTest, HealthAnswersServing) {
  StartService(BaseConfig());
  std::string response;
  const grpc::Status status = CallRaw(target(), "/grpc.health.v1.Health/Check", "", response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response, "\x08\x01") << "SERVING";
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

// No file of the daemon may grow beyond 300 KiB, which is more than the first slots of keys take:
// at some call the journal is full, and from then on every call fails.
TEST_F(TransportTest, WhereTheLogCannotWriteTheCallIsUnavailable) {
  const std::string config = dir_.Write(
      "d.yaml", absl::StrCat("listen: 127.0.0.1:0\nplaintext: true\nsnapshot: ", dir_ / "snapshot",
                             "\nlog: {directory: ", dir_ / "log", "}\ndrain_seconds: 0\n"));
  Daemon daemon(config, dir_ / "out", "trap '' XFSZ; ulimit -f 300; ");
  ASSERT_NE(daemon.target(), "") << *ReadFile(dir_ / "out");
  const auto client = Client::Connect({.target = daemon.target()});
  int answered = 0;
  int refused = 0;
  std::uint64_t alert = 0;
  for (int i = 0; i < 2'000 && refused < 3; ++i) {
    v1::ScreenResponse response;
    const grpc::Status status = client->Screen(Ask("Sovcombank", "Company"), &response);
    if (status.ok()) {
      EXPECT_EQ(refused, 0) << "an answer after a failed write";
      EXPECT_TRUE(response.has_record());
      alert = response.record().index();
      ++answered;
      continue;
    }
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
    EXPECT_EQ(response.decision(), v1::DECISION_UNSPECIFIED);
    ++refused;
  }
  EXPECT_GT(answered, 0);
  EXPECT_EQ(refused, 3);

  v1::JudgeRequest judge;
  judge.mutable_judgement()->set_alert(alert);
  judge.mutable_judgement()->set_verdict(v1::ALERT_VERDICT_TRUE_MATCH);
  judge.mutable_judgement()->set_reason("same_name");
  judge.mutable_judgement()->set_text("the same bank");
  judge.mutable_judgement()->set_by("ann");
  grpc::ClientContext call;
  v1::JudgedAlert judged;
  EXPECT_EQ(client->review().Judge(&call, judge, &judged).error_code(),
            grpc::StatusCode::UNAVAILABLE);
  grpc::ClientContext asking;
  v1::GetAlertRequest get;
  get.set_alert(alert);
  v1::GetAlertResponse history;
  ASSERT_TRUE(client->review().GetAlert(&asking, get, &history).ok());
  EXPECT_EQ(history.alert().state(), v1::ALERT_STATE_OPEN) << "what is not on record is not so";
}

}  // namespace
}  // namespace lynceus::e2e
