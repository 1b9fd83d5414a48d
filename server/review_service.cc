// Review: people judge alerts. What is acknowledged is on record; where the log cannot write,
// nothing is.
#include "lib/review/disposition.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/review/export.h"
#include "server/grpc_status.h"
#include "server/handlers.h"
#include "server/wire_review.h"

namespace lynceus::server {
namespace {

constexpr std::uint32_t kAlertsDefault = 100;
constexpr std::uint32_t kAlertsMax = 1'000;

class ReviewService final : public v1::Review::Service {
 public:
  ReviewService(Context context, review::RecordLog& log, review::Reviewer& reviewer)
      : context_(context), log_(log), reviewer_(reviewer) {}

  grpc::Status Judge(grpc::ServerContext* call, const v1::JudgeRequest* request,
                     v1::JudgedAlert* response) override {
    const absl::Status may = MayOrder(context_.config, *call);
    return ToGrpc(may.ok() ? JudgeAlert(*request, CallerName(*call), *response) : may);
  }
  grpc::Status ReviewSecond(grpc::ServerContext* call, const v1::ReviewSecondRequest* request,
                            v1::JudgedAlert* response) override {
    const absl::Status may = MayOrder(context_.config, *call);
    return ToGrpc(may.ok() ? TakeSecond(*request, CallerName(*call), *response) : may);
  }
  grpc::Status GetAlert(grpc::ServerContext* /*call*/, const v1::GetAlertRequest* request,
                        v1::GetAlertResponse* response) override {
    return ToGrpc(TellHistory(*request, *response));
  }
  grpc::Status ListAlerts(grpc::ServerContext* /*call*/, const v1::ListAlertsRequest* request,
                          v1::ListAlertsResponse* response) override {
    return ToGrpc(List(*request, *response));
  }
  grpc::Status Export(grpc::ServerContext* call, const v1::ExportRequest* request,
                      grpc::ServerWriter<v1::ExportedLine>* stream) override {
    const absl::Status may = MayOrder(context_.config, *call);
    return ToGrpc(may.ok() ? HandOver(*request, CallerName(*call), *stream) : may);
  }

 private:
  absl::Status HandOver(const v1::ExportRequest& request, const std::string& caller,
                        grpc::ServerWriter<v1::ExportedLine>& stream) {
    LYNCEUS_ASSIGN_OR_RETURN(const review::ExportSelection selection, wire::SelectionOf(request));
    const auto take = [&stream](const std::string& line) {
      v1::ExportedLine message;
      message.set_json(line);
      return stream.Write(message) ? absl::OkStatus() : absl::CancelledError("the caller is gone");
    };
    return review::ExportRecords(
               log_, selection,
               {.code = request.reason(), .text = request.text(), .by = request.by()},
               {.name = caller, .request_id = request.request_id()}, take)
        .status();
  }

  absl::Status JudgeAlert(const v1::JudgeRequest& request, const std::string& caller,
                          v1::JudgedAlert& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const review::Judgement judgement,
                             wire::FromWire(request.judgement()));
    const auto engine = context_.engine.Get();
    LYNCEUS_ASSIGN_OR_RETURN(const review::JudgedAlert judged,
                             reviewer_.Judge(judgement, *engine->rules,
                                             {.name = caller, .request_id = request.request_id()}));
    response = wire::ToWire(judged, context_.log.origin());
    return absl::OkStatus();
  }

  absl::Status TakeSecond(const v1::ReviewSecondRequest& request, const std::string& caller,
                          v1::JudgedAlert& response) {
    LYNCEUS_ASSIGN_OR_RETURN(const review::SecondWord word, wire::FromWire(request.word()));
    LYNCEUS_ASSIGN_OR_RETURN(
        const review::JudgedAlert judged,
        reviewer_.Second(word, {.name = caller, .request_id = request.request_id()}));
    response = wire::ToWire(judged, context_.log.origin());
    return absl::OkStatus();
  }

  absl::Status TellHistory(const v1::GetAlertRequest& request, v1::GetAlertResponse& response) {
    if (!request.has_alert()) {
      return InvalidError({.subject = "alert",
                           .cause = "it is missing",
                           .remedy = "give the index of the alert's record"});
    }
    LYNCEUS_ASSIGN_OR_RETURN(const review::AlertHistory history, reviewer_.Get(request.alert()));
    *response.mutable_alert() = wire::ToWire(history.alert);
    for (const review::Word& word : history.words) *response.add_words() = wire::ToWire(word);
    return absl::OkStatus();
  }

  absl::Status List(const v1::ListAlertsRequest& request, v1::ListAlertsResponse& response) {
    if (request.limit() > kAlertsMax) {
      return LimitError({.subject = "limit",
                         .cause = absl::StrCat("it is ", request.limit()),
                         .limit = absl::StrCat(kAlertsMax)});
    }
    std::vector<review::AlertState> states;
    for (const int state : request.states()) {
      LYNCEUS_ASSIGN_OR_RETURN(const review::AlertState each,
                               wire::FromWire(static_cast<v1::AlertState>(state)));
      states.push_back(each);
    }
    if (states.empty()) states = review::UnresolvedStates();
    LYNCEUS_ASSIGN_OR_RETURN(
        const review::AlertPage page,
        reviewer_.List(states, request.from(),
                       request.limit() == 0 ? kAlertsDefault : request.limit()));
    for (const review::Alert& alert : page.alerts) *response.add_alerts() = wire::ToWire(alert);
    if (page.next) response.set_next(*page.next);
    return absl::OkStatus();
  }

  const Context context_;
  review::RecordLog& log_;
  review::Reviewer& reviewer_;
};

}  // namespace

std::unique_ptr<v1::Review::Service> MakeReviewService(Context context, review::RecordLog& log,
                                                       review::Reviewer& reviewer) {
  return std::make_unique<ReviewService>(context, log, reviewer);
}

}  // namespace lynceus::server
