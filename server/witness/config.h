#pragma once
// The configuration of lynceus-witness: YAML with strict keys.
//
//   directory: DIR                  what `lynceus-witness init` made: key.pem, key.vkey, logs, and
//                                   state/, which remembers what was cosigned
//   key: F                          the private key; default: key.pem in the directory
//   logs: F                         the verifier keys of the logs that are witnessed, a line each;
//                                   default: logs in the directory
//   listen: 127.0.0.1:8444          address of the HTTP service; this is the default
//   plaintext: false                true: no TLS; allowed on loopback addresses only
//   tls: {certificate: F, key: F, client_ca: F}
//                                   client_ca: callers must show a certificate by it

#include <chrono>
#include <string>

#include "absl/status/statusor.h"

namespace lynceus::witness {

struct Config {
  std::string directory;
  std::string key;
  std::string logs;
  std::string listen = "127.0.0.1:8444";
  bool plaintext = false;
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_client_ca;
  // No keys of the file. From accepting a connection to its end: a proof over a slow line takes a
  // second, and a log waits for 10 (audit::kCopySecondsMax).
  std::chrono::milliseconds connection_time{6'000};
  // From accepting it to its first bytes of a request, behind the TLS handshake: who opens
  // connections and says nothing holds none of the few for long.
  std::chrono::milliseconds silent_time{2'000};
};

// Reads and checks; the defaults are filled in. Errors: NotFound; InvalidArgument naming file, line
// and key for anything that is not in the table above; also where neither TLS is complete nor
// plaintext is asked for on a loopback address.
absl::StatusOr<Config> LoadConfig(const std::string& path);

}  // namespace lynceus::witness
