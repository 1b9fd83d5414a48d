#pragma once
// What a fuzz target gives: well-formed inputs to start from, and the function that must hold its
// property for any bytes. A property that does not hold ends the process (LYNCEUS_CHECK).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lynceus::fuzz {

std::vector<std::string> Seeds();

inline std::string_view View(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace lynceus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
