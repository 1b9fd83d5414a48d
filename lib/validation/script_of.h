#pragma once
// The script of a name, for reports.

#include <string_view>

#include "lib/names/words.h"

namespace lynceus::validation {

// Returns the script of most of the letters of `text`, which are folded as matching folds them;
// kDigits where it has none.
names::Script ScriptOf(std::string_view text);

// "Cyrillic".
std::string_view ScriptName(names::Script script);

}  // namespace lynceus::validation
