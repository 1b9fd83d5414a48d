#pragma once
// Takes legal forms off a drafted name: from both ends, from the middle where the form may also
// lead, and from words they have grown together with. Internal to the module.

#include "lib/names/drafts.h"
#include "lib/names/vocabulary.h"

namespace lynceus::names {

// Removes the drafts that are legal forms and notes their class. Leaves no draft where the name is
// only a legal form.
void CutLegalForms(const Vocabulary& vocabulary, const Reading& reading, DraftedName& name);

}  // namespace lynceus::names
