#pragma once
// Runs another program to its end. No shell is involved.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace lynceus {

struct ProgramEnd {
  int exit_code = 0;   // 128 and the signal where one ended it
  std::string output;  // its standard output
};

// Runs words[0], from PATH where it has no slash, with `input` as its standard input and no signal
// blocked. Waits for its end. Thread-safe. Errors: NotFound where it cannot be started; Internal
// where no temporary file can be made.
absl::StatusOr<ProgramEnd> RunProgram(std::vector<std::string> words, std::string_view input);

}  // namespace lynceus
