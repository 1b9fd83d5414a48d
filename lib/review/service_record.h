#pragma once
// The records of what a service runs by: its configuration, the lists it loaded, and the snapshot
// and rules in force. FORMAT.md has their JSON. Pure functions; Recorder::Append takes the drafts.

#include <string>

#include "lib/model/date.h"
#include "lib/model/rules.h"
#include "lib/review/recorder.h"
#include "lib/store/snapshot.h"

namespace lynceus::review {

// `configuration`: canonical JSON. It is in force from now on.
Draft DraftConfiguration(const std::string& configuration, const std::string& engine, Date today);

// The lists of a snapshot: which file of which day, with its digest, and what was loaded of it.
Draft DraftListLoad(const store::Manifest& manifest, const std::string& engine, Date today);

// A snapshot and rule set in force as a pair from now on: by an activation or a rule change, as
// `kind` says. The body lists the packs, so that the digest of the rules in every record leads to
// that of each pack.
Draft DraftActivation(RecordKind kind, const std::string& snapshot, const RuleSet& rules,
                      const std::string& engine, Date today);

}  // namespace lynceus::review
