#pragma once
// The pack groups/: named groups of companies, and its golden cases.

#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

void ReadGroup(YamlMap& map, PackItems& items);
void ReadGroupCase(YamlMap& map, PackItems& items);

// What only all groups together show: groups that are related to one that is not there.
void CheckGroups(const PackItems& items, Problems& problems);

}  // namespace lynceus::rules
