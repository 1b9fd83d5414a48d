#pragma once
// The match log of the configuration, for commands that were given neither --log nor --no-log.

#include <string>

#include "absl/status/statusor.h"

namespace lynceus::client {

// `option` where given; else log.directory of the configuration file `config`, saying so on
// standard error. Errors: FailedPrecondition where there is no configuration or it names no log.
absl::StatusOr<std::string> LogDirectory(const std::string& option, const std::string& config);

}  // namespace lynceus::client
