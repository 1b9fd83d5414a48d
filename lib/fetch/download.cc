// Redirects are followed by hand, one request each, so that every step is checked; the write
// callback is the one place where a body meets its limits.
#include "lib/fetch/download.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/published_list.h"

namespace lynceus::fetch {
namespace {

// Of an answer that is not the file (an error page), so much is read and thrown away.
constexpr std::uint64_t kOtherBodyBytesMax = 64u << 10;

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// What one request to one address came to.
struct Step {
  absl::Status status;              // not OK: the attempt failed
  bool may_pass = false;            // a further attempt may do better
  std::int64_t retry_after_ms = 0;  // as the server asked; 0: it did not
  std::string redirect;             // where to go on
  DownloadAnswer answer;
};

// What the callbacks of one request need.
struct Transfer {
  CURL* handle;
  const DownloadRequest& request;
  PartFile& part;
  std::uint64_t other_bytes = 0;
  absl::Status failure;  // why the write callback stopped the transfer
};

long StatusCode(CURL* handle) {
  long code = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
  return code;
}

std::int64_t StatedLength(CURL* handle) {
  curl_off_t length = -1;
  curl_easy_getinfo(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  return length;
}

std::string HeaderOf(CURL* handle, const char* name) {
  curl_header* header = nullptr;
  return curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value
                                                                                   : "";
}

absl::Status TooLong(const DownloadRequest& request, std::uint64_t bytes, std::string_view what) {
  return LimitError({.subject = request.shown_url,
                     .cause = absl::StrCat(ToAbsl(what), " ", bytes, " bytes"),
                     .limit = absl::StrCat(request.bytes_max, " bytes"),
                     .remedy = "see what the publisher offers there; raise size_max_mib of this "
                               "list in sources.yaml where it is right"});
}

// Returns whether the body goes on.
bool TakeBody(Transfer& transfer, std::string_view bytes) {
  if (StatusCode(transfer.handle) != 200) {
    transfer.other_bytes += bytes.size();
    return transfer.other_bytes <= kOtherBodyBytesMax;
  }
  const std::uint64_t bytes_max = transfer.request.bytes_max;
  const std::int64_t stated = StatedLength(transfer.handle);
  if (stated > 0 && static_cast<std::uint64_t>(stated) > bytes_max) {
    transfer.failure =
        TooLong(transfer.request, static_cast<std::uint64_t>(stated), "the server announces");
  } else if (bytes.size() > bytes_max - transfer.part.bytes()) {
    transfer.failure =
        TooLong(transfer.request, transfer.part.bytes() + bytes.size(), "the file has at least");
  } else {
    transfer.failure = transfer.part.Append(bytes);
  }
  return transfer.failure.ok();
}

extern "C" std::size_t LynceusFetchWrite(char* data, std::size_t size, std::size_t count,
                                         void* user) {
  const std::size_t length = size * count;
  return TakeBody(*static_cast<Transfer*>(user), {data, length}) ? length : length + 1;
}

extern "C" int LynceusFetchProgress(void* user, curl_off_t total, curl_off_t /*now*/,
                                    curl_off_t /*up_total*/, curl_off_t /*up_now*/) {
  const auto& transfer = *static_cast<const Transfer*>(user);
  if (transfer.request.progress && transfer.part.bytes() > 0) {
    transfer.request.progress(transfer.part.bytes(),
                              static_cast<std::uint64_t>(std::max<curl_off_t>(0, total)));
  }
  return 0;
}

void AppendHeader(HeaderList& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
  LYNCEUS_CHECK(list != nullptr);  // out of memory
}

// A validator goes into a header line: one with control characters would be another line.
bool IsHeaderValue(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return c < 0 || (c >= ' ' && c != '\x7f'); });
}

HeaderList RequestHeaders(const DownloadRequest& request) {
  HeaderList headers;
  AppendHeader(headers, "Accept-Encoding: identity");
  if (IsHeaderValue(request.etag)) AppendHeader(headers, "If-None-Match: " + request.etag);
  if (IsHeaderValue(request.last_modified)) {
    AppendHeader(headers, "If-Modified-Since: " + request.last_modified);
  }
  return headers;
}

void SetOptions(CURL* handle, const std::string& url, const DownloadOptions& options) {
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(options.connect_timeout_ms));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.total_timeout_ms));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT,
                   static_cast<long>(options.low_speed_bytes_per_second));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.low_speed_seconds));
}

