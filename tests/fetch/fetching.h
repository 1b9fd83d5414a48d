#pragma once
// A publisher, a lists directory and options for tests of fetching: no wait is a real one, no clock
// runs.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/clock.h"
#include "lib/base/file.h"
#include "lib/fetch/fetch.h"
#include "lib/fetch/kept_list.h"
#include "tests/fetch/http_server.h"
#include "tests/support/temp_dir.h"

namespace lynceus::fetch {

// 2026-03-02T10:00:00Z.
inline constexpr std::int64_t kMondayMicros = 1'772'445'600'000'000;
inline constexpr std::int64_t kDayMicros = 86'400'000'000;

// A UN list of exactly so many bytes (at least 250); `mark` makes it another one.
inline std::string UnList(std::size_t bytes, const std::string& mark = "a") {
  const std::string head =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<CONSOLIDATED_LIST dateGenerated=\"2026-03-01T00:00:00Z\"><!-- " +
      mark;
  const std::string tail =
      " --><INDIVIDUALS></INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>\n";
  return head + std::string(bytes - head.size() - tail.size(), '.') + tail;
}

inline PublishedList ListAt(std::vector<std::string> addresses, std::string key = "un-sc") {
  return {.key = std::move(key),
          .publisher = "UN Security Council",
          .title = "Consolidated list",
          .addresses = std::move(addresses),
          .kind = "un-xml",
          .extension = "xml",
          .licence = "terms of use",
          .bytes_min = 64,
          .bytes_max = 20'000,
          .shrink_percent_max = 10,
          .by_default = true};
}

// The answers of each path, in order; the last one again and again. Thread-safe.
class Script {
 public:
  void Say(const std::string& path, std::vector<HttpAnswer> answers) {
    const std::lock_guard lock(mutex_);
    answers_[path] = {answers.begin(), answers.end()};
  }
  HttpAnswer operator()(const HttpRequestSeen& request) {
    const std::lock_guard lock(mutex_);
    std::deque<HttpAnswer>& answers = answers_[request.path.substr(0, request.path.find('?'))];
    if (answers.empty()) return Answer(404, "nothing is said about it");
    HttpAnswer answer = answers.front();
    if (answers.size() > 1) answers.pop_front();
    return answer;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::deque<HttpAnswer>> answers_;
};

// The names of all files under a directory, sorted.
inline std::vector<std::string> FilesUnder(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    names.push_back(entry.path().lexically_relative(directory).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class FetchingTest : public ::testing::Test {
 protected:
  void SetUp() override {
    // A proxy of this machine would stand between.
    for (const char* name :
         {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
      ::unsetenv(name);
    }
    options_.directory = dir_ / "lists";
    options_.clock = &clock_;
    options_.environment = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = environment_.find(name);
      if (found == environment_.end()) return std::nullopt;
      return found->second;
    };
    options_.download.retries_max = 2;
    options_.download.wait = [this](std::int64_t milliseconds) { waits_.push_back(milliseconds); };
    options_.download.low_speed_seconds = 1;
    options_.download.total_timeout_ms = 20'000;
  }

  std::vector<FetchResult> FetchAll(const std::vector<PublishedList>& lists) {
    const auto results = FetchLists(lists, options_, nullptr);
    EXPECT_TRUE(results.ok()) << ErrorText(results.status());
    return results.ok() ? *results : std::vector<FetchResult>(lists.size());
  }
  FetchResult Fetch(const PublishedList& list) { return FetchAll({list}).front(); }

  // Files of the lists directory, the lock apart.
  std::vector<std::string> Files() const {
    std::vector<std::string> names = FilesUnder(options_.directory);
    std::erase(names, ".lock");
    return names;
  }
  std::string ContentOf(const std::string& path) const {
    const auto content = ReadFile(path);
    EXPECT_TRUE(content.ok()) << ErrorText(content.status());
    return content.value_or("");
  }
  Version CurrentOf(const std::string& key) const {
    const auto current = KeptList(options_.directory, key).Current();
    EXPECT_TRUE(current.ok()) << ErrorText(current.status());
    return current.ok() && current->has_value() ? **current : Version();
  }

  support::TempDir dir_;
  Script script_;
  HttpServer server_{[this](const HttpRequestSeen& request) { return script_(request); }};
  FixedClock clock_{kMondayMicros};
  std::map<std::string, std::string> environment_;
  std::vector<std::int64_t> waits_;
  FetchOptions options_;
};

}  // namespace lynceus::fetch
