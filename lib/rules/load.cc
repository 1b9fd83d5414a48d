// Read once, parse each pack, then check the set as a whole.
#include "lib/rules/load.h"

#include <algorithm>
#include <utility>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/rules/check_set.h"
#include "lib/rules/read_packs.h"
#include "lib/rules/rule_files.h"

namespace lynceus::rules {
namespace {

constexpr std::size_t kKeyShownMax = 64;  // of what somebody sent

absl::Status NoDirectory(const std::string& directory) {
  return NotFoundError({.subject = directory,
                        .cause = "there is no such directory",
                        .remedy = "name the directory that holds regimes/, programmes/, names/"});
}

// What the files of one edition say, checked together.
PackItems ReadEdition(const std::string& directory, const std::vector<ParsedFile>& parsed,
                      const RuleFiles& files, const Edition& edition, bool all_read,
                      Problems& problems) {
  PackItems items = ReadPacks(parsed, edition.paths, problems);
  CheckSet(directory, all_read, items, problems);
  RuleSet& rules = items.rules;
  std::ranges::sort(rules.groups, {}, &Group::key);
  std::ranges::sort(rules.patterns, {}, &TextPattern::key);
  std::ranges::sort(rules.regimes, {}, &Regime::key);
  std::ranges::sort(rules.beneficial, {}, &Regime::key);
  rules.digest = files.digest;
  rules.build_digest = files.build_digest;
  rules.packs = files.packs;
  rules.not_in_force = edition.not_in_force;
  rules.left_out = edition.left_out;
  return items;
}

absl::StatusOr<RuleCheck> Check(const std::string& directory, Problems& problems) {
  if (!IsDirectory(directory)) return NoDirectory(directory);
  const RuleFiles files = ReadRuleFiles(directory, problems);
  const std::vector<ParsedFile> parsed = ParseFiles(directory, files, problems);
  const bool all_read = problems.found().empty();
  RuleCheck check{.directory = directory};
  check.headers = ReadHeaders(parsed);
  const std::vector<Edition> editions = EditionsOf(check.headers, problems);
  PackItems items;
  std::vector<RuleEdition> dated;
  for (const Edition& edition : editions) {
    items = ReadEdition(directory, parsed, files, edition, all_read, problems);
    if (editions.size() == 1) continue;
    dated.push_back({edition.from, std::make_shared<const RuleSet>(items.rules)});
  }
  check.rules = std::move(items.rules);
  check.rules.editions = std::move(dated);
  check.problems = problems.found();
  check.unverified = std::move(items.unverified);
  check.cases = {{"programmes", items.programme_cases.size()},
                 {"export", items.export_cases.size()},
                 {"sources", items.authority_cases.size()}};
  check.flag_cases = std::move(items.flag_cases);
  check.policy_cases = std::move(items.policy_cases);
  check.group_cases = std::move(items.group_cases);
  check.text_cases = std::move(items.text_cases);
  for (PolicyItem& example : items.policy_examples) {
    check.policy_examples.push_back({std::move(example.policy), std::move(example.scopes)});
  }
  const auto regime_cases = files.content.find("regimes/cases.json");
  if (regime_cases != files.content.end()) check.regime_cases = regime_cases->second;
  for (const auto& [path, content] : files.content) check.files.push_back(path);
  return check;
}

}  // namespace

const std::vector<std::string>& FlagTypes() {
  static const auto& types = *new std::vector<std::string>{"affiliate",
                                                           "bic",
                                                           "caution",
                                                           "circular",
                                                           "controlled",
                                                           "debarment",
                                                           "declared_owner",
                                                           "designated",
                                                           "diluted_after_listing",
                                                           "export_control",
                                                           "former_designation",
                                                           "good_guy_void",
                                                           "internal_block",
                                                           "internal_review",
                                                           "just_under",
                                                           "magnitsky_style",
                                                           "minority",
                                                           "opaque",
                                                           "owned",
                                                           "pep",
                                                           "programme_code",
                                                           "sanctioned_place",
                                                           "sectoral",
                                                           "undetermined_ownership",
                                                           "upstream",
                                                           "vessel_number",
                                                           "wallet",
                                                           "watchlist",
                                                           "weak_alias"};
  return types;
}

absl::StatusOr<RuleCheck> CheckRules(const std::string& directory) {
  Problems problems;
  return Check(directory, problems);
}

absl::StatusOr<std::set<std::string>> KeysRead(const std::string& directory) {
  Problems problems;
  std::set<std::string> keys;
  problems.TraceKeys(keys);
  LYNCEUS_RETURN_IF_ERROR(Check(directory, problems).status());
  return keys;
}

absl::StatusOr<std::shared_ptr<const RuleSet>> LoadRules(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(RuleCheck check, CheckRules(directory));
  if (!check.problems.empty()) return check.problems.front();
  return std::make_shared<const RuleSet>(std::move(check.rules));
}

absl::StatusOr<const Preset*> PresetNamed(const RuleSet& rules, std::string_view key) {
  const Preset* const preset = rules.FindPreset(key.empty() ? rules.policy.preset : key);
  if (preset != nullptr) return preset;
  std::vector<std::string> keys;
  keys.reserve(rules.presets.size());
  for (const Preset& each : rules.presets) keys.push_back(each.key);
  return InvalidError({.subject = "preset",
                       .cause = "there is no preset " + std::string(key.substr(0, kKeyShownMax)),
                       .remedy = "use " + Join(keys, ", ")});
}

absl::StatusOr<std::string> FindRulesDirectory(const RulePlaces& places) {
  if (!places.option.empty()) {
    if (IsDirectory(places.option)) return places.option;
    return NoDirectory(places.option);
  }
  std::vector<std::string> tried;
  for (const std::string& place : {places.snapshot_copy, places.installed, places.source_tree}) {
    if (place.empty()) continue;
    if (IsDirectory(place)) return place;
    tried.push_back(place);
  }
  return NotFoundError({.subject = "--rules",
                        .cause = "there are no rule packs in " + Join(tried, " or "),
                        .remedy = "name the directory with --rules DIR"});
}

}  // namespace lynceus::rules
