#pragma once
// What only the whole set can show: keys used twice, words that would lead to two meanings, names
// of things that are not there, and golden cases that do not hold.

#include <string>

#include "lib/rules/problems.h"
#include "lib/rules/read_packs.h"

namespace lynceus::rules {

// Puts the policy's thresholds into its preset first, so that what is checked is what will be used.
// `all_read`: every file could be read; else what is missing may stand in one that could not, and
// that it is missing is not said.
void CheckSet(const std::string& directory, bool all_read, PackItems& items, Problems& problems);

// False (and a problem) where there is no authority `key`.
bool CheckAuthority(const RuleSet& rules, const std::string& key, const Place& place,
                    Problems& problems);
// A problem where that authority, which there is, has no such list.
void CheckList(const RuleSet& rules, const std::string& authority, const std::string& list,
               const Place& place, Problems& problems);

}  // namespace lynceus::rules
