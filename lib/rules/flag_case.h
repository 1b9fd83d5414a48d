#pragma once
// A golden case of the rules of flags: a small graph, and the flags that one party of it raises.
// They are read here with their packs; lib/screening runs them (flag_cases.h), since it has the
// engine.

#include <string>
#include <vector>

#include "lib/model/entity.h"

namespace lynceus::rules {

struct FlagCase {
  std::string name;
  std::string place;  // "flags/cases.yaml line 12"
  std::string about;
  Date as_of;
  std::vector<Party> parties;  // those of which more than the id is said
  std::vector<Interest> facts;
  std::vector<std::string> flags;  // types, sorted: these and no others of rules/flags
};

// The types of flags that have a rule of their own, sorted.
const std::vector<std::string>& RuledFlagTypes();

}  // namespace lynceus::rules
