// `lynceus`: the command line. Options here, work in lib/.
#include <cstdint>
#include <cstdio>
#include <string>

#include "absl/strings/numbers.h"
#include "client/command.h"
#include "lib/base/status.h"
#include "lib/screening/engine.h"

namespace lynceus::client {
namespace {

bool WantsJson(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string(argv[i]) == "--format" && std::string(argv[i + 1]) == "json") return true;
  }
  return false;
}

// CLI11 2.1 reads "-1", and what is too large, as the largest number: record 18446744073709551615.
void CheckNaturalNumbers(CLI::App& app) {
  const CLI::Validator natural(
      [](const std::string& text) {
        std::uint64_t number = 0;
        const bool is_one = absl::SimpleAtoi(text, &number);
        return is_one ? std::string() : text + " is no number from 0 to 18446744073709551615";
      },
      "");
  for (CLI::Option* option : app.get_options()) {
    if (option->get_type_name().starts_with("UINT")) option->check(natural);
  }
  for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
    CheckNaturalNumbers(*command);
  }
}

int Finish(const absl::Status& status, bool json) {
  if (status.ok()) return kExitOk;
  if (const auto quiet = QuietExitCode(status)) return *quiet;
  const std::string text =
      json ? "{\"error\":" + ErrorJson(status) + "}" : "lynceus: " + ErrorText(status);
  std::fprintf(stderr, "%s\n", text.c_str());
  return IsUsageError(status) ? kExitUsage : kExitFailure;
}

int Run(int argc, char** argv) {
  CLI::App app(
      "Lynceus tells whether a counterparty is, is owned by, or is tied to a sanctioned party, "
      "proves it, and leaves a record an auditor can check.",
      "lynceus");
  app.require_subcommand(1);
  app.set_version_flag("--version", screening::EngineBuild());
  Body body;
  AddListsCommands(app, body);
  AddIndexCommands(app, body);
  AddScreenCommand(app, body);
  AddArchiveCommands(app, body);
  AddBatchCommand(app, body);
  AddCompareCommand(app, body);
  AddOwnershipCommands(app, body);
  AddEntityCommand(app, body);
  AddRulesCommands(app, body);
  AddSelftestCommand(app, body);
  AddEvalCommand(app, body);
  AddTuneCommand(app, body);
  AddLogCommands(app, body);
  CheckNaturalNumbers(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return Finish(body(), WantsJson(argc, argv));
}

}  // namespace
}  // namespace lynceus::client

int main(int argc, char** argv) { return lynceus::client::Run(argc, argv); }
