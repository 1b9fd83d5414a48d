// Screen and ScreenStream. A stream's items are screened side by side on the pool, so that their
// records share syncs, and are answered in order; at most kWindow are in flight, which is the
// back-pressure.
#include <deque>
#include <future>
#include <thread>
#include <utility>

#include "lib/base/clock.h"
#include "lib/base/status.h"
#include "lib/review/follow_up.h"
#include "lib/screening/evaluate.h"
#include "server/grpc_status.h"
#include "server/handlers.h"
#include "server/wire.h"

namespace lynceus::server {
namespace {

constexpr std::size_t kWindow = 256;

class ScreeningService final : public v1::Screening::Service {
 public:
  explicit ScreeningService(Context context) : context_(context) {}

  grpc::Status Screen(grpc::ServerContext* call, const v1::ScreenRequest* request,
                      v1::ScreenResponse* response) override {
    auto answer = ScreenOne(*request, CallerName(*call), "");
    if (!answer.ok()) return ToGrpc(answer.status());
    *response = *std::move(answer);
    return grpc::Status::OK;
  }

  grpc::Status ScreenStream(
      grpc::ServerContext* call,
      grpc::ServerReaderWriter<v1::ScreenStreamResponse, v1::ScreenStreamRequest>* stream) override;

 private:
  // Evaluates, records, and only then gives the answer. `sequence`: of an item of a stream; it is
  // the request id where the request has none.
  absl::StatusOr<v1::ScreenResponse> ScreenOne(const v1::ScreenRequest& request,
                                               const std::string& caller,
                                               const std::string& sequence);
  v1::ScreenStreamResponse StreamItem(const v1::ScreenStreamRequest& item,
                                      const std::string& caller);

  const Context context_;
};

absl::StatusOr<v1::ScreenResponse> ScreeningService::ScreenOne(const v1::ScreenRequest& request,
                                                               const std::string& caller,
                                                               const std::string& sequence) {
  const std::int64_t begin = SystemClock().NowUnixMicros();
  LYNCEUS_ASSIGN_OR_RETURN(Counterparty counterparty, wire::FromWire(request.counterparty()));
  counterparty.booking = {request.business_line(), request.jurisdiction()};
  LYNCEUS_ASSIGN_OR_RETURN(const Date as_of, AsOfDay(request.as_of()));
  std::optional<std::uint64_t> follows;
  if (request.context().has_follows()) {
    follows = request.context().follows();
    LYNCEUS_RETURN_IF_ERROR(review::CheckFollowsUp(context_.log, *follows));
  }
  const auto engine = context_.engine.Get();
  LYNCEUS_ASSIGN_OR_RETURN(const screening::Outcome outcome,
                           screening::Screen(counterparty, as_of, *engine, request.preset()));
  const v1::RequestContext& asking = request.context();
  LYNCEUS_ASSIGN_OR_RETURN(
      const review::Recorded recorded,
      context_.recorder.Record(
          counterparty, outcome,
          {.request_id = asking.request_id().empty() ? sequence : asking.request_id(),
           .name = caller,
           .on_behalf_of = asking.on_behalf_of(),
           .legal_entity = asking.legal_entity(),
           .earlier = follows}));
  context_.metrics.Count("lynceus_decisions_total", DecisionName(outcome.core.decision), 1);
  context_.metrics.ObserveMicros("lynceus_screen_micros", "screen",
                                 SystemClock().NowUnixMicros() - begin);
  if (!recorded.at) context_.metrics.Count("lynceus_answers_unrecorded_total", "", 1);
  v1::ScreenResponse response = wire::ToWire(outcome.core, recorded.at);
  response.set_unrecorded(recorded.unrecorded);
  return response;
}

v1::ScreenStreamResponse ScreeningService::StreamItem(const v1::ScreenStreamRequest& item,
                                                      const std::string& caller) {
  v1::ScreenStreamResponse response;
  response.set_sequence(item.sequence());
  auto answer = ScreenOne(item.request(), caller, std::to_string(item.sequence()));
  if (answer.ok()) {
    *response.mutable_response() = *std::move(answer);
  } else {
    *response.mutable_error() = wire::ErrorToWire(answer.status());
  }
  return response;
}

// Answers on their way, in the order of their requests.
class Window {
 public:
  // Waits until there is room, then returns the promise of the newest answer.
  std::shared_ptr<std::promise<v1::ScreenStreamResponse>> Add() {
    MutexLock lock(mutex_);
    while (answers_.size() >= kWindow && !broken_) changed_.Wait(mutex_);
    auto promise = std::make_shared<std::promise<v1::ScreenStreamResponse>>();
    answers_.push_back(promise->get_future());
    changed_.NotifyAll();
    return promise;
  }
  // Returns the oldest answer, or nothing once closed and empty.
  std::optional<std::future<v1::ScreenStreamResponse>> Next() {
    MutexLock lock(mutex_);
    while (answers_.empty() && !closed_) changed_.Wait(mutex_);
    if (answers_.empty()) return std::nullopt;
    auto answer = std::move(answers_.front());
    answers_.pop_front();
    changed_.NotifyAll();
    return answer;
  }
  void Close() {
    MutexLock lock(mutex_);
    closed_ = true;
    changed_.NotifyAll();
  }
  // The caller is gone: nobody needs to wait for room.
  void Break() {
    MutexLock lock(mutex_);
    broken_ = true;
    changed_.NotifyAll();
  }
  bool broken() const {
    MutexLock lock(mutex_);
    return broken_;
  }

 private:
  mutable Mutex mutex_;
  CondVar changed_;
  std::deque<std::future<v1::ScreenStreamResponse>> answers_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
};

grpc::Status ScreeningService::ScreenStream(
    grpc::ServerContext* call,
    grpc::ServerReaderWriter<v1::ScreenStreamResponse, v1::ScreenStreamRequest>* stream) {
  const std::string caller = CallerName(*call);
  Window window;
  std::thread writer([&] {
    while (auto answer = window.Next()) {
      const v1::ScreenStreamResponse response = answer->get();
      if (!window.broken() && !stream->Write(response)) window.Break();
    }
  });
  v1::ScreenStreamRequest item;
  while (!window.broken() && stream->Read(&item)) {
    const auto promise = window.Add();
    context_.pool.Run(
        [this, promise, item, &caller] { promise->set_value(StreamItem(item, caller)); });
  }
  window.Close();
  writer.join();
  return window.broken() ? grpc::Status(grpc::StatusCode::CANCELLED, "the caller is gone")
                         : grpc::Status::OK;
}

}  // namespace

std::unique_ptr<v1::Screening::Service> MakeScreeningService(Context context) {
  return std::make_unique<ScreeningService>(context);
}

}  // namespace lynceus::server
