#pragma once
// The handlers' common ground and the seven services. A handler adapts messages and calls lib/.

#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "lib/audit/match_log.h"
#include "lib/base/thread_pool.h"
#include "lib/review/disposition.h"
#include "lib/review/recorder.h"
#include "lynceus/v1/admin.grpc.pb.h"
#include "lynceus/v1/entities.grpc.pb.h"
#include "lynceus/v1/matchlog.grpc.pb.h"
#include "lynceus/v1/ownership.grpc.pb.h"
#include "lynceus/v1/retention.grpc.pb.h"
#include "lynceus/v1/review.grpc.pb.h"
#include "lynceus/v1/screening.grpc.pb.h"
#include "server/activation.h"
#include "server/active_engine.h"
#include "server/config.h"
#include "server/server_metrics.h"

namespace lynceus::server {

// What handlers share. Every member outlives the server; all are Thread-safe.
struct Context {
  const Config& config;
  ActiveEngine& engine;
  Activation& activation;
  audit::MatchLog& log;
  review::Recorder& recorder;
  ThreadPool& pool;
  Metrics& metrics;
};

std::unique_ptr<v1::Screening::Service> MakeScreeningService(Context context);
std::unique_ptr<v1::Entities::Service> MakeEntitiesService(Context context);
std::unique_ptr<v1::Ownership::Service> MakeOwnershipService(Context context);
std::unique_ptr<v1::MatchLog::Service> MakeMatchLogService(Context context);
std::unique_ptr<v1::Admin::Service> MakeAdminService(Context context);
// `log`, that of the context, outlives the server.
std::unique_ptr<v1::Retention::Service> MakeRetentionService(Context context,
                                                             review::RecordLog& log);
// `log` and `reviewer` outlive the server.
std::unique_ptr<v1::Review::Service> MakeReviewService(Context context, review::RecordLog& log,
                                                       review::Reviewer& reviewer);

// The caller's name: the client certificate's common name, else the transport.
std::string CallerName(const grpc::ServerContext& call);
// Whether the caller may give orders: erase, hold, end, judge, export, activate, reload. Plaintext,
// which is on loopback only, may. Errors: PermissionDenied where the certificate's name is not
// among `tls.officers`.
absl::Status MayOrder(const Config& config, const grpc::ServerContext& call);

// The day asked for, else today by the service's clock. Errors: InvalidArgument.
absl::StatusOr<Date> AsOfDay(const std::string& text);

}  // namespace lynceus::server
