#pragma once
// What only the whole set shows of its programmes: codes that mean two things, which regimes each
// seeds, jurisdictions that no authority has, and golden cases of the export lists.

#include <string>
#include <vector>

#include "lib/rules/problems.h"
#include "lib/rules/read_packs.h"

namespace lynceus::rules {

// The keys of the regimes that a listing under `programme` seeds, on any of its lists, sorted. Of
// a programme that names no list: on any list of its authority that raises `designated`.
std::vector<std::string> SeededRegimes(const RuleSet& rules, const Programme& programme);

// Adds a problem for each code of an authority that means two programmes without a regulation that
// tells them apart; each programme whose stated seeds differ from SeededRegimes, or whose measures
// contradict them (what freezes nothing seeds a freeze); each seed of a freeze from a list that
// raises a lesser flag.
void CheckProgrammes(const PackItems& items, Problems& problems);

void CheckCoverage(const PackItems& items, Problems& problems);
void CheckExportCases(const PackItems& items, Problems& problems);

}  // namespace lynceus::rules
