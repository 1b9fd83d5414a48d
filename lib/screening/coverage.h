#pragma once
// Which lists a decision rests on, and whether they are the ones policy asks for, fresh enough.

#include <vector>

#include "lib/model/decision.h"
#include "lib/model/load_report.h"
#include "lib/model/rules.h"

namespace lynceus::screening {

// Returns every loaded list and every required one, sorted by authority and name. A required list
// that is not loaded is kMissing; one older on `as_of` than policy allows, or undated where an age
// is asked for, is kStale; one whose file had records that could not be loaded is kPartial.
std::vector<ListRef> Coverage(const std::vector<LoadReport>& sources, const Policy& policy,
                              Date as_of);

// Puts the bank's own list in its place: it is as current as the rules.
void AddInternalList(std::vector<ListRef>& lists);

// True where every required list is current: only then may a decision be CLEAR.
bool Covered(const std::vector<ListRef>& lists, const Policy& policy);

}  // namespace lynceus::screening
