#include "client/retention_desk.h"

#include <utility>

#include "client/remote_screener.h"
#include "client/screener.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "server/grpc_status.h"
#include "server/wire_retention.h"

namespace lynceus::client {
namespace {

// Ends of relationships in one message: some 100 KB, far below limits::kMessageBytesMax.
constexpr int kEndsPerMessage = 1'000;

const review::Transmitter kCommandLine = {.name = "command-line", .request_id = ""};

class LocalDesk final : public RetentionDesk {
 public:
  explicit LocalDesk(review::LogPlace place) : place_(std::move(place)) {}

  absl::StatusOr<std::uint64_t> Erase(const std::vector<std::uint64_t>& indexes,
                                      const review::ErasureReason& reason) override {
    LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog());
    return review::EraseRecords(*log, indexes, reason, kCommandLine);
  }
  absl::Status EndBucket(const std::string& bucket, const review::ErasureReason& reason) override {
    LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog());
    return review::EraseBucket(*log, bucket, reason, kCommandLine);
  }
  absl::StatusOr<std::uint64_t> PlaceHold(const review::Hold& hold) override {
    LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog());
    return review::PlaceHold(*log, hold, kCommandLine);
  }
  absl::StatusOr<std::uint64_t> ReleaseHold(const std::string& name, const std::string& reason,
                                            const std::string& by) override {
    LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog());
    return review::ReleaseHold(*log, name, reason, by, kCommandLine);
  }
  // Beside a writer: no lock is needed to read.
  absl::StatusOr<std::vector<review::Hold>> Holds() override {
    LYNCEUS_ASSIGN_OR_RETURN(const auto keys, review::OpenKeys(place_));
    return review::StandingHolds(place_.directory, *keys);
  }
  absl::StatusOr<review::RetentionReport> Plan(const RetentionRun& run) override {
    LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionPolicy policy, PolicyOf(run));
    LYNCEUS_ASSIGN_OR_RETURN(const Date day, AsOf(run.on));
    LYNCEUS_ASSIGN_OR_RETURN(review::RetentionPlan plan,
                             review::PlanRetention(place_, policy, run.ends, day));
    return std::move(plan.report);
  }
  absl::StatusOr<RanRetention> Apply(const RetentionRun& run, const std::string& by) override {
    LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionPolicy policy, PolicyOf(run));
    LYNCEUS_ASSIGN_OR_RETURN(const auto log, OpenLog());
    LYNCEUS_ASSIGN_OR_RETURN(const Date today, AsOf(""));
    LYNCEUS_ASSIGN_OR_RETURN(const review::RetentionPlan plan,
                             review::PlanRetention(place_, policy, run.ends, today));
    LYNCEUS_ASSIGN_OR_RETURN(const review::AppliedRetention applied,
                             review::ApplyRetention(*log, policy, plan, by, kCommandLine));
    return RanRetention{.planned = plan.report, .applied = applied};
  }

 private:
  absl::StatusOr<std::unique_ptr<review::RecordLog>> OpenLog() const {
    return review::RecordLog::Open(place_, SystemClock(), SystemRandom());
  }
  static absl::StatusOr<review::RetentionPolicy> PolicyOf(const RetentionRun& run) {
    return review::ParseRetentionPolicy(run.policy_path, run.policy);
  }

  const review::LogPlace place_;
};

// Sends the run; what the server says of it comes with the end of the call.
absl::Status Send(const RetentionRun& run, const std::string& by,
                  grpc::ClientWriter<v1::RetentionRequest>& stream) {
  v1::RetentionRequest message;
  message.set_policy(run.policy);
  message.set_on(run.on);
  message.set_by(by);
  bool open = true;
  for (const auto& [id, day] : run.ends) {
    if (message.ended_size() == kEndsPerMessage) {
      open = open && stream.Write(message);
      message.Clear();
    }
    v1::RelationshipEnd* const end = message.add_ended();
    end->set_counterparty_id(id);
    end->set_ended_on(day.ToString());
  }
  if (open && stream.Write(message)) stream.WritesDone();
  return server::FromGrpc(stream.Finish());
}

