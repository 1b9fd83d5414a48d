#pragma once
// OpenSanctions' data sets that are sanctions lists.

#include <string_view>

namespace lynceus::sources {

// The sanctions list that a data set of OpenSanctions carries, told by its name ("us_ofac_sdn") or
// its title.
struct OpenSanctionsList {
  std::string_view name;
  std::string_view title;
  std::string_view authority;  // a key of rules/sources/authorities.yaml
  std::string_view list;
  std::string_view country;         // programmes of the list begin with it: "US" of "US-GLOMAG"
  std::string_view programme = {};  // of a list that has but one and never states it, else empty
};
// Null where the data set is no such list. Thread-safe.
const OpenSanctionsList* FindOpenSanctionsList(std::string_view name_or_title);

}  // namespace lynceus::sources
