// The source tree of the binary, handed to lib/rules' own order of places.
#include "client/paths.h"

#include <filesystem>
#include <system_error>

#include "lib/rules/load.h"

namespace lynceus::client {

absl::StatusOr<std::string> RulesDirectory(const std::string& option) {
  rules::RulePlaces places{.option = option};
  // build/<preset>/bin/lynceus -> the checkout's rules/.
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path tree =
      program.parent_path().parent_path().parent_path().parent_path();
  if (!error && std::filesystem::exists(tree / "CMakePresets.json", error)) {
    places.source_tree = (tree / "rules").string();
  }
  return rules::FindRulesDirectory(places);
}

}  // namespace lynceus::client
