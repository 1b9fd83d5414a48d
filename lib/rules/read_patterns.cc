// A pattern is written as words, or as a regex of its own, or both; that letters of either case
// count is added here. That a hit is a whole word is looked at where it is found (RE2's \b knows
// ASCII only, and spelling it out for Unicode makes a set hundred times as large).
#include "lib/rules/read_patterns.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "lib/base/strings.h"
#include "lib/rules/load.h"
#include "lib/rules/pattern_options.h"

namespace lynceus::rules {
namespace {

// The group count of `regex`; -1 and a problem at `key` where RE2 does not read it.
int CheckRegex(YamlMap& map, std::string_view key, const std::string& regex) {
  const RE2 compiled(regex, PatternOptions());
  if (compiled.ok()) return compiled.NumberOfCapturingGroups();
  map.Problem(key, absl::StrCat("RE2 does not read it: ", compiled.error()),
              "mend the regular expression");
  return -1;
}

// Any of `words`, with whatever blanks or hyphens between their parts.
std::string AnyOf(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  quoted.reserve(words.size());
  for (const std::string& word : words) {
    quoted.push_back(absl::StrReplaceAll(RE2::QuoteMeta(word), {{"\\ ", R"([\s\-]+)"}}));
  }
  return Join(quoted, "|");
}

std::string ReadRegex(YamlMap& map) {
  const std::vector<std::string> words = map.Texts("words");
  const std::string own = map.Text("regex", false);
  std::vector<std::string> either;
  if (!words.empty()) either.push_back(AnyOf(words));
  if (!own.empty()) {
    const int groups = CheckRegex(map, "regex", own);
    if (groups < 0) return "";  // said once
    if (groups > 1) map.Problem("regex", "it has more than one group", "write (?:...)");
    either.push_back(absl::StrCat("(?:", own, ")"));
  }
  if (either.empty()) map.Problem("words", "the pattern finds nothing", "give words or a regex");
  const std::string exact = map.Text("exact_case", false);
  if (!exact.empty() && exact != "true") {
    map.Problem("exact_case", "it is not true", "write true, or remove the key");
  }
  return absl::StrCat(exact == "true" ? "" : "(?i)", Join(either, "|"));
}

NumberCheck ReadCheck(YamlMap& map) {
  static constexpr std::array<std::pair<std::string_view, NumberCheck>, 3> kChecks = {
      {{"imo", NumberCheck::kImo},
       {"base58", NumberCheck::kBase58},
       {"bech32", NumberCheck::kBech32}}};
  const std::string word = map.Text("check", false);
  for (const auto& [each, check] : kChecks) {
    if (each == word) return check;
  }
  if (!word.empty()) {
    map.Problem("check", absl::StrCat("there is no check ", word), "use imo, base58 or bech32");
  }
  return NumberCheck::kNone;
}

}  // namespace

void ReadTextPattern(YamlMap& map, PackItems& items) {
  items.patterns.push_back(map.place());
  TextPattern pattern{.key = map.Text("key", true),
                      .title = map.Text("title", true),
                      .flag = map.Text("flag", true)};
  if (std::ranges::find(FlagTypes(), pattern.flag) == FlagTypes().end() && !pattern.flag.empty()) {
    map.Problem("flag", absl::StrCat(pattern.flag, " is no type of flag"), "mend its spelling");
  }
  pattern.regex = ReadRegex(map);
  CheckRegex(map, "key", pattern.regex);
  const std::vector<std::string> unless = map.Texts("unless");
  for (const std::string& each : unless) CheckRegex(map, "unless", each);
  if (!unless.empty()) pattern.unless = absl::StrCat("(?i)(?:", Join(unless, ")|(?:"), ")");
  pattern.identifier = map.Text("identifier", false);
  pattern.check = ReadCheck(map);
  const std::string report = map.Text("report", false);
  pattern.only_listed = report == "listed";
  if (!report.empty() && !pattern.only_listed) {
    map.Problem("report", absl::StrCat("there is no word ", report), "write listed, or remove it");
  }
  if (pattern.only_listed && pattern.identifier.empty()) {
    map.Problem("report", "nothing is looked up", "name the type of identifier");
  }
  if (map.Texts("sources").empty()) {
    map.Problem("sources", "there is no source", "name the text that the pattern rests on");
  }
  items.rules.patterns.push_back(std::move(pattern));
}

void ReadTextCase(YamlMap& map, PackItems& items) {
  TextCase each{.place = absl::StrCat(map.place().file, " line ", map.place().line),
                .text = map.Text("text", true),
                .found = map.Texts("found")};
  std::sort(each.found.begin(), each.found.end());
  items.text_cases.push_back(std::move(each));
}

void CheckTextCases(const PackItems& items, Problems& problems) {
  const std::vector<TextPattern>& patterns = items.rules.patterns;
  for (const TextCase& each : items.text_cases) {
    for (const std::string& key : each.found) {
      const bool there =
          std::ranges::any_of(patterns, [&](const TextPattern& p) { return p.key == key; });
      if (there) continue;
      problems.Add({each.place, 0}, absl::StrCat("found: there is no pattern ", key),
                   "mend its spelling");
    }
  }
}

}  // namespace lynceus::rules
