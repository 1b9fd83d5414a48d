#pragma once
// What a bank has decided about single parties: policy/good_guys.yaml and
// policy/block_entries.yaml.

#include "lib/model/bank_entries.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

GoodGuy ReadGoodGuy(YamlMap& map);
BlockEntry ReadBlockEntry(YamlMap& map);

}  // namespace lynceus::rules
