// `lynceus log fsck`: what is wrong with a log that has no writer, and its repair.
#include <cstdio>
#include <memory>
#include <string>

#include "client/command.h"
#include "lib/audit/fsck.h"

namespace lynceus::client {
namespace {

struct Options {
  std::string directory;
  std::string key;
  bool repair = false;
};

const char* Word(const audit::Fault& fault) {
  if (fault.repaired) return "mended";
  switch (fault.kind) {
    case audit::FaultKind::kLeftOver:
      return "left over";
    case audit::FaultKind::kRemakeable:
      return "can be made again";
    case audit::FaultKind::kDamage:
      break;
  }
  return "DAMAGE";
}

void Print(const audit::Fault& fault) {
  const ErrorDetail& detail = fault.detail;
  std::printf("%s: %s%s%s: %s", Word(fault), detail.subject.c_str(),
              detail.place.empty() ? "" : ", ", detail.place.c_str(), detail.cause.c_str());
  if (!fault.repaired) std::printf(". Do: %s", detail.remedy.c_str());
  std::puts("");
}

absl::Status RunFsck(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const audit::FsckReport report,
                           audit::Fsck(options.directory, options.key, options.repair));
  for (const audit::Fault& fault : report.faults) Print(fault);
  std::printf("%llu records, %llu of them in the newest checkpoint: %s\n",
              static_cast<unsigned long long>(report.records),
              static_cast<unsigned long long>(report.published),
              report.Sound() ? "sound" : "NOT sound");
  if (report.Sound()) return absl::OkStatus();
  return FailedQuietly(report.Gravest() == audit::FaultKind::kDamage ? kExitDamage
                                                                     : kExitRemakeable);
}

}  // namespace

void AddLogFsckCommand(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* fsck = log.add_subcommand(
      "fsck", "check every file of a log that no writer holds; make again what can be");
  fsck->add_option("DIR", options->directory, "directory of the log")->required();
  fsck->add_option("--key", options->key, "verifier key the auditor holds");
  fsck->add_flag("--repair", options->repair,
                 "make tiles, bundles, offsets again where journal and checkpoint prove them");
  fsck->footer("exit: 0 sound or mended, 3 faults that --repair mends, 4 damage that it does not");
  fsck->callback([&body, options] { body = [options] { return RunFsck(*options); }; });
}

}  // namespace lynceus::client
