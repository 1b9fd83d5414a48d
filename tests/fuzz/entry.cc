// The function that libFuzzer (or driver.cc) calls, over the target's Check.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lynceus::fuzz::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
