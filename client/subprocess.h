#pragma once
// Runs a program as a filter, for pictures by Graphviz. Only the command line does this.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace lynceus::client {

// Gives `input` to the program's standard input and returns its standard output. No shell is
// involved. Errors: NotFound where the program is not installed; Internal where it fails.
absl::StatusOr<std::string> RunFilter(const std::string& program,
                                      const std::vector<std::string>& arguments,
                                      std::string_view input);

}  // namespace lynceus::client
