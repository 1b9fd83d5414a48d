#pragma once
// What `lynceus log` says and asks of the witnesses of a log.

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "absl/status/statusor.h"

namespace lynceus::client {

// --witness VKEY, once for each.
void AddWitnessOption(CLI::App& command, std::vector<std::string>& witnesses);

// Verifies the cosignatures that are kept beside the log (audit::VerifyWitnessed) and says a line
// of each. Errors: those of audit::VerifyWitnessed.
absl::StatusOr<std::string> WitnessedText(const std::string& directory, const std::string& keys,
                                          const std::vector<std::string>& witnesses);

}  // namespace lynceus::client
