#pragma once
// Which jurisdictions an answer speaks of where it says who designates a party, and which list of
// each must be whole before "not on the list" may be said. Read from rules/coverage by lib/rules.

#include <string>
#include <vector>

namespace lynceus {

struct CoverageList {
  std::string authority;
  std::string list;
};

struct Jurisdiction {
  std::string key;    // ISO 3166-1 alpha-2, or EU; as Authority::jurisdiction
  std::string title;  // "United States"
  // Any one of them, whole, shows who is not designated there.
  std::vector<CoverageList> lists;
  std::string note;  // shown with rows that find nothing
};

}  // namespace lynceus
