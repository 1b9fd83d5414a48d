#include "client/alert_desk.h"

#include <utility>

#include "client/command.h"
#include "client/log_options.h"
#include "client/paths.h"
#include "client/remote_screener.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/rules/load.h"
#include "server/grpc_status.h"
#include "server/wire_review.h"

namespace lynceus::client {
namespace {

const review::Transmitter kCommandLine = {.name = "command-line", .request_id = ""};

class LocalDesk final : public AlertDesk {
 public:
  explicit LocalDesk(AlertDeskOptions options) : options_(std::move(options)) {}

  absl::StatusOr<review::JudgedAlert> Judge(const review::Judgement& judgement) override {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(options_.rules));
    LYNCEUS_ASSIGN_OR_RETURN(const auto rules, rules::LoadRules(directory));
    LYNCEUS_RETURN_IF_ERROR(Open());
    return reviewer_->Judge(judgement, *rules, kCommandLine);
  }
  absl::StatusOr<review::JudgedAlert> Second(const review::SecondWord& word) override {
    LYNCEUS_RETURN_IF_ERROR(Open());
    return reviewer_->Second(word, kCommandLine);
  }
  // Beside a writer: no lock is needed to read.
  absl::StatusOr<std::vector<review::Alert>> List(
      const std::vector<review::AlertState>& states) override {
    LYNCEUS_ASSIGN_OR_RETURN(const auto records, OpenRecords(options_.log));
    LYNCEUS_ASSIGN_OR_RETURN(const review::AlertTable table, review::ReadAlerts(*records));
    return review::PageOf(table, states, 0, table.alerts().size()).alerts;
  }

 private:
  absl::Status Open() {
    LYNCEUS_ASSIGN_OR_RETURN(log_,
                             review::RecordLog::Open(options_.log, SystemClock(), SystemRandom()));
    LYNCEUS_ASSIGN_OR_RETURN(reviewer_, review::Reviewer::Open(*log_));
    return absl::OkStatus();
  }

  const AlertDeskOptions options_;
  std::unique_ptr<review::RecordLog> log_;
  std::unique_ptr<review::Reviewer> reviewer_;
};

class RemoteDesk final : public AlertDesk {
 public:
  explicit RemoteDesk(std::unique_ptr<Client> client) : client_(std::move(client)) {}

  absl::StatusOr<review::JudgedAlert> Judge(const review::Judgement& judgement) override {
    v1::JudgeRequest request;
    *request.mutable_judgement() = wire::ToWire(judgement);
    grpc::ClientContext call;
    v1::JudgedAlert response;
    LYNCEUS_RETURN_IF_ERROR(server::FromGrpc(client_->review().Judge(&call, request, &response)));
    return wire::FromWire(response);
  }
  absl::StatusOr<review::JudgedAlert> Second(const review::SecondWord& word) override {
    v1::ReviewSecondRequest request;
    *request.mutable_word() = wire::ToWire(word);
    grpc::ClientContext call;
    v1::JudgedAlert response;
    LYNCEUS_RETURN_IF_ERROR(
        server::FromGrpc(client_->review().ReviewSecond(&call, request, &response)));
    return wire::FromWire(response);
  }
  absl::StatusOr<std::vector<review::Alert>> List(
      const std::vector<review::AlertState>& states) override {
    v1::ListAlertsRequest request;
    for (const review::AlertState state : states) request.add_states(wire::ToWire(state));
    std::vector<review::Alert> all;
    for (bool more = true; more;) {
      grpc::ClientContext call;
      v1::ListAlertsResponse response;
      LYNCEUS_RETURN_IF_ERROR(
          server::FromGrpc(client_->review().ListAlerts(&call, request, &response)));
      for (const v1::Alert& each : response.alerts()) {
        LYNCEUS_ASSIGN_OR_RETURN(review::Alert alert, wire::FromWire(each));
        all.push_back(std::move(alert));
      }
      more = response.has_next();
      request.set_from(response.next());
    }
    return all;
  }

 private:
  const std::unique_ptr<Client> client_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<AlertDesk>> OpenAlertDesk(const AlertDeskOptions& options) {
  LYNCEUS_RETURN_IF_ERROR(CheckLogHolder(options));
  if (options.server.empty()) return std::make_unique<LocalDesk>(options);
  if (!options.rules.empty()) {
    return UsageError("--server", "--rules are the server's own business", "leave them out");
  }
  LYNCEUS_ASSIGN_OR_RETURN(auto client, ConnectTo(options.server, options.ca));
  return std::make_unique<RemoteDesk>(std::move(client));
}

}  // namespace lynceus::client
