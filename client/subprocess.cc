#include "client/subprocess.h"

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/subprocess.h"

namespace lynceus::client {

absl::StatusOr<std::string> RunFilter(const std::string& program,
                                      const std::vector<std::string>& arguments,
                                      std::string_view input) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto end = RunProgram(std::move(words), input);
  if (absl::IsNotFound(end.status())) {
    return NotFoundError({.subject = program,
                          .cause = "it cannot be started",
                          .remedy = "install Debian's package graphviz, or use --format dot"});
  }
  LYNCEUS_RETURN_IF_ERROR(end.status());
  if (end->exit_code != 0) {
    return InternalError({.subject = program,
                          .cause = "it failed",
                          .remedy = absl::StrCat("try ", program, " by hand")});
  }
  return std::move(end->output);
}

}  // namespace lynceus::client
