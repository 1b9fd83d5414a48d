#pragma once
// The lists that `lynceus lists fetch` keeps, as files for `lynceus index build`.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/sources/loader.h"

namespace lynceus::client {

// Appends the files in use of a lists directory (none where `directory` is empty), each checked
// against its digest, and names on standard error the lists of which no version is in use: they are
// not in the snapshot. Errors: those of fetch::FindCurrentFiles; wrong usage where nothing is left
// to build from.
absl::Status AppendListsFiles(const std::string& directory, std::vector<sources::InputFile>& files);

}  // namespace lynceus::client
