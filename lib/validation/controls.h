#pragma once
// Customers that must not alert. Internal to the module.

#include <vector>

#include "lib/names/analyzed_name.h"
#include "lib/validation/survey.h"
#include "lib/validation/trial.h"

namespace lynceus::validation {

// Invented names (invented_names.h) that no listed party has for a name, and of whose first and
// last word no listed person has both.
std::vector<TrialQuestion> EasyControls(const Survey& survey, const names::Analyzer& analyzer,
                                        std::uint64_t seed, std::size_t count);

// A given name of one listed person with the family name of another, such that no listed person has
// a word of both among all names, in any of their spellings. Fewer than `count` where the list has
// not enough persons.
std::vector<TrialQuestion> HardControls(const Survey& survey, const names::Analyzer& analyzer,
                                        std::uint64_t seed, std::size_t count);

}  // namespace lynceus::validation
