#pragma once
// One HTTP request and its whole answer. http:// and https://; certificates are verified.

#include <string>

#include "absl/status/statusor.h"

namespace lynceus::audit {

struct HttpRequest {
  std::string url;
  std::string method;  // with `body`; empty: GET without one
  std::string body;
};

struct HttpReply {
  long status = 0;
  std::string body;  // at most 1 MiB
};

// Waits for kCopySecondsMax at most. Thread-safe. Errors: Unavailable where no whole answer came.
absl::StatusOr<HttpReply> SendHttp(const HttpRequest& request);

// The address without user, password and query: for errors.
std::string ShownUrl(const std::string& url);

}  // namespace lynceus::audit
