#include "lib/ownership/seeds.h"

#include <algorithm>

namespace lynceus::ownership {
namespace {

bool HasWord(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool Seeds(const SeedRule& rule, const Designation& designation) {
  return designation.authority == rule.authority &&
         (rule.lists.empty() || HasWord(rule.lists, designation.list)) &&
         (rule.programmes.empty() || HasWord(rule.programmes, designation.programme)) &&
         !HasWord(rule.except_programmes, designation.programme);
}

Seed SeedOf(const Regime& regime, std::span<const Designation> designations) {
  Seed seed;
  for (std::uint32_t i = 0; i < designations.size(); ++i) {
    for (const SeedRule& rule : regime.seeds) {
      if (!Seeds(rule, designations[i])) continue;
      if (HasWord(rule.control_blocks_for, designations[i].programme)) return {i, true};
      if (seed.position == Seed::kNone) seed.position = i;
    }
  }
  return seed;
}

bool LoadedLists::Has(const SeedRule& seed) const {
  return std::any_of(authority_and_list.begin(), authority_and_list.end(), [&](const auto& loaded) {
    return loaded.first == seed.authority &&
           (seed.lists.empty() || HasWord(seed.lists, loaded.second));
  });
}

}  // namespace lynceus::ownership
