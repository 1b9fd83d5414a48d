#include "server/witness/connection.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "lib/base/status.h"

namespace lynceus::witness {
namespace {

// OpenSSL keeps its error codes in a queue of the thread.
absl::Status CannotUse(const std::string& file, const std::string& what) {
  const char* const reason = ERR_reason_error_string(ERR_get_error());
  ERR_clear_error();
  return InvalidError({.subject = file,
                       .cause = what + (reason == nullptr ? "" : std::string(": ") + reason),
                       .remedy = "give PEM files that the witness may read"});
}

void ReadAddress(const sockaddr_storage& from, std::string& ip, int& port) {
  std::array<char, INET6_ADDRSTRLEN> text = {};
  if (from.ss_family == AF_INET) {
    sockaddr_in address = {};
    std::memcpy(&address, &from, sizeof address);
    inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
    port = ntohs(address.sin_port);
  } else if (from.ss_family == AF_INET6) {
    sockaddr_in6 address = {};
    std::memcpy(&address, &from, sizeof address);
    inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
    port = ntohs(address.sin6_port);
  }
  ip = text.data();
}

}  // namespace

absl::StatusOr<TlsContext> MakeTlsContext(const std::string& certificate, const std::string& key,
                                          const std::string& client_ca) {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  LYNCEUS_CHECK(context != nullptr);  // out of memory
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) {
    return CannotUse(certificate, "no certificate can be read from it");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return CannotUse(key, "it is not the private key of the certificate");
  }
  if (client_ca.empty()) return context;
  if (SSL_CTX_load_verify_file(context.get(), client_ca.c_str()) != 1) {
    return CannotUse(client_ca, "no authority can be read from it");
  }
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return context;
}

Connection::Connection(socket_t socket, SSL_CTX* tls, const ConnectionLimits& limits)
    : socket_(socket), limits_(limits) {
  fcntl(socket_, F_SETFL, fcntl(socket_, F_GETFL) | O_NONBLOCK);
  if (tls == nullptr) return;
  tls_.reset(SSL_new(tls));
  LYNCEUS_CHECK(tls_ != nullptr);  // out of memory
  SSL_set_fd(tls_.get(), socket_);
}

Connection::~Connection() {
  // Says the end and does not wait for the other side's.
  if (tls_ != nullptr) SSL_shutdown(tls_.get());
}

bool Connection::Begin() {
  return tls_ == nullptr || RunTls([this] { return SSL_accept(tls_.get()); }) == 1;
}

bool Connection::Wait(short events) const {
  const auto time = read_bytes_ == 0 ? std::min(limits_.time, limits_.silent_time) : limits_.time;
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      begin_ + time - std::chrono::steady_clock::now());
  std::array<pollfd, 2> ready = {pollfd{.fd = socket_, .events = events},
                                 pollfd{.fd = limits_.stop, .events = POLLIN}};
  const int time_ms = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
  int count = 0;
  do {
    count = poll(ready.data(), ready.size(), time_ms);
  } while (count < 0 && errno == EINTR);
  return count > 0 && ready[1].revents == 0;
}

template <typename Operation>
int Connection::RunTls(const Operation& operation) {
  for (;;) {
    ERR_clear_error();
    const int result = operation();
    if (result > 0) return result;
    const int error = SSL_get_error(tls_.get(), result);
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    const bool read = error == SSL_ERROR_WANT_READ;
    if (!read && error != SSL_ERROR_WANT_WRITE) return -1;
    if (!Wait(read ? POLLIN : POLLOUT)) return -1;
  }
}

bool Connection::is_readable() const {
  if (tls_ != nullptr && SSL_pending(tls_.get()) > 0) return true;
  return Wait(POLLIN);
}

ssize_t Connection::read(char* bytes, size_t size) {
  const std::size_t wanted = std::min(size, limits_.read_bytes - read_bytes_);
  if (wanted == 0) return -1;
  ssize_t count = -1;
  if (tls_ != nullptr) {
    count = RunTls([&] { return SSL_read(tls_.get(), bytes, static_cast<int>(wanted)); });
  } else {
    // Also when bytes are there: time is up for all of them.
    do {
      if (!Wait(POLLIN)) return -1;
      count = recv(socket_, bytes, wanted, 0);
    } while (count < 0 && (errno == EINTR || errno == EAGAIN));
  }
  if (count > 0) read_bytes_ += static_cast<std::size_t>(count);
  return count;
}

ssize_t Connection::write(const char* bytes, size_t size) {
  if (tls_ != nullptr) {
    return RunTls([&] { return SSL_write(tls_.get(), bytes, static_cast<int>(size)); });
  }
  ssize_t count = -1;
  do {
    if (!Wait(POLLOUT)) return -1;
    count = send(socket_, bytes, size, MSG_NOSIGNAL);
  } while (count < 0 && (errno == EINTR || errno == EAGAIN));
  return count;
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage from = {};
  socklen_t length = sizeof from;
  if (getpeername(socket_, reinterpret_cast<sockaddr*>(&from), &length) == 0) {
    ReadAddress(from, ip, port);
  }
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  sockaddr_storage from = {};
  socklen_t length = sizeof from;
  if (getsockname(socket_, reinterpret_cast<sockaddr*>(&from), &length) == 0) {
    ReadAddress(from, ip, port);
  }
}

}  // namespace lynceus::witness
