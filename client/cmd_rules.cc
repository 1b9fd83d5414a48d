// `lynceus rules`: every problem of a rule directory, with file and line; its golden cases.
#include <cstdio>
#include <memory>

#include "client/command.h"
#include "client/paths.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "lib/rules/load.h"
#include "lib/screening/flag_cases.h"
#include "lib/screening/group_words.h"
#include "lib/screening/pack_cases.h"

namespace lynceus::client {
namespace {

void PrintProblems(const rules::RuleCheck& check) {
  for (const absl::Status& problem : check.problems) {
    std::printf("%s\n", ErrorText(problem).c_str());
  }
}

absl::Status RunCheck(const std::string& option) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(option));
  LYNCEUS_ASSIGN_OR_RETURN(rules::RuleCheck check, rules::CheckRules(directory));
  const auto analyzer = names::Analyzer::Load(JoinPath(directory, "names"));
  if (!analyzer.ok()) {
    check.problems.push_back(analyzer.status());
  } else if (check.problems.empty()) {
    const auto words = screening::GroupWords::Compile(check.rules.groups, **analyzer);
    if (!words.ok()) check.problems.push_back(words.status());
  }
  PrintProblems(check);
  std::printf(
      "%s: %zu files, %zu authorities, %zu programmes, %zu regimes, %zu rules of beneficial "
      "owners, %zu rules of flags, %zu groups, %zu patterns, policy %s; %zu problems\n",
      directory.c_str(), check.files.size(), check.rules.authorities.size(),
      check.rules.programmes.size(), check.rules.regimes.size(), check.rules.beneficial.size(),
      rules::RuledFlagTypes().size(), check.rules.groups.size(), check.rules.patterns.size(),
      check.rules.policy.key.c_str(), check.problems.size());
  std::printf("digest %s\n", check.rules.digest.c_str());
  return check.problems.empty() ? absl::OkStatus() : FailedQuietly();
}

// Cases of sources and programmes hold where the set has no problems; the others are run here.
absl::Status RunTest(const std::string& option) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(option));
  LYNCEUS_ASSIGN_OR_RETURN(const rules::RuleCheck check, rules::CheckRules(directory));
  if (!check.problems.empty()) {
    PrintProblems(check);
    return FailedQuietly();
  }
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<std::string> wrong,
                           screening::RunFlagCases(check.flag_cases, check.rules));
  LYNCEUS_ASSIGN_OR_RETURN(const auto analyzer,
                           names::Analyzer::Load(JoinPath(directory, "names")));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> groups,
                           screening::RunGroupCases(check.group_cases, check.rules, *analyzer));
  LYNCEUS_ASSIGN_OR_RETURN(const std::vector<std::string> texts,
                           screening::RunTextCases(check.text_cases, check.rules));
  wrong.insert(wrong.end(), groups.begin(), groups.end());
  wrong.insert(wrong.end(), texts.begin(), texts.end());
  for (const std::string& line : wrong) std::printf("FAIL %s\n", line.c_str());
  std::printf(
      "%s: %zu cases of names and programmes, %zu cases of flags, %zu of groups, %zu of patterns; "
      "%zu failed\n",
      directory.c_str(), check.cases, check.flag_cases.size(), check.group_cases.size(),
      check.text_cases.size(), wrong.size());
  return wrong.empty() ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddRulesCommands(CLI::App& app, Body& body) {
  CLI::App* rules = app.add_subcommand("rules", "the rule packs");
  rules->require_subcommand(1);
  auto directory = std::make_shared<std::string>();
  CLI::App* check = rules->add_subcommand("check", "read every pack and say what is wrong");
  check->add_option("DIR", *directory, "rule packs");
  check->callback([&body, directory] { body = [directory] { return RunCheck(*directory); }; });
  CLI::App* test = rules->add_subcommand("test", "run the golden cases beside the packs");
  test->add_option("DIR", *directory, "rule packs");
  test->callback([&body, directory] { body = [directory] { return RunTest(*directory); }; });
}

}  // namespace lynceus::client
