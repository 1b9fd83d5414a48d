#pragma once
// What a fuzz target gives: well-formed inputs to start from, and the function that must hold its
// property for any bytes. A property that does not hold ends the process (LYNCEUS_CHECK).

#include <string>
#include <string_view>
#include <vector>

namespace lynceus::fuzz {

std::vector<std::string> Seeds();

// Holds the target's property over `input`.
void Check(std::string_view input);

}  // namespace lynceus::fuzz
