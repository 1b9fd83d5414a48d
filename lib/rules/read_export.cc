#include "lib/rules/read_export.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/rules/read_programmes.h"

namespace lynceus::rules {
namespace {

// The words that an item is told by.
std::vector<std::string> Phrases(YamlMap& map, std::string_view key) {
  std::vector<std::string> phrases = map.Texts(key);
  if (phrases.empty()) map.Problem(key, "there is no phrase", "name one at least");
  return phrases;
}

void CheckFresh(YamlMap& map, std::string_view key, const std::string& word,
                std::set<std::string>& seen) {
  if (!seen.insert(word).second) {
    map.Problem(key, absl::StrCat(word, " stands twice"), "remove one of them");
  }
}

}  // namespace

ExportRules ReadExportRules(YamlMap& map, std::vector<std::string>& unverified) {
  ExportRules rules;
  std::set<std::string> seen;
  for (YamlMap& each : map.Maps("footnotes")) {
    rules.footnotes.push_back({.number = each.Text("number", true),
                               .title = each.Text("title", true),
                               .phrases = Phrases(each, "phrases")});
    const std::string& number = rules.footnotes.back().number;
    CheckFresh(each, "number", number, seen);
    ReadStatus(each, "footnote " + number, unverified);
    each.Finish();
  }
  seen = {kUnorderedReview};
  for (YamlMap& each : map.Maps("reviews")) {
    rules.reviews.push_back({.key = each.Text("key", true),
                             .title = each.Text("title", true),
                             .phrases = Phrases(each, "phrases")});
    CheckFresh(each, "key", rules.reviews.back().key, seen);
    each.Finish();
  }
  if (rules.reviews.empty()) map.Problem("reviews", "there is no kind of review", "add one");
  rules.all_items = Phrases(map, "all_items");
  rules.limits = Phrases(map, "limits");
  if (map.Texts("sources").empty()) {
    map.Problem("sources", "there is no source", "name the text the words were read from");
  }
  return rules;
}

ExportCase ReadExportCase(YamlMap& map) {
  return {.requirement = map.Text("requirement", false),
          .policy = map.Text("policy", false),
          .footnotes = map.Texts("footnotes"),
          .scope = map.Text("scope", true),
          .review = map.Text("review", true),
          .place = map.place()};
}

}  // namespace lynceus::rules
