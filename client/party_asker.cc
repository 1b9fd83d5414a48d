#include "client/party_asker.h"

#include <chrono>
#include <utility>

#include "client/command.h"
#include "client/remote_screener.h"
#include "client/screener.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "server/grpc_status.h"
#include "server/wire.h"

namespace lynceus::client {
namespace {

using ownership::StatedChange;

constexpr std::chrono::seconds kTimeout{60};

absl::StatusOr<std::vector<StatedChange>> ChangesOf(const std::string& file) {
  if (file.empty()) return std::vector<StatedChange>();
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(file));
  auto changes = ownership::ReadChanges(text);
  if (!changes.ok()) return Annotate(changes.status(), {.subject = file});
  return changes;
}

class LocalAsker final : public PartyAsker {
 public:
  LocalAsker(screening::PartyQuestion question, const PartyAskerOptions& options, Date as_of,
             std::size_t changes)
      : question_(std::move(question)), regimes_(options.regimes) {
    id_ = question_.id();
    caption_ = question_.caption();
    as_of_ = as_of;
    changes_ = changes;
  }

  absl::StatusOr<std::vector<Verdict>> Verdicts() override {
    return question_.Verdicts(regimes_, as_of_);
  }
  absl::StatusOr<std::vector<BeneficialOwners>> Beneficial() override {
    return question_.Beneficial(regimes_, as_of_);
  }
  absl::StatusOr<std::vector<screening::RegimeHistory>> History() override {
    return question_.History(regimes_);
  }
  const screening::PartyQuestion* local() const override { return &question_; }

 private:
  const screening::PartyQuestion question_;
  const std::vector<std::string> regimes_;
};

class RemoteAsker final : public PartyAsker {
 public:
  RemoteAsker(std::unique_ptr<Client> client, const PartyAskerOptions& options, Date as_of,
              std::vector<v1::Change> changes)
      : client_(std::move(client)), options_(options), sent_(std::move(changes)) {
    as_of_ = as_of;
    changes_ = sent_.size();
  }

  absl::StatusOr<std::vector<Verdict>> Verdicts() override {
    auto request = RequestOf<v1::VerdictRequest>();
    request.set_as_of(as_of_.ToString());
    v1::VerdictResponse response;
    LYNCEUS_RETURN_IF_ERROR(Call(&v1::Ownership::Stub::Verdict, request, response));
    return ReadAll<Verdict>(response.verdicts());
  }

  absl::StatusOr<std::vector<BeneficialOwners>> Beneficial() override {
    auto request = RequestOf<v1::BeneficialRequest>();
    request.set_as_of(as_of_.ToString());
    v1::BeneficialResponse response;
    LYNCEUS_RETURN_IF_ERROR(Call(&v1::Ownership::Stub::Beneficial, request, response));
    return ReadAll<BeneficialOwners>(response.found());
  }

  absl::StatusOr<std::vector<screening::RegimeHistory>> History() override {
    v1::HistoryResponse response;
    LYNCEUS_RETURN_IF_ERROR(
        Call(&v1::Ownership::Stub::History, RequestOf<v1::HistoryRequest>(), response));
    std::vector<screening::RegimeHistory> histories;
    for (const v1::RegimeHistory& each : response.histories()) {
      LYNCEUS_ASSIGN_OR_RETURN(std::vector<VerdictSpan> spans, ReadAll<VerdictSpan>(each.spans()));
      histories.push_back({each.regime(), std::move(spans)});
    }
    return histories;
  }

 private:
  template <typename Request>
  Request RequestOf() const {
    Request request;
    request.set_id(options_.id);
    request.mutable_regimes()->Assign(options_.regimes.begin(), options_.regimes.end());
    request.mutable_changes()->Assign(sent_.begin(), sent_.end());
    return request;
  }

  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (v1::Ownership::Stub::*method)(grpc::ClientContext*,
                                                                const Request&, Response*),
                    const Request& request, Response& response) {
    grpc::ClientContext call;
    call.set_deadline(std::chrono::system_clock::now() + kTimeout);
    LYNCEUS_RETURN_IF_ERROR(
        server::FromGrpc((client_->ownership().*method)(&call, request, &response)));
    id_ = response.entity_id();
    caption_ = response.caption();
    return absl::OkStatus();
  }

  template <typename Value, typename Messages>
  static absl::StatusOr<std::vector<Value>> ReadAll(const Messages& messages) {
    std::vector<Value> values;
    for (const auto& message : messages) {
      LYNCEUS_ASSIGN_OR_RETURN(Value value, wire::FromWire(message));
      values.push_back(std::move(value));
    }
    return values;
  }

  const std::unique_ptr<Client> client_;
  const PartyAskerOptions options_;
  const std::vector<v1::Change> sent_;
};

absl::StatusOr<std::unique_ptr<PartyAsker>> OpenLocal(const PartyAskerOptions& options, Date as_of,
                                                      const std::vector<StatedChange>& changes) {
  LYNCEUS_ASSIGN_OR_RETURN(auto engine, screening::OpenEngine({.snapshot_directory = options.index,
                                                               .rules_directory = options.rules}));
  auto question = screening::PartyQuestion::Open(std::move(engine), options.id, changes);
  if (!question.ok()) return question.status();
  return std::make_unique<LocalAsker>(*std::move(question), options, as_of, changes.size());
}

}  // namespace

absl::StatusOr<std::unique_ptr<PartyAsker>> OpenPartyAsker(const PartyAskerOptions& options) {
  if (options.index.empty() == options.server.empty()) {
    return UsageError("--index", "one of --index and --server is needed, not both",
                      "give the one that is meant");
  }
  if (!options.server.empty() && !options.rules.empty()) {
    return UsageError("--rules", "a server has its own rules", "leave it out");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOf(options.as_of));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<StatedChange> changes, ChangesOf(options.changes));
  if (options.server.empty()) return OpenLocal(options, as_of, changes);
  std::vector<v1::Change> sent;
  for (const StatedChange& change : changes) {
    LYNCEUS_ASSIGN_OR_RETURN(sent.emplace_back(), wire::ToWire(change));
  }
  LYNCEUS_ASSIGN_OR_RETURN(auto client, ConnectTo(options.server, options.ca));
  return std::make_unique<RemoteAsker>(std::move(client), options, as_of, std::move(sent));
}

}  // namespace lynceus::client
