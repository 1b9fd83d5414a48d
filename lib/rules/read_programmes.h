#pragma once
// The pack programmes/: the catalogue of what parties are listed under.

#include <string>
#include <vector>

#include "lib/model/rules.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {

// Its key goes to `unverified` where the file says so.
Programme ReadProgramme(YamlMap& map, std::vector<std::string>& unverified);

bool IsMagnitskyClass(std::string_view word);

// An authority's jurisdiction: ISO 3166-1 alpha-2 in upper case, EU, UN or INT.
std::string ReadJurisdictionWord(YamlMap& map);

// "unverified" puts `key` there; any other word is a problem.
void ReadStatus(YamlMap& map, const std::string& key, std::vector<std::string>& unverified);

}  // namespace lynceus::rules
