// Entities, Ownership, MatchLog and Admin: look-ups in the active engine and log, and the swap.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/clock.h"
#include "lib/base/status.h"
#include "lib/screening/find_matches.h"
#include "lib/screening/party_question.h"
#include "server/grpc_status.h"
#include "server/handlers.h"
#include "server/wire.h"

namespace lynceus::server {
namespace {

constexpr int kFoundDefault = 10;
constexpr int kFoundMax = 50;
constexpr std::int32_t kSearchScoreMin = 5'000;

class EntitiesService final : public v1::Entities::Service {
 public:
  explicit EntitiesService(Context context) : context_(context) {}

  grpc::Status Get(grpc::ServerContext* /*call*/, const v1::GetEntityRequest* request,
                   v1::GetEntityResponse* response) override {
    return ToGrpc(GetEntity(*request, *response));
  }
  grpc::Status Search(grpc::ServerContext* /*call*/, const v1::SearchEntitiesRequest* request,
                      v1::SearchEntitiesResponse* response) override {
    return ToGrpc(SearchEntities(*request, *response));
  }

 private:
  absl::Status GetEntity(const v1::GetEntityRequest& request, v1::GetEntityResponse& response) {
    const auto engine = context_.engine.Get();
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, engine->snapshot->NumberOf(request.id()));
    LYNCEUS_ASSIGN_OR_RETURN(const Party party, engine->snapshot->PartyByNumber(number));
    *response.mutable_party() = wire::ToWire(party);
    response.set_snapshot(engine->snapshot->manifest().content_digest);
    return absl::OkStatus();
  }

  absl::Status SearchEntities(const v1::SearchEntitiesRequest& request,
                              v1::SearchEntitiesResponse& response) {
    const auto engine = context_.engine.Get();
    const auto schema = request.schema().empty() ? Schema::kUnknown : ParseSchema(request.schema());
    if (!schema) return InvalidError({.subject = "schema", .cause = "this is no schema"});
    if (request.limit() < 0 || request.limit() > kFoundMax) {
      return LimitError({.subject = "limit",
                         .cause = absl::StrCat("it is ", request.limit()),
                         .limit = absl::StrCat(kFoundMax)});
    }
    const int limit = request.limit() == 0 ? kFoundDefault : request.limit();
    LYNCEUS_ASSIGN_OR_RETURN(const Preset* const preset, screening::ChoosePreset(*engine, ""));
    LYNCEUS_ASSIGN_OR_RETURN(
        const screening::Found found,
        screening::FindMatches({.names = {request.name()}, .facts = {.schema = *schema}},
                               {.preset = *preset,
                                .score_min = kSearchScoreMin,
                                .parties_max = static_cast<std::size_t>(limit)},
                               *engine));
    for (const screening::ScoredParty& party : found.parties) {
      auto* to = response.add_found();
      to->set_entity_id(party.party.entity.id);
      to->set_caption(std::string(party.party.entity.caption()));
      to->set_schema(std::string(SchemaName(party.party.entity.schema)));
      to->set_matched_name(party.matched_name);
      to->set_score(party.scored.score);
    }
    response.set_snapshot(engine->snapshot->manifest().content_digest);
    return absl::OkStatus();
  }

  const Context context_;
};

class OwnershipService final : public v1::Ownership::Service {
 public:
  explicit OwnershipService(Context context) : context_(context) {}

  grpc::Status Verdict(grpc::ServerContext* /*call*/, const v1::VerdictRequest* request,
                       v1::VerdictResponse* response) override {
    return ToGrpc(JudgeParty(*request, *response));
  }
  grpc::Status Beneficial(grpc::ServerContext* /*call*/, const v1::BeneficialRequest* request,
                          v1::BeneficialResponse* response) override {
    return ToGrpc(FindBeneficial(*request, *response));
  }
  grpc::Status History(grpc::ServerContext* /*call*/, const v1::HistoryRequest* request,
                       v1::HistoryResponse* response) override {
    return ToGrpc(TellHistory(*request, *response));
  }
  grpc::Status Owners(grpc::ServerContext* /*call*/, const v1::InterestsRequest* request,
                      v1::InterestsResponse* response) override {
    return ToGrpc(Interests(*request, true, *response));
  }
  grpc::Status Holdings(grpc::ServerContext* /*call*/, const v1::InterestsRequest* request,
                        v1::InterestsResponse* response) override {
    return ToGrpc(Interests(*request, false, *response));
  }

 private:
  template <typename Request>
  absl::StatusOr<screening::PartyQuestion> Open(const Request& request) {
    std::vector<ownership::StatedChange> changes;
    for (const v1::Change& change : request.changes()) changes.push_back(wire::FromWire(change));
    return screening::PartyQuestion::Open(context_.engine.Get(), request.id(), changes);
  }

  template <typename Response>
  static void Name(const screening::PartyQuestion& question, Response& response) {
    response.set_entity_id(question.id());
    response.set_caption(question.caption());
    response.set_snapshot(question.engine().snapshot->manifest().content_digest);
    response.set_rules(question.engine().rules->digest);
  }

