#pragma once
// The file that a command writes its answers to.

#include <fstream>
#include <string>

#include "absl/status/statusor.h"

namespace lynceus::client {

// Opens `path` for writing, replacing what is there; never the file at `input` itself, whatever
// links lead to it: its rows would be gone before they are read.
// Errors: InvalidArgument where both are one file, or where the path cannot be opened.
absl::StatusOr<std::ofstream> OpenOutput(const std::string& path, const std::string& input);

}  // namespace lynceus::client
