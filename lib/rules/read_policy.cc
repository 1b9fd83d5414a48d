#include "lib/rules/read_policy.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/rules/load.h"
#include "lib/rules/read_programmes.h"

namespace lynceus::rules {
namespace {

constexpr int kAgeDaysMax = 3'650;
// Of scorers that look at every name: below it two names have hardly more than letters in common.
constexpr std::int32_t kScannedScoreMin = 5'000;

// The value of `key` by its word; `otherwise`, and a problem, where the word is not known.
template <typename Value, typename Parse>
Value WordOf(YamlMap& map, std::string_view key, const Parse& parse, Value otherwise,
             const char* remedy) {
  const std::string word = map.Text(key, true);
  const auto value = parse(word);
  if (!value && !word.empty()) map.Problem(key, absl::StrCat("there is no ", word), remedy);
  return value.value_or(otherwise);
}

std::optional<Decision> DecisionOf(std::string_view word) {
  for (const Decision decision : {Decision::kClear, Decision::kReview, Decision::kBlock}) {
    if (word == DecisionName(decision)) return decision;
  }
  return std::nullopt;
}

// "REVIEW", or "REVIEW urgent". A problem, and nothing, where it is neither.
std::optional<Effect> EffectOf(YamlMap& map, std::string_view key, const std::string& of,
                               std::string_view words, const char* remedy) {
  const std::string_view first = words.substr(0, words.find(' '));
  const auto decision = DecisionOf(first);
  if (!decision) {
    map.Problem(key, absl::StrCat(of, ToAbsl(first), " is no decision"), remedy);
    return std::nullopt;
  }
  if (first.size() == words.size()) return Effect(*decision);
  const std::string_view second = words.substr(first.size() + 1);
  const auto priority = ParsePriority(second);
  if (!priority || *priority == Priority::kNone || *decision == Decision::kClear) {
    map.Problem(key, absl::StrCat(of, ToAbsl(second), " is no priority of a ", ToAbsl(first)),
                "write REVIEW or BLOCK, then low, normal, high or urgent or nothing");
    return std::nullopt;
  }
  return Effect(*decision, *priority);
}

// What is undecided, missing or proven: never CLEAR.
void ReadEffect(YamlMap& map, std::string_view key, Effect& effect) {
  const std::string words = map.Text(key, false);
  if (words.empty()) return;
  const auto read = EffectOf(map, key, "", words, "use REVIEW or BLOCK");
  effect = read.value_or(Effect());
  if (effect.decision != Decision::kClear) return;
  map.Problem(key, "it may not be CLEAR: what is proven, undecided or not covered is not clear",
              "use REVIEW or BLOCK");
  effect = Effect();
}

bool IsFlagType(const std::string& type) {
  const auto& known = FlagTypes();
  return std::find(known.begin(), known.end(), type) != known.end();
}

// "magnitsky_style/VISA_ONLY" is of the type before the stroke, where the class is one.
std::string TypeOf(const std::string& word) {
  const std::size_t stroke = word.find('/');
  if (stroke == std::string::npos || word.substr(0, stroke) != "magnitsky_style") return word;
  const std::string magnitsky_class = word.substr(stroke + 1);
  return !magnitsky_class.empty() && IsMagnitskyClass(magnitsky_class) ? "magnitsky_style" : word;
}

// Flags that no policy may let pass: each is a hit or may be one.
bool IsNeverClear(const std::string& type) {
  return type == "designated" || type == "owned" || type == "controlled" ||
         type == "undetermined_ownership" || type == "internal_block" || type == "internal_review";
}

void ReadOnFlag(YamlMap& map, Policy& policy) {
  for (const auto& [type, words] : map.Pairs("on_flag")) {
    const auto effect = EffectOf(map, "on_flag", type + ": ", words, "use CLEAR, REVIEW or BLOCK");
    if (!IsFlagType(TypeOf(type))) {
      map.Problem("on_flag", absl::StrCat(type, " is no type of flag"),
                  "mend its spelling, or remove it");
    } else if (effect && effect->decision == Decision::kClear && IsNeverClear(type)) {
      map.Problem("on_flag", absl::StrCat(type, " may not be CLEAR"), "use REVIEW or BLOCK");
    }
    policy.on_flag[type] = effect.value_or(Effect());
  }
}

void ReadSuppressFlags(YamlMap& map, Policy& policy) {
  if (map.Has("suppress_flags")) policy.suppress_flags = map.Texts("suppress_flags");
  for (const std::string& type : policy.suppress_flags) {
    if (!IsFlagType(type)) {
      map.Problem("suppress_flags", absl::StrCat(type, " is no type of flag"),
                  "mend its spelling, or remove it");
    } else if (IsNeverClear(type)) {
      map.Problem("suppress_flags", absl::StrCat(type, " may not be suppressed"), "remove it");
    }
  }
}

// By the kinds of one flag: what stands in `key` goes before what on_flag says.
void ReadKinds(YamlMap& map, std::string_view key, const std::vector<std::string>& kinds,
               std::map<std::string, Effect>& effects) {
  for (const auto& [kind, words] : map.Pairs(key)) {
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
      map.Problem(key, absl::StrCat("there is no kind ", kind), "use " + Join(kinds, ", "));
    }
    const auto effect = EffectOf(map, key, kind + ": ", words, "use CLEAR, REVIEW or BLOCK");
    effects[kind] = effect.value_or(Effect());
  }
}

void ReadBelow(YamlMap& map, Effect& below) {
  const std::string words = map.Text("below", true);
  if (words.empty()) return;
  below = EffectOf(map, "below", "", words, "use CLEAR, REVIEW or BLOCK").value_or(Effect());
}

void ReadMinority(YamlMap& map, Policy& policy) {
  std::optional<YamlMap> minority = map.Map("minority");
  if (!minority) return;
  MinorityTreatment treatment{.act_from_ppm = minority->PercentPpm("act_from_percent")};
  ReadBelow(*minority, treatment.below);
  policy.minority = treatment;
  minority->Finish();
}

// Of an alert's decision, from which on a verdict needs a second person.
void ReadFrom(YamlMap& map, std::string_view verdict, std::optional<Decision>& from) {
  const std::string word = map.Text(verdict, false);
  if (word.empty()) return;
  from = DecisionOf(word).value_or(Decision::kClear);
  if (from != Decision::kClear) return;
  map.Problem(verdict, absl::StrCat(word, " is no decision of an alert"), "use REVIEW or BLOCK");
}

void ReadSecondPerson(YamlMap& map, Policy& policy) {
  std::optional<YamlMap> verdicts = map.Map("second_person");
  if (!verdicts) return;
  ReadFrom(*verdicts, "true_match", policy.second_person.true_match);
  ReadFrom(*verdicts, "false_positive", policy.second_person.false_positive);
  verdicts->Finish();
}

// Which floor holds is the preset's to say: CheckPolicies looks again.
void ReadScores(YamlMap& map, std::optional<std::int32_t>& match,
                std::optional<std::int32_t>& block) {
  constexpr std::int32_t kNone = 0;
  const std::int32_t match_min = map.Score("match_score_min", kNone, kScannedScoreMin);
  const bool never = map.Text("block_score_min", false) == "never";
  const std::int32_t block_min =
      never ? kBlocksNever : map.Score("block_score_min", kNone, kScannedScoreMin);
  if (match_min != kNone) match = match_min;
  if (block_min != kNone) block = block_min;
  if (match_min != kNone && block_min != kNone && block_min < match_min) {
    map.Problem("block_score_min", "it is below match_score_min", "raise it");
  }
}

template <typename Value, typename Parse>
std::vector<Value> Words(YamlMap& map, std::string_view key, const Parse& parse,
                         const char* remedy) {
  std::vector<Value> values;
  for (const std::string& word : map.Texts(key)) {
    const auto value = parse(word);
    if (value) {
      values.push_back(*value);
    } else {
      map.Problem(key, absl::StrCat("there is no ", word), remedy);
    }
  }
  return values;
}

void ReadThresholds(YamlMap& map, Policy& policy) {
  if (!map.Has("thresholds")) return;
  policy.thresholds.clear();
  for (YamlMap& each : map.Maps("thresholds")) {
    ThresholdRule rule{
        .schemas = Words<Schema>(each, "schemas", &ParseSchema,
                                 "use Person, Company, Organization, LegalEntity, Vessel ..."),
        .corroborations =
            Words<Corroboration>(each, "corroboration", &ParseCorroboration,
                                 "use name_only, country, contradicted, date or identifier")};
    ReadScores(each, rule.match_score_min, rule.block_score_min);
    if (!rule.match_score_min && !rule.block_score_min) {
      each.Problem("match_score_min", "the rule changes nothing",
                   "give match_score_min or block_score_min");
    }
    policy.thresholds.push_back(std::move(rule));
    each.Finish();
  }
}

// A list that stands there already is replaced, another one added.
void ReadRequiredLists(YamlMap& map, Policy& policy) {
  std::vector<RequiredList> lists;
  for (YamlMap& list : map.Maps("required_lists")) {
    lists.push_back({.authority = list.Text("authority", true),
                     .list = list.Text("list", true),
                     .age_days_max = list.Number("age_days_max", 0, kAgeDaysMax)});
    const std::string copies = list.Text("copies", false);
    lists.back().copies_accepted = copies == "accepted";
    if (!copies.empty() && copies != "accepted") {
      list.Problem("copies", absl::StrCat("there is no word ", copies),
                   "write accepted, or remove it");
    }
    list.Finish();
  }
  for (const RequiredList& list : policy.required_lists) {
    const bool replaced = std::any_of(lists.begin(), lists.end(), [&](const RequiredList& each) {
      return each.authority == list.authority && each.list == list.list;
    });
    if (!replaced) lists.push_back(list);
  }
  policy.required_lists = std::move(lists);
}

// What the default scope and every other may say. Another preset has thresholds of its own: those
// of the policy below it are then left behind.
void ReadSettings(YamlMap& map, Policy& policy) {
  const std::string preset = map.Text("preset", false);
  if (!preset.empty() && preset != policy.preset) {
    policy.preset = preset;
    policy.match_score_min.reset();
    policy.block_score_min.reset();
    policy.thresholds.clear();
  }
  ReadScores(map, policy.match_score_min, policy.block_score_min);
  ReadThresholds(map, policy);
  ReadRequiredLists(map, policy);
  ReadOnFlag(map, policy);
  ReadKinds(map, "affiliates", AffiliateKinds(), policy.on_affiliate);
  ReadKinds(map, "pep", PepKinds(), policy.on_pep);
  ReadMinority(map, policy);
  ReadSuppressFlags(map, policy);
  ReadSecondPerson(map, policy);
  ReadEffect(map, "on_yes", policy.on_yes);
  ReadEffect(map, "on_yes_other", policy.on_yes_other);
  ReadEffect(map, "on_undetermined", policy.on_undetermined);
  ReadEffect(map, "on_missing_list", policy.on_missing_list);
}

// The words that questions may say, and those of a scope, which must be among them.
std::vector<std::string> ReadBookingWords(YamlMap& map, std::string_view key) {
  std::vector<std::string> words = map.Texts(key);
  for (const std::string& word : words) {
    if (word == LowerAscii(word)) continue;
    map.Problem(key, absl::StrCat(word, " has capital letters"), "write it in small ones");
  }
  return words;
}

void CheckKnown(YamlMap& map, std::string_view key, const std::vector<std::string>& words,
                const std::vector<std::string>& known) {
  for (const std::string& word : words) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    map.Problem(key, absl::StrCat(word, " does not stand in the policy's ", ToAbsl(key)),
                "mend its spelling, or add it there");
  }
}