  absl::Status JudgeParty(const v1::VerdictRequest& request, v1::VerdictResponse& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOfDay(request.as_of()));
    LYNCEUS_ASSIGN_OR_RETURN(const screening::PartyQuestion question, Open(request));
    LYNCEUS_ASSIGN_OR_RETURN(const auto verdicts, question.Verdicts(Keys(request), as_of));
    for (const auto& verdict : verdicts) *response.add_verdicts() = wire::ToWire(verdict);
    response.set_as_of(as_of.ToString());
    Name(question, response);
    return absl::OkStatus();
  }

  absl::Status FindBeneficial(const v1::BeneficialRequest& request,
                              v1::BeneficialResponse& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOfDay(request.as_of()));
    LYNCEUS_ASSIGN_OR_RETURN(const screening::PartyQuestion question, Open(request));
    LYNCEUS_ASSIGN_OR_RETURN(const auto found, question.Beneficial(Keys(request), as_of));
    for (const auto& each : found) *response.add_found() = wire::ToWire(each);
    response.set_as_of(as_of.ToString());
    Name(question, response);
    return absl::OkStatus();
  }

  absl::Status TellHistory(const v1::HistoryRequest& request, v1::HistoryResponse& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const screening::PartyQuestion question, Open(request));
    LYNCEUS_ASSIGN_OR_RETURN(const auto histories, question.History(Keys(request)));
    for (const screening::RegimeHistory& history : histories) {
      v1::RegimeHistory* const to = response.add_histories();
      to->set_regime(history.regime);
      for (const auto& span : history.spans) *to->add_spans() = wire::ToWire(span);
    }
    Name(question, response);
    return absl::OkStatus();
  }

  template <typename Request>
  static std::vector<std::string> Keys(const Request& request) {
    return {request.regimes().begin(), request.regimes().end()};
  }

  absl::Status Interests(const v1::InterestsRequest& request, bool into,
                         v1::InterestsResponse& response) {
    const auto engine = context_.engine.Get();
    const store::Snapshot& snapshot = *engine->snapshot;
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, snapshot.NumberOf(request.id()));
    LYNCEUS_ASSIGN_OR_RETURN(const auto interests,
                             into ? snapshot.InterestsInto(number) : snapshot.InterestsOf(number));
    std::string id;
    std::string caption;
    LYNCEUS_RETURN_IF_ERROR(engine->owners->Describe(number, id, caption));
    response.set_entity_id(id);
    response.set_caption(caption);
    for (const Interest& interest : interests) {
      v1::Interest* to = response.add_interests();
      *to = wire::ToWire(interest);
      LYNCEUS_RETURN_IF_ERROR(Caption(*engine, interest.owner_id, *to->mutable_owner_name()));
      LYNCEUS_RETURN_IF_ERROR(Caption(*engine, interest.subject_id, *to->mutable_subject_name()));
    }
    response.set_snapshot(snapshot.manifest().content_digest);
    return absl::OkStatus();
  }

  static absl::Status Caption(const screening::Engine& engine, const std::string& id,
                              std::string& caption) {
    if (id.empty()) return absl::OkStatus();
    LYNCEUS_ASSIGN_OR_RETURN(const std::uint32_t number, engine.snapshot->NumberOf(id));
    std::string canonical;
    return engine.owners->Describe(number, canonical, caption);
  }

  const Context context_;
};

class MatchLogService final : public v1::MatchLog::Service {
 public:
  explicit MatchLogService(Context context) : context_(context) {}

  grpc::Status Get(grpc::ServerContext* /*call*/, const v1::GetRecordRequest* request,
                   v1::GetRecordResponse* response) override {
    return ToGrpc(GetRecord(request->index(), *response));
  }
  grpc::Status Checkpoint(grpc::ServerContext* /*call*/,
                          const v1::GetCheckpointRequest* /*request*/,
                          v1::GetCheckpointResponse* response) override {
    auto checkpoint = context_.log.Checkpoint();
    if (!checkpoint.ok()) return ToGrpc(checkpoint.status());
    response->set_checkpoint(*std::move(checkpoint));
    return grpc::Status::OK;
  }

 private:
  absl::Status GetRecord(std::uint64_t index, v1::GetRecordResponse& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string leaf, context_.log.Leaf(index));
    LYNCEUS_ASSIGN_OR_RETURN(const audit::LeafProof proof, context_.log.Prove(index));
    response.set_index(index);
    response.set_leaf(leaf);
    for (const Sha256& hash : proof.hashes) {
      response.add_inclusion_proof(hash.data(), hash.size());
    }
    response.set_checkpoint(proof.checkpoint);
    return absl::OkStatus();
  }

  const Context context_;
};

class AdminService final : public v1::Admin::Service {
 public:
  explicit AdminService(Context context) : context_(context) {}

