#pragma once
// lynceusd without main: the services over one active engine and one match log, on one listener.

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/config.h"

namespace lynceus::server {

// Thread-safe. The destructor refuses new calls, finishes those in flight and closes the log.
class Service {
 public:
  // Opens log, snapshot and rules, verifies everything, and listens. Records the activation.
  // Errors: those of opening; Unavailable where the address cannot be listened on.
  static absl::StatusOr<std::unique_ptr<Service>> Start(const Config& config);
  virtual ~Service() = default;

  // The port that was bound (the configured one, or the system's choice for port 0).
  virtual int port() const = 0;
  // Reads the configured rules again and takes them where they hold; see Activation::ReloadRules.
  virtual absl::Status ReloadRules(const std::string& caller) = 0;
  // Health says NOT_SERVING while the match log takes no records and its mode is required; metrics
  // say how log and copies stand. To be called about once a second.
  virtual void UpdateHealth() = 0;
  // Health turns NOT_SERVING; after `drain_seconds` new calls are refused and running ones get
  // `grace_seconds` to finish. Returns when all is done.
  virtual void Drain(int drain_seconds, int grace_seconds) = 0;
};

}  // namespace lynceus::server
