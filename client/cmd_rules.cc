// `lynceus rules check`: every problem of a rule directory, with file and line.
#include <cstdio>
#include <memory>

#include "client/command.h"
#include "client/paths.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "lib/rules/load.h"

namespace lynceus::client {
namespace {

absl::Status RunCheck(const std::string& option) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(option));
  LYNCEUS_ASSIGN_OR_RETURN(rules::RuleCheck check, rules::CheckRules(directory));
  const auto analyzer = names::Analyzer::Load(JoinPath(directory, "names"));
  if (!analyzer.ok()) check.problems.push_back(analyzer.status());
  for (const absl::Status& problem : check.problems) {
    std::printf("%s\n", ErrorText(problem).c_str());
  }
  std::printf(
      "%s: %zu files, %zu authorities, %zu programmes, %zu regimes, %zu rules of beneficial "
      "owners, "
      "policy %s; %zu problems\n",
      directory.c_str(), check.files.size(), check.rules.authorities.size(),
      check.rules.programmes.size(), check.rules.regimes.size(), check.rules.beneficial.size(),
      check.rules.policy.key.c_str(), check.problems.size());
  std::printf("digest %s\n", check.rules.digest.c_str());
  return check.problems.empty() ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddRulesCommands(CLI::App& app, Body& body) {
  CLI::App* rules = app.add_subcommand("rules", "the rule packs");
  rules->require_subcommand(1);
  auto directory = std::make_shared<std::string>();
  CLI::App* check = rules->add_subcommand("check", "read every pack and say what is wrong");
  check->add_option("DIR", *directory, "rule packs");
  check->callback([&body, directory] { body = [directory] { return RunCheck(*directory); }; });
}

}  // namespace lynceus::client
