#pragma once
// One reader a pack: checks each item by itself. What only the whole set can show is check_set.h's.

#include <map>
#include <string>
#include <vector>

#include "lib/model/rules.h"
#include "lib/rules/flag_case.h"
#include "lib/rules/group_case.h"
#include "lib/rules/problems.h"
#include "lib/rules/rule_files.h"

namespace lynceus::rules {

// Which authority a publisher's word must lead to; "none": to no one.
struct AuthorityCase {
  std::string word;
  std::string authority;
  Place place;
};

// Which programme and class a code of an authority must lead to; "none": to no one.
struct ProgrammeCase {
  std::string authority;
  std::string code;
  std::string programme;
  std::string magnitsky_class;
  Place place;
};

// What the files say, and where: place i belongs to item i of the list of the same name.
struct PackItems {
  RuleSet rules;  // regimes in the order of their files; digests are not filled
  std::vector<Place> authorities;
  std::vector<Place> programmes;
  std::vector<Place> regimes;
  std::vector<Place> beneficial;
  std::vector<Place> groups;
  std::vector<Place> patterns;
  std::vector<Place> presets;
  std::vector<Place> rebuttals;
  Place policy;
  std::vector<std::string> unverified;  // keys of programmes with `status: unverified`
  std::vector<AuthorityCase> authority_cases;
  std::vector<ProgrammeCase> programme_cases;
  std::map<std::string, Place> flags;  // by type: where its rule stands
  std::vector<FlagCase> flag_cases;
  std::vector<GroupCase> group_cases;
  std::vector<TextCase> text_cases;
};

PackItems ReadPacks(const std::string& directory, const RuleFiles& files, Problems& problems);

}  // namespace lynceus::rules
