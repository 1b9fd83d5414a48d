#pragma once
// Names of nobody: customers that must not alert. Given names are usual ones of their culture;
// family names and brands are put together from syllables written for this project.

#include <string>

#include "lib/base/random.h"
#include "lib/model/entity.h"

namespace lynceus::validation {

struct InventedName {
  std::string text;
  Schema schema = Schema::kPerson;  // or kCompany
};

// Returns another name for another state of `random`; three persons to one company.
InventedName InventName(SeededRandom& random);

}  // namespace lynceus::validation
