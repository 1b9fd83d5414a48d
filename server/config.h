#pragma once
// The configuration of lynceusd (and, for its match log, of the command line): YAML with strict
// keys.
//
//   listen: 127.0.0.1:8443          address of the gRPC service
//   plaintext: false                true: no TLS; allowed on loopback addresses only
//   tls: {certificate: F, key: F, client_ca: F, officers: [NAME...]}
//                                   officers: common names of the client certificates that may give
//                                   orders (erase, hold, end, judge, export, activate, reload);
//                                   default: none may
//   snapshot: DIR                   activated at start
//   snapshot_root: DIR              ActivateSnapshot takes directories below it only
//   rules: DIR                      default: the snapshot's own copy
//   snapshot_key: F                 PEM; where given, snapshots must be signed by it
//   log:
//     directory: DIR                the match log; the service always records
//     master_key: F                 of its bodies; default: master.key in the directory
//     archive: DIR                  where what records name is kept; default: nowhere
//     copies: [PLACE, ...]          further places of its newest checkpoint, against which the log
//                                   is held when it is opened (lib/audit/checkpoint_copy.h has
//                                   their forms); default: none
//     copies_required: false        true: no answer while a copy fails
//     mode: required                best_effort: where the log cannot write, answers leave without
//                                   a record and say so
//     engine: F                     with archive: the program kept to answer for this build later;
//                                   default: the `lynceus` beside lynceusd
//   metrics: {listen: ADDRESS}      Prometheus; default: none
//   jobs: N                         threads that screen; default: one a core
//   drain_seconds: N                health says NOT_SERVING this long before calls are refused

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/audit/match_log.h"
#include "lib/review/recorder.h"

namespace lynceus::server {

struct Config {
  std::string listen;
  bool plaintext = false;
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_client_ca;
  std::vector<std::string> tls_officers;
  std::string snapshot;
  std::string snapshot_root;
  std::string rules;
  std::string snapshot_key;
  std::string log_directory;
  std::string log_master_key;
  std::string log_archive;
  std::vector<std::string> log_copies;
  bool log_copies_required = false;
  review::RecordMode log_mode = review::RecordMode::kRequired;
  std::string log_engine;
  std::string metrics_listen;
  int jobs = 0;
  int drain_seconds = 5;
};

// Errors: NotFound; InvalidArgument naming file, line and key for anything that is not in the table
// above, is given twice, or is of the wrong kind. What a service needs is checked by
// CheckForService.
absl::StatusOr<Config> LoadConfig(const std::string& path);

// Errors: InvalidArgument where listen, snapshot or log is missing, or where neither TLS is
// complete nor plaintext is asked for on a loopback address.
absl::Status CheckForService(const Config& config, const std::string& path);

// What the service runs by, as its record says it: canonical JSON of every key above.
std::string ConfigJson(const Config& config);

// How the configured log is opened. Errors: InvalidArgument naming log.copies.
absl::StatusOr<audit::LogOptions> LogOptionsOf(const Config& config);

// True for 127.0.0.0/8, [::1] and localhost with a port; also for unix: paths.
bool IsLoopback(const std::string& address);

}  // namespace lynceus::server
