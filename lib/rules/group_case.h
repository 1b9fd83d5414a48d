#pragma once
// Golden cases of groups and patterns, read here with their packs; lib/screening runs them
// (pack_cases.h).

#include <string>
#include <vector>

#include "lib/model/entity.h"

namespace lynceus::rules {

// A party, by its name alone or in a small graph, and the groups that it is found to be of.
struct GroupCase {
  std::string place;  // "groups/cases.yaml line 12"
  std::string name;   // of the party; empty where only the graph is asked
  std::vector<std::string> countries;
  std::string about;  // id of a party of `facts`; empty: only the name is asked
  Date as_of;
  std::vector<Interest> facts;
  std::vector<std::string> groups;  // "rosneft ownership certain", sorted: these and no others
};

// A text, and the keys of the patterns that find something in it.
struct TextCase {
  std::string place;
  std::string text;
  std::vector<std::string> found;  // sorted: these and no others
};

}  // namespace lynceus::rules
