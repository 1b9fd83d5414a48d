// `lynceus log rotate-key`: a log's next key, and the end of the older one.
#include <cstdio>
#include <memory>
#include <string>

#include "client/command.h"
#include "lib/base/clock.h"
#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/review/record_log.h"
#include "lib/review/rotation.h"

namespace lynceus::client {
namespace {

struct Options {
  review::LogPlace place;
  review::RotationReason reason;
  bool end_overlap = false;
};

absl::Status RunEndOverlap(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(
      const review::RotatedKey key,
      review::EndOverlap(options.place, options.reason, SystemClock(), SystemRandom()));
  std::printf(
      "the older key ended, record %llu; its private half is destroyed. From here on signs "
      "alone: %s\n",
      static_cast<unsigned long long>(key.record), key.verifier_key.c_str());
  return absl::OkStatus();
}

absl::Status RunRotate(const Options& options) {
  if (options.end_overlap) return RunEndOverlap(options);
  LYNCEUS_ASSIGN_OR_RETURN(
      const review::RotatedKey key,
      review::RotateKey(options.place, options.reason, SystemClock(), SystemRandom()));
  std::printf("rotated, record %llu; both keys sign from here on\n",
              static_cast<unsigned long long>(key.record));
  std::printf(
      "new verifier key (for your auditor and each witness, before the older key ends): %s\n",
      key.verifier_key.c_str());
  std::printf("who holds the older key finds the new one proven in %s\n",
              review::RotationReceiptPath(options.place.directory, key.record).c_str());
  return absl::OkStatus();
}

}  // namespace

void AddLogRotateCommand(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  CLI::App* rotate = log.add_subcommand(
      "rotate-key", "give the log a next key, by a record; both sign until --end-overlap");
  rotate->add_option("DIR", options->place.directory, "directory of the log")->required();
  rotate->add_flag("--end-overlap", options->end_overlap,
                   "instead: destroy the older private key, by a record; the newest signs alone");
  rotate->add_option("--by", options->reason.by, "who orders it")->required();
  rotate->add_option("--reason", options->reason.text, "why, a sentence");
  rotate->add_option("--master-key", options->place.master_key,
                     "file of the master key of bodies; default: master.key in DIR");
  rotate->footer("The log may not be open elsewhere: stop the service, run this, start it again.");
  rotate->callback([&body, options] { body = [options] { return RunRotate(*options); }; });
}

}  // namespace lynceus::client
