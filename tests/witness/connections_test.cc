// The witness's HTTP service in this process: its bounds in time, bytes and connections; TLS with
// and without callers' certificates.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "lib/audit/note_signer.h"
#include "lib/base/file.h"
#include "server/witness/http_service.h"
#include "tests/e2e/program.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::witness {
namespace {

using ::lynceus::support::IsOk;
using ::lynceus::support::StatusIs;
using ::lynceus::support::TempDir;
using ::testing::HasSubstr;

// A connection whose bytes a test sends by hand.
class Raw {
 public:
  explicit Raw(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Raw() { close(socket_); }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  // False where the other side has gone.
  bool Send(std::string_view bytes) const {
    return send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
  }
  // Says that nothing more comes.
  void End() const { shutdown(socket_, SHUT_WR); }
  // All until the other side ends.
  std::string ReadAll() const {
    std::string text;
    char buffer[4096];
    for (ssize_t count = 0; (count = recv(socket_, buffer, sizeof buffer, 0)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(count));
    }
    return text;
  }

 private:
  const int socket_;
};

class ConnectionsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    SeededRandom random(5);
    auto key = *Ed25519Signer::Generate(random);
    auto witness = audit::Witness::Open(
        dir_ / "state", {}, audit::MakeCosigner("test/w", std::move(key), SystemClock()));
    ASSERT_THAT(witness, IsOk());
    witness_ = *std::move(witness);
    config_ = {.listen = "127.0.0.1:0", .plaintext = true};
  }
  void Start() {
    auto service = HttpService::Start(config_, *witness_);
    ASSERT_THAT(service, IsOk());
    service_ = *std::move(service);
  }
  bool Healthy() const {
    httplib::Client client("127.0.0.1", service_->port());
    const auto reply = client.Get("/healthz");
    return reply && reply->status == 200 && reply->body == "ok\n";
  }

  const TempDir dir_;
  Config config_;
  std::unique_ptr<audit::Witness> witness_;
  std::unique_ptr<HttpService> service_;
};

