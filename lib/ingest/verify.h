#pragma once
// All that can be checked of a snapshot from itself alone.

#include <string>

#include "absl/status/status.h"

namespace lynceus::ingest {

// store::VerifySnapshot, and that the stored risk universe is what a search of the stored owner
// graph gives. Errors: those of store::VerifySnapshot; DataLoss where the universe is another.
// Cost: reads every file, and searches the universe anew.
absl::Status VerifyBuild(const std::string& directory, const std::string& public_key);

}  // namespace lynceus::ingest
