#pragma once
// One file over HTTP or HTTPS into a PartFile, with libcurl, which lives here only.
//
// A server's answer is not believed: certificates are verified; only http and https are spoken;
// a redirect never leads from https to http; a body that is longer than allowed, slower than
// allowed or shorter than stated is an error; a body under a content encoding is refused, since its
// length would be that of something else. Proxies are taken from the environment (https_proxy,
// no_proxy) as libcurl does.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "lib/fetch/part_file.h"

namespace lynceus::fetch {

struct DownloadOptions {
  int redirects_max = 5;
  // Further attempts where the cause may pass: no connection, cut off, too slow, 408, 429, 5xx.
  int retries_max = 4;
  // The wait before the first retry; doubled for each further one.
  std::int64_t backoff_first_ms = 1'000;
  std::int64_t backoff_max_ms = 60'000;
  // A server that asks for more (Retry-After) is not waited for.
  std::int64_t retry_after_max_ms = 300'000;
  std::int64_t connect_timeout_ms = 30'000;
  // A transfer that brings less than so much over so long is given up.
  int low_speed_bytes_per_second = 1'000;
  int low_speed_seconds = 60;
  // One attempt as a whole. Default: 6 hours; the largest registry is some 10 GB.
  std::int64_t total_timeout_ms = 21'600'000;
  // PEM file of authorities that replaces the system's; for a bank's own proxy. Default: the
  // system's.
  std::string ca_file;
  std::string user_agent = "lynceus";
  // Waits. REQUIRED.
  std::function<void(std::int64_t milliseconds)> wait;
};

struct DownloadRequest {
  std::string url;
  std::string shown_url;  // what errors call it: without secrets
  std::string etag;       // of the copy at hand; empty: not conditional
  std::string last_modified;
  std::uint64_t bytes_max = 0;
  // Called often while the body arrives; `total` is 0 where it is not known. Default: none.
  std::function<void(std::uint64_t bytes, std::uint64_t total)> progress;
};

struct DownloadAnswer {
  bool not_modified = false;  // 304; the part file is empty
  std::string etag;
  std::string last_modified;
  // False where the server stated neither a length nor chunks: an answer that was cut off looks
  // like a whole one.
  bool is_length_known = true;
  int attempts = 1;
};

// Fetches `request.url` into `part`, from its beginning. Errors, with shown_url as the subject:
// NotFound (404, 410), PermissionDenied (401, 403), ResourceExhausted (longer than bytes_max),
// FailedPrecondition (the certificate does not hold, a redirect that may not be followed, a content
// encoding, another status), Unavailable (what may pass, after the last attempt); the part file's.
// After an error the part file holds nothing that may be used.
absl::StatusOr<DownloadAnswer> Download(const DownloadRequest& request,
                                        const DownloadOptions& options, PartFile& part);

// Returns the seconds since 1970 of a date as HTTP headers have it; nothing where it is none.
std::optional<std::int64_t> ParseHttpDate(const std::string& text);

}  // namespace lynceus::fetch