TEST_F(ConnectionsTest, ManyCallersAtOnceAreAllAnswered) {
  Start();
  std::vector<std::thread> callers;
  std::atomic<int> answered = 0;
  for (std::size_t i = 0; i < 4 * kConnectionsMax; ++i) {
    callers.emplace_back([&] { answered += Healthy() ? 1 : 0; });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(answered, static_cast<int>(4 * kConnectionsMax));
}

TEST_F(ConnectionsTest, CallersWhoTrickleOrSayNothingAreCutOff) {
  config_.connection_time = std::chrono::milliseconds(300);
  Start();
  std::vector<std::unique_ptr<Raw>> slow;
  for (std::size_t i = 0; i < kConnectionsMax; ++i) {
    slow.push_back(std::make_unique<Raw>(service_->port()));
  }
  std::thread trickle([&slow] {
    const std::string request = "POST /add-checkpoint HTTP/1.1\r\nX: ";
    for (std::size_t i = 0; i < slow.size(); i += 2) slow[i]->Send(request);
    // Each of these is a sign of life; together they are no request.
    for (bool open = true; open;) {
      open = false;
      for (std::size_t i = 0; i < slow.size(); i += 2) open |= slow[i]->Send("x");
      std::this_thread::yield();
    }
  });
  EXPECT_TRUE(Healthy()) << "it waits for a thread, and gets one";
  trickle.join();
  // A body that never comes, of a length that is announced.
  const Raw waiting(service_->port());
  waiting.Send("POST /add-checkpoint HTTP/1.1\r\nContent-Length: 100\r\n\r\nold");
  EXPECT_THAT(waiting.ReadAll(), ::testing::Not(HasSubstr("200")));
}

TEST_F(ConnectionsTest, WhoConnectsAndSaysNothingIsCutOffFirst) {
  config_.connection_time = std::chrono::hours(1);
  config_.silent_time = std::chrono::milliseconds(200);
  Start();
  std::vector<std::unique_ptr<Raw>> silent;
  for (std::size_t i = 0; i < 2 * kConnectionsMax; ++i) {
    silent.push_back(std::make_unique<Raw>(service_->port()));
  }
  EXPECT_TRUE(Healthy());
}

TEST_F(ConnectionsTest, EndsAtOnceWithSlowCallers) {
  config_.connection_time = std::chrono::hours(1);
  config_.silent_time = std::chrono::hours(1);
  Start();
  std::vector<std::unique_ptr<Raw>> slow;
  for (std::size_t i = 0; i < 3 * kConnectionsMax; ++i) {
    slow.push_back(std::make_unique<Raw>(service_->port()));
    slow.back()->Send("GET /hea");
  }
  service_.reset();  // else the test ends by its time limit
}

TEST_F(ConnectionsTest, WhatIsTooLongOrNoRequestIsRefused) {
  Start();
  const std::string post = "POST /add-checkpoint HTTP/1.1\r\n";
  const struct {
    std::string bytes;
    const char* answer;  // its beginning; "": the connection is closed without one
    const char* why;
  } rows[] = {
      {post + "Content-Length: 65537\r\n\r\n" + std::string(65'537, 'x'), "HTTP/1.1 413", "a body"},
      {post + "Content-Length: 65536\r\n\r\n" + std::string(65'536, 'x'), "HTTP/1.1 400",
       "the longest body, of no request"},
      {post + "Content-Length: 99999999999999999999\r\n\r\n", "HTTP/1.1 413", "a length"},
      {post + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "HTTP/1.1 415", "packed"},
      {post + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + std::string(0x20'000, 'x') +
           "\r\n0\r\n\r\n",
       "HTTP/1.1 4", "chunks beyond the bound"},
      {"GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n", "HTTP/1.1 414", "an address"},
      {post + "A: " + std::string(100'000, 'a') + "\r\n\r\n", "HTTP/1.1 4", "a header"},
      {"GET /add-checkpoint HTTP/1.1\r\n\r\n", "HTTP/1.1 404", "another method"},
      {"\r\n\r\n", "HTTP/1.1 400", "nothing"},
      {std::string(200, '\0') + "\r\n\r\n", "HTTP/1.1 400", "no HTTP"},
  };
  for (const auto& row : rows) {
    const Raw raw(service_->port());
    raw.Send(row.bytes);
    raw.End();
    EXPECT_THAT(raw.ReadAll(), ::testing::StartsWith(row.answer)) << row.why;
  }
  EXPECT_TRUE(Healthy());
}

TEST_F(ConnectionsTest, APortInUseIsNotShared) {
  Start();
  config_.listen = "127.0.0.1:" + std::to_string(service_->port());
  EXPECT_THAT(HttpService::Start(config_, *witness_).status(),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("another program")));
  for (const char* const listen :
       {"", "127.0.0.1", "127.0.0.1:x", ":1", "::1:1", "127.0.0.1:65536"}) {
    config_.listen = listen;
    EXPECT_THAT(HttpService::Start(config_, *witness_).status(),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << listen;
  }
}

void MakeCertificates(const TempDir& dir) {
  const std::string script =
      "set -e; cd '" + dir.path() +
      "'; new='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'; "
      "openssl req -x509 $new -days 2 -subj /CN=authority -keyout ca.key -out ca.pem; "
      "echo 'subjectAltName=DNS:localhost,IP:127.0.0.1' > san; for who in server caller; do "
      "openssl req $new -subj /CN=$who -keyout $who.key -out $who.csr; openssl x509 -req "
      "-in $who.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile san -out $who.pem; "
      "done";
  const e2e::Ran made = e2e::RunProgram("/bin/bash", {"-c", script});
  ASSERT_EQ(made.code, 0) << made.err;
}

TEST_F(ConnectionsTest, Tls) {
  MakeCertificates(dir_);
  config_.plaintext = false;
  config_.tls_certificate = dir_ / "server.pem";
  config_.tls_key = dir_ / "server.key";
  Start();
  const auto get = [&](httplib::SSLClient client) {
    client.set_ca_cert_path(dir_ / "ca.pem");
    client.enable_server_certificate_verification(true);
    const auto reply = client.Get("/healthz");
    return reply ? reply->status : 0;
  };
  EXPECT_EQ(get(httplib::SSLClient("localhost", service_->port())), 200);
  const Raw plain(service_->port());
  plain.Send("GET /healthz HTTP/1.1\r\n\r\n");
  EXPECT_THAT(plain.ReadAll(), ::testing::Not(HasSubstr("ok")));

  config_.tls_client_ca = dir_ / "ca.pem";
  service_.reset();
  Start();
  EXPECT_EQ(get(httplib::SSLClient("localhost", service_->port())), 0) << "no certificate";
  EXPECT_EQ(get(httplib::SSLClient("localhost", service_->port(), dir_ / "caller.pem",
                                   dir_ / "caller.key")),
            200);
}

TEST_F(ConnectionsTest, TlsFilesThatCannotBeUsedAreNamed) {
  MakeCertificates(dir_);
  const struct {
    const char* certificate;
    const char* key;
    const char* client_ca;
    const char* named;
  } rows[] = {{"none", "server.key", "", "none"},
              {"server.key", "server.key", "", "server.key"},
              {"server.pem", "caller.key", "", "caller.key"},
              {"server.pem", "server.key", "none", "none"}};
  config_.plaintext = false;
  for (const auto& row : rows) {
    config_.tls_certificate = dir_ / row.certificate;
    config_.tls_key = dir_ / row.key;
    config_.tls_client_ca = *row.client_ca == '\0' ? "" : dir_ / row.client_ca;
    EXPECT_THAT(HttpService::Start(config_, *witness_).status(),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(row.named)));
  }
}

}  // namespace
}  // namespace lynceus::witness
