// Retention: erasures, legal holds and retention runs over the log that the service writes. What is
// ordered, and in which order two at once are carried out, is lib/review's (record_log.h).
#include "lib/review/retention.h"

#include <spdlog/spdlog.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/clock.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/review/erasure.h"
#include "lib/review/holds.h"
#include "server/grpc_status.h"
#include "server/handlers.h"
#include "server/wire_retention.h"

namespace lynceus::server {
namespace {

constexpr int kErasedPerCallMax = 1'000;

// What the stream of a retention run said.
struct RetentionOrder {
  review::RetentionPolicy policy;
  review::RelationshipEnds ends;
  std::string on;
  std::string by;
  std::string request_id;
};

absl::Status TakeHead(const v1::RetentionRequest& message, RetentionOrder& order) {
  if (message.policy().size() > limits::kRuleFileBytesMax) {
    return LimitError({.subject = "policy",
                       .cause = absl::StrCat("it has ", message.policy().size(), " bytes"),
                       .limit = absl::StrCat(limits::kRuleFileBytesMax)});
  }
  LYNCEUS_ASSIGN_OR_RETURN(order.policy, review::ParseRetentionPolicy("policy", message.policy()));
  order.on = message.on();
  order.by = message.by();
  order.request_id = message.request_id();
  return absl::OkStatus();
}

absl::StatusOr<RetentionOrder> ReadOrder(grpc::ServerReader<v1::RetentionRequest>& stream) {
  RetentionOrder order;
  v1::RetentionRequest message;
  for (bool first = true; stream.Read(&message); first = false) {
    const bool more = message.policy().empty() && message.on().empty() && message.by().empty() &&
                      message.request_id().empty();
    if (first) {
      LYNCEUS_RETURN_IF_ERROR(TakeHead(message, order));
    } else if (!more) {
      return InvalidError({.subject = "stream",
                           .cause = "a message behind the first says more than `ended`",
                           .remedy = "see proto/lynceus/v1/retention.proto"});
    }
    LYNCEUS_RETURN_IF_ERROR(wire::AddEnds(message, order.ends));
  }
  if (order.policy.classes.empty()) {
    return InvalidError({.subject = "stream",
                         .cause = "it ended without a message",
                         .remedy = "send the policy first"});
  }
  return order;
}

class RetentionService final : public v1::Retention::Service {
 public:
  RetentionService(Context context, review::RecordLog& log) : context_(context), log_(log) {}

  grpc::Status Erase(grpc::ServerContext* call, const v1::EraseRequest* request,
                     v1::EraseResponse* response) override {
    return Answer("erase", *call, [&] {
      return EraseAll(*request, {CallerName(*call), request->request_id()}, *response);
    });
  }
  grpc::Status EndBucket(grpc::ServerContext* call, const v1::EndBucketRequest* request,
                         v1::EndBucketResponse* /*response*/) override {
    return Answer("end_bucket", *call, [&] {
      return review::EraseBucket(log_, request->bucket(), wire::FromWire(request->reason()),
                                 {CallerName(*call), request->request_id()});
    });
  }
  grpc::Status PlaceHold(grpc::ServerContext* call, const v1::PlaceHoldRequest* request,
                         v1::HoldResponse* response) override {
    return Answer("place_hold", *call, [&]() -> absl::Status {
      LYNCEUS_ASSIGN_OR_RETURN(const review::Hold hold, wire::FromWire(request->hold()));
      LYNCEUS_ASSIGN_OR_RETURN(
          const std::uint64_t record,
          review::PlaceHold(log_, hold, {CallerName(*call), request->request_id()}));
      SetRecord(record, *response);
      return absl::OkStatus();
    });
  }
  grpc::Status ReleaseHold(grpc::ServerContext* call, const v1::ReleaseHoldRequest* request,
                           v1::HoldResponse* response) override {
    return Answer("release_hold", *call, [&]() -> absl::Status {
      LYNCEUS_ASSIGN_OR_RETURN(
          const std::uint64_t record,
          review::ReleaseHold(log_, request->name(), request->reason(), request->by(),
                              {CallerName(*call), request->request_id()}));
      SetRecord(record, *response);
      return absl::OkStatus();
    });
  }
  grpc::Status ListHolds(grpc::ServerContext* /*call*/, const v1::ListHoldsRequest* /*request*/,
                         v1::ListHoldsResponse* response) override {
    return ToGrpc(List(*response));
  }
  grpc::Status PlanRetention(grpc::ServerContext* /*call*/,
                             grpc::ServerReader<v1::RetentionRequest>* stream,
                             v1::RetentionReport* response) override {
    return ToGrpc(Plan(*stream, *response));
  }
  grpc::Status ApplyRetention(grpc::ServerContext* call,
                              grpc::ServerReader<v1::RetentionRequest>* stream,
                              v1::AppliedRetention* response) override {
    return Answer("apply_retention", *call,
                  [&] { return Apply(*stream, CallerName(*call), *response); });
  }

