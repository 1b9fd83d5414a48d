#include "tests/fetch/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <utility>

#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::fetch {
namespace {

constexpr int kTricklePauseMs = 100;
constexpr long kCertificateSeconds = 86'400;

HttpRequestSeen ParseRequest(std::string_view text) {
  HttpRequestSeen request;
  const std::string_view first = text.substr(0, text.find("\r\n"));
  const std::size_t path = first.find(' ') + 1;
  request.method = first.substr(0, path - 1);
  request.path = first.substr(path, first.find(' ', path) - path);
  text.remove_prefix(first.size() + 2);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find("\r\n"));
    text.remove_prefix(std::min(line.size() + 2, text.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) break;  // the empty line
    request.headers[LowerAscii(line.substr(0, colon))] = TrimAscii(line.substr(colon + 1));
  }
  request.body = text;
  return request;
}

void AddExtension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  LYNCEUS_CHECK(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

std::string PemOf(X509* certificate) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), &BIO_free);
  LYNCEUS_CHECK(PEM_write_bio_X509(memory.get(), certificate) == 1);
  std::string pem(65'536, '\0');
  const int size = BIO_read(memory.get(), pem.data(), static_cast<int>(pem.size()));
  LYNCEUS_CHECK(size > 0);
  pem.resize(static_cast<std::size_t>(size));
  return pem;
}

}  // namespace

Certificate MakeCertificate() {
  // What the macro EVP_EC_gen says, without its cast.
  EVP_PKEY* const key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  Certificate made{.key = {key, &EVP_PKEY_free}, .certificate = {X509_new(), &X509_free}};
  X509* const certificate = made.certificate.get();
  LYNCEUS_CHECK(made.key != nullptr && certificate != nullptr);
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -kCertificateSeconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate), kCertificateSeconds);
  X509_set_pubkey(certificate, made.key.get());
  X509_NAME* const name = X509_get_subject_name(certificate);
  const std::string who = "127.0.0.1";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(who.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  AddExtension(certificate, NID_basic_constraints, "critical,CA:TRUE");
  AddExtension(certificate, NID_subject_alt_name, "IP:127.0.0.1");
  LYNCEUS_CHECK(X509_sign(certificate, made.key.get(), EVP_sha256()) > 0);
  made.pem = PemOf(certificate);
  return made;
}

HttpAnswer BareAnswer(int status, std::string_view body, const std::vector<std::string>& headers) {
  std::string bytes = "HTTP/1.1 " + std::to_string(status) + " Said\r\nConnection: close\r\n";
  for (const std::string& header : headers) bytes += header + "\r\n";
  bytes += "\r\n";
  return {.bytes = bytes + std::string(body)};
}

HttpAnswer Answer(int status, std::string_view body, const std::vector<std::string>& headers) {
  std::vector<std::string> all = headers;
  all.push_back("Content-Length: " + std::to_string(body.size()));
  return BareAnswer(status, body, all);
}

HttpAnswer RedirectTo(const std::string& location, int status) {
  return Answer(status, "moved", {"Location: " + location});
}

// One accepted socket, plain or under TLS.
class HttpServer::Connection {
 public:
  Connection(int socket, int stop, SSL_CTX* tls) : socket_(socket), stop_(stop) {
    if (tls == nullptr) return;
    session_.reset(SSL_new(tls));
    SSL_set_fd(session_.get(), socket);
    usable_ = SSL_accept(session_.get()) == 1;
  }
  ~Connection() {
    if (session_ && usable_) SSL_shutdown(session_.get());
    ::close(socket_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool usable() const { return usable_; }

  // The head of a request; "" where the client leaves.
  // Reads on until `is_enough`; "" where the client leaves before.
  std::string ReadUntil(std::string text,
                        const std::function<bool(const std::string&)>& is_enough) {
    while (!is_enough(text)) {
      if (!WaitReadable(-1)) return "";
      std::array<char, 4'096> buffer = {};
      const int size = Read(buffer.data(), static_cast<int>(buffer.size()));
      if (size <= 0) return "";
      text.append(buffer.data(), static_cast<std::size_t>(size));
    }
    return text;
  }

  bool Write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto size =
          session_ ? SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()))
                   : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (size <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
  }

