#pragma once
// Takes legal forms off a drafted name: from both ends, from the middle where the form may also
// lead, and from words they have grown together with. Internal to the module.

#include "lib/names/drafts.h"
#include "lib/names/vocabulary.h"

namespace lynceus::names {

// Removes the drafts that are legal forms and notes their class. Under kAll it leaves no draft
// where the name is nothing but legal forms; under kAllButOne it then leaves one form's words: of
// "OOO RT" and of "RT LLC" the "rt", since what leads or ends a name by rule goes first.
void CutLegalForms(const Vocabulary& vocabulary, const Reading& reading, FormCut cut,
                   DraftedName& name);

}  // namespace lynceus::names