void SetCallbacks(Transfer& transfer) {
  curl_easy_setopt(transfer.handle, CURLOPT_WRITEFUNCTION, &LynceusFetchWrite);
  curl_easy_setopt(transfer.handle, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(transfer.handle, CURLOPT_XFERINFOFUNCTION, &LynceusFetchProgress);
  curl_easy_setopt(transfer.handle, CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(transfer.handle, CURLOPT_NOPROGRESS, 0L);
}

// --- what an end of a transfer means ---

Step Fail(absl::Status status, bool may_pass = false) {
  return {.status = std::move(status), .may_pass = may_pass};
}

Step FailTransfer(const Transfer& transfer, CURLcode code, std::string_view words) {
  const std::string& url = transfer.request.shown_url;
  const std::string cause(words.empty() ? curl_easy_strerror(code) : words);
  switch (static_cast<int>(code)) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return Fail(PreconditionError({.subject = url,
                                     .cause = "the server's certificate does not hold: " + cause,
                                     .remedy = "do not trust what is there; behind a proxy of "
                                               "your own, name its authorities with --ca FILE"}));
    case CURLE_SSL_CACERT_BADFILE:
      return Fail(PreconditionError({.subject = "--ca",
                                     .cause = "the authorities cannot be read: " + cause,
                                     .remedy = "name a PEM file of certificates"}));
    case CURLE_PARTIAL_FILE:
      return Fail(UnavailableError({.subject = url,
                                    .place = absl::StrCat("byte ", transfer.part.bytes()),
                                    .cause = "the transfer was cut off: " + cause,
                                    .remedy = "run it again later"}),
                  true);
    case CURLE_OPERATION_TIMEDOUT:
      return Fail(UnavailableError({.subject = url,
                                    .place = absl::StrCat("byte ", transfer.part.bytes()),
                                    .cause = "it took too long: " + cause,
                                    .remedy = "check the network, or run it again later"}),
                  true);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_OUT_OF_MEMORY:
      return Fail(PreconditionError(
          {.subject = url, .cause = cause, .remedy = "mend the address in sources.yaml"}));
    default:
      return Fail(UnavailableError({.subject = url,
                                    .cause = cause,
                                    .remedy = "check the network and the proxy (https_proxy), "
                                              "or run it again later"}),
                  true);
  }
}

std::int64_t RetryAfterMs(CURL* handle) {
  curl_off_t seconds = 0;
  curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &seconds);
  return std::clamp<curl_off_t>(seconds, 0, 31'536'000) * 1'000;
}

Step FailStatus(const Transfer& transfer, long code) {
  const std::string& url = transfer.request.shown_url;
  const std::string cause = absl::StrCat("the server answers with status ", code);
  switch (code) {
    case 401:
    case 403:
    case 407:
      return Fail(MakeError(absl::StatusCode::kPermissionDenied,
                            {.subject = url,
                             .cause = cause + ": it refuses",
                             .remedy = "check the token in the address, and whether the publisher "
                                       "asks for a registration"}));
    case 404:
    case 410:
      return Fail(NotFoundError({.subject = url,
                                 .cause = cause + ": there is no such file",
                                 .remedy = "look up the publisher's present address and put it "
                                           "into sources.yaml"}));
    default: {
      const bool may_pass = code == 408 || code == 425 || code == 429 || code >= 500;
      Step step = Fail(
          may_pass
              ? UnavailableError({.subject = url, .cause = cause, .remedy = "run it again later"})
              : PreconditionError({.subject = url,
                                   .cause = cause + ", not with the file",
                                   .remedy = "open the address in a browser and "
                                             "mend it in sources.yaml"}),
          may_pass);
      step.retry_after_ms = RetryAfterMs(transfer.handle);
      return step;
    }
  }
}

bool IsRedirect(long code) {
  constexpr std::array<long, 5> kCodes = {301, 302, 303, 307, 308};
  return std::ranges::find(kCodes, code) != kCodes.end();
}

// The part of an address that is no secret.
std::string HostPart(const std::string& url) {
  const std::size_t path = url.find_first_of("/?#", url.find("://") + 3);
  return url.substr(0, path) + "/...";
}

Step TakeRedirect(const Transfer& transfer, const std::string& from) {
  const char* target = nullptr;
  curl_easy_getinfo(transfer.handle, CURLINFO_REDIRECT_URL, &target);
  const std::string to = target == nullptr ? "" : target;
  std::string cause;
  if (!IsWebAddress(to)) {
    cause = "the server redirects to something that is no web address";
  } else if (IsEncryptedAddress(from) && !IsEncryptedAddress(to)) {
    cause = "the server redirects from https to " + HostPart(to) + ", which is not encrypted";
  }
  if (!cause.empty()) {
    return Fail(PreconditionError({.subject = transfer.request.shown_url,
                                   .cause = std::move(cause),
                                   .remedy = "look up the publisher's present address and put it "
                                             "into sources.yaml"}));
  }
  return {.redirect = to};
}

