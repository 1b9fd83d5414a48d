#pragma once
// A self-test's report as people and programs read it. Equal reports give equal bytes.

#include <string>

#include "lib/validation/selftest.h"

namespace lynceus::validation {

// Figures by section and kind with their intervals, the worst kinds' first misses, and every miss
// of a name as listed (at most fifty).
std::string SelftestText(const SelftestReport& report);

// Everything, every miss too. Rates stand as hits and trials with their interval in 1/10,000.
std::string SelftestJson(const SelftestReport& report);

// One page with plots, on its own: no script, no other file, readable printed. Every miss too, kind
// by kind.
std::string SelftestHtml(const SelftestReport& report);

}  // namespace lynceus::validation