 private:
  // Carries out and says in the service's log what was ordered: words and callers, no data.
  template <typename Order>
  grpc::Status Answer(const char* order, const grpc::ServerContext& call,
                      const Order& carry_out) const {
    absl::Status status = MayOrder(context_.config, call);
    if (status.ok()) status = carry_out();
    spdlog::log(status.ok() ? spdlog::level::info : spdlog::level::warn,
                "retention order={} caller={} outcome={}", order, CallerName(call),
                absl::StatusCodeToString(status.code()));
    return ToGrpc(status);
  }

  void SetRecord(std::uint64_t index, v1::HoldResponse& response) const {
    response.mutable_record()->set_index(index);
    response.mutable_record()->set_log(context_.log.origin());
  }

  absl::Status EraseAll(const v1::EraseRequest& request, const review::Transmitter& from,
                        v1::EraseResponse& response) {
    if (request.records().empty()) {
      return InvalidError(
          {.subject = "records", .cause = "there is none", .remedy = "name one at least"});
    }
    if (request.records_size() > kErasedPerCallMax) {
      return LimitError({.subject = "records",
                         .cause = absl::StrCat("there are ", request.records_size()),
                         .limit = absl::StrCat(kErasedPerCallMax)});
    }
    LYNCEUS_ASSIGN_OR_RETURN(
        const std::uint64_t erased,
        review::EraseRecords(log_, {request.records().begin(), request.records().end()},
                             wire::FromWire(request.reason()), from));
    response.set_erased(erased);
    return absl::OkStatus();
  }

  absl::Status List(v1::ListHoldsResponse& response) {
    const MutexLock lock(log_.ordering());
    LYNCEUS_ASSIGN_OR_RETURN(const std::vector<review::Hold> holds, log_.StandingHolds());
    for (const review::Hold& hold : holds) *response.add_holds() = wire::ToWire(hold);
    return absl::OkStatus();
  }

  absl::Status Plan(grpc::ServerReader<v1::RetentionRequest>& stream,
                    v1::RetentionReport& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const RetentionOrder order, ReadOrder(stream));
    LYNCEUS_ASSIGN_OR_RETURN(const Date day, AsOfDay(order.on));
    LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionPlan plan,
                             review::PlanRetention(log_.place(), order.policy, order.ends, day));
    response = wire::ToWire(plan.report);
    return absl::OkStatus();
  }

  absl::Status Apply(grpc::ServerReader<v1::RetentionRequest>& stream, const std::string& caller,
                     v1::AppliedRetention& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const RetentionOrder order, ReadOrder(stream));
    if (!order.on.empty() || order.by.empty()) {
      return InvalidError({.subject = order.by.empty() ? "by" : "on",
                           .cause = order.by.empty() ? "an erasure says who ordered it"
                                                     : "what is erased is what is due today",
                           .remedy = order.by.empty() ? "give it" : "leave it out"});
    }
    const Date today = Date::FromUnixMicros(log_.clock().NowUnixMicros());
    LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionPlan plan,
                             review::PlanRetention(log_.place(), order.policy, order.ends, today));
    LYNCEUS_ASSIGN_OR_RETURN(
        const review::AppliedRetention applied,
        review::ApplyRetention(log_, order.policy, plan, order.by, {caller, order.request_id}));
    *response.mutable_report() = wire::ToWire(plan.report);
    response.set_records_erased(applied.records);
    response.set_buckets_ended(applied.buckets);
    return absl::OkStatus();
  }

  const Context context_;
  review::RecordLog& log_;
};

}  // namespace

std::unique_ptr<v1::Retention::Service> MakeRetentionService(Context context,
                                                             review::RecordLog& log) {
  return std::make_unique<RetentionService>(context, log);
}

}  // namespace lynceus::server
