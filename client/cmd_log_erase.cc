// `lynceus log erase` and `end-bucket`: what ends a body before or with its retention.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "client/command.h"
#include "client/log_options.h"
#include "client/retention_desk.h"
#include "lib/base/status.h"

namespace lynceus::client {
namespace {

struct Options {
  LogHolder holder;
  std::vector<std::string> words;  // DIR and what is erased, or with --server the latter alone
  review::ErasureReason reason;
};

absl::Status RunErase(Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto words, TakeDirectory(options.words, options.holder));
  std::vector<std::uint64_t> indexes;
  for (const std::string& word : words) {
    if (!absl::SimpleAtoi(word, &indexes.emplace_back())) {
      return UsageError("INDEX", "it is not the index of a record", "give DIR INDEX ...");
    }
  }
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenRetentionDesk(options.holder));
  LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t erased, desk->Erase(indexes, options.reason));
  std::printf("%llu bodies erased, on record; %llu were erased already\n",
              static_cast<unsigned long long>(erased),
              static_cast<unsigned long long>(indexes.size() - erased));
  return absl::OkStatus();
}

absl::Status RunEndBucket(Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto words, TakeDirectory(options.words, options.holder));
  if (words.size() != 1) return UsageError("BUCKET", "one is needed", "give DIR BUCKET");
  const std::string& bucket = words.front();
  LYNCEUS_ASSIGN_OR_RETURN(const auto desk, OpenRetentionDesk(options.holder));
  LYNCEUS_RETURN_IF_ERROR(desk->EndBucket(bucket, options.reason));
  std::printf("bucket %s ended: its keys are destroyed, on record\n", bucket.c_str());
  return absl::OkStatus();
}

using Run = absl::Status (*)(Options&);

CLI::App* AddCommand(CLI::App& log, const std::string& name, const std::string& help,
                     const std::shared_ptr<Options>& options, Body& body, Run run) {
  CLI::App* command = log.add_subcommand(name, help);
  AddLogHolderOptions(*command, options->holder);
  command->add_option("--reason", options->reason.code, "code of [a-z0-9_-]")->required();
  command->add_option("--basis", options->reason.basis, "legal basis, a sentence")->required();
  command->add_option("--by", options->reason.by, "who orders it")->required();
  command->callback([&body, options, run] { body = [options, run] { return run(*options); }; });
  return command;
}

}  // namespace

void AddLogErasureCommands(CLI::App& log, Body& body) {
  auto options = std::make_shared<Options>();
  AddCommand(log, "erase", "destroy the keys of records' bodies; proofs stay", options, body,
             RunErase)
      ->add_option("PLACE", options->words, "DIR and INDEX ...; with --server INDEX ... alone")
      ->required();
  AddCommand(log, "end-bucket", "destroy the keys of all bodies of a year and legal entity",
             options, body, RunEndBucket)
      ->add_option("PLACE", options->words,
                   "DIR and BUCKET, for example 2016-default; with --server BUCKET alone")
      ->required()
      ->expected(1, 2);
}

}  // namespace lynceus::client
