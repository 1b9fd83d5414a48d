#pragma once
// Who transmits what a person says or orders.

#include <string>

namespace lynceus::review {

// The service or program that is authenticated, and its correlation word. For whom it speaks is
// said with what is said: `by`.
struct Transmitter {
  std::string name;
  std::string request_id;
};

}  // namespace lynceus::review