bool IsLengthKnown(CURL* handle) {
  long version = 0;
  curl_easy_getinfo(handle, CURLINFO_HTTP_VERSION, &version);
  return StatedLength(handle) >= 0 || version >= CURL_HTTP_VERSION_2_0 ||
         LowerAscii(HeaderOf(handle, "Transfer-Encoding")).find("chunked") != std::string::npos;
}

Step TakeAnswer(const Transfer& transfer, const std::string& url) {
  CURL* const handle = transfer.handle;
  const long code = StatusCode(handle);
  const bool conditional =
      !transfer.request.etag.empty() || !transfer.request.last_modified.empty();
  if (IsRedirect(code)) return TakeRedirect(transfer, url);
  if (code != 200 && !(code == 304 && conditional)) return FailStatus(transfer, code);
  const std::string encoding = HeaderOf(handle, "Content-Encoding");
  if (code == 200 && !encoding.empty() && LowerAscii(encoding) != "identity") {
    return Fail(PreconditionError({.subject = transfer.request.shown_url,
                                   .cause = "the body comes under the encoding " +
                                            ToValidUtf8(encoding.substr(0, 40)) +
                                            ", which was not asked for",
                                   .remedy = "tell the publisher, or give another address"}));
  }
  return {.answer = {.not_modified = code == 304,
                     .etag = HeaderOf(handle, "ETag"),
                     .last_modified = HeaderOf(handle, "Last-Modified"),
                     .is_length_known = code == 304 || IsLengthKnown(handle)}};
}

Step Request(const std::string& url, const DownloadRequest& request, const DownloadOptions& options,
             PartFile& part) {
  if (absl::Status status = part.Clear(); !status.ok()) return Fail(std::move(status));
  const Handle handle(curl_easy_init());
  LYNCEUS_CHECK(handle != nullptr);  // out of memory
  Transfer transfer{.handle = handle.get(), .request = request, .part = part};
  const HeaderList headers = RequestHeaders(request);
  std::array<char, CURL_ERROR_SIZE> words = {};
  SetOptions(handle.get(), url, options);
  SetCallbacks(transfer);
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, words.data());
  const CURLcode code = curl_easy_perform(handle.get());
  if (!transfer.failure.ok()) return Fail(transfer.failure);
  // A body that is not the file may be as long as it likes: its status says enough.
  const bool other_body = code == CURLE_WRITE_ERROR && StatusCode(handle.get()) != 200;
  if (code != CURLE_OK && !other_body) return FailTransfer(transfer, code, words.data());
  return TakeAnswer(transfer, url);
}

// Follows redirects to the end of one attempt.
Step Attempt(const DownloadRequest& request, const DownloadOptions& options, PartFile& part) {
  std::string url = request.url;
  for (int i = 0; i <= options.redirects_max; ++i) {
    Step step = Request(url, request, options, part);
    if (!step.status.ok() || step.redirect.empty()) return step;
    url = std::move(step.redirect);
  }
  return Fail(PreconditionError({.subject = request.shown_url,
                                 .cause = "the server redirects again and again",
                                 .limit = absl::StrCat(options.redirects_max, " redirects"),
                                 .remedy = "look up the publisher's present address and put it "
                                           "into sources.yaml"}));
}

absl::Status GiveUp(const Step& step, int attempts, std::string_view why) {
  ErrorDetail detail = DetailOf(step.status);
  if (attempts > 1) absl::StrAppend(&detail.cause, " (", attempts, " attempts)");
  if (!why.empty()) absl::StrAppend(&detail.cause, "; ", ToAbsl(why));
  return MakeError(step.status.code(), std::move(detail));
}

// libcurl's own state, made once; threads may call.
void StartCurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  LYNCEUS_CHECK(started == CURLE_OK);
}

}  // namespace

std::optional<std::int64_t> ParseHttpDate(const std::string& text) {
  const std::time_t seconds = curl_getdate(text.c_str(), nullptr);
  if (seconds < 0) return std::nullopt;
  return seconds;
}

absl::StatusOr<DownloadAnswer> Download(const DownloadRequest& request,
                                        const DownloadOptions& options, PartFile& part) {
  StartCurl();
  std::int64_t backoff_ms = options.backoff_first_ms;
  for (int attempt = 1;; ++attempt) {
    Step step = Attempt(request, options, part);
    if (step.status.ok()) {
      step.answer.attempts = attempt;
      return std::move(step.answer);
    }
    if (!step.may_pass || attempt > options.retries_max) return GiveUp(step, attempt, "");
    if (step.retry_after_ms > options.retry_after_max_ms) {
      return GiveUp(step, attempt,
                    absl::StrCat("it asks to wait for ", step.retry_after_ms / 1'000, " s"));
    }
    options.wait(std::max(step.retry_after_ms, std::min(backoff_ms, options.backoff_max_ms)));
    backoff_ms = std::min(backoff_ms, options.backoff_max_ms) * 2;
  }
}

}  // namespace lynceus::fetch
