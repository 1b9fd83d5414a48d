#pragma once
// The witness over HTTP (C2SP tlog-witness): POST /add-checkpoint; GET /healthz says "ok". One
// request a connection; kConnectionsMax at once, the others wait to be accepted.

#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"
#include "lib/audit/witness.h"
#include "server/witness/config.h"

namespace lynceus::witness {

inline constexpr std::size_t kConnectionsMax = 64;

// Serves on threads of its own until it is destroyed, which cuts off what is in work.
class HttpService {
 public:
  virtual ~HttpService() = default;
  virtual int port() const = 0;

  // `witness` must outlive it. Errors: InvalidArgument (address, TLS files); Unavailable where the
  // address cannot be listened on.
  static absl::StatusOr<std::unique_ptr<HttpService>> Start(const Config& config,
                                                            audit::Witness& witness);
};

}  // namespace lynceus::witness
