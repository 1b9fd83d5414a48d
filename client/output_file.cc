// std::filesystem tells two names of one file apart from two files.
#include "client/output_file.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "lib/base/status.h"

namespace lynceus::client {

absl::StatusOr<std::ofstream> OpenOutput(const std::string& path, const std::string& input) {
  std::error_code error;
  if (std::filesystem::equivalent(path, input, error)) {
    return InvalidError({.subject = path,
                         .cause = "the output is the input itself",
                         .remedy = "give --out another path"});
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) {
    return InvalidError({.subject = path,
                         .cause = "the output cannot be opened",
                         .remedy = "give a path in a directory you may write"});
  }
  return out;
}

}  // namespace lynceus::client
