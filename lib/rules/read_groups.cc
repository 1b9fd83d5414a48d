#include "lib/rules/read_groups.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/rules/read_flags.h"

namespace lynceus::rules {
namespace {

std::vector<InterestKind> ReadKinds(YamlMap& map, std::string_view key, bool (*fits)(InterestKind),
                                    const char* remedy) {
  std::vector<InterestKind> kinds;
  for (const std::string& word : map.Texts(key)) {
    const auto kind = ParseInterestKind(word);
    if (kind && fits(*kind)) {
      kinds.push_back(*kind);
    } else {
      map.Problem(key, absl::StrCat(word, " is no such kind"), remedy);
    }
  }
  return kinds;
}

std::vector<Identifier> ReadIdentifiers(YamlMap& map, std::string_view key) {
  std::vector<Identifier> identifiers;
  for (const std::string& text : map.Texts(key)) {
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == text.size()) {
      map.Problem(key, absl::StrCat(text, " is no identifier"), "write innCode:4401116480");
      continue;
    }
    identifiers.push_back({.type = text.substr(0, colon), .value = text.substr(colon + 1)});
  }
  return identifiers;
}

std::vector<std::string> ReadCountries(YamlMap& map) {
  std::vector<std::string> countries = map.Texts("countries");
  for (const std::string& code : countries) {
    const bool is_code = code.size() == 2 && std::ranges::all_of(code, [](char letter) {
                           return letter >= 'a' && letter <= 'z';
                         });
    if (!is_code) {
      map.Problem("countries", absl::StrCat(code, " is no code of a country"),
                  "write the ISO 3166-1 code of two small letters");
    }
  }
  return countries;
}

// "KEY HOW SURE": a word wrongly written would be a case that nothing can meet.
void CheckExpected(YamlMap& map, const std::vector<std::string>& groups) {
  for (const std::string& each : groups) {
    const std::vector<std::string> words = SplitTrimmed(each, ' ');
    const bool known = words.size() == 3 &&
                       (words[2] == kCertain || words[2] == kProbable || words[2] == kPossible);
    if (!known) {
      map.Problem("groups", absl::StrCat(each, " is no finding"),
                  "write KEY, then root, ownership, control, link or name_family, then certain, "
                  "probable or possible");
    }
  }
}

}  // namespace

void ReadGroup(YamlMap& map, PackItems& items) {
  items.groups.push_back(map.place());
  Group group{.key = map.Text("key", true), .title = map.Text("title", true)};
  group.related = map.Pairs("related");
  group.root_ids = map.Texts("root_ids");
  group.root_identifiers = ReadIdentifiers(map, "root_identifiers");
  group.root_names = map.Texts("root_names");
  group.ownership_from_ppm = map.PercentPpm("ownership_from_percent");
  group.controls =
      ReadKinds(map, "controls", &IsControl, "use board, influence, control, trust or nominee");
  group.links = ReadKinds(map, "links", &IsAffiliation,
                          "use director, linked, family, acts_for, member or successor");
  group.family = map.Texts("family");
  group.family_shared = map.Texts("family_shared");
  group.family_local = map.Texts("family_local");
  group.not_family = map.Texts("not_family");
  group.countries = ReadCountries(map);
  group.sources = map.Texts("sources");
  const std::string status = map.Text("status", false);
  group.unverified = status == "unverified";
  if (!status.empty() && !group.unverified) {
    map.Problem("status", absl::StrCat("there is no status ", status),
                "write unverified or remove the key");
  }
  if (group.root_ids.empty() && group.root_identifiers.empty() && group.root_names.empty()) {
    map.Problem("root_ids", "the group has no root", "name an id, an identifier or a name");
  }
  if (group.sources.empty() && !group.unverified) {
    map.Problem("sources", "there is no source", "name one, or write status: unverified");
  }
  items.rules.groups.push_back(std::move(group));
}

void ReadGroupCase(YamlMap& map, PackItems& items) {
  GroupCase each{.place = absl::StrCat(map.place().file, " line ", map.place().line),
                 .name = map.Text("name", false),
                 .countries = ReadCountries(map),
                 .about = map.Text("about", false)};
  each.as_of = map.Day("as_of").value_or(Date());
  for (YamlMap& fact : map.Maps("facts")) each.facts.push_back(ReadFact(fact));
  each.groups = map.Texts("groups");
  std::sort(each.groups.begin(), each.groups.end());
  CheckExpected(map, each.groups);
  if (each.name.empty() && each.about.empty()) {
    map.Problem("name", "the case asks nothing", "give a name, or about and facts");
  }
  items.group_cases.push_back(std::move(each));
}

void CheckGroups(const PackItems& items, Problems& problems) {
  const std::vector<Group>& groups = items.rules.groups;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const auto& [key, how] : groups[i].related) {
      const bool there = std::ranges::any_of(groups, [&](const Group& g) { return g.key == key; });
      if (there) continue;
      problems.Add(items.groups[i], absl::StrCat("related: there is no group ", key),
                   "mend its spelling");
    }
  }
}

}  // namespace lynceus::rules
