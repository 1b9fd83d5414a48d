#pragma once
// The pack coverage/: of which jurisdictions an answer says who is designated there.

#include "lib/model/coverage_rules.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

Jurisdiction ReadJurisdiction(YamlMap& map);

}  // namespace lynceus::rules
