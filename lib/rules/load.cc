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
  if (!IsDirectory(directory)) return NoDirectory(directory);
  Problems problems;
  const RuleFiles files = ReadRuleFiles(directory, problems);
  PackItems items = ReadPacks(directory, files, problems);
  CheckSet(directory, items, problems);

  RuleCheck check{.rules = std::move(items.rules),
                  .problems = problems.found(),
                  .unverified = std::move(items.unverified),
                  .cases = items.authority_cases.size() + items.programme_cases.size(),
                  .flag_cases = std::move(items.flag_cases),
                  .group_cases = std::move(items.group_cases),
                  .text_cases = std::move(items.text_cases)};
  const auto by_key = [](const auto& a, const auto& b) { return a.key < b.key; };
  std::sort(check.rules.groups.begin(), check.rules.groups.end(), by_key);
  std::sort(check.rules.patterns.begin(), check.rules.patterns.end(), by_key);
  std::sort(check.rules.regimes.begin(), check.rules.regimes.end(),
            [](const Regime& a, const Regime& b) { return a.key < b.key; });
  std::sort(check.rules.beneficial.begin(), check.rules.beneficial.end(),
            [](const Regime& a, const Regime& b) { return a.key < b.key; });
  check.rules.digest = files.digest;
  check.rules.build_digest = files.build_digest;
  for (const auto& [path, content] : files.content) check.files.push_back(path);
  return check;
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