  // False when the server is to end, or nothing comes within the time.
  bool WaitReadable(int timeout_ms) {
    std::array<pollfd, 2> waited = {{{.fd = socket_, .events = POLLIN, .revents = 0},
                                     {.fd = stop_, .events = POLLIN, .revents = 0}}};
    if (session_ && SSL_pending(session_.get()) > 0) return true;
    return ::poll(waited.data(), waited.size(), timeout_ms) > 0 && waited[1].revents == 0;
  }
  bool IsStopped() {
    pollfd waited = {.fd = stop_, .events = POLLIN, .revents = 0};
    return ::poll(&waited, 1, 0) > 0;
  }

 private:
  int Read(char* buffer, int size) {
    if (session_) return SSL_read(session_.get(), buffer, size);
    return static_cast<int>(::recv(socket_, buffer, static_cast<std::size_t>(size), 0));
  }

  const int socket_;
  const int stop_;
  std::unique_ptr<SSL, void (*)(SSL*)> session_{nullptr, &SSL_free};
  bool usable_ = true;
};

HttpServer::HttpServer(Handler handler, const Certificate* certificate)
    : handler_(std::move(handler)), tls_(nullptr, &SSL_CTX_free) {
  ::signal(SIGPIPE, SIG_IGN);  // a client that leaves a TLS connection
  if (certificate != nullptr) {
    tls_.reset(SSL_CTX_new(TLS_server_method()));
    LYNCEUS_CHECK(SSL_CTX_use_certificate(tls_.get(), certificate->certificate.get()) == 1 &&
                  SSL_CTX_use_PrivateKey(tls_.get(), certificate->key.get()) == 1);
  }
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  stop_ = ::eventfd(0, EFD_CLOEXEC);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  LYNCEUS_CHECK(listener_ >= 0 && stop_ >= 0 && ::bind(listener_, any, size) == 0 &&
                ::listen(listener_, 16) == 0 && ::getsockname(listener_, any, &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Serve(); });
}

HttpServer::~HttpServer() {
  const std::uint64_t one = 1;
  LYNCEUS_CHECK(::write(stop_, &one, sizeof(one)) == sizeof(one));
  thread_.join();
  ::close(listener_);
  ::close(stop_);
}

std::string HttpServer::Url(std::string_view path) const {
  return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) +
         std::string(path);
}

std::vector<HttpRequestSeen> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::Serve() {
  while (true) {
    std::array<pollfd, 2> waited = {{{.fd = listener_, .events = POLLIN, .revents = 0},
                                     {.fd = stop_, .events = POLLIN, .revents = 0}}};
    if (::poll(waited.data(), waited.size(), -1) < 0) continue;
    if (waited[1].revents != 0) return;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    Connection connection(socket, stop_, tls_.get());
    if (connection.usable()) Handle(connection);
  }
}

void HttpServer::Handle(Connection& connection) {
  const std::string head = connection.ReadUntil(
      "", [](const std::string& text) { return text.find("\r\n\r\n") != std::string::npos; });
  if (head.empty()) return;
  HttpRequestSeen request = ParseRequest(head);
  if (const auto length = request.headers.find("content-length"); length != request.headers.end()) {
    const std::size_t bytes = std::stoul(length->second);
    request.body = connection.ReadUntil(
        request.body, [bytes](const std::string& text) { return text.size() >= bytes; });
  }
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  const HttpAnswer answer = handler_(request);
  if (!connection.Write(answer.bytes) || answer.end == HttpAnswer::End::kClose) return;
  // What becomes readable now is the client's leave.
  const int pause_ms = answer.end == HttpAnswer::End::kTrickle ? kTricklePauseMs : -1;
  while (!connection.WaitReadable(pause_ms) && !connection.IsStopped()) {
    if (!connection.Write(".")) return;
  }
}

}  // namespace lynceus::fetch
