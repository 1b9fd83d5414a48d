#pragma once
// The program that the archive keeps to answer for this build when its decisions are asked again.

#include <string>

#include "absl/status/statusor.h"
#include "server/config.h"

namespace lynceus::server {

// log.engine of the configuration, or the `lynceus` beside this program; "" where no archive is
// configured. Errors: FailedPrecondition where there is none, or its --version is not this build's
// word: then later nobody could ask this build again.
absl::StatusOr<std::string> FindEngineProgram(const Config& config);

}  // namespace lynceus::server
