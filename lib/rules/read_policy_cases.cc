#include "lib/rules/read_policy_cases.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/rules/load.h"
#include "lib/rules/read_policy.h"

namespace lynceus::rules {
namespace {

// The value of `key` by its word; `otherwise`, and a problem, where the word is not known.
template <typename Value, typename Parse>
Value WordOf(YamlMap& map, std::string_view key, bool required, const Parse& parse,
             Value otherwise) {
  const std::string word = map.Text(key, required);
  if (word.empty()) return otherwise;
  const auto value = parse(word);
  if (!value) map.Problem(key, absl::StrCat("there is no ", word), "mend its spelling");
  return value.value_or(otherwise);
}

std::optional<Decision> ParseDecision(std::string_view word) {
  for (const Decision each : {Decision::kClear, Decision::kReview, Decision::kBlock}) {
    if (DecisionName(each) == word) return each;
  }
  return std::nullopt;
}

// "affiliate" or "affiliate/director", "magnitsky_style/VISA_ONLY": the type, and which kind of it.
Flag ReadFlag(YamlMap& map, const std::string& text) {
  const std::size_t slash = text.find('/');
  Flag flag{.type = text.substr(0, slash)};
  if (slash != std::string::npos) flag.detail = text.substr(slash + 1);
  const auto& types = FlagTypes();
  if (std::find(types.begin(), types.end(), flag.type) == types.end()) {
    map.Problem("flags", absl::StrCat(flag.type, " is no type of flag"), "mend its spelling");
  }
  if (flag.type == "magnitsky_style" && !flag.detail.empty()) {
    flag.magnitsky = MagnitskyFinding{.magnitsky_class = std::exchange(flag.detail, "")};
  }
  return flag;
}

PolicyCaseMatch ReadMatch(YamlMap& map) {
  PolicyCaseMatch found;
  Match& match = found.match;
  match.entity_id = map.Text("id", true);
  match.schema = WordOf(map, "schema", false, &ParseSchema, Schema::kUnknown);
  match.corroboration =
      WordOf(map, "corroboration", false, &ParseCorroboration, Corroboration::kNameOnly);
  if (!map.Text("score", true).empty()) match.score = map.Score("score", 0, 0);
  for (const std::string& text : map.Texts("flags")) match.flags.push_back(ReadFlag(map, text));
  found.yes = map.Texts("yes");
  found.undetermined = map.Texts("undetermined");
  if (map.Has("held_percent")) found.held_ppm = map.PercentPpm("held_percent");
  map.Finish();
  return found;
}

}  // namespace

PolicyCase ReadPolicyCase(YamlMap& map) {
  PolicyCase each{.name = map.Text("name", true),
                  .place = absl::StrCat(map.place().file, " line ", map.place().line),
                  .policy = map.Text("policy", false),
                  .booking = {.business_line = map.Text("business_line", false),
                              .jurisdiction = map.Text("jurisdiction", false)}};
  for (YamlMap& match : map.Maps("matches")) each.matches.push_back(ReadMatch(match));
  each.covered = !map.Has("lists_missing") || !map.Flag("lists_missing");
  each.truncated = map.Has("truncated") && map.Flag("truncated");
  each.scope = map.Text("scope", true);
  each.decision = WordOf(map, "decision", true, &ParseDecision, Decision::kClear);
  each.priority = WordOf(map, "priority", true, &ParsePriority, Priority::kNone);
  each.suppressed = map.Texts("suppressed");
  return each;
}

}  // namespace lynceus::rules
