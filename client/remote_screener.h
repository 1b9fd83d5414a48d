#pragma once
// A running lynceusd, through the client library, and screening there.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "client/lynceus_client.h"
#include "client/screener.h"

namespace lynceus::client {

// Plaintext where `ca_file` is empty, and then only to loopback addresses.
// Errors: InvalidArgument for plaintext elsewhere; NotFound for the file.
absl::StatusOr<std::unique_ptr<Client>> ConnectTo(const std::string& target,
                                                  const std::string& ca_file);

// `preset` and `asking` go into every request; empty: the server's policy chooses. Errors: as
// ConnectTo.
absl::StatusOr<std::unique_ptr<Screener>> OpenRemoteScreener(const std::string& target,
                                                             const std::string& ca_file,
                                                             const std::string& preset,
                                                             const AskingFor& asking);

}  // namespace lynceus::client
