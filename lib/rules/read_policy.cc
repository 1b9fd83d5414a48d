#include "lib/rules/read_policy.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/rules/load.h"

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

std::optional<Decision> DecisionOf(const std::string& word) {
  for (const Decision decision : {Decision::kClear, Decision::kReview, Decision::kBlock}) {
    if (word == DecisionName(decision)) return decision;
  }
  return std::nullopt;
}

// A decision on what is undecided, missing or proven: never CLEAR.
Decision ReadDecision(YamlMap& map, std::string_view key, Decision otherwise) {
  const std::string word = map.Text(key, false);
  if (word.empty()) return otherwise;
  const auto decision = DecisionOf(word);
  if (!decision) map.Problem(key, absl::StrCat(word, " is no decision"), "use REVIEW or BLOCK");
  if (decision == Decision::kClear) {
    map.Problem(key, "it may not be CLEAR: what is proven, undecided or not covered is not clear",
                "use REVIEW or BLOCK");
  }
  return std::max(decision.value_or(Decision::kReview), Decision::kReview);
}

bool IsFlagType(const std::string& type) {
  const auto& known = FlagTypes();
  return std::find(known.begin(), known.end(), type) != known.end();
}

// Flags that no policy may let pass: each is a hit or may be one.
bool IsNeverClear(const std::string& type) {
  return type == "designated" || type == "owned" || type == "controlled" ||
         type == "undetermined_ownership";
}

void ReadFlags(YamlMap& map, Policy& policy) {
  for (const auto& [type, word] : map.Pairs("on_flag")) {
    const auto decision = DecisionOf(word);
    if (!IsFlagType(type)) {
      map.Problem("on_flag", absl::StrCat(type, " is no type of flag"),
                  "mend its spelling, or remove it");
    } else if (!decision) {
      map.Problem("on_flag", absl::StrCat(type, ": ", word, " is no decision"),
                  "use CLEAR, REVIEW or BLOCK");
    } else if (*decision == Decision::kClear && IsNeverClear(type)) {
      map.Problem("on_flag", absl::StrCat(type, " may not be CLEAR"), "use REVIEW or BLOCK");
    }
    policy.on_flag[type] = decision.value_or(Decision::kReview);
  }
  policy.suppress_flags = map.Texts("suppress_flags");
  for (const std::string& type : policy.suppress_flags) {
    if (!IsFlagType(type)) {
      map.Problem("suppress_flags", absl::StrCat(type, " is no type of flag"),
                  "mend its spelling, or remove it");
    } else if (IsNeverClear(type)) {
      map.Problem("suppress_flags", absl::StrCat(type, " may not be suppressed"), "remove it");
    }
  }
}

// Which floor holds is the preset's to say: CheckSet looks again.
void ReadThresholds(YamlMap& map, Policy& policy) {
  constexpr std::int32_t kNone = 0;
  const std::int32_t match = map.Score("match_score_min", kNone, kScannedScoreMin);
  const std::int32_t block = map.Score("block_score_min", kNone, kScannedScoreMin);
  if (match != kNone) policy.match_score_min = match;
  if (block != kNone) policy.block_score_min = block;
  if (match != kNone && block != kNone && block < match) {
    map.Problem("block_score_min", "it is below match_score_min", "raise it");
  }
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

Policy ReadPolicy(YamlMap& map) {
  Policy policy;
  policy.key = map.Text("key", true);
  const std::string preset = map.Text("preset", false);
  if (!preset.empty()) policy.preset = preset;
  ReadThresholds(map, policy);
  for (YamlMap& list : map.Maps("required_lists")) {
    policy.required_lists.push_back({.authority = list.Text("authority", true),
                                     .list = list.Text("list", true),
                                     .age_days_max = list.Number("age_days_max", 0, kAgeDaysMax)});
    const std::string copies = list.Text("copies", false);
    policy.required_lists.back().copies_accepted = copies == "accepted";
    if (!copies.empty() && copies != "accepted") {
      list.Problem("copies", absl::StrCat("there is no word ", copies),
                   "write accepted, or remove it");
    }
    list.Finish();
  }
  if (policy.required_lists.empty()) {
    map.Problem("required_lists", "no list is required: a CLEAR would rest on nothing",
                "name the lists a CLEAR must rest on");
  }
  ReadFlags(map, policy);
  policy.on_yes = ReadDecision(map, "on_yes", policy.on_yes);
  policy.on_yes_other = ReadDecision(map, "on_yes_other", policy.on_yes_other);
  policy.on_undetermined = ReadDecision(map, "on_undetermined", policy.on_undetermined);
  policy.on_missing_list = ReadDecision(map, "on_missing_list", policy.on_missing_list);
  return policy;
}

}  // namespace lynceus::rules
