// The configuration is the service's own file, read by the service's own parser.
#include "client/default_log.h"

#include <cstdio>
#include <utility>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "server/config.h"

namespace lynceus::client {

absl::StatusOr<review::LogPlace> FindLog(review::LogPlace given, const std::string& config) {
  if (!given.directory.empty()) return given;
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
  given.directory = configuration.log_directory;
  if (given.master_key.empty()) given.master_key = configuration.log_master_key;
  if (given.archive.empty()) given.archive = configuration.log_archive;
  LYNCEUS_ASSIGN_OR_RETURN(given.options, server::LogOptionsOf(configuration));
  given.mode = configuration.log_mode;
  return given;
}

}  // namespace lynceus::client