  grpc::Status GetSnapshot(grpc::ServerContext* /*call*/, const v1::GetSnapshotRequest* /*request*/,
                           v1::GetSnapshotResponse* response) override {
    Describe(*context_.engine.Get(), *response);
    DescribeRules(*response);
    return grpc::Status::OK;
  }
  grpc::Status ReloadRules(grpc::ServerContext* call, const v1::ReloadRulesRequest* /*request*/,
                           v1::ReloadRulesResponse* response) override {
    const absl::Status may = MayOrder(context_.config, *call);
    return ToGrpc(may.ok() ? Reload(CallerName(*call), *response) : may);
  }
  grpc::Status ActivateSnapshot(grpc::ServerContext* call,
                                const v1::ActivateSnapshotRequest* request,
                                v1::ActivateSnapshotResponse* response) override {
    const absl::Status may = MayOrder(context_.config, *call);
    return ToGrpc(may.ok() ? Activate(*request, CallerName(*call), *response) : may);
  }

 private:
  static void Describe(const PackDigest& pack, v1::PackState& state) {
    state.set_pack(pack.pack);
    state.set_digest(pack.digest);
    state.set_time(std::string(PackTimeName(pack.time)));
  }

  static void Describe(const screening::Engine& engine, v1::GetSnapshotResponse& response) {
    const store::Manifest& manifest = engine.snapshot->manifest();
    response.set_directory(engine.snapshot->directory());
    response.set_snapshot(manifest.content_digest);
    response.set_rules(engine.rules->digest);
    for (const PackDigest& pack : engine.rules->packs) Describe(pack, *response.add_packs());
    response.set_engine(manifest.engine);
    response.set_parties(manifest.parties);
    response.set_names(manifest.names);
    response.set_interests(manifest.interests);
    for (const LoadReport& report : manifest.sources) {
      v1::SourceState* source = response.add_sources();
      source->set_key(report.source.key);
      source->set_authority(report.source.authority);
      source->set_list(report.source.list);
      if (report.source.list_date) source->set_list_date(report.source.list_date->ToString());
      source->set_entities(report.entities);
    }
  }

  void DescribeRules(v1::GetSnapshotResponse& response) const {
    response.set_rules_directory(context_.activation.rules_directory());
    const LastReload last = context_.activation.last_reload();
    if (last.unix_micros == 0) return;
    response.mutable_last_reload()->set_unix_micros(last.unix_micros);
    response.mutable_last_reload()->set_caller(last.caller);
    response.mutable_last_reload()->set_refused(last.refused);
  }

  absl::Status Activate(const v1::ActivateSnapshotRequest& request, const std::string& caller,
                        v1::ActivateSnapshotResponse& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const Activation::Change change,
                             context_.activation.ActivateSnapshot(
                                 request.directory(), request.rules_directory(), caller));
    response.set_snapshot(change.after->snapshot->manifest().content_digest);
    response.set_rules(change.after->rules->digest);
    response.set_previous_snapshot(change.before->snapshot->manifest().content_digest);
    response.set_previous_rules(change.before->rules->digest);
    return absl::OkStatus();
  }

  absl::Status Reload(const std::string& caller, v1::ReloadRulesResponse& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const Activation::Change change,
                             context_.activation.ReloadRules(caller));
    response.set_rules(change.after->rules->digest);
    response.set_previous_rules(change.before->rules->digest);
    for (const PackDigest& pack : change.after->rules->packs) Describe(pack, *response.add_packs());
    return absl::OkStatus();
  }

  const Context context_;
};

}  // namespace

std::unique_ptr<v1::Entities::Service> MakeEntitiesService(Context context) {
  return std::make_unique<EntitiesService>(context);
}
std::unique_ptr<v1::Ownership::Service> MakeOwnershipService(Context context) {
  return std::make_unique<OwnershipService>(context);
}
std::unique_ptr<v1::MatchLog::Service> MakeMatchLogService(Context context) {
  return std::make_unique<MatchLogService>(context);
}
std::unique_ptr<v1::Admin::Service> MakeAdminService(Context context) {
  return std::make_unique<AdminService>(context);
}

std::string CallerName(const grpc::ServerContext& call) {
  const auto names = call.auth_context()->FindPropertyValues("x509_common_name");
  if (!names.empty()) return {names.front().data(), names.front().size()};
  return "grpc";
}

absl::Status MayOrder(const Config& config, const grpc::ServerContext& call) {
  const auto& officers = config.tls_officers;
  const bool named = !config.tls_client_ca.empty() && std::find(officers.begin(), officers.end(),
                                                                CallerName(call)) != officers.end();
  if (config.plaintext || named) return absl::OkStatus();
  return MakeError(absl::StatusCode::kPermissionDenied,
                   {.subject = "caller " + CallerName(call),
                    .cause = "it may ask, and give no orders",
                    .remedy = "name the common name of its certificate in tls.officers of the "
                              "service's configuration"});
}

absl::StatusOr<Date> AsOfDay(const std::string& text) {
  if (text.empty()) return Date::FromUnixMicros(SystemClock().NowUnixMicros());
  auto day = Date::ParseIso(text);
  if (!day.ok()) return Annotate(day.status(), {.subject = "as_of"});
  return *day;
}

}  // namespace lynceus::server
