// `lynceus rules`: every problem of a rule directory, with file and line; its golden cases.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "client/command.h"
#include "client/paths.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "lib/rules/load.h"
#include "lib/screening/group_words.h"
#include "lib/screening/internal_list.h"
#include "lib/screening/rule_cases.h"

namespace lynceus::client {
namespace {

void PrintProblems(const rules::RuleCheck& check) {
  for (const absl::Status& problem : check.problems) {
    std::printf("%s\n", ErrorText(problem).c_str());
  }
}

void PrintPacks(const RuleSet& rules) {
  for (const PackDigest& pack : rules.packs) {
    std::printf("  %-10s %s  %s\n", pack.pack.c_str(), pack.digest.c_str(),
                std::string(PackTimeName(pack.time)).c_str());
  }
}

// Who wrote and approved the files that say so, and when they are valid.
void PrintHeaders(const std::vector<rules::PackHeader>& headers) {
  for (const rules::PackHeader& header : headers) {
    std::string line;
    if (!header.author.empty()) line += "  by " + header.author;
    if (!header.approver.empty()) line += "  approved by " + header.approver;
    if (header.valid_from) line += "  from " + header.valid_from->ToString();
    if (header.valid_until) line += "  until " + header.valid_until->ToString();
    if (!line.empty()) std::printf("  %s%s\n", header.path.c_str(), line.c_str());
  }
}

absl::Status RunCheck(const std::string& option) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(option));
  LYNCEUS_ASSIGN_OR_RETURN(rules::RuleCheck check, rules::CheckRules(directory));
  const auto analyzer = names::Analyzer::Load(JoinPath(directory, "names"));
  if (!analyzer.ok()) {
    check.problems.push_back(analyzer.status());
  } else {
    const auto internal = screening::InternalList::Build(check.rules.block_entries, **analyzer);
    if (!internal.ok()) check.problems.push_back(internal.status());
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
  PrintHeaders(check.headers);
  PrintPacks(check.rules);
  std::printf("digest %s\n", check.rules.digest.c_str());
  return check.problems.empty() ? absl::OkStatus() : FailedQuietly();
}

absl::Status RunTest(const std::string& option) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(option));
  LYNCEUS_ASSIGN_OR_RETURN(const rules::RuleCheck check, rules::CheckRules(directory));
  if (!check.problems.empty()) {
    PrintProblems(check);
    return FailedQuietly();
  }
  LYNCEUS_ASSIGN_OR_RETURN(const screening::CaseReport report, screening::RunRuleCases(check));
  for (const std::string& line : report.failures) std::printf("FAIL %s\n", line.c_str());
  std::size_t cases = 0;
  for (const screening::PackCases& pack : report.packs) {
    std::printf("  %-10s %zu cases, %zu failed\n", pack.pack.c_str(), pack.cases, pack.failed);
    cases += pack.cases;
  }
  std::printf("%s: %zu cases, %zu failed\n", directory.c_str(), cases, report.failures.size());
  return report.failures.empty() ? absl::OkStatus() : FailedQuietly();
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
  AddGoodGuyCommand(*rules, body);
  test->callback([&body, directory] { body = [directory] { return RunTest(*directory); }; });
  AddRulesDiffCommand(*rules, body);
}

}  // namespace lynceus::client
