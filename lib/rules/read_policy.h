#pragma once
// The files of policy/: a way of matching, and what findings do. What is wrong is reported at its
// place; what only the whole set can show is check_set.h's.

#include "lib/model/policy.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

Preset ReadPreset(YamlMap& map);
Policy ReadPolicy(YamlMap& map);

}  // namespace lynceus::rules
