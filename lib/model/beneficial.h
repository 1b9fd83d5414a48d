#pragma once
// What a rule of beneficial ownership says of one party on one day.

#include <cstdint>
#include <string>
#include <vector>

#include "lib/model/verdict.h"

namespace lynceus {

// One ultimate owner: a party that nobody is stated to hold. `share` is what it holds of the judged
// party in the end, in the counted instrument that gives most.
struct BeneficialOwner {
  std::string id;  // empty: all whom no source names, together
  std::string name;
  Answer answer = Answer::kNo;
  Basis basis = Basis::kNone;  // owned, controlled (with what controlled parties hold), unverified
  Share share = Share::Exact(0);
  InterestKind kind = InterestKind::kShares;
  std::vector<std::string> listed;     // its designations on the day
  std::vector<std::string> may_be;     // listed parties that it probably is
  std::vector<EvidenceItem> evidence;  // YES: facts of which none can be left out
  std::vector<std::string> undecided;  // UNDETERMINED: the facts that would decide it
};

struct BeneficialOwners {
  std::string regime;
  bool in_force = true;  // false: no answer; the rule has no parameters on the day
  bool unverified = false;
  std::string note;
  std::vector<BeneficialOwner> owners;  // the largest share first
  // What of the whole leads to no stated owner, at most.
  std::int64_t unstated_ppm = 0;
};

}  // namespace lynceus
