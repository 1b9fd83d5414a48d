#pragma once
// The pack flags/: one file a rule, and its golden cases.

#include "lib/rules/flag_case.h"
#include "lib/rules/read_packs.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

// Reads one rule into `items`, by its key.
void ReadFlagRule(YamlMap& map, PackItems& items);

void ReadFlagCase(YamlMap& map, PackItems& items);
// A fact of a golden case: owner, subject, kind, share, days.
Interest ReadFact(YamlMap& map);

}  // namespace lynceus::rules
