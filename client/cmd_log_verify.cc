// `lynceus log verify`: everything that a log claims, made again and compared.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "client/command.h"
#include "client/log_witness.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/review/verify_records.h"

namespace lynceus::client {
namespace {

struct Options {
  review::VerifyRequest request;
  std::string since;
  std::vector<std::string> witnesses;
};

unsigned long long Number(std::uint64_t value) { return value; }

void PrintBodies(const review::VerifyRequest& request, const review::RecordsReport& report) {
  if (request.published_only) {
    std::puts(
        "published files only: leaves, tree and signatures; bodies were NOT checked, for the "
        "journal is not part of this copy");
  } else if (!report.bodies_opened) {
    std::puts("no master key: sealed bodies are held against their digests and not opened");
  } else {
    std::printf("every body opened and agrees with its leaf, but %llu that are erased, on record\n",
                Number(report.erased));
  }
}

void PrintKeys(const review::RecordsReport& report) {
  for (const review::KeyChange& change : report.key_changes) {
    std::printf("record %llu: %s %s\n", Number(change.record),
                change.ends_older ? "from here on signs alone" : "the log's next key is",
                FormatVerifierKey(change.key).c_str());
  }
  for (const review::KeyChange& change : report.key_findings.not_in_force) {
    std::printf(
        "record %llu hands over to a key that is not in force: a rotation was interrupted, "
        "and the next writer finishes it\n",
        Number(change.record));
  }
  for (const std::string& path : report.key_findings.missing) {
    std::printf("%s is missing: who holds the older key cannot follow it by this log\n",
                path.c_str());
  }
  for (const std::string& path : report.key_findings.foreign) {
    std::printf("%s is not part of the log\n", path.c_str());
  }
  if (!report.key_changes.empty() && !report.keys_followed) {
    std::puts("there is no key.vkey to hold these records against");
  }
}

absl::Status RunVerify(const Options& options) {
  review::VerifyRequest request = options.request;
  if (request.published_only && request.keys.empty()) {
    return UsageError("--published", "whoever has the published files alone brings the key",
                      "give --key VKEY");
  }
  if (!options.since.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(request.held, ReadFile(options.since));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const review::RecordsReport report, review::VerifyRecords(request));
  LYNCEUS_ASSIGN_OR_RETURN(
      const std::string witnessed,
      WitnessedText(request.place.directory, Join(request.keys, "\n"), options.witnesses));
  const audit::VerifyReport& log = report.log;
  PrintBodies(request, report);
  std::printf("log %s: %llu records, root %s\n", log.origin.c_str(), Number(log.size),
              log.root_hex.c_str());
  if (log.pending > 0) {
    std::printf("%llu further records are durable and not yet in a checkpoint\n",
                Number(log.pending));
  }
  if (log.unknown_signatures > 0) {
    std::printf("%llu signatures on the checkpoint are by keys that were not given\n",
                Number(log.unknown_signatures));
  }
  for (const std::string& name : log.foreign) {
    std::printf("%s is not part of the log\n", name.c_str());
  }
  PrintKeys(report);
  if (!options.since.empty()) {
    std::printf("it continues the checkpoint in %s\n", options.since.c_str());
  }
  std::fputs(witnessed.c_str(), stdout);
  std::puts(request.keys.empty()
                ? "verified with the log's own public key; give --key VKEY to check with yours"
                : "verified with the key given");
  return absl::OkStatus();
}

}  // namespace

void AddLogVerifyCommand(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  review::VerifyRequest& request = options->request;
  CLI::App* verify = log.add_subcommand("verify", "recompute everything a log claims");
  verify->add_option("DIR", request.place.directory, "directory of the log")->required();
  verify->add_option("--key", request.keys, "verifier key the auditor holds; more than one: any");
  verify->add_option("--since", options->since, "file of a checkpoint that the log must continue");
  AddWitnessOption(*verify, options->witnesses);
  verify->add_flag("--published", request.published_only,
                   "DIR is a copy of the published files alone (checkpoint, tile/): bodies are not "
                   "checked");
  verify->add_option("--master-key", request.place.master_key,
                     "file of the master key of bodies; default: master.key in DIR");
  verify->callback([&body, options] { body = [options] { return RunVerify(*options); }; });
}

}  // namespace lynceus::client
