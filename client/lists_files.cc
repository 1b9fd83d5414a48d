#include "client/lists_files.h"

#include <cstdio>

#include "client/command.h"
#include "lib/base/status.h"
#include "lib/fetch/kept_list.h"

namespace lynceus::client {

absl::Status AppendListsFiles(const std::string& directory,
                              std::vector<sources::InputFile>& files) {
  if (!directory.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(const fetch::CurrentFiles found, fetch::FindCurrentFiles(directory));
    for (const std::string& path : found.files) files.push_back({.path = path});
    for (const std::string& name : found.without) {
      std::fprintf(stderr,
                   "lynceus: warning: %s/%s holds no list in use: it is NOT in this snapshot\n",
                   directory.c_str(), name.c_str());
    }
  }
  if (!files.empty()) return absl::OkStatus();
  return UsageError("FILE", "there is no file to build from", "name files, or --lists DIR");
}

}  // namespace lynceus::client
