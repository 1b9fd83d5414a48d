// Wiring: credentials, services, health, reflection; then the orderly end.
#include "server/service.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/disposition.h"
#include "lib/review/record_log.h"
#include "server/engine_program.h"
#include "server/handlers.h"

namespace lynceus::server {
namespace {

// Screening waits for the log's sync, so more threads than cores keep the groups full.
constexpr int kThreadsPerCore = 16;

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeCredentials(const Config& config) {
  if (config.plaintext) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions options(
      config.tls_client_ca.empty() ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                                   : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  grpc::SslServerCredentialsOptions::PemKeyCertPair pair;
  LYNCEUS_ASSIGN_OR_RETURN(pair.private_key, ReadFile(config.tls_key));
  LYNCEUS_ASSIGN_OR_RETURN(pair.cert_chain, ReadFile(config.tls_certificate));
  options.pem_key_cert_pairs.push_back(std::move(pair));
  if (!config.tls_client_ca.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(options.pem_root_certs, ReadFile(config.tls_client_ca));
  }
  return grpc::SslServerCredentials(options);
}

void SayFailures(const audit::CopyState& copy) {
  if (copy.problem.ok()) return;
  // A place that proves a fork closes the log.
  const auto level = absl::IsDataLoss(copy.problem) ? spdlog::level::critical : spdlog::level::warn;
  spdlog::log(level, "checkpoint not copied: {}", ErrorText(copy.problem));
}

class GrpcService final : public Service {
 public:
  GrpcService(const Config& config, std::unique_ptr<review::RecordLog> log,
              std::unique_ptr<review::Reviewer> reviewer,
              std::shared_ptr<const screening::Engine> engine, std::unique_ptr<Metrics> metrics,
              std::string engine_program)
      : config_(config),
        metrics_(std::move(metrics)),
        log_(std::move(log)),
        reviewer_(std::move(reviewer)),
        engine_(std::move(engine)),
        activation_(config_, engine_, log_->recorder(), *metrics_, std::move(engine_program)),
        pool_(PoolThreads(config)) {}
  ~GrpcService() override { Drain(0, 1); }

  absl::Status Listen();
  absl::Status RecordStart() { return activation_.RecordStart(); }
  int port() const override { return port_; }
  absl::Status ReloadRules(const std::string& caller) override {
    return activation_.ReloadRules(caller).status();
  }
  void UpdateHealth() override;
  void Drain(int drain_seconds, int grace_seconds) override;

 private:
  static std::size_t PoolThreads(const Config& config) {
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return static_cast<std::size_t>((config.jobs == 0 ? cores : config.jobs) * kThreadsPerCore);
  }

  const Config config_;
  // Ended after the log: prometheus-cpp takes seconds, and the log's lock is awaited.
  const std::unique_ptr<Metrics> metrics_;
  const std::unique_ptr<review::RecordLog> log_;
  const std::unique_ptr<review::Reviewer> reviewer_;
  ActiveEngine engine_;
  Activation activation_;
  ThreadPool pool_;
  std::unique_ptr<v1::Screening::Service> screening_;
  std::unique_ptr<v1::Entities::Service> entities_;
  std::unique_ptr<v1::Ownership::Service> ownership_;
  std::unique_ptr<v1::MatchLog::Service> match_log_;
  std::unique_ptr<v1::Admin::Service> admin_;
  std::unique_ptr<v1::Retention::Service> retention_;
  std::unique_ptr<v1::Review::Service> review_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  bool said_writable_ = true;  // of UpdateHealth alone
  bool said_followed_ = true;  // likewise
};

absl::Status GrpcService::Listen() {
  const Context context{config_,          engine_, activation_, log_->log(),
                        log_->recorder(), pool_,   *metrics_};
  screening_ = MakeScreeningService(context);
  entities_ = MakeEntitiesService(context);
  ownership_ = MakeOwnershipService(context);
  match_log_ = MakeMatchLogService(context);
  admin_ = MakeAdminService(context);
  retention_ = MakeRetentionService(context, *log_);
  review_ = MakeReviewService(context, *log_, *reviewer_);
  LYNCEUS_ASSIGN_OR_RETURN(const auto credentials, MakeCredentials(config_));

  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(config_.listen, credentials, &port_);
  builder.SetMaxReceiveMessageSize(limits::kMessageBytesMax);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.RegisterService(screening_.get());
  builder.RegisterService(entities_.get());
  builder.RegisterService(ownership_.get());
  builder.RegisterService(match_log_.get());
  builder.RegisterService(admin_.get());
  builder.RegisterService(retention_.get());
  builder.RegisterService(review_.get());
  server_ = builder.BuildAndStart();
  if (server_ == nullptr || port_ == 0) {
    return UnavailableError({.subject = config_.listen,
                             .cause = "the address cannot be listened on",
                             .remedy = "choose a free address; check certificate and key"});
  }
  server_->GetHealthCheckService()->SetServingStatus(true);
  return absl::OkStatus();
}

void GrpcService::UpdateHealth() {
  const bool writable = log_->log().writable();
  if (writable != said_writable_) {
    spdlog::log(writable ? spdlog::level::info : spdlog::level::err,
                "match log writable={} mode={}", writable,
                review::RecordModeName(config_.log_mode));
    const bool answers = writable || config_.log_mode == review::RecordMode::kBestEffort;
    server_->GetHealthCheckService()->SetServingStatus(answers);
    said_writable_ = writable;
  }
  const absl::Status followed = reviewer_->Follow();
  if (!followed.ok() && said_followed_) {
    spdlog::error("alerts cannot be followed: {}", ErrorText(followed));
  }
  said_followed_ = followed.ok();
  metrics_->Set("lynceus_log_writable", "", writable ? 1 : 0);
  metrics_->Set("lynceus_log_records", "", static_cast<double>(log_->log().size()));
  int failing = 0;
  for (const audit::CopyState& copy : log_->log().copies()) failing += copy.problem.ok() ? 0 : 1;
  metrics_->Set("lynceus_log_copies_failing", "", failing);
}

void GrpcService::Drain(int drain_seconds, int grace_seconds) {
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->SetServingStatus(false);
  std::this_thread::sleep_for(std::chrono::seconds(drain_seconds));
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(grace_seconds));
  server_->Wait();
  server_.reset();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> Service::Start(const Config& config) {
  LYNCEUS_ASSIGN_OR_RETURN(audit::LogOptions options, LogOptionsOf(config));
  options.copies.copied = SayFailures;
  LYNCEUS_ASSIGN_OR_RETURN(auto log, review::RecordLog::Open({.directory = config.log_directory,
                                                              .master_key = config.log_master_key,
                                                              .options = std::move(options),
                                                              .mode = config.log_mode},
                                                             SystemClock(), SystemRandom()));
  LYNCEUS_ASSIGN_OR_RETURN(auto reviewer, review::Reviewer::Open(*log));
  std::string public_key;
  if (!config.snapshot_key.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(public_key, ReadFile(config.snapshot_key));
  }
  Config effective = config;
  effective.snapshot_key = public_key;
  LYNCEUS_ASSIGN_OR_RETURN(auto engine, Activation::OpenConfigured(effective));
  LYNCEUS_ASSIGN_OR_RETURN(std::string engine_program, FindEngineProgram(config));
  LYNCEUS_ASSIGN_OR_RETURN(auto metrics, MakeMetrics(config.metrics_listen));
  auto service = std::make_unique<GrpcService>(effective, std::move(log), std::move(reviewer),
                                               std::move(engine), std::move(metrics),
                                               std::move(engine_program));
  LYNCEUS_RETURN_IF_ERROR(service->RecordStart());
  LYNCEUS_RETURN_IF_ERROR(service->Listen());
  return std::unique_ptr<Service>(std::move(service));
}

}  // namespace lynceus::server
