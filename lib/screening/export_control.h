#pragma once
// The flag `export_control`: what an entry of an export control list asks, in the list's words; and
// of companies that listed parties own, the strictest of what their owners' entries ask.

#include <vector>

#include "absl/status/status.h"
#include "lib/screening/ownership_flags.h"

namespace lynceus::screening {

// The flag of a listing on an export control list. REQUIRES: its list raises `export_control`.
Flag ExportFlag(const Designation& designation, const RuleSet& rules);

// Adds to the flags of verdicts under a regime with `strictest_of_owners` (YES or UNDETERMINED
// through owners) every listed owner's entry, also of those without whom the verdict would hold,
// and which is the strictest; or that the words that the lists carry put them in no order. Errors:
// those of the graph.
absl::Status AddOwnersEntries(const OwnershipQuestion& question,
                              const std::vector<Verdict>& verdicts, std::vector<Flag>& flags);

}  // namespace lynceus::screening
