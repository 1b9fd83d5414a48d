#pragma once
// The table of publishers, sources.yaml of a rule directory: what `lynceus lists fetch` fetches,
// from where, and what a copy must look like. No answer depends on it, so it stands in no digest;
// it is read with the strictness of every pack.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/published_list.h"
#include "lib/rules/problems.h"
#include "lib/rules/read_packs.h"

namespace lynceus::rules {

// The file's path in a rule directory.
inline constexpr char kPublishersFile[] = "sources.yaml";

// Returns the lists, sorted by key. Errors: NotFound where the file is none; else the first problem
// of ReadPublishers.
absl::StatusOr<std::vector<PublishedList>> LoadPublishers(const std::string& directory);

// One list of the table, as pack_kinds.h names it.
void ReadPublisher(YamlMap& map, PackItems& items);

// Returns what can be read of `content`; every problem (unknown or repeated keys, no address, a
// size range that is none ...) goes to `problems` with file and line.
std::vector<PublishedList> ReadPublishers(const std::string& file, const std::string& content,
                                          Problems& problems);

}  // namespace lynceus::rules
