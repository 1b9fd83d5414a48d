#pragma once
// policy/cases.yaml.

#include "lib/rules/policy_case.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

PolicyCase ReadPolicyCase(YamlMap& map);

}  // namespace lynceus::rules
