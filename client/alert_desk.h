#pragma once
// Where alerts are judged: over the directory of a log, or at the server that holds it. Both write
// the same records.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/log_options.h"
#include "lib/review/disposition.h"

namespace lynceus::client {

// One thread.
class AlertDesk {
 public:
  virtual ~AlertDesk() = default;
  virtual absl::StatusOr<review::JudgedAlert> Judge(const review::Judgement& judgement) = 0;
  virtual absl::StatusOr<review::JudgedAlert> Second(const review::SecondWord& word) = 0;
  // Every alert in one of `states`, by record.
  virtual absl::StatusOr<std::vector<review::Alert>> List(
      const std::vector<review::AlertState>& states) = 0;
};

struct AlertDeskOptions : LogHolder {
  std::string rules;  // whose policy says when a second person is needed; with a directory
};

// Errors: usage errors where neither or both of directory and server are given; those of
// connecting. A log is opened when it is first needed.
absl::StatusOr<std::unique_ptr<AlertDesk>> OpenAlertDesk(const AlertDeskOptions& options);

}  // namespace lynceus::client
