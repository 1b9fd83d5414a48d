// Loaded lists come from the manifest's load reports; requirements from the policy.
#include "lib/screening/coverage.h"

#include <algorithm>
#include <map>
#include <utility>

namespace lynceus::screening {
namespace {

using ListKey = std::pair<std::string, std::string>;

ListState WorseOf(ListState a, ListState b) { return std::max(a, b); }

// The lists that sources of one kind carry: of publishers, or of aggregators that copy them. One
// list may come from several: the newest date counts, the worst state stays.
std::map<ListKey, ListRef> ListsOf(const std::vector<LoadReport>& sources, bool copies) {
  std::map<ListKey, ListRef> lists;
  const auto add = [&](const std::string& authority, const std::string& name,
                       const LoadReport& report) {
    ListRef& list = lists[{authority, name}];
    list.authority = authority;
    list.name = name;
    if (!list.date || (report.source.list_date && *report.source.list_date > *list.date)) {
      list.date = report.source.list_date;
    }
    if (report.skipped_total > 0) list.state = WorseOf(list.state, ListState::kPartial);
  };
  for (const LoadReport& report : sources) {
    if (report.source.copies != copies) continue;
    if (!report.source.authority.empty()) add(report.source.authority, report.source.list, report);
    for (const ListCount& count : report.lists) add(count.authority, count.list, report);
  }
  return lists;
}

bool AcceptsCopies(const ListKey& key, const Policy& policy) {
  return std::ranges::any_of(policy.required_lists, [&key](const RequiredList& required) {
    return required.authority == key.first && required.list == key.second &&
           required.copies_accepted;
  });
}

// A publisher's own file says what state its list is in. A list that an aggregator alone carries is
// partial, since nobody says that it is whole, unless the policy accepts copies of it.
std::map<ListKey, ListRef> LoadedLists(const std::vector<LoadReport>& sources,
                                       const Policy& policy) {
  std::map<ListKey, ListRef> lists = ListsOf(sources, false);
  for (auto& [key, list] : ListsOf(sources, true)) {
    if (!AcceptsCopies(key, policy)) list.state = WorseOf(list.state, ListState::kPartial);
    lists.try_emplace(key, std::move(list));
  }
  return lists;
}

bool TooOld(const ListRef& list, const RequiredList& required, Date as_of) {
  if (required.age_days_max == 0) return false;
  return !list.date || as_of.days() - list.date->days() > required.age_days_max;
}

}  // namespace

std::vector<ListRef> Coverage(const std::vector<LoadReport>& sources, const Policy& policy,
                              Date as_of) {
  std::map<ListKey, ListRef> lists = LoadedLists(sources, policy);
  for (const RequiredList& required : policy.required_lists) {
    const auto [at, missing] = lists.try_emplace({required.authority, required.list});
    ListRef& list = at->second;
    if (missing) {
      list = {.authority = required.authority, .name = required.list, .state = ListState::kMissing};
    } else if (TooOld(list, required, as_of) && list.state == ListState::kCurrent) {
      list.state = ListState::kStale;
    }
  }
  std::vector<ListRef> sorted;
  sorted.reserve(lists.size());
  for (auto& [key, list] : lists) sorted.push_back(std::move(list));
  return sorted;
}

void AddInternalList(std::vector<ListRef>& lists) {
  const auto at = std::find_if(lists.begin(), lists.end(),
                               [](const ListRef& list) { return list.authority > kInternalList; });
  lists.insert(at, {.authority = kInternalList, .name = kInternalList});
}

bool Covered(const std::vector<ListRef>& lists, const Policy& policy) {
  return std::all_of(policy.required_lists.begin(), policy.required_lists.end(),
                     [&](const RequiredList& required) {
                       return std::any_of(lists.begin(), lists.end(), [&](const ListRef& list) {
                         return list.authority == required.authority &&
                                list.name == required.list && list.state == ListState::kCurrent;
                       });
                     });
}

}  // namespace lynceus::screening
