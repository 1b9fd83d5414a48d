#pragma once
// Whether what came is the list it should be: told from its content, whole, before it is kept.

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace lynceus::fetch {

struct ContentCheck {
  // What was not looked at, or could not be; one sentence each.
  std::vector<std::string> warnings;
};

// Reads the file to its end, unpacked. `kind` is a kind word of lib/sources; one that no loader
// knows has its form checked only (by its ending: -xml, -json, -csv, -xlsx), and that is a warning.
// Errors: InvalidArgument where the file is an HTML page, of another form or kind, a damaged
// archive, or ends before its end (XML without the closing tag of its root, JSON without its
// bracket); those of reading. Their subject is `path`.
absl::StatusOr<ContentCheck> CheckContent(const std::string& path, const std::string& kind);

}  // namespace lynceus::fetch
