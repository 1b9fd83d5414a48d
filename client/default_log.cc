// The configuration is the service's own file, read by the service's own parser.
#include "client/default_log.h"

#include <cstdio>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "server/config.h"

namespace lynceus::client {

absl::StatusOr<std::unique_ptr<audit::MatchLog>> OpenDefaultLog(const std::string& option,
                                                                const std::string& config) {
  if (!option.empty()) return audit::MatchLog::Open(option);
  if (!PathExists(config)) {
    return PreconditionError({.subject = config,
                              .cause = "no match log is configured: there is no such file",
                              .remedy = "give --log DIR to record, or --no-log to record nothing"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const server::Config configuration, server::LoadConfig(config));
  if (configuration.log_directory.empty()) {
    return PreconditionError({.subject = config,
                              .cause = "it names no match log (log.directory)",
                              .remedy = "give --log DIR to record, or --no-log to record nothing"});
  }
  std::fprintf(stderr, "lynceus: recording in %s, from %s\n", configuration.log_directory.c_str(),
               config.c_str());
  LYNCEUS_ASSIGN_OR_RETURN(const audit::LogOptions options, server::LogOptionsOf(configuration));
  return audit::MatchLog::Open(configuration.log_directory, options);
}

}  // namespace lynceus::client
