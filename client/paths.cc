// The installed layout first, the source tree second.
#include "client/paths.h"

#include <filesystem>
#include <system_error>

#include "lib/base/file.h"
#include "lib/base/status.h"

namespace lynceus::client {

absl::StatusOr<std::string> RulesDirectory(const std::string& option) {
  if (!option.empty()) {
    if (IsDirectory(option)) return option;
    return NotFoundError({.subject = option,
                          .cause = "there is no such directory",
                          .remedy = "give the directory that holds regimes/, programmes/, names/"});
  }
  const std::string installed = "/usr/share/lynceus/rules";
  if (IsDirectory(installed)) return installed;
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  // build/<preset>/bin/lynceus -> the checkout's rules/.
  const std::filesystem::path checkout =
      program.parent_path().parent_path().parent_path().parent_path() / "rules";
  if (!error && IsDirectory(checkout.string())) return checkout.string();
  return NotFoundError({.subject = "--rules",
                        .cause = "no rule packs in " + installed + " or " + checkout.string(),
                        .remedy = "name the directory with --rules DIR"});
}

}  // namespace lynceus::client
