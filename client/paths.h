#pragma once
// Where commands look for what was not named: rule packs and the configured match log.

#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace lynceus::client {

// `option` where given; else /usr/share/lynceus/rules; else the `rules` of the source tree this
// binary was built in. Errors: NotFound saying where it looked.
absl::StatusOr<std::string> RulesDirectory(const std::string& option);

}  // namespace lynceus::client
