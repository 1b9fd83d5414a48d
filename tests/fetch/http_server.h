#pragma once
// A web server on 127.0.0.1 that says exactly what a test tells it to say, however wrong: answers
// are bytes. One connection at a time, each closed after its answer.

#include <openssl/ssl.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace lynceus::fetch {

struct HttpRequestSeen {
  std::string method;
  std::string path;                            // with its query
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // of content-length
};

struct HttpAnswer {
  enum class End : std::uint8_t {
    kClose,    // the connection is closed behind the bytes
    kStall,    // nothing comes any more, until the client leaves
    kTrickle,  // a byte comes now and then, until the client leaves
  };
  std::string bytes;  // head and body as they are sent
  End end = End::kClose;
};

// An answer with a head and the body's true length.
HttpAnswer Answer(int status, std::string_view body, const std::vector<std::string>& headers = {});
// An answer with these very headers.
HttpAnswer BareAnswer(int status, std::string_view body, const std::vector<std::string>& headers);
HttpAnswer RedirectTo(const std::string& location, int status = 302);

// Made for this address, signed by itself.
struct Certificate {
  std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key;
  std::unique_ptr<X509, void (*)(X509*)> certificate;
  std::string pem;  // of the certificate
};
Certificate MakeCertificate();

// Serves from its construction to its end. Thread-safe.
class HttpServer {
 public:
  using Handler = std::function<HttpAnswer(const HttpRequestSeen&)>;
  // With a certificate: https. `handler` is called on the server's thread.
  explicit HttpServer(Handler handler, const Certificate* certificate = nullptr);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // "http://127.0.0.1:12345" + path.
  std::string Url(std::string_view path) const;
  // Every request so far.
  std::vector<HttpRequestSeen> requests() const;

 private:
  class Connection;
  void Serve();
  void Handle(Connection& connection);

  const Handler handler_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> tls_;
  int listener_ = -1;
  int port_ = 0;
  int stop_ = -1;  // an eventfd: readable when the server is to end
  mutable std::mutex mutex_;
  std::vector<HttpRequestSeen> requests_;
  std::thread thread_;
};

}  // namespace lynceus::fetch
