// `lynceus log prove` and `lynceus log check`: a receipt for one record, and its check anywhere.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/command.h"
#include "client/log_witness.h"
#include "client/output_file.h"
#include "lib/audit/receipt.h"
#include "lib/audit/witnessed.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/review/leaf.h"
#include "lib/review/rotation.h"

namespace lynceus::client {
namespace {

struct ProveOptions {
  std::string directory;
  std::uint64_t index = 0;
  std::vector<std::string> witnesses;
  std::string out;
};

struct CheckOptions {
  std::string receipt;
  std::vector<std::string> keys;
  std::vector<std::string> witnesses;
  std::string leaf;
};

absl::Status RunProve(const ProveOptions& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto witnesses, audit::ParseWitnessKeys(options.witnesses));
  LYNCEUS_ASSIGN_OR_RETURN(
      const audit::Receipt receipt,
      witnesses.empty() ? audit::MakeReceipt(options.directory, options.index)
                        : audit::MakeWitnessedReceipt(options.directory, options.index, witnesses));
  const std::string text = audit::FormatReceipt(receipt);
  if (!options.out.empty()) {
    LYNCEUS_RETURN_IF_ERROR(CheckOutsideLogs(options.out));
    return WriteFileDurably(options.out, text);
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  return absl::OkStatus();
}

// What a key rotation hands over to is the reason why somebody checks its receipt.
absl::Status PrintKeyChange(const audit::ProvenLeaf& proven, std::uint64_t index) {
  const auto leaf = review::DecodeLeaf(proven.leaf);
  if (!leaf.ok()) return absl::OkStatus();
  LYNCEUS_ASSIGN_OR_RETURN(const auto change,
                           review::KeyChangeOf(index, *leaf, proven.checkpoint.origin));
  if (!change) return absl::OkStatus();
  std::printf("%s %s\n", change->ends_older ? "from here on signs alone:" : "the log's next key:",
              FormatVerifierKey(change->key).c_str());
  return absl::OkStatus();
}

void PrintLeaf(const std::string& leaf) {
  std::printf("leaf: %zu bytes, SHA-256 %s\n", leaf.size(), ToHex(Sha256Of(leaf)).c_str());
  const auto decoded = review::DecodeLeaf(leaf);
  if (!decoded.ok()) {
    std::puts("the leaf is in a form that this build does not know");
    return;
  }
  std::string says(review::RecordKindName(decoded->kind));
  says += " of " + Date::FromUnixMicros(decoded->unix_micros).ToString();
  if (decoded->kind == review::RecordKind::kScreen) {
    says.append(", decision ").append(DecisionName(decoded->decision));
  }
  std::printf("it says: %s\n", says.c_str());
}

absl::Status RunCheck(const CheckOptions& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto keys, audit::ParseVerifierKeys(Join(options.keys, "\n")));
  LYNCEUS_ASSIGN_OR_RETURN(const std::string text, ReadFile(options.receipt));
  LYNCEUS_ASSIGN_OR_RETURN(const audit::Receipt receipt, audit::ParseReceipt(text));
  std::optional<std::string> leaf;
  if (!options.leaf.empty()) {
    LYNCEUS_ASSIGN_OR_RETURN(leaf, ReadFile(options.leaf));
  }
  LYNCEUS_ASSIGN_OR_RETURN(const audit::ProvenLeaf proven,
                           audit::CheckReceipt(receipt, keys, leaf));
  LYNCEUS_ASSIGN_OR_RETURN(const auto witnesses, audit::ParseWitnessKeys(options.witnesses));
  LYNCEUS_RETURN_IF_ERROR(audit::CheckCosigned(receipt.checkpoint, witnesses));
  std::printf("record %llu stands in log %s of %llu records, root %s\n",
              static_cast<unsigned long long>(receipt.index), proven.checkpoint.origin.c_str(),
              static_cast<unsigned long long>(proven.checkpoint.size),
              ToHex(proven.checkpoint.root).c_str());
  for (const audit::VerifierKey& witness : witnesses) {
    std::printf("the witness %s cosigned that log\n", witness.name.c_str());
  }
  PrintLeaf(proven.leaf);
  return PrintKeyChange(proven, receipt.index);
}

}  // namespace

void AddLogReceiptCommands(CLI::App& log, Body& body) {
  auto prove_options = std::make_shared<ProveOptions>();
  CLI::App* prove = log.add_subcommand("prove", "a receipt for one record (.tlog-proof)");
  prove->add_option("DIR", prove_options->directory, "directory of the log")->required();
  prove->add_option("INDEX", prove_options->index, "index of the record")->required();
  AddWitnessOption(*prove, prove_options->witnesses);
  prove->add_option("-o,--out", prove_options->out, "file to write; else the standard output");
  prove->callback(
      [&body, prove_options] { body = [prove_options] { return RunProve(*prove_options); }; });

  auto check_options = std::make_shared<CheckOptions>();
  CLI::App* check = log.add_subcommand("check", "a receipt, with no log at hand");
  check->add_option("RECEIPT", check_options->receipt, "file of the receipt")->required();
  check->add_option("--key", check_options->keys, "verifier key you hold; more than one: any")
      ->required();
  AddWitnessOption(*check, check_options->witnesses);
  check->add_option("--leaf", check_options->leaf, "file of the leaf that it must prove");
  check->callback(
      [&body, check_options] { body = [check_options] { return RunCheck(*check_options); }; });
}

}  // namespace lynceus::client
