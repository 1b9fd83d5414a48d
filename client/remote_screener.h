#pragma once
// Screening at a running lynceusd, through the client library.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "client/screener.h"

namespace lynceus::client {

// Plaintext where `ca_file` is empty, and then only to loopback addresses.
// Errors: InvalidArgument for plaintext elsewhere; NotFound for the file.
absl::StatusOr<std::unique_ptr<Screener>> OpenRemoteScreener(const std::string& target,
                                                             const std::string& ca_file);

}  // namespace lynceus::client
