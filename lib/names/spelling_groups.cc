#include "lib/names/spelling_groups.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/status.h"
#include "lib/names/name_variants.h"

namespace lynceus::names {
namespace {

std::uint16_t IdOf(std::size_t group) {
  return static_cast<std::uint16_t>(kSpellingBit | (group + 1));
}

std::size_t GroupOf(std::uint16_t id) { return (id & kSpellingGroupsMax) - 1; }

void SortUnique(std::vector<std::string>& members) {
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
}

}  // namespace

absl::Status SpellingGroups::AddVariants(const std::string& path, std::size_t line,
                                         const std::vector<std::string>& members) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::size_t group, GroupFor(path, line, members));
  for (std::size_t i = 0; i < members.size(); ++i) {
    auto& [first, second] = groups_[members[i]];
    if (first != IdOf(group) && second != IdOf(group)) {
      if (first != 0 && second != 0) {
        return VariantError(
            path, line,
            FormNumber(i) + " is in two groups of the packs, which is as many as a name has",
            "take it out of the line");
      }
      (first == 0 ? first : second) = IdOf(group);
    }
    all_[group].push_back(members[i]);
  }
  SortUnique(all_[group]);
  return absl::OkStatus();
}

// The group that the line widens, its own where it widens none.
absl::StatusOr<std::size_t> SpellingGroups::GroupFor(const std::string& path, std::size_t line,
                                                     const std::vector<std::string>& members) {
  std::set<std::size_t> known;
  for (const std::string& member : members) {
    const auto at = groups_.find(member);
    if (at == groups_.end()) continue;
    const auto id = std::find_if(at->second.begin(), at->second.end(),
                                 [](std::uint16_t each) { return (each & kSpellingBit) != 0; });
    if (id != at->second.end()) known.insert(GroupOf(*id));
  }
  if (known.empty()) {
    if (all_.size() >= kSpellingGroupsMax) {
      return LimitError({.subject = path,
                         .place = "line " + std::to_string(line),
                         .cause = "there are too many groups of spellings",
                         .limit = std::to_string(kSpellingGroupsMax) + ", the packs' included",
                         .remedy = "leave out lines that the bank's customers do not need"});
    }
    all_.emplace_back();
    return all_.size() - 1;
  }
  const std::size_t first = *known.begin();
  for (const std::size_t other : known) {
    if (other != first) Move(other, first);
  }
  return first;
}

void SpellingGroups::Move(std::size_t from, std::size_t to) {
  for (const std::string& member : all_[from]) {
    std::array<std::uint16_t, 2>& groups = groups_[member];
    std::replace(groups.begin(), groups.end(), IdOf(from), IdOf(to));
    if (groups[0] == groups[1]) groups[1] = 0;
    all_[to].push_back(member);
  }
  all_[from].clear();
  SortUnique(all_[to]);
}

}  // namespace lynceus::names
