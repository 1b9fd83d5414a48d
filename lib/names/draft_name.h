#pragma once
// From words to drafts: text around the name taken off, given name first, words romanised, runs of
// Han, kana and Hangul cut up, Arabic articles and Abd- cut off. Internal to the module.

#include <vector>

#include "lib/names/drafts.h"
#include "lib/names/romanise.h"
#include "lib/names/vocabulary.h"

namespace lynceus::names {

// Returns one draft a word or part of a word, in the order of comparison. Under kAll it may be
// empty where a run without blanks is only a legal form; under kAllButOne such a run stays whole.
DraftedName DraftName(const Vocabulary& vocabulary, const Romaniser& romaniser,
                      const Reading& reading, FormCut cut, std::vector<Word> words);

}  // namespace lynceus::names
