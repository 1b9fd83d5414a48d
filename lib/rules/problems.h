#pragma once
// What is wrong with a rule directory, collected: `lynceus rules check` shows all of it at once.

#include <string>
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

// Problems in the order found. One thread.
class Problems {
 public:
  void Add(absl::Status status) { found_.push_back(std::move(status)); }
  void Add(const Place& place, std::string cause, std::string remedy) {
    Add(InvalidError({.subject = place.file,
                      .place = place.line == 0 ? "" : "line " + std::to_string(place.line),
                      .cause = std::move(cause),
                      .remedy = std::move(remedy)}));
  }
  const std::vector<absl::Status>& found() const { return found_; }

 private:
  std::vector<absl::Status> found_;
};

}  // namespace lynceus::rules
