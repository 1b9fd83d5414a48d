#pragma once
// The pack patterns/: what is looked for in free text, and its golden cases.

#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

// A regex that RE2 does not read is a problem with its line.
void ReadTextPattern(YamlMap& map, PackItems& items);
void ReadTextCase(YamlMap& map, PackItems& items);

// What only all patterns together show: cases that name a pattern that is not there.
void CheckTextCases(const PackItems& items, Problems& problems);

}  // namespace lynceus::rules
