#pragma once
// Random graphs and rules for properties: small, with rings, open ends, repeated statements, joint
// holders, unknown holders, probable identities and values that meet thresholds exactly.

#include "lib/base/random.h"
#include "tests/reference/ownership_reference.h"

namespace lynceus::ownership {

struct RandomCase {
  reference::Graph graph;
  RegimePeriod period;
  int subject = 0;
};

// `plain`: shares alone, each stated once, added over all blocked parties.
RandomCase MakeRandomCase(SeededRandom& random, bool plain);

}  // namespace lynceus::ownership
