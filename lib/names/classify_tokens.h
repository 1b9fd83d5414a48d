#pragma once
// Says of each draft what kind of token it is, and what it weighs. Internal to the module.

#include "lib/names/drafts.h"
#include "lib/names/vocabulary.h"

namespace lynceus::names {

// Sets kind, canonical text, weight and groups of each token; numbers and phrases of several words
// become one draft. REQUIRES: at least one draft.
void ClassifyTokens(const Vocabulary& vocabulary, const Reading& reading,
                    std::vector<Draft>& drafts);

}  // namespace lynceus::names
