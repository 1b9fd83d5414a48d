// A channel, a stub a service, and a deadline on every call of our own.
#include "client/lynceus_client.h"

#include <thread>

namespace lynceus {

std::unique_ptr<Client> Client::Connect(const ClientOptions& options) {
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (!options.ca_pem.empty()) {
    credentials = grpc::SslCredentials({options.ca_pem, options.key_pem, options.certificate_pem});
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);  // an answer of many hits may exceed 4 MiB
  return std::unique_ptr<Client>(new Client(
      grpc::CreateCustomChannel(options.target, credentials, arguments), options.timeout));
}

Client::Client(const std::shared_ptr<grpc::Channel>& channel, std::chrono::milliseconds timeout)
    : timeout_(timeout),
      screening_(v1::Screening::NewStub(channel)),
      entities_(v1::Entities::NewStub(channel)),
      ownership_(v1::Ownership::NewStub(channel)),
      match_log_(v1::MatchLog::NewStub(channel)),
      admin_(v1::Admin::NewStub(channel)),
      retention_(v1::Retention::NewStub(channel)),
      review_(v1::Review::NewStub(channel)) {}

grpc::Status Client::Screen(const v1::ScreenRequest& request, v1::ScreenResponse* response) {
  grpc::ClientContext call;
  call.set_deadline(std::chrono::system_clock::now() + timeout_);
  grpc::Status status = screening_->Screen(&call, request, response);
  if (!status.ok()) response->Clear();
  return status;
}

grpc::Status Client::ScreenAll(const std::vector<v1::ScreenRequest>& requests,
                               std::vector<v1::ScreenStreamResponse>* responses) {
  grpc::ClientContext call;
  const auto stream = screening_->ScreenStream(&call);
  std::thread sender([&] {
    v1::ScreenStreamRequest item;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      item.set_sequence(i);
      *item.mutable_request() = requests[i];
      if (!stream->Write(item, grpc::WriteOptions().set_buffer_hint())) break;
    }
    stream->WritesDone();
  });
  responses->clear();
  responses->reserve(requests.size());
  v1::ScreenStreamResponse response;
  while (stream->Read(&response)) responses->push_back(response);
  sender.join();
  grpc::Status status = stream->Finish();
  if (status.ok() && responses->size() != requests.size()) {
    return {grpc::StatusCode::INTERNAL, "the server answered another number of items than asked"};
  }
  return status;
}

}  // namespace lynceus
