#pragma once
// A golden case of a policy: what was found, and what is made of it. They are read here beside the
// policy; lib/screening runs them (policy_cases.h).

#include <cstdint>
#include <string>
#include <vector>

#include "lib/model/decision.h"
#include "lib/model/policy.h"

namespace lynceus::rules {

// One match, as screening would have found it.
struct PolicyCaseMatch {
  Match match;                            // id, schema, score, corroboration, flags
  std::vector<std::string> yes;           // regimes
  std::vector<std::string> undetermined;  // regimes
  std::int64_t held_ppm = 0;              // what blocked parties hold, for the flag minority
};

struct PolicyCase {
  std::string name;
  std::string place;   // "policy/cases.yaml line 12"
  std::string policy;  // the key of a policy of policy/examples; empty: the one in force
  Booking booking;
  std::vector<PolicyCaseMatch> matches;
  bool covered = true;
  bool truncated = false;
  // What must come out.
  std::string scope;
  Decision decision = Decision::kClear;
  Priority priority = Priority::kNone;
  std::vector<std::string> suppressed;  // "ID RULE", in the order of the matches
};

// A policy of policy/examples: read, checked and tested, and not in force.
struct ExamplePolicy {
  Policy policy;
  PolicyScopes scopes;
};

}  // namespace lynceus::rules
