#pragma once
// Lists from their publishers into a lists directory (kept_list.h says how it is laid out): asked
// for only where they changed, checked, kept by date and digest, and put to use whole or not at
// all. What fails for one list is said for that list, keeps its version in use, and does not stop
// the others.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/clock.h"
#include "lib/fetch/download.h"
#include "lib/model/date.h"
#include "lib/model/published_list.h"

namespace lynceus::fetch {

struct FetchOptions {
  std::string directory;
  // A version that is shorter than the one before by more than its list allows, or shorter than its
  // list's least size, is put to use all the same. Default: it is kept aside.
  bool allow_shrink = false;
  DownloadOptions download;
  // REQUIRED. Names versions and says when they were checked.
  const Clock* clock = nullptr;
  // REQUIRED. The value of an environment variable that an address names; nothing where it is
  // unset.
  std::function<std::optional<std::string>(const std::string& name)> environment;
  // While a body arrives; `total` is 0 where it is not known. Default: none.
  std::function<void(const PublishedList&, std::uint64_t bytes, std::uint64_t total)> progress;
};

struct FetchResult {
  enum class Outcome : std::uint8_t { kNew, kUnchanged, kFailed };
  Outcome outcome = Outcome::kFailed;
  std::string key;
  std::string path;  // of the version in use; empty where there is none
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> bytes_before;  // of the version in use before
  std::string sha256;
  absl::Status problem;               // of kFailed
  std::vector<std::string> warnings;  // sentences; also of lists that did not fail
};

// Fetches `lists`, one after the other, and tells each outcome to `done` as soon as it is known.
// Returns them in the order of `lists`. Errors (nothing was fetched then): Unavailable where
// another process fetches into the directory; those of making it.
// One thread: libcurl sets SIGPIPE aside while it works.
absl::StatusOr<std::vector<FetchResult>> FetchLists(
    std::span<const PublishedList> lists, const FetchOptions& options,
    const std::function<void(const FetchResult&)>& done);

// An address with its placeholders filled in, and as it may be shown: dates filled in only.
struct Address {
  std::string url;
  std::string shown;
};
// Errors: FailedPrecondition where a variable is unset or its value has characters that would
// change the address's form.
absl::StatusOr<Address> FillAddress(
    const std::string& address, Date today,
    const std::function<std::optional<std::string>(const std::string&)>& environment);

}  // namespace lynceus::fetch
