#pragma once
// The match log of the configuration, for commands that were given neither --log nor --no-log.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"

namespace lynceus::client {

// Opens the log `option` where given; else that of the configuration file `config`, with its
// copies, saying so on standard error. Errors: FailedPrecondition where there is no configuration
// or it names no log; those of opening.
absl::StatusOr<std::unique_ptr<audit::MatchLog>> OpenDefaultLog(const std::string& option,
                                                                const std::string& config);

}  // namespace lynceus::client
