// cpp-httplib listens, accepts, and reads and routes requests; the connections, with their limits,
// are ours (connection.h).
#include "server/witness/http_service.h"

#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/mutex.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/base/thread_pool.h"
#include "server/witness/connection.h"

namespace lynceus::witness {
namespace {

// Above the body: the request line and the headers.
constexpr std::size_t kHeadBytesMax = 16u << 10;
constexpr char kText[] = "text/plain; charset=utf-8";

// Takes so many at once; gives the next one only when a thread is free, so that the kernel's queue
// of connections holds the others.
class BoundedQueue final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> work) override {
    {
      MutexLock lock(mutex_);
      while (busy_ == kConnectionsMax) free_.Wait(mutex_);
      ++busy_;
    }
    pool_->Run([this, work = std::move(work)] {
      work();
      MutexLock lock(mutex_);
      --busy_;
      free_.NotifyOne();
    });
  }
  void shutdown() override { pool_.reset(); }

 private:
  Mutex mutex_;
  CondVar free_;
  std::size_t busy_ ABSL_GUARDED_BY(mutex_) = 0;
  std::unique_ptr<ThreadPool> pool_ = std::make_unique<ThreadPool>(kConnectionsMax);
};

// Connections that the kernel holds until they are accepted; httplib asks for 5, and what comes
// beyond is dropped.
constexpr int kWaitingMax = 512;

// httplib's own makes two servers share a port, each with a part of the connections.
void OnePortOneServer(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

class Server final : public httplib::Server {
 public:
  Server(TlsContext tls, const ConnectionLimits& limits) : tls_(std::move(tls)), limits_(limits) {
    new_task_queue = [] { return new BoundedQueue; };
    set_payload_max_length(limits::kWitnessRequestBytesMax);
    set_socket_options(OnePortOneServer);
  }
  // Returns the port; -1 where it cannot listen.
  int Bind(const std::string& host, int port) {
    const bool any = port == 0;
    const int bound = any ? bind_to_any_port(host) : bind_to_port(host, port) ? port : -1;
    return bound > 0 && ::listen(svr_sock_, kWaitingMax) == 0 ? bound : -1;
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    bool done = false;
    {
      Connection connection(socket, tls_.get(), limits_);
      bool closed = false;
      done = connection.Begin() &&
             process_request(connection, /*close_connection=*/true, closed, nullptr);
    }
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return done;
  }

  const TlsContext tls_;
  const ConnectionLimits limits_;
};

struct Address {
  std::string host;
  int port = 0;
};

absl::StatusOr<Address> ParseAddress(const std::string& text) {
  constexpr int kPortMax = 65'535;
  const std::size_t colon = text.rfind(':');
  Address address;
  if (colon != std::string::npos && absl::SimpleAtoi(text.substr(colon + 1), &address.port) &&
      address.port >= 0 && address.port <= kPortMax) {
    address.host = text.substr(0, colon);
    const bool brackets = address.host.starts_with('[') && address.host.ends_with(']');
    if (brackets) address.host = address.host.substr(1, address.host.size() - 2);
    const bool good = brackets || address.host.find(':') == std::string::npos;
    if (good && !address.host.empty()) return address;
  }
  return InvalidError({.subject = "listen",
                       .cause = absl::StrCat(text, " is no address and port"),
                       .remedy = "write 127.0.0.1:8444 or [::1]:8444"});
}

// Of refusals only what their status says, and nothing of the request.
void Say(const httplib::Request& request, int status) {
  const auto level = status == 200   ? spdlog::level::debug
                     : status == 409 ? spdlog::level::info
                                     : spdlog::level::warn;
  spdlog::log(level, "add-checkpoint status={} bytes={} from={}", status, request.body.size(),
              request.remote_addr);
}

class Running final : public HttpService {
 public:
  Running(TlsContext tls, const Config& config, audit::Witness& witness)
      : stop_(eventfd(0, EFD_CLOEXEC)),
        server_(std::move(tls), {.time = config.connection_time,
                                 .silent_time = config.silent_time,
                                 .read_bytes = limits::kWitnessRequestBytesMax + kHeadBytesMax,
                                 .stop = stop_}),
        witness_(witness) {
    LYNCEUS_CHECK(stop_ >= 0);  // out of descriptors at start
    server_.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& reply) {
      // A body that grows while it is unpacked has no bound.
      if (!request.has_header("Content-Encoding")) return Server::HandlerResponse::Unhandled;
      reply.status = 415;
      return Server::HandlerResponse::Handled;
    });
    server_.Post("/add-checkpoint", [this](const httplib::Request& request,
                                           httplib::Response& reply) { Add(request, reply); });
    server_.Get("/healthz", [](const httplib::Request&, httplib::Response& reply) {
      reply.set_content("ok\n", kText);
    });
  }
  ~Running() override {
    const std::uint64_t one = 1;
    LYNCEUS_CHECK(write(stop_, &one, sizeof one) == sizeof one);
    if (thread_.joinable()) {
      while (!server_.is_running() && !ended_) std::this_thread::yield();
      server_.stop();
      thread_.join();
    }
    close(stop_);
  }
  int port() const override { return port_; }

  absl::Status Listen(const std::string& listen) {
    LYNCEUS_ASSIGN_OR_RETURN(const Address address, ParseAddress(listen));
    port_ = server_.Bind(address.host, address.port);
    if (port_ < 0) {
      return UnavailableError({.subject = listen,
                               .cause = "cannot listen on it",
                               .remedy = "see whether another program does, and whether the "
                                         "address is this machine's"});
    }
    thread_ = std::thread([this] {
      server_.listen_after_bind();
      ended_ = true;
    });
    return absl::OkStatus();
  }

 private:
  void Add(const httplib::Request& request, httplib::Response& reply) {
    const audit::WitnessAnswer answer = witness_.AddCheckpoint(request.body);
    Say(request, answer.status);
    reply.status = answer.status;
    reply.set_content(answer.body, answer.content_type);
  }

  const int stop_;
  Server server_;
  audit::Witness& witness_;
  int port_ = 0;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<HttpService>> HttpService::Start(const Config& config,
                                                                audit::Witness& witness) {
  TlsContext tls;
  if (!config.plaintext) {
    LYNCEUS_ASSIGN_OR_RETURN(
        tls, MakeTlsContext(config.tls_certificate, config.tls_key, config.tls_client_ca));
  }
  auto service = std::make_unique<Running>(std::move(tls), config, witness);
  LYNCEUS_RETURN_IF_ERROR(service->Listen(config.listen));
  return std::unique_ptr<HttpService>(std::move(service));
}

}  // namespace lynceus::witness
