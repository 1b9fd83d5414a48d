// std::filesystem tells two names of one file apart from two files.
#include "client/output_file.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "lib/audit/log_files.h"
#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::client {

absl::Status CheckOutsideLogs(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path, error), error);
  for (fs::path at = whole; at.has_relative_path(); at = at.parent_path()) {
    if (!PathExists(audit::JournalPath(at.string())) ||
        !PathExists(audit::VerifierKeyPath(at.string()))) {
      continue;
    }
    return InvalidError({.subject = path,
                         .cause = "it stands in the match log " + at.string(),
                         .remedy = "give a path outside the log's directory"});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::ofstream> OpenOutput(const std::string& path, const std::string& input) {
  LYNCEUS_RETURN_IF_ERROR(CheckOutsideLogs(path));
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
