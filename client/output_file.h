#pragma once
// The file that a command writes its answers to.

#include <fstream>
#include <string>

#include "absl/status/statusor.h"

namespace lynceus::client {

// Errors: InvalidArgument for a path inside a match log's directory: nothing but the log's writer
// may replace a file there.
absl::Status CheckOutsideLogs(const std::string& path);

// Opens `path` for writing, replacing what is there; never a file of a match log, nor the file at
// `input` itself, whatever links lead to it: its rows would be gone before they are read. Errors:
// InvalidArgument where both are one file, or where the path cannot be opened; those of
// CheckOutsideLogs.
absl::StatusOr<std::ofstream> OpenOutput(const std::string& path, const std::string& input);

}  // namespace lynceus::client
