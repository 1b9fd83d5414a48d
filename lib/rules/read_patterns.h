#pragma once
// The pack patterns/: what is looked for in free text, and its golden cases.

#include "lib/rules/group_case.h"
#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

// A regex that RE2 does not read is a problem with its line.
TextPattern ReadTextPattern(YamlMap& map);
TextCase ReadTextCase(YamlMap& map);

// What only all patterns together show: cases that name a pattern that is not there.
void CheckTextCases(const PackItems& items, Problems& problems);

}  // namespace lynceus::rules
