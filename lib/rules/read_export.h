#pragma once
// The pack export/: how the words of export control lists are read, and its golden cases.

#include <string>
#include <vector>

#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

// Numbers of footnotes that the file calls unverified go to `unverified`, as "footnote 4".
ExportRules ReadExportRules(YamlMap& map, std::vector<std::string>& unverified);

ExportCase ReadExportCase(YamlMap& map);

}  // namespace lynceus::rules
