// A copy by HTTP PUT and GET.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/checkpoint_copy.h"
#include "lib/audit/http_request.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr long kStatusNotFound = 404;

class HttpCopy final : public CheckpointCopy {
 public:
  explicit HttpCopy(std::string url) : url_(std::move(url)), name_(ShownUrl(url_)) {}
  const std::string& name() const override { return name_; }

  absl::Status Put(const std::string& note) override {
    return Good({.url = url_, .method = "PUT", .body = note}).status();
  }
  absl::StatusOr<std::string> Get(const SubtreeHash& /*tree*/) override {
    return Good({.url = url_});
  }

 private:
  absl::StatusOr<std::string> Good(const HttpRequest& request) const {
    LYNCEUS_ASSIGN_OR_RETURN(HttpReply reply, SendHttp(request));
    if (reply.status / 100 == 2) return std::move(reply.body);
    if (reply.status == kStatusNotFound && request.method.empty()) {
      return NotFoundError({.subject = name_, .cause = "it holds no checkpoint"});
    }
    return UnavailableError({.subject = name_,
                             .cause = absl::StrCat("the server answers with status ", reply.status),
                             .remedy = "check the address, the network, and what may write there"});
  }

  const std::string url_;
  const std::string name_;
};

}  // namespace

std::unique_ptr<CheckpointCopy> MakeHttpCopy(const std::string& url) {
  return std::make_unique<HttpCopy>(url);
}

}  // namespace lynceus::audit
