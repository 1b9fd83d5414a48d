#include "lib/rules/check_programmes.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"

namespace lynceus::rules {
namespace {

std::string At(const Place& place) { return absl::StrCat(place.file, " line ", place.line); }

bool Holds(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Whether words of a seed rule mean the programme: by its code or key.
bool Names(const std::vector<std::string>& words, const Programme& programme) {
  return Holds(words, programme.key) ||
         std::ranges::any_of(programme.aliases,
                             [&](const auto& code) { return Holds(words, code); });
}

// The lists on which the programme's parties stand.
std::vector<std::string> ListsOf(const RuleSet& rules, const Programme& programme) {
  if (!programme.lists.empty()) return programme.lists;
  std::vector<std::string> lists;
  const Authority* const authority = rules.FindAuthority(programme.authority);
  if (authority == nullptr) return lists;
  for (const std::string& list : authority->lists) {
    if (rules.ListFlag(programme.authority, list) == kDesignatedFlag) lists.push_back(list);
  }
  return lists;
}

bool IsSeeded(const SeedRule& rule, const Programme& programme,
              const std::vector<std::string>& lists) {
  if (rule.authority != programme.authority) return false;
  const bool on_list = rule.lists.empty() || std::ranges::any_of(lists, [&](const auto& list) {
                         return Holds(rule.lists, list);
                       });
  return on_list && (rule.programmes.empty() || Names(rule.programmes, programme)) &&
         !Names(rule.except_programmes, programme);
}

std::string Words(const std::vector<std::string>& keys) {
  return keys.empty() ? "no regime" : Join(keys, ", ");
}

void CheckLists(const RuleSet& rules, const Programme& programme, const Place& place,
                Problems& problems) {
  const Authority* const authority = rules.FindAuthority(programme.authority);
  if (authority == nullptr) return;  // reported beside
  for (const std::string& list : programme.lists) {
    if (Holds(authority->lists, list)) continue;
    problems.Add(place, absl::StrCat(programme.authority, " has no list ", list),
                 "mend its spelling, or add it to the authority's lists");
  }
}

// One code of one authority means one programme, unless each further one names the regulations
// that tell it from the others.
void CheckWords(const PackItems& items, Problems& problems) {
  std::map<std::pair<std::string, std::string>, const Programme*> plain;
  for (const Programme& programme : items.rules.programmes) {
    plain.try_emplace({programme.authority, LowerAscii(programme.key)}, &programme);
  }
  std::map<std::pair<std::string, std::string>, const Programme*> cited;
  for (std::size_t i = 0; i < items.rules.programmes.size(); ++i) {
    const Programme& programme = items.rules.programmes[i];
    const auto claim = [&](auto& owners, const std::string& word) {
      const auto [owner, fresh] =
          owners.try_emplace({programme.authority, LowerAscii(word)}, &programme);
      if (fresh || owner->second == &programme) return;
      problems.Add(items.programmes[i],
                   absl::StrCat("the alias ", word, " means ", owner->second->key, " already"),
                   "keep it in one of them, or name the regulations that tell them apart");
    };
    for (const std::string& alias : programme.aliases) {
      if (programme.regulations.empty()) {
        claim(plain, alias);
      }
      for (const std::string& number : programme.regulations) {
        claim(cited, absl::StrCat(alias, " of ", number));
      }
    }
  }
}

void CheckSeeds(const RuleSet& rules, const Programme& programme, const Place& place,
                Problems& problems) {
  const std::vector<std::string> seeded = SeededRegimes(rules, programme);
  if (programme.seeds) {
    std::vector<std::string> stated = *programme.seeds;
    std::ranges::sort(stated);
    if (stated != seeded) {
      problems.Add(place,
                   absl::StrCat(programme.key, " says that it seeds ", Words(stated),
                                ", and by regimes/ it seeds ", Words(seeded)),
                   "mend its seeds, its lists, or the regime");
    }
  }
  // A programme that states no measures says nothing that could be contradicted.
  if (programme.measures.empty() || Holds(programme.measures, kAssetFreeze)) return;
  for (const std::string& key : seeded) {
    const Regime* const regime =
        &*std::ranges::find(rules.regimes, key, [](const Regime& each) { return each.key; });
    if (regime->measure != kAssetFreeze) continue;
    problems.Add(place,
                 absl::StrCat(programme.key, " freezes nothing, and seeds the freeze of ", key),
                 "except it there, name its lists, or mend its measures");
  }
}

// A freeze that a list with a lesser flag would seed.
void CheckSeedLists(const PackItems& items, Problems& problems) {
  const RuleSet& rules = items.rules;
  for (std::size_t i = 0; i < rules.regimes.size(); ++i) {
    if (rules.regimes[i].measure != kAssetFreeze) continue;
    for (const SeedRule& seed : rules.regimes[i].seeds) {
      const Authority* const authority = rules.FindAuthority(seed.authority);
      if (authority == nullptr) continue;
      for (const auto& [list, flag] : authority->list_flags) {
        if (!seed.lists.empty() && !Holds(seed.lists, list)) continue;
        problems.Add(items.regimes[i],
                     absl::StrCat("the list ", seed.authority, " ", list, " raises ", flag,
                                  ", and seeds a freeze"),
                     "name the lists that freeze");
      }
    }
  }
}

}  // namespace

std::vector<std::string> SeededRegimes(const RuleSet& rules, const Programme& programme) {
  const std::vector<std::string> lists = ListsOf(rules, programme);
  std::set<std::string> keys;
  for (const Regime& regime : rules.regimes) {
    const bool seeded = std::ranges::any_of(
        regime.seeds, [&](const SeedRule& rule) { return IsSeeded(rule, programme, lists); });
    if (seeded) keys.insert(regime.key);
  }
  return {keys.begin(), keys.end()};
}

void CheckProgrammes(const PackItems& items, Problems& problems) {
  CheckWords(items, problems);
  for (std::size_t i = 0; i < items.rules.programmes.size(); ++i) {
    CheckLists(items.rules, items.rules.programmes[i], items.programmes[i], problems);
    CheckSeeds(items.rules, items.rules.programmes[i], items.programmes[i], problems);
  }
  CheckSeedLists(items, problems);
}

void CheckCoverage(const PackItems& items, Problems& problems) {
  const RuleSet& rules = items.rules;
  std::map<std::string, Place> seen;
  for (std::size_t i = 0; i < rules.jurisdictions.size(); ++i) {
    const Jurisdiction& each = rules.jurisdictions[i];
    const Place& place = items.jurisdictions[i];
    const auto [first, fresh] = seen.try_emplace(each.key, place);
    if (!fresh) {
      problems.Add(place, absl::StrCat(each.key, " stands at ", At(first->second), " too"),
                   "remove one of them");
    }
    for (const CoverageList& list : each.lists) {
      const auto authority = std::ranges::find(rules.authorities, list.authority,
                                               [](const Authority& a) { return a.key; });
      if (authority == rules.authorities.end()) {
        problems.Add(place, absl::StrCat("there is no authority ", list.authority),
                     "mend its spelling, or add it to sources/authorities.yaml");
      } else if (authority->jurisdiction != each.key) {
        problems.Add(
            place,
            absl::StrCat(list.authority, " is of ", authority->jurisdiction, ", not of ", each.key),
            "mend the one or the other");
      } else if (!Holds(authority->lists, list.list)) {
        problems.Add(place, absl::StrCat(list.authority, " has no list ", list.list),
                     "mend its spelling, or add it to the authority's lists");
      }
    }
  }
}

void CheckExportCases(const PackItems& items, Problems& problems) {
  const ExportRules& rules = items.rules.export_control;
  for (const ExportCase& each : items.export_cases) {
    const std::string expected =
        absl::StrCat(each.scope, " ", each.review, " [", Join(each.footnotes, ", "), "]");
    const std::string scope = ScopeOf(rules, each.requirement);
    const std::string found =
        absl::StrCat(scope.empty() ? "none" : scope, " ", ReviewOf(rules, each.policy), " [",
                     Join(FootnotesOf(rules, each.requirement), ", "), "]");
    if (expected == found) continue;
    problems.Add(each.place, absl::StrCat("the case does not hold: it leads to ", found),
                 absl::StrCat("mend the pack, or the case, which expects ", expected));
  }
}

}  // namespace lynceus::rules
