// Requests by libcurl, which lives in this file and lib/fetch only. Certificates are verified,
// redirects are not followed.
#include "lib/audit/http_request.h"

#include <curl/curl.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <memory>

#include "lib/audit/checkpoint_copy.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kReplyBytesMax = 1u << 20;

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

extern "C" std::size_t LynceusCopyTake(char* data, std::size_t size, std::size_t count,
                                       void* user) {
  auto& body = *static_cast<std::string*>(user);
  if (body.size() + size * count > kReplyBytesMax) return 0;
  body.append(data, size * count);
  return size * count;
}

// While it lives, a connection that is cut off raises no SIGPIPE in this thread.
class WithoutSigpipe {
 public:
  WithoutSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutSigpipe() {
    const std::timespec now = {};
    sigtimedwait(&pipe_, nullptr, &now);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;

 private:
  sigset_t pipe_ = {};
  sigset_t before_ = {};
};

}  // namespace

std::string ShownUrl(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t path = std::min(url.find('/', host), url.size());
  const std::size_t at = url.rfind('@', path);
  const std::size_t begin = at == std::string::npos || at < host ? host : at + 1;
  return url.substr(0, host) + url.substr(begin, url.find('?') - begin);
}

absl::StatusOr<HttpReply> SendHttp(const HttpRequest& request) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  LYNCEUS_CHECK(started == CURLE_OK);
  const WithoutSigpipe quiet;
  const std::unique_ptr<CURL, CloseHandle> handle(curl_easy_init());
  const std::unique_ptr<curl_slist, FreeList> headers(
      curl_slist_append(nullptr, "Content-Type: text/plain; charset=utf-8"));
  LYNCEUS_CHECK(handle != nullptr && headers != nullptr);  // out of memory
  HttpReply reply;
  std::array<char, CURL_ERROR_SIZE> words = {};
  curl_easy_setopt(handle.get(), CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, static_cast<long>(kCopySecondsMax));
  curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &LynceusCopyTake);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &reply.body);
  if (!request.method.empty()) {
    curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  }
  const CURLcode code = curl_easy_perform(handle.get());
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply.status);
  if (code == CURLE_OK) return reply;
  return UnavailableError(
      {.subject = ShownUrl(request.url),
       .cause = words[0] != '\0' ? std::string(words.data()) : curl_easy_strerror(code),
       .remedy = "check the address, the network, and that the server runs"});
}

}  // namespace lynceus::audit
