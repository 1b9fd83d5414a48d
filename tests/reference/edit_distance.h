#pragma once
// The edit distance as the textbook states it, slow and obvious: what the fast one must equal.

#include <cstdint>
#include <string_view>

namespace lynceus::reference {

// Insertions, deletions and substitutions, each of cost 1. Cost: exponential in the worst case
// without the table it keeps; meant for short words.
std::int32_t UnitEditDistance(std::string_view a, std::string_view b);

}  // namespace lynceus::reference
