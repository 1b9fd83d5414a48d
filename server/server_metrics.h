#pragma once
// Metrics as Prometheus serves them. Names and labels are fixed words, never data of a request.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "lib/base/metrics.h"

namespace lynceus::server {

// Listens on `address` for scrapes; an empty address gives a sink nobody reads.
// Errors: Unavailable where the address cannot be listened on.
absl::StatusOr<std::unique_ptr<Metrics>> MakeMetrics(const std::string& address);

}  // namespace lynceus::server
