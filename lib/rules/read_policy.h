#pragma once
// The files of policy/: a way of matching, and what findings do. What is wrong is reported at its
// place; what only the whole set can show is check_policy.h's.

#include <string>
#include <vector>

#include "lib/model/policy.h"
#include "lib/rules/problems.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

// One policy file, with the scopes laid over it.
struct PolicyItem {
  Policy policy;
  PolicyScopes scopes;
  Place place;
  std::vector<Place> scope_places;  // one a scope
};

Preset ReadPreset(YamlMap& map);
PolicyItem ReadPolicy(YamlMap& map);

// What Flag::detail may say of the flags affiliate and pep.
const std::vector<std::string>& AffiliateKinds();
const std::vector<std::string>& PepKinds();

}  // namespace lynceus::rules
