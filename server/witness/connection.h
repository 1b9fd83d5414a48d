#pragma once
// One accepted connection, plain or TLS, as cpp-httplib reads and writes it. Bounded in time and in
// bytes as a whole, and not only from one read to the next: a caller who sends a byte now and then
// keeps no thread for long.

#include <openssl/ssl.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <httplib.h>

#include "absl/status/statusor.h"

namespace lynceus::witness {

struct CloseTls {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* connection) const { SSL_free(connection); }
};
using TlsContext = std::unique_ptr<SSL_CTX, CloseTls>;

// TLS 1.2 or newer. With a `client_ca` callers must show a certificate by it. Errors:
// InvalidArgument naming the file that cannot be used.
absl::StatusOr<TlsContext> MakeTlsContext(const std::string& certificate, const std::string& key,
                                          const std::string& client_ca);

struct ConnectionLimits {
  std::chrono::milliseconds time{0};
  std::chrono::milliseconds silent_time{0};  // up to the first bytes of a request
  std::size_t read_bytes = 0;
  int stop = -1;  // readable when every connection is to end
};

// One thread.
class Connection final : public httplib::Stream {
 public:
  // Does not own `socket`. `tls` may be null: plain. Makes it non-blocking.
  Connection(socket_t socket, SSL_CTX* tls, const ConnectionLimits& limits);
  ~Connection() override;

  // The TLS handshake; at once where it is plain. False where it failed.
  bool Begin();

  bool is_readable() const override;
  bool is_writable() const override { return true; }
  ssize_t read(char* bytes, size_t size) override;
  ssize_t write(const char* bytes, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  // Waits until the socket is ready for `events`. False when time is up or all is to end.
  bool Wait(short events) const;
  // Runs an operation of OpenSSL to its end. Returns what it returned, or -1.
  template <typename Operation>
  int RunTls(const Operation& operation);

  const socket_t socket_;
  const ConnectionLimits limits_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::unique_ptr<SSL, CloseTls> tls_;
  std::size_t read_bytes_ = 0;
};

}  // namespace lynceus::witness