class RemoteDesk final : public RetentionDesk {
 public:
  explicit RemoteDesk(std::unique_ptr<Client> client) : client_(std::move(client)) {}

  absl::StatusOr<std::uint64_t> Erase(const std::vector<std::uint64_t>& indexes,
                                      const review::ErasureReason& reason) override {
    v1::EraseRequest request;
    request.mutable_records()->Assign(indexes.begin(), indexes.end());
    *request.mutable_reason() = wire::ToWire(reason);
    grpc::ClientContext call;
    v1::EraseResponse response;
    LYNCEUS_RETURN_IF_ERROR(
        server::FromGrpc(client_->retention().Erase(&call, request, &response)));
    return response.erased();
  }
  absl::Status EndBucket(const std::string& bucket, const review::ErasureReason& reason) override {
    v1::EndBucketRequest request;
    request.set_bucket(bucket);
    *request.mutable_reason() = wire::ToWire(reason);
    grpc::ClientContext call;
    v1::EndBucketResponse response;
    return server::FromGrpc(client_->retention().EndBucket(&call, request, &response));
  }
  absl::StatusOr<std::uint64_t> PlaceHold(const review::Hold& hold) override {
    v1::PlaceHoldRequest request;
    *request.mutable_hold() = wire::ToWire(hold);
    grpc::ClientContext call;
    v1::HoldResponse response;
    LYNCEUS_RETURN_IF_ERROR(
        server::FromGrpc(client_->retention().PlaceHold(&call, request, &response)));
    return response.record().index();
  }
  absl::StatusOr<std::uint64_t> ReleaseHold(const std::string& name, const std::string& reason,
                                            const std::string& by) override {
    v1::ReleaseHoldRequest request;
    request.set_name(name);
    request.set_reason(reason);
    request.set_by(by);
    grpc::ClientContext call;
    v1::HoldResponse response;
    LYNCEUS_RETURN_IF_ERROR(
        server::FromGrpc(client_->retention().ReleaseHold(&call, request, &response)));
    return response.record().index();
  }
  absl::StatusOr<std::vector<review::Hold>> Holds() override {
    grpc::ClientContext call;
    v1::ListHoldsResponse response;
    LYNCEUS_RETURN_IF_ERROR(server::FromGrpc(client_->retention().ListHolds(&call, {}, &response)));
    std::vector<review::Hold> holds;
    for (const v1::Hold& each : response.holds()) {
      LYNCEUS_ASSIGN_OR_RETURN(review::Hold hold, wire::FromWire(each));
      holds.push_back(std::move(hold));
    }
    return holds;
  }
  absl::StatusOr<review::RetentionReport> Plan(const RetentionRun& run) override {
    grpc::ClientContext call;
    v1::RetentionReport response;
    const auto stream = client_->retention().PlanRetention(&call, &response);
    LYNCEUS_RETURN_IF_ERROR(Send(run, "", *stream));
    return wire::FromWire(response);
  }
  absl::StatusOr<RanRetention> Apply(const RetentionRun& run, const std::string& by) override {
    grpc::ClientContext call;
    v1::AppliedRetention response;
    const auto stream = client_->retention().ApplyRetention(&call, &response);
    LYNCEUS_RETURN_IF_ERROR(Send(run, by, *stream));
    RanRetention ran;
    LYNCEUS_ASSIGN_OR_RETURN(ran.planned, wire::FromWire(response.report()));
    ran.applied = {.records = response.records_erased(), .buckets = response.buckets_ended()};
    return ran;
  }

 private:
  const std::unique_ptr<Client> client_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<RetentionDesk>> OpenRetentionDesk(const LogHolder& holder) {
  LYNCEUS_RETURN_IF_ERROR(CheckLogHolder(holder));
  if (holder.server.empty()) return std::make_unique<LocalDesk>(holder.log);
  LYNCEUS_ASSIGN_OR_RETURN(auto client, ConnectTo(holder.server, holder.ca));
  return std::make_unique<RemoteDesk>(std::move(client));
}

}  // namespace lynceus::client
