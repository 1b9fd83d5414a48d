#pragma once
// The match log of the configuration, for commands that were given neither --log nor --no-log.

#include <string>

#include "absl/status/statusor.h"
#include "lib/review/record_log.h"

namespace lynceus::client {

// `given` where it names a directory; else log.directory and log.master_key of the configuration
// file `config`, saying so on standard error. A master key that is given comes before that of the
// configuration. Errors: FailedPrecondition where there is no configuration or it names no log.
absl::StatusOr<review::LogPlace> FindLog(review::LogPlace given, const std::string& config);

}  // namespace lynceus::client
