#include "lib/rules/check_set.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/strings.h"
#include "lib/rules/check_policy.h"
#include "lib/rules/check_programmes.h"
#include "lib/rules/read_flags.h"
#include "lib/rules/read_groups.h"
#include "lib/rules/read_patterns.h"

namespace lynceus::rules {
namespace {

const Authority* AuthorityByKey(const RuleSet& rules, const std::string& key) {
  const auto found = std::find_if(rules.authorities.begin(), rules.authorities.end(),
                                  [&](const Authority& each) { return each.key == key; });
  return found == rules.authorities.end() ? nullptr : &*found;
}

std::string At(const Place& place) { return absl::StrCat(place.file, " line ", place.line); }

template <typename Item>
void CheckUniqueKeys(const std::vector<Item>& items, const std::vector<Place>& places,
                     Problems& problems) {
  std::map<std::string, Place> seen;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].key.empty()) continue;  // reported where it was read
    const auto [first, fresh] = seen.try_emplace(items[i].key, places[i]);
    if (fresh) continue;
    problems.Add(places[i],
                 absl::StrCat("the key ", items[i].key, " stands at ", At(first->second), " too"),
                 "rename or remove one of them");
  }
}

// Words are looked up without regard to case, so they may not differ by case alone.
void CheckAuthorityWords(const PackItems& items, Problems& problems) {
  std::map<std::string, std::string> owners;
  for (const Authority& authority : items.rules.authorities) {
    owners.try_emplace(LowerAscii(authority.key), authority.key);
  }
  for (std::size_t i = 0; i < items.rules.authorities.size(); ++i) {
    const Authority& authority = items.rules.authorities[i];
    for (const std::string& alias : authority.aliases) {
      const auto [owner, fresh] = owners.try_emplace(LowerAscii(alias), authority.key);
      if (fresh || owner->second == authority.key) continue;
      problems.Add(items.authorities[i],
                   absl::StrCat("the alias ", alias, " means ", owner->second, " already"),
                   "keep it in one of them");
    }
  }
}

void CheckRegimes(const PackItems& items, Problems& problems) {
  for (std::size_t i = 0; i < items.rules.regimes.size(); ++i) {
    for (const SeedRule& seed : items.rules.regimes[i].seeds) {
      const Place& place = items.regimes[i];
      if (!CheckAuthority(items.rules, seed.authority, place, problems)) continue;
      for (const std::string& list : seed.lists) {
        CheckList(items.rules, seed.authority, list, place, problems);
      }
      for (const auto* codes :
           {&seed.programmes, &seed.except_programmes, &seed.control_blocks_for}) {
        for (const std::string& code : *codes) {
          if (items.rules.FindProgramme(seed.authority, code) != nullptr) continue;
          problems.Add(place, absl::StrCat(seed.authority, " has no programme ", code),
                       "mend its spelling, or add it to programmes/");
        }
      }
    }
  }
}

// Only a presumption can be rebutted.
void CheckRebuttals(const PackItems& items, Problems& problems) {
  const RuleSet& rules = items.rules;
  for (std::size_t i = 0; i < rules.rebuttals.size(); ++i) {
    const std::string& key = rules.rebuttals[i].rebuttal.regime;
    const auto regime = std::find_if(rules.regimes.begin(), rules.regimes.end(),
                                     [&](const Regime& each) { return each.key == key; });
    if (key.empty()) continue;  // reported where it was read
    if (regime == rules.regimes.end()) {
      problems.Add(items.rebuttals[i], absl::StrCat("there is no regime ", key),
                   "mend its spelling");
    } else if (std::none_of(regime->periods.begin(), regime->periods.end(),
                            [](const RegimePeriod& period) { return period.rebuttable; })) {
      problems.Add(items.rebuttals[i], absl::StrCat("what ", key, " says is no presumption"),
                   "remove it: it would change nothing");
    }
  }
}

// Two entries under one key could not be told apart in an answer.
template <typename Entry>
void CheckEntryKeys(const std::vector<Entry>& entries, const std::vector<Place>& places,
                    Problems& problems) {
  std::vector<EntryWords> words;
  words.reserve(entries.size());
  for (const Entry& entry : entries) words.push_back(entry.words);
  CheckUniqueKeys(words, places, problems);
}

void CheckEntries(const PackItems& items, Problems& problems) {
  CheckEntryKeys(items.rules.good_guys, items.good_guys, problems);
  CheckEntryKeys(items.rules.block_entries, items.block_entries, problems);
  if (items.block_entries.size() <= limits::kBlockEntriesMax) return;
  problems.Add(items.block_entries[limits::kBlockEntriesMax],
               absl::StrCat("there are more than ", limits::kBlockEntriesMax, " block entries"),
               "load the list as a source of its own (lynceus-csv)");
}