Policy ReadScope(YamlMap& map, const PolicyItem& item) {
  Policy policy = item.policy;
  policy.scope = map.Text("key", true);
  map.Text("title", true);
  policy.business_lines = ReadBookingWords(map, "business_lines");
  policy.jurisdictions = ReadBookingWords(map, "jurisdictions");
  CheckKnown(map, "business_lines", policy.business_lines, item.scopes.business_lines);
  CheckKnown(map, "jurisdictions", policy.jurisdictions, item.scopes.jurisdictions);
  if (policy.business_lines.empty() && policy.jurisdictions.empty()) {
    map.Problem("business_lines", "the scope holds for no question",
                "name business_lines, jurisdictions or both");
  }
  if (policy.scope == "default") {
    map.Problem("key", "default is the scope of the policy itself", "rename it");
  }
  ReadSettings(map, policy);
  map.Finish();
  return policy;
}

}  // namespace

Preset ReadPreset(YamlMap& map) {
  Preset preset{.key = map.Text("key", true), .title = map.Text("title", true)};
  preset.scorer =
      WordOf(map, "scorer", &ParseNameScorer, preset.scorer, "use lynceus or ofac-search");
  preset.facts = WordOf(map, "facts", &ParseFactsUse, preset.facts,
                        "use weigh, never-lower or identifiers-only");
  const bool anchored = preset.scorer == NameScorer::kLynceus;
  if (!map.Text("match_score_min", true).empty()) {
    preset.match_score_min = map.Score("match_score_min", preset.match_score_min,
                                       anchored ? kScoreFloor : kScannedScoreMin);
  }
  const std::string block = map.Text("block_score_min", true);
  if (block == "never") {
    preset.block_score_min = kBlocksNever;
  } else if (!block.empty()) {
    preset.block_score_min = map.Score("block_score_min", preset.block_score_min, kScannedScoreMin);
  }
  if (preset.block_score_min < preset.match_score_min) {
    map.Problem("block_score_min", "it is below match_score_min", "raise it");
  }
  return preset;
}

