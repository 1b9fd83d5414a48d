#pragma once
// Configurations in YAML whose every key must be known: a key that is spelt wrong is an error and
// never a default.

#include <yaml-cpp/yaml.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace lynceus::server {

// Takes a value; false where it is of the wrong kind or range.
using Setter = std::function<bool(const YAML::Node&)>;
using Setters = std::map<std::string, Setter>;

// What is set must outlive the setter.
Setter Text(std::string& to);
Setter Texts(std::vector<std::string>& to);
Setter Number(int& to, int value_max);  // 0..value_max
Setter Flag(bool& to);

// Reads a map whose keys must all be in `setters`, each at most once. `prefix` names the map in
// errors. May throw what yaml-cpp throws: for setters of nested maps, below ReadYaml. Errors:
// InvalidArgument naming file, line and key.
absl::Status ReadMap(const std::string& path, const YAML::Node& node, const std::string& prefix,
                     const Setters& setters);

// Reads the one document of a file. Errors: as ReadMap; also where the text is no YAML.
absl::Status ReadYaml(const std::string& path, const std::string& text, const Setters& setters);

}  // namespace lynceus::server
