#pragma once
// What is wrong with a rule directory, collected: `lynceus rules check` shows all of it at once.

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/status.h"

namespace lynceus::rules {

// Where an item was read. `line` counts from 1; 0: the file as a whole.
struct Place {
  std::string file;
  int line = 0;
};

// Problems in the order found, each once: what is wrong in every edition of the rules is said once.
// One thread.
class Problems {
 public:
  void Add(absl::Status status) {
    if (seen_.insert(status.ToString()).second) found_.push_back(std::move(status));
  }
  void Add(const Place& place, std::string cause, std::string remedy) {
    Add(InvalidError({.subject = place.file,
                      .place = place.line == 0 ? "" : "line " + std::to_string(place.line),
                      .cause = std::move(cause),
                      .remedy = std::move(remedy)}));
  }
  const std::vector<absl::Status>& found() const { return found_; }

  // Every key that readers ask for, "regime:periods[].from", where somebody wants to know: a test
  // compares them with the JSON Schemas. Default: nobody does.
  void TraceKeys(std::set<std::string>& keys) { keys_ = &keys; }
  void Asked(const std::string& path, std::string_view key) {
    if (keys_ != nullptr) keys_->insert(path + std::string(key));
  }

 private:
  std::set<std::string>* keys_ = nullptr;
  std::set<std::string> seen_;
  std::vector<absl::Status> found_;
};

}  // namespace lynceus::rules