PolicyItem ReadPolicy(YamlMap& map) {
  PolicyItem item{.place = map.place()};
  Policy& policy = item.policy;
  policy.key = map.Text("key", true);
  ReadSettings(map, policy);
  if (policy.required_lists.empty()) {
    map.Problem("required_lists", "no list is required: a CLEAR would rest on nothing",
                "name the lists a CLEAR must rest on");
  }
  item.scopes.business_lines = ReadBookingWords(map, "business_lines");
  item.scopes.jurisdictions = ReadBookingWords(map, "jurisdictions");
  for (YamlMap& scope : map.Maps("scopes")) {
    item.scope_places.push_back(scope.place());
    item.scopes.policies.push_back(ReadScope(scope, item));
  }
  return item;
}

const std::vector<std::string>& AffiliateKinds() {
  static const auto& kinds = *new std::vector<std::string>{
      "director",     "linked",        "family",      "acts_for",       "member",
      "successor",    "common_parent", "common_fund", "common_manager", "joint_venture",
      "listed_owner", "not_looked_at", "group"};
  return kinds;
}

const std::vector<std::string>& PepKinds() {
  static const auto& kinds = *new std::vector<std::string>{"role.pep", "role.rca", "role.pol"};
  return kinds;
}

}  // namespace lynceus::rules
