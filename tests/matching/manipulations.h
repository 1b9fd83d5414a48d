#pragma once
// Changes a listed name as people, systems and evaders change it. Deterministic: the same name,
// kind and seed give the same text. For tests and measurements.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lynceus::matching {

struct Manipulation {
  std::string_view name;
  bool persons = true;
  bool companies = true;
  // Returns the changed name, or nothing where the kind does not apply to it.
  std::optional<std::string> (*apply)(const std::string& name, std::uint64_t seed);
};

const std::vector<Manipulation>& Manipulations();

}  // namespace lynceus::matching
