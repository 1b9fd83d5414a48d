#include "server/engine_program.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/strip.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/subprocess.h"
#include "lib/screening/engine.h"

namespace lynceus::server {

absl::StatusOr<std::string> FindEngineProgram(const Config& config) {
  if (config.log_archive.empty()) return std::string();
  std::string program = config.log_engine;
  if (program.empty()) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    program = (self.parent_path() / "lynceus").string();
  }
  const auto unfit = [&program](std::string cause) {
    return PreconditionError({.subject = program,
                              .cause = std::move(cause),
                              .remedy = "install the lynceus of this build beside lynceusd, or "
                                        "name it (log.engine)"});
  };
  if (!PathExists(program)) {
    return unfit("the archive is to keep this program for this build, and there is no such file");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const ProgramEnd end, RunProgram({program, "--version"}, ""));
  const std::string said(absl::StripSuffix(end.output, "\n"));
  if (end.exit_code == 0 && said == screening::EngineBuild()) return program;
  return unfit("it is not of this build, " + screening::EngineBuild() +
               "; asked for --version it says " + (said.empty() ? "nothing" : said.substr(0, 80)));
}

}  // namespace lynceus::server
