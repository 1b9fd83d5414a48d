// HTTP PUT and GET by libcurl, which lives in this file and lib/fetch only. Certificates are
// verified, redirects are not followed.
#include <curl/curl.h>
#include <pthread.h>

#include <array>
#include <csignal>
#include <ctime>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/audit/checkpoint_copy.h"
#include "lib/base/status.h"

namespace lynceus::audit {
namespace {

constexpr std::size_t kNoteBytesMax = 1u << 20;
constexpr long kStatusNotFound = 404;

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

extern "C" std::size_t LynceusCopyTake(char* data, std::size_t size, std::size_t count,
                                       void* user) {
  auto& body = *static_cast<std::string*>(user);
  if (body.size() + size * count > kNoteBytesMax) return 0;
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

// The address without user, password and query.
std::string Shown(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t path = std::min(url.find('/', host), url.size());
  const std::size_t at = url.rfind('@', path);
  const std::size_t begin = at == std::string::npos || at < host ? host : at + 1;
  return url.substr(0, host) + url.substr(begin, url.find('?') - begin);
}

class HttpCopy final : public CheckpointCopy {
 public:
  explicit HttpCopy(std::string url) : url_(std::move(url)), name_(Shown(url_)) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    LYNCEUS_CHECK(started == CURLE_OK);
  }
  const std::string& name() const override { return name_; }
  absl::Status Put(const std::string& note) override { return Request(&note).status(); }
  absl::StatusOr<std::string> Get() override { return Request(nullptr); }

 private:
  absl::StatusOr<std::string> Request(const std::string* put) const;

  const std::string url_;
  const std::string name_;
};

absl::StatusOr<std::string> HttpCopy::Request(const std::string* put) const {
  const WithoutSigpipe quiet;
  const std::unique_ptr<CURL, CloseHandle> handle(curl_easy_init());
  const std::unique_ptr<curl_slist, FreeList> headers(
      curl_slist_append(nullptr, "Content-Type: text/plain; charset=utf-8"));
  LYNCEUS_CHECK(handle != nullptr && headers != nullptr);  // out of memory
  std::string body;
  std::array<char, CURL_ERROR_SIZE> words = {};
  curl_easy_setopt(handle.get(), CURLOPT_URL, url_.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, static_cast<long>(kCopySecondsMax));
  curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &LynceusCopyTake);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &body);
  if (put != nullptr) {
    curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(put->size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, put->c_str());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  }
  const CURLcode code = curl_easy_perform(handle.get());
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  if (code == CURLE_OK && status / 100 == 2) return body;
  if (code == CURLE_OK && status == kStatusNotFound && put == nullptr) {
    return NotFoundError({.subject = name_, .cause = "it holds no checkpoint"});
  }
  return UnavailableError({.subject = name_,
                           .cause = code == CURLE_OK
                                        ? absl::StrCat("the server answers with status ", status)
                                    : words[0] != '\0' ? std::string(words.data())
                                                       : std::string(curl_easy_strerror(code)),
                           .remedy = "check the address, the network, and what may write there"});
}

}  // namespace

std::unique_ptr<CheckpointCopy> MakeHttpCopy(const std::string& url) {
  return std::make_unique<HttpCopy>(url);
}

}  // namespace lynceus::audit
