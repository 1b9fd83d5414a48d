// Leaves: bytes that decode encode to themselves.
#include "lib/base/status.h"
#include "lib/review/leaf.h"
#include "tests/fuzz/target.h"

namespace lynceus {

std::vector<std::string> fuzz::Seeds() {
  return {review::EncodeLeaf({.request_id = "r", .snapshot = "s", .rules = "r", .engine = "e"})};
}

void fuzz::Check(std::string_view bytes) {
  const auto leaf = review::DecodeLeaf(bytes);
  if (leaf.ok()) LYNCEUS_CHECK(review::EncodeLeaf(*leaf) == bytes);
}

}  // namespace lynceus
