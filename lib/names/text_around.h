#pragma once
// Takes off a text what is known for no part of a name: "payment in favour of", "passport
// A1234567", a date of birth, a street. Payment lines and badly kept fields hold such text, and one
// word of it more makes another company. Internal to the module.
//
// Both sides of a comparison go through it. Only what the pack knows is left out: whatever else
// stands in the text, another party above all, stays and is compared.

#include <vector>

#include "lib/names/romanise.h"
#include "lib/names/vocabulary.h"
#include "lib/names/words.h"

namespace lynceus::names {

// Removes words from `words`, and sets those in brackets that stand beside the name: what follows
// "formerly", and a place behind a comma, a dash or before "branch". Leaves `words` as they are
// where no name would be left.
void TakeTextAroundOff(const Vocabulary& vocabulary, const Romaniser& romaniser,
                       std::vector<Word>& words);

}  // namespace lynceus::names
