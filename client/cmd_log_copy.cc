// `lynceus log copy`: the newest checkpoint into a further place.
#include <cstdio>
#include <memory>
#include <string>

#include "client/command.h"
#include "lib/audit/copy_keeper.h"
#include "lib/base/status.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::string place;
};

absl::Status RunCopy(const Options& options) {
  const auto place = audit::ParseCopyPlace(options.place);
  if (!place.ok()) {
    const ErrorDetail detail = DetailOf(place.status());
    return UsageError("PLACE", detail.cause, detail.remedy);
  }
  LYNCEUS_RETURN_IF_ERROR(audit::CopyCheckpoint(options.directory, *place));
  std::puts("copied");
  return absl::OkStatus();
}

}  // namespace

void AddLogCopyCommand(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* copy = log.add_subcommand(
      "copy", "put the newest checkpoint into a new place, before it is named in log.copies");
  copy->add_option("DIR", options->directory, "directory of the log")->required();
  copy->add_option("PLACE", options->place,
                   "file:/PATH, command:PROGRAM, https://HOST/PATH, or \"witness:URL VKEY\"")
      ->required();
  copy->callback([&body, options] { body = [options] { return RunCopy(*options); }; });
}

}  // namespace lynceus::client