void CheckCases(const PackItems& items, Problems& problems) {
  const auto check = [&](const Place& place, const std::string& asked, const std::string& expected,
                         const std::string& found) {
    if (expected == found) return;
    problems.Add(place, absl::StrCat("the case does not hold: ", asked, " leads to ", found),
                 absl::StrCat("mend the pack, or the case, which expects ", expected));
  };
  for (const AuthorityCase& each : items.authority_cases) {
    const Authority* found = items.rules.FindAuthority(each.word);
    check(each.place, each.word, each.authority, found == nullptr ? "none" : found->key);
  }
  for (const ProgrammeCase& each : items.programme_cases) {
    const Programme* found = items.rules.FindProgramme(each.authority, each.code, each.legal_basis);
    const bool no_class = found == nullptr || found->magnitsky_class.empty();
    check(each.place, absl::StrCat(each.authority, " ", each.code),
          absl::StrCat(each.programme, " (", each.magnitsky_class, ")"),
          absl::StrCat(found == nullptr ? "none" : found->key, " (",
                       no_class ? "none" : found->magnitsky_class, ")"));
  }
  CheckExportCases(items, problems);
}

void CheckComplete(const std::string& directory, const PackItems& items, Problems& problems) {
  const RuleSet& rules = items.rules;
  const auto need = [&](bool there, std::string_view what) {
    if (there) return;
    problems.Add({directory, 0}, absl::StrCat("there is no ", ToAbsl(what)),
                 "name a complete rule directory, or restore the file");
  };
  need(!rules.authorities.empty(), "authority in sources/");
  need(!rules.programmes.empty(), "programme in programmes/");
  need(!rules.regimes.empty(), "regime in regimes/");
  for (const std::string& type : RuledFlagTypes()) {
    need(items.flags.contains(type), absl::StrCat("rule ", type, " in flags/"));
  }
  need(!rules.jurisdictions.empty(), "jurisdiction in coverage/");
  need(!rules.export_control.reviews.empty(), "kind of review in export/");
  need(!rules.groups.empty(), "group in groups/");
  need(!rules.patterns.empty(), "pattern in patterns/");
  need(!rules.presets.empty(), "preset in policy/presets.yaml");
  need(!rules.policy.key.empty(), "policy in policy/default.yaml");
}

}  // namespace

bool CheckAuthority(const RuleSet& rules, const std::string& key, const Place& place,
                    Problems& problems) {
  if (key.empty() || AuthorityByKey(rules, key) != nullptr) return !key.empty();
  problems.Add(place, absl::StrCat("there is no authority ", key),
               "mend its spelling, or add it to sources/authorities.yaml");
  return false;
}

void CheckList(const RuleSet& rules, const std::string& authority, const std::string& list,
               const Place& place, Problems& problems) {
  const auto& lists = AuthorityByKey(rules, authority)->lists;
  if (list.empty() || std::find(lists.begin(), lists.end(), list) != lists.end()) return;
  problems.Add(place, absl::StrCat(authority, " has no list ", list),
               "mend its spelling, or add it to the authority's lists");
}

void CheckSet(const std::string& directory, bool all_read, PackItems& items, Problems& problems) {
  const RuleSet& rules = items.rules;
  CheckUniqueKeys(rules.authorities, items.authorities, problems);
  CheckUniqueKeys(rules.programmes, items.programmes, problems);
  CheckUniqueKeys(rules.regimes, items.regimes, problems);
  CheckUniqueKeys(rules.beneficial, items.beneficial, problems);
  CheckAuthorityWords(items, problems);
  CheckProgrammes(items, problems);
  CheckCoverage(items, problems);
  for (std::size_t i = 0; i < rules.programmes.size(); ++i) {
    CheckAuthority(rules, rules.programmes[i].authority, items.programmes[i], problems);
  }
  CheckRegimes(items, problems);
  CheckUniqueKeys(rules.groups, items.groups, problems);
  CheckGroups(items, problems);
  CheckUniqueKeys(rules.patterns, items.patterns, problems);
  CheckTextCases(items, problems);
  CheckUniqueKeys(rules.presets, items.presets, problems);
  CheckPolicies(items, problems);
  CheckEntries(items, problems);
  CheckRebuttals(items, problems);
  CheckCases(items, problems);
  if (all_read) CheckComplete(directory, items, problems);
}

}  // namespace lynceus::rules
