// Leaves: bytes that decode encode to themselves.
#include "lib/base/status.h"
#include "lib/review/leaf.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  return {review::EncodeLeaf({.request_id = "r", .snapshot = "s", .rules = "r", .engine = "e"})};
}

}  // namespace lynceus

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = lynceus::fuzz::View(data, size);
  const auto leaf = lynceus::review::DecodeLeaf(bytes);
  if (leaf.ok()) LYNCEUS_CHECK(lynceus::review::EncodeLeaf(*leaf) == bytes);
  return 0;
}
