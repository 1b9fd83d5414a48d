#pragma once
// The match log of the configuration, for commands that were given neither --log nor --no-log.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "lib/review/record_log.h"

namespace lynceus::client {

// `given` where it names a directory; else directory, master_key, archive, copies and mode of
// `log` in the configuration file `config`, saying so on standard error. A master key and an
// archive that are given come before those of the configuration. Errors: FailedPrecondition where
// there is no configuration or it names no log.
absl::StatusOr<review::LogPlace> FindLog(review::LogPlace given, const std::string& config);

}  // namespace lynceus::client
